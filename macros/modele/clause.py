"""La clause : textes à insérer par pièce et par niveau, et tout ce qui la rend sûre."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field

from .commun import (
    Code,
    Dates,
    Libelle,
    LienSource,
    Modele,
    Phrase,
    RefClause,
    RefDroit,
    Segment,
    Taille,
    Texte,
    Theme,
    Titre,
)
from .francais import nombre_en_francais

MOTS_PAR_MINUTE = 200


class Disposition(Modele):
    """Un « texte à insérer » dans une pièce de la consultation."""

    piece: Annotated[str, Code("pieces"), Field(description="Pièce où ce texte s'insère.")]
    nature: Annotated[str, Code("natures"), Field(description="Type de clause.")]
    niveau: Annotated[str, Code("niveaux"), Field(description="Niveau d'ambition : base, avance ou exemplaire.")] = (
        "base"
    )
    par_rapport_au_niveau_inferieur: Annotated[
        Literal["ajoute", "remplace"] | None,
        Field(description="Pour avance et exemplaire : ce texte s'ajoute au précédent ou le remplace."),
    ] = None
    texte: Annotated[Texte, Field(description="Le texte, prêt à coller. Une variable s'écrit {{nom}}.")]
    elements: Annotated[list[Phrase], Field(description="Critère : ce qui est évalué, élément par élément.")] = []
    preuve: Annotated[Phrase | None, Field(description="Critère : ce que le candidat joint pour le prouver.")] = None
    bareme: Annotated[Texte | None, Field(description="Critère : comment les points sont donnés.")] = None
    ponderation: Annotated[int | None, Field(ge=1, le=60, description="Critère : poids indicatif, en pour cent.")] = (
        None
    )
    cadre_reponse: Annotated[Texte | None, Field(description="Critère : questions du cadre de réponse.")] = None
    base: Annotated[Phrase | None, Field(description="Pénalité : le fait compté et l'assiette du calcul.")] = None
    montant: Annotated[Libelle | None, Field(description="Pénalité : le montant, avec une variable.")] = None
    mise_en_demeure: Annotated[Phrase | None, Field(description="Pénalité : la mise en demeure et son délai.")] = None
    plafond: Annotated[Phrase | None, Field(description="Pénalité : le plafond.")] = None
    sans_plafond: Annotated[Phrase | None, Field(description="Pénalité : pourquoi il n'y a pas de plafond.")] = None


class Derogation(Modele):
    """Un article de CCAG auquel la clause déroge (CCP R2112-3 : le marché l'indique)."""

    article: Annotated[
        str,
        Field(
            pattern=r"^(FCS|Travaux|PI|TIC|MI|MOE) \d+(\.\d+)*$",
            description="Cahier et article, par exemple « FCS 14.1.1 ».",
        ),
    ]
    objet: Annotated[Phrase, Field(description="Ce que la clause change à cet article.")]


class Ccag(Modele):
    """Les cahiers des clauses administratives générales avec lesquels la clause s'emploie."""

    cahiers: Annotated[list[Annotated[str, Code("ccag")]], Field(description="Cahiers visés.")] = []
    deroge_a: Annotated[list[Derogation], Field(description="Articles auxquels la clause déroge.")] = []
    note: Annotated[Phrase | None, Field(description="Article du CCAG sur lequel la clause se branche.")] = None


class Insertion(Modele):
    """Le cœur d'une clause d'insertion (CCAG : périmètre, profils, volume horaire, suivi)."""

    heures: Annotated[Phrase | None, Field(description="Volume d'heures et façon de le calculer.")] = None
    publics: Annotated[list[Phrase], Field(description="Publics éligibles.")] = []
    controle: Annotated[Phrase | None, Field(description="Qui contrôle les heures, comment et quand.")] = None
    consequence: Annotated[Phrase | None, Field(description="Ce qui se passe si les heures ne sont pas faites.")] = None


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
    unite: Annotated[Libelle | None, Field(description="Unité écrite après la valeur : « jours », « € HT »…")] = None
    choix: Annotated[list[Libelle], Field(description="Valeurs possibles, pour le type choix.")] = []
    aide: Annotated[Phrase | None, Field(description="Comment choisir la valeur.")] = None

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
        nombre = nombre_en_francais(self.defaut) if isinstance(self.defaut, (int, float)) else str(self.defaut)
        return nombre + self.suffixe


class Preuve(Modele):
    """Une preuve demandée."""

    quoi: Annotated[Phrase, Field(description="Le document ou le relevé demandé, équivalents admis.")]
    qui: Annotated[Libelle, Field(description="Qui le fournit.")]
    quand: Annotated[Libelle, Field(description="À quel moment.")]


class Controle(Modele):
    """Le contrôle en cours d'exécution."""

    qui: Annotated[Libelle, Field(description="Qui contrôle, côté acheteur.")]
    comment: Annotated[Phrase, Field(description="Ce qui est regardé, et comment.")]
    frequence: Annotated[Libelle, Field(description="Quand et combien de fois.")]
    suite: Annotated[Phrase, Field(description="Ce qui se passe en cas d'écart.")]


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
    """Une clause modèle, en entier."""

    titre: Annotated[Titre, Field(description="Ce que la clause obtient, en mots d'acheteur.")]
    resume: Annotated[Phrase, Field(description="Une ou deux phrases : qui fait quoi.")]
    themes: Annotated[list[Theme], Field(min_length=1, description="Thèmes.")]
    segments: Annotated[list[Segment], Field(min_length=1, description="Familles d'achat.")]
    marches: Annotated[
        list[Annotated[str, Code("marches")]],
        Field(min_length=1, description="Types de marché : travaux, fournitures, services."),
    ]
    tailles: Annotated[list[Taille], Field(min_length=1, description="Tailles d'acheteur auxquelles elle convient.")]
    adaptation: Annotated[Texte | None, Field(description="Ce qu'un petit acheteur allège ou abandonne.")] = None
    dispositions: Annotated[list[Disposition], Field(min_length=1, max_length=12, description="Textes à insérer.")]
    ccag: Annotated[Ccag, Field(description="CCAG visés et articles auxquels il est dérogé.")] = Ccag()
    insertion: Annotated[Insertion | None, Field(description="Seulement pour une clause d'insertion.")] = None
    variables: Annotated[
        dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Variable],
        Field(description="Valeurs à compléter, une par {{nom}} employé dans les textes."),
    ] = {}
    preuves: Annotated[list[Preuve], Field(description="Ce qui est demandé, à qui, quand.")] = []
    controle: Annotated[Controle | None, Field(description="Qui contrôle, comment, quand, et la suite.")] = None
    questions_sourcing: Annotated[list[Phrase], Field(description="Questions à poser aux fournisseurs avant.")] = []
    vigilance: Annotated[list[Texte], Field(description="Points de vigilance.")] = []
    fondements: Annotated[
        list[RefDroit], Field(min_length=1, description="Base légale : chaque référence est au registre.")
    ]
    liens: Annotated[Liens, Field(description="Liens avec d'autres clauses.")] = Liens()
    alertes_levees: Annotated[list[AlerteLevee], Field(description="Alertes examinées et écartées.")] = []
    statut: Annotated[Literal["brouillon", "publie", "retiree"], Field(description="État de la fiche.")]
    relu_par: Annotated[
        Libelle | None, Field(description="Rôle du relecteur compétent, jamais un nom de personne.")
    ] = None
    sources: Annotated[list[LienSource], Field(min_length=1, description="Sources publiques.")]

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
        return max(1, math.ceil(mots / MOTS_PAR_MINUTE))
