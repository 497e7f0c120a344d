"""« Mon dossier » : ce que le navigateur lit d'une clause et du plan des documents pour composer une consultation."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from macros.base.avis import AVIS
from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.decp import CONSIDERATIONS, valeurs_decp
from macros.base.fiche import Fiche
from macros.base.fraicheur import Cause, motifs
from macros.base.macro import macro
from macros.base.types import Dates, Modele
from macros.fiches.clause.appuis import Controle, Preuve
from macros.fiches.clause.contrat import contrat_court
from macros.fiches.clause.dispositions import Disposition, objets_de
from macros.fiches.clause.modele import Ccag, Clause
from macros.fiches.clause.notation import baremes
from macros.fiches.clause.notation.considerations import avis_du_texte, piliers, piliers_du_texte
from macros.fiches.clause.notation.criteres import critere_de, critere_de_famille
from macros.fiches.clause.objets import VOCABULAIRE, emplois
from macros.fiches.clause.phrases import demandees, phrases_de
from macros.fiches.clause.places import article_de, de_la_piece, titre_de
from macros.fiches.clause.variables import Variable, aide_de
from macros.sorties.donnees.schemas import en_json_compact
from macros.sorties.html.contexte import Contexte
from macros.sorties.navigateur import Ecrire, Places, Vidage, changera
from macros.texte.balisage.blocs import Bloc, Suite, en_blocs, en_suite
from macros.texte.formules import suite
from macros.texte.typographie import typographier

DOSSIER = "dossier"
EMPREINTE = 8
RAISONS = {
    Cause.TEXTE_ABROGE: "Elle cite un texte abrogé.",
    Cause.DROIT_CHANGE: "Le droit qu’elle cite a changé depuis sa vérification.",
    Cause.VEILLE: "Une annonce de la veille la vise.",
    Cause.VERIFICATION_ANCIENNE: "Ses sources ont été vérifiées il y a plus de dix-huit mois.",
}
SANS_DATES = dict.fromkeys(Dates.model_fields)
DE_LA_PAGE = ("insertion", "fondements", "ordres_de_grandeur", "alertes_levees", "sources")
"""Ce que la page de la clause montre, et que le dossier ne lit pas."""
DU_SOCLE: Places = {
    Dates: SANS_DATES,
    Modele: {
        **dict.fromkeys(("appelee_par", "contrat", "fondements", "sources")),
        "resume": lambda s: {"raison": typographier(s.resume)},
        "texte": "blocs",
        "ligne": lambda s: {"ligne": typographier(s.ligne) if s.ligne else None},
    },
}
CCAG_CITE = re.compile(r"CCAG-(\w+)")


@macro()
def dossier(ctx: Contexte) -> Markup:
    """Rend la page où l'acheteur compose sa consultation : les questions, puis ce que le navigateur remplit."""
    ctx.dire("sommaire")
    ctx.dire("dossier")
    return ctx.fragment("clause/dossier")


def fichiers(ctx: Contexte) -> Mapping[str, Callable[[], bytes]]:
    """Rend le fichier que le navigateur lit de chaque clause qui a une page, celui du plan des documents, et celui du socle."""
    c = ctx.c
    clauses = {
        f"{DOSSIER}/clauses/{fiche.id}.json": lambda fiche=fiche: en_json_compact(de_clause(c, fiche))
        for fiche in c.fiches("clauses").values()
        if fiche.contenu.statut != "brouillon"
    }
    communs = {"plan": plan, "socle": socle}
    return clauses | {
        f"{DOSSIER}/{nom}.json": lambda rendre=rendre: en_json_compact(rendre(c)) for nom, rendre in communs.items()
    }


