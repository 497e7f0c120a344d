"""Les textes de clauses qu'un modèle reprend : la clause change, la lettre suit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from macros.base.consultation import Consultation, statut
from macros.base.fiche import Fiche
from macros.fiches.document.modele import ModeleDeDocument, TexteRepris
from macros.lecture.anomalie import Anomalie, Chemin, Defaut, proche
from macros.regles.contrat import mots_de_contrat
from macros.texte.variables import RENVOI, VARIABLE

ENGAGEMENTS, CONSTAT, CRITERE = PLACES = ("[engagements]", "[constat]", "[critère]")
LETTRE = "lettre-consultation"
BLANCS = {
    "acheteur": "Commune, adresse, téléphone",
    "objet": "objet de l’achat",
    "besoin": "",
    "limite": "date et heure de la réponse",
    "courriel": "courriel",
    "signataire": "Prénom, nom, fonction",
}
"""Les six blancs d'une lettre, et ce que chacun dit entre ses crochets, à défaut de ce que la fiche propose."""
OBJET = re.compile(r"^\*\*Objet[^\S\n]*:[^\S\n]*(.+)\*\*[^\S\n]*$", re.MULTILINE)
"""Une espace insécable, ou une espace au bout, ne se voit pas : elle compte pour rien."""
INTERTITRE = re.compile(r"^#+ (.+)$", re.MULTILINE)


class Reprises(Defaut):
    """Le document à envoyer, et les textes qu’il reprend d’une clause"""

    SANS_OBJET = (
        "le document ne dit pas son objet : envoyé seul, sans le titre de la fiche, rien n'annonce ce qu'il demande"
        " → Écrivez en tête « **Objet : demande de devis pour…** », ou un intertitre."
    )
    TEXTE_REPRIS = "la clause « {clause} » n'a pas de texte « {texte} » → Textes de cette clause : {textes}."
    TEXTE_EN_BROUILLON = (
        "la clause « {clause} » est un brouillon, et le document en publierait un texte"
        " → Publiez-la aussi, ou retirez ce texte repris."
    )
    BLANC_DE_LETTRE = (
        "le champ « lettre » fait remplir six blancs, et le corps n'a pas « [{blanc}] »"
        " → Écrivez-le là où il se remplit, ou retirez le champ « lettre »."
    )
    PLACE_DU_TEXTE = (
        "« {place} » et le champ qui le remplit vont ensemble"
        " → Écrivez {place} seul sur sa ligne, là où le texte vient, ou retirez-le."
    )


def objet(fiche: Fiche[ModeleDeDocument]) -> str:
    """Rend l'objet du document : sa ligne « Objet », sinon son premier intertitre ; rien s'il n'a ni l'un ni l'autre."""
    trouve = OBJET.search(fiche.corps) or INTERTITRE.search(fiche.corps)
    return trouve[1] if trouve else ""


def reprises(c: Consultation, fiche: Fiche[ModeleDeDocument]) -> Iterator[Anomalie]:
    """Le document dit son objet ; une lettre a ses blancs ; chaque texte repris existe, sa clause est publiée, et il a sa place."""
    contenu = fiche.contenu
    if not objet(fiche):
        yield fiche.anomalie(("titre",), Reprises.SANS_OBJET())
    for blanc in BLANCS if contenu.lettre else ():
        if f"[{blanc}]" not in fiche.corps:
            yield fiche.anomalie(("lettre",), Reprises.BLANC_DE_LETTRE(blanc=blanc))
    for chemin, voulu in _repris(contenu):
        clause = c.fiches("clauses").get(voulu.clause)
        noms = [d.id for d in clause.contenu.dispositions] if clause else []
        if clause and voulu.texte not in noms:
            conseil = proche(voulu.texte, noms)
            constat = Reprises.TEXTE_REPRIS(conseil=conseil, clause=voulu.clause, texte=voulu.texte, textes=noms)
            yield fiche.anomalie((*chemin, "texte"), constat)
        elif clause and statut(clause) == "brouillon":
            yield fiche.anomalie((*chemin, "clause"), Reprises.TEXTE_EN_BROUILLON(clause=voulu.clause))
    remplis = (bool(contenu.engagements), bool(contenu.engagements), bool(contenu.critere))
    for place, rempli in zip(PLACES, remplis, strict=True):
        if (place in fiche.corps.splitlines()) != rempli:
            yield fiche.anomalie(("titre",), Reprises.PLACE_DU_TEXTE(place=place))


def mots(c: Consultation, fiche: Fiche[ModeleDeDocument]) -> Iterator[Anomalie]:
    """Ce qu'un modèle écrit de lui-même est dans les mots d'un contrat, comme dans une lettre ; ce qu'il reprend l'est dans sa clause."""
    dits = [
        (("engagements", n, champ), getattr(x, champ))
        for n, x in enumerate(fiche.contenu.engagements)
        for champ in ("titre", "preuve")
    ]
    return mots_de_contrat(c, fiche, [(ou, LETTRE, texte) for ou, texte in [*dits, ((), fiche.corps)]])


def _repris(contenu: ModeleDeDocument) -> Iterator[tuple[Chemin, TexteRepris]]:
    yield from ((("engagements", rang), voulu) for rang, voulu in enumerate(contenu.engagements))
    if contenu.critere:
        yield ("critere",), contenu.critere


def blancs(contenu: ModeleDeDocument) -> dict[str, str]:
    """Rend ce que dit chaque blanc d'une lettre, par son nom ; rien pour un autre document."""
    if not contenu.lettre:
        return {}
    return BLANCS | contenu.lettre.model_dump(exclude_none=True)


def composer(c: Consultation, fiche: Fiche[ModeleDeDocument]) -> Fiche[ModeleDeDocument]:
    """Rend le modèle, les textes qu'il reprend et les blancs de sa lettre à leur place ; leurs valeurs sont entre crochets, à régler."""
    textes: dict[Chemin, str] = {
        chemin: _texte(c, c.fiches("clauses")[voulu.clause], voulu.texte) for chemin, voulu in _repris(fiche.contenu)
    }
    engagements = list(enumerate(fiche.contenu.engagements))
    mis = {
        ENGAGEMENTS: "\n\n".join(f"**{x.titre}.**\n\n{textes['engagements', n]}" for n, x in engagements),
        CONSTAT: "\n".join(f"- **{x.titre}.** ☐ Tenu ☐ Non tenu. Preuve : {x.preuve}" for _, x in engagements),
        CRITERE: textes.get(("critere",), ""),
    }
    corps = "\n".join(mis.get(ligne, ligne) for ligne in fiche.corps.split("\n"))
    for blanc, dit in blancs(fiche.contenu).items():
        corps = corps.replace(f"[{blanc}]", f"[{dit}]")
    return replace(fiche, corps=corps)


def _texte(c: Consultation, clause: Fiche[Any], nom: str) -> str:
    """Rend le texte, chaque valeur proposée entre crochets, chaque renvoi dit par le type de ce qu'il vise."""
    par_nom = {d.id: d for d in clause.contenu.dispositions}

    def poser(trouve: re.Match[str]) -> str:
        if trouve[1].startswith(RENVOI):
            vise = par_nom[trouve[1].removeprefix(RENVOI)]
            return f"la partie « {c.libelle('natures', vise.nature).lower()} »"
        return f"[{clause.contenu.variables[trouve[1]].valeur.strip('[]')}]"

    return VARIABLE.sub(poser, par_nom[nom].texte).strip()
