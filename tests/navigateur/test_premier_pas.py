"""Chaque clause prise seule, à son premier pas, laisse à l'acheteur un critère environnemental, ou le nom de celui qu'il lui faut."""

from macros.base.base import Base
from tests.fabrique.questions import pilier_de, visibles_de

AU_PREMIER_PAS = """() => {
    // Un texte replié se lit d'un geste ; un texte d'un autre niveau est caché.
    const vus = (selecteur) => [...document.querySelectorAll(selecteur)].filter((e) => !e.closest('[hidden]'));
    const base = vus('[data-niveaux]')[0]?.querySelector('input[value=base]');
    base?.click();
    return {
        autres: base ? vus('section[data-texte]:not([data-niveau=base])').length : 0,
        grilles: vus('section[data-texte] table.tableau-grille').length,
        nommees: vus(':is([data-critere-manquant], [data-a-joindre]) a[href*="clauses/"]').map(({ href }) => href),
    };
}"""


def test_aucune_clause_ne_laisse_sans_critere(visiter, base_du_site: Base, site: str) -> None:
    visite = visiter(None)

    def lire(adresse: str) -> dict:
        visite.aller(adresse)
        return visite.page.evaluate(AU_PREMIER_PAS)

    environnementales = {
        fiche.id: lire(f"{site}clauses/{fiche.id}/")
        for fiche in visibles_de(base_du_site, "clauses")
        if "environnement" in {pilier_de(base_du_site, theme) for theme in fiche.contenu.themes}
    }
    assert environnementales
    assert [nom for nom, vu in environnementales.items() if vu["autres"]] == []
    sans = {nom: vu["nommees"] for nom, vu in environnementales.items() if not vu["grilles"]}
    assert [nom for nom, nommees in sans.items() if not nommees] == []
    for adresse in {adresse for nommees in sans.values() for adresse in nommees}:
        assert lire(adresse)["grilles"], f"{adresse} est nommée, et ne note rien au premier pas"
