"""Les défauts que plusieurs genres partagent, une table par sujet. Un genre déclare les siens à côté de ses règles."""

from __future__ import annotations

from macros.lecture.anomalie import Defaut, Gravite
from macros.lecture.defauts_des_attentes import Attentes
from macros.lecture.defauts_des_pages import Pages
from macros.lecture.droit import Droit
from macros.lecture.reprise import Reprise


class Fichier(Defaut):
    """Le fichier"""

    FICHIER_INATTENDU = "ce fichier n'est pas une fiche → Une fiche va dans son dossier de data/, une page dans docs/, une image dans docs/images/."
    FICHIER_ABSENT = "ce fichier manque → Reprenez-le de la branche main du dépôt."
    ANOMALIES_EN_TROP = (
        "et {nombre} autre(s) anomalie(s) dans ce fichier, non montrées"
        " → Réparez d'abord celles qui précèdent : elles ont souvent une même cause."
    )
    DOSSIER_ABSENT = "il n'y a pas de dossier {nom}/ ici → Lancez la commande à côté de mkdocs.yml, data/ et docs/."
    EXIGENCE = (
        "le réseau demande le moteur {demandee}, et c'est le {ici} qui tourne"
        " → Installez celui qu'il demande : python -m pip install -r requirements.txt."
    )
    CONFLIT = (
        "une marque de conflit de git est restée ici"
        " → Gardez la bonne version, et retirez les trois lignes « <<<<<<< », « ======= » et « >>>>>>> »."
    )
    FICHE_EN_DOUBLE = "{autre_fichier} porte déjà ce nom → Renommez l'une des deux fiches."
    NOM_DE_FICHIER = (
        "« {nom} » ne peut pas devenir une adresse"
        " → Renommez le fichier : minuscules sans accent, chiffres et tirets, 80 signes au plus,"
        " et aucun nom que Windows garde pour lui (con, nul…)."
    )
    CHEMIN_TROP_PROFOND = (
        "plus de {maximum} dossiers sont imbriqués ici → Rangez ces fichiers plus haut, ou supprimez ce dossier."
    )
    ANCIEN_NOM_REPRIS = "l'ancien nom « {nom} » est pris par {autre_fichier} → Une adresse publiée garde son sens : changez l'un des deux."
    NOM_RESERVE = "« {nom} » est une adresse réservée du site → Renommez le fichier."
    ADRESSE_EN_DOUBLE = (
        "{autre_fichier} occupe déjà l'adresse /{adresse} → Renommez ou supprimez l'un des deux fichiers."
    )
    IDENTITE = "la fiche et le nom de son fichier se contredisent → Renommez le fichier, ou corrigez la fiche."
    FICHIER_TROP_GROS = "{taille} octets ; le maximum est {maximum} → Divisez la fiche en deux."
    MARQUE_D_ORDRE = "le fichier commence par une marque d'ordre (BOM) → Enregistrez-le en « UTF-8 » et non en « UTF-8 avec BOM » ou « Unicode »."
    ENCODAGE = "ce caractère n'est pas de l'UTF-8 → Enregistrez le fichier en UTF-8, puis retapez ce caractère."
    CARACTERE_INTERDIT = (
        "un caractère invisible ou de contrôle est dans le texte → Supprimez-le : il vient souvent d'un copier-coller."
    )
    CARACTERE_TROMPEUR = "un signe se voit à peine, ou en imite un autre → Supprimez-le, ou retapez-le au clavier : il vient d'un copier-coller."
    CARACTERE_BIDIRECTIONNEL = "{signe} change l'ordre d'affichage du texte → Supprimez-le."
    LIEN_SYMBOLIQUE = "un lien symbolique publierait le fichier qu'il désigne → Remplacez-le par une copie du fichier, ou supprimez-le."
    IMAGE_REFUSEE = (
        "ce n'est pas une image de ce format, de moins de 500 Ko, au nom simple"
        " → Enregistrez l'image en PNG, JPEG ou WebP ; nom en minuscules, chiffres et tirets."
    )


