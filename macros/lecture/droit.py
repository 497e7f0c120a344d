"""Ce qui empêche de conclure : une source que l'on ne sait pas lire, un relevé qui ne se compare pas."""

from __future__ import annotations

from macros.lecture.anomalie import Constat, Defaut, montrable


class Refus(Exception):
    """Rien n'est écrit : ``constat`` dit pourquoi, ``ou`` nomme le fichier."""

    def __init__(self, ou: str, constat: Constat) -> None:
        super().__init__(f"{montrable(ou)} : {montrable(constat.message)}.\n    → {montrable(constat.conseil)}")
        self.constat = constat


class Droit(Defaut):
    """Le droit consolidé"""

    SOURCE_INCONNUE = (
        "ce n'est ni une archive LEGI, ni un code en Markdown"
        " → Donnez une archive .tar.gz de la DILA, un dossier d'archives ou de fichiers XML, ou un code en .md."
    )
    ARCHIVE_TRONQUEE = "l'archive s'arrête avant sa fin, ou est abîmée → Téléchargez-la de nouveau."
    ARCHIVE_ENORME = (
        "l'archive déroulée dépasse {maximum} Go → Ce n'est pas une archive LEGI : reprenez-la à la source."
    )
    FICHIER_ENORME = "un fichier dépasse {maximum} Mo → Ce n'est pas un article : reprenez la source."
    CHEMIN_REFUSE = (
        "un chemin sort de la source, ou n'est ni un fichier ni un dossier"
        " → N'ouvrez pas cette source : reprenez-la là où la DILA la publie."
    )
    SANS_DATE = (
        "rien ne dit de quel jour est cette source"
        " → Gardez le nom que lui donne la DILA (LEGI_AAAAMMJJ-HHMMSS.tar.gz), ou écrivez « etat: AAAA-MM-JJ » en tête du code."
    )
    DEUX_FOIS = "la même source est là deux fois : {autre} → Gardez-en une."
    DEUX_SOCLES = "deux bases entières sont là → Gardez la plus récente, et les incréments qui la suivent."
    INCREMENT_MANQUANT = (
        "il manque l'incrément du {jours}"
        " → Téléchargez-le : un incrément manqué ne se rattrape pas. La DILA n'en a pas publié ce jour-là ?"
        " Dites-le : --sans-increment {premier}."
    )
    XML_ILLISIBLE = "ce XML ne se lit pas → Il est tronqué ou abîmé : reprenez la source."
    ENTITES = "ce XML déclare des entités → La DILA n'en écrit pas : reprenez la source là où elle la publie."
    PAS_EN_UTF_8 = "ce fichier n'est pas en UTF-8 → Reprenez-le tel qu'il est publié, sans le réenregistrer."
    ARTICLE_SANS_NUMERO = "le numéro de cet article n'en est pas un → Reprenez la source là où la DILA la publie."
    ARTICLE_SANS_DATE = "cet article n'a pas de date de début lisible → Reprenez la source."
    AUTRE_CODE = (
        "aucun des textes que les fiches citent n'est dans cette source → Donnez le code de la commande publique."
    )
    RELEVE_ILLISIBLE = "ce n'est pas un relevé → Refaites-le par « base droit relever SOURCE FICHIER »."
    SOURCES_DIFFERENTES = (
        "un relevé vient d'un code en Markdown, l'autre de la LEGI → Comparez deux relevés de même source."
    )
    SUR_QUOI = (
        "« --sur » pose des incréments de la LEGI sur un relevé de la LEGI"
        " → Relevez sans lui une base entière ou un code en Markdown."
    )
    DATE_IMMOBILE = (
        "la source est du {apres}, et la précédente du {avant} : elle n'avance pas"
        " → Donnez d'abord le relevé le plus ancien ; sinon attendez que la source soit mise à jour."
    )
    ARTICLES_PERDUS = (
        "la source ne contient plus, ou pas, {nombre} article(s) que les fiches citent : {articles}"
        " → Une source qui filtre sur « VIGUEUR » les perd. Vérifiez sur Légifrance ; abrogé, écrivez abroge_le au registre."
    )
    SANS_SUITE = (
        "{articles} : la rédaction est finie et la suivante manque"
        " → Ajoutez les incréments voisins, ou partez d'une base entière."
    )
    PANNE = "la lecture s'est arrêtée ({raison}) → La machine manque peut-être de place : libérez-en, puis relancez."
    INJOIGNABLE = "le serveur ne répond pas ({raison}) → Relancez plus tard."
    REPONSE_D_ERREUR = (
        "le serveur répond une erreur ({code}) → Ouvrez l'adresse : la source a peut-être changé de place."
    )
    AILLEURS = "le serveur mène chez un autre, à {adresse} → Rien n'y est pris : ouvrez la première adresse vous-même."
    REPONSE_ENORME = "la réponse dépasse {maximum} Mo → Ce n'est pas ce que la source publie : ouvrez l'adresse."
    REPONSE_LENTE = "la réponse n'est pas finie après {secondes} secondes → Relancez plus tard."
    REPONSE_COUPEE = "la réponse est coupée : {recus} octets reçus, {annonces} annoncés → Relancez."
    AUTRE_REPONSE = (
        "ce n'est pas le fichier attendu : il commence par « {debut} » → Ouvrez l'adresse : une page d'erreur, souvent."
    )
    INDEX_MUET = "l'index ne nomme aucune archive attendue → La DILA a pu renommer ses fichiers : ouvrez l'adresse, et corrigez fonds.py."
    INCREMENT_TARDIF = (
        "{archive} a paru après d'autres déjà lus, qu'il devait précéder"
        " → Retirez data/droit/journal.json et relancez : tout se relit depuis la base entière."
    )
    INCREMENTS_PURGES = (
        "la dernière archive lue, {archive}, n'est plus à la source : d'autres ont pu passer"
        " → Retirez data/droit/journal.json et relancez : tout se relit depuis la base entière."
    )
    INCREMENTS_ARRETES = (
        "aucun incrément depuis trois jours ouvrés : le dernier est du {jour}"
        " → Ouvrez l'adresse. La DILA a pu s'arrêter, ou renommer ses fichiers."
    )
    JOURNAL_ILLISIBLE = (
        "ce n'est pas un journal → Reprenez celui de main, ou retirez-le : tout se relit depuis la base entière."
    )
    SOMMAIRES_ABSENTS = (
        "aucun sommaire du Journal officiel ne s'y lit → Ouvrez une archive : sa forme a peut-être changé."
    )
    DOSSIERS_ABSENTS = "aucun dossier législatif n'y est → Ouvrez une archive : sa forme a peut-être changé."
    RIEN_DE_L_UNION = "aucun lien entre les {nombre} actes suivis et d'autres → La réponse a peut-être changé de forme : ouvrez l'adresse."
    UNION_ILLISIBLE = "cette réponse ne se lit pas → Elle a changé de forme : ouvrez l'adresse, et corrigez union.py."
