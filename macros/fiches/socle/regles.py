"""Une phrase partagée ne cite que ce que la page y posera, et dans les mots d'un contrat."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.socle.modele import Socle
from macros.lecture.anomalie import Anomalie, Defaut
from macros.regles.contrat import mots_de_contrat
from macros.texte.variables import ACCOLADES, VARIABLE

POSEES = ("article", "cahier")


class Phrases(Defaut):
    """Les phrases partagées"""

    MARQUE_DE_PHRASE = (
        "« {extrait} » s'afficherait tel quel"
        " → Dans le champ texte, et si « deroge » donne ses articles, écrivez {{{{article}}}} ou {{{{cahier}}}} ; partout ailleurs, des mots."
    )


def marques(c: Consultation, fiche: Fiche[Socle]) -> Iterator[Anomalie]:
    """L'article et le cahier du CCAG choisi se posent dans le texte d'une phrase qui déroge ; rien d'autre, ni ailleurs."""
    for chemin, texte in fiche.textes:
        for marque in ACCOLADES.finditer(texte):
            posee = chemin == ("texte",) and fiche.contenu.deroge and VARIABLE.fullmatch(marque[0])
            if not posee or marque["nom"] not in POSEES:
                constat = Phrases.MARQUE_DE_PHRASE(extrait=marque[0])
                yield fiche.anomalie_des_mots(chemin, texte, marque.start(), constat)


def mots(c: Consultation, fiche: Fiche[Socle]) -> Iterator[Anomalie]:
    """Le titre, le texte et la ligne d'une phrase partagée vont au marché : ils sont dans les mots d'un contrat."""
    socle = fiche.contenu
    champs = {"titre": socle.titre, "texte": socle.texte, "ligne": socle.ligne or ""}
    return mots_de_contrat(c, fiche, [((champ,), socle.piece, texte) for champ, texte in champs.items()])
