"""Recevoir ce qu'un contributeur envoie sans git : le mettre à sa place, le contrôler, écrire la réponse à lui renvoyer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from macros.base.chargement import lire_champs, lire_source
from macros.base.consultation import Consultation
from macros.base.forme import en_markdown, forme_de
from macros.base.genre import Genre
from macros.base.types import nom_admis
from macros.commandes.nouveau import NOM_ATTENDU
from macros.commandes.passage import maison_avec, poser
from macros.commandes.recevoir.correction import Refuse, corriger, fichier_vise
from macros.commandes.recevoir.courrier import COURRIEL_MAX, Envoi, Proposee, lire_envoi
from macros.lecture.anomalie import Anomalie, Gravite, montrable
from macros.lecture.rangement import ranger
from macros.site.lancer import maison_publiee
from macros.sorties.donnees.vierge import genres_a_ecrire

RIEN = (
    "rien n'y est une fiche ni une correction. → Donnez le .yml, ou le courriel enregistré en texte ou en .eml ; au-dessus d'une"
    " fiche collée dans un courriel, écrivez sa place : # data/clauses/mon-sujet.yml."
)
COUPEE = "Si votre messagerie a coupé des lignes, joignez plutôt le fichier téléchargé."
A_DIRE_AU_RELECTEUR = ("relu_par", "relectures", "reprise_de")
"""Ce qu'une fiche reçue ne peut pas dire d'elle-même."""
BONJOUR = "Bonjour,\n\nMerci d'avoir pris le temps de nous écrire. Voici ce que nous en avons fait.\n"


def commande_recevoir(racine: Path, fichier: Path) -> int:
    """Écrit ce qui est reçu et passe le contrôle ; rend 1 si quelque chose est refusé, 2 si le fichier ne peut pas être lu.

    Ce que le contrôle refuse retient tout l'envoi : ses fiches peuvent se nommer l'une l'autre.
    """
    if not fichier.is_file() or fichier.stat().st_size > COURRIEL_MAX:
        print(
            f"« {montrable(str(fichier))} » n'est pas un fichier de moins de {COURRIEL_MAX // 1_000_000} Mo. → Donnez le .yml, le .eml ou le .txt reçu."
        )
        return 2
    envoi = lire_envoi(fichier.name, fichier.read_bytes())
    if not (envoi.fiches or envoi.corrections):
        print(f"{montrable(str(fichier))} : {RIEN}")
        return 2
    maison = maison_publiee(racine)
    c = maison.c
    textes, faits, refus = preparer(racine, c, envoi)
    anomalies = controler(racine, textes, set(map(str, maison.erreurs)))
    if fautes := [a for a in anomalies if a.gravite is Gravite.ERREUR]:
        textes, faits = {}, []
        refus.append("le contrôle demande de réparer ceci. → Corrigez, puis renvoyez : rien n'est encore écrit.")
    a_voir = [*_pour_le_relecteur(envoi, {n: t for n, t in textes.items() if not (racine / n).exists()})]
    for nom, texte in textes.items():
        poser(racine, nom, texte.encode())
        print(f"{nom} est écrit.")
    for ligne in a_voir:
        print(f"    → {ligne}")
    print("\n---- À renvoyer ----\n" + reponse(c, faits, refus, fautes or anomalies))
    return 1 if refus else 0


def preparer(racine: Path, c: Consultation, envoi: Envoi) -> tuple[dict[str, str], list[str], list[str]]:
    """Rend (fichier → son texte neuf, ce qui est fait, ce qui est refusé) ; rien n'est encore écrit."""
    textes: dict[str, str] = {}
    faits, refus = [], []
    for proposee in envoi.fiches:
        try:
            nom, texte = placer(racine, c, proposee)
            textes[nom] = texte
            faits.append(f"{nom} : votre fiche est à sa place.")
        except Refuse as refuse:
            refus.append(f"{montrable(proposee.nom)} : {refuse}")
    for correction in envoi.corrections:
        try:
            nom, genre = fichier_vise(c, correction.chemin)
            avant = textes[nom].encode() if nom in textes else (racine / nom).read_bytes()
            textes[nom] = corriger(avant, nom, genre, correction)
            faits.append(f"{nom}, {montrable(correction.champ)} : votre correction est posée.")
        except Refuse as refuse:
            refus.append(f"{montrable(correction.chemin)}, {montrable(correction.champ)} : {refuse}")
    return (
        textes,
        faits,
        [*refus, *(f"{laisse} : cela n'a pas été lu. → Collez le texte dans le courriel." for laisse in envoi.laisses)],
    )


