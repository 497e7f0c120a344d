"""Le trouveur de clauses : adresse et historique, réponses et leurs raisons, filtres comptés, annonce."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.lecture import ouvrir_la_facette

CARTES = ".reponses > li[data-resultat]"
GROUPE = ".tableau-repos > details"
LIGNES = f"{GROUPE} li[data-resultat]"
COMPTE = ".tableau-compte"
CHAMP = "#q-clauses"
RESTAURATION = "input[name=segment][value=restauration-collective]"
LIRE_LES_COMPTES = """l => l.map(e => ({ nom: e.name, valeur: e.value, cochee: e.checked, desactivee: e.disabled,
    compte: Number(e.closest('label').querySelector('.compte').textContent) }))"""

COMPTES_EGAUX = """attendus => [...document.querySelectorAll('fieldset[data-facette] input')]
    .every((e, rang) => Number(e.closest('label').querySelector('.compte').textContent) === attendus[rang])"""


def trouvees(page: Page) -> list[str]:
    """Rend l'identité de chaque carte montrée."""
    return page.locator(CARTES).evaluate_all("l => l.map(e => e.dataset.resultat)")


def facette_large(fiches: list[dict[str, list[str]]]) -> tuple[str, str, int]:
    """Rend une facette, sa valeur la plus portée, et le nombre de clauses qui la portent : plus d'un lot."""
    (valeur, nombre), *_ = Counter(code for fiche in fiches for code in fiche["pilier"]).most_common()
    assert nombre > 20
    return "pilier", valeur, nombre


def attendre_le_compte(page: Page, motif: str = r"^\d+ clauses? (sur|avec)") -> None:
    expect(page.locator(COMPTE)).to_have_text(re.compile(motif))


def reponses_de(visiter, requete: str) -> list[str]:
    """Rend les clauses que montre une adresse ouverte à neuf."""
    page = visiter(f"clauses/{requete}").page
    attendre_le_compte(page)
    return trouvees(page)


def attendre_les_reponses(page: Page, attendues: list[str]) -> None:
    """Attend ces clauses, dans cet ordre : un compte seul peut être celui de la lettre ou du filtre d'avant."""
    lues = "[...document.querySelectorAll('.reponses > li[data-resultat]')].map(e => e.dataset.resultat)"
    page.wait_for_function(f"attendues => JSON.stringify({lues}) === JSON.stringify(attendues)", arg=attendues)


# Adresse et historique


def test_retour_arriere_et_avant(visiter, fiches) -> None:
    """Chaque filtre est une étape de l'historique, pas chaque lettre ; retour et avance redonnent les réponses."""
    par_mot = reponses_de(visiter, "?q=repas")
    par_filtres = reponses_de(visiter, "?q=repas&segment=restauration-collective&theme=dechets")
    assert len(par_mot) != len(par_filtres)
    page = visiter("clauses/").page
    etapes = page.evaluate("history.length")
    page.locator(CHAMP).press_sequentially("repas")
    expect(page).to_have_url(re.compile(r"\?q=repas$"))
    attendre_les_reponses(page, par_mot)
    assert page.evaluate("history.length") == etapes

    page.locator(RESTAURATION).check()
    expect(page).to_have_url(re.compile(r"\?q=repas&segment=restauration-collective$"))
    ouvrir_la_facette(page, "theme")
    page.locator("input[name=theme][value=dechets]").check()
    expect(page).to_have_url(re.compile(r"segment=restauration-collective&theme=dechets$"))
    attendre_les_reponses(page, par_filtres)
    assert page.evaluate("history.length") == etapes + 2

    page.go_back()
    expect(page.locator("input[name=theme][value=dechets]")).not_to_be_checked()
    page.go_back()
    expect(page.locator(RESTAURATION)).not_to_be_checked()
    attendre_les_reponses(page, par_mot)
    page.go_forward()
    page.go_forward()
    expect(page.locator(RESTAURATION)).to_be_checked()
    attendre_les_reponses(page, par_filtres)

    page.locator("button[type=reset]").click()
    expect(page.locator(LIGNES)).to_have_count(len(fiches))
    expect(page.locator(COMPTE)).to_have_text(f"{len(fiches)} clauses")
    assert "?" not in page.url and page.locator("fieldset input:checked").count() == 0
    expect(page.locator(CHAMP)).to_be_focused()
    expect(page.locator("button[type=reset]")).to_be_hidden()


