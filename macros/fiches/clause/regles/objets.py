"""Chaque texte nomme son objet ; deux textes ne font pas deux fois le même geste sur lui sans que l'un cède."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.vocabulaire import Valeur, Vocabulaire
from macros.fiches.clause.dispositions import dispositions
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.objets import VOCABULAIRE, doublons, emplois, gestes, retenus, role_de
from macros.lecture.anomalie import Anomalie, Defaut, Gravite

ROLES = {"exigence": "exigé", "critere": "noté", "document": "demandé", "refaction": "réduit", "penalite": "puni"}
MEME_RAISON = 2


class Objets(Defaut):
    """Les objets des clauses"""

    OBJET_MANQUANT = (
        "« {nom} » ne dit pas de quoi il traite"
        " → Ajoutez objet : un code de data/vocabulaires/objets.yml, que /contribuer/objets/ montre ; s'il n'y est pas, ajoutez-l'y.",
        Gravite.A_FINIR,
    )
    OBJET_AU_CRITERE = (
        "« {nom} » est un critère : son objet se dit ligne à ligne → Déplacez objet sous chaque ligne de elements."
    )
    OBJET_EN_DOUBLE = (
        "« {objet} » est {geste} deux fois dans le même marché, par « {premier} » et « {second} »"
        " → Réunissez les deux textes, donnez à l'un son propre objet, ou dites à quels achats chacun convient (achats)."
    )
    PAIRE_SANS_REPONSE = (
        "« {objet} » est {geste} par {une} et par {autre}, qui peuvent servir le même achat"
        " → Mettez les deux dans ordre, celle qui reste d'abord ; si leurs exigences se complètent, dans ensemble, avec la raison."
    )
    OBJET_SEUL = "une seule clause ({clause}) traite de « {objet} » → Dites pourquoi dans seule, ou donnez-lui l'objet d'une autre."
    OBJET_PARTAGE = "plusieurs clauses traitent de « {objet} » : {clauses} → Retirez seule."
    ORDRE_PERIME = "« {clause} » ne traite pas de « {objet} » → Retirez-la de cette liste."
    RAISON_REPETEE = (
        "la même raison sert déjà à deux autres objets → Dites ce que « {objet} » a de propre, ou réunissez-les."
    )


def objet_dit(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Un texte dit ce qu'il exige, demande, réduit ou punit ; un critère le dit ligne à ligne."""
    for chemin, d in dispositions(fiche):
        if not role_de(c, d):
            continue
        if d.elements:
            if d.objet:
                yield fiche.anomalie((*chemin, "objet"), Objets.OBJET_AU_CRITERE(nom=d.id))
            for rang, e in enumerate(d.elements):
                if not e.objet:
                    ou = (*chemin, "elements", rang, "intitule")
                    yield fiche.anomalie(ou, Objets.OBJET_MANQUANT(nom=e.intitule))
        elif not d.objet:
            yield fiche.anomalie((*chemin, "id"), Objets.OBJET_MANQUANT(nom=d.id))


def clause_en_double(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """À aucun niveau, deux textes d'une clause, ou deux lignes notées, ne font le même geste sur le même objet."""
    tous = list(gestes(c, fiche.contenu))
    dits = set()
    for textes in retenus(fiche.contenu, list(c.valeurs("niveaux"))):
        pris = {d.id for d in textes}
        for un, autre in combinations([g for g in tous if g.texte.id in pris], 2):
            if un.double(autre) and autre.chemin not in dits:
                dits.add(autre.chemin)
                noms = {"premier": un.texte.id, "second": autre.texte.id}
                constat = Objets.OBJET_EN_DOUBLE(objet=un.objet, geste=ROLES[un.role], **noms)
                yield fiche.anomalie(autre.chemin, constat)


def vocabulaire(c: Consultation) -> Iterator[Anomalie]:
    """Chaque objet dit qui cède entre les clauses qui peuvent se rencontrer, ou pourquoi une seule en traite."""
    fiche = c.fiches("vocabulaires").get(VOCABULAIRE)
    if fiche is None:
        return
    raisons: dict[str, int] = defaultdict(int)
    for code, valeur in fiche.contenu.valeurs.items():
        yield from _emploi(c, fiche, code, valeur)
        if valeur.seule:
            raisons[valeur.seule.casefold()] += 1
            if raisons[valeur.seule.casefold()] > MEME_RAISON:
                yield fiche.anomalie(("valeurs", code, "seule"), Objets.RAISON_REPETEE(objet=code))
        yield from _paires(c, fiche, code, valeur)


def _emploi(c: Consultation, fiche: Fiche[Vocabulaire], code: str, valeur: Valeur) -> Iterator[Anomalie]:
    ou = ("valeurs", code)
    clauses = sorted(emplois(c).get(code, {}))
    if len(clauses) == 1 and not valeur.seule:
        yield fiche.anomalie(ou, Objets.OBJET_SEUL(objet=code, clause=clauses[0]))
    elif len(clauses) > 1 and valeur.seule:
        yield fiche.anomalie((*ou, "seule"), Objets.OBJET_PARTAGE(objet=code, clauses=clauses))
    for rang, nom in enumerate(valeur.ordre):
        if nom not in clauses:
            yield fiche.anomalie((*ou, "ordre", rang), Objets.ORDRE_PERIME(clause=nom, objet=code))
    for rang, paire in enumerate(valeur.ensemble):
        for i, nom in enumerate(paire.clauses):
            if nom not in clauses:
                constat = Objets.ORDRE_PERIME(clause=nom, objet=code)
                yield fiche.anomalie((*ou, "ensemble", rang, "clauses", i), constat)


def _paires(c: Consultation, fiche: Fiche[Vocabulaire], code: str, valeur: Valeur) -> Iterator[Anomalie]:
    """Une exception par paire ne vaut que pour des exigences : deux notes, deux documents, deux sanctions ne restent jamais ensemble."""
    admises = [set(paire.clauses) for paire in valeur.ensemble]
    for une, autre, roles in doublons(c, code):
        restent = roles - {"exigence"} if {une.id, autre.id} in admises else roles
        if restent and not {une.id, autre.id} <= set(valeur.ordre):
            gestes_dits = " et ".join(ROLES[role] for role in ROLES if role in restent)
            constat = Objets.PAIRE_SANS_REPONSE(objet=code, geste=gestes_dits, une=une.id, autre=autre.id)
            yield fiche.anomalie(("valeurs", code), constat)
