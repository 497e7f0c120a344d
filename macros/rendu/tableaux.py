"""Les tableaux cherchables : lignes, facettes, colonnes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from macros.base.types import Fiche
from macros.rendu.commun import PageRendue
from macros.rendu.moteur import PILIERS, Moteur

SEUIL_LIGNES = 300
"""Au-delà, le tableau complet tient en une page statique par famille d'achat."""


@dataclass(frozen=True)
class Facette:
    """Une facette : le champ filtré, son intitulé, le vocabulaire de ses valeurs."""

    nom: str
    titre: str
    vocabulaire: str


FACETTES = {
    "clauses": (
        Facette("segment", "Famille d’achat", "segments"),
        Facette("theme", "Thème", "themes"),
        Facette("pilier", "Objectif", "piliers"),
        Facette("piece", "Document", "pieces"),
        Facette("nature", "Type de clause", "natures"),
        Facette("niveau", "Niveau", "niveaux"),
        Facette("marche", "Type de marché", "marches"),
        Facette("taille", "Taille d’acheteur", "tailles"),
        Facette("etat", "État", ""),
    ),
    "pratiques": (
        Facette("profil", "Métier", "profils"),
        Facette("theme", "Thème", "themes"),
        Facette("taille", "Taille d’acheteur", "tailles"),
        Facette("effort", "Effort", "efforts"),
        Facette("territoire", "Territoire", "territoires"),
        Facette("etat", "État", ""),
    ),
    "veille": (
        Facette("impact", "Impact", "impacts"),
        Facette("theme", "Thème", "themes"),
        Facette("profil", "Métier", "profils"),
        Facette("segment", "Famille d’achat", "segments"),
        Facette("taille", "Taille d’acheteur", "tailles"),
        Facette("organisme", "Nature d’acheteur", "organismes"),
        Facette("annee", "Année", ""),
    ),
    "indicateurs": (
        Facette("famille", "Politique", "familles-indicateurs"),
        Facette("theme", "Thème", "themes"),
        Facette("taille", "Taille d’acheteur", "tailles"),
    ),
    "structures": (
        Facette("famille", "Sorte d’organisme", "familles-structures"),
        Facette("portee", "Portée", ""),
        Facette("departement", "Département", "departements"),
    ),
    "evenements": (
        Facette("periode", "Période", ""),
        Facette("type", "Genre", "types-evenements"),
        Facette("profil", "Métier", "profils"),
        Facette("departement", "Département", "departements"),
    ),
    "textes": (Facette("nature", "Nature", "natures-textes"), Facette("theme", "Thème", "themes")),
}
FIXES = {
    "pilier": PILIERS,
    "etat": {"a-jour": "À jour", "a-revoir": "À revoir"},
    "periode": {"a-venir": "À venir", "passe": "Passés"},
    "portee": {"departementale": "Départementale", "regionale": "Régionale", "nationale": "Nationale"},
}
"""Facettes dont les valeurs ne sont pas un vocabulaire : code → intitulé."""
NOMS = {
    "clauses": ("clause", "clauses", "Chercher dans les clauses"),
    "pratiques": ("bonne pratique", "bonnes pratiques", "Chercher dans les bonnes pratiques"),
    "veille": ("entrée", "entrées", "Chercher dans la veille"),
    "indicateurs": ("indicateur", "indicateurs", "Chercher dans les indicateurs"),
    "structures": ("structure", "structures", "Chercher une structure"),
    "evenements": ("événement", "événements", "Chercher dans l’agenda"),
    "textes": ("texte", "textes", "Chercher dans les textes de droit"),
}


