"""Reprendre les fiches qu'un autre réseau publie, et dire ce qui reste à décider."""

from __future__ import annotations

from pathlib import Path

from macros.base.consultation import PROPRE
from macros.base.types import nom_admis
from macros.commandes.analyseur import inconnu
from macros.commandes.annonces import annoncer
from macros.commandes.reprendre.fichier import Envoi, lire_fichier
from macros.commandes.reprendre.reprise import Bilan, reprendre_les
from macros.commandes.reprendre.source import Source
from macros.lecture.anomalie import Anomalie, Gravite, montrable
from macros.lecture.defauts import Fichier
from macros.lecture.reprise import REPRENDRE, Reprise
from macros.site.lancer import maison_publiee
from macros.sorties.donnees.jeux import JeuPublie

INCOPIABLES = {Fichier.LIEN_SYMBOLIQUE.code, Fichier.CHEMIN_TROP_PROFOND.code, Fichier.NOM_DE_FICHIER.code}
"""Ce qui empêche de copier la base pour la contrôler."""


def commande_reprendre(racine: Path, adresse: str, quoi: str | None, essai: bool = False) -> int:
    """Reprend tout, un genre (« clauses ») ou une fiche (« clauses:arrosage »), ou le montre sans rien écrire (``essai``) ; rend 1 si une fiche est refusée, 2 sur une mauvaise demande."""
    source = Source(adresse)
    if not source.admise:
        print(f"« {montrable(adresse)} » n'est ni une adresse https, ni un dossier. → base reprendre https://… clauses")
        return 2
    maison = maison_publiee(racine)
    c = maison.c
    publies = {genre.donnees.jeu.nom: genre for genre in c.genres.values() if genre.donnees.jeu}
    nom, _, fiche_id = (quoi or "").partition(":")
    if nom and nom not in publies:
        print(inconnu(montrable(nom), "un genre de fiche publié", publies))
        return 2
    if fiche_id and not nom_admis(fiche_id):
        print(f"« {montrable(fiche_id)[:80]} » n'est pas le nom d'une fiche. → Écrivez-le comme dans son adresse.")
        return 2
    if incopiables := [a for a in maison.erreurs if a.code in INCOPIABLES]:
        annoncer(incopiables)
        print("Rien n'est écrit.")
        return 1
    noms = [nom] if nom else [n for n, genre in publies.items() if not genre.chemin_de("x").startswith(PROPRE)]
    envois: list[Envoi] = []
    anomalies: list[Anomalie] = []
    for un in noms:
        jeu = JeuPublie(un, "", 0, None, [])
        seule = fiche_id and not publies[un].lecture.fichier
        envoi, dites = lire_fichier(source, jeu.fiche(fiche_id) if seule else jeu.json, c)
        anomalies += dites
        if envoi and seule and envoi.noms - {fiche_id}:
            anomalies.append(
                Reprise.IDENTIFIANT_REFUSE("ce fichier a d'autres fiches que celle-là").dans(source.ou(jeu.json))
            )
            continue
        if envoi and envoi.genre is publies[un]:
            envois.append(envoi)
        elif envoi:
            anomalies.append(
                Reprise.GENRE_INCONNU(f"ce ne sont pas des fiches du genre « {un} »", REPRENDRE).dans(
                    source.ou(jeu.json)
                )
            )
    if envois and not nom:  # un réseau d'une version plus ancienne n'a pas tous les genres
        anomalies = [a for a in anomalies if a.code != Reprise.DONNEES_ABSENTES.code]
    bilan = reprendre_les(maison, envois, not fiche_id, essai)
    bilan.refus += [a for a in anomalies if a.gravite is Gravite.ERREUR]
    bilan.alertes += [a for a in anomalies if a.gravite is not Gravite.ERREUR]
    _dire(bilan, essai)
    return 1 if bilan.refus else 0


def _dire(bilan: Bilan, essai: bool) -> None:
    ecrites = (("créée", bilan.creees), ("mise à jour", bilan.mises_a_jour)) if essai else ()
    for titre, lignes in (*ecrites, ("en conflit", bilan.conflits), ("à savoir", bilan.dits)):
        for ligne in lignes:
            print(f"  {titre:<12}{ligne}")
    annoncer([*bilan.alertes, *bilan.refus])
    if bilan.conflits:
        print("    → Une fiche en conflit reste telle quelle : comparez les champs nommés, reportez ce qui convient.")
    for conseil in bilan.conseils:
        print(f"    → {conseil}")
    laissees = [f"{nombre} {raison}" for raison, nombre in bilan.laissees.items()]
    comptes = [f"{len(bilan.creees)} créée(s)", f"{len(bilan.mises_a_jour)} mise(s) à jour", *laissees]
    print(f"{', '.join(comptes)}, {len(bilan.conflits)} en conflit, {len(bilan.refus)} refus.")
    if essai:
        print("Rien n'est écrit : pour écrire ces fiches, relancez sans --essai.")
    elif bilan.a_ecrire:
        print("Relisez ce qui est écrit : la date de vérification d'une fiche est celle de son auteur.")
