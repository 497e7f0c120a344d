"""De quoi essayer « Mon dossier » sans page : des clauses inventées, et le code qui les compose."""

from typing import Any

CONTENANTS = "contenants-reemployables-repas"


def _fait(genre: str = "choix", **champs: Any) -> dict[str, Any]:
    vides = {"demande": "toujours", "ecarte": "en-silence", "unite": "", "defaut": None, "min": None, "max": None}
    return {"libelle": "Fait", "type": genre, "choix": {}, "vrai_si": [], **vides, **champs}


def regle(nom: str, *si: dict, **champs: Any) -> dict[str, Any]:
    """Rend une règle d'obligation comme la construction l'écrit."""
    vides = {
        "rubrique": "obligation", "suite": None,
        "depuis": "2026-08-22", "commence_le": "2026-08-22", "jusqu_a": None, "compte_depuis": "lancement", "sauf": [],
        "articles": [{"libelle": "article d’essai", "adresse": "droit/"}], "a_ouvrir": "", "certitude": "sur", "satisfait_par": [], "clauses": [], "textes": [],
    }  # fmt: skip
    return {**vides, "id": nom, "titre": f"Règle {nom}", "resume": f"Ce que dit {nom}.", "si": list(si), **champs}


def _repond(nature: str, pilier: str) -> list[dict]:
    return [{"nature": nature, "pilier": pilier, "clauses": [], "familles": []}]


def _est(fait: str, valeur: str) -> dict[str, str]:
    return {"fait": fait, "op": "est", "valeur": valeur}


def nommee(nom: str, *familles: str) -> dict[str, Any]:
    """Rend ce que le dossier sait d'une clause qu'il n'a pas : une condition d'exécution sociale, à tout achat de services."""
    entree = [{"nature": "condition-execution", "piliers": ["social"]}]
    pour = {"familles": [*familles], "marches": ["services"], "tailles": ["petite"], "ccag": {"cahiers": []}}
    return {"titre": f"Clause {nom}", **pour, "textes": {"base": entree, "lettre": entree}}


DROIT: dict[str, Any] = {
    "faits": {
        "contrat": _fait(choix={"ordinaire": "", "concession": ""}, defaut="ordinaire"),
        "marche": _fait(choix={"services": "", "travaux": ""}),
        "famille": _fait(choix={"restauration": "", "mobilier": ""}),
        "montant": _fait("nombre"),
        "duree": _fait("nombre"),
        "ccag": _fait(choix={"oui": "", "non": ""}),
        "lancement": _fait("date", defaut="aujourd-hui"),
        "petit-achat": _fait(demande="deduit", vrai_si=[[{"fait": "montant", "op": "moins-de", "valeur": 60000}]]),
        "seuil-europeen": _fait(demande="deduit", vrai_si=[[{"fait": "montant", "op": "au-moins", "valeur": 200000}]]),
    },
    "seuils": {},
    "contradictions": [],
    "clauses": {},
    "regles": [
        regle("c", _est("petit-achat", "non"), suite="condition-environnementale", satisfait_par=_repond("condition-execution", "environnement")),
        regle("k", _est("petit-achat", "non"), suite="critere-environnemental", satisfait_par=_repond("critere-attribution", "environnement")),
        regle("s", _est("seuil-europeen", "oui"), suite="condition-sociale", satisfait_par=_repond("condition-execution", "social")),
    ],
}  # fmt: skip
DEBUT = """
const { etat: E, lecture: L, composition: C, valeurs: A, controles: K, devoirs: V, retraits: R, document: D, declarer: Q } = dossier;
const { ecritures: W, partage: P, garde: G, niveau: N, souvenir: S, suivi: T, "contrat-ecrit": KC } = dossier;
const plan = donnees.plan, fiches = new Map(donnees.fiches.map((f) => [f.id, f]));
const compose = (etat) => C.composer(etat, fiches, plan);
const controler = (etat, composition, fraiches, plan, manquantes = new Set(), devoirs = undefined) => {
  const dus = devoirs ? V.devoirsDuDossier(devoirs, etat, composition) : null;
  const pese = dossier.bilan.bilan(etat, composition, dus, plan);
  return K.controler({ etat, composition, fraiches, plan, manquantes, devoirs, dus, pese });
};
const controle = (etat, manquantes) =>
  controler(etat, compose(etat), fiches, plan, manquantes, { donnees: donnees.droit, jour: "2026-11-26" });
const codes = (etat, manquantes) => controle(etat, manquantes).map(({ code }) => code);
const ajouter = (e, f, niveau = "", valeurs = {}) => E.garderLesTextes(S.inscrire(e, { id: f.id, niveau, valeurs }), new Map([[f.id, f]]));
const plein = () => donnees.fiches.reduce((e, f) => ajouter(e, f), E.vide("Essai"));
const textes = (etat) => compose(etat).pieces.flatMap(({ articles }) => articles.flatMap(({ textes }) => textes));
const nu = (blocs) => dossier.ecritures.enMarkdown([{ blocs }]);
"""


def fiche(nom: str, *textes: dict, **champs: Any) -> dict[str, Any]:
    """Rend une clause comme la construction l'écrit, avec ces seuls textes."""
    defauts = {
        "piece": "CCTP", "nature": "condition-execution", "niveau": "base", "piliers": ["environnement"],
        "article": "cctp-execution", "decp": {}, "remplace": [], "blocs": bloc("Un texte."),
    }  # fmt: skip
    ecrits = [{"id": f"t{n}", **defauts, **t} for n, t in enumerate(textes or ({},))]
    vides = {
        "titre": f"Clause {nom}", "adresse": f"clauses/{nom}/", "version": "2026-11-26.aaaaaaaa", "retiree": False,
        "revoir": [], "verifie_le": "2026-11-26", "relu_par": None, "segments": ["toutes-familles"],
        "marches": ["services"], "tailles": ["petite", "moyenne", "grande"], "piliers": ["environnement"],
        "adaptation": [], "incompatible": [], "complete": [], "critere": None, "variables": {},
        "ccag": {"cahiers": ["FCS"], "deroge": []}, "preuves": [], "controle": None, "questions": [],
    }  # fmt: skip
    return {**vides, **champs, "id": nom, "textes": ecrits}


def bloc(*suite: Any) -> list[dict]:
    return [{"genre": "paragraphe", "suite": list(suite)}]


BON = fiche(
    "bonne",
    {},
    {
        "piece": "RC", "article": "rc-criteres", "nature": "critere-attribution", "critere": "Un critère", "poids": "poids",
        "suivi": [{"promesse": ["p"], "controle": ["c"], "consequence": "t0"}],
    },
    variables={"poids": {"libelle": "Poids", "type": "pourcentage", "defaut": 20, "min": 5, "max": 60, "suffixe": "\u00a0%"}},
)  # fmt: skip
REPONDU = '({ ...plein(), marche: "services", procedure: "adaptee", ccag: "FCS", criteres: [{ nom: "Prix", poids: "60" }, { nom: "Qualité", poids: "20" }] })'
