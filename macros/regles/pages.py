"""Les pages écrites à la main : en-tête, aucun HTML, macros à leur place, liens et ancres qui mènent quelque part.

Ce qui est jugé est ce qui sera publié : même moteur, mêmes jetons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

from macros.base.consultation import Consultation, adresses
from macros.base.page import Page
from macros.base.types import nom_admis
from macros.lecture.anomalie import Anomalie, Constat, proche
from macros.lecture.defauts import Fichier, Textes
from macros.lecture.defauts_des_pages import Pages
from macros.regles.appels import avec_jetons
from macros.regles.contenu import EN_CLAIR, HOTE, HTML, LIEN_COUPE, MOT, SANS_MARQUE, defaut_lien, mot_trop_long
from macros.regles.references import hors_vocabulaire
from macros.texte.balisage.pages import ENCADRES, Extrait, lire

ANCRE = re.compile(r"#\w")
"""Ce qu'un lien vers une ancre contient, et pas un intertitre."""
MAILTO = re.compile(rf"mailto:[A-Za-z0-9._+-]{{1,64}}@{HOTE.pattern}")
MARKDOWN_SEUL = (
    "Employez le Markdown seul ; montrez une balise entre accents graves, et un lien par [texte](https://…)."
)
FICHIER_VOISIN = "Vérifiez le nom du fichier, ou écrivez l'adresse de la page : /clauses/nom-de-la-fiche/."


def entetes(c: Consultation, page: Page) -> Iterator[Anomalie]:
    """L'en-tête d'une page ne porte ni HTML ni gabarit, et son nom peut devenir une adresse.

    mkdocs-macros rend aussi le titre : une accolade y serait du code.
    """
    for champ in ("title", "description"):
        valeur = getattr(page.en_tete, champ)
        if HTML.search(valeur) or "{" in valeur or "}" in valeur:
            message = f"« {champ} » contient du HTML ou une accolade"
            yield page.anomalie(champ, Textes.GABARIT_INTERDIT(message, EN_CLAIR))
        if trouve := SANS_MARQUE.search(valeur):
            yield page.anomalie(champ, Textes.MARQUE_DANS_UN_TITRE(extrait=trouve[0]))
        if "\n" in valeur:
            yield page.anomalie(champ, Textes.TEXTE_SUR_UNE_LIGNE(champ=champ))
        if not MOT.search(valeur):
            yield page.anomalie(champ, Textes.TEXTE_SANS_MOT())
        if constat := mot_trop_long(valeur):
            yield page.anomalie(champ, constat)
    for ligne, texte in enumerate(page.lignes, page.ligne_corps):
        if constat := mot_trop_long(texte):
            yield constat.dans(page.fichier, ligne)
    segments = page.chemin.removesuffix(".md").split("/")
    if not all(map(nom_admis, segments)) or segments == ["404"]:
        conseil = (
            "Renommez : minuscules sans accent, chiffres et tirets, 80 signes au plus ; 404, con, nul… sont réservés."
        )
        yield Fichier.NOM_DE_FICHIER("ce chemin ne peut pas devenir une adresse", conseil).dans(page.fichier)


def moments(c: Consultation) -> Iterator[Anomalie]:
    """Le moment d'une page de parcours est au vocabulaire : sinon la carte de l'achat l'oublierait."""
    admis = list(c.valeurs("moments"))
    for page in c.pages.values():
        moment = page.en_tete.moment
        if moment and moment not in admis and not c.refusee("vocabulaires", "moments"):
            yield page.anomalie("moment", hors_vocabulaire(moment, "moments", admis))


def liens_des_pages(c: Consultation, page: Page) -> Iterator[Anomalie]:
    """Chaque lien et chaque image d'une page mène quelque part."""
    lue = lire(avec_jetons(c, page)[0])
    for lien in lue.liens:
        if constat := _defaut_de_lien(c, page, lien.texte):
            yield _anomalie(page, lien, constat)
    for image in lue.images:
        if (resoudre(c, page, image.texte) or "").lstrip("/") not in c.base.images:
            yield _anomalie(page, image, Pages.IMAGE_ABSENTE(adresse=image.texte[:80]))


