"""Une copie du réseau inventé où le droit a changé le jour de la construction : bandeaux, liste, flux, mois vide."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import expect

from macros.base.base import Base
from macros.texte.dates import MOIS, date_longue
from tests import invente
from tests.conftest import construire
from tests.fabrique.questions import a_revoir_de, adresse_d_article, adresse_de, citees_de, fiches_de, visibles_de
from tests.fabrique.reperes import SITE_URL
from tests.navigateur.lecture import COPIER_EDITION, PRESSE_PAPIERS, decaler, ouvrir_la_facette, plat
from tests.navigateur.service import servir
from tests.navigateur.test_accessibilite_axe import juger
from tests.navigateur.visite import lire_copie
from tests.petit.fiches import VEILLE


@dataclass(frozen=True)
class Revu:
    """La copie construite, et ce qui doit y être à revoir. ``entrees`` : celles qui annoncent le texte du changement."""

    site: Path
    article: str
    entrees: set[str]
    clauses: set[str]
    fiches: set[str]
    mois_vide: str


def ecrire_date(fichier: Path, champ: str, jour: object) -> None:
    texte, faits = re.subn(rf"(?m)({champ}: )[^\s,}}]+", rf"\g<1>{jour}", fichier.read_text("utf-8"), count=1)
    assert faits == 1, f"{fichier} : {champ}"
    fichier.write_text(texte, encoding="utf-8")


@pytest.fixture(scope="module")
def revu(projet_invente: Path, base_inventee: Base, tmp_path_factory: pytest.TempPathFactory) -> Revu:
    """Construit la copie : un article cité change ce jour-là, une clause est vérifiée depuis longtemps, un mois est vide."""
    base, jour = base_inventee, invente.JOUR
    annonces = {entree.contenu.texte for entree in fiches_de(base, "veille").values() if entree.contenu.texte}
    suivies = [f for genre in ("pratiques", "obligations") for f in fiches_de(base, genre).values()]
    citees = citees_de(base, *visibles_de(base, "clauses"), *suivies)
    citants = {
        (code.fichier, numero, article.change_par, adresse): citants
        for code in fiches_de(base, "codes").values()
        for numero, article in code.contenu.articles.items()
        if article.change_par in annonces and not article.abroge_le
        for adresse in [adresse_d_article(code.id, numero)]
        if len(citants := [f for f in visibles_de(base, "clauses") if adresse in citees[f.id]]) > 1
    }
    (code, numero, texte, adresse), clauses = min(citants.items(), key=lambda c: (len(c[1]), c[0]))
    autres = [f for f in suivies if adresse in citees[f.id]]
    ancienne = next(f for f in reversed(visibles_de(base, "clauses")) if f not in clauses)

    racine = tmp_path_factory.mktemp("revu") / "projet"
    shutil.copytree(projet_invente, racine, symlinks=True)
    for champ in (rf"^  {re.escape(numero)}:(?: {{.*|\n(?:    .*\n)*?    )depuis", "^verifie_le"):
        ecrire_date(racine / code, champ, jour)
    for fiche in [*clauses, *autres]:
        ecrire_date(racine / fiche.fichier, "^verifie_le", min(fiche.contenu.verifie_le, jour - timedelta(days=1)))
    ecrire_date(racine / ancienne.fichier, "^verifie_le", "2025-01-15")
    premier = min(entree.contenu.mois for entree in fiches_de(base, "veille").values())
    plus_tot = f"{decaler(premier, -2)}-15"
    nouvelle = racine / f"docs/veille/{plus_tot[:4]}/{plus_tot}-essai.md"
    nouvelle.parent.mkdir(exist_ok=True)
    vieille = VEILLE.replace("date: 2026-11-20", f"date: {plus_tot}").replace(
        "publie_le: 2026-11-20", f"publie_le: {jour}"
    )
    nouvelle.write_text(vieille, encoding="utf-8")

    resultat = construire(racine.parent / "site", racine)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    deja = {fiche.id: genre for genre, fiche, _ in a_revoir_de(base)}
    return Revu(
        racine.parent / "site",
        adresse,
        {adresse_de(base, "veille", e.id) for e in fiches_de(base, "veille").values() if e.contenu.texte == texte},
        {fiche.id for fiche in clauses},
        {fiche.id for fiche in (*clauses, *autres, ancienne)} | deja.keys(),
        decaler(premier, -1),
    )


@pytest.fixture(scope="module")
def site(revu: Revu) -> Iterator[str]:
    """Rend l'adresse où la copie est servie."""
    with servir(revu.site) as adresse:
        yield adresse


