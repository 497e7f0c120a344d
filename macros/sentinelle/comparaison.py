"""Comparer deux relevés : ce qui est modifié, abrogé, créé, ou annoncé, de l'un à l'autre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Literal

from macros.lecture.droit import Droit, Refus
from macros.sentinelle.cumul import Cle, Redactions, ensemble, par_article, suite
from macros.sentinelle.formes import empreinte
from macros.sentinelle.redaction import Article, courante
from macros.sentinelle.releve import Releve, rang
from macros.sentinelle.suivi import Suivi

Nature = Literal["modifie", "abroge", "cree", "a-venir"]
ABROGATION_ANNONCEE = "ABROGE_DIFF"


@dataclass(frozen=True)
class Changement:
    """Un changement. ``article`` vide : le texte entier ; ``date`` vide : non fixée. ``avant``, ``apres`` : les deux rédactions.

    ``constate`` : la source ne dit pas le jour, ``date`` est celui où elle le montre ; ``deja`` : le relevé d'avant l'annonçait.
    """

    nature: Nature
    texte: str
    article: str
    date: date | None
    avant: str = ""
    apres: str = ""
    par: str | None = None
    constate: bool = False
    deja: bool = False


@dataclass(frozen=True)
class Comparaison:
    """Tout ce qui a changé entre deux jours.

    ``attendus`` : ce qui était déjà annoncé et ne s'applique pas encore ; ``en_retard`` : (référence, début que dit la source,
    début que dit le registre) des articles dont la source ne connaît qu'une rédaction plus ancienne.
    """

    du: date
    au: date
    changements: list[Changement]
    attendus: list[Changement]
    en_retard: list[tuple[str, date, date]]


def comparer(avant: Releve, apres: Releve, suivi: Suivi, ou: str) -> Comparaison:
    """Rend ce qui a changé ; lève ``Refus`` dès qu'un doute reste. ``ou`` : le fichier du relevé d'après."""
    du, au = avant.source.date, apres.source.date
    if au < du or (au == du and not _remis_en_forme(avant, apres)):
        raise Refus(ou, Droit.DATE_IMMOBILE(avant=du.isoformat(), apres=au.isoformat()))
    if (avant.source.genre == "markdown") != (apres.source.genre == "markdown"):
        raise Refus(ou, Droit.SOURCES_DIFFERENTES())
    if apres.partiel:
        suite(avant, apres, ou)
    anciennes, nouvelles = _suivies(avant, suivi), _suivies(apres, suivi)
    if apres.partiel:
        nouvelles = ensemble(anciennes, nouvelles, set(apres.supprimes))
    else:
        _rien_de_perdu(suivi, anciennes, nouvelles, apres, ou)
    trouves: list[Changement] = []
    sans_suite: list[str] = []
    for cle in {*anciennes, *nouvelles}:
        la, ici = anciennes.get(cle, []), nouvelles.get(cle, [])
        ancienne = courante(la, du) or (courante(_d_avant(ici, du), du) if avant.partiel else None)
        juge = _Article(
            cle, la, ici, du, au, ancienne, not avant.partiel and _peut_etre_neuf(suivi, cle, du, anciennes)
        )
        trouves += juge.changements()
        if juge.sans_suite or (apres.partiel and not ici):
            sans_suite.append(_dire(suivi, cle))
    if sans_suite:
        raise Refus(ou, Droit.SANS_SUITE(articles=sorted(sans_suite)))
    trouves += (t for t in _textes_a_venir(avant, apres, trouves) if t.texte in suivi.textes)
    ranges = sorted(trouves, key=lambda t: (not suivi.textes[t.texte].entier, t.texte, rang(t.article), t.nature))
    retards = _en_retard(suivi, nouvelles, au)
    return Comparaison(du, au, [t for t in ranges if not t.deja], [t for t in ranges if t.deja], retards)


def _en_retard(suivi: Suivi, nouvelles: Redactions, au: date) -> list[tuple[str, date, date]]:
    """Rend les articles que le registre dit changés, à un jour passé, et que la source ne montre pas changés."""
    trouves = []
    for cle, redactions in nouvelles.items():
        ref, lue = suivi.ref(*cle), courante(redactions, au)
        depuis = getattr(ref and ref.article, "depuis", None)
        if lue and lue.debut and depuis and lue.debut < depuis <= au:
            trouves.append((_dire(suivi, cle), lue.debut, depuis))
    return sorted(trouves)


def _remis_en_forme(avant: Releve, apres: Releve) -> bool:
    """Dit si c'est la même source, relue autrement écrite : de tout autre relevé du même jour, rien ne se conclut."""
    fonds, formes = (
        [[(a.texte, a.article, a.identifiant, getattr(a, champ)) for a in releve.articles] for releve in (avant, apres)]
        for champ in ("empreinte", "contenu")
    )
    return fonds[0] == fonds[1] and formes[0] != formes[1]


def _peut_etre_neuf(suivi: Suivi, cle: Cle, du: date, anciennes: Redactions) -> bool:
    """Dit si un article sans date de début, ou consolidé après elle, vient d'être créé, et non d'entrer dans ce que l'on suit."""
    if suivi.textes[cle[0]].entier:
        return any(texte == cle[0] for texte, _ in anciennes)
    ref = suivi.ref(*cle)
    return (getattr(ref and ref.article, "depuis", None) or du) > du


