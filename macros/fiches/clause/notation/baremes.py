"""Ce qui se calcule d'un critère : sa grille, son cadre de réponse, son suivi, et trois offres notées en exemple."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.fiches.clause.dispositions import Disposition, Element
from macros.fiches.clause.variables import Variable
from macros.texte.nombres import nombre, quantite, se_compte
from macros.texte.variables import VARIABLE


@dataclass(frozen=True)
class Ligne:
    """Une ligne de la grille : l'élément, ses points, comment ils sont donnés, la pièce à joindre."""

    intitule: str
    points: int
    attribution: tuple[str, ...]
    preuve: str


@dataclass(frozen=True)
class Note:
    """Une ligne de l'exemple : l'élément, et, pour chacune des trois offres, ce qu'elle montre et ses points."""

    intitule: str
    points: int
    offres: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Exemple:
    """Trois offres notées. ``totaux`` : sur 100, puis ramenés au poids du critère, quand sa valeur est connue."""

    notes: tuple[Note, ...]
    totaux: tuple[str, ...]
    ponderes: tuple[str, ...]
    poids: str


EXIGEANTES = ("specification-technique", "condition-execution", "prix")
"""Les natures d'un texte qui impose quelque chose à toute offre."""
PARTS_D_ECHELLE = 5
"""Une échelle réglée garde au moins un cinquième de celle que font les valeurs proposées."""


@dataclass(frozen=True)
class Echelle:
    """L'autre bout d'une échelle linéaire (un nombre ou le nom d'une variable), et si les points montent (1) ou descendent (-1).

    ``ecart`` : ce qui doit séparer les deux bouts, pour qu'un écart infime entre deux offres ne vaille pas tous les points.
    ``depuis`` : la variable donne 0 point, et l'autre bout tous les points ; sinon, l'inverse.
    """

    autre: str | float
    sens: int
    ecart: float
    depuis: bool = False

    @property
    def donnees(self) -> dict[str, str | float]:
        """Rend ce que le navigateur lit : l'autre bout, sous « de » ou sous « a », et le sens."""
        return {"a" if self.depuis else "de": self.autre, "sens": self.sens, "ecart": self.ecart}


def echelles(dispositions: Iterable[Disposition], variables: Mapping[str, Variable]) -> dict[str, Echelle]:
    """Rend variable → l'échelle linéaire qu'elle finit, ou qu'elle commence quand la fin est un nombre.

    Sans valeur proposée aux deux bouts, le sens n'est pas connu.
    """
    fins: dict[str, Echelle] = {}
    departs: dict[str, Echelle] = {}
    for mesure in (e.mesure for d in dispositions for e in d.elements if e.mesure.type == "lineaire"):
        debut = 0 if mesure.de is None else mesure.de
        de, a = (_valeur(borne, variables) for borne in (debut, mesure.a))
        if de is None or a is None or mesure.a is None:
            continue
        sens, ecart = 1 if a > de else -1, round(abs(a - de) / PARTS_D_ECHELLE, 2)
        if isinstance(mesure.a, str):
            fins[mesure.a] = Echelle(debut, sens, ecart)
        elif isinstance(debut, str):
            departs[debut] = Echelle(mesure.a, sens, ecart, depuis=True)
    return {**departs, **fins}


def grille(critere: Disposition, dispositions: Iterable[Disposition]) -> list[Ligne]:
    """Rend la grille d'un critère, dans les mots qui s'insèrent ; une valeur y est une variable, « {{taux}} ».

    ``dispositions`` : les textes de la clause, qui disent si le départ d'une échelle est exigé.

    >>> from macros.fiches.clause.dispositions import Mesure
    >>> mesure = Mesure(type="lineaire", de=20, a=100, unite="%")
    >>> lavee = Element.model_construct(intitule="Part lavée.", points=60, mesure=mesure, preuve="Fiche.")
    >>> grille(Disposition.model_construct(piece="RC", niveau="base", elements=[lavee]), [])[0].attribution
    ('0 point à 20 %, 60 points à 100 %, en proportion entre les deux, jamais moins de 0 ni plus de 60.',)
    """
    exigences = [d for d in dispositions if _exige(d, critere)]
    return [Ligne(e.intitule, e.points, tuple(_attribution(e, exigences)), e.preuve) for e in critere.elements]


def _exige(d: Disposition, critere: Disposition) -> bool:
    """Dit si ce texte exige quelque chose des offres que ce critère note : la lettre a ses textes, un niveau plus haut les siens.

    Un relevé ou une pénalité parle de ce qui est exigé ou promis : il n'exige rien d'une offre.
    """
    lettre = "lettre-consultation"
    voisin = (d.piece == lettre) == (critere.piece == lettre) and d.niveau in ("base", critere.niveau)
    return voisin and d.nature in EXIGEANTES


