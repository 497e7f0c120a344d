"""La séance du « 30-30 » : son minutage, et l'édition à projeter."""

from __future__ import annotations

from markupsafe import Markup

from macros.fiches.veille.minutage import Minutage, minuter
from macros.rendu.commun import PageRendue
from macros.rendu.moteur import mois_long
from macros.rendu.veille import PagesVeille, titre_d_edition


class PagesSeance(PagesVeille):
    """Les pages qui aident à tenir un 30-30."""

    def minutage(self, mois: str) -> Minutage:
        """Rend le minutage de l'édition d'un mois."""
        return minuter(self.entrees_du_mois(mois), list(self.base.vocabulaires["impacts"].contenu.valeurs))

    @property
    def dernier_mois(self) -> str:
        """Rend le mois de la dernière édition qui a une entrée, ou une chaîne vide."""
        return next((m for m in self.base.mois_de_veille if self.entrees_du_mois(m)), "")

    def plan_30_30(self, r: str) -> Markup:
        """Rend le plan minute par minute de la dernière édition, et de quoi la projeter."""
        mois = self.dernier_mois
        autres = [m for m in self.base.mois_de_veille if m != mois and self.entrees_du_mois(m)][:5]
        return self.fragment(
            "plan_30_30",
            r,
            mois=mois,
            titre=titre_d_edition(mois) if mois else "",
            minutage=self.minutage(mois) if mois else None,
            autres=[(m, titre_d_edition(m)) for m in autres],
        )

    def projection(self, mois: str, r: str) -> PageRendue:
        """Rend l'édition d'un mois à projeter : une diapositive à la fois, au clavier."""
        titre = titre_d_edition(mois)
        edition = self._edition(mois, r)
        html = self.fragment(
            "projection",
            r,
            mois=mois,
            titre=titre,
            minutage=self.minutage(mois),
            a_faire=edition["a_faire"],
            a_venir=edition["a_venir"][:5],
        )
        return PageRendue(
            f"{titre} : à projeter",
            f"L’édition de {mois_long(mois)} à lire à plusieurs, en trente minutes au plus, au clavier.",
            html,
            (("Veille 30-30", "veille/"), (mois_long(mois).capitalize(), f"veille/{mois}/")),
        )
