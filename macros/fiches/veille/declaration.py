"""La veille : entrées, éditions, couverture ; tout ce qu'elles déclarent aux sorties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.dates import MOIS_PASSES
from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi
from macros.base.promesses import Annonce, Document, Groupe, Jalon, Moment, Rendre
from macros.base.suivi import identite
from macros.base.tableau import PAR_DATE, PAR_TITRE, Facette, Tableau, de
from macros.fiches.veille import courriels, editions, gestes, page, regles
from macros.fiches.veille.couverture import Couverture, lecture
from macros.fiches.veille.flux import RAYONS, canaux
from macros.fiches.veille.modele import EntreeVeille
from macros.fiches.veille.mois import (
    annees_de_veille,
    lues_du_mois,
    mois_de_veille,
    titre_d_edition,
    trimestres_de_veille,
)
from macros.fiches.veille.rayons import valeurs_du_rayon
from macros.fiches.veille.releve import releve_du_droit
from macros.fiches.veille.trimestres import recapitulatif
from macros.regles.contenu import corps
from macros.sorties.recherche.aides import nu, phrases, references
from macros.texte.dates import date_longue, plus_mois, premier_jour_ouvre

NOM = "veille"
DOSSIER = "docs/veille"
MOIS_RECENTS = 12
"""Au-delà, une entrée de veille se lit, dans la recherche, après ce qui vaut aujourd'hui."""
EDITIONS_CHERCHEES = 3
ENTREES_DITES = 3
"""Titres d'entrées dans le résumé d'une édition que la recherche rend."""
CORPS_VIERGE = """\
## Exemple

Pour un impact fort, un exemple chiffré : quel achat, quelle commune, ce qui change dans ses documents.

## À vérifier

- Le champ exact, la date, ce qui reste incertain.
"""


def documents(c: Consultation, fiche: Fiche[EntreeVeille]) -> Iterator[Document]:
    """Rend ce que la recherche sait d'une entrée."""
    entree = fiche.contenu
    champs = {
        "titre": [entree.titre],
        "references": references(c, fiche),
        "lexique": c.mots("themes", entree.themes),
        "resume": [entree.change],
        "texte": [*phrases(fiche), nu(fiche.corps)],
    }
    ancien = entree.date < plus_mois(c.jour, -MOIS_RECENTS)
    adresse, resume = c.adresse(NOM, fiche.id), f"{entree.date:%d/%m/%Y}"
    yield Document(NOM, fiche.id, adresse, entree.titre, resume, champs, ancien=ancien)


def _dernieres_editions(c: Consultation, _: Fiche[Couverture]) -> Iterator[Document]:
    """Rend ce que la recherche sait des dernières éditions qui ont de quoi lire : « 30-30 » les demande."""
    for mois in [m for m in mois_de_veille(c) if lues_du_mois(c, m)][:EDITIONS_CHERCHEES]:
        titre, entrees = titre_d_edition(mois), lues_du_mois(c, mois)
        lue = lecture(c, mois)
        avertir = "" if lue.complete else f"{'Incomplet' if lue.jusqu_au else 'Non couvert'} à ce jour. "
        resume = avertir + " ; ".join(e.contenu.titre for e in entrees[:ENTREES_DITES])
        champs = {"titre": [titre], "lexique": ["édition", "30-30"], "resume": [resume], "texte": []}
        yield Document(NOM, mois, f"veille/{mois}/", titre, resume, champs, noms=[titre, "30-30"])


def jalons(c: Consultation) -> Iterator[Jalon]:
    """Rend les jours avant lesquels agir, puis les effets que seule la veille annonce : ni ceux du registre, ni un projet."""
    yield from gestes.jalons(c)
    textes = c.fiches("textes").values()
    dites = {
        (nom, e.le)
        for t in textes
        if t.contenu.nature != "projet"
        for e in t.contenu.en_vigueur
        for nom in (t.id, *(m.par for m in t.contenu.modifie_par))
    }
    for fiche in c.visibles(NOM):
        entree = fiche.contenu
        if entree.oblige and entree.en_vigueur_le and (entree.texte, entree.en_vigueur_le) not in dites:
            adresse = c.adresse(NOM, fiche.id)
            cle = f"{NOM}/{identite(fiche)}/effet"
            yield Jalon(entree.en_vigueur_le, entree.titre, "", adresse, NOM, cle=cle, a_jour=entree.modifie_le)


def annonces(c: Consultation) -> Iterator[Annonce]:
    """Rend ce que chaque entrée dit changer : de quoi savoir quelles fiches sont à revoir."""
    for fiche in c.visibles(NOM):
        entree = fiche.contenu
        refs = (resolveur(c).resoudre(article) for article in entree.articles)
        adresses = {ref.adresse for ref in refs if ref} | ({f"droit/{entree.texte}/"} if entree.texte else set())
        nomme = {(genre, nom) for genre in ("clauses", "pratiques") for nom in getattr(entree, genre)}
        jours = {entree.date} | ({entree.en_vigueur_le} if entree.en_vigueur_le else set())
        yield Annonce(
            fiche,
            c.adresse(NOM, fiche.id),
            frozenset(adresses),
            entree.texte or "",
            frozenset(jours),
            entree.en_vigueur_le or entree.date,
            entree.oblige,
            frozenset(nomme),
        )