def de_clause(c: Consultation, fiche: Fiche[Clause]) -> dict[str, Any]:
    """Rend une clause telle que le navigateur la compose. ``version`` : son jour, puis huit signes de l'empreinte des textes, des valeurs et des phrases communes."""
    clause = fiche.contenu
    critere = critere_de(c, clause)
    voulue = critere.clause if critere else None
    rendu = Vidage(c, _places(c, clause)).de(clause)
    communes = [(f.contenu.texte, f.contenu.deroge) for f, _ in phrases_de(c, clause)]
    dits = {"textes": rendu["textes"], "variables": rendu["variables"], "communes": communes}
    empreinte = hashlib.sha256(en_json_compact(dits)).hexdigest()[:EMPREINTE]
    return {
        "id": fiche.id,
        "adresse": c.adresse("clauses", fiche.id),
        "version": f"{clause.modifie_le}.{empreinte}",
        "revoir": list(dict.fromkeys(RAISONS[m.cause] for m in motifs(c, fiche))),
        "a_venir": changera(c, "clauses", fiche),
        "critere": {"id": voulue.id, "titre": typographier(voulue.contenu.titre)} if voulue else None,
        **rendu,
    }


def _places(c: Consultation, clause: Clause) -> Places:
    """Rend ce que le dossier écrit à la place de certains champs : calculé, sous un autre nom, ou rien s'il ne le lit pas."""
    textes = Vidage(c, {Disposition: _du_texte(c, clause)})
    echelles = baremes.echelles(clause.dispositions, clause.variables)
    variables = {nom: Vidage(c, {Variable: _de_variable(c, clause, echelles.get(nom))}) for nom in clause.variables}
    return {
        Dates: {**SANS_DATES, "verifie_le": "verifie_le"},
        Clause: {
            **dict.fromkeys((*DE_LA_PAGE, "relectures")),
            "themes": lambda _: {"piliers": piliers(c, clause)},
            "vigilance": lambda _: {"vigilance": [en_suite(point) for point in clause.vigilance]},
            "adaptation": lambda _: {"adaptation": en_blocs(clause.adaptation or "")},
            "dispositions": lambda _: {"textes": [_sans_vides(textes.de(d)) for d in clause.dispositions]},
            "variables": lambda _: {
                "variables": {nom: _sans_vides(variables[nom].de(v)) for nom, v in clause.variables.items()}
            },
            "questions_sourcing": "questions",
            "liens": lambda _: {
                nom: [{"id": f.id, "titre": f.contenu.titre} for f in c.nommees("clauses", getattr(clause.liens, nom))]
                for nom in ("incompatible", "complete")
            },
            "statut": lambda _: {"retiree": clause.statut == "retiree"},
        },
        Ccag: {
            "deroge_a": lambda _: {"deroge": [d.model_dump() for d in demandees(c, clause)]},
            "sans_derogation": None,
            "note": None,
        },
        Preuve: {"textes": lambda p: {"textes": p.textes} if p.textes else {}},
        Controle: {"frequence": "quand"},
    }


def _sans_vides(champs: dict[str, Any]) -> dict[str, Any]:
    """Les champs écrits : zéro est une valeur, que l'acheteur lit et qui borne sa saisie.

    >>> _sans_vides({"defaut": 0, "max": 5, "aide": "", "partagee": None, "sourcage": False, "choix": []})
    {'defaut': 0, 'max': 5}
    """
    return {
        nom: valeur for nom, valeur in champs.items() if valeur is not False and valeur not in (None, "", [], (), {})
    }


def _de_variable(c: Consultation, clause: Clause, echelle: baremes.Echelle | None) -> Mapping[str, Ecrire]:
    noms = {n for d in clause.dispositions for n in (d.ponderation, d.montant, d.plafond and d.plafond.valeur) if n}
    # Un poids, une sanction, son plafond et ce que tout le marché partage ne se demandent pas à un fournisseur.
    fixees = [x for nom, x in clause.variables.items() if nom in noms or x.partagee]
    return {
        **dict.fromkeys(("seuil_min", "seuil_max", "origine", "source", "arrondi", "confirme_par")),
        "calcul": lambda v: {"calcul": {"suite": suite(v.calcul), "arrondi": v.arrondi or 1} if v.calcul else None},
        # Ce que l'acheteur a choisi se compare à la liste : l'un et l'autre restent tels qu'écrits.
        "defaut": lambda v: {"defaut": v.defaut},
        "choix": lambda v: {"choix": v.choix},
        "unite": lambda v: {"suffixe": v.suffixe},
        "aide": lambda v: {"aide": typographier(aide_de(clause.variables, v))},
        "partagee": lambda v: {
            "partagee": v.partagee,
            "echelle": echelle.donnees if echelle else None,
            "sourcage": v.origine == "depart" and v.chiffree and v not in fixees and v.defaut is not None,
            "loi": _loi(c, v),
        },
    }


