"""La clause : textes à insérer par pièce et par niveau, et tout ce qui la rend sûre."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from macros.base.bornes import NomBorne
from macros.base.types import (
    Code,
    Dates,
    Formule,
    Libelle,
    LienSource,
    Modele,
    Phrase,
    Positif,
    RefClause,
    RefDroit,
    Renvoi,
    Segment,
    Sources,
    Taille,
    Texte,
    Theme,
    Titre,
)
from macros.fiches.clause.appuis import Controle, OrdreDeGrandeur, Preuve, Relecture
from macros.fiches.clause.dispositions import Disposition, NomDeVariable, Repere
from macros.fiches.clause.exemples import CCAG, RELEVE, SERVICE, TAUX
from macros.texte.formules import calculer, en_mots
from macros.texte.nombres import minutes, quantite


class Derogation(Modele):
    """Une phrase partagée dont la clause a besoin : une dérogation à un CCAG (CCP R2112-3 : le marché l'indique), ou ce que veut la loi."""

    socle: Annotated[str, Renvoi("socle"), Field(description="Phrase partagée (data/socle).")]
    textes: Annotated[list[Repere], Field(min_length=1, description="id des textes de la clause qu'elle sert.")]


class Ccag(Modele):
    """Les cahiers des clauses administratives générales avec lesquels la clause s'emploie."""

    cahiers: Annotated[list[Annotated[str, Code("ccag")]], Field(description="Cahiers visés.")] = []
    deroge_a: Annotated[list[Derogation], Field(description="Phrases partagées que la clause demande.")] = []
    sans_derogation: Annotated[Phrase | None, Field(description="Pourquoi la clause ne déroge à aucun article.")] = None
    note: Annotated[Phrase | None, Field(description="Article du CCAG sur lequel la clause se branche.")] = None


class Insertion(Modele):
    """Le cœur d'une clause d'insertion (CCAG : périmètre, profils, volume horaire, suivi)."""

    heures: Annotated[Phrase | None, Field(description="Volume d'heures et façon de le calculer.")] = None
    publics: Annotated[list[Phrase], Field(description="Publics éligibles.")] = []
    controle: Annotated[Phrase | None, Field(description="Qui contrôle les heures, comment et quand.")] = None
    consequence: Annotated[Phrase | None, Field(description="Ce qui se passe si les heures ne sont pas faites.")] = None


NOMBRES = ("pourcentage", "nombre", "montant", "duree")


class Variable(Modele):
    """Une valeur à compléter par l'acheteur."""

    libelle: Annotated[Libelle, Field(description="Ce que l'acheteur doit remplir.")]
    type: Annotated[
        Literal["pourcentage", "nombre", "montant", "duree", "date", "texte", "choix"],
        Field(description="Genre de valeur."),
    ]
    defaut: Annotated[int | float | str | None, Field(description="Valeur proposée.")] = None
    min: Annotated[int | float | None, Field(description="Plus petite valeur raisonnable.")] = None
    max: Annotated[int | float | None, Field(description="Plus grande valeur raisonnable.")] = None
    seuil_min: Annotated[
        str | None, NomBorne(), Field(description="Seuil de data/droit/seuils.yml sous lequel min ne descend pas.")
    ] = None
    seuil_max: Annotated[
        str | None, NomBorne(), Field(description="Seuil de data/droit/seuils.yml que max ne dépasse pas.")
    ] = None
    unite: Annotated[Libelle | None, Field(description="Unité écrite après la valeur : « jours », « € HT »…")] = None
    choix: Annotated[list[Libelle], Field(description="Valeurs possibles, pour le type choix.")] = []
    aide: Annotated[Phrase | None, Field(description="Comment choisir la valeur.")] = None
    origine: Annotated[
        Literal["loi", "source", "depart"] | None,
        Field(
            description="D'où vient la valeur proposée : la loi, une source citée, ou un départ à régler par sourçage."
        ),
    ] = None
    source: Annotated[
        LienSource | None, Field(description="Où la valeur proposée a été lue ; un prix sans source reste à remplir.")
    ] = None
    calcul: Annotated[
        Formule | None,
        Field(description="À la place de defaut : la valeur proposée, calculée d'autres variables de la clause."),
    ] = None
    arrondi: Annotated[Positif | None, Field(description="Calcul : au multiple de quoi il s'arrondit.")] = None
    confirme_par: Annotated[
        Libelle | None, Field(description="Calcul : qui confirme cet ordre de grandeur : un facilitateur, le sourçage…")
    ] = None
    partagee: Annotated[
        str | None,
        Code("valeurs-partagees"),
        Field(description="La même valeur dans plusieurs clauses d'une consultation : son nom au vocabulaire."),
    ] = None

    @property
    def chiffree(self) -> bool:
        """Dit si elle attend un nombre."""
        return self.type in NOMBRES

    @property
    def suffixe(self) -> str:
        """Rend l'unité à écrire après la valeur, espace insécable compris."""
        unite = self.unite or {"pourcentage": "%", "montant": "€"}.get(self.type, "")
        return f"\u00a0{unite}" if unite else ""

    @property
    def valeur(self) -> str:
        """Rend la valeur proposée avec son unité, ou le libellé entre crochets quand il n'y en a pas."""
        if self.defaut is None:
            return f"[{self.libelle}]"
        if isinstance(self.defaut, (int, float)):
            return quantite(self.defaut, self.suffixe.strip())
        return self.defaut + self.suffixe


def proposee(v: Variable, variables: Mapping[str, Variable]) -> float | None:
    """Rend la valeur qu'une formule propose, arrondie ; rien quand un terme n'a pas de valeur proposée.

    >>> fixe = {"montant": Variable(libelle="Montant", type="montant", defaut=200_000)}
    >>> heures = Variable(libelle="Heures", type="nombre", calcul="montant * 0.02 / 35", arrondi=5)
    >>> proposee(heures, fixe)
    115
    """
    valeurs = {nom: float(x.defaut) for nom, x in variables.items() if isinstance(x.defaut, (int, float))}
    try:
        calculee = calculer(v.calcul or "", valeurs)
    except (ValueError, KeyError, ZeroDivisionError):
        return None
    pas = v.arrondi or 1
    arrondie = round(round(calculee / pas) * pas, 6)
    return int(arrondie) if arrondie == int(arrondie) else arrondie


def aide_de(clause: Clause, v: Variable) -> str:
    """Rend comment choisir une valeur ; d'une valeur calculée, d'abord son calcul et qui le confirme."""
    if not v.calcul:
        return v.aide or ""
    qui = f", à confirmer par {v.confirme_par}" if v.confirme_par else ""
    return f"Ordre de grandeur{qui} : {formule_en_mots(clause, v.calcul)}. {v.aide or ''}".strip()


def formule_en_mots(clause: Clause, formule: str) -> str:
    """Rend une formule avec le libellé de chaque variable : « Prix d’une heure × Heures manquantes »."""
    variables = clause.variables
    return " ".join(variables[mot].libelle if terme and mot in variables else mot for terme, mot in en_mots(formule))


class Liens(Modele):
    """Les liens entre clauses."""

    complete: Annotated[list[RefClause], Field(description="Clauses que celle-ci complète utilement.")] = []
    incompatible: Annotated[list[RefClause], Field(description="Clauses à ne pas employer avec celle-ci.")] = []
    remplace: Annotated[list[RefClause], Field(description="Anciennes clauses que celle-ci remplace.")] = []


class AlerteLevee(Modele):
    """Une alerte examinée et écartée, avec sa raison."""

    regle: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", description="Code de la règle écartée.")]
    extrait: Annotated[Libelle, Field(description="Les mots que l'alerte cite entre guillemets.")]
    motif: Annotated[Phrase, Field(description="Pourquoi l'alerte ne vaut pas ici.")]


class Clause(Dates):
    """Un texte à insérer dans un marché, avec sa preuve, son contrôle et sa base légale."""

    titre: Annotated[
        Titre,
        Field(
            description="Ce que la clause obtient, en mots d'acheteur.",
            examples=['"Ce que la clause obtient, en mots d’acheteur"'],
        ),
    ]
    resume: Annotated[
        Phrase,
        Field(
            description="Une ou deux phrases : qui fait quoi.",
            examples=['"Le titulaire fait ceci, l’acheteur le vérifie ainsi."'],
        ),
    ]
    themes: Annotated[list[Theme], Field(min_length=1, description="Thèmes.", examples=["[economie-circulaire]"])]
    segments: Annotated[
        list[Segment], Field(min_length=1, description="Familles d'achat.", examples=["[toutes-familles]"])
    ]
    marches: Annotated[
        list[Annotated[str, Code("marches")]],
        Field(
            min_length=1,
            description="Types de marché : travaux, fournitures, services.",
            examples=["[fournitures, services]"],
        ),
    ]
    tailles: Annotated[
        list[Taille],
        Field(
            min_length=1,
            description="Tailles d'acheteur auxquelles elle convient.",
            examples=["[petite, moyenne, grande]"],
        ),
    ]
    adaptation: Annotated[
        Texte | None,
        Field(
            description="Ce qu'un petit acheteur allège ou abandonne.",
            examples=["|\nUne petite commune garde le texte et abandonne le reste."],
        ),
    ] = None
    dispositions: Annotated[list[Disposition], Field(min_length=1, max_length=16, description="Textes à insérer.")]
    ccag: Annotated[
        Ccag,
        Field(
            description="CCAG visés et articles auxquels il est dérogé.",
            examples=[CCAG],
        ),
    ] = Ccag()
    insertion: Annotated[Insertion | None, Field(description="Seulement pour une clause d'insertion.")] = None
    variables: Annotated[
        dict[NomDeVariable, Variable],
        Field(
            description="Valeurs à compléter, une par {{nom}} employé dans les textes.",
            examples=[TAUX],
        ),
    ] = {}
    preuves: Annotated[
        list[Preuve],
        Field(
            description="Ce qui est demandé, à qui, quand.",
            examples=[RELEVE],
        ),
    ] = []
    controle: Annotated[
        Controle | None,
        Field(
            description="Qui contrôle, comment, quand, et la suite.",
            examples=[SERVICE],
        ),
    ] = None
    questions_sourcing: Annotated[
        list[Phrase], Field(description="Questions à poser aux fournisseurs avant.", examples=["[]"])
    ] = []
    vigilance: Annotated[list[Texte], Field(description="Points de vigilance.", examples=["[]"])] = []
    fondements: Annotated[
        list[RefDroit],
        Field(min_length=1, description="Base légale : chaque référence est au registre.", examples=["[CCP L2112-2]"]),
    ]
    liens: Annotated[Liens, Field(description="Liens avec d'autres clauses.")] = Liens()
    ordres_de_grandeur: Annotated[
        list[OrdreDeGrandeur] | None,
        Field(
            description="Effet, coût, offre : chiffres sourcés ; liste vide : cherchés, pas trouvés ; absent : pas cherchés."
        ),
    ] = None
    alertes_levees: Annotated[list[AlerteLevee], Field(description="Alertes examinées et écartées.")] = []
    statut: Annotated[Literal["brouillon", "publie", "retiree"], Field(description="État de la fiche.")]
    relectures: Annotated[list[Relecture], Field(description="Lectures entières de la clause, une par lecteur.")] = []
    relu_par: Annotated[
        Libelle | None, Field(description="Rôle du relecteur compétent, jamais un nom de personne.", examples=["null"])
    ] = None
    sources: Annotated[
        Sources,
        Field(
            description="Sources publiques.",
            examples=[
                "- titre: Code de la commande publique, Légifrance\n  url: https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019/"
            ],
        ),
    ]

    def model_post_init(self, contexte: Any) -> None:
        """Pose la valeur proposée de chaque variable qui se calcule, aux valeurs proposées des autres."""
        super().model_post_init(contexte)
        fixes = {nom: v for nom, v in self.variables.items() if not v.calcul}
        for nom, v in self.variables.items():
            if v.calcul and v.defaut is None:
                self.variables[nom] = v.model_copy(update={"defaut": proposee(v, fixes)})

    @property
    def natures(self) -> list[str]:
        """Rend les natures de la clause, sans doublon, dans l'ordre des textes."""
        return list(dict.fromkeys(d.nature for d in self.dispositions))

    @property
    def niveaux(self) -> list[str]:
        """Rend les niveaux présents, sans doublon."""
        return list(dict.fromkeys(d.niveau for d in self.dispositions))

    @property
    def minutes_lecture(self) -> int:
        """Rend le temps de lecture, en minutes entières (au moins 1)."""
        mots = sum(len(d.texte.split()) for d in self.dispositions) + len(self.resume.split())
        mots += sum(len(v.split()) for v in self.vigilance)
        return minutes(mots)
