"""La qualité de la recherche, telle que le visiteur la voit : une bonne réponse parmi les cinq premières cartes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.fabrique import RACINE, Base, recherches_de
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


def requetes(base: Base) -> list[tuple[str, set[str]]]:
    """Rend (ce que l'on tape, les clauses qui répondent)."""
    return [(r.attente.quoi.q, {*r.bonnes}) for r in recherches_de(RACINE, base) if r.clauses]


@pytest.mark.skipif(
    not RECETTE, reason="« base essayer » pose les mêmes au même moteur ; à l'écran, par « make recette »"
)
def test_une_bonne_reponse_parmi_les_premieres(visiter, base_reelle: Base) -> None:
    """Pour presque toutes les requêtes, une clause qui répond est parmi les cinq premières."""
    cas = requetes(base_reelle)
    montrees = chercher(visiter("clauses/").page, [q for q, _ in cas])
    ratees = [
        f"{q} → {vues}"
        for (q, bonnes), vues in zip(cas, montrees, strict=True)
        if not {f"clauses/{v}/" for v in vues} & bonnes
    ]
    assert len(ratees) <= (1 - PART_MIN) * len(cas), "\n".join(ratees)


def test_l_adresse_ouverte_donne_les_memes_reponses(visiter, site: str, base_reelle: Base) -> None:
    """Ouvrir l'adresse dans un nouvel onglet montre ce que montre le changement d'adresse."""
    posees = [q for q, _ in requetes(base_reelle)[::30]]
    visite = visiter("clauses/")
    attendues = dict(zip(posees, chercher(visite.page, posees), strict=True))
    for requete in posees:
        visite.aller(f"{site}clauses/?{visite.page.evaluate('(q) => String(new URLSearchParams({ q }))', requete)}")
        visite.page.locator("ol.reponses").wait_for(state="attached")
        vues = visite.page.locator(CARTES).evaluate_all("l => l.map(e => e.dataset.resultat)")
        assert vues[:PREMIERES] == attendues[requete], requete
