"""« Mon dossier » : ce que pèse un dossier, le budget de sa forme, et un dossier conseillé composé."""

import pytest

from tests.unitaires.dossier import BON, DROIT, REPONDU, bloc, fiche, regle

SANCTION = fiche(
    "sanction",
    {"piece": "CCAP", "nature": "penalite", "article": "ccap-penalites", "plafond": {"valeur": "plafond", "assiette": "marche"},
     "blocs": bloc("Mis en demeure sous ", {"variable": "delai"}, ", il paie."), "documents": 2, "piliers": ["social"]},
    variables={"plafond": {"libelle": "Plafond", "type": "pourcentage", "defaut": 8, "suffixe": "\u00a0%"},
               "delai": {"libelle": "Délai", "type": "duree", "defaut": 15, "suffixe": " jours", "partagee": "delai-mise-en-demeure"},
               "blanc": {"libelle": "Blanc", "type": "texte"}},
)  # fmt: skip
BILAN = f"""const e = {{ ...{REPONDU}, montant: "90000", duree: "24", conseil: "essai" }}; const c = compose(e);
  const dus = V.devoirsDuDossier({{ donnees: donnees.droit, jour: "2026-11-26" }}, e, c);
  const {{ aRegler, bilan, depassements }} = dossier.bilan;
  const b = {{ ...bilan(e, c, dus, plan), a_regler: aRegler(controle(e)) }};"""


def test_un_dossier_se_compte(essai) -> None:
    """Critères à côté du prix, poids par pilier, plafonds, délais, charge, mots de chaque pièce, états des obligations."""
    b = essai(f"{BILAN} return b;", BON, SANCTION)
    assert (b["slug"], b["forme"], b["montant"], b["duree"]) == ("essai", "adaptee", 90000, 24)
    assert (b["criteres"], b["elements"]) == (2, 1)
    assert b["poids"] == {"prix": 60, "environnement": 20, "social": 0, "autres": 20}
    assert (b["plafond_commun"], b["delais_mise_en_demeure"], b["documents_par_an"]) == (8, [15], 2)
    commun = 'bilan({ ...e, socle: ["commun"] }, { ...c, parCle: new Map([["socle#commun", {}]]) }, dus, { ...plan, socle: { commun: { plafond: 5 } } })'
    assert essai(f"{BILAN} return {commun}.plafond_commun;", BON, SANCTION) == 5
    assert b["mots"]["CCAP"] == len(["Mis", "en", "demeure", "sous", "15", "jours,", "il", "paie."])
    assert b["obligations"]["ecrite"] == ["c", "k"] and b["obligations"]["a-ecrire"] == []
    assert b["objets_doubles"] == [] == b["lots"] and "a_regler" in b


@pytest.mark.parametrize(
    ("change", "famille", "quoi"),
    [
        ("{}", "", []),
        ("{ poids: { ...b.poids, prix: 61 } }", "", ["prix"]), ("{ poids: { ...b.poids, prix: 39 } }", "", ["prix"]),
        ("{ poids: { ...b.poids, environnement: 26 } }", "", ["environnement"]),
        ("{ poids: { ...b.poids, environnement: 30 } }", "denrees", []),
        ("{ poids: { ...b.poids, social: 11 } }", "", ["social"]),
        ("{ poids: { ...b.poids, environnement: 25, social: 11 } }", "", ["social", "environnement_et_social"]),
        ("{ criteres: 4, elements: 9 }", "", ["criteres", "elements"]),
        ("{ plafond_commun: 10.1, documents_par_an: 7 }", "", ["plafond_commun", "documents_par_an"]),
        ("{ lignes_de_suivi: 13, valeurs_a_remplir: 13 }", "", ["lignes_de_suivi", "valeurs_a_remplir"]),
        ("{ mots: { CCAP: 1200, CCTP: 9000 } }", "", []), ("{ mots: { CCAP: 1201 } }", "", ["mots"]),
        ('{ forme: "travaux", elements: 7 }', "", ["elements", "plafond_commun"]),
    ],
)  # fmt: skip
def test_ce_qui_sort_du_budget(essai, change: str, famille: str, quoi: list[str]) -> None:
    """À la borne, rien ; au-delà, ce point, et lui seul."""
    code = f"{BILAN} return depassements({{ ...b, ...{change} }}, '{famille}').map(({{ quoi }}) => quoi);"
    assert essai(code, BON, SANCTION, droit=DROIT) == quoi


