"""Le registre du droit : textes et articles cités."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from macros.base.types import Code, Lien, Modele, Phrase, RefDroit, RefTexte, Reutilisable, Sources, Texte, Theme, Titre

NonLu = Annotated[
    Phrase | None,
    Field(description="Ce qui n'a pas été lu dans la version du jour ; dit à la place d'une vérification."),
]


class Attente(Modele):
    """Ce qui ne s'applique pas encore, parce qu'un décret doit en fixer le jour."""

    objet: Annotated[Phrase, Field(description="Ce qui s'appliquera, pour qui, et le jour au plus tard s'il est dit.")]
    vise: Annotated[
        list[RefDroit], Field(min_length=1, description="Articles que le décret changera, de ce texte ou d'un code.")
    ]


class Echeance(Modele):
    """Une date d'effet, avec son objet (un même texte peut en avoir plusieurs)."""

    le: Annotated[date, Field(description="Jour d'effet.")]
    objet: Annotated[Phrase, Field(description="Ce qui s'applique ce jour-là, et pour qui.")]
    confiance: Annotated[
        Literal["confirmee", "a-confirmer"], Field(description="a-confirmer : jour annoncé, ou calculé.")
    ] = "confirmee"
    vise: Annotated[
        list[RefDroit] | None,
        Field(
            description="Articles que ce jour change, de ce texte ou d'un code ; absent, tout le texte ; [], aucun : une date"
            " limite, pas un changement du droit."
        ),
    ] = None


class Modification(Modele):
    """Un changement apporté au texte par un autre texte du registre."""

    par: Annotated[RefTexte, Field(description="Texte du registre qui modifie celui-ci.")]
    le: Annotated[date, Field(description="Jour d'effet du changement.")]
    objet: Annotated[Phrase | None, Field(description="Ce qui change, en une phrase.")] = None


class ArticleDeTexte(Modele):
    """Un article d'un texte non codifié."""

    objet: Annotated[Phrase, Field(description="Ce que dit l'article, en une phrase de notre main.")]
    depuis: Annotated[
        date | None, Field(description="Début de la version connue, si l'article a changé depuis le texte d'origine.")
    ] = None
    abroge_le: Annotated[date | None, Field(description="Jour d'abrogation de l'article seul.")] = None
    url: Annotated[Lien | None, Field(description="Lien officiel vers l'article, s'il existe.")] = None
    non_lu: NonLu = None


class TexteDroit(Reutilisable):
    """Un texte de droit, une décision ou un document de doctrine."""

    titre: Annotated[Titre, Field(description="Titre court, en mots courants.")]
    nature: Annotated[str, Code("natures-textes"), Field(description="Loi, décret, décision…")]
    numero: Annotated[str | None, Field(description="Numéro officiel.")] = None
    signe_le: Annotated[date | None, Field(description="Jour de signature, ou de la décision.")] = None
    publie_le: Annotated[date | None, Field(description="Jour de publication.")] = None
    en_vigueur: Annotated[list[Echeance], Field(description="Dates d'effet, par objet.")] = []
    attend: Annotated[
        list[Attente], Field(description="Ce qu'un décret attendu fera appliquer : aucune date n'en paraît.")
    ] = []
    abroge_le: Annotated[
        date | None, Field(description="Jour d'abrogation ; d'une décision, celui où une autre l'annule.")
    ] = None
    abroge_par: Annotated[RefTexte | None, Field(description="Texte qui l'abroge, ou décision qui l'annule.")] = None
    modifie_par: Annotated[list[Modification], Field(description="Changements apportés par d'autres textes.")] = []
    resume: Annotated[Texte, Field(description="Ce que dit le texte, en nos mots.")]
    pour_l_acheteur: Annotated[Texte | None, Field(description="Ce que cela change pour un acheteur.")] = None
    themes: Annotated[list[Theme], Field(description="Thèmes.")] = []
    url: Annotated[Lien | None, Field(description="Lien officiel (Légifrance, EUR-Lex, juridiction).")] = None
    sources: Annotated[Sources, Field(description="Sources lues.")]
    articles: Annotated[
        dict[Annotated[str, Field(pattern=r"^[0-9A-Za-z.-]{1,20}$")], ArticleDeTexte],
        Field(description="Articles de ce texte que des fiches citent ; « 58 bis » s'écrit 58-bis."),
    ] = {}
    non_lu: Annotated[
        Phrase | None, Field(description="Ce qui n'a pas été lu du texte ; dit à la place d'une vérification.")
    ] = None
    verifie_le: Annotated[date, Field(description="Jour où les sources ont été rouvertes.")]


class Article(Modele):
    """Un article de code cité par une fiche."""

    objet: Annotated[Phrase, Field(description="Ce que dit l'article, en une phrase de notre main.")]
    depuis: Annotated[date, Field(description="Début de la version connue.")]
    versions: Annotated[
        list[date] | None,
        Field(
            description="Débuts des versions d'avant, de la plus ancienne à la plus récente ; [] : l'article est né avec la"
            " version connue ; absent : ses versions d'avant ne sont pas relevées."
        ),
    ] = None
    change_par: Annotated[RefTexte | None, Field(description="Texte du registre à l'origine de cette version.")] = None
    abroge_le: Annotated[date | None, Field(description="Jour d'abrogation.")] = None
    url: Annotated[Lien | None, Field(description="Lien officiel vers l'article ou sa section.")] = None
    non_lu: NonLu = None
    voir: Annotated[list[RefDroit], Field(description="Articles à lire avec celui-ci.")] = []


class CodeDroit(Reutilisable):
    """Un code, et ceux de ses articles que des fiches citent."""

    titre: Annotated[Titre, Field(description="Nom du code.")]
    sigle: Annotated[str, Field(pattern=r"^[A-Z]{2,8}$", description="Sigle employé dans les références.")]
    url: Annotated[Lien, Field(description="Page du code sur Légifrance.")]
    verifie_le: Annotated[date, Field(description="Jour de dernière vérification.")]
    versions_lues: Annotated[
        Phrase | None, Field(description="D'où viennent les versions d'avant, et jusqu'où elles sont complètes.")
    ] = None
    articles: Annotated[
        dict[Annotated[str, Field(pattern=r"^[LRD]\*?\d+(-\d+)*$")], Article],
        Field(min_length=1, description="Numéro sans point ni espace → article."),
    ]

    def versions_non_trouvees(self, article: Article) -> bool:
        """Dit si les versions d'avant d'un article manquent : le code les relève, et lui a changé depuis que le code existe."""
        ouverture = min(a.depuis for a in self.articles.values())
        return self.versions_lues is not None and article.versions is None and article.depuis > ouverture
