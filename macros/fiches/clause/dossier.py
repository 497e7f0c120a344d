"""« Mon dossier » : ce que le navigateur lit d'une clause et du plan des documents pour composer une consultation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, une_fois
from macros.base.decp import CONSIDERATIONS, valeurs_decp
from macros.base.fiche import Fiche
from macros.base.fraicheur import Cause, motifs
from macros.base.macro import macro
from macros.fiches.clause import baremes
from macros.fiches.clause.considerations import piliers, piliers_du_texte
from macros.fiches.clause.criteres import critere_de, critere_de_famille
from macros.fiches.clause.dispositions import Disposition, Element
from macros.fiches.clause.modele import Clause, Variable
from macros.fiches.clause.phrases import demandees
from macros.fiches.clause.variables import registre_des_seuils
from macros.sorties.donnees.schemas import en_json_compact
from macros.sorties.html.contexte import Contexte
from macros.texte.balisage.blocs import Bloc, Suite, en_blocs, en_suite
from macros.texte.typographie import typographier

DOSSIER = "dossier"
EMPREINTE = 8
RAISONS = {
    Cause.TEXTE_ABROGE: "Elle cite un texte abrogé.",
    Cause.DROIT_CHANGE: "Le droit qu’elle cite a changé depuis sa vérification.",
    Cause.VEILLE: "Une annonce de la veille la vise.",
    Cause.VERIFICATION_ANCIENNE: "Ses sources ont été vérifiées il y a plus de dix-huit mois.",
}
CCAG_CITE = re.compile(r"CCAG-(\w+)")


@macro()
def dossier(ctx: Contexte) -> Markup:
    """Rend la page où l'acheteur compose sa consultation : les questions, puis ce que le navigateur remplit."""
    return ctx.fragment("clause/dossier")


def fichiers(ctx: Contexte) -> Mapping[str, Callable[[], bytes]]:
    """Rend le fichier que le navigateur lit de chaque clause qui a une page, et celui du plan des documents."""
    c = ctx.c
    clauses = {
        f"{DOSSIER}/clauses/{fiche.id}.json": lambda fiche=fiche: en_json_compact(de_clause(c, fiche))
        for fiche in c.fiches("clauses").values()
        if fiche.contenu.statut != "brouillon"
    }
    return {**clauses, f"{DOSSIER}/plan.json": lambda: en_json_compact(plan(c))}


def de_clause(c: Consultation, fiche: Fiche[Clause]) -> dict[str, Any]:
    """Rend une clause telle que le navigateur la compose. ``version`` : son jour, puis huit signes de l'empreinte des textes."""
    clause = fiche.contenu
    textes = [_texte(c, clause, d) for d in clause.dispositions]
    echelles = baremes.echelles(clause.dispositions, clause.variables)
    variables = {nom: _variable(c, v, echelles.get(nom)) for nom, v in clause.variables.items()}
    empreinte = hashlib.sha256(en_json_compact({"textes": textes, "variables": variables})).hexdigest()[:EMPREINTE]
    critere = critere_de(c, clause)
    voulue = critere.clause if critere else None
    droit = resolveur(c)
    fondements = [ref.libelle for r in clause.fondements if (ref := droit.resoudre(r))]
    controle = clause.controle
    return {
        "id": fiche.id,
        "titre": typographier(clause.titre),
        "adresse": c.adresse("clauses", fiche.id),
        "version": f"{clause.modifie_le}.{empreinte}",
        "retiree": clause.statut == "retiree",
        "revoir": list(dict.fromkeys(RAISONS[m.cause] for m in motifs(c, fiche))),
        "verifie_le": str(clause.verifie_le),
        "relu_par": clause.relu_par,
        "segments": clause.segments,
        "marches": clause.marches,
        "tailles": clause.tailles,
        "piliers": piliers(c, clause),
        "adaptation": en_blocs(clause.adaptation) if clause.adaptation else [],
        "incompatible": [
            {"id": f.id, "titre": f.contenu.titre} for f in c.nommees("clauses", clause.liens.incompatible)
        ],
        "complete": [{"id": f.id, "titre": f.contenu.titre} for f in c.nommees("clauses", clause.liens.complete)],
        "critere": {"id": voulue.id, "titre": typographier(voulue.contenu.titre)} if voulue else None,
        "variables": variables,
        "textes": textes,
        "ccag": {
            "cahiers": clause.ccag.cahiers,
            "deroge": [{"socle": d.socle, "textes": d.textes} for d in demandees(c, clause)],
        },
        "preuves": [{"quoi": en_suite(p.quoi), "qui": p.qui, "quand": p.quand} for p in clause.preuves],
        "controle": {
            "qui": controle.qui,
            "comment": en_suite(controle.comment),
            "quand": controle.frequence,
            "suite": en_suite(controle.suite),
        }
        if controle
        else None,
        "questions": [en_suite(q) for q in clause.questions_sourcing],
        "fondements": fondements,
    }


