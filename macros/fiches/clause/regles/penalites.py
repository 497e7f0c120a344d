"""Une pénalité se calcule et se plafonne ; la dérogation au CCAG qu'elle suppose est écrite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.dispositions import dispositions
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.phrases import demandees
from macros.lecture.anomalie import Anomalie, Defaut, Gravite

TEMPS = re.compile(r"\b(?:jours?|semaines?|mois|retard|date)\b", re.IGNORECASE)
SANS_MISE_EN_DEMEURE = re.compile(
    r"\binstantanés?\b|\bse (?:répète|renouvelle|reproduit)\b|\brépétition\b|\bde nouveau\b|\bchaque nouve(?:au|lle)\b"
    r"|\brev(?:enue?s?|ient|iennent) (?:dans|pendant)\b|\bde même nature est constaté"
    r"|\b(?:demeure|reste|retrouve)\b[^.;]{0,40}\b(?:relevé|trimestre|semestre|année|bilan|mesure|total) (?:suivante?|qui suit)\b",
    re.IGNORECASE,
)
"""Ce qui se sanctionne d'emblée : un fait dit instantané, le retour d'un fait que le titulaire avait corrigé, ou l'écart attendu au relevé
suivant : sans la phrase partagée, un bon relevé entre deux mauvais l'efface."""


class Penalites(Defaut):
    """Les pénalités et le CCAG"""

    PENALITE_INCOMPLETE = (
        "il manque {champs} → Les CCAG renvoient au CCAP le montant ; la pénalité suit une mise en demeure restée sans effet.",
        Gravite.A_FINIR,
    )
    PENALITE_SANS_PLAFOND = (
        "la pénalité « {nom} » n'a pas de plafond → Ajoutez plafond, ou sans_plafond avec la raison.",
        Gravite.ALERTE,
    )
    PLAFOND_CONTRADICTOIRE = "la pénalité « {nom} » a un plafond, et dit ne pas en avoir → Gardez plafond, ou sans_plafond, un seul des deux."
    DEROGATION_MUETTE = (
        "la clause vise un CCAG sans dire à quoi elle déroge, ni pourquoi elle n'y déroge pas"
        " → Ajoutez deroge_a (une phrase de data/socle et les textes qu'elle sert), ou sans_derogation avec la raison.",
        Gravite.A_FINIR,
    )
    PENALITE_SANS_DEROGATION = (
        "la pénalité « {nom} » ne s'appuie pas sur {socle}"
        " → Ajoutez à ccag.deroge_a : {{socle: {socle}, textes: [{nom}]}}, ou sans_derogation avec la raison.",
        Gravite.A_FINIR,
    )
    DEROGATION_EN_DOUBLE = "« {socle} » est deux fois dans deroge_a → Gardez une ligne, avec les textes des deux."
    DEROGATION_PERDUE = (
        "« {nom} » remplace « {remplace} », que sert {socle}, sans que {socle} le serve : à son niveau, la phrase disparaît"
        " → Ajoutez {nom} aux textes de {socle}, dans ccag.deroge_a."
    )
    PHRASE_SANS_ARTICLE = (
        "« {socle} » ne dit pas à quel article déroge le CCAG {cahier}, que la clause vise"
        " → Ajoutez à deroge, dans {fichier}, l'article qu'une source donne ; sinon, retirez {cahier} de ccag.cahiers."
    )


def penalite_complete(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une pénalité a un fait, un montant, une unité comptée et une mise en demeure préalable.

    CCAG 2021, clauses environnementale et d'insertion (FCS, PI, TIC 16.1 et 16.2 ; Travaux 20.1 et 20.2 ; MOE 18.1 et
    18.2 ; MI 17.1 et 17.2) : la pénalité suit une mise en demeure, les documents particuliers en fixent le montant.
    """
    attendus = {
        "fait": "le fait compté (fait)",
        "montant": "le montant (montant, le nom d'une variable)",
        "par": "l'unité comptée (par)",
        "mise_en_demeure": "la mise en demeure préalable (mise_en_demeure)",
    }
    for chemin, d in dispositions(fiche, "penalite"):
        if manques := [texte for champ, texte in attendus.items() if not getattr(d, champ)]:
            yield fiche.anomalie((*chemin, "nature"), Penalites.PENALITE_INCOMPLETE(champs=manques))


def plafond_dit(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une pénalité a un plafond, ou dit pourquoi elle n'en a pas ; jamais les deux.

    Le plafond de 10 % des CCAG est écrit pour le retard (FCS 14.1, Travaux 19.2…), non pour ces pénalités.
    """
    for chemin, d in dispositions(fiche):
        if d.nature == "penalite" and not d.plafond and not d.sans_plafond:
            yield fiche.anomalie((*chemin, "nature"), Penalites.PENALITE_SANS_PLAFOND(nom=d.id))
        if d.plafond and d.sans_plafond:
            yield fiche.anomalie((*chemin, "sans_plafond"), Penalites.PLAFOND_CONTRADICTOIRE(nom=d.id))


