"""Ce qu'une reprise changerait, le contrôle de la base où elle est faite, puis l'écriture, tout ou rien."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.forme import ecrire_fiche
from macros.commandes.importer.fichier import Recue, lire_fichier, premiers_refus, situer
from macros.commandes.importer.origine import AU_RESEAU, suivie
from macros.commandes.passage import copier_les_fiches, dossier_de_passage, essayer, lier
from macros.fiches.droit.regles import Registre
from macros.lecture.anomalie import Anomalie, Gravite
from macros.lecture.defauts import Champs, Fichier, Renvois, Textes
from macros.lecture.reprise import Reprise
from macros.site.maison import Maison

INCOPIABLES = {Fichier.LIEN_SYMBOLIQUE.code, Fichier.CHEMIN_TROP_PROFOND.code, Fichier.NOM_DE_FICHIER.code}
"""Ce qui empêche de copier la base pour la contrôler."""
MANQUES = {
    Renvois.VALEUR_INCONNUE: "vocabulaires.json",
    Renvois.VOCABULAIRE_ABSENT: "vocabulaires.json",
    Champs.SEUIL_INCONNU: "seuils.json",
    Registre.REFERENCE_JURIDIQUE: "textes.json et codes.json",
    Renvois.RENVOI_ABSENT: "les fichiers des genres nommés ci-dessus",
    Textes.LIEN_INTERNE: "les fichiers des fiches liées",
}
"""Défaut → ce qu'il faut importer d'abord, ou en même temps."""


@dataclass
class Bilan:
    """Ce que la reprise changerait. ``creees``, ``mises_a_jour`` : fichier → texte ; ``conflits`` : fichier → champs qui diffèrent."""

    creees: dict[str, str] = field(default_factory=dict)
    mises_a_jour: dict[str, str] = field(default_factory=dict)
    identiques: list[str] = field(default_factory=list)
    conflits: dict[str, list[str]] = field(default_factory=dict)
    refus: list[Anomalie] = field(default_factory=list)
    alertes: list[Anomalie] = field(default_factory=list)
    conseils: list[str] = field(default_factory=list)
    ecrit: bool = False

    @property
    def textes(self) -> dict[str, str]:
        """Rend fichier → texte de tout ce qui s'écrirait."""
        return self.creees | self.mises_a_jour

    @property
    def admis(self) -> bool:
        """Dit si rien ne s'oppose à la reprise ; une fiche en conflit reste seulement telle qu'elle est."""
        return not self.refus


def importer(racine: Path, fichiers: Iterable[Path], appliquer: bool = False) -> Bilan:
    """Compare les fichiers de données ouvertes à la base de ``racine`` ; les reprend si ``appliquer`` et si rien ne s'oppose."""
    bilan = Bilan()
    maison = Maison(racine)
    bilan.refus = [a for a in maison.anomalies if a.code in INCOPIABLES]
    a_ecrire = _trier(bilan, maison.c, racine, fichiers)
    if a_ecrire and not bilan.refus:
        try:
            with ExitStack() as pile:
                # À la racine, c'est le même disque : les fichiers s'y posent d'un geste.
                depot = pile.enter_context(dossier_de_passage(racine))[0] if appliquer else _a_part(pile)
                _controler(bilan, a_ecrire, racine, depot)
                if appliquer and bilan.admis:
                    _poser(bilan, racine, depot)
        except OSError as erreur:
            bilan.refus.append(Reprise.ECRITURE_REFUSEE().dans(str(erreur.filename or racine)))
    bilan.ecrit = appliquer and bilan.admis
    return bilan


def _a_part(pile: ExitStack) -> Path:
    return Path(pile.enter_context(tempfile.TemporaryDirectory()))


