"""Des organismes, jamais des personnes : ni adresse nominative, ni portable, ni nom après une civilité, dans aucun texte."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.page import Page
from macros.lecture.anomalie import Anomalie, Constat
from macros.lecture.defauts import Textes
from macros.texte.langue import plier

NOM, DOMAINE = re.compile(r"[\w.+-]+\Z"), re.compile(r"[\w-]+(?:\.[\w-]+)+")
NOM_MAX, DOMAINE_MAX = 64, 255
"""Signes avant et après l'arobase d'une adresse électronique : on ne lit pas plus loin."""
PAR_TEXTE = 30
"""Adresses signalées d'un même texte."""
GRAND_PUBLIC = re.compile(
    r"(?:gmail|googlemail|orange|wanadoo|free|laposte|hotmail|outlook|live|msn|yahoo|ymail|sfr|neuf|bbox|aol|icloud|gmx"
    r"|proton|protonmail|numericable|club-internet|aliceadsl|tutanota)\.(?:com|fr|net|me|ch|co\.uk)"
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
CHIFFRES = re.compile(r"\d(?:[\s./-]?\d){8}")
"""Ce que tout numéro de téléphone contient : presque aucun texte n'en a, et cela se voit plus vite."""
PORTABLE = re.compile(r"(?<!\w)(?:(?:\+|00)33\s?(?:\(0\)\s?)?|0)[67](?:[\s./-]?\d{2}){4}(?!\w)")
CIVILITE = re.compile(
    r"[MDP](?<!\w.)(?:(?<=M)(?:M?\.|(?:me|lle|gr)s?|r|onsieur|adame|ademoiselle|aître|e)|(?<=D)(?:octeur|r)|(?<=P)(?:rofesseur|r))\s+"
    r"(?!L(?:e|a|[’'])\s?(?:Maire|Préfet|Président|Direct|Ministre|Député|Sénat)|Monsieur|Madame)"
    r"(?!Restaurat|Nageur|Artisan)(?:(?:de|du|des)\s|d[’'])?(?:[A-ZÀ-Ý]\.\s?)?[A-ZÀ-Ý][\w’'-]+"
)
TELEPHONE = re.compile(r"(?<!\w)(?:(?:\+|00)33\s?(?:\(0\)\s?)?|0)[1-9](?:[\s./-]?\d{2}){4}(?!\w)")
ROLES = ("qui", "relu_par", "comme", "propose_par")
"""Les champs qui disent, dans une fiche de tous, qui fait chez l'acheteur ou le titulaire, ou qui a relu : jamais quelqu'un."""
PRENOM_ET_NOM = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?\s+[A-ZÀ-Ý][\w’'-]+")
JUGE = re.compile(r"\b(?:CE|CAA|TA|CJUE|CJCE|TC|Cass\.|Conseil d[’']État),[^;\n]*\Z")
FENETRE = 120
"""Ce qui précède le nom d'un arrêt, qui peut être celui d'une partie : « CE, 3 mai 1995, n° 123456, M. Untel »."""
ADRESSE_WEB = re.compile(r"https?://\S+")
NOMS = ("titre", "terme", "sigle", "nom", "nom_long", "region")
"""Champs qui nomment la fiche ou son organisme."""


class _Lu(NamedTuple):
    """Un texte à relire, ce qui nomme sa fiche, et ce qui place une anomalie sur le caractère trouvé."""

    texte: str
    nomme: str
    role: bool
    placer: Callable[[int, Constat], Anomalie]


def _lus(lue: Fiche[Any] | Page, seuls: Collection[str] = ()) -> Iterator[_Lu]:
    """Rend tous les textes : champs et corps d'une fiche, en-tête et corps d'une page ; les adresses web y sont effacées.

    ``seuls`` : d'une fiche, les champs qui portent l'un de ces noms, et son corps.
    """
    if isinstance(lue, Page):
        titre = lue.en_tete.title
        for champ in ("title", "description"):
            yield _Lu(getattr(lue.en_tete, champ), titre, False, partial(_dans_l_en_tete, lue, champ))
        yield _Lu(_sans_adresses(lue.corps), titre, False, partial(_dans_la_page, lue))
        return
    nomme = " ".join([*(str(lue.champ(nom) or "") for nom in NOMS), lue.id])
    for chemin, texte in lue.textes:
        if "://" not in texte[:8] and (not seuls or chemin[-1] in seuls):
            placer = partial(lue.anomalie_des_mots, chemin, texte)
            yield _Lu(_sans_adresses(texte), nomme, chemin[-1] in ROLES, placer)
    yield _Lu(_sans_adresses(lue.corps), nomme, False, partial(lue.anomalie_des_mots, (), lue.corps))


def _sans_adresses(texte: str) -> str:
    return ADRESSE_WEB.sub(lambda trouve: " " * len(trouve[0]), texte) if "://" in texte else texte


def _dans_l_en_tete(page: Page, champ: str, _: int, constat: Constat) -> Anomalie:
    return page.anomalie(champ, constat)


def _dans_la_page(page: Page, position: int, constat: Constat) -> Anomalie:
    avant = page.corps[:position]
    return constat.dans(page.fichier, page.ligne_corps + avant.count("\n"), position - avant.rfind("\n"))


def courriels(c: Consultation, lue: Fiche[Any] | Page) -> Iterator[Anomalie]:
    """Aucune adresse électronique n'est celle d'une personne."""
    for lu in _lus(lue) if "@" in lue.tout else ():
        if "@" in lu.texte:
            connus = _lieux(c) | _mots(lu.nomme)
            constats = ((position, _defaut_courriel(dit.lower(), connus)) for dit, position in _courriels(lu.texte))
            yield from islice((lu.placer(position, constat) for position, constat in constats if constat), PAR_TEXTE)


@une_fois
def _lieux(c: Consultation) -> set[str]:
    return _mots(" ".join(v.libelle for v in c.valeurs("departements").values()))


def _courriels(texte: str) -> Iterator[tuple[str, int]]:
    """Rend (adresse électronique, où elle commence) dans un texte, en un temps proportionnel à sa longueur : on part de chaque arobase."""
    position = texte.find("@")
    while position >= 0:
        nom = NOM.search(texte[max(0, position - NOM_MAX) : position])
        domaine = DOMAINE.match(texte, position + 1, position + 1 + DOMAINE_MAX)
        if nom and domaine:
            yield f"{nom[0]}@{domaine[0]}", position - len(nom[0])
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


def personnes(c: Consultation, lue: Fiche[Any] | Page) -> Iterator[Anomalie]:
    """Aucun texte ne donne un téléphone portable, ni le nom d'une personne après une civilité.

    Le standard d'un organisme et le nom d'un arrêt sont admis.
    """
    suspecte = CIVILITE.search(lue.tout) or CHIFFRES.search(_sans_adresses(lue.tout))
    for lu in _lus(lue, () if suspecte else ROLES):
        if CHIFFRES.search(lu.texte) and (trouve := PORTABLE.search(lu.texte)):
            yield lu.placer(trouve.start(), Textes.TELEPHONE_PORTABLE(extrait=trouve[0]))
        for trouve in CIVILITE.finditer(lu.texte):
            if not JUGE.search(lu.texte, max(0, trouve.start() - FENETRE), trouve.start()):
                yield lu.placer(trouve.start(), Textes.PERSONNE_NOMMEE(extrait=trouve[0]))
                break
        if lu.role:
            yield from _dans_un_role(lu)


def _dans_un_role(lu: _Lu) -> Iterator[Anomalie]:
    """Rend ce qui, dans un champ qui dit un rôle, désigne quelqu'un ou dit comment l'appeler."""
    if (trouve := TELEPHONE.search(lu.texte)) and not PORTABLE.search(lu.texte):
        yield lu.placer(trouve.start(), Textes.TELEPHONE_DANS_UN_ROLE(extrait=trouve[0]))
    nom = PRENOM_ET_NOM.match(lu.texte)
    if nom and plier(nom[0].split()[0]) not in FONCTIONS:
        yield lu.placer(0, Textes.PERSONNE_A_VERIFIER(extrait=nom[0]))