def test_un_conseil_se_compose(essai) -> None:
    """Ses clauses, moins les textes laissés, ses valeurs, ses critères, ses réponses, supposées tant que l’achat ne les dit pas ; puis le texte de ce qui est dû et que rien n'écrit, une fois, et celui, incertain, qu'il nomme ; jugé, ce qu'il dépasse plus qu'il ne le dit."""
    due = regle("due", {"fait": "famille", "op": "est", "valeur": "restauration"},
                textes=[{"piece": "CCTP", "article": "cctp-execution", "texte": "Le titulaire trie."}])  # fmt: skip
    non_due = {**due, "id": "non", "si": [{"fait": "famille", "op": "est", "valeur": "mobilier"}]}
    autre = {**due, "textes": [{**due["textes"][0], "texte": "Il pèse."}]}
    incertaines = [{**autre, "id": nom, "certitude": "incertain"} for nom in ("douteuse", "laissee")]
    conseil = {
        "id": "essai", "titre": "Dossier d’essai", "famille": "restauration", "marche": "services", "forme": "adaptee",
        "ccag": "FCS", "montants": [1, 70000, 3], "duree": 12, "faits": {"contrat": "ordinaire", "lots": 1, "acheteur": "etat", "population": 8000},
        "clauses": [{"clause": "bonne", "niveau": "base", "sans": ["t0"], "valeurs": {"poids": 12.5}}, {"clause": "absente"}],
        "criteres": [{"nom": "Prix", "poids": 87.5}], "ecrit": ["douteuse"],
    }  # fmt: skip
    code = """const base = { fraiches: fiches, plan, devoirs: { donnees: donnees.droit, jour: "2026-11-26" } };
      const e = dossier.conseil.composerLeConseil(donnees.conseil, ACHAT, base);
      return [e.procedure, e.montant, e.duree, e.clauses.map(({ id }) => id), e.retires, e.clauses[0].valeurs, e.criteres, e.cas, e.supposes, e.ecrites];"""
    droit = {**DROIT, "regles": [due, non_due, {**due, "id": "jumelle"}, *incertaines]}
    commun = [["bonne"], ["bonne#t0"], {"poids": "12,5"}, [{"nom": "Prix", "poids": "87,5"}]]
    faits = {nom: str(reponse) for nom, reponse in conseil["faits"].items()}
    rendu = essai(code.replace("ACHAT", "{}"), BON, conseil=conseil, droit=droit)
    assert rendu == ["adaptee", "70000", "12", *commun, faits, ["montant", "duree", *faits], ["due", "douteuse"]]
    achat = '{ montant: "9000", duree: "6", procedure: "petit-achat", cas: { lots: "2" } }'
    rendu = essai(code.replace("ACHAT", achat), BON, conseil=conseil, droit=droit)
    assert rendu == [
        "petit-achat",
        "9000",
        "6",
        *commun,
        {**faits, "lots": "2"},
        ["contrat", "acheteur", "population"],
        ["due", "douteuse"],
    ]
    code = """const base = { fraiches: fiches, plan, devoirs: { donnees: donnees.droit, jour: "2026-11-26" } };
      return dossier.juge.jugerLeConseil({ ...donnees.conseil, depasse: DEPASSE }, base)[0].ecarts.map(({ quoi }) => quoi);"""
    for depasse, reste in {
        "undefined": True, '{ quoi: "prix", valeur: 87.5 }': False, '{ quoi: "prix", valeur: 87 }': True,
        '{ quoi: "mots", valeur: 9000 }': True,
    }.items():  # fmt: skip
        assert ("prix" in essai(code.replace("DEPASSE", depasse), BON, conseil=conseil, droit=droit)) is reste, depasse
    memes = {**DROIT, "regles": [due, {**autre, "id": "meme"}]}
    juges = code.replace("DEPASSE", "undefined").replace("ecarts.map(({ quoi }) => quoi)", "reste")
    assert any("(2)" in dit for dit in essai(juges, BON, conseil=conseil, droit=memes))


@pytest.mark.parametrize(
    ("criteres", "reduits"),
    [
        ([["Prix", "45"], ["Qualité", "90"]], [["Prix", ""], ["Qualité", "49"]]),
        ([["Qualité", "90"], ["Délai", ""]], [["Qualité", "49"], ["Délai", ""], ["Prix", ""]]),
        ([["Coût", "5"], ["Qualité", "90"], ["Prix", "7"]], [["Coût", ""], ["Qualité", "49"]]),
    ],
)
def test_des_poids_de_trop_se_reduisent_a_proportion(essai, criteres: list, reduits: list) -> None:
    """Le prix, un seul, prend ce qui reste : quarante au moins ; le critère de la clause se réduit avec les autres."""
    code = f"""const e = {{ ...{REPONDU}, criteres: donnees.criteres.map(([nom, poids]) => ({{ nom, poids }})) }};
      const offerts = controle(e).find(({{ code }}) => code === "poids-total").remedes.map(({{ geste }}) => geste);
      const apres = dossier.criteres.reduireLesPoids(e, compose(e));
      return [offerts, apres.criteres.map(({{ nom, poids }}) => [nom, poids]), apres.clauses[0].valeurs.poids];"""
    assert essai(code, BON, criteres=criteres) == [["reduire", "criteres"], reduits, "10"]


