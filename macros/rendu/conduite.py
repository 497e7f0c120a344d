"""Les pages qui aident à conduire les achats : indicateurs, feuilles de route, modèles de documents."""

from __future__ import annotations

from markupsafe import Markup

from macros.modele import Fiche

from .commun import PageRendue
from .tableaux import Tableaux


class PagesConduite(Tableaux):
    """Les pages d'indicateurs, de feuilles de route et de modèles d'un ``Rendu``."""

    def indicateur(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'un indicateur."""
        c = fiche.contenu
        sommaire = (
            ("calcul", "Le calcul"),
            ("exemple", "Exemple"),
            ("piege", "Le piège"),
            ("base-legale", "Base légale"),
        )
        html = self._page("indicateur", fiche, r, self.base.adresse("indicateurs", fiche.id))
        return PageRendue(c.titre, c.resume, html, (("Indicateurs", "indicateurs/"),), sommaire)

    def feuille(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une feuille de route."""
        c = fiche.contenu
        html = self._page("feuille", fiche, r, self.base.adresse("feuilles", fiche.id))
        return PageRendue(c.titre, c.resume, html, (("SPASER", "spaser/"),))

    def modele(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'un modèle de document."""
        c = fiche.contenu
        html = self._page("modele", fiche, r, self.base.adresse("modeles", fiche.id))
        return PageRendue(c.titre, c.resume, html, (("Modèles", "modeles/"),))

    def _page(self, fragment: str, fiche: Fiche, r: str, adresse: str, **valeurs: object) -> Markup:
        return self.fragment(
            fragment,
            r,
            fiche=fiche,
            c=fiche.contenu,
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, adresse),
            **valeurs,
        )

    def feuilles(self, r: str) -> Markup:
        """Rend la liste des feuilles de route, de la plus simple à la plus complète."""
        fiches = sorted(self.base.feuilles.values(), key=lambda f: (f.contenu.ordre, f.id))
        return self.fragment("tableau_feuilles", r, feuilles=fiches)

    def modeles(self, r: str) -> Markup:
        """Rend la liste des modèles de documents."""
        return self.fragment("liste_modeles", r, modeles=self.visibles("modeles"))
