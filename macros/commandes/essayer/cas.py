"""Les cas de droit attendus : ce que la page des obligations répond à chacun, à sa date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.commandes.essayer.modele import Attente, Cas
from macros.fiches.obligation.fichier import communes, d_une_famille
from macros.lecture.anomalie import Anomalie, proche
from macros.lecture.defauts_des_attentes import Attentes

FAITS = ("acheteur", "contrat", "marche", "famille", "montant", "duree", "lots", "lancement")
"""Ce que disent, dans l'ordre, les huit mots d'un cas."""
ISSUES = ("horschamp", "du", "incertain", "dispense", "apreciser")
INSECABLES = str.maketrans("\u202f\xa0", "  ")


def reponses(cas: Cas) -> dict[str, str]:
    """Rend ce que l'acheteur saisirait : fait → texte."""
    return dict(zip(FAITS, cas.cas.split(), strict=True)) | {nom: str(valeur) for nom, valeur in cas.plus.items()}


def familles(c: Consultation, attendus: Sequence[Attente[Cas]]) -> dict[str, dict[str, Any]]:
    """Rend famille d'achat → ce que lit la page quand elle est choisie ; d'une famille inconnue, ce qu'elle lit avant."""
    voulues = {reponses(a.quoi)["famille"] for a in attendus}
    return {f: communes(c) | (d_une_famille(c, f) if f in c.valeurs("segments") else {}) for f in voulues}


def formes(c: Consultation, attendus: Sequence[Attente[Cas]]) -> Iterator[Anomalie]:
    """Rend les cas en double, et ceux qui nomment une règle ou un article inconnu."""
    connues, lignes = list(c.fiches("obligations")), dict[str, int]()
    for attente in attendus:
        cas = attente.quoi
        if (autre := lignes.setdefault(cas.nom, attente.ligne)) != attente.ligne:
            yield attente.anomalie(Attentes.ATTENTE_EN_DOUBLE(nom=cas.nom, autre_ligne=autre), "nom")
        if resolveur(c).resoudre(cas.article) is None:
            yield attente.anomalie(Attentes.ARTICLE_SANS_FICHE(article=cas.article), "article")
        for champ in (*ISSUES, "non", "raison", "propose", "ne_propose_pas"):
            for regle in getattr(cas, champ):
                if regle not in connues:
                    yield attente.anomalie(Attentes.REGLE_INCONNUE(conseil=proche(regle, connues), regle=regle), champ)


def juger(c: Consultation, attendus: Sequence[Attente[Cas]], rendus: Sequence[dict[str, Any]]) -> Iterator[Anomalie]:
    """Rend ce que la page répond autrement qu'attendu ; d'une règle inconnue, ``formes`` l'a dit."""
    for attente, rendu in zip(attendus, rendus, strict=True):
        if messages := rendu["messages"]:
            for fait, message in messages.items():
                yield attente.anomalie(
                    Attentes.CAS_ILLISIBLE(fait=fait, refus=message), "cas" if fait in FAITS else "plus"
                )
        else:
            yield from _issues(c, attente, rendu)
            yield from _mots(attente, rendu)


def _issues(c: Consultation, attente: Attente[Cas], rendu: dict[str, Any]) -> Iterator[Anomalie]:
    cas = attente.quoi
    for issue in ISSUES:
        for regle in getattr(cas, issue):
            if regle not in rendu[issue] and regle in c.fiches("obligations"):
                yield attente.anomalie(Attentes.OBLIGATION_MANQUANTE(regle=regle, issue=issue), issue)
    for issue in ("du", "incertain"):
        for regle in {*cas.non} & {*rendu[issue]}:
            yield attente.anomalie(Attentes.OBLIGATION_EN_TROP(regle=regle, issue=issue), "non")
    attendues = cas.procedures if cas.procedures is not None else 0 if rendu["horschamp"] else 1
    if rendu["procedures"] != attendues:
        yield attente.anomalie(Attentes.PROCEDURE_DU_CAS(nombre=rendu["procedures"], attendues=attendues))


def _mots(attente: Attente[Cas], rendu: dict[str, Any]) -> Iterator[Anomalie]:
    cas = attente.quoi
    for regle, mots in cas.raison.items():
        dite = rendu["raisons"].get(regle, "").translate(INSECABLES)
        if mots not in dite:
            yield attente.anomalie(Attentes.RAISON_MANQUANTE(regle=regle, dite=dite or "rien"), "raison", regle)
    for champ, attendue in (("propose", True), ("ne_propose_pas", False)):
        for regle, clause in getattr(cas, champ).items():
            proposees = rendu["proposees"].get(regle, [])
            if (clause in proposees) is not attendue:
                constat = Attentes.REPONSE_A_LA_REGLE(regle=regle, proposees=proposees or "aucune clause")
                yield attente.anomalie(constat, champ, regle)