def _suivies(releve: Releve, suivi: Suivi) -> dict[Cle, list[Article]]:
    """Rend les rédactions de chaque article ; un texte que le registre ne suit plus est passé."""
    return par_article(a for a in releve.articles if a.texte in suivi.textes)


def _d_avant(ici: list[Article], du: date) -> list[Article]:
    """Rend ce que des incréments seuls disent d'un article avant eux : ses rédactions déjà là, et les précédentes."""
    return [a for a in ici if a.s_applique(du)] + [
        a.model_copy(
            update={
                "identifiant": a.precedente.identifiant,
                "etat": "MODIFIE",
                "debut": date.min,
                "fin": a.precedente.fin,
                "contenu": a.precedente.contenu,
                "empreinte": empreinte(a.precedente.contenu),
            }
        )
        for a in ici
        if a.precedente
    ]


@dataclass
class _Article:
    """Un article, ses rédactions connues avant et après. ``avant`` : celle qui s'appliquait ; ``neuf`` : créé, quelle que soit sa date."""

    cle: Cle
    la: list[Article]
    ici: list[Article]
    du: date
    au: date
    avant: Article | None
    neuf: bool

    @property
    def sans_suite(self) -> bool:
        """Dit si sa rédaction s'est finie, modifiée, sans que la suivante soit connue."""
        finies = [a for a in self.ici if a.fin and self.du < a.fin <= self.au and a.etat.startswith("MODIFIE")]
        return bool(finies) and courante(self.ici, self.au) is None and not any(a.a_venir(self.au) for a in self.ici)

    def changements(self) -> Iterator[Changement]:
        """Rend ce qui a changé, puis ce qui est annoncé et ne l'était pas."""
        dire = partial(Changement, texte=self.cle[0], article=self.cle[1])
        avant, apres = self.avant, courante(self.ici, self.au)
        if avant and apres and avant.empreinte != apres.empreinte:
            modifie = dire("modifie", **_le(apres.debut, self.au), par=apres.modifie_par)
            yield replace(modifie, avant=avant.contenu, apres=apres.contenu)
        elif apres and not avant and (self.neuf or (apres.debut or self.du) > self.du):
            yield dire("cree", **_le(apres.debut, self.au), apres=apres.contenu, par=apres.modifie_par)
        elif avant and not apres and not self.sans_suite:
            fini = next((a for a in self.ici if a.identifiant == avant.identifiant), None)
            fin, par = (fini.fin, fini.modifie_par) if fini else (None, None)
            yield dire("abroge", **_le(fin, self.au), avant=avant.contenu, par=par)
        yield from self._annonces(apres)

    def _annonces(self, apres: Article | None) -> Iterator[Changement]:
        dire = partial(Changement, "a-venir", *self.cle)
        connues = {(a.debut, a.empreinte) for a in self.la if a.a_venir(self.du)}
        actuel = apres.contenu if apres else ""
        for a in self.ici:
            if a.a_venir(self.au) and a.empreinte != (apres and apres.empreinte):
                deja = (a.debut, a.empreinte) in connues
                yield dire(a.debut, avant=actuel, apres=a.contenu, par=a.modifie_par, deja=deja)
        if apres and apres.etat == ABROGATION_ANNONCEE:
            deja = any(a.etat == ABROGATION_ANNONCEE and a.fin == apres.fin for a in self.la)
            yield dire(apres.fin, avant=actuel, par=apres.modifie_par, deja=deja)


def _le(jour: date | None, au: date) -> dict[str, Any]:
    """Rend le jour du changement, ou celui où la source le montre."""
    return {"date": jour or au, "constate": jour is None}


def _textes_a_venir(avant: Releve, apres: Releve, trouves: list[Changement]) -> Iterator[Changement]:
    """Rend les versions qu'un texte entier annonce, quand aucun de ses articles suivis ne les dit déjà."""
    dites = {(t.texte, t.date) for t in trouves} | {(v.texte, v.date) for v in avant.a_venir}
    dites |= {(a.texte, a.debut) for a in apres.articles if a.a_venir(apres.source.date)}
    for version in apres.a_venir:
        cle = version.texte, version.date
        if cle not in dites and (version.date is None or version.date > apres.source.date):
            dites.add(cle)
            yield Changement("a-venir", version.texte, "", version.date)


def _rien_de_perdu(suivi: Suivi, anciennes: Redactions, nouvelles: Redactions, apres: Releve, ou: str) -> None:
    """Refuse une source entière où manque un article que les fiches citent, à moins que le registre le dise abrogé ou à venir."""
    jour = apres.source.date
    attendus = set(anciennes)
    if apres.source.genre == "legi-entier":
        attendus |= {(slug, numero) for slug, texte in suivi.textes.items() for numero in texte.cites}
    perdus = []
    for slug, numero in attendus - set(nouvelles):
        ref = suivi.ref(slug, numero)
        if ref is None or (ref.abroge_le and ref.abroge_le <= jour):
            continue
        depuis = getattr(ref.article, "depuis", None)
        if depuis is None or depuis <= jour or (slug, numero) in anciennes:
            perdus.append((slug, numero))
    if perdus:
        dits = [_dire(suivi, cle) for cle in sorted(perdus, key=lambda p: (p[0], rang(p[1])))]
        raise Refus(ou, Droit.ARTICLES_PERDUS(nombre=len(dits), articles=dits[:12] + ["…"] * (len(dits) > 12)))


def _dire(suivi: Suivi, cle: Cle) -> str:
    texte = suivi.textes.get(cle[0])
    return texte.reference(cle[1]) if texte else " ".join(cle)
