"""Ce qu'une reprise change, le contrôle de la base où elle est faite, puis l'écriture d'un geste."""

from __future__ import annotations

import errno
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from macros.base.chargement import Retenues
from macros.base.consultation import PROPRE, Consultation, statut
from macros.base.fiche import Fiche
from macros.base.types import Origine
from macros.commandes.passage import copier_les_fiches, dossier_de_passage, essayer, lier
from macros.commandes.reprendre.fichier import Envoi, Recue, premiers_refus, situer
from macros.commandes.reprendre.origine import AU_RESEAU, empreinte, vient_d_ici, vient_de
from macros.fiches.droit.regles import Registre
from macros.lecture.anomalie import Anomalie, Gravite, montrable
from macros.lecture.defauts import Champs, Renvois, Textes
from macros.lecture.reprise import Reprise
from macros.site.maison import Maison

MANQUES = {
    Renvois.VALEUR_INCONNUE: "vocabulaires",
    Renvois.VOCABULAIRE_ABSENT: "vocabulaires",
    Champs.SEUIL_INCONNU: "seuils",
    Registre.REFERENCE_JURIDIQUE: "textes et codes",
    Renvois.RENVOI_ABSENT: "les genres nommés ci-dessus",
    Textes.LIEN_INTERNE: "les genres des fiches liées",
}
"""Défaut → ce qu'il faut reprendre d'abord, ou en même temps."""
LIEN = re.compile(r"« /([\w/-]+)/")
LIEES_MAX = 10
MONTRE_MAX = 420
"""Signes d'un champ qu'un conflit recopie ; plus long, il se lit sur le site d'en face."""
IDENTIQUES = "identique(s)"
ICI = "retouchée(s) ici, pas là-bas"
D_ICI = "de ce réseau, que l'autre n'a pas changée(s)"
AILLEURS = "prise(s) à un autre réseau"
ECARTEES = "retirée(s) ici, que l'autre garde"


@dataclass
class Bilan:
    """Ce que la reprise change. ``creees``, ``mises_a_jour`` : fichier → fiche à y écrire ; ``conflits`` et ``dits`` : une ligne chacun."""

    creees: dict[str, Recue] = field(default_factory=dict)
    mises_a_jour: dict[str, Recue] = field(default_factory=dict)
    conflits: list[str] = field(default_factory=list)
    dits: list[str] = field(default_factory=list)
    """Ce que l'autre réseau a renommé, ou ne publie plus : rien n'en est changé ici."""
    laissees: Counter[str] = field(default_factory=Counter)
    """Raison de ne pas y toucher → nombre de fiches."""
    refus: list[Anomalie] = field(default_factory=list)
    alertes: list[Anomalie] = field(default_factory=list)
    conseils: list[str] = field(default_factory=list)

    @property
    def a_ecrire(self) -> dict[str, Recue]:
        """Rend fichier → fiche de tout ce qui s'écrit."""
        return self.creees | self.mises_a_jour

    def retirer(self, chemin: str) -> None:
        """Oublie une fiche que le contrôle refuse."""
        self.creees.pop(chemin, None)
        self.mises_a_jour.pop(chemin, None)


def reprendre_les(maison: Maison, envois: Iterable[Envoi], entiers: bool, essai: bool) -> Bilan:
    """Compare ces fiches à celles de la maison, contrôle ce que la base deviendrait, et l'écrit ; une fiche refusée n'empêche pas les autres.

    ``entiers`` : ces envois sont tout ce que le réseau publie de leur genre ; ce qui n'y est plus se dit. ``essai`` : rien ne s'écrit.
    """
    bilan, racine, c = Bilan(), maison.racine, maison.c
    for envoi in envois:
        for recue in envoi.recues:
            _trier(bilan, c, envoi, recue)
        if entiers:
            bilan.dits += _disparues(c, envoi)
    if bilan.a_ecrire:
        try:
            with dossier_de_passage(racine) as (depot, _):
                _controler(bilan, racine, depot, set(map(str, maison.erreurs)))
                if not essai:
                    _poser(bilan, racine, depot)
        except OSError as erreur:
            bilan.refus.append(Reprise.ECRITURE_REFUSEE().dans(str(erreur.filename or racine)))
            bilan.creees, bilan.mises_a_jour = {}, {}
    return bilan


