"""L'obligation, une règle de droit écrite en données ; le fait, une question à laquelle la règle répond."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from macros.base.types import (
    Code,
    Dates,
    Libelle,
    Modele,
    Phrase,
    RefClause,
    RefDroit,
    Remise,
    Renvoi,
    Reutilisable,
    Sources,
    Texte,
    Titre,
    premier_jour,
)
from macros.base.vocabulaire import Pilier

NomDeFait = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
JOUR = r"^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))$"
"""Un jour que toute année a, MM-JJ."""
RUBRIQUES = {
    "hors-champ": "Ce que cette page ne couvre pas",
    "procedure": "Procédure et publicité",
    "obligation": "Ce qui s’impose",
    "faculte": "Ce que vous pouvez faire",
}
"""Rubrique d'une règle → intitulé, dans l'ordre de la page."""


class Condition(Modele):
    """Une condition : un fait du cas, comparé à une valeur ou à un seuil du registre."""

    fait: Annotated[NomDeFait, Field(description="Nom du fait, pris dans data/vocabulaires/faits.yml.")]
    op: Annotated[
        Literal["est", "n-est-pas", "parmi", "hors", "au-moins", "plus-de", "au-plus", "moins-de"],
        Field(
            description="est, n-est-pas, parmi, hors pour un choix ; au-moins, plus-de, au-plus, moins-de pour un nombre."
        ),
    ]
    valeur: Annotated[
        str | int | float | list[str] | None, Field(description="La valeur ; une liste pour parmi et hors.")
    ] = None
    seuil: Annotated[
        str | None, Field(description="À la place de valeur : le nom d'un seuil de data/droit/seuils.yml.")
    ] = None

    def admet(self, reponse: str) -> bool:
        """Dit si cette réponse à un fait qui se choisit remplit la condition."""
        valeurs = self.valeur if isinstance(self.valeur, list) else [self.valeur]
        return (reponse in valeurs) == (self.op in ("est", "parmi"))


CONDITIONS_MAX = 20
Conditions = Annotated[list[Condition], Field(min_length=1, max_length=CONDITIONS_MAX)]


class Fait(Modele):
    """Ce qu'il faut savoir d'un achat. Déduit, personne ne le demande : ``vrai_si`` le calcule."""

    libelle: Annotated[Libelle, Field(description="Son nom, tel qu'on le lit dans une raison : « Montant estimé ».")]
    question: Annotated[
        Libelle | None, Field(description="La question, quand le nom n'en est pas une : elle le remplace à l'écran.")
    ] = None
    questions: Annotated[
        dict[Annotated[str, Code("segments")], Libelle],
        Field(description="La même question, dans les mots d'une famille d'achat : famille → question."),
    ] = {}
    aide: Annotated[Phrase | None, Field(description="Comment répondre.")] = None
    type: Annotated[Literal["choix", "nombre", "oui-non", "date"], Field(description="Ce que l'on répond.")]
    demande: Annotated[
        Literal["toujours", "au-besoin", "deduit"],
        Field(description="Quand on la pose. au-besoin : seulement si une règle en dépend encore."),
    ] = "au-besoin"
    ecarte: Annotated[
        Literal["en-silence", "en-le-disant"],
        Field(description="Une règle que ce fait écarte : en-silence, la page n'en dit rien."),
    ] = "en-le-disant"
    unite: Annotated[Libelle | None, Field(description="Unité d'un nombre.")] = None
    liste: Annotated[str | None, Renvoi("vocabulaires"), Field(description="Vocabulaire qui donne les choix.")] = None
    choix: Annotated[dict[NomDeFait, Libelle], Field(description="Sinon, code → libellé.")] = {}
    defaut: Annotated[
        Libelle | None, Field(description="Réponse proposée d'abord ; aujourd-hui : le jour de la visite.")
    ] = None
    suppose: Annotated[
        Literal["oui", "non"] | None,
        Field(description="Réponse supposée tant que personne ne répond ; la page dit qu'elle la suppose."),
    ] = None
    min: Annotated[int | date | None, Field(description="Plus petite réponse admise.")] = None
    max: Annotated[int | date | None, Field(description="Plus grande réponse admise.")] = None
    vrai_si: Annotated[
        list[Conditions],
        Field(
            max_length=CONDITIONS_MAX,
            description="Fait déduit : vrai si toutes les conditions d'un de ces groupes le sont.",
        ),
    ] = []


class Contradiction(Modele):
    """Deux réponses qui ne vont pas ensemble."""

    si: Annotated[Conditions, Field(description="Les réponses qui se contredisent.")]
    message: Annotated[Phrase, Field(description="Ce que la page en dit.")]


class Faits(Reutilisable):
    """Tous les faits, dans un seul fichier : ``data/vocabulaires/faits.yml``."""

    titre: Annotated[Libelle, Field(description="Nom du vocabulaire.")]
    faits: Annotated[
        dict[NomDeFait, Fait],
        Field(min_length=1, max_length=200, description="Nom → fait, dans l'ordre des questions."),
    ]
    contradictions: Annotated[list[Contradiction], Field(description="Réponses incompatibles.")] = []


class Dispense(Modele):
    """Un cas où l'obligation n'est pas due."""

    si: Annotated[Conditions, Field(description="Toutes vraies : l'exception joue.")]
    articles: Annotated[list[RefDroit], Field(min_length=1, description="Article qui donne l'exception.")]
    motif: Annotated[Phrase, Field(description="L'exception, en une phrase.")]


class TextePret(Modele):
    """Un texte prêt à coller : ce que l'obligation demande au marché, dans la langue d'un contrat."""

    piece: Annotated[str, Code("pieces"), Field(description="Document de la consultation.")]
    article: Annotated[str | None, Code("plans"), Field(description="Article du plan usuel de cette pièce.")] = None
    titre: Annotated[
        Libelle | None,
        Field(description="Titre de son article dans la pièce ; sans lui, celui de la règle.", max_length=60),
    ] = None
    texte: Annotated[Texte, Field(description="Le texte, tel qu'il se copie : ni conseil, ni blanc à remplir.")]
    annexes: Annotated[
        list[Libelle], Field(max_length=4, description="Pièces que le texte cite et que l'acheteur joint au dossier.")
    ] = []
    remise: Annotated[Remise | None, Field(description="Ce que le titulaire remet, quand le texte le demande.")] = None


class Acte(Modele):
    """Ce que l'acheteur fait lui-même, hors des documents du marché."""

    quoi: Annotated[Phrase, Field(description="L'acte, en une phrase : qui, quoi, avec quelle trace.")]
    moment: Annotated[str, Code("moments"), Field(description="Moment de l'achat où il se fait.")]
    chaque_annee: Annotated[
        str | None,
        Field(
            pattern=JOUR,
            description="Dernier jour de l'année pour le faire, MM-JJ, un jour que toute année a, s'il revient chaque année et"
            " que le texte le fixe.",
        ),
    ] = None


