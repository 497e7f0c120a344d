"""« Mon dossier » : ce que deux clauses redisent, ce qu'un retrait laisse, la forme de l'achat, les valeurs qui s'en calculent."""

import pytest

from tests.unitaires.dossier import DROIT, REPONDU, bloc, fiche, nommee, regle

PLAN = """
plan.roles = { "condition-execution": "exigence", "specification-technique": "exigence", suivi: "document", penalite: "penalite", refaction: "refaction" };
plan.objets = { part: { libelle: "Part", ordre: ["speciale", "courte"], ensemble: [] },
  duo: { libelle: "Duo", ordre: [], ensemble: [["speciale", "courte"]] }, libre: { libelle: "Libre" } };
plan.achats = { denrees: { libelle: "Denrées", question: "Quoi ?" }, repas: { libelle: "Repas", question: "Quoi ?" },
  chantier: { libelle: "Travaux", question: "Où ?" }, prestations: { libelle: "Entretien", question: "Où ?" } };
"""
EXIGE = {"nature": "condition-execution", "objets": ["part"]}
DECRIT = {**EXIGE, "nature": "specification-technique"}
PUNI = {"nature": "penalite", "objets": ["part"], "titre": "Part manquante"}


@pytest.mark.parametrize(
    ("courte", "speciale", "gravite", "remedes"),
    [
        ([EXIGE], [EXIGE], "attention", [["retirer", "courte"]]),
        ([EXIGE, PUNI], [EXIGE, PUNI], "bloque", [["retirer", "courte"]]),
        ([{"titre": "Autre"}, PUNI], [PUNI], "bloque", [["retirer-texte", "courte#t1"]]),
        ([{**PUNI, "nature": "refaction"}], [PUNI], "bloque", [["retirer", "courte"]]),
        # La loi veut une condition d'exécution, et l'autre clause n'en a pas : celle-ci reste, ses autres textes cèdent.
        ([EXIGE, PUNI], [DECRIT, PUNI], "bloque", [["retirer-texte", "courte#t1"], ["clause", "courte"]]),
        ([EXIGE], [DECRIT], "info", [["clause", "courte"]]),
        ([EXIGE], [PUNI], None, None),  # exiger un minimum et punir ce qui manque : deux rôles
        ([{**EXIGE, "objets": ["duo"]}], [{**EXIGE, "objets": ["duo"]}], None, None),
        ([{**PUNI, "objets": ["duo"]}], [{**PUNI, "objets": ["duo"]}], "bloque", [["retirer", "speciale"]]),
    ],
)
def test_ce_que_deux_clauses_redisent(
    essai, courte: list, speciale: list, gravite: str | None, remedes: list | None
) -> None:
    """Celle que l'objet met après cède ; sans ordre, celle qui est venue après."""
    code = (
        PLAN
        + f"""return controle({REPONDU}).filter(({{ code }}) => code === "objet-double")
      .map(({{ gravite, remedes }}) => [gravite, remedes.map(({{ geste, id, cle }}) => [geste, id ?? cle])]);"""
    )
    attendu = [[gravite, remedes]] if gravite else []
    assert essai(code, fiche("courte", *courte), fiche("speciale", *speciale)) == attendu


def test_un_doublon_se_lit(essai) -> None:
    """Objet par objet, une fois, en mots sans genre ; puis ce qui reste, et ce que le retrait laisserait sans réponse."""
    deux = {**PUNI, "objets": ["duo", "part"]}
    code = f"{PLAN} return controle({REPONDU}).filter(({{ code }}) => code === 'objet-double').map(({{ raison }}) => raison);"
    courte, speciale = fiche("courte", EXIGE, deux, deux), fiche("speciale", EXIGE, PUNI)
    assert essai(code, courte, speciale) == ["Part\u00a0: exigence et pénalité en double. « Clause speciale » reste."]
    lie = fiche(
        "courte", {**PUNI, "nature": "suivi"}, {**PUNI, "nature": "critere-attribution", "objets": [], "critere": "C"}
    )
    rendu = essai(code, lie, fiche("speciale", {**PUNI, "nature": "suivi"}, EXIGE))
    assert rendu == ["Part\u00a0: document en double. « Clause speciale » reste."]


@pytest.mark.parametrize(
    ("texte", "etat", "proposees"),
    [
        (EXIGE, "{}", ["autre"]),
        (PUNI, "{}", ["courte", "autre"]),
        (EXIGE, '{ procedure: "petit-achat" }', ["courte", "autre"]),  # la lettre de « courte » n'en dit rien
        ({**EXIGE, "achats": ["denrees"]}, '{ achats: ["repas"] }', ["courte", "autre"]),
    ],
)
def test_une_clause_qui_cederait_ne_se_propose_pas(essai, texte: dict, etat: str, proposees: list) -> None:
    """Retirée pour un doublon, elle reviendrait par le bouton suivant ; celle dont aucun texte d'entrée ne répond ne se propose pas non plus."""
    suite = regle(
        "absente",
        suite="condition-sociale",
        satisfait_par=[{"nature": "condition-execution", "pilier": "social", "clauses": [], "familles": []}],
    )
    dites = {nom: nommee(nom, "toutes-familles") for nom in ("courte", "autre", "sans")}
    dites["sans"]["textes"] = {"base": [{"nature": "penalite", "piliers": ["social"]}], "lettre": []}
    droit = {**DROIT, "clauses": dites, "regles": [{**suite, "clauses": ["sans", "courte", "autre"]}]}
    code = f"""{PLAN} plan.entrees = {{ courte: [{{ ...donnees.texte, piece: "CCTP" }}] }};
      const e = {{ ...{REPONDU}, ...{etat} }};
      return controle(e).find(({{ code }}) => code === "sociale-manque").remedes.flatMap(({{ id }}) => id ?? []);"""
    assert essai(code, fiche("speciale", EXIGE), droit=droit, texte=texte) == proposees