def _trier(bilan: Bilan, c: Consultation, envoi: Envoi, recue: Recue) -> None:
    """Range une fiche reçue : à créer, à mettre à jour, en conflit, dite, ou laissée."""
    genre, venue = envoi.genre, recue.fiche
    origine: Origine = venue.contenu.reprise_de
    d_ici = vient_d_ici(origine, c.reseau)
    lue = c.fiches(genre.nom).get(venue.id)
    if lue is None:
        chemin = genre.chemin_de(venue.id)
        if c.refusee(genre.nom, venue.id):
            bilan.refus.append(Reprise.FICHE_ILLISIBLE().dans(chemin))
        elif autre := _renommee(c, envoi, recue):
            bilan.dits.append(autre)
        elif d_ici:
            bilan.laissees[ECARTEES] += 1
        else:
            bilan.creees[chemin] = recue
        return
    ici = lue.ecrite
    la: Origine | None = ici.contenu.reprise_de
    champs = _differents(ici, venue)
    suivie = la is not None and vient_de(la, envoi.site)
    if not champs:
        neuve = _resignee(ici, venue) if suivie else ici
        if neuve.contenu == ici.contenu:
            bilan.laissees[IDENTIQUES] += 1
        else:
            bilan.mises_a_jour[ici.fichier] = replace(recue, fiche=neuve)
    elif la is None and d_ici and recue.intacte:
        bilan.laissees[D_ICI] += 1
    elif la is None:
        bilan.conflits.append(_conflit(ici, venue, champs, "d'ici"))
    elif not suivie and recue.intacte and (origine.reseau, origine.url) == (la.reseau, la.url):
        bilan.laissees[AILLEURS] += 1
    elif not suivie:
        bilan.conflits.append(_conflit(ici, venue, champs, f"reprise de {la.source}"))
    elif la.empreinte == empreinte(ici):
        bilan.mises_a_jour[ici.fichier] = recue
    elif la.empreinte == origine.empreinte:
        bilan.laissees[ICI] += 1
    else:
        garder = f' ; pour garder la vôtre, écrivez « empreinte: "{origine.empreinte}" » sous reprise_de'
        bilan.conflits.append(_conflit(ici, venue, champs, f"retouchée ici, et changée là-bas{garder}"))


def _conflit(ici: Fiche[Any], venue: Fiche[Any], champs: list[str], pourquoi: str) -> str:
    la = {champ: venue.champ(champ) for champ in champs}
    dits = [f"{c} : « {montrable(v)} »" for c, v in la.items() if isinstance(v, str) and len(v) <= MONTRE_MAX]
    return f"{ici.fichier} : {', '.join(champs)} ({pourquoi})" + (f" ; là-bas, {' ; '.join(dits)}" if dits else "")


def _renommee(c: Consultation, envoi: Envoi, recue: Recue) -> str:
    """Rend ce qu'il faut dire d'une fiche qui a ici un autre nom, ou une chaîne vide."""
    fiches, nom = c.fiches(envoi.genre.nom), recue.fiche.id
    if ancien := next((n for n in getattr(recue.fiche.contenu, "anciens_noms", ()) if n in fiches), None):
        return f"{fiches[ancien].fichier} s'appelle là-bas « {nom} » : base renommer {envoi.genre.donnees.schema} {ancien} {nom}, puis relancez"
    voisine = next((f for f in fiches.values() if nom in getattr(f.contenu, "anciens_noms", ())), None)
    return f"{voisine.fichier} s'appelle encore là-bas « {nom} » : elle reste telle quelle" if voisine else ""


def _disparues(c: Consultation, envoi: Envoi) -> list[str]:
    """Rend ce qu'il faut dire des fiches prises sur ce site, qu'il ne publie plus."""
    renommees = {n for r in envoi.recues for n in getattr(r.fiche.contenu, "anciens_noms", ())}
    return [
        f"{fiche.fichier} n'est plus publiée là-bas : gardez-la, ou base retirer"
        for nom, fiche in c.fiches(envoi.genre.nom).items()
        if fiche.contenu.reprise_de
        and statut(fiche) != "brouillon"
        and vient_de(fiche.contenu.reprise_de, envoi.site)
        and not {nom, *getattr(fiche.contenu, "anciens_noms", ())} & envoi.noms
        and nom not in renommees
    ]


def _differents(ici: Fiche[Any], venue: Fiche[Any]) -> list[str]:
    """Rend les champs où deux fiches diffèrent, sauf l'origine et ce qui n'engage que le réseau qui l'a rempli."""
    a, b = ici.contenu.model_dump(), venue.contenu.model_dump()
    champs = [nom for nom in a if nom not in ("reprise_de", *AU_RESEAU) and a[nom] != b[nom]]
    return champs + (["corps"] if ici.corps != venue.corps else [])


