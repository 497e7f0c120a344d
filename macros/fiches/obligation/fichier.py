"""Ce que le navigateur lit pour répondre à un cas : les faits et les seuils d'abord, puis les règles de la famille choisie."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.promesses import Ref
from macros.base.vocabulaire import TOUTES_FAMILLES
from macros.fiches.obligation.modele import Condition, Fait, Obligation, Satisfaction
from macros.fiches.obligation.mots import en_mots, libelles, transversale
from macros.fiches.obligation.regles import conditions, faits_de, seuils_de
from macros.sorties.donnees.schemas import en_json_compact
from macros.sorties.html.contexte import Contexte
from macros.texte.typographie import typographier

CHEMIN = "obligations/faits.json"
D_UNE_FAMILLE = "obligations/regles/{}.json"
DU_DOSSIER = "obligations/dossier.json"
DE_LA_PAGE = frozenset({"ecrire", "doute", "precisions", "mots", "motif", "adresse", "non_lu"})
"""Ce que seule la page montre d'une règle, d'une condition ou d'un article ; le dossier juge, et cite."""

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
    """Rend les règles que cette famille n'écarte pas, et les clauses qu'elles peuvent lui proposer."""
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
    return {"regles": regles, "clauses": {nom: clause for nom, clause in clauses.items() if nom in nommees}}


def du_dossier(c: Consultation) -> dict[str, Any]:
    """Rend les mêmes règles, celles seulement qui écartent un achat, ou auxquelles une clause répond."""
    tout = donnees(c)
    utiles = [
        regle
        for regle in tout["regles"]
        if regle["rubrique"] == "hors-champ" or (regle["rubrique"] == "obligation" and regle["satisfait_par"])
    ]
    return _sans_mots({**tout, "regles": utiles, "contradictions": []})


