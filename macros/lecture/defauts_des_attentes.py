"""Ce qu'un réseau attend de son contenu et n'y trouve pas : ce que ``base essayer`` en dit."""

from __future__ import annotations

from macros.lecture.anomalie import Defaut, Gravite


class Attentes(Defaut):
    """Les attentes du réseau"""

    ATTENTE_EN_DOUBLE = "« {nom} » est déjà attendu ligne {autre_ligne} → Gardez-en un seul."
    ATTENTE_SANS_FICHE = "aucune fiche ne répond à cette attente → Corrigez le genre, la fiche, l'article cité ou le champ, ou retirez l'attente."
    ATTENTE_DU_RESEAU = (
        "« {adresse} » est une fiche de data/reseau, qu'un autre réseau n'a pas"
        " → Mettez cette attente dans data/reseau/essais/{nom}.yml."
    )
    PROMESSE_NON_TENUE = (
        "{nombre} fiche(s) « {genre} », et {minimum} sont promises → Écrivez les fiches, ou corrigez la promesse."
    )
    GENRE_ATTENDU_INCONNU = "« {genre} » n'est pas un genre de fiche → Genres : {genres}."
    DIT_MANQUANT = "« {mots} » n'est pas dans {fichier} → Écrivez-le dans la fiche, ou corrigez l'attente."
    DIT_EN_TROP = "« {mots} » est dans {fichier} → Retirez-le de la fiche, ou corrigez l'attente{pourquoi}."
    BONNE_REPONSE_ABSENTE = (
        "la recherche ne rend aucune page à l'adresse « {adresse} » → Corrigez l'adresse attendue, ou retirez-la."
    )
    REQUETE_RATEE = (
        "« {q} » ne trouve pas la réponse attendue : {vues} → Ajoutez ces mots à la fiche, à data/vocabulaires/synonymes.yml"
        " ou à data/vocabulaires/demandes.yml, ou corrigez l'attente.",
        Gravite.ALERTE,
    )
    SORTE_RATEE = (
        "{trouvees} requête(s) « {sorte} » sur {total} trouvent leur réponse ; il en faut {part} %"
        " → Reprenez celles que les alertes nomment."
    )
    REPONSE_EN_TROP = (
        "« {q} » montre « {vue} », que cette attente écarte → Retirez ces mots de la fiche, ou corrigez l'attente."
    )
    CAS_ILLISIBLE = (
        "la page des obligations ne lit pas « {fait} » : {refus} → Écrivez une réponse que la page propose, à sa place."
    )
    REGLE_INCONNUE = "« {regle} » n'est pas une règle de data/obligations → Corrigez le nom, ou retirez-le."
    ARTICLE_SANS_FICHE = (
        "« {article} » n'est pas un article ni un texte du registre"
        " → Écrivez-le comme « CCP L2112-2 », ou ajoutez-le à data/droit/."
    )
    OBLIGATION_MANQUANTE = (
        "« {regle} » n'est pas « {issue} » pour ce cas → Relisez les conditions de la règle et l'article, puis corrigez"
        " la règle ou le cas."
    )
    OBLIGATION_EN_TROP = (
        "« {regle} » est « {issue} » pour ce cas, qui ne l'attend pas → Relisez les conditions de la règle et l'article,"
        " puis corrigez la règle ou le cas."
    )
    RAISON_MANQUANTE = "de « {regle} », la page dit « {dite} » → Corrigez la règle, ou les mots attendus."
    PROCEDURE_DU_CAS = (
        "ce cas reçoit {nombre} procédure(s), et en attend {attendues}"
        " → Corrigez les règles de procédure, ou écrivez « procedures: 0 » si aucun texte ne la fixe encore."
    )
    REPONSE_A_LA_REGLE = (
        "à « {regle} », la page propose {proposees} → Corrigez les clauses qui y répondent, ou le cas attendu."
    )
    DOSSIER_HORS_BUDGET = (
        "à {montant} €, « {quoi} » vaut {valeur}, et le budget de cette forme va de {min} à {max}"
        " → Retirez une clause ou des textes (sans), changez les poids, ou dites-le dans depasse, avec sa raison."
    )
    DOSSIER_A_REGLER = (
        "à {montant} €, le dossier composé a encore à régler « {reste} »"
        " → Répondez aux questions dans faits, ou changez les clauses, leurs niveaux et leurs textes."
    )
    MOT_INCONNU = "« {mot} » n'est pas au dictionnaire → Corrigez la faute ; si le mot est juste, ajoutez-le à {dossier}/mots.yml."
    MOT_SANS_EMPLOI = (
        "« {mot} » ne sert plus ici : aucune fiche ne l'emploie, ou le dictionnaire le connaît → Retirez cette ligne."
    )
    TEXTE_TROP_PROCHE = (
        "ce texte reprend {part} % de celui de {autre}, et un acheteur peut prendre les deux"
        " → Gardez-en un, ou dites autrement ce qui les sépare."
    )
