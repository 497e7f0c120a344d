"""Python à la construction, JavaScript dans le navigateur : une table de cas, que les deux suivent (tests/jumeaux.yml)."""

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from macros.base.base import Base
from macros.fiches.clause.notation.criteres import LETTRE
from macros.fiches.clause.objets import retenus
from macros.fiches.clause.page import _choix_de_niveau
from macros.fiches.clause.variables import Variable, proposee
from macros.fiches.droit.seuil import Seuil, ValeurDeSeuil
from macros.fiches.obligation.cas import compatibles
from macros.fiches.obligation.modele import Condition, Fait
from macros.texte.balisage.blocs import en_blocs
from macros.texte.dates import date_longue, plus_mois
from macros.texte.formules import suite
from macros.texte.langue import MOTS_VIDES, analyser, plier, racine
from macros.texte.nombres import quantite
from tests.fabrique.questions import consulter
from tests.fabrique.recherche import groupes_touches
from tests.jumeaux import JUMEAUX
from tests.unitaires.conftest import Executer, lexique

LEXIQUE = [
    ["cantine", "restauration collective", "réfectoire"], ["collecte", "ramassage"], ["restauration", "repas"],
    ["éco-label", "label"], ["restauration collective à domicile", "portage"], ["L230-5-1", "EGalim"],
]  # fmt: skip
DEBUT = "const vides = new Set(donnees.vides), lexique = new Lexique(donnees.lexique, vides), A = dossier.valeurs;"
TOUCHER = """(texte) => {
  const mots = motsDe(texte, vides).map(racine), rangs = [];
  for (let ici = 0, lu; ici < mots.length; ici += lu?.longueur ?? 1)
    if ((lu = lexique.lire(mots, ici))) rangs.push(Number(lu.rang.slice(1)));
  return rangs;
}"""


def _remplie(op: str, valeur: Any, reponse: Any) -> bool:
    """Dit si un achat dont c'est la réponse peut aussi remplir la condition."""

    def regle(*si: tuple[str, Any]) -> Any:
        conditions = [Condition(fait="f", op=op, valeur=valeur) for op, valeur in si]
        return SimpleNamespace(depuis=date(2026, 11, 30), jusqu_a=None, si=conditions)

    choix = isinstance(reponse, str)
    fait = Fait(libelle="Fait", type="choix" if choix else "nombre", choix={"travaux": "T", "services": "S"})
    achat = [("est", reponse)] if choix else [("au-moins", reponse), ("au-plus", reponse)]
    return bool(compatibles(None, {"f": fait}, {}, regle((op, valeur)), regle(*achat)))  # type: ignore[arg-type]


def _montant(valeurs: list[dict[str, Any]], jour: date) -> float | None:
    trouvee = Seuil.model_construct(valeurs=[ValeurDeSeuil(**v) for v in valeurs]).valeur_au(jour)
    return trouvee.montant if trouvee else None


def _proposee(formule: str, arrondi: float, valeurs: dict[str, float]) -> float | None:
    """Rend ce que la formule propose quand les autres variables valent ``valeurs``."""
    autres = {nom: Variable(libelle=nom, type="nombre", defaut=valeur) for nom, valeur in valeurs.items()}
    return proposee(Variable(libelle="Calculée", type="nombre", calcul=formule, arrondi=arrondi), autres)


def _niveaux(base: Base) -> Callable[..., Any]:
    c = consulter(base)
    clause = lambda textes: SimpleNamespace(dispositions=[SimpleNamespace(**t) for t in textes])  # noqa: E731 – la même question, plusieurs fois
    return lambda textes: [code for code, _ in _choix_de_niveau(c, clause(textes))][:-1]


def _retenus(textes: list[dict[str, Any]], niveau: str) -> list[str]:
    """Rend les textes pris à ce niveau, hors lettre : une clause de ces seuls textes."""
    niveaux = ["base", "avance", "exemplaire"]
    siens = [SimpleNamespace(**{"piece": "CCTP", "remplace": [], **t}) for t in textes]
    presents = [n for n in niveaux if any(d.niveau == n for d in siens)]
    clause = SimpleNamespace(dispositions=siens, niveaux=presents)
    pris = dict(zip(presents, retenus(clause, niveaux), strict=True))[niveau]  # type: ignore[arg-type]
    return [d.id for d in pris if d.piece != LETTRE]


