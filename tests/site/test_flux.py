"""Les flux du site : stricts selon leurs normes et complets."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from macros.base.base import Base
from macros.base.registre import EN_LIGNE
from macros.texte.dates import plus_mois
from tests.fabrique.bases import avec, changee, lue_jusqu_au
from tests.fabrique.flux import canaux_de, flux_de, identifiants_de
from tests.fabrique.lecture import base_saine, lire
from tests.fabrique.questions import (
    a_revoir_de,
    fiches_de,
    formes_de,
    lu_jusqu_au,
    rendez_vous_de,
    valeurs_de,
    visibles_de,
)
from tests.fabrique.reperes import SITE_URL
from tests.hostiles.cas.agenda import EVENEMENT, LA_REGLE, REGLE, UN_EVENEMENT
from tests.site.flux import POIDS_MAX, PRESQUE_PLEIN, entrees, gonfler, un_flux
from tests.site.normes_flux import ATOM, DEFAUTS, TAG, chemins, defauts_rss, xml_strict


@pytest.fixture(scope="session")
def fichiers(site_construit: Path) -> dict[str, bytes]:
    """Rend chemin → octets des flux du site."""
    return {
        str(f.relative_to(site_construit)): f.read_bytes()
        for f in sorted((site_construit / "flux").rglob("*"))
        if f.suffix in (".rss", ".atom", ".json") and f.name != Path(EN_LIGNE).name
    }


def omis(fichiers: dict[str, bytes], attendus: dict[str, list[str]]) -> list[str]:
    """Rend les flux qui n'ont pas les articles attendus ; un flux presque plein peut perdre les plus anciens."""
    fautifs = []
    for canal, articles in attendus.items():
        for extension in ("rss", "atom"):
            octets = fichiers[f"{canal}.{extension}"]
            presents = chemins(octets, f"{canal}.{extension}")
            plein = len(octets) > PRESQUE_PLEIN * POIDS_MAX
            if presents != (articles[: len(presents)] if plein else articles):
                fautifs.append(f"{canal}.{extension} : {sorted(set(presents) ^ set(articles))[:5]}")
    return fautifs


