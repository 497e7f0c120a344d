"""L'édition du mois : ce qu'elle dit, et son courriel."""

import re
from datetime import date, timedelta

import pytest
from lxml import html
from playwright.sync_api import expect

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.fiches.veille.mois import titre_d_edition
from macros.texte.dates import date_longue
from tests.fabrique.bases import avec
from tests.fabrique.pages import edition_de
from tests.fabrique.questions import fiches_de, jalons_de, touchees_de
from tests.navigateur.lecture import COPIER_EDITION, PRESSE_PAPIERS, Edition, decaler, lu, plat
from tests.navigateur.visite import lire_copie


def a_faire(entrees: list[Fiche]) -> dict[str, list[str]]:
    """Rend entrée → ce qu'il faut faire ce mois-ci : son geste daté, sinon deux actions d'un impact fort, une d'un moyen."""
    retenues = {}
    for impact, nombre in (("fort", 2), ("moyen", 1)):
        for entree in entrees:
            contenu = entree.contenu
            if contenu.impact == impact and contenu.a_faire and contenu.evenement not in ("projet", "etude"):
                retenues[entree.id] = [lu(action) for action in contenu.actions[:nombre]]
    return retenues


@pytest.fixture
def copie(visiter, edition: Edition, une_fois) -> tuple[str, str]:
    """Rend le HTML et le texte que « Copier pour un courriel » met dans le presse-papiers."""

    def copier() -> tuple[str, str]:
        page = visiter(edition.chemin, permissions=PRESSE_PAPIERS).page
        page.get_by_role("button", name="Copier pour un courriel").click()
        expect(page.locator(f"{COPIER_EDITION} + .retour")).to_have_text("Copié.")
        return lire_copie(page)

    return une_fois("copie", copier)


def test_courriel_mis_en_forme(copie: tuple[str, str], edition: Edition, site: str) -> None:
    """Un HTML simple : ni classe, ni script, ni bouton ; des listes, et des liens absolus vers chaque entrée."""
    document = html.fromstring(copie[0])
    assert not document.xpath("//@class | //@id | //@*[starts-with(name(), 'on')]")
    assert not document.xpath("//script | //style | //button | //svg")
    liens = document.xpath("//@href")
    nouvelles = {lien for lien in liens if re.search(r"/veille/\d{4}/\d{4}-", lien)}
    assert nouvelles and nouvelles <= {f"{site}veille/{nom[:4]}/{nom}/" for nom in a_faire(edition.entrees)}
    assert not [lien for lien in liens if not re.match(r"https?://|mailto:", lien)]
    assert document.xpath("//ul/li")


def test_courriel_en_texte(copie: tuple[str, str], edition: Edition, site: str) -> None:
    """Un texte brut lisible : le titre et son adresse, des listes à tirets, rien du reste de la page."""
    lignes = [plat(ligne) for ligne in copie[1].splitlines()]
    assert lignes[:2] == [plat(titre_d_edition(edition.mois)), f"{site}{edition.chemin}"]
    assert "<" not in copie[1]
    assert not {"S’abonner", "Copier pour un courriel", "Imprimer ou enregistrer en PDF"} & set(lignes)


def rubrique(lignes: list[str], titre: str) -> list[str]:
    """Rend les puces qui suivent ce titre dans le texte du courriel."""
    suite = lignes[lignes.index(titre) + 1 :]
    debut = next(rang for rang, ligne in enumerate(suite) if ligne)
    fin = next((rang for rang, ligne in enumerate(suite) if rang > debut and not ligne), len(suite))
    assert all(ligne.startswith("- ") for ligne in suite[debut:fin]), suite[debut:fin]
    return [ligne.removeprefix("- ") for ligne in suite[debut:fin]]


def test_courriel_dit_quoi_faire(copie: tuple[str, str], edition: Edition, base_du_site: Base) -> None:
    """Chaque nouvelle retenue par son titre, puis sa première action : une action sans sujet ne se comprend pas."""
    blocs = "\n".join(plat(ligne) for ligne in copie[1].splitlines()).split("\n\n")
    debut, nouvelles = blocs.index("À faire ce mois-ci") + 1, fiches_de(base_du_site, "veille")
    attendues = {plat(nouvelles[nom].contenu.titre): actions[0] for nom, actions in a_faire(edition.entrees).items()}
    suite = " ".join(blocs[debut:])
    dites = {titre: action for titre, action in attendues.items() if titre in suite}
    assert len(dites) > 1 and [titre for titre, action in dites.items() if action not in suite] == []
    assert re.search(r"\d+ autres entrées en ligne", suite)
    assert suite.index("Qui fait quoi") > max(map(suite.index, dites.values()))


def test_courriel_dit_les_dates_a_venir(copie: tuple[str, str], edition: Edition, base_du_site: Base) -> None:
    """Les quatre premières des six mois qui suivent le mois de l'édition."""
    dernier = date.fromisoformat(f"{edition.suivante}-01") - timedelta(days=1)
    jalons = jalons_de(base_du_site, dernier + timedelta(days=1), dernier + timedelta(days=183))[:4]
    lues = rubrique([plat(ligne) for ligne in copie[1].splitlines()], "Les dates à venir")
    assert jalons and [puce.partition(" (à confirmer)")[0].partition(" : ")[0] for puce in lues] == [
        plat(date_longue(j.le)) for j in jalons
    ]
    assert [j.libelle for j, puce in zip(jalons, lues, strict=True) if plat(j.libelle) not in puce] == []