def corps_des_pages(c: Consultation, page: Page) -> Iterator[Anomalie]:
    """Le corps d'une page : pas de HTML, pas de second titre, chaque macro et chaque encadré en règle."""
    corps, appels = avec_jetons(c, page)
    lue = lire(corps)
    places = lue.macros
    for rang, ligne in enumerate(appels):
        if rang not in places:
            en_phrase = sorted(macro.nom for macro in c.macros.values() if macro.en_phrase)
            yield _anomalie(page, Extrait("{{", ligne), Pages.MACRO_MAL_PLACEE(macros=en_phrase))
    if not any(map(str.strip, page.lignes)):
        conseil = "Écrivez au moins un paragraphe, ou retirez le fichier."
        yield Textes.CORPS_VIDE("la page est vide sous son en-tête", conseil).dans(page.fichier, page.ligne_corps)
    for extrait in lue.html:
        message = f"« {extrait.texte} » ressemble à du HTML"
        yield _anomalie(page, extrait, Textes.HTML_BRUT(message, MARKDOWN_SEUL))
    for extrait in lue.sans_definition:
        yield _anomalie(page, extrait, Pages.REFERENCE_SANS_DEFINITION(extrait=extrait.texte))
    for extrait in lue.inconnues:
        yield _anomalie(page, extrait, Pages.ECRITURE_INCONNUE(extrait=extrait.texte[:40]))
    for extrait in lue.trouver(LIEN_COUPE):
        yield _anomalie(page, extrait, Textes.LIEN_COUPE())
    for extrait in lue.liens_muets:
        yield _anomalie(page, extrait, Textes.LIEN_SANS_TEXTE())
    for extrait in lue.codes:
        fin = page.lignes[: extrait.fin][-1].strip()
        if extrait.fin - extrait.ligne < 1 or not fin.startswith(extrait.texte) or fin.strip(extrait.texte[0]):
            yield _anomalie(page, extrait, Pages.CODE_OUVERT(marque=extrait.texte))
    for extrait in lue.encadres:
        yield _anomalie(page, extrait, Pages.ENCADRE_INCONNU(extrait=extrait.texte[:60], genres=ENCADRES))
    for extrait in lue.trop_profonds:
        yield _anomalie(page, extrait, Pages.PAGE_ILLISIBLE())
    for intertitre in lue.intertitres:
        if not intertitre.libelle.strip():
            constat = Textes.INTERTITRE("un intertitre est vide", "Écrivez-le, ou retirez la ligne.")
            yield _anomalie(page, Extrait("#", intertitre.ligne), constat)
        if intertitre.niveau == 1:
            yield _anomalie(page, Extrait("# ", intertitre.ligne), Pages.TITRE_EN_DOUBLE())


def _defaut_de_lien(c: Consultation, page: Page, adresse: str) -> Constat | None:
    if MAILTO.fullmatch(adresse):
        return None
    if adresse.startswith("mailto:"):
        conseil = "Écrivez [texte](mailto:contact@exemple.fr), sans rien de plus."
        return Textes.LIEN_REFUSE(f"« {adresse[:80]} » n'est pas un courriel", conseil)
    if not adresse:
        return defaut_lien(c, page.fichier, adresse)
    cible = resoudre(c, page, adresse)
    if cible is None:
        return Textes.LIEN_INTERNE(f"« {adresse[:80]} » n'existe pas dans docs/", FICHIER_VOISIN)
    return defaut_lien(c, page.fichier, cible)


def resoudre(c: Consultation, page: Page, adresse: str) -> str | None:
    """Rend l'adresse d'un lien ou d'une image : chemin du site (``/clauses/#a``), ou adresse complète inchangée.

    Un fichier s'écrit à partir de la page : ``../clauses/index.md``, ``../images/x.png``. Rend ``None`` s'il n'existe pas.
    """
    chemin, diese, ancre = adresse.partition("#")
    if not chemin:
        return f"/{page.adresse}{diese}{ancre}"
    if chemin.startswith("/") or ":" in chemin:
        return adresse
    source = normpath(join(dirname(page.chemin), chemin))
    if source in c.base.images:
        return f"/{source}"
    if source in c.pages:
        return f"/{c.pages[source].adresse}{diese}{ancre}"
    fiche = next((a for a, fichier in adresses(c).items() if fichier == f"docs/{source}"), None)
    return f"/{fiche}{diese}{ancre}" if fiche else None


def ancres(c: Consultation) -> Iterator[Anomalie]:
    """Une ancre mène à un intertitre. Celles d'une fiche, ou d'une macro, ne se voient qu'une fois la page rendue."""

    def lues(adresse: str) -> Collection[str] | None:
        page = next((p for p in c.pages.values() if p.adresse == adresse), None)
        if page is None:
            return None
        corps, appels = avec_jetons(c, page)
        return None if appels else {i.ancre for i in lire(corps).intertitres}

    return ancres_brisees(c, lues)


def ancres_brisees(c: Consultation, ancres_de: Callable[[str], Collection[str] | None]) -> Iterator[Anomalie]:
    """Rend les liens vers une ancre que la page visée n'a pas.

    ``ancres_de`` rend les ancres de la page à cette adresse, ou ``None`` quand on ne peut pas le dire.
    """
    for page in c.pages.values():
        if not ANCRE.search(page.corps):
            continue
        for lien in lire(avec_jetons(c, page)[0]).liens:
            cible = urlsplit(resoudre(c, page, lien.texte) or "")
            ancre, visee = cible.fragment, f"{cible.path.strip('/')}/".lstrip("/")
            connues = ancres_de(visee) if ancre and not cible.netloc else None
            if connues is not None and ancre not in connues:
                conseil = proche(ancre, list(connues))
                yield _anomalie(page, lien, Pages.ANCRE_ABSENTE(conseil=conseil, ancre=ancre[:60], page=visee))


def _anomalie(page: Page, extrait: Extrait, constat: Constat) -> Anomalie:
    """Rend l'anomalie à la place de l'extrait : sa ligne, et sa colonne quand la ligne le contient."""
    colonne = page.lignes[extrait.ligne - 1].find(extrait.texte) + 1
    return constat.dans(page.fichier, page.ligne_corps + extrait.ligne - 1, max(colonne, 1))
