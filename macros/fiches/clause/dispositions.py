"""Les textes à insérer d'une clause : leur pièce, leur niveau, et, pour un critère ou une pénalité, ce qui s'en calcule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from macros.base.fiche import Fiche
from macros.base.types import Code, Formule, Libelle, Modele, Phrase, Texte
from macros.base.vocabulaire import Pilier
from macros.lecture.anomalie import Chemin

Repere = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
"""Le nom d'un texte dans sa clause."""
TitreDeTexte = Annotated[str, StringConstraints(min_length=3, max_length=60)]
NOM_DE_CRITERE = re.compile(r"[Cc]ritère « ?([^»]+?) ?»")
NomDeVariable = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class Palier(Modele):
    """Une marche d'un barème."""

    si: Annotated[Phrase, Field(description="Ce que la preuve montre.")]
    points: Annotated[int, Field(ge=0, le=100, description="Points donnés.")]


class Mesure(Modele):
    """Comment les points d'un élément sont donnés."""

    type: Annotated[
        Literal["lineaire", "paliers", "presence", "relative"],
        Field(
            description="lineaire : en proportion, de « de » à « a » ; paliers : par marches ; presence : tout ou rien ; "
            "relative : la plus basse valeur des offres ÷ celle de l'offre, pour un prix ou un coût."
        ),
    ]
    de: Annotated[
        NomDeVariable | int | float | None,
        Field(description="lineaire : ce qui vaut 0 point, un nombre ou le nom d'une variable : le minimum exigé."),
    ] = None
    a: Annotated[
        NomDeVariable | int | float | None,
        Field(description="lineaire : ce qui vaut tous les points, un nombre ou le nom d'une variable."),
    ] = None
    unite: Annotated[Libelle | None, Field(description="lineaire : unité des deux nombres : « % », « kg/m² »…")] = None
    paliers: Annotated[list[Palier], Field(description="paliers : les marches, de la plus basse à la plus haute.")] = []


Objet = Annotated[str, Code("objets")]
SANCTIONS = ("penalite", "refaction")
"""Les natures d'un texte qui retire quelque chose au titulaire ; leur rôle porte le même nom."""


class Element(Modele):
    """Une ligne notée d'un critère : ce qui est promis, prouvé, contrôlé, et ce qui suit un manquement."""

    intitule: Annotated[Phrase, Field(description="Ce qui est évalué, lié à l'objet du marché.")]
    objet: Annotated[Objet | None, Field(description="L'objet noté : un mot de la liste des objets.")] = None
    points: Annotated[int, Field(ge=1, le=100, description="Points sur les 100 du critère.")]
    mesure: Annotated[Mesure, Field(description="Comment les points sont donnés.")]
    preuve: Annotated[Phrase, Field(description="Pièce nommée que le candidat joint à son offre, équivalents admis.")]
    question: Annotated[Phrase, Field(description="La ligne du cadre de réponse.")]
    controle: Annotated[Phrase, Field(description="Comment l'engagement se vérifie pendant le marché.")]
    consequence: Annotated[Repere, Field(description="id du texte de la clause qui sanctionne un manquement.")]


class Plafond(Modele):
    """Jusqu'où va une pénalité."""

    valeur: Annotated[NomDeVariable, Field(description="Nom de la variable : un pourcentage ou un montant.")]
    assiette: Annotated[
        Literal["marche", "lot", "ligne", "commande", "annee", "periode", "facture", "unite"],
        Field(description="Sur quoi il se compte : montant hors taxes du marché, du lot, de la commande, de l'année…"),
    ]


class Charge(Modele):
    """Ce qu'un texte donne à suivre, par an : une réunion, un essai et une visite sont des contrôles."""

    documents: Annotated[int, Field(ge=0, le=60, description="Documents que le titulaire remet, par an.")] = 0
    controles: Annotated[int, Field(ge=0, le=60, description="Contrôles que l'acheteur fait, par an.")] = 0
    raison: Annotated[
        Phrase | None, Field(description="Pourquoi le premier pas en demande plus que deux et trois par an.")
    ] = None


