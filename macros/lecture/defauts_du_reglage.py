"""Ce que le contrôle dit de ``mkdocs.yml``."""

from __future__ import annotations

from macros.lecture.anomalie import Defaut


class Reglage(Defaut):
    """Le réglage du site"""

    REGLAGE_INCONNU = "« {champ} » n'est pas un réglage admis → Réglages admis : {champs}."
    REGLAGE_CHANGE = "« {champ} » n'est pas ce dont le site a besoin → Écrivez {champ}: {attendu}."
    MENU_ILLISIBLE = "cette entrée du menu ne peut pas être lue → Écrivez « - Titre: chemin/page.md », ou « - Titre: » et ses pages en retrait."
    MENU_SANS_PLACES = (
        "le menu n'a pas ses quatre entrées, que les pages placent en haut et en bas"
        " → Écrivez, dans cet ordre : l'accueil (index.md), le menu principal (deux niveaux au plus), les liens rapides et le pied de page."
    )
    MENU_ABSENT = (
        "le menu mène à « {page} », qui n'existe pas → Corrigez le chemin, relatif à docs/, ou retirez la ligne."
    )
    PAGE_HORS_MENU = (
        "cette page n'est ni dans le menu, ni rangée dans un dossier"
        " → Ajoutez-la à « nav » dans mkdocs.yml, ou rangez-la dans un dossier de docs/."
    )