def placer(racine: Path, c: Consultation, proposee: Proposee) -> tuple[str, str]:
    """Rend (fichier, texte rangé) d'une fiche neuve ; lève ``Refuse`` si elle ne se lit pas, ou n'a pas de place libre."""
    nom = Path(proposee.nom).name
    slug, admis = nom.rpartition(".")[0], [*genres_a_ecrire(c).values()]
    if not nom_admis(slug):
        raise Refuse(f"« {montrable(slug)[:80]} » ne peut pas devenir une adresse. → {NOM_ATTENDU}")
    if proposee.nom != nom:
        admis = [genre for genre in admis if genre.chemin_de(slug) == proposee.nom]
    genre = _genre(proposee, admis, nom)
    fichier = genre.chemin_de(slug)
    if genre.est_reserve(slug):
        raise Refuse(f"« {slug} » est une adresse réservée du site. → Choisissez un autre nom.")
    if any(dossier.is_symlink() for dossier in (racine / fichier, *(racine / fichier).parents) if dossier != racine):
        raise Refuse(f"{fichier} passe par un lien symbolique. → Remplacez-le par un dossier.")
    champs, corps, _, anomalies = lire_source(proposee.octets, fichier, genre)
    if not anomalies:
        _, _, anomalies = lire_champs(champs, fichier, genre)
    if anomalies:
        refus = f"la fiche ne se lit pas, ligne {anomalies[0].ligne} : {anomalies[0].message}. → {anomalies[0].conseil}"
        raise Refuse(f"{refus} {COUPEE}" if proposee.collee else refus)
    rangee = ranger(champs, forme_de(genre.modele))
    texte = en_markdown(rangee, corps) if genre.en_markdown else rangee
    deja = c.fiches(genre.nom).get(slug)
    if deja and (racine / deja.fichier).read_bytes() == texte.encode():
        raise Refuse("cette fiche est déjà là, pareille. → Il n'y a rien à faire.")
    if deja or (racine / fichier).exists():
        raise Refuse(
            f"{deja.fichier if deja else fichier} existe déjà. → Pour la changer, envoyez une correction (« Un mot à corriger ? »,"
            " sur sa page), ou choisissez un autre nom."
        )
    return fichier, texte


def _genre(proposee: Proposee, admis: Sequence[Genre], nom: str) -> Genre:
    """Rend le genre de la fiche : sa place le dit, sinon ses champs ; lève ``Refuse`` si ni l'une ni les autres ne tranchent."""
    if proposee.nom != nom:
        if not admis:
            raise Refuse("ce n'est la place d'aucune fiche. → Écrivez par exemple data/clauses/mon-sujet.yml.")
        return admis[0]
    lus: dict[str, tuple[int, Genre]] = {}
    for genre in admis:
        if genre.en_markdown != nom.endswith(".md"):
            continue
        champs, _, _, anomalies = lire_source(proposee.octets, nom, genre)
        valeurs, _, _ = lire_champs(champs, nom, genre) if not anomalies else (None, None, None)
        modele = genre.modele.model_fields
        demandes = {champ for champ, info in modele.items() if info.is_required()}
        ecart = len((valeurs or {}).keys() - modele.keys()) + len(demandes - (valeurs or {}).keys())
        if valeurs is not None and ecart < len(valeurs):
            lus[genre.nom] = ecart, genre
    rangs = sorted(ecart for ecart, _ in lus.values())
    if not lus or (rangs[1:] and rangs[0] == rangs[1]):
        raise Refuse(
            "ses champs ne disent pas de quel genre elle est, ou ne se lisent pas. → Écrivez sa place sur la première ligne :"
            " # data/clauses/mon-sujet.yml."
        )
    return min(lus.values(), key=lambda lu: lu[0])[1]


def controler(racine: Path, textes: Mapping[str, str], avant: set[str]) -> list[Anomalie]:
    """Rend ce que le contrôle trouve dans ces fichiers, écrits dans une copie, et les erreurs qu'ils donnent aux autres.

    ``avant`` : les erreurs que la base avait déjà, qui n'empêchent rien.
    """
    if not textes:
        return []
    maison = maison_avec(racine, textes)
    neuves = (a for a in maison.erreurs if a.fichier not in textes and str(a) not in avant)
    return [*(a for a in maison.anomalies if a.fichier in textes), *neuves]


def _pour_le_relecteur(envoi: Envoi, neuves: Mapping[str, str]) -> Iterator[str]:
    for correction in envoi.corrections:
        yield f"{montrable(correction.champ)} : {montrable(correction.raison) or 'sans raison dite'} ; source : {montrable(correction.source) or 'aucune'}."
    for nom, texte in neuves.items():
        for champ in A_DIRE_AU_RELECTEUR:
            if f"\n{champ}: " in texte.replace(f"\n{champ}: null", "") or f"\n{champ}:\n" in texte:
                yield f"{nom} porte « {champ} » : retirez-le, à moins que cela ne vienne de vous."


def reponse(c: Consultation, faits: Iterable[str], refus: Iterable[str], anomalies: Iterable[Anomalie]) -> str:
    """Rend le courriel à renvoyer : ce qui est fait, ce qui ne l'est pas et comment y remédier, ce que le contrôle en dit."""
    lignes = [BONJOUR, *(f"- {fait} Une personne la relit avant qu'elle paraisse." for fait in faits)]
    lignes += [f"- {dit.replace(' → ', chr(10) + '  → ', 1)}" for dit in refus]
    if any(a.gravite is not Gravite.ERREUR for a in anomalies):
        lignes.append("\nAvant de publier, il faudra revoir ceci ; la personne qui relit peut s'en charger :\n")
    lignes += [
        f"  {a.fichier}, ligne {a.ligne} : {montrable(a.message)}\n    → {montrable(a.conseil)}" for a in anomalies
    ]
    return "\n".join([*lignes, "", "Cordialement,", c.reseau.nom])
