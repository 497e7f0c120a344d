"""Ce que le navigateur lit pour répondre à un cas : les faits et les seuils d'abord, puis les règles de la famille choisie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import product
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.types import Dates
from macros.base.vocabulaire import TOUTES_FAMILLES
from macros.fiches.obligation.faits import conditions, faits_de, seuils_de
from macros.fiches.obligation.modele import Acte, Condition, Fait, Obligation, TextePret
from macros.fiches.obligation.mots import en_mots, libelles, transversale
from macros.sorties.donnees.schemas import en_json_compact
from macros.sorties.html.contexte import Contexte
from macros.sorties.navigateur import Places, Vidage, changera
from macros.texte.balisage.leger import brut
from macros.texte.typographie import typographier

CHEMIN = "obligations/faits.json"
D_UNE_FAMILLE = "obligations/regles/{}.json"
DU_DOSSIER = "obligations/dossier.json"
DE_LA_PAGE = frozenset({"precisions", "mots", "adresse", "non_lu", "document", "place", "annonce"})
"""Ce que seule la page montre d'une règle, d'une condition ou d'un article ; le dossier juge, et cite."""

DES_LOTS = frozenset(
    {
        "petits-lots-fournitures-services",
        "petits-lots-travaux",
        "petits-lots-part",
        "dispense-fournitures-services",
        "dispense-travaux",
    }
)
"""Les seuils auxquels un lot se compare, que des règles les nomment ou non."""
PETIT_ACHAT, LETTRE = "petit-achat", "lettre-consultation"
"""Le fait qui dit un achat sous le seuil de dispense, et le document qui lui suffit."""
A_OUVRIR = "version du jour non lue, à ouvrir avant de citer"


def fichiers(ctx: Contexte) -> Mapping[str, Callable[[], bytes]]:
    """Rend les fichiers que la page lit, celui que lit « Mon dossier », et ce qui en écrit les octets."""
    c = ctx.c
    des_familles = {
        D_UNE_FAMILLE.format(code): lambda code=code: en_json_compact(d_une_famille(c, code))
        for code in c.valeurs("segments")
    }
    communs = {CHEMIN: lambda: en_json_compact(communes(c)), DU_DOSSIER: lambda: en_json_compact(du_dossier(c))}
    return {**communs, **des_familles}


def communes(c: Consultation) -> dict[str, Any]:
    """Rend ce que la page lit sans attendre : de quoi remplir le formulaire, le contrôler, et écarter un achat hors du champ."""
    tout = donnees(c)
    return {**tout, "regles": [r for r in tout["regles"] if r["rubrique"] == "hors-champ"], "clauses": {}}


def d_une_famille(c: Consultation, code: str) -> dict[str, Any]:
    """Rend les règles que cette famille n'écarte pas, les clauses qu'elles peuvent lui proposer, ses dossiers conseillés, et ce qui commence à chaque seuil."""
    tout = donnees(c)
    visees = {f.id for f in c.visibles("obligations") if transversale(f.contenu) or f.contenu.vise(code)}
    clauses = {}
    for nom, clause in tout["clauses"].items():
        siennes = [x for x in clause["familles"] if x in (code, TOUTES_FAMILLES)]
        if siennes or code == TOUTES_FAMILLES:
            clauses[nom] = {**clause, "familles": siennes}
    regles = [
        {**regle, "clauses": [nom for nom in regle["clauses"] if nom in clauses]}
        for regle in tout["regles"]
        if regle["id"] in visees
    ]
    nommees = {nom for regle in regles for nom in regle["clauses"]}
    dossiers = [
        {
            "id": f.id,
            "titre": typographier(f.contenu.titre),
            "forme": f.contenu.forme,
            "marche": f.contenu.marche,
            "lots": len(f.contenu.lots),
        }
        for f in c.visibles("dossiers")
        if f.contenu.famille == code
    ]
    return {
        "regles": regles,
        "clauses": {nom: clause for nom, clause in clauses.items() if nom in nommees},
        "dossiers": dossiers,
        "lettres": _lettres(c, code),
        "echelle": {nom: typographier(s.echelle.dit) for nom, s in seuils_de(c).items() if s.echelle},
    }


