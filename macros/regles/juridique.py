"""Le droit comme contrôle : ce qu'un juge ou un concurrent évincé verrait dans une clause.

Les erreurs lisent les champs structurés. Les règles sur les mots ne sont que des alertes : « local » vit aussi dans
*locaux* et *collectivité locale*, une distance dans un délai de livraison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from macros.modele import Anomalie, Base, Clause, Disposition, Fiche, Gravite

from .outils import phrases

EXIGENCES = {"specification-technique", "condition-execution", "critere-selection", "marche-reserve"}
NEGATION = re.compile(r"\b(?:ne|n[’'](?:\w|est|a)\w*|ni|aucune?|jamais|sans|exclu\w*|interdit\w*)\b", re.IGNORECASE)


def _dispositions(base: Base, *natures: str) -> Iterator[tuple[Fiche[Clause], tuple, Disposition]]:
    for fiche in base.clauses.values():
        for rang, disposition in enumerate(fiche.contenu.dispositions):
            if not natures or disposition.nature in natures:
                yield fiche, ("dispositions", rang), disposition


def critere_complet(base: Base) -> Iterator[Anomalie]:
    """Un critère dit ce qui est évalué, sa preuve, son barème et son poids.

    CCP R2152-11 et R2152-12 (critères et modalités annoncés, pondérés ou hiérarchisés) ; CE, 15 février 2013,
    n° 363921 (bilan carbone sans méthode) ; TA Grenoble, 14 novembre 2025, n° 2510707 (critère sans contenu).
    """
    attendus = {
        "elements": "ce qui est évalué (elements)", "preuve": "la preuve attendue (preuve)",
        "bareme": "la façon de donner les points (bareme)", "ponderation": "le poids (ponderation)",
        "cadre_reponse": "les questions posées au candidat (cadre_reponse)",
    }
    for fiche, chemin, disposition in _dispositions(base, "critere-attribution"):
        manques = [texte for champ, texte in attendus.items() if not getattr(disposition, champ)]
        if manques:
            yield fiche.anomalie((*chemin, "nature"), "critere-incomplet", f"il manque {', '.join(manques)}",
                                 "Un critère sans contenu fait annuler la procédure (CCP R2152-11, R2152-12 ; CE n° 363921).")


def penalite_complete(base: Base) -> Iterator[Anomalie]:
    """Une pénalité a une assiette, un montant et une mise en demeure préalable.

    CCAG 2021, clauses environnementale et d'insertion (FCS, PI, TIC 16.1 et 16.2 ; Travaux 20.1 et 20.2 ; MOE 18.1 et
    18.2 ; MI 17.1 et 17.2) : la pénalité suit une mise en demeure, les documents particuliers en fixent le montant.
    """
    attendus = {"base": "le fait compté (base)", "montant": "le montant (montant)",
                "mise_en_demeure": "la mise en demeure préalable (mise_en_demeure)"}
    for fiche, chemin, disposition in _dispositions(base, "penalite"):
        manques = [texte for champ, texte in attendus.items() if not getattr(disposition, champ)]
        if manques:
            yield fiche.anomalie((*chemin, "nature"), "penalite-incomplete", f"il manque {', '.join(manques)}",
                                 "Les CCAG renvoient au CCAP le montant ; la pénalité suit une mise en demeure restée sans effet.")


def penalite_sans_plafond(base: Base) -> Iterator[Anomalie]:
    """Une pénalité a un plafond, ou dit pourquoi elle n'en a pas.

    Le plafond de 10 % des CCAG est écrit pour le retard (FCS 14.1, Travaux 19.2…), non pour ces pénalités.
    """
    for fiche, chemin, disposition in _dispositions(base, "penalite"):
        if not disposition.plafond and not disposition.sans_plafond:
            yield fiche.anomalie((*chemin, "nature"), "penalite-sans-plafond", "la pénalité n'a pas de plafond",
                                 "Ajoutez plafond, ou sans_plafond avec la raison.", Gravite.ALERTE)


def insertion_complete(base: Base) -> Iterator[Anomalie]:
    """Une clause d'insertion dit les heures, les publics, le contrôle et la conséquence.

    CCAG 2021, articles 16.1 (FCS, PI, TIC), 17.1 (MI), 18.1 (MOE), 20.1 (Travaux) : périmètre, profils, volume horaire.
    """
    for fiche in base.clauses.values():
        clause = fiche.contenu
        concernee = "insertion" in clause.themes and "condition-execution" in clause.natures
        if clause.insertion is None and not concernee:
            continue
        insertion = clause.insertion
        manques = [nom for nom in ("heures", "publics", "controle", "consequence")
                   if insertion is None or not getattr(insertion, nom)]
        if manques:
            yield fiche.anomalie(("insertion",) if insertion else ("themes",), "insertion-incomplete",
                                 f"une clause d'insertion doit dire : {', '.join(manques)}",
                                 "Complétez le bloc insertion (CCAG-FCS 16.1 ou CCAG-Travaux 20.1).")


def exigence_prouvee(base: Base) -> Iterator[Anomalie]:
    """Ce qui est exigé se prouve et se contrôle.

    CCP R2111-11 et R2111-16 (preuve par tout moyen approprié) ; CCAG 2021, 16.2, 17.2, 18.2, 20.2 : obligations
    vérifiables par des méthodes objectives et effectivement contrôlées.
    """
    for fiche in base.clauses.values():
        clause = fiche.contenu
        exigences = [n for n in clause.natures if n in EXIGENCES]
        if exigences and not clause.preuves:
            yield fiche.anomalie(("dispositions",), "exigence-sans-preuve", "la clause exige sans demander de preuve",
                                 "Ajoutez preuves : quoi, qui, quand.")
        if exigences and not clause.controle:
            yield fiche.anomalie(("dispositions",), "exigence-sans-controle", "la clause exige sans dire qui contrôle",
                                 "Ajoutez controle : qui, comment, frequence, suite.")


DEROGE = re.compile(r"\bd[ée]rog(?:e|ent|er|ation|eant)\w*\b[^.;\n]{0,80}\b(?:article|CCAG|cahier)", re.IGNORECASE)


def derogation_nommee(base: Base) -> Iterator[Anomalie]:
    """Une dérogation à un CCAG est nommée. CCP R2112-3 : le marché indique les articles auxquels il déroge."""
    for fiche, chemin, disposition in _dispositions(base):
        for phrase in phrases(disposition.texte):
            if DEROGE.search(phrase) and not NEGATION.search(phrase) and not fiche.contenu.ccag.deroge_a:
                yield fiche.anomalie((*chemin, "texte"), "derogation-non-nommee",
                                     "le texte déroge à un CCAG sans que l'article soit nommé dans ccag.deroge_a",
                                     "Ajoutez ccag.deroge_a : article (« FCS 14.1 ») et objet (CCP R2112-3).")
    for fiche in base.clauses.values():
        for rang, derogation in enumerate(fiche.contenu.ccag.deroge_a):
            if derogation.article.split()[0] not in fiche.contenu.ccag.cahiers:
                yield fiche.anomalie(("ccag", "deroge_a", rang, "article"), "derogation-hors-cahier",
                                     f"« {derogation.article} » n'est pas d'un cahier visé par la clause",
                                     "Ajoutez le cahier à ccag.cahiers, ou corrigez l'article.")


SIGNES = re.compile(
    r"\b(?:[ÉE]colabel\w*|NF\s?(?:Environnement|EN|P|X|T|S)?\s?[A-Z]?\s?\d[\d-]*|NF\s?Environnement|Ange [Bb]leu|Blue Angel"
    r"|EPEAT|TCO Certified|Energy Star|FSC|PEFC|GOTS|OEKO-TEX|Oeko-Tex|Fairtrade|Max Havelaar|ISO\s?\d{3,5}|EN\s?\d{3,5}"
    r"|Nordic Swan|Cradle to Cradle|Label Rouge|Bleu-Blanc-C[œo]e?ur|BBCA|Windows|Microsoft|Apple|Android|Linux|Dell|HP)\b")
EQUIVALENT = re.compile(r"[ée]quivalen", re.IGNORECASE)


def signe_sans_equivalent(base: Base) -> Iterator[Anomalie]:
    """Un label, une marque ou une norme est suivi de « ou équivalent ».

    CCP R2111-7 (marque, procédé), R2111-9 et R2111-11 (normes), R2111-12 à R2111-17 (labels) ; CJUE, 16 janvier 2025,
    C-424/23, DYKA ; TA Nancy, n° 2400092.
    """
    for fiche, chemin, disposition in _dispositions(base):
        for champ in ("texte", "preuve", "bareme", "cadre_reponse"):
            yield from _signes(fiche, (*chemin, champ), getattr(disposition, champ))
        for rang, element in enumerate(disposition.elements):
            yield from _signes(fiche, (*chemin, "elements", rang), element)
    for fiche in base.clauses.values():
        for rang, preuve in enumerate(fiche.contenu.preuves):
            yield from _signes(fiche, ("preuves", rang, "quoi"), preuve.quoi)


def _signes(fiche: Fiche, chemin: tuple, texte: str | None) -> Iterator[Anomalie]:
    for phrase in phrases(texte or ""):
        if (trouve := SIGNES.search(phrase)) and not EQUIVALENT.search(phrase):
            yield fiche.anomalie(chemin, "signe-sans-equivalent", f"« {trouve[0]} » n'est pas suivi de « ou équivalent »",
                                 "Ajoutez « ou équivalent » dans la même phrase et listez les caractéristiques voulues "
                                 "(CCP R2111-7 à R2111-17).", Gravite.ALERTE)
            return


_LOCAL = r"(?:loca(?:l|le|les|ux)|r[ée]giona(?:l|le|les|ux)|d[ée]partementa(?:l|le|les|ux)|occitan(?:e|es|s)?)"
_NOMS = (r"(?:produits?|denr[ée]es?|fournisseurs?|entreprises?|producteurs?|approvisionnements?|emplois?|main-d[’']œuvre"
         r"|mat[ée]riaux|prestataires?|artisans?|fili[èe]res?|circuits?|provenance|origine|fabrication|production|achats?|offres?)")
LOCALITE = re.compile(
    rf"\b{_NOMS}\s+(?:\w+\s+){{0,2}}?{_LOCAL}\b"
    r"|\b(?:situ[ée]|implant[ée]|[ée]tabli|install[ée]|domicili[ée])e?s?\s+(?:en|dans|sur|[àa])\s+(?:la\s+|le\s+|l[’'])?"
    r"(?:Occitanie|r[ée]gion|d[ée]partement|commune|territoire|agglom[ée]ration|canton)\b"
    r"|\b(?:rayon|distance|moins|maximum|maximale?|plus)\s+(?:\w+\s+){0,4}?(?:\d+|\{\{\s*\w+\s*\}\})\s*(?:km|kilom[èe]tres?)\b"
    r"|\bproximit[ée] (?:g[ée]ographique|du si[èe]ge|de l[’']entreprise)", re.IGNORECASE)
NATURES_JUGEANTES = ("specification-technique", "condition-execution", "critere-attribution", "critere-selection", "variante",
                     "marche-reserve")


def preference_locale(base: Base) -> Iterator[Anomalie]:
    """Ni lieu, ni distance, ni « local » comme exigence ou critère.

    Égalité de traitement (CCP L3) et lien avec l'objet (L2112-3, R2152-7). CCP L2112-4 permet d'exiger des moyens
    situés dans l'Union européenne : la phrase qui le vise n'est pas retenue.
    """
    for fiche, chemin, disposition in _dispositions(base, *NATURES_JUGEANTES):
        textes = [((*chemin, "texte"), disposition.texte), ((*chemin, "bareme"), disposition.bareme or "")]
        textes += [((*chemin, "elements", rang), e) for rang, e in enumerate(disposition.elements)]
        for ou, texte in textes:
            for phrase in phrases(texte):
                trouve = LOCALITE.search(phrase)
                if trouve and not NEGATION.search(phrase) and "Union européenne" not in phrase:
                    yield fiche.anomalie(ou, "preference-locale", f"« {trouve[0]} » peut se lire comme une préférence locale",
                                         "Visez la fraîcheur, la saison, les émissions, un délai d'intervention ou une organisation "
                                         "(CCP L3, L2112-3).", Gravite.ALERTE)
                    break


POLITIQUE = re.compile(
    r"\b(?:politiques?|d[ée]marches?|engagements?|strat[ée]gies?|chartes?|actions?|bilan carbone|certifications?|labels?|maturit[ée])\s+"
    r"(?:[\w’'-]+\s+){0,5}?(?:de\s+l[’']entreprise|de\s+la\s+soci[ée]t[ée]|du\s+candidat\s+en\s+g[ée]n[ée]ral|du\s+groupe|de\s+votre\s+entreprise)\b"
    r"|\bpolitique\s+(?:RSE|soci[ée]tale|de\s+d[ée]veloppement\s+durable|environnementale\s+g[ée]n[ée]rale|g[ée]n[ée]rale)\b"
    r"|\bRSE\b|\bB\s?Corp\b|\bEcoVadis\b|\bISO\s?(?:14001|26000)\b|\brapport de durabilit[ée]\b|\bCSRD\b", re.IGNORECASE)


def politique_generale(base: Base) -> Iterator[Anomalie]:
    """On note l'offre, pas la politique générale de l'entreprise.

    CE, 25 mai 2018, n° 417580, Nantes Métropole ; TA Strasbourg, 14 février 2025, n° 2500382.
    """
    for fiche, chemin, disposition in _dispositions(base, "critere-attribution"):
        textes = [((*chemin, champ), getattr(disposition, champ) or "") for champ in ("texte", "preuve", "bareme", "cadre_reponse")]
        textes += [((*chemin, "elements", rang), e) for rang, e in enumerate(disposition.elements)]
        for ou, texte in textes:
            for phrase in phrases(texte):
                if (trouve := POLITIQUE.search(phrase)) and not NEGATION.search(phrase):
                    yield fiche.anomalie(ou, "politique-generale", f"« {trouve[0]} » note l'entreprise et non l'offre",
                                         "Notez les moyens affectés au marché (CE, 25 mai 2018, n° 417580).", Gravite.ALERTE)
                    break


ALERTES = ("penalite-sans-plafond", "signe-sans-equivalent", "preference-locale", "politique-generale")


def lever(base: Base, anomalies: list[Anomalie]) -> list[Anomalie]:
    """Retire les alertes levées par leur fiche ; une levée sans objet devient elle-même une anomalie."""
    par_fichier = {f.fichier: f for f in base.clauses.values()}
    servies: set[tuple[str, str]] = set()
    gardees = []
    for anomalie in anomalies:
        fiche = par_fichier.get(anomalie.fichier)
        if anomalie.gravite is Gravite.ALERTE and fiche and any(
                levee.regle == anomalie.code for levee in fiche.contenu.alertes_levees):
            servies.add((anomalie.fichier, anomalie.code))
        else:
            gardees.append(anomalie)
    for fiche in base.clauses.values():
        for rang, levee in enumerate(fiche.contenu.alertes_levees):
            signaler = partial(fiche.anomalie, ("alertes_levees", rang, "regle"))
            if levee.regle not in ALERTES:
                gardees.append(signaler("alerte-levee-inconnue", f"« {levee.regle} » n'est pas une alerte que l'on peut lever",
                                        f"Alertes qui se lèvent : {', '.join(ALERTES)}."))
            elif (fiche.fichier, levee.regle) not in servies:
                gardees.append(signaler("alerte-levee-inutile", f"l'alerte « {levee.regle} » ne se produit plus",
                                        "Retirez cette levée d'alerte."))
    return gardees