def test_courriel_compte_les_clauses(copie: tuple[str, str], edition: Edition, base_du_site: Base, site: str) -> None:
    """Leur nombre, et un lien vers leur liste en ligne, plutôt que la liste."""
    touchees = {f.id for e in edition.entrees if e.contenu.oblige for f in touchees_de(base_du_site, e, "clauses")}
    document = html.fromstring(copie[0])
    assert len(touchees) > 1 and f"{len(touchees)} clauses concernées" in plat(document.text_content())
    assert f"{site}{edition.chemin}#clauses-concernees" in document.xpath("//@href")
    assert [lien for lien in document.xpath("//@href") if lien.startswith(f"{site}clauses/")] == []


def test_le_courriel_ne_se_voit_pas(visiter, edition: Edition) -> None:
    """Il n'est là que pour la copie : ni à l'écran, ni sur le papier."""
    page = visiter(edition.chemin).page
    expect(page.locator("#courriel")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#courriel")).to_be_hidden()


def test_copie_refusee(visiter, edition: Edition) -> None:
    """Le navigateur refuse : le courriel se montre, sélectionné, à copier soi-même ; les lecteurs d'écran le lisent."""
    refus = "navigator.clipboard.write = () => Promise.reject(new Error('non')); document.execCommand = () => false;"
    page = visiter(edition.chemin, avant=refus).page
    page.get_by_role("button", name="Copier pour un courriel").click()
    expect(page.locator(f"{COPIER_EDITION} + .retour")).to_contain_text("Ctrl + C")
    expect(page.locator("#courriel")).to_be_visible()
    assert plat(page.evaluate("getSelection().toString()")).startswith(plat(titre_d_edition(edition.mois)))
    assert page.locator("#courriel[aria-hidden=true]").count() == 0


def test_a_faire_ce_mois_ci(visiter, edition: Edition) -> None:
    """Deux actions d'un impact fort, une d'un moyen : le reste est sous son entrée."""
    page = visiter(edition.chemin).page
    listees = {}
    for ligne in page.locator(".a-faire-du-mois .cases > li").all():
        actions = ligne.locator("li").all_text_contents()
        listees[plat(ligne.locator("strong").first.text_content())] = [plat(action) for action in actions]
    titres = {e.id: plat(e.contenu.titre) for e in edition.entrees}
    attendues = a_faire(edition.entrees)
    assert listees == {titres[nom]: actions for nom, actions in attendues.items()}


def test_a_faire_n_ecarte_que_ce_qui_doit_l_etre(base_du_site: Base) -> None:
    """Un mois qui a de tout : fort, moyen, faible, projet, chacun avec trois actions."""
    mois, actions = f"{base_du_site.jour:%Y-%m}", [f"Faire une chose, la numéro {n}." for n in (1, 2, 3)]
    modele = next(iter(fiches_de(base_du_site, "veille").values()))
    cas = [("fort", "publication"), ("moyen", "publication"), ("faible", "publication"), ("fort", "projet")]
    veille = {}
    for impact, evenement in cas:
        nom = f"{mois}-01-{impact}-{evenement}"
        champs = {"impact": impact, "evenement": evenement, "a_faire": actions, "titre": f"Cas {impact}, {evenement}"}
        contenu = modele.contenu.model_copy(update={**champs, "date": date.fromisoformat(f"{mois}-01")})
        veille[nom] = Fiche(nom, f"docs/veille/{mois[:4]}/{nom}.md", contenu)
    page = html.fromstring(edition_de(avec(base_du_site, veille=veille), mois).html)
    listees = {
        ligne.xpath("string(strong)"): len(ligne.xpath("ul/li"))
        for ligne in page.xpath("//*[@class='a-faire-du-mois']/ul/li")
    }
    assert listees == {"Cas fort, publication": 2, "Cas moyen, publication": 1}


def test_mois_en_cours_sans_entree(base_du_site: Base) -> None:
    """Un mois que personne n'a lu : l'édition, sa copie et ses deux boutons le disent, sans prétendre que le mois est fini."""
    mois = decaler(
        max(f"{base_du_site.jour:%Y-%m}", *(e.contenu.mois for e in fiches_de(base_du_site, "veille").values())), 1
    )
    base = avec(base_du_site, jour=date.fromisoformat(f"{mois}-10"))
    page = html.fromstring(edition_de(base, mois).html)
    assert "Aucune entrée pour l’instant." in page.xpath("string(//*[@class='chapo'])")
    assert "Aucune entrée pour l’instant." in page.xpath("string(//*[@id='courriel'])")
    assert "Aucun changement retenu" not in page.text_content()
    assert len(page.xpath("//button[@data-copier='#courriel'] | //button[@data-imprimer]")) == 2


def test_les_diapositives_se_lisent_de_loin(visiter, edition: Edition) -> None:
    """Quarante pixels à 1 280 sur 720, et aucune ne défile ; la dernière dit qui fait quoi."""
    page = visiter(f"{edition.chemin}projection/").page
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="Projeter en plein écran").click()
    textes = page.locator(".diapositive > :is(p:not(.surtitre), ul), .diapositive .decisions :is(th, textarea, input)")
    assert set(textes.evaluate_all("l => l.map(e => getComputedStyle(e).fontSize)")) == {"40px"}
    assert page.locator(".diapositive h2").last.text_content() == "Qui fait quoi"
    for _ in range(page.locator(".diapositive").count()):
        vue = page.locator(".diapositive:visible")
        assert vue.evaluate("d => d.scrollHeight <= d.clientHeight + 1"), vue.inner_text()
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("sens", ["precedente", "suivante"])
def test_edition_voisine(visiter, edition: Edition, site: str, sens: str) -> None:
    page = visiter(edition.chemin).page
    mois = getattr(edition, sens)
    page.locator(f".voisines a[rel={ {'precedente': 'prev', 'suivante': 'next'}[sens] }]").click()
    expect(page).to_have_url(f"{site}veille/{mois}/")
    expect(page.locator("h1")).to_have_text(plat(titre_d_edition(mois)))