RENVOYE = [{"blocs": bloc({"renvoi": "t1"})}, {"nature": "penalite", "titre": "Suite"}]
NOTE = {
    "critere": "C",
    "nature": "critere-attribution",
    "suivi": [{"promesse": [], "controle": [], "consequence": "t1"}],
}


@pytest.mark.parametrize(("code", "textes"), [("renvoi-perdu", RENVOYE), ("promesse-sans-suite", [NOTE, RENVOYE[1]])])
def test_un_retrait_se_defait_d_ou_il_manque(essai, code: str, textes: list) -> None:
    """Le texte qui manque est celui que l'acheteur a retiré : le constat le remet, et n'envoie pas changer de niveau."""
    etat = f'R.retirerTexte({REPONDU}, "une#t1").etat'
    trouver = f"return controle({etat}).find(({{ code }}) => code === '{code}')"
    une = fiche("une", *textes)
    trouve = essai(trouver, une)
    assert "est retiré de sa clause" in trouve["raison"]
    assert [(r["geste"], r["cle"]) for r in trouve["remedes"]] == [("remettre-texte", "une#t1")]
    tenu = {**RENVOYE[1], "objets": ["part"]}
    trouver = 'plan.roles = { penalite: "penalite" };' + trouver
    trouve = essai(trouver, fiche("autre", tenu), fiche("une", textes[0], tenu))
    if code == "renvoi-perdu":  # le remettre ferait un doublon : le texte qui renvoie cède à son tour
        assert [(r["geste"], r["cle"]) for r in trouve["remedes"]] == [("retirer-texte", "une#t0")]
    else:
        assert trouve is None, "l'autre clause sanctionne cette promesse"


def test_un_retrait_offert_dit_ce_qu_il_laisserait(essai) -> None:
    """Le remède d'un constat n'en crée pas un autre sans le dire."""
    code = f'return controle({REPONDU}).find(({{ code }}) => code === "autre-marche").raison'
    seule = fiche("une", marches=["travaux"])
    assert essai(code, seule).endswith("Sans « Clause une », rien ne répond plus à « Règle c ».")
    assert "rien ne répond" not in essai(code, seule, fiche("deux"))


@pytest.mark.parametrize(
    ("achats", "marche", "pris", "dit"),
    [
        ("[]", "services", ["t0", "t1", "t2"], "forme-d-achat"),
        ('["repas"]', "services", ["t1", "t2"], "repas"),
        ('["denrees"]', "services", ["t0", "t2"], "denrees"),
        ('["repas"]', "travaux", ["t1"], "repas"),
    ],
)
def test_un_texte_suit_la_forme_de_l_achat(essai, achats: str, marche: str, pris: list, dit: str) -> None:
    """La nature répond à l'une des questions ; l'autre se demande au contrôle, puis se change dans « Votre achat »."""
    formes = fiche("une", {"achats": ["denrees"]}, {"achats": ["repas"]}, {"achats": ["prestations"]})
    code = (
        PLAN
        + f"""const e = {{ ...{REPONDU}, achats: {achats}, marche: "{marche}" }};
      const dites = dossier.achats.questionsDAchat(e, compose(e), plan).filter(({{ dite }}) => dite);
      return [compose(e).retenus.map(({{ texte }}) => texte.id),
        [...codes(e).filter((code) => code.startsWith("forme")), ...dites.map(({{ reponse }}) => reponse)]];"""
    )
    assert essai(code, formes) == [pris, [dit]]


@pytest.mark.parametrize(
    ("etat", "heures"),
    [
        ('{ montant: "200000" }', "Faire 115\u00a0heures."),
        ("{}", "Faire Heures."),
        ('{ montant: "200000", partagees: { "montant-marche": "400000" } }', "Faire 230\u00a0heures."),
    ],
)
def test_une_valeur_se_calcule_de_l_achat(essai, etat: str, heures: str) -> None:
    """Le montant vient de la question, ou de la valeur partagée ; ce qui manque se demande."""
    variables = {
        "montant": {"libelle": "Montant", "type": "montant", "partagee": "montant-marche"},
        "cout": {"libelle": "Coût", "type": "montant", "defaut": 35},
        "heures": {
            "libelle": "Heures", "type": "nombre", "suffixe": "\u00a0heures",
            "calcul": {"suite": ["montant", 0.02, "*", "cout", "/"], "arrondi": 5},
        },
    }  # fmt: skip
    une = fiche("une", {"blocs": bloc("Faire ", {"variable": "heures"}, ".")}, variables=variables)
    code = f"""const e = {{ ...{REPONDU}, ...{etat} }};
      return [nu(textes(e).find(({{ cle }}) => cle === "une#t0").blocs).replace(/[\\[\\]\\\\]/g, ""), A.valeursDe(e, compose(e)).map(({{ nom }}) => nom)];"""
    rendu, demandees = essai(code, une)
    assert heures in rendu and demandees == ["cout", "heures"]
