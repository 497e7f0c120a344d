"""Ce qui se fait avant un jour : sa date à l'échéancier, et si la règle est sûre."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.promesses import Jalon
from macros.base.suivi import identite
from macros.fiches.veille.modele import EntreeVeille


def certain(c: Consultation, fiche: Fiche[EntreeVeille]) -> bool:
    """Dit si la règle est sûre : ce qu'en dit le geste ; sans geste, une obligation nommée l'est, ou le texte est lu et daté."""
    entree = fiche.contenu
    if entree.a_faire_avant:
        return entree.a_faire_avant.certitude == "sur"
    if nommees := c.nommees("obligations", entree.obligations or ()):
        return any(f.contenu.certitude == "sur" for f in nommees)
    texte = c.fiches("textes").get(entree.texte or "")
    annoncees = {e.le for e in texte.contenu.en_vigueur if e.confiance != "confirmee"} if texte else set()
    return not (texte and texte.contenu.non_lu) and entree.en_vigueur_le not in annoncees


def jalons(c: Consultation) -> Iterator[Jalon]:
    """Rend les jours avant lesquels faire quelque chose, à partir d'aujourd'hui : ils rejoignent les dates du droit."""
    for fiche in c.visibles("veille"):
        geste = fiche.contenu.a_faire_avant
        if geste and geste.le >= c.jour:
            cle, pour = f"veille/{identite(fiche)}/avant", geste.raison
            adresse, incertain = c.adresse("veille", fiche.id), not certain(c, fiche)
            yield Jalon(
                geste.le,
                f"À faire avant : {geste.faire}",
                pour,
                adresse,
                "a-faire",
                incertain,
                cle,
                fiche.contenu.modifie_le,
            )