class Ecriture(Defaut):
    """L’écriture des champs"""

    FICHE_VIDE = "la fiche est vide → Partez du modèle commenté : base nouveau."
    REGLAGE_CHANGE = "ce réglage n'est pas celui du moteur → Remettez-le comme il était."
    MENU_SANS_PLACES = (
        "le menu n'a pas ses quatre entrées, que les pages placent en haut et en bas"
        " → Écrivez, dans cet ordre : l'accueil, le menu principal (deux niveaux au plus), les liens rapides et le pied de page."
    )
    VARIABLE_REFUSEE = (
        "« !ENV » n'est pas suivi d'une variable admise et de ce qui vaut sans elle"
        " → Écrivez !ENV [NOM, valeur sans elle]. Variables admises : {admises}. Une autre serait publiée telle quelle."
    )
    EN_TETE_ILLISIBLE = (
        "l'en-tête « --- … --- » manque ou n'est pas fermé"
        " → La fiche commence par une ligne « --- », ses champs, puis une ligne « --- »."
    )
    YAML_ILLISIBLE = (
        "la fiche ne peut pas être lue à cet endroit"
        " → Vérifiez les retraits, les guillemets et les deux-points de cette ligne et de la précédente."
    )
    FORME_YAML = "la fiche doit être une suite de « champ: valeur » → Partez du modèle commenté : base nouveau."
    GUILLEMETS_COURBES = (
        "« “ » et « ” » ne sont pas les guillemets d'une fiche"
        " → Mettez des guillemets droits autour du texte, ou aucun : un traitement de texte a changé les vôtres."
    )
    CLE_YAML = (
        "un nom de champ doit être un mot, pas une liste"
        " → Écrivez « champ: valeur ». Un texte qui commence par [ ou {{ se met entre guillemets."
    )
    TEXTE_COUPE = (
        "le texte s'arrête à « {debut} » : ce qui suit « # » n'est pas lu"
        " → Mettez le texte entre guillemets ; un commentaire s'écrit sur sa propre ligne."
    )
    CLE_EN_DOUBLE = "le champ « {champ} » est déjà écrit ligne {autre_ligne} → Gardez-en un seul."
    VALEUR_VIDE = "le champ n'a pas de valeur → Donnez une valeur, ou retirez la ligne si le champ est facultatif."
    VALEUR_AMBIGUE = (
        "« {valeur} » peut se lire de plusieurs façons"
        ' → Pour un texte, mettez des guillemets : "{valeur}". Un nombre s\'écrit 1000 ou 2.5, une date AAAA-MM-JJ.'
    )
    DATE_IMPOSSIBLE = (
        "« {valeur} » n'est pas un jour du calendrier → Écrivez l'année, le mois, puis le jour : AAAA-MM-JJ."
    )
    DATE_MAL_ECRITE = (
        "« {valeur} » n'est pas écrit comme une date"
        ' → Écrivez {jour}, sans guillemets ; si c\'est un texte et non une date, mettez des guillemets : "{valeur}".'
    )
    TROP_PROFOND = (
        "plus de {maximum} niveaux imbriqués → Vérifiez les retraits : aucune fiche n'a besoin d'autant de niveaux."
    )
    ALIAS_YAML = (
        "les ancres « & » et les alias « * » ne sont pas admis"
        " → Recopiez la valeur, ou mettez le texte entre guillemets s'il commence par & ou *."
    )
    ETIQUETTE_YAML = (
        "l'étiquette « {mot} » n'est pas admise"
        " → Retirez-la, ou mettez le texte entre guillemets s'il commence par un point d'exclamation."
    )
    DIRECTIVE_YAML = "les directives « % » ne sont pas admises → Supprimez les lignes qui commencent par « % »."
    PLUSIEURS_DOCUMENTS = (
        "le fichier contient plusieurs documents YAML → Gardez une seule fiche par fichier et retirez la ligne « --- »."
    )