def test_tous_les_canaux_existent(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    noms = ["veille", "impact-fort", "editions", "clauses", "agenda", "a-revoir"]
    noms += [f"veille/{code}" for code in valeurs_de(base_du_site, "themes")]
    noms += [f"segments/{code}" for code in valeurs_de(base_du_site, "segments")]
    noms += ["social/clauses-sociales", *(f"formes/{code}" for code in formes_de(base_du_site))]
    attendus = {f"flux/{nom}.{extension}" for nom in noms for extension in ("rss", "atom")} | {"flux/veille.json"}
    assert set(fichiers) == attendus == {chemin for canal in canaux_de(base_du_site) for chemin, _ in canal.fichiers}


def test_sous_le_plafond(fichiers: dict[str, bytes]) -> None:
    assert {chemin: len(octets) for chemin, octets in fichiers.items() if len(octets) > POIDS_MAX} == {}


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_strictement_valide(fichiers: dict[str, bytes], extension: str) -> None:
    examines = {chemin: octets for chemin, octets in fichiers.items() if chemin.endswith(extension)}
    defauts = {c: list(dict.fromkeys(DEFAUTS[extension](octets, f"{SITE_URL}{c}"))) for c, octets in examines.items()}
    assert examines and {chemin: trouves for chemin, trouves in defauts.items() if trouves} == {}


@pytest.mark.parametrize(
    ("extension", "avant", "apres", "attendu"),
    [
        ("rss", "<language>fr</language>", "", "un seul <language>"),
        ("rss", "</channel>", "<title>Un second</title></channel>", "un seul <title>"),
        ("rss", "</channel>", "<docs>d</docs></channel>", "suit un <item>"),
        ("rss", 'isPermaLink="false"', 'isPermaLink="true"', "isPermaLink"),
        ("rss", " +0000</pubDate>", "</pubDate>", "RFC 822"),
        ("rss", 'rel="self"', 'rel="hub"', "atom:link"),
        ("rss", "<item>", "<item><guid>tag:x.test,2026:a</guid>", "un seul <guid>"),
        ("rss", f'&lt;a href="{SITE_URL}', '&lt;a href="../', "lien relatif"),
        ("rss", "&lt;p&gt;", "&lt;script&gt;1&lt;/script&gt;", "actif"),
        ("atom", "<entry>", "<entry><updated>2026-01-01T06:00:00Z</updated>", "un seul"),
        ("atom", "+00:00</updated>", "</updated>", "RFC 3339"),
        ("atom", "<name>Réseau inventé</name>", "", "auteur sans nom"),
        ("atom", "/flux/veille.atom", "/flux/autre.atom", "rel=self"),
        ("atom", 'type="html"', 'type="text"', "type html"),
        ("atom", "<id>tag:", "<id>", "adresse tag:"),
        ("atom", 'rel="alternate"', 'rel="related"', "rel=alternate"),
        ("json", '"language": "fr"', '"langue": "fr"', "champ inconnu"),
        ("json", '"url": "https:', '"url": "', "relative"),
        ("json", '"tags": [', '"tags": [1, ', "tags"),
    ],
)
def test_le_controle_voit_le_defaut(
    fichiers: dict[str, bytes], extension: str, avant: str, apres: str, attendu: str
) -> None:
    chemin = f"flux/veille.{extension}"
    texte = fichiers[chemin].decode()
    assert avant in texte
    trouves = list(DEFAUTS[extension](texte.replace(avant, apres, 1).encode(), f"{SITE_URL}{chemin}"))
    assert [d for d in trouves if attendu in d], trouves


def test_une_entite_externe_est_refusee() -> None:
    piege = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel>&x;</channel></rss>'
    assert list(defauts_rss(piege, f"{SITE_URL}flux/x.rss"))


def test_chaque_flux_a_son_identifiant(fichiers: dict[str, bytes]) -> None:
    identifiants = {c: xml_strict(o).findtext(f"{ATOM}id") for c, o in fichiers.items() if c.endswith(".atom")}
    assert {c: TAG.fullmatch(i)["chemin"] for c, i in identifiants.items()} == {
        c: c.removesuffix(".atom") for c in identifiants
    }


def test_les_formats_d_un_canal_disent_la_meme_chose(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    for canal in canaux_de(base_du_site):
        listes = [chemins(fichiers[chemin], chemin) for chemin, _ in canal.fichiers]
        assert all(liste == listes[0] for liste in listes), canal.chemin


def test_les_liens_menent_a_des_pages(fichiers: dict[str, bytes], site_construit: Path) -> None:
    liens = set()
    for chemin, octets in fichiers.items():
        if chemin.endswith(".rss"):
            liens |= {e.text for e in xml_strict(octets).iter("link")}
    pages = {lien: site_construit / lien.removeprefix(SITE_URL) / "index.html" for lien in liens}
    assert len(pages) > 1 and [lien for lien, page in pages.items() if not page.is_file()] == []


def test_un_flux_de_veille_a_ses_entrees(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    """Toutes ; celles d'un thème ; celles d'une famille, et ce qui vaut pour toutes ; un impact fort, et lui seul."""
    themes, familles = (valeurs_de(base_du_site, nom) for nom in ("themes", "segments"))
    veille = {"": lambda e: True, **{f"/{code}": lambda e, code=code: code in e.contenu.themes for code in themes}}
    attendus = {f"flux/veille{nom}": entrees(base_du_site, garder) for nom, garder in veille.items()}
    attendus["flux/impact-fort"] = entrees(base_du_site, lambda e: e.contenu.impact == "fort")
    assert any(attendus[f"flux/veille/{code}"] for code in themes) and attendus["flux/impact-fort"]
    for code in familles:
        attendus[f"flux/segments/{code}"] = entrees(
            base_du_site, lambda e, c=code: {c, "toutes-familles"} & {*(e.contenu.segments or ["toutes-familles"])}
        )
    assert omis(fichiers, attendus) == []


@pytest.mark.parametrize("segments", [[], ["toutes-familles"], ["restauration"]], ids=["aucune", "toutes", "une"])
def test_une_entree_va_aux_familles_qu_elle_concerne(base_du_site: Base, segments: list[str]) -> None:
    sorties = flux_de(gonfler(base_du_site, 1, segments=segments))
    codes = valeurs_de(base_du_site, "segments")
    servies = {c for c in codes if chemins(sorties[f"flux/segments/{c}.rss"], ".rss")}
    assert servies == ({"restauration"} if segments == ["restauration"] else set(codes))


def test_les_editions_des_mois_finis(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    """Une édition par mois, du premier mois de veille au dernier mois fini, même sans entrée ; non lue, elle le dit."""
    mois, jour = [], min(e.contenu.date for e in fiches_de(base_du_site, "veille").values()).replace(day=1)
    lu = lu_jusqu_au(base_du_site)
    while jour < base_du_site.jour.replace(day=1):
        suivant = plus_mois(jour, 1)
        etat = "" if lu >= suivant - timedelta(days=1) else f"/{lu}" if lu >= jour else "/non-couvert"
        mois.append(f"veille/{jour:%Y-%m}{etat}")
        jour = suivant
    assert omis(fichiers, {"flux/editions": mois[::-1][:50]}) == []


def test_le_mois_fini_entre_le_premier_du_mois_suivant(base_du_site: Base) -> None:
    lue = lue_jusqu_au(base_du_site, date(2026, 11, 30))
    dernier = {
        jour: chemins(un_flux(avec(lue, jour=jour), "flux/editions.rss"), "flux/editions.rss")[0]
        for jour in (date(2026, 11, 30), date(2026, 12, 1))
    }
    assert list(dernier.values()) == ["veille/2026-10", "veille/2026-11"]


def test_les_clauses_publiees_et_leur_derniere_version(fichiers: dict[str, bytes], base_du_site: Base) -> None:
    versions = [
        (c.contenu.modifie_le, f"clauses/{c.id}{f'/{c.contenu.modifie_le}' if c.contenu.changements else ''}")
        for c in visibles_de(base_du_site, "clauses")
    ]
    limite = plus_mois(base_du_site.jour, -12)
    triees = enumerate(sorted(versions, reverse=True))
    attendus = [identifiant for rang, (jour, identifiant) in triees if rang < 50 or jour >= limite]
    assert attendus and omis(fichiers, {"flux/clauses": attendus}) == []


def test_les_fiches_a_revoir(base_du_site: Base) -> None:
    """Deux ans plus tard, les vérifications ont vieilli : chaque fiche qu'un motif récent met à revoir a son article."""
    base = avec(base_du_site, jour=plus_mois(base_du_site.jour, 24))
    attendus = {}
    for genre, fiche, motifs in a_revoir_de(base):
        jour = max(motif.jour for motif in motifs)
        attendus[f"a-revoir/{genre}/{fiche.id}/{jour}"] = jour
    recents = {identifiant for identifiant, jour in attendus.items() if jour >= plus_mois(base.jour, -12)}
    assert recents and recents <= set(chemins(un_flux(base, "flux/a-revoir.rss"), ".rss")) <= set(attendus)


@pytest.mark.parametrize(
    ("verifie_le", "attendu"),
    [
        (date(2026, 6, 1), "2026-08-22"),  # le droit a changé
        (date(2025, 4, 1), "2026-10-01"),  # puis la vérification a vieilli : moins grave, plus récent
        (date(2024, 4, 1), "2026-08-22"),  # elle avait vieilli d'abord
    ],
)
def test_l_identifiant_d_une_fiche_a_revoir_suit_le_dernier_motif(projet: Path, verifie_le: date, attendu: str) -> None:
    """Un motif nouveau est un article nouveau, même quand un motif plus grave, plus ancien, passe avant lui."""
    base, _ = lire(projet)
    temoin = changee(fiches_de(base, "clauses")["temoin"], statut="publie", verifie_le=verifie_le)
    base = avec(base, clauses={"temoin": temoin})
    assert chemins(un_flux(base, "flux/a-revoir.rss"), ".rss") == [f"a-revoir/clauses/temoin/{attendu}"]


def test_le_registre_garde_les_flux_et_leurs_articles(base_du_site: Base) -> None:
    """Ce que le site publie dans son registre : chaque canal, et les articles de veille, d'éditions, de clauses et d'agenda."""
    sorties = flux_de(base_du_site)
    publies = {canal.chemin for canal in canaux_de(base_du_site)}
    for nom in ("veille", "editions", "clauses", "agenda"):
        publies |= set(chemins(sorties[f"flux/{nom}.rss"], ".rss"))
    registre = identifiants_de(base_du_site)
    assert publies <= registre
    assert {i for i in registre if i.startswith("flux/")} == {canal.chemin for canal in canaux_de(base_du_site)}
    assert [i for i in registre if i.startswith("a-revoir/")] == []


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_un_agenda_plein_est_strictement_valide(projet: Path, extension: str) -> None:
    """Un événement annoncé, et les trois prochaines dates du 30-30."""
    (projet / EVENEMENT).parent.mkdir()
    (projet / EVENEMENT).write_text(UN_EVENEMENT, "utf-8")
    (projet / REGLE).write_text(LA_REGLE, "utf-8")
    chemin = f"flux/agenda.{extension}"
    base = base_saine(projet)
    octets = flux_de(base, rendez_vous=rendez_vous_de(base))[chemin]
    assert list(DEFAUTS[extension](octets, f"{SITE_URL}{chemin}")) == []
    dates = [f"30-30/{jour}" for jour in ("2027-02-04", "2027-01-07", "2026-12-03")]
    assert chemins(octets, chemin) == ["evenements/matinale", *dates]