def _lettres(c: Consultation, code: str) -> list[dict[str, str]]:
    """Rend les lettres prêtes de la famille, ``{id, titre}`` ; sans elle, celles qui n'en disent aucune."""
    lettres = [f for f in c.visibles("modeles") if f.contenu.lettre]
    siennes = [f for f in lettres if code in f.contenu.lettre.familles]
    retenues = siennes or [f for f in lettres if not f.contenu.lettre.familles]
    return [{"id": f.id, "titre": typographier(f.contenu.titre)} for f in retenues]


def du_dossier(c: Consultation) -> dict[str, Any]:
    """Rend les mêmes règles, celles seulement qui écartent un achat ou qui s'imposent à lui ; leur doute, sans lien."""
    tout = donnees(c)
    utiles = [
        {**regle, "doute": regle["doute"] and brut(regle["doute"])}
        for regle in tout["regles"]
        if regle["rubrique"] in ("hors-champ", "obligation")
    ]
    clauses = {nom: {**clause, **_pour_le_dossier(c, nom)} for nom, clause in tout["clauses"].items()}
    siens: dict[str, Any] = _sans_mots({**tout, "regles": utiles, "contradictions": [], "clauses": clauses})
    return siens


def _pour_le_dossier(c: Consultation, nom: str) -> dict[str, Any]:
    """Rend à qui une clause convient, et ce que ses textes d’entrée sont : « Mon dossier » n’en propose que de celles qui répondent."""
    clause = c.fiches("clauses")[nom].contenu
    entrees: dict[str, list[dict[str, Any]]] = {"base": [], "lettre": []}
    for d in clause.dispositions:
        piliers = [d.pilier] if d.pilier else sorted({c.pilier(theme) or "" for theme in clause.themes})
        texte, siens = {"nature": d.nature, "piliers": piliers}, entrees["lettre" if d.piece == LETTRE else "base"]
        if d.niveau == "base" and texte not in siens:
            siens.append(texte)
    return {"tailles": clause.tailles, "ccag": {"cahiers": clause.ccag.cahiers}, "textes": entrees}


