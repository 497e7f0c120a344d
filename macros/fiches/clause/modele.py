"""La clause : textes à insérer par pièce et par niveau, et tout ce qui la rend sûre."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from macros.base.types import (
    PLUS_TARD,
    Changement,
    Code,
    Dates,
    Libelle,
    Modele,
    Phrase,
    RefClause,
    RefDroit,
    Relecture,
    Renvoi,
    Segment,
    Sources,
    Taille,
    Texte,
    Theme,
    Titre,
)
from macros.fiches.clause.appuis import Controle, OrdreDeGrandeur, Preuve
from macros.fiches.clause.dispositions import Disposition, NomDeVariable, Repere
from macros.fiches.clause.exemples import CCAG, RELEVE, SERVICE, TAUX
from macros.fiches.clause.variables import Variable, proposee
from macros.texte.nombres import minutes
from macros.texte.variables import VARIABLE


class Derogation(Modele):
    """Une phrase partagée dont la clause a besoin : une dérogation à un CCAG (CCP R2112-3 : le marché l'indique), ou ce que veut la loi."""

    socle: Annotated[str, Renvoi("socle"), Field(description="Phrase partagée (data/socle).")]
    textes: Annotated[list[Repere], Field(min_length=1, description="id des textes de la clause qu'elle sert.")]


class Ccag(Modele):
    """Les cahiers des clauses administratives générales avec lesquels la clause s'emploie."""

    cahiers: Annotated[
        list[Annotated[str, Code("ccag")]],
        Field(
            description="Cahiers visés. Sans pénalité, réduction ni critère, dites aussi, plus bas, pourquoi la clause n'y déroge pas."
        ),
    ] = []
    deroge_a: Annotated[
        list[Derogation],
        Field(
            description="Phrases partagées que la clause demande ; celles que toute pénalité, toute réduction de prix et tout critère appellent viennent d'elles-mêmes."
        ),
    ] = []
    sans_derogation: Annotated[Phrase | None, Field(description="Pourquoi la clause ne déroge à aucun article.")] = None
    note: Annotated[Phrase | None, Field(description="Article du CCAG sur lequel la clause se branche.")] = None


class Insertion(Modele):
    """Le cœur d'une clause d'insertion (CCAG : périmètre, profils, volume horaire, suivi)."""

    heures: Annotated[Phrase | None, Field(description="Volume d'heures et façon de le calculer.")] = None
    publics: Annotated[list[Phrase], Field(description="Publics éligibles.")] = []
    controle: Annotated[Phrase | None, Field(description="Qui contrôle les heures, comment et quand.")] = None
    consequence: Annotated[Phrase | None, Field(description="Ce qui se passe si les heures ne sont pas faites.")] = None


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


class PhraseChangee(Modele):
    """Une phrase d'un texte à insérer, et celle d'avant, que des documents ont gardée."""

    texte: Annotated[Repere, Field(description="id du texte où elle est.")]
    avant: Annotated[Phrase, Field(description="La phrase d'avant, mot à mot.")]
    apres: Annotated[Phrase, Field(description="Celle qui la remplace, telle que le texte l'écrit.")]
    le: Annotated[date | None, Field(description="Jour avant lequel la remplacer, si le droit en donne un.")] = None
    certitude: Annotated[
        Literal["sur", "incertain"], Field(description="incertain : la règle, ou son jour, n'est pas établie.")
    ]

    @property
    def geste(self) -> str:
        """Rend ce qu'il y a à faire, en une phrase ; une valeur à compléter y est « … »."""
        avant, apres = (VARIABLE.sub("…", phrase.rstrip(" .")) for phrase in (self.avant, self.apres))
        return f"Remplacez « {avant} » par « {apres} »."


class ChangementDeClause(Changement):
    """Un changement de fond d'une clause : ce qu'il demande à qui en a déjà pris le texte."""

    phrases: Annotated[
        list[PhraseChangee],
        Field(description="Phrases à remplacer mot à mot ; [] : un ajout ou un retrait, rien ne se remplace."),
    ]


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
    ccag: Annotated[Ccag, Field(description="CCAG visés et articles auxquels il est dérogé.", examples=[CCAG])] = Ccag()
    insertion: Annotated[Insertion | None, Field(description="Seulement pour une clause d'insertion.")] = None
    variables: Annotated[
        dict[NomDeVariable, Variable],
        Field(description="Valeurs à compléter, une par {{nom}} employé dans les textes.", examples=[TAUX]),
    ] = {}
    preuves: Annotated[list[Preuve], Field(description="Ce qui est demandé, à qui, quand.", examples=[RELEVE])] = []
    controle: Annotated[
        Controle | None, Field(description="Qui contrôle, comment, quand, et la suite.", examples=[SERVICE])
    ] = None
    questions_sourcing: Annotated[
        list[Phrase], Field(description="Questions à poser aux fournisseurs avant.", examples=["[]"])
    ] = []
    vigilance: Annotated[
        list[Texte], Field(description="Points de vigilance ; d'un texte seul, ils sont à ce texte.", examples=["[]"])
    ] = []
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
    changements: Annotated[
        list[ChangementDeClause],
        Field(
            description="Changements de fond depuis la publication : le plus récent part dans les flux, ses phrases dans la lettre.",
            json_schema_extra=PLUS_TARD,
        ),
    ] = []  # type: ignore[assignment]  # une liste plus précise : les phrases que ses lecteurs remplacent
    alertes_levees: Annotated[
        list[AlerteLevee], Field(description="Alertes examinées et écartées.", json_schema_extra=PLUS_TARD)
    ] = []
    statut: Annotated[Literal["brouillon", "publie", "retiree"], Field(description="État de la fiche.")]
    relectures: Annotated[
        list[Relecture],
        Field(description="Lectures entières de la clause, une par lecteur.", json_schema_extra=PLUS_TARD),
    ] = []
    relu_par: Annotated[
        Libelle | None,
        Field(
            description="Rôle du relecteur compétent, jamais un nom de personne.",
            examples=["null"],
            json_schema_extra=PLUS_TARD,
        ),
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
        variables = self.variables or {}  # rien, d'une fiche incomplète dont le reste se contrôle
        fixes = {nom: v for nom, v in variables.items() if not v.calcul}
        for nom, v in variables.items():
            if v.calcul and v.defaut is None:
                variables[nom] = v.model_copy(update={"defaut": proposee(v, fixes)})

    @property
    def natures(self) -> list[str]:
        """Rend les natures de la clause, sans doublon, dans l'ordre des textes."""
        return list(dict.fromkeys(d.nature for d in self.dispositions))

    @property
    def niveaux(self) -> list[str]:
        """Rend les niveaux présents, sans doublon."""
        return list(dict.fromkeys(d.niveau for d in self.dispositions))

    @property
    def points_de_vigilance(self) -> list[str]:
        """Rend les points de vigilance de la clause, puis de chacun de ses textes."""
        return [*self.vigilance, *(point for d in self.dispositions for point in d.vigilance)]

    @property
    def minutes_lecture(self) -> int:
        """Rend le temps de lecture, en minutes entières (au moins 1)."""
        mots = sum(len(d.texte.split()) for d in self.dispositions) + len(self.resume.split())
        mots += sum(len(v.split()) for v in self.points_de_vigilance)
        return minutes(mots)
