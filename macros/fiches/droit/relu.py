"""Ce que « Repartir de mon ancien dossier » lit du registre : comment une référence s'écrit, et ce qui a changé dans chacune."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.promesses import Ref
from macros.fiches.droit.formes import (
    APRES,
    AUTRE_CODE,
    CODE_AVANT,
    FENETRE,
    NUMERO_DANS_UNE_PHRASE,
    PREFIXES,
    SIGLE_AVANT,
    TEXTE_DANS_UNE_PHRASE,
)
from macros.sorties.donnees.schemas import en_json_compact
from macros.sorties.html.contexte import Contexte
from macros.texte.balisage.leger import brut
from macros.texte.typographie import typographier

CHEMIN = "dossier/relire/droit.json"
FORMES = {
    "numero": NUMERO_DANS_UNE_PHRASE,
    "apres": APRES,
    "sigle": SIGLE_AVANT,
    "avant": CODE_AVANT,
    "autre": AUTRE_CODE,
    "texte": TEXTE_DANS_UNE_PHRASE,
}


def fichiers(ctx: Contexte) -> Mapping[str, Callable[[], bytes]]:
    """Rend le fichier du registre que le navigateur lit, et ce qui l'écrit."""
    return {CHEMIN: lambda: en_json_compact(registre(ctx.c))}


def registre(c: Consultation) -> dict[str, Any]:
    """Rend ``{formes, fenetre, prefixes, codes, textes, refs}`` : de quoi reconnaître une référence dans une phrase, et la dater.

    ``refs`` : référence de base → ``{libelle, adresse, abroge, effets: [{le, par, quoi}]}`` ; ``le`` manque si un décret doit le fixer,
    ``par`` est un nom de ``textes`` → ``[libelle, adresse]`` ; d'une version d'avant, la base ne sait que le jour. D'un article où change ce qui change
    dans son texte, ni plus ni moins, ``de`` est ce texte, et ``effets`` manque.
    """
    connues = [(nom, ref) for nom, _ in resolveur(c).connues() if (ref := resolveur(c).resoudre(nom))]
    refs = {nom: _de(c, ref) for nom, ref in connues}
    cites = {effet["par"] for ref in refs.values() for effet in ref.get("effets", ()) if "par" in effet}
    auteurs = {nom: resolveur(c).resoudre(nom.upper()) for nom in cites}
    return {
        "formes": {nom: _du_navigateur(forme) for nom, forme in FORMES.items()},
        "fenetre": FENETRE,
        "prefixes": PREFIXES,
        "codes": {f.contenu.sigle: f.contenu.titre for f in c.fiches("codes").values()},
        "textes": {nom: [typographier(ref.libelle), ref.adresse] for nom, ref in sorted(auteurs.items()) if ref},
        "refs": refs,
    }


def _du_navigateur(forme: re.Pattern[str]) -> str:
    """Rend une expression telle que JavaScript la lit, sous l'indicateur « u » : ses noms de groupes, ses lettres accentuées.

    >>> _du_navigateur(re.compile(r"(?P<n>[\\w-]+) \\w"))
    '(?<n>[\\\\p{L}\\\\p{N}_-]+) [\\\\p{L}\\\\p{N}_]'
    """
    lettres = r"\p{L}\p{N}_"
    return forme.pattern.replace("(?P<", "(?<").replace(r"[\w", f"[{lettres}").replace(r"\w", f"[{lettres}]")


def _de(c: Consultation, ref: Ref) -> dict[str, Any]:
    texte, _, article = ref.reference.partition(" art. ")
    auteur = resolveur(c).resoudre(texte) if article else None
    if auteur and set(_effets(ref)) == set(_effets(auteur)):
        return {"libelle": typographier(ref.libelle), "adresse": ref.adresse, "de": texte}
    # Le même changement, dit deux fois : celui qui dit quoi.
    dits = {(le, par): quoi for le, par, quoi in sorted(_effets(ref), key=lambda e: (e[0] or date.max, e[1], e[2]))}
    return {
        "libelle": typographier(ref.libelle),
        "adresse": ref.adresse,
        **({"abroge": str(ref.abroge_le)} if ref.abroge_le else {}),
        "effets": [
            {nom: v for nom, v in (("le", le and str(le)), ("par", par), ("quoi", typographier(quoi))) if v}
            for (le, par), quoi in dits.items()
        ],
    }


def _effets(ref: Ref) -> Iterator[tuple[date | None, str, str]]:
    """Rend (jour, texte qui le fait, ce qui change) : versions d'avant, version connue, ce qui vient, et l'abrogation avec son texte."""
    avant = getattr(ref.article, "versions", None) or ()
    yield from ((le, "", "") for le in avant)
    # D'un article réécrit, faute de mieux, ce qu'il dit depuis.
    resumes = {ref.article.depuis: f"Version d’aujourd’hui, résumée. {ref.objet}"} if avant else {}
    yield from ((e.le, e.par, brut(e.objet or resumes.get(e.le, ""))) for e in ref.changements)
    if ref.abroge_le:
        yield ref.abroge_le, ref.auteur, "Abrogation."