def _resignee(ici: Fiche[Any], venue: Fiche[Any]) -> Fiche[Any]:
    """Rend la fiche d'ici, que rien ne distingue de la ``venue``, sous l'origine que celle-ci dit : relue depuis, ou rejointe."""
    avant, neuve = ici.contenu.reprise_de, venue.contenu.reprise_de
    if neuve.model_copy(update={"importe_le": avant.importe_le}) == avant:
        return ici
    return replace(ici, contenu=ici.contenu.model_copy(update={"reprise_de": neuve}))


def _controler(bilan: Bilan, racine: Path, depot: Path, avant: set[str]) -> None:
    """Passe toutes les règles sur la base telle qu'elle serait, une copie faite de liens ; retire du bilan ce qu'elles refusent.

    ``avant`` : les erreurs qu'elle avait déjà, qui n'empêchent rien.
    """
    copier_les_fiches(racine, depot)
    for chemin, recue in bilan.a_ecrire.items():
        essayer(depot, chemin, recue.texte)
    retenues: Retenues = {}
    refus: list[Anomalie] = []
    while bilan.a_ecrire:
        maison = Maison(depot, retenues=retenues)
        erreurs = [a for a in maison.erreurs if a.fichier in bilan.a_ecrire or str(a) not in avant]
        siennes = [replace(a, message=situer(a)) for a in erreurs if a.fichier in bilan.a_ecrire]
        if not erreurs:
            alteree = (f for f, recue in bilan.a_ecrire.items() if not _meme(maison.c, recue))
            siennes = [Reprise.RELECTURE_DIFFERENTE().dans(fichier) for fichier in alteree]
        if not siennes:
            bilan.alertes += [
                a for a in maison.anomalies if a.gravite is not Gravite.ERREUR and a.fichier in bilan.a_ecrire
            ]
            if erreurs:  # elles sont aux fiches d'ici : ce qui arrive les mettrait en faute
                refus += erreurs
                bilan.creees, bilan.mises_a_jour = {}, {}
                bilan.conseils.append("Ces fautes seraient à vos fiches. Reprenez un genre, ou une fiche, à la fois.")
            break
        refus += siennes
        for chemin in {a.fichier for a in siennes}:
            bilan.retirer(chemin)
            (depot / chemin).unlink()
            if (racine / chemin).exists():
                lier(str(racine / chemin), str(depot / chemin))
    manques = dict.fromkeys(nom for defaut, nom in MANQUES.items() if defaut.code in {a.code for a in refus})
    bilan.conseils += [f"Reprenez d'abord, ou en même temps : {nom}." for nom in manques]
    if liees := _liees(maison.c, refus) if refus else []:
        bilan.conseils.append(f"Les fiches liées se reprennent une à une : base reprendre ADRESSE {' ; '.join(liees)}.")
    bilan.refus += premiers_refus(refus)


def _liees(c: Consultation, refus: Sequence[Anomalie]) -> list[str]:
    """Rend « clauses:arrosage » de chaque fiche liée qui manque, si son adresse dit son genre et qu'un réseau la donne."""
    liens = [LIEN.findall(a.message) for a in refus if a.code == Textes.LIEN_INTERNE.code]
    adresses = {(lien, lien.rpartition("/")[2]) for trouves in liens for lien in trouves}
    return sorted(
        f"{genre.donnees.jeu.nom}:{nom}"
        for genre in c.genres.values()
        for lien, nom in adresses
        if genre.donnees.jeu and not genre.chemin_de(nom).startswith(PROPRE)
        if genre.pages.adresse and genre.adresse_de(nom) == f"{lien}/"
    )[:LIEES_MAX]


def _meme(c: Consultation, recue: Recue) -> bool:
    relue = c.fiches(recue.genre.nom).get(recue.fiche.id)
    return relue is not None and (relue.ecrite.contenu, relue.ecrite.corps) == (recue.fiche.contenu, recue.fiche.corps)


def _poser(bilan: Bilan, racine: Path, depot: Path) -> None:
    """Pose les fichiers déjà écrits ; au premier défaut, retire ceux qui l'étaient et remet les anciens.

    Une fiche mise à jour est remplacée d'un geste : une exécution tuée laisse l'ancienne ou la neuve, jamais aucune.
    """
    with ExitStack() as retour:
        for chemin in bilan.a_ecrire:
            cible, neuve = racine / chemin, depot / chemin
            if chemin in bilan.mises_a_jour:
                ancienne = neuve.with_suffix(".ancien")
                lier(str(cible), str(ancienne))
                retour.callback(ancienne.replace, cible)
                neuve.replace(cible)
                continue
            for dossier in reversed([d for d in cible.parents if not d.exists()]):
                dossier.mkdir()
                retour.callback(dossier.rmdir)
            if cible.exists():
                raise FileExistsError(errno.EEXIST, "", chemin)
            neuve.rename(cible)
            retour.callback(cible.unlink)
        retour.pop_all()