@pytest.mark.parametrize(
    ("famille", "achat", "procedure", "forme"),
    [("restauration", {}, "adaptee", "formalisee"), ("restauration", {"montant": "9000"}, "adaptee", "adaptee"),
     ("restauration", {"procedure": "formalisee"}, "formalisee", "formalisee"),
     ("mobilier", {}, "formalisee", "formalisee"), ("mobilier", {"procedure": "adaptee"}, "adaptee", "adaptee")],
)  # fmt: skip
def test_un_service_social_garde_sa_procedure_et_porte_ce_que_son_seuil_demande(
    essai, famille: str, achat: dict, procedure: str, forme: str
) -> None:
    social = {
        **DROIT["faits"]["petit-achat"],
        "vrai_si": [[{"fait": "famille", "op": "est", "valeur": "restauration"}]],
    }
    droit = {**DROIT, "faits": {**DROIT["faits"], "regime-allege": social}}
    conseil = {"id": "essai", "titre": "Essai", "famille": famille, "marche": "services", "forme": "formalisee",
               "montants": [1, 480000, 3], "duree": 12, "clauses": [{"clause": "bonne"}], "criteres": []}  # fmt: skip
    code = """const devoirs = { donnees: donnees.droit, jour: "2026-11-26" };
      const e = dossier.conseil.composerLeConseil(donnees.conseil, donnees.achat, { fraiches: fiches, plan, devoirs }), c = compose(e);
      return [e.procedure, dossier.bilan.bilan(e, c, V.devoirsDuDossier(devoirs, e, c), plan).forme];"""
    assert essai(code, BON, conseil=conseil, droit=droit, achat=achat) == [procedure, forme]


@pytest.mark.parametrize(
    ("laissees", "niveaux", "lus", "clauses", "criteres"),
    [
        ([], [], [[], {}, []], [["bonne", "base"], ["une", "base"]], [["Prix", "60"], ["Valeur", "20"]]),
        (["bonne", "Valeur"], [], [["bonne", "Valeur"], {}, []], [["une", "base"]], [["Prix", ""]]),
        ([], ["une:avance"], [[], {"une": "avance"}, []], [["bonne", "base"], ["une", "avance"]], [["Prix", ""], ["Valeur", "20"]]),
        (["Prix", "x"], ["une:lettre", "bonne:exemplaire", "y:base"], [[], {}, ["Prix", "x", "une:lettre", "bonne:exemplaire", "y:base"]],
         [["bonne", "base"], ["une", "base"]], [["Prix", "60"], ["Valeur", "20"]]),
    ],
)  # fmt: skip
def test_une_ligne_laissee_ou_changee_avant_de_composer(
    essai, laissees: list, niveaux: list, lus: list, clauses: list, criteres: list
) -> None:
    """Ce que le lien dit de ses lignes se lit ou se dit ; le prix, qui ne se laisse pas, prend ce qui reste."""
    conseil = {
        "id": "essai", "titre": "T", "famille": "restauration", "marche": "services", "forme": "adaptee", "ccag": "FCS",
        "montants": [1, 2, 3], "duree": 12, "clauses": [{"clause": "bonne"}, {"clause": "une"}],
        "criteres": [{"nom": "Prix", "poids": 60}, {"nom": "Valeur", "poids": 20}],
    }  # fmt: skip
    code = """const base = { fraiches: fiches, plan, devoirs: { donnees: donnees.droit, jour: "2026-11-26" } };
      const { laisse, niveaux, inconnus } = dossier.conseil.lireLesChoix(donnees.conseil, fiches, donnees.laissees, donnees.niveaux);
      const e = dossier.conseil.composerLeConseil(donnees.conseil, { laisse, niveaux }, base);
      return [[[...laisse], niveaux, inconnus], e.clauses.map(({ id, niveau }) => [id, niveau]), e.criteres.map(({ nom, poids }) => [nom, poids])];"""
    une = fiche("une", {}, {"niveau": "avance"}, {"piece": "lettre-consultation"})
    rendu = essai(code, BON, une, conseil=conseil, laissees=laissees, niveaux=niveaux)
    assert rendu == [lus, clauses, criteres]
