"""Les règles sur les mots : des alertes, car « local » vit aussi dans *locaux* et *collectivité locale*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.types import Balise
from macros.fiches.clause.dispositions import Disposition, dispositions
from macros.fiches.clause.modele import Clause
from macros.lecture.anomalie import Anomalie, Chemin, Constat, Defaut, Gravite
from macros.regles.contrat import mots_de_contrat
from macros.regles.outils import phrases, phrases_avec


class MotsDeClause(Defaut):
    """Les mots d’une clause"""

    SIGNE_SANS_EQUIVALENT = (
        "« {extrait} » n'est pas suivi de « ou équivalent »"
        " → Ajoutez « ou équivalent » dans la même phrase et listez les caractéristiques voulues (CCP R2111-7 à R2111-17).",
        Gravite.ALERTE,
    )
    PREFERENCE_LOCALE = (
        "« {extrait} » peut se lire comme une préférence locale"
        " → Visez la fraîcheur, la saison, les émissions, un délai d'intervention ou une organisation (CCP L3, L2112-3).",
        Gravite.ALERTE,
    )
    LOI_SANS_ARTICLE = (
        "« {extrait} » fonde ce qui est dû, sans l'article"
        " → Citez l'article : « L. 2112-2 du code de la commande publique », « article 58 de la loi n° 2020-105 ».",
        Gravite.ALERTE,
    )
    POLITIQUE_GENERALE = (
        "« {extrait} » note l'entreprise et non l'offre"
        " → Notez les moyens affectés au marché (CE, 25 mai 2018, n° 417580).",
        Gravite.ALERTE,
    )


NEGATION = re.compile(
    r"\b(?:ne|n[’']\w+)\b.{0,60}\b(?:pas|ni|jamais|aucune?|plus)\b|\b(?:aucune?|jamais)\b|\bni\b.*\bni\b"
    r"|\bsans (?:considération|condition|préférence|exigence)\b",
    re.IGNORECASE | re.DOTALL,
)
SIGNES = re.compile(
    r"[ÉEABCcDFGHILMNOPRTW](?<!\w.)(?<=(?=(?P<signe>(?:"
    r"[ÉE]colabel\w*|NF\s?(?:Environnement|EN|P|X|T|S)?\s?[A-Z]?\s?\d[\d-]*|NF\s?Environnement|Ange [Bb]leu|Blue Angel"
    r"|EPEAT|TCO Certified|Energy Star|FSC|PEFC|GOTS|OEKO-TEX|Oeko-Tex|Fairtrade|Max Havelaar|ISO\s?\d{3,5}|EN\s?\d{3,5}"
    r"|Nordic Swan|Cradle to Cradle|Label Rouge|Bleu-Blanc-C[œo]e?ur|BBCA|Windows|Microsoft|Apple|Android|Linux|Dell|HP"
    r"|ISCC|RSPO|MSC|ASC|HQE|BREEAM|LEED|[Cc]ertifi\w+ [A-Z][A-Z0-9-]+)\b)).)"
)
"""Le premier signe d'abord, le mot ensuite : le moteur saute ce qui ne peut rien commencer."""
EQUIVALENT = re.compile(r"[ée]quivalen", re.IGNORECASE)


def _textes(chemin: Chemin, d: Disposition) -> list[tuple[Chemin, str]]:
    """Rend (chemin, texte) de ce qui juge ou oblige dans un texte à insérer : le texte, et chaque ligne notée."""
    textes = [((*chemin, "texte"), d.texte)]
    for rang, e in enumerate(d.elements):
        racine = (*chemin, "elements", rang)
        textes += [((*racine, champ), getattr(e, champ)) for champ in ("intitule", "preuve", "question")]
        textes += [((*racine, "mesure", "paliers", i, "si"), p.si) for i, p in enumerate(e.mesure.paliers)]
    return textes


