"""Ce que deux sites ne disent pas pareil : chaque différence, rangée par sorte."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from .regards import regards

EMPREINTE = re.compile(rb"([./])[0-9a-f]{8,16}([./])")
LIGNES_MAX = 20_000
"""Au-delà, les lignes se comptent au lieu de s'aligner : le temps de l'alignement est au carré."""
EXEMPLES = 3
LARGEUR = 220


def ecarts(avant: list[str], apres: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Rend chaque passage changé : (lignes d'avant, lignes d'après)."""
    debut = next((n for n, (a, b) in enumerate(zip(avant, apres, strict=False)) if a != b), min(len(avant), len(apres)))
    avant, apres = avant[debut:], apres[debut:]
    if len(avant) + len(apres) > LIGNES_MAX:
        a, b = Counter(avant), Counter(apres)
        yield list((a - b).elements()), list((b - a).elements())
        return
    for sorte, a1, a2, b1, b2 in SequenceMatcher(None, avant, apres).get_opcodes():
        if sorte != "equal":
            yield avant[a1:a2], apres[b1:b2]


def sorte(regard: str, avant: list[str], apres: list[str]) -> tuple[str, str]:
    """Rend la sorte d'un écart : la même pour le même remplacement, où qu'il se trouve."""
    if regard in ("données", "mise en forme", "styles", "xml"):
        a, b = ("\n".join(dict.fromkeys(x.partition(" = ")[0] for x in lignes)) for lignes in (avant, apres))
        return a, b
    if regard in ("texte", "texte et style", "lignes", "calendrier") and len(avant) == len(apres) == 1:
        return _coeur(avant[0], apres[0])
    return "\n".join(dict.fromkeys(avant)), "\n".join(dict.fromkeys(apres))


def _coeur(avant: str, apres: str) -> tuple[str, str]:
    """Rend les mots qui changent, sans ceux qui les entourent."""
    a, b = re.split(r"(\s+)", avant), re.split(r"(\s+)", apres)
    while a and b and a[0] == b[0]:
        del a[0], b[0]
    while a and b and a[-1] == b[-1]:
        del a[-1], b[-1]
    return "".join(a), "".join(b)


class Comparaison:
    """Les différences de deux sites, par (famille, sorte)."""

    def __init__(self, avant: Path, apres: Path) -> None:
        self.trouvees: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        a, b = _fichiers(avant), _fichiers(apres)
        self.communs = sorted(a.keys() & b.keys())
        for chemin in sorted(a.keys() - b.keys()):
            self._noter("fichiers disparus", (_gabarit(chemin), ""), chemin)
        for chemin in sorted(b.keys() - a.keys()):
            self._noter("fichiers apparus", ("", _gabarit(chemin)), chemin)
        for chemin in self.communs:
            x, y = a[chemin].read_bytes(), b[chemin].read_bytes()
            if EMPREINTE.sub(rb"\1#\2", x) != EMPREINTE.sub(rb"\1#\2", y):
                self._comparer(chemin, _sans_empreinte(chemin, x), _sans_empreinte(chemin, y))

    def _comparer(self, chemin: str, avant: bytes, apres: bytes) -> None:
        a, b = regards(chemin, avant), regards(chemin, apres)
        extension = chemin.removesuffix(".gz").rpartition(".")[2]
        vus = 0
        for regard in a:
            if a[regard] == b[regard] or (regard == "répartition" and vus):
                continue
            vus += 1
            famille = f"{extension}, {regard}"
            if Counter(a[regard]) == Counter(b[regard]):
                self._noter(f"{famille}, ordre seul", ("", _gabarit(chemin)), chemin)
                continue
            for x, y in ecarts(a[regard], b[regard]):
                self._noter(famille, sorte(regard, x, y), chemin)

    def _noter(self, famille: str, sorte: tuple[str, str], chemin: str) -> None:
        self.trouvees[famille][sorte].append(chemin)

    def lignes(self) -> Iterator[str]:
        """Rend le compte rendu, de la sorte la plus fréquente à la plus rare."""
        yield f"{len(self.communs)} fichiers communs comparés."
        for famille, sortes in sorted(self.trouvees.items()):
            yield f"\n== {famille} : {len(sortes)} sorte(s), {sum(map(len, sortes.values()))} fois =="
            for (avant, apres), chemins in sorted(sortes.items(), key=lambda s: -len(s[1])):
                distincts = list(dict.fromkeys(chemins))
                yield f"  {len(chemins)} fois, {len(distincts)} fichier(s) : {', '.join(distincts[:EXEMPLES])}"
                yield from _cote("−", avant)
                yield from _cote("+", apres)
        if not self.trouvees:
            yield "Aucune différence."


def _cote(signe: str, texte: str) -> list[str]:
    lignes = texte.split("\n")
    montrees = [f"      {signe} {ligne[:LARGEUR]}" for ligne in lignes[:8] if ligne]
    return [*montrees, f"      {signe} … {len(lignes) - 8} autres"] if len(lignes) > 8 else montrees


def _fichiers(site: Path) -> dict[str, Path]:
    """Rend les fichiers d'un site, par chemin sans empreinte."""
    chemins = (f for f in site.rglob("*") if f.is_file())
    return {_plier(f.relative_to(site).as_posix()): f for f in chemins}


def _plier(chemin: str) -> str:
    return EMPREINTE.sub(rb"\1#\2", chemin.encode()).decode()


def _sans_empreinte(chemin: str, octets: bytes) -> bytes:
    """Rend les octets sans empreintes ; un fichier compressé n'en montre pas."""
    return octets if chemin.endswith((".gz", ".docx", ".png", ".woff2")) else EMPREINTE.sub(rb"\1#\2", octets)


def _gabarit(chemin: str) -> str:
    """Rend le chemin, une étoile à la place de son nom : ``clauses/*/index.html``, ``flux/*.rss``."""
    *dossiers, nom = chemin.split("/")
    if nom == "index.html":
        return "/".join([*dossiers[:-1], "*", nom])
    return "/".join([*dossiers, f"*.{nom.rpartition('.')[2]}"])