def test_bandeau_a_revoir(visiter, revu: Revu, site: str) -> None:
    """La clause dit quel article a changé, quand, et quelle entrée de la veille l'annonce ; sa copie réussit, et le redit."""
    page = visiter(f"clauses/{min(revu.clauses)}/", permissions=PRESSE_PAPIERS).page
    avis = page.locator("[data-avis-a-revoir]")
    expect(avis).to_be_visible()
    expect(avis).to_contain_text(f"a changé le {date_longue(invente.JOUR)}")
    liens = {a.removeprefix(site) for a in avis.locator("a").evaluate_all("l => l.map(e => e.href)")}
    assert revu.article in liens and liens & revu.entrees
    page.locator('button[data-copier="#texte-1"]').click()
    retour = page.locator('button[data-copier="#texte-1"] + .retour')
    expect(retour).to_contain_text(re.compile("Copié.*Le droit que cite cette clause a changé"))


CAUSES = ["Texte abrogé", "Droit changé", "Nommée par la veille", "Vérification ancienne"]


def test_liste_a_revoir(visiter, revu: Revu) -> None:
    """Toutes les fiches à revoir, et elles seules : la cause la plus grave d'abord, puis ce qui attend depuis le plus longtemps."""
    page = visiter("contribuer/a-revoir/").page
    listees = page.locator("[data-a-revoir]").evaluate_all("l => l.map(e => e.dataset.aRevoir)")
    assert sorted(listees) == sorted(revu.fiches)
    rangs = []
    for surtitre in page.locator("[data-a-revoir] > .surtitre").all_text_contents():
        cause, le = surtitre.split(" · ")
        quantieme, mois, annee = le.split()
        rangs.append((CAUSES.index(cause), int(annee), MOIS.index(mois), int(quantieme.removesuffix("er"))))
    assert len(set(rangs)) > 1 and rangs == sorted(rangs)


def test_filtre_a_revoir(visiter, revu: Revu, base_inventee: Base) -> None:
    """Le filtre « À revoir » du trouveur garde les clauses à revoir, et elles seules."""
    page = visiter("clauses/").page
    ouvrir_la_facette(page, "etat")
    page.get_by_label("À revoir").check()
    expect(page).to_have_url(re.compile(r"\?etat=a-revoir$"))
    attendues = revu.fiches & fiches_de(base_inventee, "clauses").keys()
    expect(page.locator(".tableau-compte")).to_contain_text(re.compile(rf"^{len(attendues)} clauses? sur"))
    montrees = page.locator(".reponses > li[data-resultat]").evaluate_all("l => l.map(e => e.dataset.resultat)")
    assert len(montrees) == min(20, len(attendues)) and set(montrees) <= attendues


def test_flux_a_revoir(revu: Revu) -> None:
    """Le flux a un article par fiche à revoir, avec sa raison."""
    articles = etree.parse(revu.site / "flux/a-revoir.rss").findall("channel/item")
    assert {
        article.findtext("link").rstrip("/").rsplit("/", 1)[1].removeprefix("#") for article in articles
    } == revu.fiches
    raisons = [etree.tostring(article, encoding="unicode") for article in articles]
    assert sum(f"{SITE_URL}{revu.article}" in raison for raison in raisons) >= len(revu.clauses)


def test_axe_a_revoir(visiter, revu: Revu, site: str, axe: str) -> None:
    """Aucune violation sur la liste des fiches à revoir, ni sur le bandeau d'une clause."""
    visite = visiter("contribuer/a-revoir/", avant=axe)
    assert visite.page.locator("[data-a-revoir]").count() == len(revu.fiches)
    violations = juger(visite.page, "à revoir")
    visite.aller(f"{site}clauses/{min(revu.clauses)}/")
    violations += juger(visite.page, "bandeau à revoir")
    assert not violations, "\n".join(violations)


def test_mois_vide(visiter, revu: Revu) -> None:
    """Un mois sans nouveauté le dit, à l'écran comme dans le courriel copié."""
    page = visiter(f"veille/{revu.mois_vide}/", permissions=PRESSE_PAPIERS).page
    expect(page.locator(".chapo")).to_contain_text("Aucun changement retenu pour ce mois")
    page.get_by_role("button", name="Copier pour un courriel").click()
    expect(page.locator(f"{COPIER_EDITION} + .retour")).to_have_text("Copié.")
    _, brut = lire_copie(page)
    assert "Aucun changement retenu pour ce mois." in plat(brut) and "À faire" not in brut
    expect(page.get_by_role("button", name="Imprimer ou enregistrer en PDF")).to_be_visible()