class Satisfaction(Modele):
    """Ce qui répond à l'obligation : des clauses nommées, ou toute clause d'un type et d'un pilier."""

    familles: Annotated[
        list[Annotated[str, Code("segments")]],
        Field(description="Familles d'achat où cette réponse vaut ; aucune : toutes celles de la règle."),
    ] = []
    nature: Annotated[str | None, Code("natures"), Field(description="Type de clause.")] = None
    pilier: Annotated[Pilier | None, Field(description="Pilier de la clause.")] = None
    clauses: Annotated[list[RefClause], Field(description="Clauses qui y répondent.")] = []


class Obligation(Dates):
    """Une règle de droit : pour quels achats, depuis quand, sauf quoi, qui la doit, ce qu'elle fait écrire ou faire."""

    titre: Annotated[Titre, Field(description="Ce qui est dû, en quelques mots.")]
    resume: Annotated[Phrase, Field(description="Ce que la règle demande, en une ou deux phrases.")]
    precisions: Annotated[Texte | None, Field(description="Ce qu'il faut savoir de plus pour l'appliquer.")] = None
    rubrique: Annotated[
        Literal["hors-champ", "procedure", "obligation", "faculte"], Field(description="Où la page la montre.")
    ]
    ordre: Annotated[int, Field(ge=1, le=99, description="Rang dans sa rubrique ; à rang égal, par titre.")] = 50
    suite: Annotated[
        str | None,
        Field(
            pattern=r"^[a-z][a-z0-9-]*$",
            description="Nom commun à des règles qui se suivent ou s'excluent : un cas n'en reçoit jamais deux.",
        ),
    ] = None
    si: Annotated[
        list[Condition],
        Field(max_length=CONDITIONS_MAX, description="Conditions, toutes vraies ; aucune : tout achat."),
    ] = []
    depuis: Annotated[
        date,
        Field(
            description="Premier jour d'application ; 2019-04-01, entrée en vigueur du code, quand ce jour est plus"
            " ancien ou n'est pas établi : la page ne l'affiche alors pas."
        ),
    ]
    jusqu_a: Annotated[date | None, Field(description="Dernier jour d'application.")] = None
    compte_depuis: Annotated[
        Literal["lancement", "signature", "annee"],
        Field(description="Le jour que l'on compare : lancement, signature, ou chaque année d'exécution."),
    ]
    sauf: Annotated[list[Dispense], Field(description="Exceptions, chacune avec son article.")] = []
    articles: Annotated[list[RefDroit], Field(min_length=1, description="Base légale.")]
    certitude: Annotated[
        Literal["sur", "incertain"], Field(description="incertain : la page le montre à part, avec le doute.")
    ]
    doute: Annotated[Phrase | None, Field(description="Ce qui n'est pas sûr, et comment le lever.")] = None
    debiteur: Annotated[
        Literal["acheteur", "entreprise", "les-deux"] | None,
        Field(description="Qui doit : l'acheteur, l'entreprise, les deux. Pour une obligation."),
    ] = None
    objet: Annotated[
        str | None, Code("objets"), Field(description="De quoi elle traite, comme les textes des clauses.")
    ] = None
    textes: Annotated[list[TextePret], Field(description="Textes à insérer, prêts à coller.")] = []
    acte: Annotated[Acte | None, Field(description="Ce qui se fait hors des documents, et quand.")] = None
    satisfait_par: Annotated[list[Satisfaction], Field(description="Ce qui y répond dans le dossier.")] = []
    facultatif: Annotated[
        bool,
        Field(
            description="Si l'acte suffit : un dossier sans aucune des clauses de satisfait_par ne doit rien écrire."
        ),
    ] = False
    sources: Annotated[Sources, Field(description="Sources publiques.")]

    @property
    def commence_le(self) -> date | None:
        """Rend le premier jour d'application, ou ``None`` quand ``depuis`` n'est que la date plancher."""
        return premier_jour(self.depuis)

    def vise(self, famille: str) -> bool:
        """Dit si la règle est propre à des familles d'achat, et que celle-ci en est."""
        propres = [x for x in self.si if x.fait == "famille"]
        return bool(propres) and all(x.admet(famille) for x in propres)
