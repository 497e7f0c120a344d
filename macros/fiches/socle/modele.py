"""La phrase partagée : écrite une fois dans le marché, quel que soit le nombre de clauses qui l'appellent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.base.types import Code, Dates, Libelle, Modele, Phrase, RefDroit, Remise, Segment, Sources, Texte, Titre


class ArticleDuContrat(Modele):
    """La place d'une phrase qui n'est que du contrat court : son rang, et ce que le dossier y met à sa suite."""

    rang: Annotated[int, Field(ge=1, description="Rang de l'article dans le contrat court.")]
    accueille: Annotated[
        list[Annotated[str, Code("plans")]],
        Field(description="Articles des documents dont les textes viennent à la suite, dans cet ordre."),
    ] = []
    cede: Annotated[
        list[Annotated[str, Code("objets")]],
        Field(description="Objets dont un texte du dossier suffit : la phrase ne s'écrit alors pas."),
    ] = []
    au_dela: Annotated[
        int | None, Field(ge=1, le=240, description="Durée en mois à partir de laquelle, dépassée, l'article s'écrit.")
    ] = None
    seuil: Annotated[
        str | None, Field(description="Seuil du registre où le contrat court s'arrête ; un seul article le dit.")
    ] = None
    annexe: Annotated[bool, Field(description="Si l'article vient après les signatures.")] = False
    remplit: Annotated[
        list[Libelle], Field(max_length=10, description="Lignes que le titulaire remplit à la suite de l'article.")
    ] = []
    joint: Annotated[
        list[Libelle], Field(max_length=4, description="Pièces annexées au contrat, que sa première page nomme.")
    ] = []
    signe: Annotated[
        list[Libelle], Field(max_length=4, description="Lignes où l'on signe, une par partie, à la fin du contrat.")
    ] = []

    @property
    def lignes(self) -> dict[str, list[str]]:
        """Rend ses lignes, champ par champ : elles vont au marché comme son texte."""
        return {"remplit": self.remplit, "joint": self.joint, "signe": self.signe}


class Socle(Dates):
    """Une phrase que plusieurs clauses demandent, l'article de chaque CCAG auquel elle déroge, et sa ligne finale ; ou un article commun du contrat court."""

    titre: Annotated[Titre, Field(description="Ce que la phrase règle.")]
    resume: Annotated[Phrase, Field(description="Pourquoi il faut l'écrire.")]
    piece: Annotated[str, Code("pieces"), Field(description="Pièce où elle s'insère.")]
    article: Annotated[str, Code("plans"), Field(description="Place dans le plan de la pièce.")]
    texte: Annotated[
        Texte,
        Field(
            description="La phrase, prête à coller ; ses variables « article » et « cahier » : ceux du CCAG choisi ; pour le contrat court, celles de valeurs-partagees."
        ),
    ]
    familles: Annotated[
        list[Segment], Field(description="Familles d'achat où elle vaut, quand une clause l'appelle ; vide, toutes.")
    ] = []
    deroge: Annotated[
        dict[Annotated[str, Code("ccag")], Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")]],
        Field(
            description="CCAG → article auquel elle déroge, ou qu'elle complète, au plus fin que les sources donnent."
        ),
    ] = {}
    appelee_par: Annotated[
        Literal["penalite", "refaction", "critere", "engagement"] | None,
        Field(
            description="Ce qui l'appelle sans qu'une clause la nomme, d'une lettre si elle va dans une lettre, hors lettre sinon : toute pénalité, toute réduction de prix, tout critère noté, tout engagement (texte qui n'est ni un critère, ni un prix)."
        ),
    ] = None
    ligne: Annotated[
        Phrase | None, Field(description="La ligne du dernier article du CCAP, qui récapitule les dérogations.")
    ] = None
    plafond: Annotated[
        int | None,
        Field(ge=1, le=100, description="Pour un plafond commun : la part du montant qu'il fixe, en pour cent."),
    ] = None
    plusieurs: Annotated[
        bool, Field(description="Si la phrase ne s'écrit que pour deux pénalités au moins : plafond commun, cumul.")
    ] = False
    annexes: Annotated[
        list[Libelle], Field(max_length=4, description="Pièces que la phrase cite et que l'acheteur joint au dossier.")
    ] = []
    remise: Annotated[Remise | None, Field(description="Ce que la phrase fait remettre, et quand.")] = None
    cadre: Annotated[
        list[Libelle],
        Field(
            max_length=6, description="Colonnes du tableau que le candidat remplit au cadre de réponse, s'il y répond."
        ),
    ] = []
    contrat: Annotated[
        ArticleDuContrat | None, Field(description="Pour un article du contrat court, et de lui seul : sa place.")
    ] = None
    fondements: Annotated[list[RefDroit], Field(min_length=1, description="Base légale.")]
    sources: Annotated[Sources, Field(description="Sources publiques.")]
