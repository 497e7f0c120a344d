"""Les pages de la veille : entrée, édition du mois, archives, échéancier, et le contenu des flux."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from macros.modele import Fiche, cle_de_tri, minutes, plus_mois
from macros.texte.balisage.leger import brut

from .commun import PageRendue
from .frise import Frise, Jalon
from .moteur import mois_long
from .tableaux import Tableaux

HORIZON = 183
"""Jours de dates à venir qu'une édition annonce après son mois."""


class PagesVeille(Tableaux):
    """Rend les pages de la veille « 30-30 »."""

    def veille(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une entrée de veille."""
        entree = fiche.contenu
        html = self.fragment(
            "veille",
            r,
            fiche=fiche,
            entree=entree,
            touchees=self.touchees(fiche, "clauses"),
            pratiques=self.touchees(fiche, "pratiques"),
            suites=[e for e in self.base.veille_datee() if e.contenu.fait_suite_a == fiche.id],
            precedente=self.base.veille.get(entree.fait_suite_a or ""),
            minutes=entree.minutes_lecture(fiche.corps),
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, self.base.adresse("veille", fiche.id)),
        )
        return PageRendue(
            entree.titre,
            brut(entree.change)[:280],
            html,
            (("Veille 30-30", "veille/"), (mois_long(entree.mois).capitalize(), f"veille/{entree.mois}/")),
        )

    def contenu_de_flux(self, fiche: Fiche) -> Markup:
        """Rend le contenu complet d'une entrée pour un lecteur de flux, liens absolus."""
        site = self.reseau.site_url
        return self.fragment(
            "contenu_de_flux",
            site,
            fiche=fiche,
            entree=fiche.contenu,
            touchees=self.touchees(fiche, "clauses"),
            precedente=self.base.veille.get(fiche.contenu.fait_suite_a or ""),
        )

    def entrees_du_mois(self, mois: str) -> list[Fiche]:
        """Rend les entrées du mois, la plus récente d'abord."""
        return [e for e in self.base.veille_datee() if e.contenu.mois == mois]

    def minutes_du_mois(self, mois: str) -> int:
        """Rend le temps de lecture d'une édition, en minutes entières ; 0 quand elle est vide."""
        mots = sum(e.contenu.mots(e.corps) for e in self.entrees_du_mois(mois))
        return minutes(mots) if mots else 0

    def edition(self, mois: str, r: str) -> PageRendue:
        """Rend l'édition d'un mois : à faire, entrées par impact, dates à venir, clauses à relire."""
        titre = titre_d_edition(mois)
        html = self.fragment("edition", r, **self._edition(mois, r), titre=titre)
        return PageRendue(
            titre,
            f"Le droit des achats responsables en {mois_long(mois)} : ce qui change, pour qui, que faire.",
            html,
            (("Veille 30-30", "veille/"),),
        )

    def edition_de_flux(self, mois: str) -> Markup:
        """Rend le sommaire d'une édition pour un lecteur de flux, liens absolus."""
        return self.fragment("edition_de_flux", self.reseau.site_url, **self._edition(mois, self.reseau.site_url))

    def _edition(self, mois: str, r: str) -> dict:
        entrees, tous = self.entrees_du_mois(mois), self.base.mois_de_veille
        rang = tous.index(mois)
        dernier = _dernier_jour(mois)
        touchees = {f.id: f for e in entrees if e.contenu.oblige for f in self.touchees(e, "clauses")}
        impacts = list(self.base.vocabulaires["impacts"].contenu.valeurs)
        par_impact = [(i, [e for e in entrees if e.contenu.impact == i]) for i in impacts]
        return {
            "mois": mois,
            "entrees": entrees,
            "minutes": self.minutes_du_mois(mois),
            "groupes": [(i, groupe) for i, groupe in par_impact if groupe],
            "a_faire": [
                (e, e.contenu.a_faire[: 2 if impact == "fort" else 1])
                for impact, groupe in par_impact
                if impact != "faible"
                for e in groupe
                if e.contenu.a_faire and e.contenu.oblige
            ],
            "a_venir": self.echeances(dernier + timedelta(days=1), dernier + timedelta(days=HORIZON)),
            "touchees": sorted(touchees.values(), key=lambda f: cle_de_tri(f.contenu.titre)),
            "en_cours": mois == f"{self.base.jour:%Y-%m}",
            "dernier_jour": dernier,
            "suivante": tous[rang - 1] if rang else None,
            "precedente": tous[rang + 1] if rang + 1 < len(tous) else None,
        }

    def archive(self, genre: str, code: str, r: str) -> PageRendue:
        """Rend l'archive d'une année (``annees``), d'un thème (``themes``) ou d'une famille d'achat (``segments``)."""
        libelle = code if genre == "annees" else self.base.libelle(genre, code)
        entrees = [e for e in self.base.veille_datee() if self._en_rayon(genre, code, e)]
        par_mois = [(m, list(es)) for m, es in groupby(entrees, key=lambda e: e.contenu.mois)]
        vides = sorted(set(self.base.mois_de_veille) - {m for m, _ in par_mois}, reverse=True)
        html = self.fragment(
            "archive",
            r,
            genre=genre,
            code=code,
            titre=f"Veille : {libelle}",
            par_mois=par_mois,
            vides=[m for m in vides if genre == "annees" and m.startswith(code)],
            total=len(entrees),
            annees=self.base.annees_de_veille,
        )
        return PageRendue(
            f"Veille : {libelle}", f"Archives de la veille « 30-30 », {libelle}.", html, (("Veille 30-30", "veille/"),)
        )

    def _en_rayon(self, genre: str, code: str, entree: Fiche) -> bool:
        c = entree.contenu
        if genre == "segments":
            return c.concerne(code)
        return code in ([str(c.date.year)] if genre == "annees" else c.themes)

    def sommaire_d_archives(self, r: str) -> Markup:
        """Rend les liens vers les éditions et les archives, avec leur nombre d'entrées."""
        comptes = {
            genre: [
                (code, self.base.libelle(genre, code), n)
                for code in self.base.vocabulaires[genre].contenu.valeurs
                if (n := sum(self._en_rayon(genre, code, e) for e in self.base.veille.values()))
            ]
            for genre in ("themes", "segments")
        }
        annees = [
            (a, [(m, len(self.entrees_du_mois(m))) for m in self.base.mois_de_veille if m.startswith(a)])
            for a in self.base.annees_de_veille
        ]
        return self.fragment("sommaire_archives", r, comptes=comptes, annees=annees)

    def echeances(self, debut: date, fin: date) -> list[Jalon]:
        """Rend les dates d'effet de ``debut`` à ``fin`` inclus, par date."""
        return sorted({j for j in self._echeances() if debut <= j.le <= fin})

    def echeancier(self, r: str) -> Markup:
        """Rend la frise de toutes les dates d'effet, passées et à venir."""
        frise = Frise.de(self._echeances(), self.base.jour)
        proche = self.base.jour + timedelta(days=HORIZON)
        return self.fragment(
            "echeancier",
            r,
            frise=frise,
            bande=Frise.de((j for j in frise.jalons if j.le.year >= self.base.jour.year - 2), self.base.jour),
            proches=_par_jour(j for j in frise.futurs if j.le <= proche),
            lointaines=_par_jour(j for j in frise.futurs if j.le > proche),
            passees=[(a, _par_jour(js)) for a, js in groupby(frise.passes, key=lambda j: j.le.year)],
        )

    def _echeances(self) -> Iterator[Jalon]:
        """Rend les dates d'effet des textes du registre, puis celles que seule la veille ou un seuil annonce."""
        dites = set()
        for texte in self.base.textes.values():
            if texte.contenu.nature == "projet":
                continue
            rangs = Counter()
            for echeance in texte.contenu.en_vigueur:
                dites.add((texte.id, echeance.le))
                rangs[echeance.le] += 1
                if not (texte.contenu.abroge_le and texte.contenu.abroge_le <= echeance.le):
                    cle = f"droit/{texte.id}/{echeance.le}/{rangs[echeance.le]}"
                    yield Jalon(echeance.le, texte.contenu.titre, echeance.objet, f"droit/{texte.id}/", cle=cle)
        for entree in self.base.veille.values():
            c = entree.contenu
            if c.oblige and c.en_vigueur_le and (c.texte, c.en_vigueur_le) not in dites:
                adresse = self.base.adresse("veille", entree.id)
                yield Jalon(c.en_vigueur_le, c.titre, "", adresse, "veille", cle=f"{adresse}{c.en_vigueur_le}")
        recent = plus_mois(self.base.jour, -1)
        for fiche in self.base.seuils.values():
            for nom, seuil in fiche.contenu.seuils.items():
                for rang, valeur in enumerate(seuil.valeurs):
                    if not rang and valeur.depuis < recent:
                        continue  # l'état de départ du registre n'est pas un changement
                    titre = f"{seuil.libelle} : {seuil.ecrire(valeur)}"
                    incertain = valeur.confiance != "confirmee"
                    cle = f"droit/seuils/{nom}/{valeur.depuis}"
                    adresse = f"droit/seuils/#{nom}"
                    yield Jalon(valeur.depuis, titre, valeur.note or "", adresse, "seuil", incertain, cle)
        yield from self._fins_de_seuils()

    def _fins_de_seuils(self) -> Iterator[Jalon]:
        """Rend le dernier jour prévu de seuils que rien ne remplace encore : un rappel pour tous à la fois."""
        fins: dict[date, list[str]] = {}
        for fiche in self.base.seuils.values():
            for seuil in fiche.contenu.seuils.values():
                if fin := seuil.valeurs[-1].jusqu_au:
                    fins.setdefault(fin, []).append(seuil.libelle)
        for jour, libelles in fins.items():
            titre = "Dernier jour d’un seuil" if len(libelles) == 1 else f"Dernier jour de {len(libelles)} seuils"
            yield Jalon(
                jour, titre, " ; ".join(libelles) + ".", "droit/seuils/", "seuil", cle=f"droit/seuils/fin/{jour}"
            )


def _par_jour(jalons: Iterable[Jalon]) -> list[tuple[date, list[Jalon]]]:
    """Rend (jour, jalons) : plusieurs effets le même jour se lisent sous une seule date."""
    return [(jour, list(groupe)) for jour, groupe in groupby(jalons, key=lambda j: j.le)]


def titre_d_edition(mois: str) -> str:
    """Rend « 30-30 de novembre 2026 »."""
    nom = mois_long(mois)
    return f"30-30 d’{nom}" if nom[0] in "ao" else f"30-30 de {nom}"


def _dernier_jour(mois: str) -> date:
    return plus_mois(date(int(mois[:4]), int(mois[5:]), 1), 1) - timedelta(days=1)
