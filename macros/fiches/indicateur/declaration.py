"""L'indicateur : sa page, et tout ce qu'il déclare aux sorties."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi
from macros.base.macro import macro
from macros.base.promesses import Groupe, PageRendue
from macros.base.tableau import Facette, Tableau, de
from macros.fiches.indicateur import regles
from macros.fiches.indicateur.modele import Indicateur
from macros.fiches.indicateur.spaser import construire_spaser
from macros.sorties.donnees.schemas import en_json_compact
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.tableaux import tableau
from macros.texte.formules import suite
from macros.texte.typographie import typographier

NOM = "indicateurs"


def page(ctx: Contexte, fiche: Fiche[Indicateur]) -> PageRendue:
    """Rend la page d'un indicateur."""
    html = ctx.de_fiche("indicateur/fiche", NOM, fiche)
    return PageRendue(fiche.contenu.titre, fiche.contenu.resume, html, (("Indicateurs", "indicateurs/"),))


def fichiers(ctx: Contexte) -> Mapping[str, Callable[[], bytes]]:
    """Rend le fichier que lit le bilan d'un marché suivi : les indicateurs dont il donne un terme."""

    def ecrire() -> bytes:
        familles = ctx.c.valeurs("familles-agec")
        return en_json_compact(
            [
                {
                    "id": fiche.id,
                    "titre": typographier(fiche.contenu.titre),
                    "unite": fiche.contenu.unite,
                    "par": [typographier(familles[code].libelle) for code in fiche.contenu.par],
                    "suite": suite(fiche.contenu.formule),
                    "termes": {
                        nom: {"libelle": typographier(terme.libelle), "suivi": terme.suivi or ""}
                        for nom, terme in fiche.contenu.termes.items()
                    },
                    "decp": [[d.champ, d.valeurs] for d in fiche.contenu.decp],
                    "clauses": fiche.contenu.clauses,
                }
                for fiche in ctx.c.visibles(NOM)
                if any(terme.suivi for terme in fiche.contenu.termes.values())
            ]
        )

    return {"suivi/indicateurs.json": ecrire}


@macro(famille="familles-indicateurs", theme="themes")
def tableau_indicateurs(ctx: Contexte, famille: str = "", theme: str = "") -> Markup:
    """Rend le tableau des indicateurs, restreint par facette."""
    return tableau(ctx, NOM, famille=famille, theme=theme)


INDICATEUR = Genre(
    nom=NOM,
    modele=Indicateur,
    libelle="indicateur",
    titre="Indicateurs",
    lecture=Lecture(dossier="data/indicateurs", seuils=True),
    pages=Pages(
        adresse="indicateurs/{id}/",
        rendre=page,
        fichiers=fichiers,
        tableau=Tableau(
            noms=("indicateur", "indicateurs", "Chercher dans les indicateurs"),
            rangee="indicateur/_rangee.html",
            facettes=(
                Facette("famille", "Politique", de("famille"), "familles-indicateurs"),
                Facette("theme", "Thème", de("themes"), "themes"),
                Facette("taille", "Taille d’acheteur", de("tailles"), "tailles"),
            ),
        ),
        macros=(tableau_indicateurs, construire_spaser),
    ),
    recherche=Recherche(
        groupe=Groupe("indicateurs", "Indicateurs", 40),
        mots=lambda c, f: ["indicateur", *c.mots("themes", f.contenu.themes)],
    ),
    suivi=Suivi(cite=True),
    donnees=Donnees(jeu=Jeu("indicateurs", "Indicateurs", 7), schema="indicateur"),
    regles=Regles(de_fiche=(regles.valeurs_officielles, regles.formules), defauts=(regles.Calcul,)),
)
