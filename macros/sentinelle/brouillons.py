"""La demande de modification : ce qui est à vérifier, et les brouillons de la veille, du registre et des obligations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.forme import forme_de
from macros.lecture.ecriture import ecrire
from macros.sentinelle.comparaison import Comparaison
from macros.sentinelle.ecrits import Vu, compter, en_source
from macros.sentinelle.mot_a_mot import neutre
from macros.texte.dates import date_longue

A_ECRIRE = "À écrire"
TOUTES = "toutes-familles"
FAMILLES_MAX, THEMES_MAX = 6, 3


def en_demande(c: Consultation, comparaison: Comparaison, changes: list[Vu]) -> str:
    """Rend ``demande.md`` : rien n'en est publié, une personne relit chaque brouillon sur Légifrance et l'enregistre."""
    lignes = [
        f"# Droit : à relire, du {date_longue(comparaison.du)} au {date_longue(comparaison.au)}",
        "",
        compter(changes),
        "",
        "Ces brouillons viennent d’une comparaison, non d’une lecture : ouvrez chaque article sur Légifrance avant d’enregistrer.",
        "",
        *(f"- [ ] {vu.nom} : {vu.quoi}, {vu.quand}" for vu in changes),
    ]
    par_loi = sorted(changes, key=_loi_et_date)
    for (loi, _), siens in groupby(par_loi, key=_loi_et_date):
        lignes += ["", *_veille(c, loi, list(siens))]
    lignes += ["", *_registre(c, changes), "", *_obligations(c, changes)]
    return en_source(lignes)


def _loi_et_date(vu: Vu) -> tuple[str, str]:
    loi = re.sub(r", art\. [^;]*", "", vu.changement.par or "")
    return loi, vu.changement.date.isoformat() if vu.changement.date else ""


def _texte_du_registre(c: Consultation, loi: str) -> str:
    citees = resolveur(c).citations(loi)
    return citees[0].ref.adresse.split("/")[1] if citees else ""


def _nom(numero: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", numero.lower()).strip("-")


def _bloc(fichier: str, contenu: str, sorte: str = "yaml") -> Iterator[str]:
    yield from (f"`{fichier}`", "", f"```{sorte}", contenu.rstrip("\n"), "```")


def _veille(c: Consultation, loi: str, siens: list[Vu]) -> Iterator[str]:
    """Rend le brouillon d'une entrée : un texte qui change, un jour d'effet, ses articles."""
    jour = siens[0].changement.date
    quand = siens[0].quand
    numeros = [vu.changement.article or "le texte entier" for vu in siens]
    clauses = c.nommees("clauses", {nom for vu in siens for nom in vu.touchees.par_genre["clauses"]})
    obligations = any(vu.touchees.par_genre["obligations"] for vu in siens)
    themes = Counter(theme for f in clauses for theme in f.contenu.themes)
    familles = sorted({famille for f in clauses for famille in f.contenu.segments})
    du_jour = jour if jour and jour <= c.jour else c.jour
    valeurs: dict[str, Any] = {
        "titre": f"{loi[0].upper()}{loi[1:]} : {A_ECRIRE.lower()}" if loi else f"{numeros[0]} : {A_ECRIRE.lower()}",
        "date": du_jour,
        "evenement": "echeance" if jour == du_jour else "publication",
        "texte": _texte_du_registre(c, loi) or None,
        "themes": sorted(theme for theme, _ in themes.most_common(THEMES_MAX)) or ["procedure"],
        "segments": [TOUTES] if TOUTES in familles or not 0 < len(familles) <= FAMILLES_MAX else familles,
        "impact": "fort" if obligations else "moyen" if clauses else "faible",
        "pour": {"tailles": [*c.valeurs("tailles")], "profils": ["acheteur", "juriste"]},
        "en_vigueur_le": jour,
        "change": f"{A_ECRIRE} : ce qui change, {quand} ({', '.join(numeros)}).",
        "a_faire": [f"{A_ECRIRE} : la phrase à remplacer, dans quel document, avant quel jour."],
        "articles": [vu.reference for vu in siens if vu.au_registre],
        "sources": [{"titre": "Légifrance", "url": url} for url in sorted({vu.url for vu in siens})],
        "publie_le": c.jour,
    }
    remplies = {nom: valeur for nom, valeur in valeurs.items() if valeur not in (None, [])}
    sujet = _texte_du_registre(c, loi) or _nom(numeros[0])
    yield from (f"## Veille : {neutre(loi) or 'texte à trouver'}, {quand}", "")
    if loi and "texte" not in remplies:
        yield from (f"{neutre(loi[0].upper() + loi[1:])} n’est pas au registre : `base nouveau texte …` d’abord.", "")
    champs = ecrire(remplies, forme_de(c.genres["veille"].modele))
    corps = f"---\n{champs}---\n\n## Exemple\n\n{A_ECRIRE}.\n\n## À vérifier\n\n- {A_ECRIRE}."
    yield from _bloc(f"docs/veille/{du_jour.year}/{du_jour}-{sujet}.md", corps, "markdown")


def _registre(c: Consultation, changes: list[Vu]) -> Iterator[str]:
    """Rend ce qui change au registre, article par article ; ce qui est à venir attend son jour."""
    yield "## Registre"
    faits = [vu for vu in changes if vu.changement.nature != "a-venir" and (vu.au_registre or vu.touchees)]
    if not faits:
        yield from ("", "Aucun article du registre n’a changé.")
    for texte, siens in groupby(faits, key=lambda vu: vu.changement.texte):
        dossier = "articles" if texte in c.fiches("codes") else "textes"
        articles: dict[str, dict[str, Any]] = {}
        for vu in siens:
            jour, par = vu.changement.date, _texte_du_registre(c, vu.changement.par or "")
            if vu.changement.nature == "abroge":
                articles[vu.changement.article] = {"abroge_le": jour}
            elif par and dossier == "articles":
                articles[vu.changement.article] = {"depuis": jour, "change_par": par}
            else:
                articles[vu.changement.article] = {"depuis": jour}
        yield from ("", *_bloc(f"data/droit/{dossier}/{texte}.yml", ecrire({"articles": articles}, {})))
    if autres := [vu.nom for vu in changes if vu.changement.nature == "cree" and not vu.au_registre]:
        yield from ("", f"Créés, que nulle fiche ne cite encore : {', '.join(autres)}.")


def _obligations(c: Consultation, changes: list[Vu]) -> Iterator[str]:
    """Rend les obligations à rouvrir, et le brouillon d'une neuve quand un article créé n'en a pas."""
    yield "## Obligations"
    touchees = {nom: vu for vu in changes for nom in vu.touchees.par_genre["obligations"]}
    yield ""
    for nom, vu in sorted(touchees.items()):
        yield f"- [ ] `data/obligations/{nom}.yml`, par {vu.nom} : {vu.quoi}, {vu.quand}"
    neufs = [v for v in changes if v.changement.nature == "cree" and not v.touchees.par_genre["obligations"]]
    if not (touchees or neufs):
        yield "Aucune n’est touchée."
    for vu in neufs:
        valeurs = {
            "titre": f"{vu.changement.article} : {A_ECRIRE.lower()}",
            "resume": f"{A_ECRIRE}, si l’article oblige un acheteur ; sinon, laissez ce brouillon.",
            "rubrique": "obligation",
            "depuis": vu.changement.date,
            "compte_depuis": "lancement",
            "articles": [vu.reference],
            "certitude": "incertain",
            "doute": f"{A_ECRIRE} : ce qui n’est pas sûr.",
            "sources": [{"titre": A_ECRIRE, "url": A_ECRIRE}],
        }
        yield from (
            "",
            *_bloc(
                f"data/obligations/{_nom(vu.changement.article)}.yml",
                ecrire(valeurs, forme_de(c.genres["obligations"].modele)),
            ),
        )
