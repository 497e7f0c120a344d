"""Ce que la loi demande à toute consultation, tel que le disent les règles de « Que dois-je mettre ? » : le droit n'est écrit que là."""

from __future__ import annotations

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, une_fois
from macros.texte.dates import date_longue

DEVOIRS = {
    "condition": ("condition-execution", "environnement"),
    "critere": ("critere-attribution", "environnement"),
    "sociale": ("condition-execution", "social"),
}
"""Nom du devoir → la nature et le pilier du texte qui y répond."""


@une_fois
def devoirs(c: Consultation) -> dict[str, str]:
    """Rend devoir → ce que dit la première règle sûre à laquelle un tel texte répond, sa date et ses articles ; absent sans règle."""
    resoudre = resolveur(c).resoudre
    sures = sorted(
        (f.contenu for f in c.visibles("obligations") if f.contenu.certitude == "sur"), key=lambda r: r.ordre
    )
    dits = {}
    for nom, reponse in DEVOIRS.items():
        for regle in sures:
            if any((s.nature, s.pilier) == reponse for s in regle.satisfait_par):
                articles = ", ".join(ref.libelle for article in regle.articles if (ref := resoudre(article)))
                dits[nom] = f"{regle.resume} Depuis le {date_longue(regle.depuis)} ({articles})."
                break
    return dits