def _variable(c: Consultation, variable: Variable, echelle: baremes.Echelle | None) -> dict[str, Any]:
    champs = {
        "libelle": typographier(variable.libelle),
        "type": variable.type,
        "defaut": variable.defaut,
        "min": variable.min,
        "max": variable.max,
        "suffixe": variable.suffixe,
        "choix": variable.choix,
        "aide": typographier(variable.aide) if variable.aide else None,
        "partagee": variable.partagee,
        "echelle": echelle.donnees if echelle else None,
        "sourcage": variable.origine == "depart" and "sourçage" in (variable.aide or ""),
        "loi": _loi(c, variable),
    }
    return {nom: valeur for nom, valeur in champs.items() if valeur not in (None, False, "", [], {})}


def _loi(c: Consultation, variable: Variable) -> dict[str, Any]:
    """Rend les bornes qu'un seuil du registre donne à la variable : le montant du jour, et d'où il vient."""
    registre = registre_des_seuils(c)
    bornes = {}
    for borne, nom in (("min", variable.seuil_min), ("max", variable.seuil_max)):
        seuil = registre.contenu.seuils.get(nom) if registre and nom else None
        if seuil and (valeur := seuil.valeur_au(c.jour)):
            ref = resolveur(c).resoudre(valeur.fondement or seuil.fondement)
            source = f"{seuil.libelle} ({ref.libelle})" if ref else seuil.libelle
            phrases = (f"{source}.", seuil.pour, seuil.non_lu)
            bornes[borne] = {"montant": valeur.montant, "dit": typographier(" ".join(filter(None, phrases)))}
    return bornes


def _texte(c: Consultation, clause: Clause, d: Disposition) -> dict[str, Any]:
    siens = piliers_du_texte(c, clause, d)
    champs = {
        "id": d.id,
        "titre": titre_de(c, d),
        "piece": d.piece,
        "nature": d.nature,
        "niveau": d.niveau,
        "remplace": d.remplace,
        "article": article_de(c, d),
        "piliers": siens,
        "decp": valeurs_decp([d.nature], siens),
        "blocs": [*en_blocs(d.texte), *([_grille(clause, d)] if d.elements else [])],
        "critere": typographier(d.nom_du_critere) if d.elements else None,
        "poids": d.ponderation,
        "cadre": [{"question": en_suite(e.question), "preuve": en_suite(e.preuve)} for e in d.elements],
        "suivi": [_suivi(e) for e in d.elements],
        "plafond": d.plafond.model_dump() if d.plafond else None,
        "ccag": sorted(set(CCAG_CITE.findall(d.texte))),
    }
    return {nom: valeur for nom, valeur in champs.items() if valeur not in (None, [], {})}


def article_de(c: Consultation, d: Disposition) -> str:
    """Rend la place d'un texte dans le plan de sa pièce : la sienne, sinon celle que donnent la pièce et la nature."""
    return d.article or _articles(c).get((d.piece, d.nature), "")


