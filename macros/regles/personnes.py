"""Des organismes, jamais des personnes : ni adresse nominative, ni portable, ni nom après une civilité."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.lecture.anomalie import Anomalie, Constat
from macros.lecture.defauts import Textes
from macros.texte.langue import plier

NOM, DOMAINE = re.compile(r"[\w.+-]+\Z"), re.compile(r"[\w-]+(?:\.[\w-]+)+")
NOM_MAX, DOMAINE_MAX = 64, 255
"""Signes avant et après l'arobase d'une adresse électronique : on ne lit pas plus loin."""
GRAND_PUBLIC = re.compile(
    r"(?:gmail|googlemail|orange|wanadoo|free|laposte|hotmail|outlook|live|msn|yahoo|ymail|sfr|neuf|bbox|aol|icloud|gmx"
    r"|proton|protonmail)\.(?:com|fr|net|me|ch|co\.uk)"
)
"""Messageries où une adresse est à une personne."""
FONCTIONS = frozenset(
    re.findall(
        r"\w+",
        """
        accueil achat achats administration adherents adhesion agence antenne bonjour bureau cellule clause clauses collectivites
        commande commandes communication conseil conseils contact coordination delegation departement developpement direction
        durable durables eau emploi energie environnement equipe ess federation formation formations guichet info information
        informations infos ingenierie insertion inclusion juridique mairie marche marches mission numerique orientation
        partenariat partenariats plateforme presse projet projets public publics qualite recyclage reemploi region relation
        relations reseau responsable responsables secretariat service services siege social sociale sociales solidaire soutien
        support syndicat technique transition territoire territoires
        """,
    )
)
"""Mots d'une adresse de fonction, sans accent."""
PORTABLE = re.compile(r"(?<!\d)(?:(?:\+|00)33\s?(?:\(0\)\s?)?|0)[67](?:[\s.-]?\d{2}){4}(?!\d)")
CIVILITE = re.compile(
    r"\b(?:MM?\.|M(?:me|lle|gr)s?|Monsieur|Madame|Mademoiselle|Dr|Me)\s+(?:[A-ZÀ-Ý]\.\s?)?[A-ZÀ-Ý][\w’'-]+"
)


def courriels(c: Consultation) -> Iterator[Anomalie]:
    """Aucune adresse électronique n'est celle d'une personne."""
    lieux = _mots(" ".join(v.libelle for v in c.valeurs("departements").values()))
    for genre in c.genres.values():
        for fiche in c.fiches(genre.nom).values() if genre.sans_personne else ():
            for chemin, texte in fiche.textes:
                for courriel in _courriels(texte):
                    if constat := _defaut_courriel(courriel.lower(), lieux | _mots_de_la_fiche(fiche)):
                        yield fiche.anomalie(chemin, constat)


def _courriels(texte: str) -> Iterator[str]:
    """Rend les adresses électroniques d'un texte, en un temps proportionnel à sa longueur : on part de chaque arobase."""
    position = texte.find("@")
    while position >= 0:
        nom = NOM.search(texte[max(0, position - NOM_MAX) : position])
        domaine = DOMAINE.match(texte, position + 1, position + 1 + DOMAINE_MAX)
        if nom and domaine:
            yield f"{nom[0]}@{domaine[0]}"
        position = texte.find("@", position + 1)


def _defaut_courriel(courriel: str, connus: set[str]) -> Constat | None:
    """Rend ce qui ne va pas dans une adresse qui n'est pas celle d'une fonction."""
    local, domaine = courriel.split("@")
    maison = domaine.rpartition(".")[0]
    if GRAND_PUBLIC.fullmatch(domaine):
        return Textes.COURRIEL_PERSONNEL(f"« {courriel} » est sur une messagerie grand public")
    mots = [plier(mot) for mot in re.split(r"[._+\d-]+", local) if mot]
    inconnus = [m for m in mots if m not in FONCTIONS | connus and not (len(m) > 2 and m in maison)]
    if len(mots) > 1 and len(inconnus) == len(mots):
        return Textes.COURRIEL_PERSONNEL(f"« {courriel} » a la forme prénom.nom")
    return Textes.COURRIEL_A_VERIFIER(mot=inconnus[0], courriel=courriel) if inconnus else None


def _mots(texte: str) -> set[str]:
    return {plier(mot) for mot in re.findall(r"\w+", texte)}


def _mots_de_la_fiche(fiche: Fiche) -> set[str]:
    """Rend les mots qui nomment l'organisme : titre, sigle, région, nom du fichier."""
    contenu = fiche.contenu
    return _mots(f"{contenu.titre} {getattr(contenu, 'sigle', '')} {getattr(contenu, 'region', '')} {fiche.id}")


def personnes(c: Consultation) -> Iterator[Anomalie]:
    """Aucun texte ne donne un téléphone portable, ni le nom d'une personne après une civilité."""
    for genre in c.genres.values():
        for fiche in c.fiches(genre.nom).values() if genre.sans_personne else ():
            for chemin, texte in fiche.textes:
                if texte.startswith("https://"):
                    continue
                if trouve := PORTABLE.search(texte):
                    yield fiche.anomalie(chemin, Textes.TELEPHONE_PORTABLE(extrait=trouve[0]))
                if trouve := CIVILITE.search(texte):
                    yield fiche.anomalie(chemin, Textes.PERSONNE_NOMMEE(extrait=trouve[0]))