def _sans_mots(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {nom: _sans_mots(v) for nom, v in valeur.items() if nom not in DE_LA_PAGE}
    return [_sans_mots(v) for v in valeur] if isinstance(valeur, list) else valeur


@une_fois
def donnees(c: Consultation) -> dict[str, Any]:
    """Rend tout ce dont l'évaluateur a besoin, et rien d'autre ; les textes sont prêts à lire."""
    faits = [f.contenu for f in c.fiches("faits").values()]
    regles = c.visibles("obligations")
    nommees = {x.seuil for _, _, x in conditions(c) if x.seuil}
    seuils = {nom: seuil for nom, seuil in seuils_de(c).items() if nom in nommees}
    couverture = next(iter(c.fiches("couverture").values()), None)
    return {
        "lu_jusqu_au": str(couverture.contenu.sources_lues_jusqu_au) if couverture else None,
        "faits": {nom: _fait(c, fait) for f in faits for nom, fait in f.faits.items()},
        "contradictions": [
            {"si": _si(c, x.si), "message": typographier(x.message)} for f in faits for x in f.contradictions
        ],
        "seuils": {nom: _seuil(s) for nom, s in seuils.items()},
        "regles": [_regle(c, fiche) for fiche in regles],
        "clauses": {
            f.id: {"titre": typographier(f.contenu.titre), "familles": f.contenu.segments, "marches": f.contenu.marches}
            for f in c.visibles("clauses")
        },
    }


def _si(c: Consultation, si: Sequence[Condition]) -> list[dict[str, Any]]:
    """Rend les conditions, chacune avec ses ``mots`` ; la valeur d'un seuil, celle du jour du cas, s'y posera."""
    faits = faits_de(c)
    return [{**x.model_dump(exclude_none=True), "mots": typographier(en_mots(c, faits, x))} for x in si]


def _fait(c: Consultation, fait: Fait) -> dict[str, Any]:
    return {
        "libelle": typographier(fait.libelle),
        "type": fait.type,
        "demande": fait.demande,
        "ecarte": fait.ecarte,
        "unite": fait.unite,
        "defaut": fait.defaut,
        "suppose": fait.suppose,
        "choix": {code: typographier(libelle) for code, libelle in libelles(c, fait).items()},
        "min": _borne(fait.min),
        "max": _borne(fait.max),
        "vrai_si": [_si(c, si) for si in fait.vrai_si],
    }


def _borne(borne: Any) -> Any:
    return borne if borne is None or isinstance(borne, int) else str(borne)


def _seuil(seuil: Any) -> dict[str, Any]:
    valeurs = [
        {
            "montant": v.montant,
            "depuis": str(v.depuis),
            "commence_le": str(v.commence_le) if v.commence_le else None,
            "jusqu_au": str(v.jusqu_au) if v.jusqu_au else None,
            "confiance": v.confiance,
        }
        for v in seuil.valeurs
    ]
    return {"libelle": typographier(seuil.libelle), "unite": seuil.unite, "valeurs": valeurs}


def _regle(c: Consultation, fiche: Fiche[Obligation]) -> dict[str, Any]:
    regle = fiche.contenu
    return {
        "id": fiche.id,
        "titre": typographier(regle.titre),
        "resume": typographier(regle.resume),
        "precisions": typographier(regle.precisions) if regle.precisions else None,
        "rubrique": regle.rubrique,
        "suite": regle.suite,
        "si": _si(c, regle.si),
        "depuis": str(regle.depuis),
        "commence_le": str(regle.commence_le) if regle.commence_le else None,
        "jusqu_a": str(regle.jusqu_a) if regle.jusqu_a else None,
        "compte_depuis": regle.compte_depuis,
        "sauf": [
            {"si": _si(c, d.si), "motif": typographier(d.motif), "articles": articles(c, d.articles)}
            for d in regle.sauf
        ],
        "articles": articles(c, regle.articles),
        "a_ouvrir": a_ouvrir(c, regle),
        "certitude": regle.certitude,
        "doute": typographier(regle.doute) if regle.doute else None,
        "ecrire": [
            {
                "piece": e.piece if e.piece.isupper() else typographier(c.libelle("pieces", e.piece)),
                "place": typographier(c.libelle("plans", e.article)) if e.article else None,
                "texte": typographier(e.texte),
            }
            for e in regle.ecrire
        ],
        "satisfait_par": [s.model_dump() for s in regle.satisfait_par],
        "clauses": clauses_de(c, regle.satisfait_par),
    }


def articles(c: Consultation, references: Sequence[str]) -> list[dict[str, str]]:
    """Rend libellé et adresse de chaque référence juridique, et ce qui n'en a pas été lu."""
    connues = (resolveur(c).resoudre(r) for r in references)
    return [_article(ref) for ref in connues if ref]


def a_ouvrir(c: Consultation, regle: Obligation) -> str:
    """Rend la mention d'une règle donnée pour sûre dont aucun article n'a été lu dans sa version du jour, ou une chaîne vide."""
    refs = [resolveur(c).resoudre(reference) for reference in regle.articles]
    return A_OUVRIR if regle.certitude == "sur" and all(ref and ref.non_lu for ref in refs) else ""


def _article(ref: Ref) -> dict[str, str]:
    marque = {"non_lu": typographier(ref.non_lu)} if ref.non_lu else {}
    return {"libelle": typographier(ref.libelle), "adresse": ref.adresse, **marque}


def clauses_de(c: Consultation, reponses: Sequence[Satisfaction]) -> list[str]:
    """Rend les clauses qui répondent : celles que la règle nomme, puis celles du type et du pilier qu'elle dit."""
    nommees = [nom for s in reponses for nom in s.clauses]
    voulues = {(s.nature, s.pilier) for s in reponses if s.nature or s.pilier}
    trouvees = [nom for nom, ecrites in _reponses(c).items() if not voulues.isdisjoint(ecrites)]
    return list(dict.fromkeys([*nommees, *trouvees]))


@une_fois
def _reponses(c: Consultation) -> dict[str, set[tuple[str | None, str | None]]]:
    """Rend clause → les (type, pilier) auxquels ses textes répondent ; ``None`` : quel qu'il soit."""
    table: dict[str, set[tuple[str | None, str | None]]] = {}
    for fiche in c.visibles("clauses"):
        piliers = {c.pilier(theme) for theme in fiche.contenu.themes}
        for d in fiche.contenu.dispositions:
            siens = {d.pilier} if d.pilier else piliers
            table.setdefault(fiche.id, set()).update(product((d.nature, None), (*siens, None)))
    return table
