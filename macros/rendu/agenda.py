"""Les pages de l'agenda : ce qui vient, ce qui est passé, et chaque événement."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from macros.base.types import Fiche
from macros.fiches.agenda.modele import FUSEAUX, Evenement
from macros.fiches.agenda.rendez_vous import JOURS
from macros.rendu.commun import PageRendue
from macros.rendu.moteur import date_longue
from macros.rendu.tableaux import Tableaux

PEU = 8
"""Jusqu'à ce nombre, les événements se lisent d'un coup d'œil : pas de tableau à filtrer."""
VIDES = {
    "debut": "{jour} 09:00",
    "fin": "{jour} 12:00",
    "fuseau": "Europe/Paris",
    "publics": "[acheteur]",
    "sources": '[{{titre: "", url: "https://"}}]',
    "publie_le": "{jour}",
    "modifie_le": "{jour}",
    "verifie_le": "{jour}",
}
"""Champ → ce que la fiche vierge y met ; ailleurs, rien."""


def jour_long(jour: date) -> str:
    """Rend « jeudi 3 décembre 2026 »."""
    return f"{JOURS[jour.weekday()]} {date_longue(jour)}"


def heure(instant: datetime) -> str:
    """Rend « 9 h » ou « 12 h 30 », espaces insécables."""
    return f"{instant.hour}\u00a0h\u00a0{instant.minute:02d}" if instant.minute else f"{instant.hour}\u00a0h"


def quand(evenement: Evenement) -> str:
    """Rend « jeudi 3 décembre 2026, de 12 h 30 à 13 h », ou du premier jour au dernier."""
    debut, fin, fuseau = evenement.commence, evenement.finit, evenement.fuseau
    ailleurs = f" ({FUSEAUX[fuseau]})" if fuseau and fuseau != next(iter(FUSEAUX)) else ""
    if debut.date() == fin.date():
        return f"{jour_long(debut)}, de {heure(debut)} à {heure(fin)}{ailleurs}"
    return f"du {jour_long(debut)} à {heure(debut)} au {jour_long(fin)} à {heure(fin)}{ailleurs}"


def en_clair(html: Markup) -> str:
    """Rend le texte d'un fragment, sans balises."""
    return html.striptags()


class PagesAgenda(Tableaux):
    """Les pages d'événements d'un ``Rendu``, et l'agenda."""

    def __post_init__(self) -> None:
        """Ajoute aux fragments de quoi dire un jour et une heure."""
        super().__post_init__()
        self.env.filters.update(quand=quand, heure=heure, jour_long=jour_long)

    def visibles(self, genre: str) -> list[Fiche]:
        """Rend les fiches du genre ; pour les événements, ceux qui viennent d'abord, puis les passés, le dernier en tête."""
        return [*self.a_venir, *self.passes] if genre == "evenements" else super().visibles(genre)

    @property
    def a_venir(self) -> list[Fiche]:
        """Rend les événements en cours ou à venir, dans l'ordre."""
        fiches = [f for f in self.base.evenements.values() if not f.contenu.est_passe(self.base.jour)]
        return sorted(fiches, key=lambda f: (f.contenu.commence, f.id))

    @property
    def passes(self) -> list[Fiche]:
        """Rend les événements passés, le plus récent d'abord."""
        fiches = [f for f in self.base.evenements.values() if f.contenu.est_passe(self.base.jour)]
        return sorted(fiches, key=lambda f: (f.contenu.commence, f.id), reverse=True)

    def evenement(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'un événement."""
        c = fiche.contenu
        html = self.fragment(
            "evenement",
            r,
            fiche=fiche,
            c=c,
            organise=self.base.structures.get(c.structure or ""),
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, self.base.adresse("evenements", fiche.id)),
        )
        description = f"{quand(c)[0].upper()}{quand(c)[1:]}. {en_clair(self.phrase(c.resume, ''))}"
        return PageRendue(c.titre, description, html, (("Agenda", "agenda/"),))

    def agenda(self, r: str) -> Markup:
        """Rend l'agenda : le rendez-vous du mois, ce qui vient, les archives, comment le suivre et y annoncer."""
        total = len(self.base.evenements)
        return self.fragment(
            "agenda",
            r,
            a_venir=self.a_venir,
            passes=self.passes,
            tableau=self.tableau("evenements", r) if total > PEU else "",
            **self._rendez_vous(),
            nouveau=self._nouveau(),
            annoncer=self._annoncer(),
        )

    def evenement_de_flux(self, fiche: Fiche) -> Markup:
        """Rend un événement pour un lecteur de flux, liens absolus."""
        return self.fragment("evenement_de_flux", self.reseau.site_url, fiche=fiche, c=fiche.contenu)

    def rendez_vous_de_flux(self, jour: date) -> Markup:
        """Rend une date du rendez-vous mensuel pour un lecteur de flux."""
        return self.fragment("rendez_vous_de_flux", self.reseau.site_url, jour=jour, **self._rendez_vous())

    def _rendez_vous(self) -> dict[str, Any]:
        regle = self.base.rendez_vous
        return {"regle": regle, "prochaines": regle.prochaines(self.base.jour) if regle else []}

    def _nouveau(self) -> str:
        """Rend l'adresse qui ouvre une fiche d'événement vierge dans l'éditeur du dépôt."""
        nom, texte = quote(f"{self.base.jour}-a-renommer.yml"), quote(evenement_vierge(self.base.jour))
        return f"{self.reseau.repo_url.rstrip('/')}/new/main/data/agenda?filename={nom}&value={texte}"

    def _annoncer(self) -> str:
        """Rend le lien d'un courriel prérempli pour annoncer un événement."""
        demandes = ("Titre", "Jour, heures", "Lieu ou lien", "Pour qui", "Qui organise", "Inscription", "Page publique")
        corps = "".join(f"{demande} :\n" for demande in demandes)
        return f"mailto:{self.reseau.contact}?subject={quote('Annoncer un événement')}&body={quote(corps)}"


def evenement_vierge(jour: date) -> str:
    """Rend une fiche d'événement vierge, commentée par le modèle ; le contrôle la refuse tant qu'elle est vide."""
    lignes = []
    for nom, champ in Evenement.model_fields.items():
        if nom == "reprise_de":
            continue
        valeur = VIDES.get(nom, '""').format(jour=jour)
        utile = "" if champ.is_required() or nom in VIDES else "# "
        lignes.append(f"{utile}{nom}: {valeur}   # {champ.description}")
    return "\n".join(lignes) + "\n"
