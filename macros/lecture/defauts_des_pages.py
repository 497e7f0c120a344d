"""Ce que le contrôle dit des pages écrites à la main."""

from __future__ import annotations

from macros.lecture.anomalie import Defaut


class Pages(Defaut):
    """Les pages écrites à la main"""

    TITRE_MANQUANT = (
        "la page n'a pas d'en-tête avec « title » et « description »"
        " → Commencez le fichier par « --- », « title: … », « description: … », « --- »."
    )
    TITRE_EN_DOUBLE = "la page a deux titres principaux → Gardez « title » dans l'en-tête, et commencez le texte par des intertitres ##."
    PAGE_TROP_GROSSE = "la page dépasse {maximum} signes, ou répète un signe plus de 80 fois → Divisez la page, et retirez les suites de signes."
    PAGE_ILLISIBLE = "la page imbrique trop de niveaux → Simplifiez les listes et les citations."
    REFERENCE_SANS_DEFINITION = (
        "« {extrait} » renvoie à une définition qui manque"
        " → Écrivez [texte](adresse), ou ajoutez une ligne « [nom]: adresse » ; les notes de bas de page ne sont pas admises."
    )
    ANCRE_ABSENTE = "« #{ancre} » n'est pas dans la page « /{page} » → Ouvrez la page visée, et recopiez l'ancre d'un de ses intertitres."
    IMAGE_ABSENTE = (
        "« {adresse} » n'est pas une image de docs/images"
        " → Déposez l'image dans docs/images/, et écrivez son chemin à partir de la page : ../images/nom.png."
    )
    ENCADRE_INCONNU = (
        "« {extrait} » n'ouvre pas un encadré"
        ' → Écrivez !!! tip "Titre", puis le texte en retrait de quatre espaces. Genres : {genres}.'
    )
    CODE_OUVERT = (
        "le bloc de code ouvert ici n'est pas fermé → Ajoutez une ligne « {marque} » après la dernière ligne du code."
    )
    ECRITURE_INCONNUE = (
        "« {extrait} » s'afficherait tel quel"
        " → Retirez-le : une page connaît intertitres, listes, tableaux, encadrés, liens, images et code, rien d'autre."
    )
    MACRO_MAL_PLACEE = (
        "cet appel de macro est dans du code, un titre, un tableau ou une phrase"
        " → Laissez-le seul entre deux lignes vides ; dans une phrase, seules le sont : {macros}."
    )
    TROP_DE_MACROS = "plus de {maximum} appels de macros dans la page → Gardez-en moins, ou divisez la page."
    MACRO_INTERDITE = "seul l'appel d'une macro est admis → Macros admises : {macros}."
    MACRO_ILLISIBLE = (
        "cet appel de macro ne peut pas être lu"
        ' → Écrivez {{{{ nom_de_macro(argument="valeur") }}}} ; pour des accolades en clair, retirez-les.'
    )