def derogation_ecrite(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une clause qui vise un CCAG y déroge par une phrase partagée, ou dit pourquoi elle n'en a pas besoin.

    CCP R2112-3 : le marché indique les articles auxquels il déroge. Une pénalité comptée par le temps tomberait sous
    le plafond de 10 % (FCS 14.1.2, Travaux 19.2.2) ; un fait dit instantané, ou qui revient, n'a pas la mise en demeure
    que veulent les clauses environnementales (16.2.3, 20.2.3). Ce que toute pénalité et tout critère supposent, leur
    phrase vient d'elle-même (``appelee_par``).
    """
    ccag = fiche.contenu.ccag
    if not ccag.cahiers or ccag.sans_derogation:
        return
    demandes = demandees(c, fiche.contenu)
    if not demandes:
        yield fiche.anomalie(("ccag",), Penalites.DEROGATION_MUETTE())
    socles = [d.socle for d in ccag.deroge_a]
    for rang, socle in enumerate(socles):
        if socle in socles[:rang]:
            yield fiche.anomalie(("ccag", "deroge_a", rang), Penalites.DEROGATION_EN_DOUBLE(socle=socle))
    if any(socle not in c.fiches("socle") for socle in socles):
        return  # un nom mal écrit, ou un fichier refusé : déjà signalé, il sert peut-être ce qui manquerait
    servis = {(d.socle, texte) for d in demandes for texte in d.textes}
    for rang, d in enumerate(fiche.contenu.dispositions):
        for socle, ecrit, motif in (
            ("plafond-10", d.par or "", TEMPS),
            ("sanction-immediate", d.texte, SANS_MISE_EN_DEMEURE),
        ):
            if d.nature == "penalite" and motif.search(ecrit) and (socle, d.id) not in servis:
                constat = Penalites.PENALITE_SANS_DEROGATION(nom=d.id, socle=socle)
                yield fiche.anomalie(("dispositions", rang, "nature"), constat)


def derogation_gardee(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Le texte d'un niveau supérieur garde les phrases partagées de celui qu'il remplace : le dossier ne les prend que d'un texte retenu."""
    for rang, derogation in enumerate(fiche.contenu.ccag.deroge_a):
        servis = derogation.textes
        for d in fiche.contenu.dispositions:
            for nom in d.remplace:
                if nom in servis and d.id not in servis:
                    constat = Penalites.DEROGATION_PERDUE(nom=d.id, remplace=nom, socle=derogation.socle)
                    yield fiche.anomalie(("ccag", "deroge_a", rang, "textes"), constat)


def article_de_chaque_cahier(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une phrase partagée qui déroge donne l'article de chaque CCAG que la clause vise ; propre à un seul, elle ne joue qu'avec lui.

    Sans lui, l'acheteur qui choisit ce cahier n'a pas la dérogation, et l'engagement ou la pénalité cède devant lui.
    """
    ccag = fiche.contenu.ccag
    for derogation in demandees(c, fiche.contenu):
        socle = c.fiches("socle").get(derogation.socle)
        if socle is None or len(socle.contenu.deroge) < 2:
            continue
        for cahier in (code for code in ccag.cahiers if code not in socle.contenu.deroge):
            valeurs = {"socle": socle.id, "cahier": cahier, "fichier": socle.fichier}
            yield fiche.anomalie(("ccag", "cahiers"), Penalites.PHRASE_SANS_ARTICLE(**valeurs))