def test_un_terme_cherche_donne_sa_definition(visiter) -> None:
    """Le sigle ou le terme exact montre sa définition avant les clauses ; un mot parmi d'autres, non."""
    page = visiter("clauses/?q=mapa").page
    definition = page.locator(".trouveur-definition")
    expect(definition).to_contain_text("MAPA")
    expect(definition.locator("a")).to_have_attribute("href", re.compile(r"/lexique/#"))
    avant = "Boolean(document.querySelector('.trouveur-definition').compareDocumentPosition(document.querySelector('ol.reponses')) & 4)"
    assert page.evaluate(avant), "d'un trait : les réponses se redessinent quand leurs codes arrivent"
    page.locator(CHAMP).fill("mapa cantine")
    expect(definition).to_have_count(0)


def test_retour_depuis_une_clause(visiter) -> None:
    """Après la lecture d'une clause, le retour retrouve mots, filtres et réponses."""
    page = visiter("clauses/?q=repas&segment=restauration-collective").page
    expect(page.locator(CARTES).first).to_be_visible()
    avant = trouvees(page)
    page.locator(f"{CARTES} a").nth(1).click()
    expect(page).to_have_url(re.compile(rf"/clauses/{avant[1]}/$"))
    page.go_back()
    expect(page.locator(CHAMP)).to_have_value("repas")
    expect(page.locator(RESTAURATION)).to_be_checked()
    expect(page.locator(CARTES)).to_have_count(len(avant))
    assert trouvees(page) == avant


# Réponses


def test_cartes(visiter, site: str, fiches) -> None:
    """Une carte : lien vers la clause, titre et résumé aux mots marqués, familles et documents ; pas de raison quand le mot se voit."""
    page = visiter("clauses/?q=contenants+repas").page
    carte = page.locator(CARTES).first
    expect(carte).to_have_attribute("data-resultat", "contenants-reemployables-repas")
    lien = carte.locator("a")
    assert lien.evaluate("e => e.href") == f"{site}clauses/contenants-reemployables-repas/"
    expect(lien).to_have_text("Contenants réemployables pour les livraisons de repas")
    assert lien.locator("mark").all_text_contents() == ["Contenants", "repas"]
    assert len(carte.locator(".resume").text_content()) > 30
    expect(carte.locator(".resultat-detail")).to_have_text("Restauration collective RC · CCAP · CCTP")
    expect(carte.locator(".badge")).to_have_count(0)
    expect(carte.locator(".pourquoi")).to_have_count(0)
    identites = trouvees(page)
    assert len(set(identites)) == len(identites) and set(identites) <= {f["resultat"][0] for f in fiches}


@pytest.mark.parametrize(
    ("requete", "raison", "lu"),
    [
        ("chomeurs", "Pour « personnes éloignées de l'emploi » (chomeurs)", "sur"),
        ("cantne", "Pour « cantine » (cantne)", "en lisant « cantine »"),
        ("autolaveuse", "« autolaveuse » est dans le texte", "sur"),
    ],
)
def test_raison(visiter, requete: str, raison: str, lu: str) -> None:
    """Une réponse dit le synonyme, la correction ou le passage qui l'amène."""
    page = visiter(f"clauses/?q={requete}").page
    expect(page.locator(f"{CARTES} .pourquoi").get_by_text(raison, exact=True).first).to_be_visible()
    expect(page.locator(".tableau-compte")).to_contain_text(lu)


def test_raison_d_une_reference(visiter) -> None:
    """Une référence est une seule raison, même si l'index la connaît avec et sans sa lettre."""
    page = visiter("clauses/?q=L2112-2").page
    expect(page.locator(f"{CARTES} .pourquoi").first).to_have_text(
        re.compile(r"^« [Ll]\.? ?2112-2 » est dans le texte$")
    )