def _loi(c: Consultation, variable: Variable) -> dict[str, Any]:
    """Rend les bornes qu'un seuil du registre donne à la variable : le montant du jour, et d'où il vient."""
    registre = c.fiches("seuils").get("seuils")
    bornes = {}
    for borne, nom in (("min", variable.seuil_min), ("max", variable.seuil_max)):
        seuil = registre.contenu.seuils.get(nom) if registre and nom else None
        if seuil and (valeur := seuil.valeur_au(c.jour)):
            ref = resolveur(c).resoudre(valeur.fondement or seuil.fondement)
            source = f"{seuil.libelle} ({ref.libelle})" if ref else seuil.libelle
            phrases = (f"{source}.", seuil.pour, seuil.non_lu and f"Non lu. {seuil.non_lu}")
            bornes[borne] = {"montant": valeur.montant, "dit": typographier(" ".join(filter(None, phrases)))}
    return bornes


def _du_texte(c: Consultation, clause: Clause) -> Mapping[str, Ecrire]:
    def siens(d: Disposition) -> list[str]:
        return piliers_du_texte(c, clause, d)

    return {
        # Ce que la pénalité dit, son texte l'écrit.
        **dict.fromkeys(("fait", "montant", "par", "mise_en_demeure", "critere", "economie", "sans_economie", "aussi")),
        "charge": lambda d: {"documents": d.charge.documents if d.charge else None},
        "objet": lambda d: {"objets": objets_de(d)},
        "titre": lambda d: {"titre": titre_de(c, d)},
        "article": lambda d: {"article": article_de(c, d)},
        "pilier": lambda d: {
            "piliers": siens(d),
            "decp": valeurs_decp([d.nature], siens(d)),
            "avis": avis_du_texte(c, clause, d),
        },
        "texte": lambda d: {
            "blocs": [*en_blocs(d.texte), *([_grille(clause, d)] if d.elements else [])],
            "critere": typographier(d.nom_du_critere) if d.elements else None,
        },
        "vigilance": lambda d: {"vigilance": [en_suite(point) for point in d.vigilance]},
        "ponderation": "poids",
        "elements": lambda d: {
            "cadre": [{"question": en_suite(e.question), "preuve": en_suite(e.preuve)} for e in d.elements],
            "suivi": [
                {"promesse": en_suite(e.intitule), "controle": en_suite(e.controle), "consequence": e.consequence}
                for e in d.elements
            ],
        },
        "sans_plafond": lambda d: {"ccag": sorted(set(CCAG_CITE.findall(d.texte)))},
    }


def _grille(clause: Clause, d: Disposition) -> Bloc:
    """Rend la grille de notation d'un critère, un tableau."""

    def cellule(suite: Suite) -> list[Bloc]:
        return [{"genre": "paragraphe", "suite": suite}]

    titres = ("Élément noté", "Points", "Attribution", "Pièce à joindre à l’offre")
    lignes: list[list[list[Bloc]]] = [[cellule([titre]) for titre in titres]]
    for ligne in baremes.grille(d, clause.dispositions):
        attribution = [en_blocs(a) for a in ligne.attribution]
        liste: list[Bloc] = [{"genre": "liste", "ordonnee": False, "elements": attribution}]
        donnes = attribution[0] if len(attribution) == 1 else liste
        lignes.append([en_blocs(ligne.intitule), cellule([str(ligne.points)]), donnes, en_blocs(ligne.preuve)])
    return {"genre": "tableau", "entetes": "colonnes", "lignes": lignes}