def _trier(bilan: Bilan, c: Consultation, racine: Path, fichiers: Iterable[Path]) -> dict[str, Recue]:
    """Range chaque fiche reçue : à créer, à mettre à jour, identique, en conflit ou refusée ; rend celles à écrire, par fichier."""
    a_ecrire: dict[str, Recue] = {}
    for source in fichiers:
        recues, anomalies = lire_fichier(source, c)
        bilan.refus += [a for a in anomalies if a.gravite is Gravite.ERREUR]
        bilan.alertes += [a for a in anomalies if a.gravite is not Gravite.ERREUR]
        for recue in recues:
            existante = c.fiches(recue.genre.nom).get(recue.fiche.id)
            chemin = existante.fichier if existante else recue.chemin
            if chemin in a_ecrire:
                message = f"{chemin} vient déjà d'un autre des fichiers donnés"
                constat = Fichier.FICHE_EN_DOUBLE(message, "Ne donnez qu'un fichier par genre.")
                bilan.refus.append(constat.dans(str(source)))
            elif existante is None and (racine / chemin).exists():
                bilan.refus.append(Reprise.FICHE_ILLISIBLE().dans(chemin))
            elif existante and not (differents := _differents(existante.ecrite, recue.fiche)):
                bilan.identiques.append(chemin)
            elif existante and not suivie(existante.ecrite, recue.fiche):
                bilan.conflits[chemin] = differents
            else:
                a_ecrire[chemin] = recue
                corps = recue.fiche.corps if recue.genre.en_markdown else None
                textes = bilan.mises_a_jour if existante else bilan.creees
                textes[chemin] = ecrire_fiche(recue.fiche.contenu, corps)
    return a_ecrire


def _differents(existante: Fiche[Any], recue: Fiche[Any]) -> list[str]:
    """Rend les champs où deux fiches diffèrent, sauf l'origine et ce qui n'engage que le réseau qui l'a rempli."""
    ici, venue = existante.contenu.model_dump(), recue.contenu.model_dump()
    champs = [nom for nom in ici if nom not in ("reprise_de", *AU_RESEAU) and ici[nom] != venue[nom]]
    return champs + (["corps"] if existante.corps != recue.corps else [])


def _controler(bilan: Bilan, a_ecrire: Mapping[str, Recue], racine: Path, depot: Path) -> None:
    """Passe toutes les règles sur la base telle qu'elle serait : une copie, faite de liens, où les fiches sont écrites."""
    copier_les_fiches(racine, depot)
    for chemin, texte in bilan.textes.items():
        essayer(depot, chemin, texte)
    maison = Maison(depot)
    anomalies = [replace(a, message=situer(a)) if a.fichier in a_ecrire else a for a in maison.anomalies]
    erreurs = [a for a in anomalies if a.gravite is Gravite.ERREUR]
    bilan.alertes += [a for a in anomalies if a.gravite is not Gravite.ERREUR and a.fichier in a_ecrire]
    bilan.conseils = [f"Importez d'abord, ou dans la même commande : {nom}." for nom in _manques(erreurs)]
    if any(a.fichier not in a_ecrire for a in erreurs):
        bilan.conseils.append("Des erreurs touchent vos propres fichiers : lancez « base verifier ».")
    if rendues := [recue for recue in a_ecrire.values() if recue.retires]:
        bilan.conseils.append(
            f"{len(rendues)} clause(s) reprise(s) sans la relecture ni les alertes levées de leur réseau : à vous de les refaire."
        )
    bilan.refus += premiers_refus(
        erreurs
        or (Reprise.RELECTURE_DIFFERENTE().dans(f) for f, recue in a_ecrire.items() if not _meme(maison.c, recue))
    )


def _manques(erreurs: Iterable[Anomalie]) -> list[str]:
    codes = {a.code for a in erreurs}
    return list(dict.fromkeys(nom for defaut, nom in MANQUES.items() if defaut.code in codes))


def _meme(c: Consultation, recue: Recue) -> bool:
    relue = c.fiches(recue.genre.nom).get(recue.fiche.id)
    return relue is not None and (relue.ecrite.contenu, relue.ecrite.corps) == (recue.fiche.contenu, recue.fiche.corps)


def _poser(bilan: Bilan, racine: Path, depot: Path) -> None:
    """Pose les fichiers déjà écrits ; au premier défaut, retire ceux qui l'étaient et remet les anciens.

    Une fiche mise à jour est remplacée d'un geste : une exécution tuée laisse l'ancienne ou la neuve, jamais aucune.
    """
    with ExitStack() as retour:
        for chemin in bilan.textes:
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
