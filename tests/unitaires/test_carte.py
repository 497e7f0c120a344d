"""La carte du territoire : chaque département est un lien nommé, vers une section qui existe, dans le cadre."""

import re
from itertools import combinations

import pytest
from lxml import html
from lxml.html import HtmlElement

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.fiches.territoire.carte import COTE, MARGE, TEINTES, Carte
from macros.fiches.territoire.modele import Structure
from tests.fabrique.bases import avec, changee
from tests.fabrique.pages import macro_de
from tests.fabrique.questions import fiches_de
from tests.fabrique.reperes import JOUR
from tests.invente import SOURCES

OCCITANIE = ("09", "30", "31", "32", "34")
"""Les départements d'Occitanie que le réseau inventé dessine."""
RESEAUX = {"Occitanie": OCCITANIE, "Bretagne": ("22", "29"), "Corse": ("2A",), "Guyane": ("973",)}
POINT = re.compile(r"(-?\d+) (-?\d+)")


def structure(identifiant: str, portee: str, departements: tuple[str, ...] = ()) -> Fiche[Structure]:
    """Rend une structure d'essai."""
    contenu = Structure(
        titre=f"Structure {identifiant}",
        resume="Une structure, pour les essais.",
        famille="reseau",
        portee=portee,
        region="Occitanie" if portee == "regionale" else "",
        departements=list(departements),
        aide=["Répondre à une question."],
        site="https://exemple.test/",
        sources=SOURCES,
        publie_le=JOUR,
        verifie_le=JOUR,
    )
    return Fiche(identifiant, f"data/reseau/structures/{identifiant}.yml", contenu)


STRUCTURES = (
    structure("gers", "departementale", ("32",)),
    structure("garonne", "departementale", ("31", "32")),
    structure("region", "regionale", OCCITANIE),
    structure("voisine", "regionale", ("33",)),
    structure("france", "nationale"),
)


@pytest.fixture(scope="module")
def base(base_inventee: Base) -> Base:
    """Rend le réseau inventé : ses départements et leurs contours, les structures d'essai à la place des siennes."""
    return avec(base_inventee, structures={f.id: f for f in STRUCTURES})


def page(base: Base, departements: tuple[str, ...] = OCCITANIE, region: str = "Occitanie") -> HtmlElement:
    """Rend la carte, son tableau et la liste par département, comme la page les réunit."""
    noms = ("carte_territoire", "liste_par_departement")
    corps = "".join(macro_de(base, nom, reseau={"departements": departements, "region": region}) for nom in noms)
    return html.fragment_fromstring(corps, create_parent="div")


def nom(lien: HtmlElement) -> str:
    """Rend le nom accessible d'un lien du dessin : son titre."""
    return lien.find("title").text


def carte_de(base: Base, departements: tuple[str, ...], nombre: int = 1) -> Carte:
    return Carte.de(fiches_de(base, "contours")["contours"].contenu, dict.fromkeys(departements, nombre))


@pytest.mark.parametrize("region", RESEAUX)
def test_chaque_departement_est_un_lien_nomme_vers_sa_section(base: Base, region: str) -> None:
    verifier_les_liens(base, RESEAUX[region], region)


def verifier_les_liens(base: Base, departements: tuple[str, ...], region: str) -> None:
    dessin = page(base, departements, region)
    liens = dessin.xpath("//svg//a")
    ancres = {e.get("id") for e in dessin.xpath("//details/div[@id]")}
    assert [lien.get("href") for lien in liens] == [f"#departement-{code}" for code in departements]
    assert {lien.get("href")[1:] for lien in dessin.xpath("//a[starts-with(@href, '#')]")} <= ancres
    assert all(re.fullmatch(r"[^()]+ \(\w+\)\s: \d+ structures?", nom(lien)) for lien in liens)


def test_le_nom_accessible_dit_le_departement_et_le_nombre(base: Base) -> None:
    noms = {a.get("href"): nom(a).replace("\u00a0", " ") for a in page(base).xpath("//svg//a")}
    assert noms["#departement-32"] == "Gers (32) : 2 structures"
    assert noms["#departement-31"] == "Haute-Garonne (31) : 1 structure"
    assert noms["#departement-09"] == "Ariège (09) : 0 structure"


def test_le_dessin_a_un_titre_une_description_et_ses_nombres_ecrits(base: Base) -> None:
    dessin = page(base).find(".//svg")
    assert dessin.find("title").get("id") == dessin.get("aria-labelledby")
    assert dessin.find("desc").get("id") == dessin.get("aria-describedby")
    ecrits = {tuple(t.text for t in texte.findall("tspan")) for texte in dessin.findall("text")}
    assert ("32", "2") in ecrits and len(ecrits) == len(OCCITANIE)