def plan(c: Consultation) -> dict[str, Any]:
    """Rend ce que toutes les clauses partagent : pièces, articles dans leur ordre, mots des questions."""
    libelles = ("niveaux", "marches", "tailles", "ccag", "procedures", "pieces")
    return {
        "site": c.reseau.site_url,
        "auteur": c.reseau.nom,
        **{nom: {code: typographier(v.libelle) for code, v in c.valeurs(nom).items()} for nom in libelles},
        "de": {code: de_la_piece(c, code) for code in c.valeurs("pieces")},
        "articles": {
            code: {"titre": typographier(v.libelle), "piece": v.piece} for code, v in c.valeurs("plans").items()
        },
        "familles": {code: _famille(c, code) for code in c.valeurs("segments")},
        "roles": {code: v.role for code, v in c.valeurs("natures").items() if v.role},
        "objets": {
            code: _sans_vides(
                {"libelle": typographier(v.libelle), "ordre": v.ordre, "ensemble": [p.clauses for p in v.ensemble]}
            )
            for code, v in c.valeurs(VOCABULAIRE).items()
            if v.ordre or v.ensemble  # d'une seule clause, il ne se double jamais
        },
        "entrees": _entrees(c),
        "achats": {
            code: {"libelle": typographier(v.libelle), "question": typographier(v.question or "")}
            for code, v in c.valeurs("achats").items()
        },
        "anciens": {
            ancien: fiche.id
            for fiche in c.fiches("clauses").values()
            if fiche.contenu.statut != "brouillon"
            for ancien in fiche.contenu.anciens_noms
        },
        "decp": {champ: list(valeurs) for champ, valeurs in CONSIDERATIONS.items()},
    }


def socle(c: Consultation) -> dict[str, Any]:
    """Rend ce qu'un dossier lit dès qu'il a une clause : les phrases communes, le contrat court, les mots de l'avis européen."""
    phrases = {nom: fiche.contenu for nom, fiche in c.fiches("socle").items() if not fiche.contenu.contrat}
    ecrites = {nom: Vidage(c, DU_SOCLE).de(s) for nom, s in phrases.items()}
    return {"socle": ecrites, "contrat": contrat_court(c), "avis": AVIS}


def _entrees(c: Consultation) -> dict[str, list[dict[str, Any]]]:
    """Rend clause → ses premiers textes qui peuvent céder à une autre : avant de l'ajouter, le dossier sait si elle céderait.

    Ceux d'une même place, d'un même type et des mêmes achats n'en font qu'un, avec leurs objets.
    """
    entrees: dict[str, dict[tuple[str, str, tuple[str, ...]], list[str]]] = defaultdict(lambda: defaultdict(list))
    for objet, valeur in c.valeurs(VOCABULAIRE).items():
        siens = emplois(c).get(objet, {})
        for rang, nom in enumerate(valeur.ordre):
            avant = [g for autre in valeur.ordre[:rang] for g in siens.get(autre, ())]
            cedent = [g for g in siens.get(nom, ()) if g.texte.niveau == "base" and any(g.redit(a) for a in avant)]
            for texte in (g.texte for g in cedent):
                entrees[nom][texte.piece, texte.nature, tuple(texte.achats)].append(objet)
    return {
        nom: [
            _sans_vides({"piece": piece, "nature": nature, "objets": objets, "achats": achats})
            for (piece, nature, achats), objets in siens.items()
        ]
        for nom, siens in entrees.items()
    }


def _famille(c: Consultation, code: str) -> dict[str, Any]:
    nom = critere_de_famille(c, code)
    fiches = c.nommees("clauses", [nom] if nom else [])
    critere = {"id": fiches[0].id, "titre": typographier(fiches[0].contenu.titre)} if fiches else None
    return {"libelle": typographier(c.libelle("segments", code)), "critere": critere}
