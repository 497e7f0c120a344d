"""Le lexique : ses termes, les sigles admis, les synonymes de la recherche ; tout ce qu'ils déclarent aux sorties."""

from __future__ import annotations

from markupsafe import Markup

from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi, Table
from macros.base.macro import macro
from macros.base.promesses import Groupe
from macros.fiches.lexique import regles, regles_des_demandes, regles_des_synonymes
from macros.fiches.lexique.demandes import Demandes
from macros.fiches.lexique.explications import expliquer
from macros.fiches.lexique.modele import Sigles, Terme
from macros.fiches.lexique.synonymes import Synonymes
from macros.sorties.html.contexte import Contexte
from macros.texte.langue import cle_de_tri


@macro()
def lexique(ctx: Contexte) -> Markup:
    """Rend tous les termes du lexique, par lettre."""
    termes = ctx.c.visibles("termes")
    lettres: dict[str, list[Fiche[Terme]]] = {}
    for fiche in termes:
        lettres.setdefault(cle_de_tri(fiche.contenu.titre)[0].upper(), []).append(fiche)
    ctx.dire("sommaire")
    return ctx.fragment("lexique/liste", lettres=lettres, total=len(termes))


TERMES = Genre(
    nom="termes",
    modele=Terme,
    libelle="terme du lexique",
    titre="Lexique",
    lecture=Lecture(dossier="data/lexique", seuils=True, expliquer=expliquer),
    pages=Pages(adresse="lexique/#{id}", macros=(lexique,)),
    recherche=Recherche(
        groupe=Groupe("lexique", "Lexique", 75, "Lexique"),
        mots=lambda c, f: ["lexique", "définition", *f.contenu.formes],
    ),
    suivi=Suivi(cite=True),
    donnees=Donnees(
        jeu=Jeu("lexique", "Lexique", 12),
        schema="terme",
        questions={"Quel article, ou quelle source, le définit ?": ("fondements", "sources")},
    ),
    regles=Regles(ensemble=(regles.ecritures, regles.emplois), de_fiche=(regles.sources,), defauts=(regles.Termes,)),
)
SIGLES = Genre(
    nom="sigles",
    modele=Sigles,
    libelle="sigles admis sans explication",
    lecture=Lecture(fichier="data/vocabulaires/sigles.yml"),
    donnees=Donnees(
        jeu=Jeu(
            "sigles",
            "Sigles admis sans explication",
            19,
            tables=(Table("sigles", "Sigles admis sans explication", (("admis", "sigle"),)),),
        ),
        schema="sigles",
    ),
)
DEMANDES = Genre(
    nom="demandes",
    modele=Demandes,
    libelle="pages demandées par leur nom",
    lecture=Lecture(fichier="data/vocabulaires/demandes.yml"),
    donnees=Donnees(schema="demandes"),
    regles=Regles(de_fiche=(regles_des_demandes.demandes,), defauts=(regles_des_demandes.PagesDemandees,)),
)
SYNONYMES = Genre(
    nom="synonymes",
    modele=Synonymes,
    libelle="lexique de recherche",
    lecture=Lecture(fichier="data/vocabulaires/synonymes.yml"),
    donnees=Donnees(
        jeu=Jeu(
            "synonymes",
            "Synonymes de la recherche",
            18,
            tables=(Table("synonymes", "Groupes de synonymes", (("groupes", "groupe"),)),),
        ),
        schema="synonymes",
    ),
    regles=Regles(de_fiche=(regles_des_synonymes.expressions,), defauts=(regles_des_synonymes.Groupes,)),
)