class Champs(Defaut):
    """Les champs d’une fiche"""

    CHAMP_MANQUANT = "le champ « {champ} » manque → Ajoutez-le."
    CHAMP_INCONNU = "le champ « {champ} » n'existe pas → Champs admis : {champs}."
    TYPE_INCORRECT = "« {champ} » attend {sorte} → La référence des champs montre ce qu'il attend."
    FORME_INCORRECTE = "« {champ} » n'a pas la forme attendue → La référence des champs montre ce qu'il attend."
    TROP_COURT = "« {champ} » est trop court ({longueur} caractères) → Au moins {minimum} caractères."
    TROP_LONG = "« {champ} » est trop long ({longueur} caractères) → Au plus {maximum} caractères."
    LISTE_TROP_COURTE = "« {champ} » est vide ou trop court → Au moins {minimum} élément(s)."
    LISTE_TROP_LONGUE = "« {champ} » a trop d'éléments → Au plus {maximum} éléments."
    HORS_BORNES = "un nombre est trop petit ou trop grand → Choisissez une valeur entre les bornes."
    DATE_LOINTAINE = "{date} est hors du plausible → Vérifiez l'année."
    DATE_FUTURE = "{date} n'est pas encore passé (nous sommes le {jour}) → Écrivez le jour réel ; une fiche ne se date pas d'avance."
    ORDRE_DES_DATES = "deux dates se suivent dans le mauvais ordre → Corrigez l'une des deux."
    CHANGEMENT_TROP_TOT = "le changement du {date} précède la mise en ligne → Retirez-le : personne n'a lu l'ancienne version ; ou corrigez-le."
    CHANGEMENT_EN_DOUBLE = "deux changements portent le {date} → Dites-les en une seule phrase."
    DUREE_FAUSSE = (
        "la durée annoncée ({minutes} min) n'est pas la somme de « {champ} » ({somme} min)"
        " → Écrivez duree: {somme} ({en_mots}), ou corrigez les minutes."
    )
    FORMULE_ILLISIBLE = (
        "la formule ne peut pas être calculée → Écrivez par exemple « contrats_avec / contrats_tous * 100 »."
    )
    SEUIL_INCONNU = "le seuil « {nom} » n'est pas dans {registre} → Seuils connus : {seuils}."
    ALERTE_LEVEE_INCONNUE = "« {alerte} » n'est pas une alerte que l'on peut lever → Alertes qui se lèvent : {alertes}."
    ALERTE_LEVEE_INUTILE = (
        "l'alerte « {alerte} » ne se produit pas sur « {extrait} »"
        " → Recopiez dans extrait les mots que l'alerte cite entre guillemets, ou retirez cette levée."
    )


class Renvois(Defaut):
    """Les listes fermées et les renvois"""

    VALEUR_INCONNUE = "« {valeur} » n'est pas dans le vocabulaire « {vocabulaire} » → Valeurs admises : {valeurs}."
    VOCABULAIRE_SANS_EMPLOI = (
        "aucun champ n'emploie ce vocabulaire → Supprimez le fichier, ou corrigez son nom : celui du vocabulaire attendu.",
        Gravite.ALERTE,
    )
    ARTICLE_D_UNE_AUTRE_PIECE = "l'article « {article} » est du document {sienne}, et le texte va dans {piece} → Articles de {piece} : {articles}."
    VALEUR_EN_DOUBLE = "« {valeur} » est écrit deux fois → Gardez-en un seul."
    VOCABULAIRE_ABSENT = "le vocabulaire « {vocabulaire} » n'existe pas → Créez data/vocabulaires/{vocabulaire}.yml."
    RENVOI_ABSENT = "la fiche « {nom} » n'existe pas ({genre}) → Créez-la, ou retirez le renvoi."
    RENVOI_RENOMME = "la fiche « {nom} » s'appelle maintenant « {actuel} » ({genre}) → Écrivez {actuel}."
    RENVOI_BROUILLON = (
        "la fiche « {nom} » est un brouillon : ce renvoi ne paraîtra ni sur le site ni dans les données"
        " → Publiez-la aussi, ou retirez le renvoi.",
        Gravite.ALERTE,
    )
    CYCLE = "« {nom} » revient à lui-même en suivant {champ} → Retirez un des renvois de la boucle."
    TEXTE_ABROGE_EN_PHRASE = (
        "« {texte} » est abrogé depuis le {date}, et la phrase ne le dit pas → Citez le texte qui le remplace.",
        Gravite.ALERTE,
    )


