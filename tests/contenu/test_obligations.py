"""Les cas d'essai, écrits d'après le droit avant les règles : ce que la page répond à chacun."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from tests.attentes import attentes
from tests.fabrique import Base, fiches_de, obligations_de, obligations_par_famille, reference_de, valeurs_de
from tests.unitaires.conftest import executer

CAS = attentes("obligations")
GENRES = ("horschamp", "du", "incertain", "dispense", "apreciser")
FAITS = ("acheteur", "contrat", "marche", "famille", "montant", "duree", "lots", "lancement")
EVALUER = """
const { lire, evaluer, raison } = obligations;
return donnees.cas.map((brut) => {
  const regles = donnees.familles[brut.famille];
  const { cas, messages } = lire(regles.faits, brut);
  const r = evaluer(regles, cas);
  const ids = (liste) => liste.map(({ regle }) => regle.id);
  const surs = r.procedure.filter(({ etat }) => etat === "due");
  const doutes = r.procedure.filter(({ etat }) => etat === "incertaine");
  return {
    messages,
    horschamp: ids(r.horsChamp),
    du: [...ids(surs), ...ids(r.obligations)],
    incertain: [...ids(doutes), ...ids(r.incertaines)],
    dispense: ids(r.nonDues.filter(({ etat }) => etat === "dispensee")),
    apreciser: ids(r.aPreciser),
    raisons: Object.fromEntries(r.nonDues.map((rendu) => [rendu.regle.id, raison(regles, cas, rendu)])),
    procedures: [...surs, ...doutes].filter(({ regle }) => regle.suite === "procedure").length,
  };
});
"""


def _brut(cas: dict[str, Any]) -> dict[str, str]:
    base = dict(zip(FAITS, cas["cas"].split(), strict=True))
    return base | {nom: str(valeur) for nom, valeur in cas.get("plus", {}).items()}


@pytest.fixture(scope="module")
def regles(base_reelle: Base) -> dict[str, Any]:
    return obligations_de(base_reelle)


@pytest.fixture(scope="module")
def reponses(base_reelle: Base) -> dict[str, Any]:
    """Rend nom du cas → ce que l'évaluateur répond, avec les règles que la page lit ; tous jugés par un seul node."""
    rendus = executer(EVALUER, familles=obligations_par_famille(base_reelle), cas=[_brut(cas) for cas in CAS])
    return dict(zip((cas["nom"] for cas in CAS), rendus, strict=True))


def test_une_mairie_se_trouve_parmi_les_acheteurs(regles: dict[str, Any]) -> None:
    """« Collectivités » ne dit rien à qui cherche « commune » : ses mots commencent la réponse."""
    assert regles["faits"]["acheteur"]["choix"]["collectivites"].startswith("Commune")


@pytest.mark.parametrize("cas", CAS, ids=lambda cas: cas["nom"])
def test_le_cas_recoit_le_droit_de_sa_date(cas: dict[str, Any], reponses: dict[str, Any]) -> None:
    rendu = reponses[cas["nom"]]
    assert rendu["messages"] == {}
    for genre in GENRES:
        assert set(cas.get(genre, ())) <= set(rendu[genre]), genre
    assert not set(cas.get("non", ())) & {*rendu["du"], *rendu["incertain"]}
    for regle, mots in cas.get("raison", {}).items():
        assert mots in rendu["raisons"].get(regle, "").replace("\u202f", " ").replace("\xa0", " "), rendu["raisons"]


def test_les_cas_nomment_des_regles_et_des_articles_connus(regles: dict[str, Any], base_reelle: Base) -> None:
    connues = {regle["id"] for regle in regles["regles"]}
    for cas in CAS:
        assert {nom for g in (*GENRES, "non", "raison") for nom in cas.get(g, ())} <= connues, cas
        assert reference_de(base_reelle, cas["article"]), cas["nom"]
    assert len(CAS) >= 60 and len({cas["nom"] for cas in CAS}) == len(CAS)


def test_tout_cas_du_champ_recoit_une_procedure(reponses: dict[str, Any]) -> None:
    for nom, rendu in reponses.items():
        inconnue = nom == "rénovation en 2030"  # le seuil européen de 2030 n’existe pas encore
        assert rendu["procedures"] == (0 if rendu["horschamp"] or inconnue else 1), nom


LIRE = "return donnees.adresses.map((a) => obligations.lire(donnees.regles.faits, obligations.depuisAdresse(donnees.regles.faits, a).brut));"


def _mene(page: Path, vers: str = ".//main") -> list[str]:
    """Rend « #famille=… » de chaque lien de cette page vers les obligations."""
    liens = html.fromstring(page.read_text("utf-8")).find(vers).xpath(".//a[contains(@href, 'obligations/?')]/@href")
    return [f"#{urlsplit(lien).query}" for lien in liens]


def test_clauses_familles_et_seuils_menent_ici_deja_remplis(
    base_reelle: Base, site_reel: Path, regles: dict[str, Any]
) -> None:
    clauses = {nom: _mene(site_reel / "clauses" / nom / "index.html") for nom in fiches_de(base_reelle, "clauses")}
    familles = {
        nom: _mene(site_reel / "clauses/segments" / nom / "index.html") for nom in valeurs_de(base_reelle, "segments")
    }
    seuils = _mene(site_reel / "droit/seuils/index.html")
    registre = fiches_de(base_reelle, "seuils")["seuils"].contenu.seuils
    assert len(seuils) == len(registre)
    for nom, (lien, *_) in (clauses | familles).items():
        assert parse_qs(lien[1:])["famille"], nom
    en_euros = [s for s in registre.values() if s.unite == "€ HT"]
    assert sum("montant=" in lien for lien in seuils) == len(en_euros)
    adresses = [liens[0] for liens in (clauses | familles).values()] + seuils
    for lu, adresse in zip(executer(LIRE, regles=regles, adresses=adresses), adresses, strict=True):
        assert lu["messages"] == {} and len(lu["cas"]) == len(parse_qs(adresse[1:])), adresse


@pytest.mark.parametrize("regle", ["vaisselle-plastique", "bouteilles-plastique"])
@pytest.mark.parametrize(
    ("famille", "attendu"), [("communication-evenements", True), ("restauration-collective", False)]
)
def test_la_clause_d_evenement_ne_repond_qu_a_l_evenement(
    regles: dict[str, Any], regle: str, famille: str, attendu: bool
) -> None:
    """Due aux deux, l'interdiction n'est pas tenue à la cantine par une clause d'événement."""
    sienne = next(r for r in regles["regles"] if r["id"] == regle)
    code = "return obligations.clausesProposees(donnees.regle, donnees.famille)"
    assert ("evenement-sobre" in executer(code, regle=sienne, famille=famille)) == attendu