def test_ailleurs_dans_la_base(visiter) -> None:
    """Sous les clauses, ce qui répond ailleurs ; une référence montre d'abord le texte cherché."""
    page = visiter("clauses/?q=cantine").page
    expect(page.locator(".ailleurs h3").first).to_have_text(re.compile("^(Familles d’achat|Bonnes pratiques|Droit)$"))
    assert page.locator("ol.reponses ~ .ailleurs").count() == 1
    page.locator(CHAMP).fill("L. 2112-2")
    expect(page.locator(".ailleurs h2")).to_have_text("Le texte cherché")
    assert page.locator(".ailleurs a").first.evaluate("e => e.href").endswith("/droit/ccp/l2112-2/")
    assert page.locator(".ailleurs ~ ol.reponses").count() == 1


def tout_afficher(page: Page) -> list[str]:
    """Déplie toutes les réponses et les rend."""
    suite = page.get_by_role("button", name="Afficher la suite")
    while suite.count():
        vues = page.locator(CARTES).count()
        suite.click()
        expect(page.locator(CARTES)).not_to_have_count(vues)
    return trouvees(page)


@pytest.mark.parametrize("requete", ["", "chantier", "repas"])
def test_comptes_des_facettes(visiter, fiches, requete: str) -> None:
    """Un compte dit ce qu'une valeur donnerait, les autres facettes restant cochées ; zéro ne se coche pas."""
    page = visiter(f"clauses/?q={requete}").page
    if requete:
        expect(page.locator(CARTES).first).to_be_visible()
    candidates = set(tout_afficher(page)) if requete else {fiche["resultat"][0] for fiche in fiches}
    base = [fiche for fiche in fiches if fiche["resultat"][0] in candidates]

    def verifier(choix: dict[str, set[str]]) -> None:
        def repond(fiche: dict[str, list[str]], sauf: str = "") -> bool:
            return all(not v or nom == sauf or v & set(fiche.get(nom, ())) for nom, v in choix.items())

        retenues = [fiche["resultat"][0] for fiche in base if repond(fiche)]
        if requete or any(choix.values()):
            attendre_le_compte(page, rf"^{len(retenues)} clauses? sur|^\d+ clauses? avec tous")
            assert sorted(tout_afficher(page)) == sorted(retenues), choix
        comptes = page.locator("fieldset[data-facette] input")
        attendus = {
            (nom, valeur): sum(repond(fiche, nom) and valeur in fiche.get(nom, ()) for fiche in base)
            for nom, valeur in comptes.evaluate_all("l => l.map(e => [e.name, e.value])")
        }
        # Un compte seul peut être celui du filtre d'avant : on les attend tous.
        page.wait_for_function(COMPTES_EGAUX, arg=[*attendus.values()])
        for vue in comptes.evaluate_all(LIRE_LES_COMPTES):
            attendu = attendus[vue["nom"], vue["valeur"]]
            assert vue["compte"] == attendu, (choix, vue)
            assert not vue["desactivee"] or (attendu == 0 and not vue["cochee"]), vue

    verifier({})
    choix: dict[str, set[str]] = {"segment": set(), "theme": set()}
    for nom, rang in (("segment", 0), ("segment", 1), ("theme", 0)):
        ouvrir_la_facette(page, nom)
        case = page.locator(f"input[name={nom}]:enabled").nth(rang)
        case.check()
        choix[nom].add(case.get_attribute("value"))
        expect(page).to_have_url(re.compile(f"{nom}={case.get_attribute('value')}"))
        verifier(choix)


def test_annonce(visiter) -> None:
    """Une frappe de plusieurs lettres ne fait qu'une annonce, dans une zone d'état."""
    page = visiter("clauses/?q=repas").page
    attendre_le_compte(page)
    compte = page.locator(COMPTE)
    assert compte.get_attribute("role") == "status" and compte.get_attribute("aria-live") == "polite"
    page.evaluate("""() => {
        window.annonces = [];
        const compte = document.querySelector('.tableau-compte');
        new MutationObserver(() => window.annonces.push(compte.textContent))
            .observe(compte, { childList: true, characterData: true, subtree: true });
        const champ = document.querySelector('#q-clauses');
        for (const fin of [3, 5, 8, 10]) {
            champ.value = 'contenants'.slice(0, fin);
            champ.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }
    }""")
    page.wait_for_function("() => window.annonces.some((texte) => /^\\d/.test(texte))")
    annonces = [texte for texte in page.evaluate("window.annonces") if not texte.startswith("Recherche")]
    assert annonces == [compte.text_content()] and re.match(r"\d+ clauses? (sur|avec)", annonces[0])
    assert page.url.endswith("?q=contenants")
