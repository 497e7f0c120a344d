"""Les dossiers conseillés : des clauses, des niveaux et des textes qui existent, une famille qu'ils servent, 100 % de poids.

Ce que le dossier donne une fois composé (budget, obligations, doublons) se juge là où il se compose : dans les modules du navigateur.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.vocabulaire import TOUTES_FAMILLES
from macros.fiches.clause.dispositions import Disposition
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.notation.criteres import LETTRE as PIECE_DE_LETTRE
from macros.fiches.clause.objets import retenus
from macros.fiches.conseil.modele import ClausePrise, Conseil, CritereAutre
from macros.lecture.anomalie import Anomalie, Chemin, Defaut, proche
from macros.lecture.defauts import Renvois
from macros.texte.nombres import nombre, quantite

LETTRE = "lettre"
NIVEAUX = ("base", "avance", "exemplaire")
MARGE = 0.001
DEUX = 2
UN_NOMBRE = re.compile(r"\bcombien\b|\bsous quel délai\b", re.IGNORECASE)


class Conseils(Defaut):
    """Les dossiers conseillés"""

    CLAUSE_RETIREE = "la clause « {clause} » est retirée → Prenez celle qui la remplace, ou retirez cette ligne."
    CLAUSE_D_UNE_AUTRE_FAMILLE = "« {clause} » ne sert pas la famille « {famille} » → Elle sert : {familles}. Prenez une clause de cette famille."
    CLAUSE_D_UN_AUTRE_MARCHE = "« {clause} » ne sert pas un marché de {marche} → Elle sert : {marches}."
    NIVEAU_ABSENT = "« {clause} » n'a pas de niveau « {niveau} » → Ses niveaux : {niveaux}."
    NIVEAU_D_UNE_AUTRE_FORME = (
        "un dossier de forme « {forme} » ne prend pas le niveau « {niveau} »"
        " → La lettre va avec la forme lettre, et les autres niveaux avec les autres formes."
    )
    TEXTE_HORS_NIVEAU = "« {clause} » n'a pas de texte « {texte} » au niveau « {niveau} » → Ses textes : {textes}."
    VARIABLE_ABSENTE = "« {clause} » n'a pas de variable « {variable} » → Ses variables : {variables}."
    POIDS_DU_DOSSIER = "les critères font {total} % → Donnez {ecart} : ceux des clauses font {des_clauses} %, les autres {des_autres} %."
    NOMBRE_SANS_BAREME = (
        "« {question} » demande un nombre, et rien ne dit comment il se note"
        " → Écrivez bareme : à partir de quel nombre 0 point, et à partir duquel tous."
    )
    POINTS_DU_CADRE = "les questions de « {critere} » font {total} points → Partagez 100 points entre elles."
    PAS_UNE_OPERATION = (
        "ces lots ne font pas une opération de travaux"
        " → Écrivez deux lots au moins, pour des travaux, hors de la forme lettre ; sinon, retirez lots."
    )
    LOT_EN_DOUBLE = "deux lots portent le numéro {lot} → Donnez à chacun le sien."
    LOT_SANS_CRITERE = "ce lot n'a aucun critère → Donnez-lui une clause qui en a un, ou des criteres ; chaque lot se classe à part, à 100 %."
    PARTS_DES_LOTS = "les parts des lots font {total} % → Partagez entre eux le montant de l'opération : 100 % en tout."
    CLAUSE_REPRISE_AUTREMENT = (
        "« {clause} » est déjà prise, pour tous les lots ou autrement dans un autre"
        " → Une clause n'est au dossier qu'une fois : écrivez-la pour toute l'opération, ou dans chaque lot avec mêmes niveau, sans et valeurs."
    )
    MONTANTS_SANS_ORDRE = "les montants ne vont pas du plus petit au plus grand → Écrivez trois montants différents, dans l'ordre : {montants}."
    CCAG_ABSENT = "« {nom} » n'est pas un CCAG → CCAG connus : {connus}, ou « aucun »."


def conseils(c: Consultation, fiche: Fiche[Conseil]) -> Iterator[Anomalie]:
    """Un dossier conseillé ne nomme que ce qui existe, une fois, et ses critères font 100 %."""
    conseil = fiche.contenu
    if any(prise.clause not in c.fiches("clauses") for prise in conseil.prises):
        return  # son nom est déjà signalé
    for rang, prise in enumerate(conseil.clauses):
        yield from _clause(fiche, ("clauses", rang), prise, c.fiches("clauses")[prise.clause].contenu, conseil.familles)
    for i, lot in enumerate(conseil.lots):
        for rang, prise in enumerate(lot.clauses):
            clause = c.fiches("clauses")[prise.clause].contenu
            yield from _clause(fiche, ("lots", i, "clauses", rang), prise, clause, [lot.famille])
    yield from _deux_fois(fiche, ("clauses",), conseil.clauses)
    for i, lot in enumerate(conseil.lots):
        yield from _deux_fois(fiche, ("lots", i, "clauses"), lot.clauses)
    yield from _les_lots(fiche)
    for i, lot in enumerate(conseil.lots):
        yield from _total(c, fiche, ("lots", i), [*conseil.clauses, *lot.clauses], [*conseil.criteres, *lot.criteres])
    if not conseil.lots:
        ou = ("criteres",) if conseil.criteres else ("clauses",)
        yield from _total(c, fiche, ou, conseil.clauses, conseil.criteres)
    for rang, critere in enumerate(conseil.criteres):
        points = sum(une.points for une in critere.cadre)
        if critere.cadre and abs(points - 100) > MARGE:
            constat = Conseils.POINTS_DU_CADRE(critere=critere.nom, total=nombre(points))
            yield fiche.anomalie(("criteres", rang, "cadre"), constat)
        for i, une in enumerate(critere.cadre):
            if UN_NOMBRE.search(une.question) and not une.bareme:
                constat = Conseils.NOMBRE_SANS_BAREME(question=une.question)
                yield fiche.anomalie(("criteres", rang, "cadre", i, "question"), constat)
    connus = list(c.valeurs("ccag"))
    if conseil.ccag not in (*connus, "aucun"):
        yield fiche.anomalie(("ccag",), Conseils.CCAG_ABSENT(nom=conseil.ccag, connus=connus))
    if any(a >= b for a, b in pairwise(conseil.montants)):
        yield fiche.anomalie(
            ("montants",), Conseils.MONTANTS_SANS_ORDRE(montants=[str(m) for m in sorted(set(conseil.montants))])
        )


def _deux_fois(fiche: Fiche[Conseil], ou: Chemin, prises: list[ClausePrise]) -> Iterator[Anomalie]:
    noms = [prise.clause for prise in prises]
    for rang, nom in enumerate(noms):
        if nom in noms[:rang]:
            yield fiche.anomalie((*ou, rang, "clause"), Renvois.VALEUR_EN_DOUBLE(valeur=nom))


def _total(
    c: Consultation, fiche: Fiche[Conseil], ou: Chemin, prises: list[ClausePrise], criteres: list[CritereAutre]
) -> Iterator[Anomalie]:
    des_clauses = sum(_poids(c.fiches("clauses")[prise.clause].contenu, prise) for prise in prises)
    des_autres = sum(critere.poids for critere in criteres)
    total = des_clauses + des_autres
    if abs(total - 100) <= MARGE or (not total and fiche.contenu.forme == LETTRE):
        return
    if fiche.contenu.lots and not total:
        yield fiche.anomalie(ou, Conseils.LOT_SANS_CRITERE())
        return
    constat = Conseils.POIDS_DU_DOSSIER(
        total=nombre(total),
        ecart=f"{quantite(abs(100 - total), 'points')} de {'plus' if total < 100 else 'moins'}",
        des_clauses=nombre(des_clauses),
        des_autres=nombre(des_autres),
    )
    yield fiche.anomalie(ou, constat)


def _les_lots(fiche: Fiche[Conseil]) -> Iterator[Anomalie]:
    """Deux lots au moins, de travaux, chacun son numéro ; leurs parts font le montant ; une clause reprise l'est à l'identique."""
    conseil = fiche.contenu
    if not conseil.lots:
        return
    if conseil.marche != "travaux" or conseil.forme == LETTRE or len(conseil.lots) < DEUX:
        yield fiche.anomalie(("lots",), Conseils.PAS_UNE_OPERATION())
    parts = sum(lot.part for lot in conseil.lots)
    if abs(parts - 100) > MARGE:
        yield fiche.anomalie(("lots",), Conseils.PARTS_DES_LOTS(total=nombre(parts)))
    codes: set[int] = set()
    prises = {prise.clause: prise for prise in conseil.clauses}
    communes = set(prises)
    for i, lot in enumerate(conseil.lots):
        if lot.code in codes:
            yield fiche.anomalie(("lots", i, "code"), Conseils.LOT_EN_DOUBLE(lot=lot.code))
        codes.add(lot.code)
        for rang, prise in enumerate(lot.clauses):
            deja = prises.setdefault(prise.clause, prise)
            pareilles = (deja.niveau, deja.sans, deja.valeurs) == (prise.niveau, prise.sans, prise.valeurs)
            if prise.clause in communes or not pareilles:
                constat = Conseils.CLAUSE_REPRISE_AUTREMENT(clause=prise.clause)
                yield fiche.anomalie(("lots", i, "clauses", rang, "clause"), constat)


def _clause(
    fiche: Fiche[Conseil], ou: Chemin, prise: ClausePrise, clause: Clause, familles: list[str]
) -> Iterator[Anomalie]:
    conseil = fiche.contenu
    nom, ici = prise.clause, (*ou, "clause")
    if clause.statut == "retiree":
        yield fiche.anomalie(ici, Conseils.CLAUSE_RETIREE(clause=nom))
    if not {TOUTES_FAMILLES, *familles} & set(clause.segments):
        constat = Conseils.CLAUSE_D_UNE_AUTRE_FAMILLE(clause=nom, famille=familles[0], familles=clause.segments)
        yield fiche.anomalie(ici, constat)
    if conseil.marche not in clause.marches:
        constat = Conseils.CLAUSE_D_UN_AUTRE_MARCHE(clause=nom, marche=conseil.marche, marches=clause.marches)
        yield fiche.anomalie(ici, constat)
    if (prise.niveau == LETTRE) != (conseil.forme == LETTRE):
        constat = Conseils.NIVEAU_D_UNE_AUTRE_FORME(forme=conseil.forme, niveau=prise.niveau)
        yield fiche.anomalie((*ou, "niveau") if "niveau" in prise.model_fields_set else ici, constat)
        return
    niveaux = niveaux_de(clause)
    if prise.niveau not in niveaux:
        constat = Conseils.NIVEAU_ABSENT(clause=nom, niveau=prise.niveau, niveaux=niveaux)
        yield fiche.anomalie((*ou, "niveau") if "niveau" in prise.model_fields_set else ici, constat)
        return
    siens = [d.id for d in textes_pris(clause, prise.niveau)]
    for i, texte in enumerate(prise.sans):
        if texte not in siens:
            constat = Conseils.TEXTE_HORS_NIVEAU(
                conseil=proche(texte, siens), clause=nom, texte=texte, niveau=prise.niveau, textes=siens
            )
            yield fiche.anomalie((*ou, "sans", i), constat)
    for variable in prise.valeurs:
        if variable not in clause.variables:
            noms = list(clause.variables)
            constat = Conseils.VARIABLE_ABSENTE(
                conseil=proche(variable, noms), clause=nom, variable=variable, variables=noms
            )
            yield fiche.anomalie((*ou, "valeurs", variable), constat)


def niveaux_de(clause: Clause) -> list[str]:
    """Rend les niveaux que la clause a vraiment : la lettre, puis ceux de ses autres textes."""
    lettres = [d for d in clause.dispositions if d.piece == PIECE_DE_LETTRE]
    autres = {d.niveau for d in clause.dispositions if d.piece != PIECE_DE_LETTRE}
    return [*([LETTRE] if lettres else []), *(n for n in NIVEAUX if n in autres)]


def textes_pris(clause: Clause, niveau: str) -> list[Disposition]:
    """Rend les textes de la clause à ce niveau : ceux de la lettre, ou ceux des autres documents."""
    if niveau == LETTRE:
        return [d for d in clause.dispositions if d.piece == PIECE_DE_LETTRE]
    par_niveau = zip([n for n in NIVEAUX if n in clause.niveaux], retenus(clause, list(NIVEAUX)), strict=True)
    return [d for d in dict(par_niveau)[niveau] if d.piece != PIECE_DE_LETTRE]


def _poids(clause: Clause, prise: ClausePrise) -> float:
    """Rend ce que pèsent ensemble les critères que la clause donne au dossier, en pour cent."""
    if prise.niveau not in niveaux_de(clause):
        return 0.0
    noms = [d.ponderation for d in textes_pris(clause, prise.niveau) if d.ponderation and d.id not in prise.sans]
    valeurs = [prise.valeurs.get(nom, clause.variables[nom].defaut) for nom in noms if nom in clause.variables]
    return sum(float(valeur) for valeur in valeurs if isinstance(valeur, int | float))