class Disposition(Modele):
    """Un « texte à insérer » dans une pièce de la consultation."""

    id: Annotated[Repere, Field(description="Nom du texte, unique dans la clause.", examples=["exigence"])]
    titre: Annotated[
        TitreDeTexte | None,
        Field(
            description="Titre de son article dans la pièce, en 60 signes au plus ; sans lui, l'article du plan et la nature.",
            examples=["Réunions à distance"],
        ),
    ] = None
    piece: Annotated[str, Code("pieces"), Field(description="Pièce où ce texte s'insère.", examples=["CCTP"])]
    nature: Annotated[str, Code("natures"), Field(description="Type de clause.", examples=["condition-execution"])]
    niveau: Annotated[
        str, Code("niveaux"), Field(description="Niveau d'ambition : base, avance ou exemplaire.", examples=["base"])
    ] = "base"
    remplace: Annotated[
        list[Repere], Field(description="Niveau supérieur : id des textes qu'il remplace ; vide, il s'ajoute.")
    ] = []
    objet: Annotated[
        Objet | None,
        Field(
            description="Ce que ce texte exige, demande, réduit ou punit : un mot de la liste des objets. Rien n'y convient ? Laissez vide, qui relit l'ajoute. Un critère le dit ligne à ligne.",
            examples=["contenants-reemployables"],
        ),
    ] = None
    aussi: Annotated[
        list[Objet], Field(description="Autres objets dont ce texte traite, quand un autre texte pourrait les redire.")
    ] = []
    achats: Annotated[
        list[Annotated[str, Code("achats")]],
        Field(description="Formes d'achat auxquelles ce texte convient ; vide, toutes."),
    ] = []
    article: Annotated[
        str | None,
        Code("plans"),
        Field(description="Place dans le plan de la pièce ; sans ce champ, celle que donnent la pièce et la nature."),
    ] = None
    pilier: Annotated[
        Pilier | None,
        Field(
            description="Pilier de ce texte, quand ce n'est pas celui des thèmes ; « economie » : ni environnement ni social."
        ),
    ] = None
    texte: Annotated[
        Texte,
        Field(
            description="Le texte, prêt à coller. {{nom}} : une variable ; {{renvoi:id}} : un autre texte de la clause.",
            examples=["|\nLe titulaire réalise au moins {{taux}} des prestations dans ces conditions."],
        ),
    ]
    annexes: Annotated[
        list[Libelle],
        Field(
            max_length=4,
            description="Pièces que ce texte cite et que l'acheteur joint au dossier de consultation.",
            examples=[],
        ),
    ] = []
    vigilance: Annotated[
        list[Texte],
        Field(description="Points de vigilance de ce seul texte : dits quand il est pris, à son niveau.", examples=[]),
    ] = []
    ponderation: Annotated[
        NomDeVariable | None, Field(description="Critère : nom de la variable qui porte son poids.")
    ] = None
    critere: Annotated[
        Libelle | None,
        Field(
            description="Critère : son nom au tableau des critères, quand le texte ne l'écrit pas : « Critère « … » »."
        ),
    ] = None
    elements: Annotated[list[Element], Field(description="Critère : ses lignes notées ; leurs points font 100.")] = []
    fait: Annotated[Phrase | None, Field(description="Pénalité, réfaction : le fait compté, constaté comment.")] = None
    montant: Annotated[
        NomDeVariable | None, Field(description="Pénalité, réfaction : nom de la variable du montant.")
    ] = None
    par: Annotated[
        Libelle | None, Field(description="Pénalité, réfaction : l'unité comptée : « par point manquant ».")
    ] = None
    mise_en_demeure: Annotated[
        Phrase | None,
        Field(description="Pénalité : la mise en demeure et son délai ; pour un fait instantané, sa répétition."),
    ] = None
    plafond: Annotated[Plafond | None, Field(description="Pénalité : son plafond propre.")] = None
    sans_plafond: Annotated[Phrase | None, Field(description="Pénalité : pourquoi il n'y a pas de plafond.")] = None
    economie: Annotated[
        Formule | None,
        Field(
            description="Pénalité, réfaction : ce que le manquement épargne au titulaire, par unité comptée et dans l'unité du montant ; "
            "une formule sur les variables de la clause."
        ),
    ] = None
    sans_economie: Annotated[
        Literal["document", "reunion"] | None,
        Field(description="Pénalité d'un document ou d'une réunion qui manque : rien d'autre n'est épargné."),
    ] = None
    charge: Annotated[
        Charge | None,
        Field(description="Ce que ce texte donne à suivre chaque année.", examples=["{{documents: 1, controles: 1}}"]),
    ] = None

    @property
    def nom_du_critere(self) -> str:
        """Rend le nom du critère : le sien, sinon celui que le texte écrit ; vide quand il n'y en a pas."""
        if self.critere:
            return self.critere
        ecrit = NOM_DE_CRITERE.search(self.texte)
        return ecrit[1].strip() if ecrit else ""


def objets_de(d: Disposition) -> list[str]:
    """Rend les objets dont un texte traite : le sien, les autres, ceux de ses lignes notées."""
    return [objet for objet in (d.objet, *d.aussi, *(e.objet for e in d.elements)) if objet]


def charge_de(textes: Iterable[Disposition]) -> Charge:
    """Rend ce que ces textes donnent à suivre ensemble, par an, et la première raison qu'ils en donnent."""
    charges = [d.charge for d in textes if d.charge]
    raison = next((x.raison for x in charges if x.raison), None)
    documents, controles = sum(x.documents for x in charges), sum(x.controles for x in charges)
    return Charge(documents=documents, controles=controles, raison=raison)


def dispositions(fiche: Fiche[Any], *natures: str) -> Iterator[tuple[Chemin, Disposition]]:
    """Rend (chemin, texte) des textes à insérer d'une clause qui sont de ces natures, ou de tous."""
    for rang, disposition in enumerate(fiche.contenu.dispositions):
        if not natures or disposition.nature in natures:
            yield ("dispositions", rang), disposition
