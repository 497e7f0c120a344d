"""Le registre du droit : tout ce qui est cité y est, ses dates se suivent, ses noms ne se disputent aucune adresse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.types import RenvoiDroit
from macros.fiches.droit.formes import NUMERO_DANS_UNE_PHRASE, REFERENCE_CODE, REFERENCE_TEXTE
from macros.fiches.droit.modele import TexteDroit
from macros.lecture.anomalie import Anomalie, Defaut
from macros.lecture.defauts import Champs, Fichier
from macros.regles.outils import boucles
from macros.regles.references import cite_comme_vivant

LIGNE = "Lisez l'article sur Légifrance, puis collez dans {fichier}, {place}, cette ligne, et complétez-la : {ligne}"
SOUS_ARTICLES, A_LA_FIN = "sous « articles: » et en retrait de deux espaces", "à la fin et contre la marge"
ARTICLE_DE_TEXTE = re.compile(r"\bart(?:icles?|\.)?\s?(\d[\w.-]*)", re.IGNORECASE)


class Registre(Defaut):
    """Le registre du droit"""

    REFERENCE_JURIDIQUE = (
        "« {texte} » est absent du registre du droit"
        " → Écrivez « CCP L2112-2 » ou « LOI-2020-105 art. 58 », et ajoutez le texte ou l'article à data/droit s'il manque."
    )
    TEXTE_ABROGE = "« {texte} » est abrogé depuis le {date}, et {constat} → Citez le texte qui le remplace."
    VERIFIE_SANS_LIRE = (
        "« {extrait} » : la page dirait ce texte vérifié"
        " → Écrivez ce qui n'a pas été lu dans non_lu : la page le dira à la place de « Vérifié le »."
    )
    VERSION_PLUS_RECENTE = (
        "la version du {version} est plus récente que la vérification du {verifie}"
        " → Rouvrez-la et avancez verifie_le, ou dites dans non_lu qu'elle n'a pas été lue."
    )
    VERSIONS = (
        "{constat} → Rangez les débuts de version du plus ancien au plus récent, tous avant depuis, et dites d'où ils viennent"
        " dans versions_lues."
    )
    ABROGATION = "abroge_le et abroge_par vont ensemble → Ajoutez le champ qui manque."


def cites(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Chaque article ou texte cité est au registre (``data/droit``)."""
    for chemin, _, reference in fiche.marques(RenvoiDroit):
        resolue = resolveur(c).resoudre(reference)
        if resolue is None:
            texte, code = reference.split(" art. ")[0].lower(), reference.split(" ")[0].lower()
            if not c.refusee("textes", texte) and not c.refusee("codes", code):
                constat = Registre.REFERENCE_JURIDIQUE(conseil=_a_ajouter(c, reference), texte=reference)
                yield fiche.anomalie(chemin, constat)
        elif (
            fiche.entiere
            and (abroge := resolue.abroge_le)
            and (defaut := cite_comme_vivant(genre, fiche.contenu, abroge))
        ):
            yield fiche.anomalie(chemin, Registre.TEXTE_ABROGE(texte=reference, date=abroge, constat=defaut))


def _a_ajouter(c: Consultation, reference: str) -> str:
    """Rend la ligne à coller et son fichier, ou une chaîne vide quand la référence n'a pas la forme attendue.

    Un article voisin se nomme pour relire le numéro ; jamais à la place : un numéro qui ressemble dit un autre droit.
    """
    if numero := NUMERO_DANS_UNE_PHRASE.search(reference):
        article = re.sub(r"[.\s]", "", numero["n"])
        for fiche in c.fiches("codes").values():
            code = fiche.contenu
            if re.search(rf"\b{code.sigle}\b", reference) or code.titre.lower() in reference.lower():
                if article in code.articles:
                    return f"Écrivez « {code.sigle} {article} »."
                ligne = f'{article}: {{objet: "…", depuis: AAAA-MM-JJ}}'
                section = [n for n in code.articles if n.rpartition("-")[0] == article.rpartition("-")[0] != ""]
                voisins = f"Vérifiez le numéro : le registre a {', '.join(section[:5])}. " if section else ""
                return voisins + LIGNE.format(fichier=fiche.fichier, place=SOUS_ARTICLES, ligne=ligne)
    texte = next((citation.ref.texte for citation in resolveur(c).citations(reference) if citation.ref.texte), None)
    if texte and (cite := ARTICLE_DE_TEXTE.search(reference)):
        ligne, place = f'"{cite[1]}": {{objet: "…"}}', SOUS_ARTICLES
        if not texte.contenu.articles:
            ligne, place = f"articles: {{{ligne}}}", A_LA_FIN
        return LIGNE.format(fichier=texte.fichier, place=place, ligne=ligne)
    for forme, genre, nom in ((REFERENCE_CODE, "codes", "code"), (REFERENCE_TEXTE, "textes", "texte")):
        if (trouve := forme.fullmatch(reference)) and re.search(r"\d", reference):
            declare, slug = c.genres[genre], trouve[nom].lower()
            commande = f"base nouveau {declare.donnees.schema} {slug}"
            return f"Créez {declare.chemin_de(slug)} d'après le texte officiel : {commande}"
    return ""