class Textes(Defaut):
    """Les textes et les liens"""

    HTML_BRUT = (
        "« {extrait} » ressemble à du HTML"
        " → Employez les listes, **gras**, *italique* et [lien](https://…). Pour « inférieur à », laissez une espace après <."
    )
    GABARIT_INTERDIT = (
        "une double accolade appelle du code, et n'est pas admise à cet endroit"
        " → Une variable de clause s'écrit {{{{nom}}}} ; un seuil, dans une fiche qui dit le droit du jour, "
        '{{{{ seuil("nom") }}}}. Ailleurs, écrivez le texte en clair.'
    )
    TEXTE_SUR_UNE_LIGNE = "« {champ} » a un retour à la ligne → Écrivez-le sur une seule ligne."
    MOT_TROP_LONG = (
        "« {mot}… » a {longueur} signes sans une espace : il déborderait d'un petit écran"
        " → Coupez-le par une espace ou un trait d'union ; une adresse se met dans un lien."
    )
    MOT_DE_CONTRAT = "« {extrait} » n'est pas d'un contrat → {a_la_place}"
    TEXTE_SANS_MOT = "ce texte n'a pas de mot → Écrivez-le en lettres, ou retirez le champ s'il est facultatif."
    MARQUE_SANS_EFFET = (
        "« {extrait} » s'afficherait tel quel"
        " → Retirez-le : un texte connaît les listes, **gras**, *italique* et [lien](https://…), rien d'autre."
    )
    MARQUE_DANS_UN_TITRE = (
        "« {extrait} » s'afficherait tel quel → Un titre n'a ni balisage ni lien : écrivez ses mots seuls."
    )
    LIEN_COUPE = (
        "une espace sépare le texte d'un lien de son adresse : rien n'y mène → Collez-les : [texte](https://…)."
    )
    LIEN_SANS_TEXTE = (
        "un lien n'a pas de texte : personne ne le verrait → Écrivez entre les crochets ce vers quoi il mène."
    )
    LIEN_REFUSE = "une adresse est incomplète, trompeuse, ou n'est pas en https → Copiez l'adresse complète de la page, qui commence par https://."
    LIEN_INTERNE = "« {adresse} » n'existe pas sur le site → Vérifiez le chemin : /clauses/nom-de-la-fiche/, /bonnes-pratiques/…/, /veille/AAAA/…/."
    LIEN_DU_RESEAU = (
        "« {adresse} » est une fiche de data/reseau, qu'un autre réseau n'a pas"
        " → Liez le site officiel, ou une page que tous ont : /territoire/, /agenda/."
    )
    INTERTITRE = "seuls les intertitres ## et ### sont admis → Le titre de la page vient du champ « titre »."
    CORPS_VIDE = "le texte sous l'en-tête manque ou est trop court → Ajoutez au moins un paragraphe : un exemple, ce qu'il faut vérifier."
    SQUELETTE_INTACT = (
        "« {champ} » est encore le texte d'exemple de la fiche vierge"
        " → Écrivez le vôtre, ou retirez le champ s'il est facultatif."
    )
    TELEPHONE_PORTABLE = (
        "« {extrait} » est un numéro de portable"
        " → Retirez-le : une fiche ne porte aucune donnée personnelle. Nommez la fonction ou le service."
    )
    PERSONNE_NOMMEE = (
        "« {extrait} » nomme une personne"
        " → Retirez-le : une fiche ne porte aucune donnée personnelle. Nommez la fonction ou le service."
    )
    TELEPHONE_DANS_UN_ROLE = (
        "« {extrait} » est un numéro de téléphone, et ce champ dit un rôle"
        " → Retirez-le : chaque acheteur a le sien. Nommez la fonction ou le service."
    )
    PERSONNE_A_VERIFIER = (
        "« {extrait} » a la forme d'un prénom et d'un nom → Nommez la fonction ou le service : « Le service utilisateur ».",
        Gravite.ALERTE,
    )
    COURRIEL_PERSONNEL = (
        "une adresse électronique est celle d'une personne"
        " → Écrivez l'adresse de fonction de l'organisme, comme contact@…, ou retirez-la : le site suffit."
    )
    COURRIEL_A_VERIFIER = (
        "« {mot} », dans « {courriel} », ne nomme pas une fonction connue"
        " → Écrivez l'adresse de fonction de l'organisme, comme contact@…, ou retirez-la : le site suffit.",
        Gravite.ALERTE,
    )


GENERAUX: tuple[type[Defaut], ...] = (Fichier, Ecriture, Champs, Renvois, Textes, Pages, Reprise, Attentes, Droit)
"""Dans l'ordre où le site les montre ; les genres ajoutent les leurs."""
