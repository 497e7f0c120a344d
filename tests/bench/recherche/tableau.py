"""Les tableaux du comparatif, en français, alignés."""

from collections.abc import Callable, Iterable

from .moteurs import MOTEURS, ORIGINE

ABSENT = "abandon"


def nombre(valeur: float) -> str:
    """Rend un nombre court : trois chiffres utiles, virgule, milliers espacés."""
    decimales = next((d for d, seuil in enumerate((100, 10, 0.1)) if valeur >= seuil), 3)
    return f"{valeur:,.{decimales}f}".replace(",", " ").replace(".", ",")


COLONNES: tuple[tuple[str, str, str, Callable[[float], float]], ...] = (
    ("octets", "transféré", "Ko", lambda octets: octets / 1000),
    ("requetes", "requêtes", "", float),
    ("premiere", "1re réponse", "s", float),
    ("frappe", "frappe", "ms", float),
    ("saisie", "1re frappe", "ms", float),
    ("pire", "la pire", "ms", float),
    ("processeur", "processeur", "s", float),
    ("memoire", "mémoire", "Mo", float),
)
"""Mesure, titre, unité, conversion."""
SANS_RAPPORT = ("requetes", "pire")


def _ligne(cellules: Iterable[str], largeurs: list[int]) -> str:
    premiere, *reste = cellules
    return premiere.ljust(largeurs[0]) + "".join(f"  {c.rjust(n)}" for c, n in zip(reste, largeurs[1:], strict=True))


def imprimer(lignes: list[list[str]]) -> None:
    """Imprime des lignes de cellules ; la première est le titre."""
    largeurs = [max(len(ligne[rang]) for ligne in lignes) for rang in range(len(lignes[0]))]
    trait = "─" * (sum(largeurs) + 2 * (len(largeurs) - 1))
    titre, *reste = [_ligne(ligne, largeurs) for ligne in lignes]
    print("\n".join((titre, trait, *reste)), flush=True)


def cellule(mesures: dict, origine: dict, cle: str, unite: str, convertir: Callable[[float], float]) -> str:
    """Rend une mesure et son rapport au moteur d'origine : « 61,2 Ko (×0,30) »."""
    if cle not in mesures:
        return ABSENT
    texte = nombre(convertir(mesures[cle])) if unite else f"{mesures[cle]:d}"
    texte += f" {unite}" if unite else ""
    if cle in SANS_RAPPORT:
        return texte
    return f"{texte} (×{nombre(mesures[cle] / origine[cle])})" if origine.get(cle) else f"{texte} (–)"


def couts(clauses: int, fiches: int, resultats: dict[str, dict], abandons: dict[str, str]) -> None:
    """Imprime le tableau d'une taille, puis les abandons et leur raison."""
    print(
        f"\n{nombre(clauses)} clauses, {nombre(fiches)} fiches (× : rapport à Material ; – : Material n'a pas fini)\n"
    )
    origine = resultats.get(ORIGINE, {})
    lignes = [["", *(titre for _, titre, _, _ in COLONNES)]]
    for moteur, mesures in resultats.items():
        cellules = [cellule(mesures, origine, cle, unite, convertir) for cle, _, unite, convertir in COLONNES]
        lignes.append([MOTEURS[moteur], *cellules])
    imprimer(lignes)
    for moteur, raison in abandons.items():
        print(f"  abandon, {MOTEURS[moteur]} : {raison}")


def qualite(clauses: int, parts: dict[str, dict[str, float]], effectifs: dict[str, int]) -> None:
    """Imprime la part de requêtes servies, en tout et par sorte : une colonne par moteur."""
    total = sum(effectifs.values())
    print(f"\nUne bonne clause dans les 5 premières : {total} requêtes, {clauses} vraies clauses")
    print("Le nôtre a été mis au point sur ces requêtes ; les autres, sur aucune.\n")
    lignes = [["", "requêtes", *(MOTEURS[m] for m in parts)]]
    for sorte, effectif in {"toutes": total, **dict(sorted(effectifs.items()))}.items():
        lignes.append([sorte, str(effectif), *(f"{p[sorte]:.0%}".replace("%", " %") for p in parts.values())])
    imprimer(lignes)
