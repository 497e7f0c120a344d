"""Une phrase partagée ne cite que ce que la page y posera, et dans les mots d'un contrat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.socle.modele import Socle
from macros.lecture.anomalie import Anomalie, Chemin, Defaut, proche
from macros.regles.contrat import mots_de_contrat
from macros.texte.variables import ACCOLADES, VARIABLE

POSEES = ("article", "cahier")
HORS_DU_CONTRAT = ("lettre-consultation", "cadre-reponse", "BPU-DQE")
"""Les pièces dont les textes ne sont pas dans le contrat court : la lettre en tient lieu, le cadre le suit, le bordereau est à l'acheteur."""


class Phrases(Defaut):
    """Les phrases partagées"""

    SEUIL_DU_CONTRAT = (
        "le contrat court s'arrête à un seuil du registre, dit par un article et un seul : ici, {nombre}"
        " → Écrivez « seuil » dans « contrat » d'un seul article. Seuils connus (data/droit/seuils.yml) : {seuils}."
    )

    MARQUE_DE_PHRASE = (
        "« {extrait} » s'afficherait tel quel"
        " → Dans le champ texte, et si « deroge » donne ses articles, écrivez {{{{article}}}} ou {{{{cahier}}}} ; dans un article du contrat court, le nom d'une valeur partagée ; partout ailleurs, des mots."
    )
    CONTRAT_INCOMPLET = (
        "l'article « {article} » des documents a {nombre} place(s) dans le contrat court"
        " → Écrivez-le dans « accueille » d'un seul article commun : ses textes y viendront."
    )


def marques(c: Consultation, fiche: Fiche[Socle]) -> Iterator[Anomalie]:
    """L'article et le cahier du CCAG choisi se posent dans le texte d'une phrase qui déroge ; rien d'autre, ni ailleurs."""
    for chemin, texte in fiche.textes:
        for marque in ACCOLADES.finditer(texte):
            posee = chemin == ("texte",) and VARIABLE.fullmatch(marque[0])
            if not posee or marque["nom"] not in _posees(c, fiche.contenu):
                constat = Phrases.MARQUE_DE_PHRASE(extrait=marque[0])
                yield fiche.anomalie_des_mots(chemin, texte, marque.start(), constat)


def _posees(c: Consultation, socle: Socle) -> tuple[str, ...]:
    if socle.contrat:
        return tuple(code.replace("-", "_") for code in c.valeurs("valeurs-partagees"))
    return POSEES if socle.deroge else ()


def places_du_contrat(c: Consultation) -> Iterator[Anomalie]:
    """Chaque article des documents a une place, et une seule, dans le contrat court : rien de ce que le dossier écrit ne s'y perd."""
    siens = [(f, f.contenu.contrat.accueille) for f in c.fiches("socle").values() if f.contenu.contrat]
    accueillis = Counter(code for _, accueille in siens for code in accueille)
    for code, valeur in c.valeurs("plans").items():
        voulu = 0 if valeur.piece in HORS_DU_CONTRAT else 1
        if siens and accueillis[code] != voulu:
            porteurs = [f for f, accueille in siens if code in accueille] or [siens[0][0]]
            yield porteurs[-1].anomalie(
                ("contrat", "accueille"), Phrases.CONTRAT_INCOMPLET(article=code, nombre=accueillis[code])
            )


def seuil_du_contrat(c: Consultation) -> Iterator[Anomalie]:
    """Un article du contrat court, et un seul, dit le seuil du registre où il s'arrête : sans lui, nul achat n'aurait ce contrat."""
    siens = [f for f in c.fiches("socle").values() if f.contenu.contrat]
    registre = c.fiches("seuils").get("seuils")
    if not siens or registre is None:
        return
    dits = [f for f in siens if f.contenu.contrat.seuil]
    seuils = registre.contenu.seuils
    if len(dits) != 1 or dits[0].contenu.contrat.seuil not in seuils:
        porteur = (dits or siens)[-1]
        nom = porteur.contenu.contrat.seuil
        conseil = proche(nom, list(seuils)) if nom else ""
        yield porteur.anomalie(
            ("contrat", "seuil"), Phrases.SEUIL_DU_CONTRAT(conseil=conseil, nombre=len(dits), seuils=list(seuils))
        )


def mots(c: Consultation, fiche: Fiche[Socle]) -> Iterator[Anomalie]:
    """Le titre, le texte et les lignes d'une phrase partagée vont au marché : ils sont dans les mots d'un contrat."""
    socle = fiche.contenu
    champs: dict[Chemin, str] = {("titre",): socle.titre, ("texte",): socle.texte, ("ligne",): socle.ligne or ""}
    for nom, lignes in socle.contrat.lignes.items() if socle.contrat else ():
        champs |= {("contrat", nom, rang): ligne for rang, ligne in enumerate(lignes)}
    return mots_de_contrat(c, fiche, [(chemin, socle.piece, texte) for chemin, texte in champs.items()])