def _attribution(e: Element, exigences: list[Disposition]) -> list[str]:
    mesure = e.mesure
    if mesure.type == "lineaire":
        de, a = (_ecrire(borne, mesure.unite) for borne in (mesure.de, mesure.a))
        # Hors de l'échelle, la droite continuée donnerait une note négative, ou plus que le maximum annoncé.
        regle = (
            f"0 point à {de}, {_points(e.points)} à {a}, en proportion entre les deux,"
            f" jamais moins de 0 ni plus de {e.points}."
        )
        # Sous ce qu'il exige, le marché n'a qu'une issue : l'offre est irrégulière (CCP L2152-2), elle ne se note pas.
        siennes = [d.id for d in exigences if isinstance(mesure.de, str) and de in d.texte]
        if siennes:
            # Nommé, le texte qui exige ne se retire pas sans que le dossier le dise.
            qui = f"demande {{{{renvoi:{siennes[0]}}}}}" if len(siennes) == 1 else "le marché exige"
            regle += (
                f" Promettre moins bien que {de}, que {qui}, rend l’offre irrégulière (article L. 2152-2 du code de la"
                " commande publique)."
            )
        return [regle]
    if mesure.type == "paliers":
        return [f"{_points(p.points)} : {p.si}" for p in reversed(mesure.paliers)]
    if mesure.type == "relative":
        return [f"{_points(e.points)} × la plus basse valeur des offres recevables ÷ celle de l’offre."]
    return [f"{_points(e.points)} si la pièce est jointe et le montre ; 0 sinon."]


def _points(n: int) -> str:
    return f"{n} point{'s' if n > 1 else ''}"


def _ecrire(borne: str | float | None, unite: str | None) -> str:
    if isinstance(borne, str):
        return f"{{{{{borne}}}}}"
    return quantite(borne or 0, unite)


def exemple(critere: Disposition, variables: Mapping[str, Variable]) -> Exemple | None:
    """Rend trois offres notées : au plus bas, à mi-chemin, au plus haut ; rien si une borne n'a pas de valeur proposée.

    Ce qui se compte n'a pas de moitié : le milieu est alors l'entier le plus proche, et ses points le suivent.

    >>> from macros.fiches.clause.dispositions import Mesure
    >>> mesure = Mesure(type="lineaire", de=0, a=3, unite="visites")
    >>> visites = Element.model_construct(intitule="Visites.", points=60, mesure=mesure)
    >>> exemple(Disposition.model_construct(elements=[visites], ponderation=None), {}).notes[0].offres
    (('0 visite', '0'), ('2 visites', '40'), ('3 visites', '60'))
    >>> paliers = Mesure.model_validate({"type": "paliers", "paliers": [{"si": "{{nul}}, sans pièce.", "points": 0}, {"si": "Tout est tenu.", "points": 60}]})
    >>> tenue = Element.model_construct(intitule="Tenue.", points=60, mesure=paliers)
    >>> nul = Variable.model_validate({"libelle": "Palier sans point", "type": "texte", "defaut": "Rien"})
    >>> exemple(Disposition.model_construct(elements=[tenue], ponderation=None), {"nul": nul}).notes[0].offres[0]
    ('Rien, sans pièce', '0')
    """
    notes, totaux = [], [0.0, 0.0, 0.0]
    for e in critere.elements:
        trois = _trois(e, variables)
        if trois is None:
            return None
        notes.append(Note(e.intitule, e.points, tuple((dit, nombre(round(p, 1))) for dit, p in trois)))
        totaux = [t + p for t, (_, p) in zip(totaux, trois, strict=True)]
    variable = variables.get(critere.ponderation or "")
    poids = variable.defaut if variable and isinstance(variable.defaut, (int, float)) else None
    ponderes = () if poids is None else tuple(nombre(round(t * poids / 100, 2)) for t in totaux)
    dits = tuple(nombre(round(t, 1)) for t in totaux)
    return Exemple(tuple(notes), dits, ponderes, "" if poids is None else nombre(poids))


def _trois(e: Element, variables: Mapping[str, Variable]) -> list[tuple[str, float]] | None:
    mesure = e.mesure
    if mesure.type == "presence":
        return [("non jointe", 0), ("jointe", e.points), ("jointe", e.points)]
    if mesure.type == "paliers":
        marches = mesure.paliers
        choisies = (marches[0], marches[len(marches) // 2], marches[-1])
        return [(VARIABLE.sub(lambda lu: variables[lu[1]].valeur, p.si).rstrip("."), p.points) for p in choisies]
    if mesure.type == "relative":
        dites = [(f"{nombre(fois)} fois la plus basse", e.points / fois) for fois in (1.5, 1.25)]
        return [*dites, ("la plus basse", e.points)]
    bornes = [_valeur(borne, variables) for borne in (mesure.de, mesure.a)]
    if None in bornes:
        return None
    de, a = bornes[0] or 0, bornes[1] or 0
    unite = mesure.unite or next(
        (v.suffixe.strip() for b in (mesure.de, mesure.a) if (v := variables.get(str(b)))), None
    )
    milieu, part = (de + a) / 2, 0.5
    if unite and se_compte(unite) and a != de:
        milieu = math.floor(milieu + 0.5)
        part = (milieu - de) / (a - de)
    return [(quantite(v, unite), p) for v, p in ((de, 0), (milieu, e.points * part), (a, e.points))]


def _valeur(borne: str | float | None, variables: Mapping[str, Variable]) -> float | None:
    if isinstance(borne, str):
        defaut = variables[borne].defaut if borne in variables else None
        return float(defaut) if isinstance(defaut, (int, float)) else None
    return borne