def cycles(c: Consultation) -> Iterator[Anomalie]:
    """Un texte ne s'abroge pas par détour."""
    return boucles(c.fiches("textes"), ("abroge_par",), lambda texte: [texte.abroge_par] if texte.abroge_par else [])


def noms(c: Consultation) -> Iterator[Anomalie]:
    """Un texte et un code n'ont pas la même adresse ; un code porte le nom de son sigle."""
    for fiche in c.fiches("textes").values():
        if fiche.id in c.fiches("codes"):
            yield fiche.anomalie((), Fichier.NOM_RESERVE(nom=fiche.id))
    for fiche in c.fiches("codes").values():
        sigle = fiche.contenu.sigle
        if sigle.lower() != fiche.id:
            message = f"le sigle « {sigle} » diffère du nom de fichier"
            yield fiche.anomalie(("sigle",), Fichier.IDENTITE(message, f"Nommez le fichier {sigle.lower()}.yml."))


def dates(c: Consultation, fiche: Fiche[TexteDroit]) -> Iterator[Anomalie]:
    """Un texte est signé, puis publié, puis s'applique ; une abrogation nomme son auteur ; une décision ne s'annule pas d'avance."""
    texte = fiche.contenu
    if texte.signe_le and texte.publie_le and texte.publie_le < texte.signe_le:
        constat = Champs.ORDRE_DES_DATES("le texte est publié avant d'être signé", "Corrigez la date.")
        yield fiche.anomalie(("publie_le",), constat)
    for rang, echeance in enumerate(texte.en_vigueur):
        if texte.signe_le and echeance.le < texte.signe_le:
            conseil = "Corrigez la date d'effet, ou expliquez la rétroactivité dans le résumé."
            constat = Champs.ORDRE_DES_DATES("la date d'effet précède la signature", conseil)
            yield fiche.anomalie(("en_vigueur", rang, "le"), constat)
    if bool(texte.abroge_le) != bool(texte.abroge_par):
        yield fiche.anomalie(("abroge_le",), Registre.ABROGATION())
    if texte.nature == "decision" and texte.abroge_le and texte.abroge_le > c.jour:
        yield fiche.anomalie(("abroge_le",), Champs.DATE_FUTURE(date=texte.abroge_le, jour=c.jour))


def versions(c: Consultation) -> Iterator[Anomalie]:
    """Les versions d'un article se suivent jusqu'à celle que l'on connaît, et leur source est dite."""
    for fiche in c.fiches("codes").values():
        for numero, article in fiche.contenu.articles.items():
            if not article.versions:
                continue
            debuts = [*article.versions, article.depuis]
            constat = "" if fiche.contenu.versions_lues else "la source des versions n'est pas dite"
            if any(apres <= avant for avant, apres in pairwise(debuts)):
                constat = "ces versions ne se suivent pas jusqu'à celle de depuis"
            if constat:
                yield fiche.anomalie(("articles", numero, "versions"), Registre.VERSIONS(constat=constat))


NON_LU = re.compile(
    r"\b(?:non (?:re)?lue?s?|pas été (?:re)?lue?s?|pas été ouverte?s?|restent? à lire|à rouvrir)\b", re.IGNORECASE
)
"""Ce qui dit, dans l'objet d'un article, que sa version du jour n'a pas été lue."""


def verifications(c: Consultation) -> Iterator[Anomalie]:
    """« Vérifié le » veut dire lu dans cette version : un article dont la version n'est pas lue le dit."""
    for fiche in c.fiches("codes").values():
        code = fiche.contenu
        for numero, article in code.articles.items():
            if article.non_lu:
                continue
            if trouve := NON_LU.search(article.objet):
                constat = Registre.VERIFIE_SANS_LIRE(extrait=trouve.group())
                ou = ("articles", numero, "objet")
                yield fiche.anomalie_des_mots(ou, article.objet, trouve.start(), constat)
            elif code.verifie_le < article.depuis <= c.jour:
                constat = Registre.VERSION_PLUS_RECENTE(version=article.depuis, verifie=code.verifie_le)
                yield fiche.anomalie(("articles", numero, "depuis"), constat)
    for fiche in c.fiches("textes").values():
        texte = fiche.contenu
        objets = [(("resume",), texte.resume)] + [
            (("articles", numero, "objet"), article.objet)
            for numero, article in texte.articles.items()
            if not article.non_lu
        ]
        for chemin, dit in () if texte.non_lu else objets:
            if trouve := NON_LU.search(dit):
                constat = Registre.VERIFIE_SANS_LIRE(extrait=trouve.group())
                yield fiche.anomalie_des_mots(chemin, dit, trouve.start(), constat)