def test_le_tableau_dit_la_meme_chose_que_la_carte(base: Base) -> None:
    dessin = page(base)
    lignes = {ligne.find(".//a").get("href"): ligne for ligne in dessin.xpath("//table/tbody/tr")}
    assert [*lignes] == [a.get("href") for a in dessin.xpath("//svg//a")]
    gers = lignes["#departement-32"]
    assert [a.get("href") for a in gers.xpath("td[3]//a")] == [f"../territoire/{i}/" for i in ("garonne", "gers")]
    assert gers.xpath("string(td[2])") == "2"


def test_nationales_et_voisines_sont_a_part(base: Base) -> None:
    sections = page(base).xpath("//div[@class='par-departement']")[0]
    suites = {suite.get("id"): suite for suite in sections.xpath("details[not(@open)]/div")}
    assert [*suites] == [*(f"departement-{code}" for code in OCCITANIE), "regionales", "nationales", "ailleurs"]
    gers = suites["departement-32"].getparent().find("summary")
    assert gers.text_content().split() == ["Gers", "(32)", "2", "structures"]
    assert suites["regionales"].find(".//a").get("href") == "../territoire/region/"
    assert suites["nationales"].find(".//a").get("href") == "../territoire/france/"
    assert suites["ailleurs"].find(".//a").get("href") == "../territoire/voisine/"


@pytest.mark.parametrize("region", RESEAUX)
def test_tout_tient_dans_le_cadre(base: Base, region: str) -> None:
    tient_dans_le_cadre(base, RESEAUX[region])


def tient_dans_le_cadre(base: Base, departements: tuple[str, ...]) -> None:
    carte = carte_de(base, departements)
    gauche, haut, largeur, hauteur = map(int, carte.cadre.split())
    points = [(int(x), int(y)) for z in carte.zones for x, y in POINT.findall(z.trace)]
    assert len(carte.zones) == len(departements) and (gauche, haut, largeur) == (-MARGE, -MARGE, COTE + 2 * MARGE)
    assert all(0 <= x <= COTE and 0 <= y <= hauteur - 2 * MARGE for x, y in points)
    assert max(max(x for x, _ in points) - min(x for x, _ in points), max(y for _, y in points)) == COTE


def test_deux_voisins_partagent_leurs_points(base: Base) -> None:
    traces = {z.code: set(POINT.findall(z.trace)) for z in carte_de(base, OCCITANIE).zones}
    voisins = {frozenset(paire) for paire in combinations(OCCITANIE, 2) if len(traces[paire[0]] & traces[paire[1]]) > 1}
    assert frozenset(("31", "32")) in voisins and frozenset(("09", "30")) not in voisins
    assert {code for paire in voisins for code in paire} == set(OCCITANIE)


def test_la_teinte_suit_le_nombre(base: Base) -> None:
    comptes = {"31": 0, "32": 1, "34": 5, "30": 9}
    teintes = {z.code: z.teinte for z in Carte.de(fiches_de(base, "contours")["contours"].contenu, comptes).zones}
    assert teintes["31"] == 0 and teintes["32"] == 1 and 1 < teintes["34"] < teintes["30"] == TEINTES
    assert {z.teinte for z in carte_de(base, OCCITANIE, 4).zones} == {1}
    presque = Carte.de(fiches_de(base, "contours")["contours"].contenu, {"31": 11, "32": 12})
    assert [z.teinte for z in presque.zones] == [1, 2]


def test_un_departement_trop_petit_n_ecrit_pas_par_dessus_son_voisin(base: Base) -> None:
    contours = fiches_de(base, "contours")["contours"].contenu
    petit = contours.departements["31"].model_copy(
        update={"anneaux": ["3000,4000 3010,4000 3010,4010"], "etiquette": "3005,4005"}
    )
    avec_lui = contours.model_copy(update={"departements": {**contours.departements, "75": petit}})
    mots = {z.code: z.mots for z in Carte.de(avec_lui, dict.fromkeys(avec_lui.departements, 1)).zones}
    assert mots["75"] == () and mots["31"][0] == "31"


def test_sans_departement_ni_contour_pas_de_dessin(base: Base) -> None:
    assert carte_de(base, ()).zones == carte_de(base, ("00",)).zones == ()
    assert page(base, ()).findall(".//svg") == []
    assert page(avec(base, contours={})).xpath("//table//a[@href='#departement-31']")


def test_un_nom_hostile_est_echappe(base: Base) -> None:
    hostile = changee(structure("x", "departementale", ("31",)), titre="<script>alert(1)</script>")
    dessin = page(avec(base, structures={"x": hostile}))
    assert dessin.findall(".//script") == [] and "<script>alert(1)</script>" in dessin.text_content()
