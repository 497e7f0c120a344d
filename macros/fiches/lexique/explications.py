"""Expliquer un terme du lexique à sa première apparition dans une page."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.fiches.lexique.reconnaissance import Lexique

BALISE = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
OUVERTURE = re.compile(r"[a-z][a-z0-9]*")
"""Nom d'un élément qui s'ouvre, lu après le chevron : le HTML du site est en minuscules."""
MUETS = frozenset(
    {
        *("a", "button", "code", "dt", "form", "h1", "h2", "h3", "h4", "h5", "h6", "label", "nav"),
        *("pre", "script", "select", "style", "summary", "svg", "template", "textarea", "th"),
    }
)
"""Éléments où un terme ne s'explique pas : déjà un lien, une commande, un titre, un dessin."""
SANS_LEXIQUE = re.compile(
    r'\bdata-(?:sans-lexique|tableau|trouveur)\b|class="[^"]*\b(?:texte-a-inserer|document|badges|surtitre)\b'
)
"""Ce que l'on copie, imprime ou envoie tel quel : un lien d'explication y serait de trop."""
SANS_FIN = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class Explications:
    """Pose les liens d'un lexique dans une page."""

    def __init__(self, c: Consultation, lien: Callable[..., Markup]) -> None:
        """``lien`` rend un lien, de son adresse, sa note et son libellé."""
        self.lexique, self.lien = Lexique(c), lien
        self.notes = {f.id: f.contenu.definition for f in c.fiches("termes").values()}

    def expliquer(self, html: str, r: str) -> str:
        """Rend le HTML où la première apparition de chaque terme mène au lexique, sa définition en note."""
        if not self.notes:
            return html
        dits: set[str] = set()
        morceaux, muet, profondeur = [], "", 0
        for rang, morceau in enumerate(BALISE.split(html)):
            if rang % 2:
                if muet:
                    ferme = morceau.startswith("</")
                    nom = OUVERTURE.match(morceau, 2 if ferme else 1)
                    if nom and nom[0] == muet:
                        profondeur += -1 if ferme else 1
                        muet = muet if profondeur else ""
                elif nom := OUVERTURE.match(morceau, 1):
                    a_part = ("data-" in morceau or "class=" in morceau) and SANS_LEXIQUE.search(morceau)
                    if nom[0] in MUETS or (a_part and nom[0] not in SANS_FIN):
                        muet, profondeur = nom[0], 1
            elif not muet and len(morceau) > 1 and not morceau.isspace():
                morceau = self._lier(morceau, r, dits)
            morceaux.append(morceau)
        return "".join(morceaux)

    def _lier(self, texte: str, r: str, dits: set[str]) -> str:
        suites, position = [], 0
        for debut, fin, terme in self.lexique.trouver(texte, dits):
            if terme in dits:
                continue
            dits.add(terme)
            lien = self.lien(adresse=f"{r}lexique/#{terme}", note=self.notes[terme], libelle=Markup(texte[debut:fin]))
            suites += [texte[position:debut], lien]
            position = fin
        return "".join([*suites, texte[position:]]) if position else texte