class Tableaux(Moteur):
    """Les tableaux d'un ``Rendu``."""

    def codes(self, genre: str, fiche: Fiche) -> dict[str, list[str]]:
        """Rend les codes de chaque facette pour une fiche."""
        c = fiche.contenu
        if genre == "clauses":
            return {
                "segment": c.segments,
                "theme": c.themes,
                "pilier": sorted({p for t in c.themes if (p := self.base.pilier(t))}),
                "piece": list(dict.fromkeys(d.piece for d in c.dispositions)),
                "nature": c.natures,
                "niveau": c.niveaux,
                "marche": c.marches,
                "taille": c.tailles,
                "etat": [self._etat(fiche)],
            }
        if genre == "pratiques":
            return {
                "profil": c.profils,
                "theme": c.themes,
                "taille": c.tailles,
                "effort": [c.effort],
                "territoire": c.territoires,
                "etat": [self._etat(fiche)],
                "segment": c.segments,
            }
        if genre == "veille":
            return {
                "impact": [c.impact],
                "theme": c.themes,
                "profil": c.pour.profils,
                "annee": [str(c.date.year)],
                "segment": c.segments,
                "taille": c.pour.tailles,
                "organisme": c.pour.organismes,
            }
        if genre == "indicateurs":
            return {"famille": [c.famille], "theme": c.themes, "taille": c.tailles}
        if genre == "structures":
            siens = self.reseau.departements
            ici = list(siens) if c.portee == "nationale" else [d for d in c.departements if d in siens]
            return {"famille": [c.famille], "portee": [c.portee], "departement": ici}
        if genre == "evenements":
            return {
                "periode": ["passe" if c.est_passe(self.base.jour) else "a-venir"],
                "type": [c.type],
                "profil": c.publics,
                "departement": c.departements or list(self.reseau.departements),
            }
        return {"nature": [c.nature], "theme": c.themes}

    def tableau(self, genre: str, r: str, restreindre: Mapping[str, str] | None = None) -> Markup:
        """Rend le tableau des fiches d'un genre.

        ``restreindre`` associe une facette à un code. Le tableau de toutes les clauses est le trouveur ; au-delà de
        ``SEUIL_LIGNES`` fiches, il renvoie aux pages par famille d'achat.
        """
        restreindre = restreindre or {}
        fiches = [
            (f, codes)
            for f, codes in ((f, self.codes(genre, f)) for f in self.visibles(genre))
            if all(valeur in codes.get(nom, ()) for nom, valeur in restreindre.items())
        ]
        if genre == "structures":
            fiches.sort(
                key=lambda ligne: list(FIXES["portee"]).index(ligne[0].contenu.portee)
            )  # le plus proche d'abord
        if genre == "clauses":
            fiches.sort(key=lambda ligne: len(ligne[0].contenu.segments) > 2)  # les clauses transversales à la fin
        comptes = {f.nom: Counter(c for _, codes in fiches for c in codes[f.nom]) for f in FACETTES[genre]}
        trouveur = genre == "clauses" and not restreindre
        pages = []
        if trouveur and len(fiches) > SEUIL_LIGNES:
            pages = [
                (self.base.libelle("segments", s), f"{r}clauses/segments/{s}/", n)
                for s, n in sorted(comptes["segment"].items())
            ]
        facettes = [
            (f, valeurs)
            for f in FACETTES[genre]
            if f.nom not in restreindre and len(valeurs := self._valeurs(f, comptes[f.nom])) > 1
        ]
        return self.fragment(
            "trouveur" if trouveur else "tableau",
            r,
            genre=genre,
            noms=NOMS[genre],
            facettes=facettes,
            pages=pages,
            total=len(fiches),
            lignes=[] if pages else fiches,
            mots=self._mots(fiches),
        )

    def _mots(self, fiches: list[tuple[Fiche, dict]]) -> dict[str, str]:
        """Rend, par fiche, les références qui la trouvent : numéro, articles cités, avec et sans point."""
        mots = {}
        for fiche, _ in fiches:
            refs = [ref.reference for ref in self.base.references.citees(fiche).values()]
            refs += [getattr(fiche.contenu, "numero", None) or "", fiche.id if fiche.id in self.base.textes else ""]
            mots[fiche.id] = " ".join(refs)
        return mots

    def _etat(self, fiche: Fiche) -> str:
        return "a-revoir" if self.motifs(fiche) else "a-jour"

    def _valeurs(self, facette: Facette, comptes: Counter) -> list[tuple[str, str, int]]:
        if facette.nom == "annee":
            return [(a, a, comptes[a]) for a in sorted(comptes, reverse=True)]
        if fixes := FIXES.get(facette.nom):
            return [(code, nom, comptes[code]) for code, nom in fixes.items() if comptes[code]]
        valeurs = self.base.vocabulaires[facette.vocabulaire].contenu.valeurs
        return [(code, v.libelle, comptes[code]) for code, v in valeurs.items() if comptes[code]]

    def segment(self, code: str, r: str) -> PageRendue:
        """Rend la page statique d'une famille d'achat : son tableau complet."""
        valeur = self.base.vocabulaires["segments"].contenu.valeurs[code]
        html = self.fragment("segment", r, valeur=valeur, tableau=self.tableau("clauses", r, {"segment": code}))
        return PageRendue(
            f"Clauses : {valeur.libelle}",
            f"Clauses modèles pour la famille d’achat « {valeur.libelle} ».",
            html,
            (("Clauses", "clauses/"),),
        )