def _sans_mots(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {nom: _sans_mots(v) for nom, v in valeur.items() if nom not in DE_LA_PAGE}
    return [_sans_mots(v) for v in valeur] if isinstance(valeur, list) else valeur


@une_fois
def donnees(c: Consultation) -> dict[str, Any]:
    """Rend tout ce dont l'évaluateur a besoin, et rien d'autre ; les textes sont prêts à lire."""
    vidage = Vidage(c, _places(c), en_clair=True)
    faits = [vidage.de(f.contenu) for f in c.fiches("faits").values()]
    nommes = {x.seuil for _, _, x in conditions(c) if x.seuil} | DES_LOTS
    couverture = next(iter(c.fiches("couverture").values()), None)
    return {
        "lu_jusqu_au": str(couverture.contenu.sources_lues_jusqu_au) if couverture else None,
        "faits": {nom: fait for f in faits for nom, fait in f["faits"].items()},
        "contradictions": [x for f in faits for x in f["contradictions"]],
        "seuils": {nom: _seuil(s) for nom, s in seuils_de(c).items() if nom in nommes},
        "regles": [
            {
                "id": fiche.id,
                **vidage.de(fiche.contenu),
                "annonce": _annonce(c, fiche.id),
                "a_venir": changera(c, "obligations", fiche),
            }
            for fiche in c.visibles("obligations")
        ],
        "clauses": {
            f.id: {"titre": typographier(f.contenu.titre), "familles": f.contenu.segments, "marches": f.contenu.marches}
            for f in c.visibles("clauses")
        },
    }


@une_fois
def entrees_de_veille(c: Consultation) -> dict[str, list[Fiche[Any]]]:
    """Rend nom d'obligation → les entrées de veille qui la nomment, la plus récente d'abord."""
    table: dict[str, list[Fiche[Any]]] = {}
    for fiche in c.visibles("veille"):
        for nom in fiche.contenu.obligations or ():
            table.setdefault(nom, []).append(fiche)
    return table


def _annonce(c: Consultation, nom: str) -> dict[str, str] | None:
    """Rend l'entrée de veille la plus récente qui nomme cette règle, ``{titre, adresse}``, ou rien."""
    for fiche in entrees_de_veille(c).get(nom, [])[:1]:
        return {"titre": typographier(fiche.contenu.titre), "adresse": c.adresse("veille", fiche.id)}
    return None


def _places(c: Consultation) -> Places:
    """Rend ce que la page lit à la place de certains champs : calculé, ou rien si elle ne le lit pas."""
    faits = faits_de(c)
    return {
        Dates: dict.fromkeys(Dates.model_fields),
        Obligation: {
            "ordre": None,
            "sources": None,
            "depuis": lambda o: {"depuis": str(o.depuis), "commence_le": _jour(o.commence_le)},
            "certitude": lambda o: {"certitude": o.certitude, "a_ouvrir": a_ouvrir(c, o), "clauses": clauses_de(c, o)},
        },
        # Dite en mots, une condition garde la place d'un seuil : sa valeur, celle du jour du cas, s'y posera.
        Condition: {
            "fait": lambda x: {**x.model_dump(exclude_none=True), "mots": typographier(en_mots(c, faits, x))},
            **dict.fromkeys(("op", "valeur", "seuil")),
        },
        Fait: {
            **dict.fromkeys(("aide", "liste")),
            "question": lambda f: {"question": typographier(f.question or f.libelle)},
            "questions": lambda f: (
                {"questions": {famille: typographier(mots) for famille, mots in f.questions.items()}}
                if f.questions
                else {}
            ),
            "choix": lambda f: {"choix": {code: typographier(mot) for code, mot in libelles(c, f).items()}},
        },
        TextePret: {
            "piece": lambda t: {
                "piece": t.piece,
                "document": t.piece if t.piece.isupper() else typographier(c.libelle("pieces", t.piece)),
            },
            "article": lambda t: {
                "article": t.article,
                "place": typographier(c.libelle("plans", t.article)) if t.article else None,
            },
        },
        Acte: {"chaque_annee": None, "moment": lambda a: {"moment": typographier(c.libelle("moments", a.moment))}},
    }


def _jour(jour: date | None) -> str | None:
    return str(jour) if jour else None


def _seuil(seuil: Any) -> dict[str, Any]:
    """Rend un seuil : ``libelle``, ``unite``, et ses ``valeurs``, chacune avec sa période."""
    lus = {"montant", "depuis", "jusqu_au", "confiance"}
    valeurs = [{**v.model_dump(mode="json", include=lus), "commence_le": _jour(v.commence_le)} for v in seuil.valeurs]
    return {"libelle": typographier(seuil.libelle), "unite": seuil.unite, "valeurs": valeurs}


def a_ouvrir(c: Consultation, regle: Obligation) -> str:
    """Rend la mention d'une règle donnée pour sûre dont aucun article n'a été lu dans sa version du jour, ou une chaîne vide."""
    refs = [resolveur(c).resoudre(reference) for reference in regle.articles]
    return A_OUVRIR if regle.certitude == "sur" and all(ref and ref.non_lu for ref in refs) else ""


def clauses_de(c: Consultation, regle: Obligation) -> list[str]:
    """Rend les clauses qui répondent : celles que la règle nomme, puis celles du type et du pilier qu'elle dit."""
    nommees = [nom for s in regle.satisfait_par for nom in s.clauses]
    voulues = {(s.nature, s.pilier) for s in regle.satisfait_par if s.nature or s.pilier}
    # Une lettre tient lieu de tous les documents d'un petit achat, et d'aucun au-delà.
    lettre = all(x.fait != PETIT_ACHAT or x.admet("oui") for x in regle.si)
    trouvees = [nom for nom, ecrites in _reponses(c, lettre).items() if not voulues.isdisjoint(ecrites)]
    return list(dict.fromkeys([*nommees, *trouvees]))


@une_fois
def _reponses(c: Consultation, lettre: bool) -> dict[str, set[tuple[str | None, str | None]]]:
    """Rend clause → les (type, pilier) auxquels ses textes répondent, la lettre comprise ou non ; ``None`` : quel qu'il soit."""
    table: dict[str, set[tuple[str | None, str | None]]] = {}
    for fiche in c.visibles("clauses"):
        piliers = {c.pilier(theme) for theme in fiche.contenu.themes}
        for d in fiche.contenu.dispositions:
            if d.piece == LETTRE and not lettre:
                continue
            siens = {d.pilier} if d.pilier else piliers
            table.setdefault(fiche.id, set()).update(product((d.nature, None), (*siens, None)))
    return table
