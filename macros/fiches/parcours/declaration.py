"""Le parcours de formation : tout ce qu'il déclare aux sorties."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from macros.base.consultation import Consultation
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi
from macros.base.promesses import Groupe, Rendre
from macros.fiches.parcours import page, regles
from macros.fiches.parcours.modele import Parcours
from macros.regles.outils import duree_juste

NOM = "parcours"


def pages(c: Consultation) -> Iterator[tuple[str, str, Rendre]]:
    """Rend les questions qui finissent chaque parcours."""
    for fiche in c.fiches(NOM).values():
        yield f"parcours/{fiche.id}/questions/", fiche.fichier, partial(page.questions, fiche=fiche)


PARCOURS = Genre(
    nom=NOM,
    modele=Parcours,
    libelle="parcours",
    titre="Parcours",
    lecture=Lecture(dossier="data/parcours", seuils=True),
    pages=Pages(
        adresse="parcours/{id}/",
        reserves=frozenset({"etapes", "questions"}),
        rendre=page.page,
        autres=pages,
        macros=(page.liste_parcours, page.carte_achat, page.copier_le_tableau),
    ),
    recherche=Recherche(
        groupe=Groupe("formation", "Se former et animer", 70), mots=lambda c, f: ["parcours", "formation", "se former"]
    ),
    suivi=Suivi(cite=True),
    donnees=Donnees(jeu=Jeu("parcours", "Parcours de formation", 10), schema="parcours"),
    regles=Regles(
        ensemble=(regles.lectures,),
        de_fiche=(regles.etapes, partial(duree_juste, champ="etapes"), regles.questions),
        defauts=(regles.Etapes,),
    ),
)
