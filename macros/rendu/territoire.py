"""Les pages du territoire : qui aide, la carte du réseau, à qui acheter, la première rencontre."""

from __future__ import annotations

from functools import cached_property

from markupsafe import Markup

from macros.base.types import Fiche
from macros.fiches.territoire.carte import Carte
from macros.rendu.commun import PageRendue
from macros.rendu.tableaux import Tableaux

TERRITOIRE = ("Territoire", "territoire/")
ESS = ("Acheter à l’ESS", "territoire/acheter-a-l-ess/")
FAMILLES_ESS = {
    "handicap": "Travail protégé et adapté",
    "insertion": "Insertion par l’activité économique",
    "cooperative": "Coopératives",
    "autre": "Autres structures",
}
RESERVES = {
    "handicap": (
        "marché réservé possible",
        "Possible au titre du handicap : article L2113-12 du code de la commande publique.",
    ),
    "insertion": (
        "marché réservé possible",
        "Possible au titre de l’insertion : article L2113-13 du code de la commande publique.",
    ),
    "ess": (
        "marché réservé : certains services",
        "Pour certains services seulement, listés par avis : article L2113-15 du code de la commande publique.",
    ),
    "aucune": ("", "Non : on lui achète comme à toute entreprise."),
}
"""Valeur du champ ``reserve`` → la pastille d'une liste, et ce qu'un acheteur en retient."""


class PagesTerritoire(Tableaux):
    """Les pages de structures, de sortes de structures et de rencontres d'un ``Rendu``, et la carte."""

    @cached_property
    def par_departement(self) -> dict[str, list[Fiche]]:
        """Rend, pour chaque département du réseau, les structures qui lui sont propres : ni régionales, ni nationales."""
        siennes = [f for f in self.visibles("structures") if f.contenu.portee == "departementale"]
        return {code: [f for f in siennes if code in f.contenu.departements] for code in self.reseau.departements}

    def structure(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une structure."""
        c = fiche.contenu
        html = self._fiche("structure", fiche, r, "structures")
        return PageRendue(c.titre, c.resume, html, (TERRITOIRE,))

    def type_ess(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une sorte de structure à qui acheter."""
        c = fiche.contenu
        sommaire = (
            ("definition", "Ce que c’est"),
            ("vend", "Ce qu’elle vend"),
            ("acheter", "Comment lui acheter"),
            ("limites", "Les limites"),
            ("base-legale", "Base légale"),
        )
        rencontres = [f for f in self.visibles("rencontres") if f.contenu.segment in c.segments]
        html = self._fiche("type_ess", fiche, r, "ess", reserve=RESERVES[c.reserve][1], rencontres=rencontres)
        return PageRendue(c.titre, c.resume, html, (TERRITOIRE, ESS), sommaire)

    def rencontre(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une première rencontre, à imprimer sur une feuille."""
        c = fiche.contenu
        segment = self.base.libelle("segments", c.segment)
        description = (
            f"{segment} : dix questions pour une première rencontre avec un fournisseur solidaire, sur une page."
        )
        html = self._fiche("rencontre", fiche, r, "rencontres", segment=segment)
        return PageRendue(c.titre, description, html, (TERRITOIRE, ESS))

    def _fiche(self, fragment: str, fiche: Fiche, r: str, genre: str, **valeurs: object) -> Markup:
        signaler = self.signaler(fiche, self.base.adresse(genre, fiche.id))
        return self.fragment(
            fragment, r, fiche=fiche, c=fiche.contenu, modifier=self.modifier(fiche), signaler=signaler, **valeurs
        )

    def carte_territoire(self, r: str) -> Markup:
        """Rend la carte du réseau, chaque département étant un lien vers sa section, et le même contenu en tableau."""
        comptes = {code: len(fiches) for code, fiches in self.par_departement.items()}
        contours = self.base.contours.get("contours")
        carte = Carte.de(contours.contenu, comptes) if contours else Carte(())
        return self.fragment(
            "carte_territoire",
            r,
            carte=carte,
            contours=contours.contenu if contours else None,
            comptes=comptes,
            departements=self.par_departement,
            **self.autres_portees,
        )

    @cached_property
    def autres_portees(self) -> dict[str, list[Fiche]]:
        """Rend les structures qui ne sont propres à aucun département du réseau : ``regionales``, ``nationales``, ``ailleurs``."""
        portees: dict[str, list[Fiche]] = {"regionales": [], "nationales": [], "ailleurs": []}
        for fiche in self.visibles("structures"):
            ici = bool(set(fiche.contenu.departements) & set(self.reseau.departements))
            if fiche.contenu.portee == "nationale":
                portees["nationales"].append(fiche)
            elif not ici:
                portees["ailleurs"].append(fiche)
            elif fiche.contenu.portee == "regionale":
                portees["regionales"].append(fiche)
        return portees

    def liste_par_departement(self, r: str) -> Markup:
        """Rend une section par département du réseau, puis la région, le pays, et les autres régions."""
        return self.fragment("liste_par_departement", r, departements=self.par_departement, **self.autres_portees)

    def liste_ess(self, r: str) -> Markup:
        """Rend les sortes de structures à qui acheter, par famille."""
        fiches = sorted(self.base.ess.values(), key=lambda f: (f.contenu.ordre, f.id))
        familles = [(nom, [f for f in fiches if f.contenu.famille == code]) for code, nom in FAMILLES_ESS.items()]
        return self.fragment("liste_ess", r, familles=[f for f in familles if f[1]], reserves=RESERVES)

    def liste_rencontres(self, r: str) -> Markup:
        """Rend les fiches de première rencontre, par famille d'achat."""
        return self.fragment("liste_rencontres", r, rencontres=self.visibles("rencontres"))