def signe_sans_equivalent(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Un label, une marque ou une norme est suivi de « ou équivalent ».

    CCP R2111-7 (marque, procédé), R2111-9 et R2111-11 (normes), R2111-12 à R2111-17 (labels) ; CJUE, 16 janvier 2025,
    C-424/23, DYKA ; TA Nancy, n° 2400092.
    """
    for chemin, disposition in dispositions(fiche):
        for ou, texte in _textes(chemin, disposition):
            yield from _signes(fiche, ou, texte)
    for rang, preuve in enumerate(fiche.contenu.preuves):
        yield from _signes(fiche, ("preuves", rang, "quoi"), preuve.quoi)


def _signes(fiche: Fiche[Clause], chemin: Chemin, texte: str | None) -> Iterator[Anomalie]:
    for debut, phrase, trouve in phrases_avec(SIGNES, texte or ""):
        if not EQUIVALENT.search(phrase):
            constat = MotsDeClause.SIGNE_SANS_EQUIVALENT(extrait=trouve["signe"])
            yield fiche.anomalie_des_mots(chemin, texte or "", debut + trouve.start(), constat)
            return


_NOMS = (
    r"(?:produits?|denr[ée]es?|fournisseurs?|entreprises?|producteurs?|approvisionnements?|emplois?|main-d[’']œuvre"
    r"|mat[ée]riaux|prestataires?|artisans?|fili[èe]res?|circuits?|provenance|origine|fabrication|production|achats?|offres?)"
)


@une_fois
def localite(c: Consultation) -> re.Pattern[str]:
    """Rend ce qui dit un lieu dans une phrase : « local », le nom ou l'adjectif d'une région, une distance."""
    regions = c.valeurs("regions").values()
    adjectifs = "".join(f"|{re.escape(mot)}s?" for region in regions for mot in region.mots)
    noms = "".join(re.escape(region.libelle).replace("’", "[’']") + "|" for region in regions)
    local = rf"(?:loca(?:l|le|les|ux)|r[ée]giona(?:l|le|les|ux)|d[ée]partementa(?:l|le|les|ux){adjectifs})"
    return re.compile(
        rf"\b(?=[acdeéfimoprs])(?:{_NOMS}\s+(?:\w+\s+){{0,2}}?{local}\b"  # les initiales d’abord : deux fois plus vite
        r"|(?:situ[ée]|implant[ée]|[ée]tabli|install[ée]|domicili[ée])e?s?\s+(?:en|dans|sur|[àa])\s+(?:la\s+|le\s+|l[’'])?"
        rf"(?:{noms}r[ée]gion|d[ée]partement|commune|territoire|agglom[ée]ration|canton)\b"
        r"|(?:rayon|distance|moins|maximum|maximale?|plus)\s+(?:\w+\s+){0,4}?(?:\d+|\{\{\s*\w+\s*\}\})\s*(?:km|kilom[èe]tres?)\b"
        r"|proximit[ée] (?:g[ée]ographique|du si[èe]ge|de l[’']entreprise))",
        re.IGNORECASE,
    )


NATURES_JUGEANTES = (
    "specification-technique",
    "condition-execution",
    "critere-attribution",
    "critere-selection",
    "variante",
    "marche-reserve",
)


def preference_locale(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Ni lieu, ni distance, ni « local » comme exigence ou critère.

    Égalité de traitement (CCP L3) et lien avec l'objet (L2112-3, R2152-7). CCP L2112-4 permet d'exiger des moyens
    situés dans l'Union européenne : la phrase qui le vise n'est pas retenue.
    """
    for chemin, disposition in dispositions(fiche, *NATURES_JUGEANTES):
        for ou, texte in _textes(chemin, disposition):
            for debut, phrase, trouve in phrases_avec(localite(c), texte):
                if not NEGATION.search(phrase) and "Union européenne" not in phrase:
                    constat = MotsDeClause.PREFERENCE_LOCALE(extrait=trouve[0])
                    yield fiche.anomalie_des_mots(ou, texte, debut + trouve.start(), constat)
                    break


POLITIQUE = re.compile(
    r"\b(?:politiques?|d[ée]marches?|engagements?|strat[ée]gies?|chartes?|actions?|bilan carbone|certifications?|labels?|maturit[ée])\s+"
    r"(?:[\w’'-]+\s+){0,5}?(?:de\s+l[’']entreprise|de\s+la\s+soci[ée]t[ée]|du\s+candidat\s+en\s+g[ée]n[ée]ral|du\s+groupe|de\s+votre\s+entreprise)\b"
    r"|\bpolitique\s+(?:RSE|soci[ée]tale|de\s+d[ée]veloppement\s+durable|environnementale\s+g[ée]n[ée]rale|g[ée]n[ée]rale)\b"
    r"|\bRSE\b|\bB\s?Corp\b|\bEcoVadis\b|\bISO\s?(?:14001|26000)\b|\brapport de durabilit[ée]\b|\bCSRD\b",
    re.IGNORECASE,
)


def politique_generale(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """On note l'offre, pas la politique générale de l'entreprise.

    CE, 25 mai 2018, n° 417580, Nantes Métropole ; TA Strasbourg, 14 février 2025, n° 2500382.
    """
    for chemin, disposition in dispositions(fiche, "critere-attribution"):
        for ou, texte in _textes(chemin, disposition):
            for debut, phrase, trouve in phrases_avec(POLITIQUE, texte):
                if not NEGATION.search(phrase):
                    constat = MotsDeClause.POLITIQUE_GENERALE(extrait=trouve[0])
                    yield fiche.anomalie_des_mots(ou, texte, debut + trouve.start(), constat)
                    break


def loi_sans_article(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une loi, un décret ou un code qui fonde ce qui est dû vient avec son article, dans une clause comme dans une page.

    On ne relève que ce qui oblige (« en application de », « impose »), et aucun article n'est dans la phrase.
    """
    for chemin, _, texte in fiche.marques(Balise):
        for position, constat in _sans_article(c, texte):
            yield fiche.anomalie_des_mots(chemin, texte, position, constat)


def loi_sans_article_d_une_page(c: Consultation) -> Iterator[Anomalie]:
    """La même règle, dans les pages."""
    for page in c.pages.values():
        for position, constat in _sans_article(c, page.corps):
            yield constat.dans(page.fichier, page.ligne_corps + page.corps.count("\n", 0, position))


def _sans_article(c: Consultation, texte: str) -> Iterator[tuple[int, Constat]]:
    droit = resolveur(c)
    for debut, phrase in phrases(texte) if droit.fonde(texte) else ():
        if extrait := droit.sans_article(phrase):
            yield debut + phrase.index(extrait), MotsDeClause.LOI_SANS_ARTICLE(extrait=extrait)


def mots(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Ce qu'une clause met dans un marché est dans les mots d'un contrat : textes à insérer, insertion, preuves, contrôle."""
    pieces = [d.piece for d in fiche.contenu.dispositions]
    ecrits = (
        (ou, pieces[int(ou[1])] if ou[0] == "dispositions" else "", texte)
        for ou, texte in fiche.textes
        if ou[0] in ("dispositions", "insertion", "preuves", "controle")
    )
    return mots_de_contrat(c, fiche, ecrits)