PYTHON: dict[str, Callable[[Base], Callable[..., Any]]] = {
    "mots": lambda _: analyser,
    "synonymes": lambda _: groupes_touches(lexique(*LEXIQUE)),
    "unites": lambda _: quantite,
    "valeurs": lambda _: lambda v: Variable(**v).valeur,
    "dates": lambda _: date_longue,
    "mois": lambda _: plus_mois,
    "seuils": lambda _: _montant,
    "conditions": lambda _: _remplie,
    "formules": lambda _: _proposee,
    "niveaux": _niveaux,
    "retenus": lambda _: _retenus,
}
JAVASCRIPT = {
    "mots": "(texte) => [motsDe(texte, vides), composesDe(texte, vides)]",
    "synonymes": TOUCHER,
    "unites": '(v, unite) => A.ecrireValeur({ type: "nombre", suffixe: unite && `\\u00a0${unite}` }, String(v))',
    "valeurs": "(variable) => A.ecrireValeur(variable)",
    "dates": '(jour) => dates.enDate(jour).replaceAll(" ", "\\u00a0")',
    "mois": "dates.plusMois",
    "seuils": "(valeurs, jour) => obligations.seuilAu({ valeurs }, jour)?.montant",
    "conditions": "(op, valeur, reponse) => obligations.remplit({ op, valeur }, reponse)",
    "formules": "(calcul, valeurs) => (Number.isNaN(dossier.calculs.calculer(calcul, valeurs)) ? null : dossier.calculs.calculer(calcul, valeurs))",
    "retenus": "(textes, niveau) => dossier.niveaux.textesDe({ textes }, niveau).map(({ id }) => id)",
    "niveaux": "(textes) => dossier.niveaux.niveauxDe({ textes })",
}
SERVI: dict[str, Callable[..., Any]] = {
    "valeurs": lambda v: [{**v, "suffixe": Variable(**v).suffixe}],
    "formules": lambda formule, arrondi, valeurs: [{"suite": suite(formule), "arrondi": arrondi}, valeurs],
    "seuils": lambda valeurs, jour: [[ValeurDeSeuil(**v).model_dump() for v in valeurs], jour],
}
"""Ce que la construction en écrit pour le navigateur, quand ce n'est pas tel quel."""


def _en_json(valeur: Any) -> Any:
    return json.loads(json.dumps(valeur, default=str))


@pytest.mark.parametrize("nom", PYTHON)
def test_les_deux_suivent_la_table(node: Executer, base_inventee: Base, nom: str) -> None:
    cas = [(entrees, _en_json(attendu)) for *entrees, attendu in JUMEAUX[nom]]
    python = PYTHON[nom](base_inventee)
    assert [(e, _en_json(python(*e))) for e, _ in cas] == cas
    code = f"{DEBUT} return donnees.cas.map((cas) => ({JAVASCRIPT[nom]})(...cas) ?? null);"
    servis = [_en_json(SERVI[nom](*e) if nom in SERVI else e) for e, _ in cas]
    lus = node(code, cas=servis, vides=sorted(MOTS_VIDES), lexique=LEXIQUE)
    assert list(zip(servis, lus, strict=True)) == [(s, attendu) for s, (_, attendu) in zip(servis, cas, strict=True)]


def test_une_racine_pour_toutes_les_formes(node: Executer) -> None:
    tous = [mot for nom in ("racines", "separes", "entiers") for mots in JUMEAUX[nom] for mot in mots]
    racines = {mot: racine(mot) for mot in tous}
    assert node("return Object.fromEntries(donnees.tous.map((mot) => [mot, racine(mot)]))", tous=tous) == racines
    assert [formes for formes in JUMEAUX["racines"] if len({racines[mot] for mot in formes}) > 1] == []
    assert [(a, b) for mots in JUMEAUX["separes"] for a, b in pairwise(mots) if racines[a] == racines[b]] == []
    assert [mot for mots in JUMEAUX["entiers"] for mot in mots if racines[mot] != mot] == []
    assert all(racine(mot) for mot in ("ssss", "xxxx", "aies", "ions")), "cherchée, une racine courte ne se vide pas"


def test_les_mots_vides_sont_deja_plies() -> None:
    assert {plier(m) for m in MOTS_VIDES} == MOTS_VIDES


def test_blocs() -> None:
    """Le navigateur les relit dans la page : test_les_blocs_relus_sont_ceux_de_la_construction."""
    for texte, blocs in JUMEAUX["blocs"]:
        assert en_blocs(texte) == blocs
