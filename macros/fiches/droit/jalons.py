"""Les dates du droit : celles d'un texte, d'un article, et toutes les dates d'effet du registre et des seuils."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros.base.citations import citants
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.promesses import Jalon, Ref
from macros.fiches.droit.modele import Article, TexteDroit
from macros.texte.dates import plus_mois

PREMIERE_VERSION, VERSION_D_AVANT = "Première version", "Nouvelle version, remplacée depuis"
VERSION_CONNUE = "Version connue de l’article"


def des_textes(c: Consultation) -> Iterator[Jalon]:
    """Rend les dates d'effet des textes du registre, projets exclus."""
    for texte in c.fiches("textes").values():
        if texte.contenu.nature == "projet":
            continue
        for rang, echeance in enumerate(texte.contenu.en_vigueur, 1):
            if not (texte.contenu.abroge_le and texte.contenu.abroge_le <= echeance.le):
                yield Jalon(
                    echeance.le,
                    texte.contenu.titre,
                    echeance.objet,
                    f"droit/{texte.id}/",
                    incertain=echeance.confiance != "confirmee",
                    cle=f"droit/{texte.id}/{rang}",
                    a_jour=texte.contenu.verifie_le,
                )


def des_seuils(c: Consultation) -> Iterator[Jalon]:
    """Rend les changements de valeur des seuils que leur texte ne dit pas déjà, puis le dernier jour de ceux que rien ne remplace."""
    recent = plus_mois(c.jour, -1)
    # Les dates d'effet des textes, chacune avec la référence qu'un seuil en donne : « DEC-2024-134 ».
    dites = {(texte.id.upper(), e.le) for texte in c.fiches("textes").values() for e in texte.contenu.en_vigueur}
    for fiche in c.fiches("seuils").values():
        for nom, seuil in fiche.contenu.seuils.items():
            for rang, valeur in enumerate(seuil.valeurs):
                if not rang and valeur.depuis < recent:
                    continue  # l'état de départ du registre n'est pas un changement
                if (valeur.fondement, valeur.depuis) in dites:
                    continue
                titre = f"{seuil.libelle} : {seuil.ecrire(valeur)}"
                incertain = valeur.confiance != "confirmee"
                cle = f"droit/seuils/{nom}/{rang}"
                adresse = f"droit/seuils/#{nom}"
                a_jour = fiche.contenu.verifie_le
                yield Jalon(valeur.depuis, titre, valeur.note or "", adresse, "seuil", incertain, cle, a_jour)
    yield from _fins_de_seuils(c)


def _fins_de_seuils(c: Consultation) -> Iterator[Jalon]:
    """Un seul rappel pour tous les seuils qui finissent le même jour."""
    fins: dict[date, dict[str, str]] = {}
    a_jour = date.min
    for fiche in c.fiches("seuils").values():
        a_jour = fiche.contenu.verifie_le
        for nom, seuil in fiche.contenu.seuils.items():
            if fin := seuil.valeurs[-1].jusqu_au:
                fins.setdefault(fin, {})[nom] = seuil.libelle
    for jour, libelles in fins.items():
        titre = "Dernier jour d’un seuil" if len(libelles) == 1 else f"Dernier jour de {len(libelles)} seuils"
        objet, cle = " ; ".join(libelles.values()) + ".", f"droit/seuils/fin/{min(libelles)}"
        yield Jalon(jour, titre, objet, "droit/seuils/", "seuil", cle=cle, a_jour=a_jour)


def du_texte(c: Consultation, fiche: Fiche[TexteDroit]) -> Iterator[Jalon]:
    """Rend les dates de la frise d'un texte : signature, publication, effet, changements, abrogation, et la veille qui l'éclaire."""
    texte = fiche.contenu
    if texte.signe_le:
        yield Jalon(texte.signe_le, "Décision" if texte.nature == "decision" else "Signature", sorte="publication")
    if texte.publie_le and texte.publie_le != texte.signe_le:
        yield Jalon(texte.publie_le, "Publication", sorte="publication")
    for echeance in texte.en_vigueur:
        yield Jalon(echeance.le, "Application", echeance.objet, incertain=echeance.confiance != "confirmee")
    for change in texte.modifie_par:
        if autre := c.fiches("textes").get(change.par):
            yield Jalon(
                change.le,
                f"Modifié par : {autre.contenu.titre}",
                change.objet or "",
                f"droit/{autre.id}/",
                "modification",
            )
    if texte.abroge_le:
        autre = c.fiches("textes").get(texte.abroge_par or "")
        yield Jalon(
            texte.abroge_le,
            f"{'Annulée' if texte.nature == 'decision' else 'Abrogé'} par : {autre.contenu.titre}"
            if autre
            else "Abrogation",
            adresse=f"droit/{autre.id}/" if autre else "",
            sorte="abrogation",
        )
    yield from _de_la_veille(c, f"droit/{fiche.id}/", {e.le for e in texte.en_vigueur})


def de_l_article(c: Consultation, article: Article, ref: Ref) -> Iterator[Jalon]:
    """Rend les dates de la frise d'un article : ses versions, le texte qui a fait la dernière, ce qui le changera, son abrogation, et la veille qui l'éclaire."""
    auteur = c.fiches("textes").get(article.change_par or "")
    for rang, debut in enumerate(article.versions or ()):
        yield Jalon(debut, VERSION_D_AVANT if rang else PREMIERE_VERSION, sorte="modification")
    for effet in ref.changements:
        if effet.le and effet.le != article.depuis:
            source = c.fiches("textes")[effet.par]
            titre, adresse = f"Changé par : {source.contenu.titre}", f"droit/{source.id}/"
            yield Jalon(effet.le, titre, effet.objet or "", adresse, "modification", effet.incertain)
    yield Jalon(
        article.depuis,
        f"Version issue de : {auteur.contenu.titre}" if auteur else VERSION_CONNUE,
        adresse=f"droit/{auteur.id}/" if auteur else "",
        sorte="modification" if auteur else "effet",
    )
    if auteur and auteur.contenu.publie_le and auteur.contenu.publie_le < article.depuis:
        yield Jalon(auteur.contenu.publie_le, "Publication du texte qui a changé l’article", sorte="publication")
    if article.abroge_le:
        yield Jalon(article.abroge_le, "Abrogation de l’article", sorte="abrogation")
    yield from _de_la_veille(c, ref.adresse, {article.depuis})


def _de_la_veille(c: Consultation, adresse: str, deja: set[date]) -> Iterator[Jalon]:
    """Rend les décisions et doctrines de la veille qui éclairent le texte, hors dates déjà posées."""
    for genre, fiche in citants(c, adresse):
        if genre == "veille" and fiche.contenu.evenement in ("decision", "doctrine") and fiche.contenu.date not in deja:
            yield Jalon(fiche.contenu.date, fiche.contenu.titre, adresse=c.adresse(genre, fiche.id), sorte="veille")