def moments(c: Consultation) -> Iterator[Moment]:
    """Rend le premier jour ouvré de chaque mois : l'édition du mois fini, ou ce qui n'en est pas couvert."""
    limite = plus_mois(c.jour, -MOIS_PASSES)
    for mois in reversed(mois_de_veille(c)):
        lue = lecture(c, mois)
        parution = premier_jour_ouvre(lue.dernier + timedelta(days=1))
        if parution < limite:
            continue
        titre = f"Lire le {titre_d_edition(mois)}"
        description = "Le droit des achats responsables du mois, en trente minutes au plus."
        if not lue.complete:
            titre = f"{titre_d_edition(mois)} ({'incomplet' if lue.jusqu_au else 'non couvert'} à ce jour)"
            description = f"Non couvert après le {date_longue(lue.lu)}."
        titre, description = (t.replace("\u00a0", " ") for t in (titre, description))
        a_jour = lue.dernier if lue.complete else min(lue.lu, lue.dernier)
        yield Moment(f"veille/{mois}", titre, description, f"veille/{mois}/", parution, a_jour)


def pages(c: Consultation) -> Iterator[tuple[str, str, Rendre]]:
    """Rend l'édition et la projection de chaque mois, le récapitulatif de chaque trimestre, et les archives."""
    for mois in mois_de_veille(c):
        yield f"veille/{mois}/", DOSSIER, partial(editions.edition, mois=mois)
        yield f"veille/{mois}/projection/", DOSSIER, partial(editions.projection, mois=mois)
    for code in trimestres_de_veille(c):
        yield f"veille/{code}/", DOSSIER, partial(recapitulatif, code=code)
    for annee in annees_de_veille(c):
        yield f"veille/{annee}/", DOSSIER, partial(page.archive, rayon="annees", code=annee)
    for rayon in RAYONS:
        fichier = fiche.fichier if (fiche := c.fiches("vocabulaires").get(rayon)) else DOSSIER
        for code in valeurs_du_rayon(c, rayon):
            yield f"veille/{rayon}/{code}/", fichier, partial(page.archive, rayon=rayon, code=code)


VEILLE = Genre(
    nom=NOM,
    modele=EntreeVeille,
    libelle="entrée de veille",
    titre="Veille 30-30",
    lecture=Lecture(
        dossier=f"{DOSSIER}/*",
        ordre=lambda _, fiches: sorted(fiches, key=lambda f: (f.contenu.date, f.id), reverse=True),
    ),
    pages=Pages(
        adresse="veille/{id:.4}/{id}/",
        rendre=page.page,
        autres=pages,
        fichiers=courriels.fichiers,
        tableau=Tableau(
            noms=("entrée", "entrées", "Chercher dans la veille"),
            rangee="veille/_rangee.html",
            groupe=lambda c, f: (-f.contenu.date.year, str(f.contenu.date.year), str(f.contenu.date.year)),
            facettes=(
                Facette("impact", "Impact", de("impact"), "impacts"),
                Facette("theme", "Thème", de("themes"), "themes"),
                Facette("profil", "Métier", lambda c, f: f.contenu.pour.profils, "profils"),
                Facette("segment", "Famille d’achat", de("segments"), "segments"),
                Facette("taille", "Taille d’acheteur", lambda c, f: f.contenu.pour.tailles, "tailles"),
                Facette("organisme", "Nature d’acheteur", lambda c, f: f.contenu.pour.organismes, "organismes"),
                Facette("annee", "Année", lambda c, f: [str(f.contenu.date.year)]),
            ),
            tris=(*PAR_DATE, *PAR_TITRE),
            jour=lambda f: f.contenu.date,
        ),
        macros=(
            page.tableau_veille,
            page.archives_veille,
            page.echeancier,
            releve_du_droit,
            editions.plan_30_30,
            editions.dernier_30_30,
            courriels.courriel_du_mois,
        ),
    ),
    recherche=Recherche(groupe=Groupe("veille", "Veille 30-30", 60, "Veille"), documents=documents),
    suivi=Suivi(
        cite=True,
        cite_aussi=lambda c, f: [f"droit/{f.contenu.texte}/"] if f.contenu.texte else [],
        annonces=annonces,
        canaux=canaux,
        jalons=jalons,
        agenda=moments,
    ),
    donnees=Donnees(jeu=Jeu("veille", "Veille « 30-30 »", 3), schema="veille", corps_vierge=CORPS_VIERGE),
    regles=Regles(
        ensemble=(
            *(regles.trente_minutes, regles.forts_projetes, regles.doublons),
            *(regles.dates_ecrites, regles.obligations_annoncees),
        ),
        de_fiche=(
            *(regles.obligatoire_datee, regles.effet_apres_signature, regles.suites),
            *(regles.adresses, regles.nom_de_veille, regles.dates, regles.echeance_et_obligation, regles.geste_utile),
            partial(corps, developpe=lambda f: f.contenu.impact == "fort"),
        ),
        defauts=(regles.Veille,),
    ),
)
COUVERTURE = Genre(
    nom="couverture",
    modele=Couverture,
    libelle="dates de la base",
    lecture=Lecture(fichier="data/couverture.yml", ordre=lambda _, fiches: fiches),
    recherche=Recherche(groupe=Groupe(NOM, "Veille 30-30", 59, "Édition du 30-30"), documents=_dernieres_editions),
    regles=Regles(ensemble=(regles.premiere_publication, regles.branches_uniques, regles.mois_courts_expliques)),
)
