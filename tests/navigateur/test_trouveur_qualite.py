"""La qualité de la recherche, telle que le visiteur la voit : une bonne réponse parmi les cinq premières cartes."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.attentes import attentes, recherches
from tests.fabrique import Base
from tests.libreoffice import RECETTE
from tests.navigateur.test_trouveur import CARTES

PREMIERES = 5
PART_MIN = 0.95

# Change ?q= comme le fait l'historique, et attend les réponses que la page en tire. Le navigateur limite le débit des
# écritures d'historique : une écriture ignorée se retente.
OUVRIR_PAR_L_ADRESSE = """async ([requetes, premieres]) => {
    const compte = document.querySelector('.tableau-compte');
    const resultats = document.querySelector('.tableau-resultats');
    const patienter = () => new Promise((fini) => setTimeout(fini, 50));
    const montrees = [];
    for (const q of requetes) {
        const adresse = `?${new URLSearchParams({ q })}`;
        while (location.search !== adresse) {
            history.pushState(null, '', adresse);
            if (location.search !== adresse) await patienter();
        }
        const posee = new Promise((fini) => {
            const observateur = new MutationObserver((mutations) => {
                const ajouts = mutations.flatMap((m) => [...m.addedNodes]);
                if (!ajouts.some((n) => n.matches?.('ol.reponses, .tableau-panne'))) return;
                observateur.disconnect();
                fini();
            });
            observateur.observe(resultats, { childList: true });
        });
        dispatchEvent(new PopStateEvent('popstate'));
        await posee;
        while (compte.textContent.startsWith('Recherche')) await patienter();
        montrees.push([...document.querySelectorAll('[data-resultat]')].slice(0, premieres).map((e) => e.dataset.resultat));
    }
    return montrees;
}"""


def chercher(page: Page, requetes: list[str]) -> list[list[str]]:
    """Rend les premières clauses montrées pour chaque requête."""
    return page.evaluate(OUVRIR_PAR_L_ADRESSE, [requetes, PREMIERES])


def test_une_bonne_reponse_parmi_les_premieres(visiter, record_property, base_reelle: Base) -> None:
    """Pour presque toutes les requêtes, une clause qui répond est parmi les cinq premières.

    Une sur quatre s'affiche ici, toutes sous « make recette » ; ``tests/contenu/test_recherche`` les pose toutes au même moteur.
    """
    cas = recherches("requetes", base_reelle)[:: 1 if RECETTE else 4]
    assert len(cas) > 100
    montrees = chercher(visiter("clauses/").page, [c["q"] for c in cas])
    adresses = [{f"clauses/{vue}/" for vue in vues} for vues in montrees]
    ratees = [f"{c['q']} → {vues}" for c, vues in zip(cas, adresses, strict=True) if not vues & set(c["bonnes"])]
    part = 1 - len(ratees) / len(cas)
    record_property("part", part)
    bilan = f"{part:.1%} ({len(cas) - len(ratees)} sur {len(cas)})"
    print(bilan)
    assert part >= PART_MIN, "\n".join([bilan, *ratees])


def test_l_adresse_ouverte_donne_les_memes_reponses(visiter, site: str) -> None:
    """Ouvrir l'adresse dans un nouvel onglet montre ce que montre le changement d'adresse."""
    cas = attentes("requetes")[::30]
    requetes = [c["q"] for c in cas]
    visite = visiter("clauses/")
    attendues = dict(zip(requetes, chercher(visite.page, requetes), strict=True))
    for requete in requetes:
        visite.aller(f"{site}clauses/?{visite.page.evaluate('(q) => String(new URLSearchParams({ q }))', requete)}")
        visite.page.locator("ol.reponses").wait_for(state="attached")
        vues = visite.page.locator(CARTES).evaluate_all("l => l.map(e => e.dataset.resultat)")
        assert vues[:PREMIERES] == attendues[requete], requete
