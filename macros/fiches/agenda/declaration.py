"""L'agenda : les événements, le rendez-vous du mois, et tout ce qu'ils déclarent aux sorties."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from macros.base.consultation import Consultation
from macros.base.dates import MOIS_PASSES
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi
from macros.base.promesses import Article, Canal, Groupe, Moment
from macros.base.suivi import article_de, identite
from macros.base.tableau import PAR_DATE, PAR_TITRE, Facette, Tableau, de
from macros.fiches.agenda import page, regles
from macros.fiches.agenda.modele import Evenement
from macros.texte.balisage.leger import brut
from macros.texte.dates import JOURS, jour_long, plus_mois

NOM = "evenements"
PERIODES = {"a-venir": "À venir", "passe": "Passés"}


def canaux(c: Consultation) -> Iterator[Canal]:
    """Rend le flux de l'agenda."""
    description = "Les rencontres, formations et webinaires annoncés, et ce qui y change."
    yield Canal(
        "flux/agenda", "L’agenda", description, "agenda/", lambda: chain(_articles(c), _rendez_vous(c)), rang=50
    )


def _articles(c: Consultation) -> Iterator[Article]:
    """Un changement de fond est un nouvel article : l'identifiant porte son jour."""
    for fiche in sorted(c.visibles(NOM), key=lambda f: f.id):
        evenement = fiche.contenu
        nature = evenement.annonce or ("Agenda, mis à jour" if evenement.changement else "Agenda")
        titre = f"{nature} : {evenement.titre}, {jour_long(evenement.commence)}"
        yield article_de(c, NOM, fiche, titre, page.de_flux)


def _rendez_vous(c: Consultation) -> Iterator[Article]:
    """Les prochaines dates du rendez-vous mensuel ; elles se calculent : le registre ne les garde pas."""
    regle = c.reseau.rendez_vous
    for jour in regle.prochaines(c.jour) if regle else ():
        annonce = regle.annonce_le(jour)
        titre = f"Agenda : le 30-30, {jour_long(jour)}"
        contenu = partial(page.rendez_vous_de_flux, jour=jour)
        yield Article(f"30-30/{jour}", titre, "agenda/", annonce, annonce, contenu, registre=False)


def moments(c: Consultation) -> Iterator[Moment]:
    """Rend la règle du rendez-vous mensuel, dès sa prochaine date, puis les événements récents et à venir."""
    if regle := c.reseau.rendez_vous:
        prochaine, *_ = regle.prochaines(c.jour)
        description = "\n".join(filter(None, ("Nous lisons ensemble ce qui a changé dans le droit.", regle.lien)))
        yield Moment(
            "30-30",
            f"Le 30-30, {c.reseau.nom}",
            description,
            "agenda/",
            regle.commence(prochaine),
            regle.annonce_le(prochaine),
            regle.finit(prochaine),
            regle.lien,
            chaque_mois=(regle.rang, JOURS.index(regle.jour)),
            sauf=tuple(regle.commence(d) for d in sorted(regle.sauf) if d > prochaine),
        )
    limite = plus_mois(c.jour, -MOIS_PASSES)
    for fiche in sorted(c.visibles(NOM), key=lambda f: (f.contenu.commence, f.id)):
        evenement = fiche.contenu
        resume = brut(evenement.resume)
        dit = brut(evenement.changement.quoi) if evenement.changement else ""
        yield Moment(
            f"agenda/{identite(fiche)}",
            f"{evenement.annonce} : {evenement.titre}" if evenement.annonce else evenement.titre,
            "\n".join(filter(None, (dit, resume, evenement.lien))),
            c.adresse(NOM, fiche.id),
            evenement.commence,
            evenement.modifie_le,
            evenement.finit,
            evenement.lieu or evenement.lien or "",
            seuls=tuple(f"agenda/{nom}.ics" for nom in (fiche.id, *evenement.anciens_noms)),
            passe=evenement.est_passe(limite),
            annule=evenement.statut == "annule",
            changements=len(evenement.changements),
        )


EVENEMENTS = Genre(
    nom=NOM,
    modele=Evenement,
    libelle="événement",
    titre="Agenda",
    lecture=Lecture(dossier="data/reseau/agenda", ordre=page.par_date),
    pages=Pages(
        adresse="agenda/{id}/",
        rendre=page.page,
        tableau=Tableau(
            noms=("événement", "événements", "Chercher dans l’agenda"),
            rangee="agenda/_rangee.html",
            facettes=(
                Facette(
                    "periode",
                    "Période",
                    lambda c, f: ["passe" if f.contenu.est_passe(c.jour) else "a-venir"],
                    valeurs=PERIODES,
                ),
                Facette("type", "Genre", de("type"), "types-evenements"),
                Facette("profil", "Métier", de("publics"), "profils"),
                Facette(
                    "departement",
                    "Département",
                    lambda c, f: f.contenu.departements or list(c.reseau.departements),
                    "departements",
                ),
            ),
            tris=(*PAR_DATE, *PAR_TITRE),
            jour=lambda f: f.contenu.commence.date(),
        ),
        macros=(page.agenda,),
    ),
    recherche=Recherche(
        groupe=Groupe("pages", "Pages du site", 98, "Rendez-vous"),
        mots=lambda c, f: ["agenda", "événement", "rendez-vous"],
    ),
    suivi=Suivi(canaux=canaux, agenda=moments),
    donnees=Donnees(
        jeu=Jeu("agenda", "Événements de l’agenda", 16),
        schema="evenement",
        questions={
            "Où, ou par quel lien ?": ("lieu", "lien"),
            "Qui organise ? (une fiche de l’annuaire, ou un nom)": ("structure", "organisateur"),
        },
        exiges=("fuseau",),
    ),
    regles=Regles(
        ensemble=(regles.doublons,),
        de_fiche=(regles.fuseaux, regles.statuts, regles.heures, regles.endroits, regles.organisateurs),
        defauts=(regles.Agenda,),
    ),
)
