"""Les défauts d'un fichier de fiches publié par un autre réseau."""

from __future__ import annotations

from macros.lecture.anomalie import Defaut, Gravite

REPRENDRE = "Reprenez le fichier à sa source, sans l'ouvrir ni le réenregistrer."


class Reprise(Defaut):
    """La reprise des fiches d’un autre réseau"""

    FICHIER_ILLISIBLE = "le système refuse de lire ce fichier → Vérifiez ses droits."
    DONNEES_ABSENTES = (
        "il n'y a pas de données ouvertes à cette adresse"
        " → Donnez l'adresse du site, telle qu'il l'écrit, ou un dossier qui contient donnees/ ; le genre et le nom, comme sur sa page /donnees/."
    )
    AUTRE_SITE = (
        "ces données disent venir de {site}, et sont lues ailleurs"
        " → Donnez cette adresse-là ; si c'est une copie que vous avez faite, le dossier où elle est."
    )
    JSON_ILLISIBLE = f"ce n'est pas du JSON à cet endroit → {REPRENDRE}"
    NOMBRE_IMPOSSIBLE = f"un nombre a trop de chiffres → {REPRENDRE}"
    FORMAT_INCONNU = f"ce n'est pas un fichier de données d'une base comme celle-ci → {REPRENDRE}"
    VERSION_INCONNUE = (
        "le fichier est en version {version} ; ici on lit la version {attendue}"
        " → Mettez à jour la base qui a l'ancienne version, puis publiez et reprenez le fichier."
    )
    GENRE_INCONNU = "{genre} n'est pas un genre de fiche → Genres : {genres}."
    LICENCE_ABSENTE = (
        "la licence n'est pas donnée, avec son nom et son adresse"
        " → Licences admises : {licences}. Demandez au réseau s'il peut publier sous l'une d'elles."
    )
    LICENCE_REFUSEE = (
        "{licence} ne permet pas de reprendre ces fiches ici"
        " → Licences admises : {licences}. Demandez au réseau s'il peut publier sous l'une d'elles."
    )
    RESEAU_SANS_NOM = f"le nom du réseau manque, est trop long ou n'est pas un simple texte → {REPRENDRE}"
    TEXTE_IMPOSSIBLE = (
        "un texte porte un signe impossible, ou la fiche a trop de niveaux imbriqués"
        " → Demandez une copie du fichier à qui l'a publié."
    )
    CHAMP_LAISSE = (
        "le champ {champ} n'existe pas ici et ne peut pas se garder, il est laissé → Pour l'avoir, mettez d'abord à jour le moteur.",
        Gravite.ALERTE,
    )
    IDENTIFIANT_REFUSE = (
        "{nom} ne peut pas devenir un nom de fichier"
        " → Un identifiant est en minuscules sans accent, chiffres et tirets, 80 signes au plus."
    )
    FICHE_ILLISIBLE = (
        "une fiche de ce nom est déjà là, et ne peut pas être lue → Lancez « base verifier » et réparez-la d'abord."
    )
    RELECTURE_DIFFERENTE = (
        "la fiche, une fois écrite, ne se relit pas telle qu'elle a été reçue"
        " → Une fin de ligne inhabituelle en est la cause : écrivez à ce réseau."
    )
    ECRITURE_REFUSEE = (
        "le système refuse d'écrire ici → Vérifiez la place et les droits, puis recommencez : rien n'a été changé."
    )
    REFUS_EN_TROP = (
        "et {nombre} autre(s) refus, non montrés → Réparez d'abord ceux qui précèdent : ils ont souvent une même cause."
    )