@une_fois
def _articles(c: Consultation) -> dict[tuple[str | None, str], str]:
    """Rend (pièce, nature) → le premier article du plan de la pièce qui reçoit cette nature."""
    plan = reversed([*c.valeurs("plans").items()])
    return {(v.piece, nature): code for code, v in plan for nature in v.natures}


def titre_de(c: Consultation, d: Disposition) -> str:
    """Rend le titre d'un texte dans sa pièce : le sien, sinon celui du critère, ou sa nature, avec l'article qu'il a choisi."""
    place = [c.libelle("plans", d.article)] if d.article else []
    calcule = d.nom_du_critere or " : ".join([*place, c.libelle("natures", d.nature)])
    return typographier(d.titre or calcule)


def _suivi(e: Element) -> dict[str, Any]:
    return {"promesse": en_suite(e.intitule), "controle": en_suite(e.controle), "consequence": e.consequence}


def _grille(clause: Clause, d: Disposition) -> Bloc:
    """Rend la grille de notation d'un critère, un tableau."""
    titres = ("Élément noté", "Points", "Attribution", "Pièce à joindre à l’offre")
    lignes: list[list[list[Bloc]]] = [[_cellule([titre]) for titre in titres]]
    for ligne in baremes.grille(d, clause.dispositions):
        attribution = [en_blocs(a) for a in ligne.attribution]
        liste: list[Bloc] = [{"genre": "liste", "ordonnee": False, "elements": attribution}]
        donnes = attribution[0] if len(attribution) == 1 else liste
        lignes.append([en_blocs(ligne.intitule), _cellule([str(ligne.points)]), donnes, en_blocs(ligne.preuve)])
    return {"genre": "tableau", "entetes": "colonnes", "lignes": lignes}


def _cellule(suite: Suite) -> list[Bloc]:
    return [{"genre": "paragraphe", "suite": suite}]


def plan(c: Consultation) -> dict[str, Any]:
    """Rend ce que toutes les clauses partagent : pièces, articles dans leur ordre, phrases du socle, mots des questions."""
    libelles = ("niveaux", "natures", "marches", "tailles", "ccag", "procedures", "pieces")
    return {
        "site": c.reseau.site_url,
        "auteur": c.reseau.nom,
        **{nom: {code: typographier(v.libelle) for code, v in c.valeurs(nom).items()} for nom in libelles},
        "articles": {
            code: {"titre": typographier(v.libelle), "piece": v.piece} for code, v in c.valeurs("plans").items()
        },
        "familles": {code: _famille(c, code) for code in c.valeurs("segments")},
        "partagees": {nom: typographier(v.libelle) for nom, v in c.valeurs("valeurs-partagees").items()},
        "socle": {
            fiche.id: {
                "titre": typographier(s.titre),
                "raison": typographier(s.resume),
                "piece": s.piece,
                "article": s.article,
                "blocs": en_blocs(s.texte),
                "deroge": s.deroge,
                "ligne": typographier(s.ligne) if s.ligne else None,
            }
            for fiche in c.fiches("socle").values()
            if (s := fiche.contenu)
        },
        "anciens": {
            ancien: fiche.id
            for fiche in c.fiches("clauses").values()
            if fiche.contenu.statut != "brouillon"
            for ancien in fiche.contenu.anciens_noms
        },
        "decp": {champ: list(valeurs) for champ, valeurs in CONSIDERATIONS.items()},
    }


def _famille(c: Consultation, code: str) -> dict[str, Any]:
    nom = critere_de_famille(c, code)
    fiches = c.nommees("clauses", [nom] if nom else [])
    critere = {"id": fiches[0].id, "titre": typographier(fiches[0].contenu.titre)} if fiches else None
    return {"libelle": typographier(c.libelle("segments", code)), "critere": critere}
