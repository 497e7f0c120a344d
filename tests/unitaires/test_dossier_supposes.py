"""Ce qu'un dossier conseillé suppose : la loi suit la réponse changée, ce qui est dit n'est plus supposé, et ne s'écrase pas."""

import json

import pytest

from tests.unitaires.dossier import BON, DROIT, regle

TEXTE = {"piece": "CCTP", "article": "cctp-execution", "texte": "Le titulaire trie."}
COMMUNE, ETAT = (
    regle(nom, {"fait": "acheteur", "op": "est", "valeur": nom}, textes=[TEXTE]) for nom in ("commune", "etat")
)
FAITS = {
    **DROIT["faits"],
    "acheteur": {**DROIT["faits"]["marche"], "libelle": "Acheteur", "choix": {"commune": "Commune", "etat": "État"}},
    "population": {**DROIT["faits"]["montant"], "libelle": "Population", "unite": "habitants", "min": 0, "max": 9000},
}
CONSEIL = {
    "id": "essai", "titre": "T", "famille": "restauration", "marche": "services", "forme": "adaptee", "ccag": "FCS",
    "montants": [1, 70000, 3], "duree": 12, "faits": {"acheteur": "commune", "population": 1500},
    "clauses": [{"clause": "bonne"}], "criteres": [{"nom": "Prix", "poids": 80}],
}  # fmt: skip
DEBUT = """const devoirs = { donnees: donnees.droit, jour: "2026-11-26" };
const depart = dossier.conseil.composerLeConseil(donnees.conseil, ACHAT, { fraiches: fiches, plan, devoirs });
const dus = (etat) => V.devoirsDuDossier(devoirs, etat, C.composer(etat, fiches, plan, donnees.droit.regles));
const dire = (etat, nom, mot) =>
  dossier.supposes.suivreLeDroit({ etat, dus: dus(etat), devoirs, fraiches: fiches, plan }, E.direUnFait(etat, nom, mot));
"""


@pytest.fixture
def supposer(essai):
    droit = {**DROIT, "faits": FAITS, "regles": [COMMUNE, ETAT]}
    return lambda code, achat="{}": essai(DEBUT.replace("ACHAT", achat) + code, BON, droit=droit, conseil=CONSEIL)


@pytest.mark.parametrize(
    ("gestes", "ecrites", "supposes"),
    [
        ("depart", ["commune"], ["montant", "duree", "acheteur", "population"]),
        ("dire(depart, 'acheteur', 'etat')", ["etat"], ["montant", "duree", "population"]),
        ("dire(dire(depart, 'acheteur', 'etat'), 'acheteur', 'commune')", ["commune"], ["montant", "duree", "population"]),
        ("dire(E.oterLaLoi(depart, 'commune'), 'population', '9')", [], ["montant", "duree", "acheteur"]),
        ("dire({ ...depart, conseil: '' }, 'acheteur', 'etat')", ["commune"], ["montant", "duree", "population"]),
        ("E.repondre(depart, 'montant', '9000', fiches)", ["commune"], ["duree", "acheteur", "population"]),
        ("L.lire(JSON.parse(JSON.stringify({ ...depart, supposes: [...depart.supposes, 'acheteur', 'lots', 'famille', 3] }))).etat",
         ["commune"], ["montant", "duree", "acheteur", "population"]),
    ],
)  # fmt: skip
def test_la_loi_suit_ce_qui_est_suppose(supposer, gestes: str, ecrites: list[str], supposes: list[str]) -> None:
    """Une réponse changée retire et ajoute ses textes, non celui que l'acheteuse a retiré ; hors d'un conseil, rien ne bouge ; relu, un fait sans réponse n'est pas supposé."""
    assert supposer(f"const e = {gestes}; return [e.ecrites, e.supposes];") == [ecrites, supposes]


def test_rien_ne_reste_a_preciser_et_tout_est_a_verifier(supposer) -> None:
    """Composé par un lien qui ne dit rien ; confirmé, le point s'en va."""
    code = """const points = (e) => controler(e, C.composer(e, fiches, plan, donnees.droit.regles), fiches, plan, new Set(), devoirs)
        .filter(({ code }) => ["suppositions", "a-preciser"].includes(code)).map(({ titre, raison }) => `${titre} ${raison}`);
      return [points(depart), points({ ...depart, supposes: [] })];"""
    [dit], apres = supposer(code)
    assert dit == (
        "À vérifier avant publication\u00a0: 4 réponses supposées."
        " fait (70\u202f000) ; fait (12) ; acheteur (Commune) ; population (1\u202f500\u00a0habitants)."
    )
    assert apres == []


@pytest.mark.parametrize(
    ("recu", "attendu"),
    [
        ('V.completerLeCas(donnees.droit, depart, { acheteur: "etat" })', ["etat", "1500", "70000", ["montant", "duree", "population"]]),
        ('V.completerLeCas(donnees.droit, dit, { acheteur: "commune", montant: "9" })', ["etat", "1500", "9", ["duree", "population"]]),
        ('V.reprendreLeCas(donnees.droit, depart, { acheteur: "etat", population: "1500", montant: "5" }).etat',
         ["etat", "1500", "5", ["duree", "population"]]),
        ('V.reprendreLeCas(donnees.droit, depart, { montant: "70000" }).etat', [None, None, "70000", ["montant", "duree"]]),
        ('V.reprendreLeCas(donnees.droit, { ...depart, supposes: [] }, { montant: "5" }).etat', [None, None, "70000", []]),
    ],
)  # fmt: skip
def test_ce_qui_est_dit_ailleurs_prime(supposer, recu: str, attendu: list) -> None:
    """Une réponse de « Que dois-je mettre ? » remplace une supposition, non ce que l'acheteuse a dit ici."""
    code = f"const dit = dire(depart, 'acheteur', 'etat'); const e = {recu}; return [e.cas.acheteur ?? null, e.cas.population ?? null, e.montant, e.supposes];"
    assert supposer(code) == attendu


def test_une_reponse_portee_n_est_jamais_supposee(supposer) -> None:
    rendu = supposer(
        "return [depart.cas, depart.supposes, depart.ecrites];",
        json.dumps({"montant": "5", "cas": {"acheteur": "etat"}}),
    )
    assert rendu == [{"acheteur": "etat", "population": "1500"}, ["duree", "population"], ["etat"]]
