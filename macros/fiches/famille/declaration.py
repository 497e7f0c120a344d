"""La famille d'achat : tout ce qu'elle déclare aux sorties."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi
from macros.base.promesses import Document, Groupe
from macros.fiches.famille import marches, regles
from macros.fiches.famille.modele import Famille
from macros.fiches.famille.page import clauses_pour_entreprises, codes_cpv, entrees_segments, pages
from macros.sorties.recherche.aides import phrases

NOM = "familles"


def documents(c: Consultation, fiche: Fiche[Famille]) -> Iterator[Document]:
    """Rend la page de la famille, que ses codes CPV trouvent aussi, entiers ou par leur début."""
    famille, libelle = fiche.contenu, c.libelle("segments", fiche.id)
    cpv = [debut for x in famille.cpv for debut in x.debuts()]
    champs = {
        "titre": [libelle, *cpv],  # un code est aussi son nom : ses clauses viennent après elle
        "references": cpv,
        "lexique": c.mots("segments", [fiche.id]),
        "resume": [famille.titre],
        "texte": [*phrases(fiche), *(x.libelle for x in famille.cpv)],
    }
    adresse = c.adresse(NOM, fiche.id).partition("#")[0]
    yield Document(NOM, fiche.id, adresse, libelle, famille.titre, champs, noms=[libelle, f"famille {libelle}"])


FAMILLES = Genre(
    nom=NOM,
    modele=Famille,
    libelle="famille d’achat",
    titre="Familles d’achat",
    lecture=Lecture(dossier="data/familles", seuils=True),
    pages=Pages(
        adresse="clauses/segments/{id}/#premier-marche",
        autres=pages,
        fichiers=marches.fichiers,
        macros=(entrees_segments, codes_cpv, clauses_pour_entreprises, marches.mes_marches),
    ),
    recherche=Recherche(groupe=Groupe(NOM, "Familles d’achat", 15, "Famille d’achat"), documents=documents),
    suivi=Suivi(cite=True, revue=True),
    donnees=Donnees(jeu=Jeu("familles", "Familles d’achat", 16), schema="famille"),
    regles=Regles(ensemble=(regles.cpv_partages,), de_fiche=(regles.familles,), defauts=(regles.Familles,)),
)
