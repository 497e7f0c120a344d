"""Le tableau des clauses : colonnes et facettes."""

from __future__ import annotations

from macros.base.genre import Colonne, Facette, Tableau, de
from macros.base.vocabulaire import PILIERS
from macros.sorties.html.tableaux import ETAT

TABLEAU = Tableau(
    noms=("clause", "clauses", "Chercher dans les clauses"),
    fragment="trouveur",
    rangee="clause/_rangee.html",
    decoupe=("segment", "clauses/segments/{code}/"),
    cle=lambda f: len(f.contenu.segments) > 2,  # les clauses transversales à la fin
    facettes=(
        Facette("segment", "Famille d’achat", de("segments"), "segments"),
        Facette("theme", "Thème", de("themes"), "themes"),
        Facette(
            "pilier",
            "Objectif",
            lambda c, f: sorted({p for t in f.contenu.themes if (p := c.pilier(t))}),
            valeurs=PILIERS,
        ),
        Facette(
            "piece", "Document", lambda c, f: list(dict.fromkeys(d.piece for d in f.contenu.dispositions)), "pieces"
        ),
        Facette("nature", "Type de clause", de("natures"), "natures"),
        Facette("niveau", "Niveau", de("niveaux"), "niveaux"),
        Facette("marche", "Type de marché", de("marches"), "marches"),
        Facette("taille", "Taille d’acheteur", de("tailles"), "tailles"),
        ETAT,
    ),
    colonnes=(
        Colonne("Clause", "titre"),
        Colonne("Famille d’achat", "segment"),
        Colonne("Type de clause", "nature"),
        Colonne("Niveau", "niveau"),
    ),
)
