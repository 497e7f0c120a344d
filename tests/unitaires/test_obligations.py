"""L'évaluateur des obligations, la lecture d'un cas, les calculs : sur des règles inventées, par le node de l'environnement."""

from typing import Any

import pytest

from macros.base.base import Base
from tests.fabrique.bases import avec, avec_changee
from tests.fabrique.dossier import droit_du_dossier, obligations_de, obligations_par_famille
from tests.fabrique.pages import macro_de
from tests.fabrique.questions import fiches_de
from tests.fiches import clause
from tests.unitaires.conftest import executer

CAS = {"acheteur": "etat", "contrat": "ordinaire", "marche": "services", "famille": "nettoyage", "montant": "50000"} | {
    "duree": "12",
    "lancement": "2026-10-01",
}
JUGER = """
const { lire, evaluer, questions, contradictions } = obligations;
const ids = (liste) => liste.map(({ regle }) => regle.id);
const juger = (regles, brut) => {
  const { cas } = lire(regles.faits, brut);
  const r = evaluer(regles, cas);
  const parties = ["horsChamp", "procedure", "obligations", "incertaines", "facultes", "aPreciser", "nonDues"];
  return { ...Object.fromEntries(parties.map((nom) => [nom, ids(r[nom])])), questions: questions(regles, cas),
    annees: Object.fromEntries(r.obligations.map(({ regle, annees }) => [regle.id, annees])),
    dispenses: r.nonDues.filter(({ etat }) => etat === "dispensee").map(({ dispense }) => dispense.motif),
    contradictions: contradictions(regles, cas).map(({ message }) => message) };
};
"""
EVALUER = f"{JUGER} return donnees.bruts.map((brut) => juger(donnees.regles, brut));"
DEUX_FOIS = (
    f"{JUGER} return donnees.bruts.map((b) => [donnees.regles, donnees.familles[b.famille]].map((r) => juger(r, b)));"
)


@pytest.fixture
def evaluer(regles: dict[str, Any]) -> Any:
    """Rend la réponse au cas d'essai, changé par ``reponses`` (``None`` retire la réponse)."""

    def rendre(**reponses: str | None) -> dict[str, Any]:
        brut = {nom: valeur for nom, valeur in (CAS | reponses).items() if valeur is not None}
        return executer(EVALUER, regles=regles, bruts=[brut])[0]

    return rendre


def test_un_cas_recoit_ce_qui_vaut_a_sa_date(evaluer: Any) -> None:
    rendu = evaluer(urgence="non")
    assert rendu["procedure"] == ["procedure-adaptee"]
    assert rendu["obligations"] == ["parc-2026", "parc-2027", "critere"]
    assert rendu["facultes"] == ["reserve"]
    avant = evaluer(lancement="2026-03-15")
    assert "critere" not in avant["obligations"] and avant["nonDues"] == ["critere"]


def test_les_annees_sont_celles_de_l_execution(evaluer: Any) -> None:
    assert evaluer()["annees"]["parc-2026"] == [2026] and evaluer()["annees"]["parc-2027"] == [2027]
    court = evaluer(duree="2")
    assert "parc-2027" not in court["obligations"]
    tard = evaluer(duree="2", signature="2027-01-04")
    assert tard["annees"]["parc-2027"] == [2027] and "parc-2026" not in tard["obligations"]


def test_au_seuil_pile_on_change_de_regle(evaluer: Any) -> None:
    assert evaluer(montant="40000")["procedure"] == ["procedure-adaptee"]
    dessous = evaluer(montant="39999,99")
    assert dessous["procedure"] == ["procedure-libre"] and dessous["incertaines"] == ["critere-petit-achat"]


def test_un_fait_inconnu_se_demande_et_n_est_jamais_rien(evaluer: Any) -> None:
    sans = evaluer(famille="restauration")
    assert "plan-de-repas" in sans["aPreciser"] and "couverts" in sans["questions"]
    assert "couverts" not in evaluer()["questions"], "aucune règle n'en dépend"
    avec = evaluer(famille="restauration", couverts="201")
    assert "plan-de-repas" in avec["obligations"] and "couverts" in avec["questions"], "la réponse reste à l'écran"
    assert "plan-de-repas" in evaluer(famille="restauration", couverts="200")["nonDues"]


def test_un_fait_suppose_ne_fait_pas_attendre_la_regle(regles: dict[str, Any]) -> None:
    """Sans réponse, la règle s'impose et dit ce qu'elle suppose ; la réponse donnée l'emporte, et la question reste posée."""
    condition = {"fait": "urgence", "op": "est", "valeur": "non", "mots": ""}
    [repas] = [regle for regle in regles["regles"] if regle["id"] == "plan-de-repas"]
    ici = {**repas, "id": "ici", "si": [condition], "sauf": []}
    ailleurs = {**ici, "id": "ailleurs", "si": [{**condition, "valeur": "oui"}]}
    aussi = {**ici, "id": "aussi", "si": [condition, *repas["si"]]}
    urgence = {**regles["faits"]["urgence"], "suppose": "non"}
    essai = {**regles, "faits": {**regles["faits"], "urgence": urgence}, "regles": [ici, ailleurs, aussi]}
    code = """return donnees.bruts.map((brut) => {
        const { cas } = obligations.lire(donnees.regles.faits, brut);
        const r = obligations.evaluer(donnees.regles, cas);
        const dire = (liste) => liste.map(({ regle, supposes }) => [regle.id, supposes]);
        return [dire(r.obligations), dire(r.aPreciser), obligations.questions(donnees.regles, cas).includes("urgence")];
    });"""
    bruts = [CAS | {"famille": "restauration"} | plus for plus in ({}, {"urgence": "oui"}, {"couverts": "201"})]
    sans, oui, avec = executer(code, regles=essai, bruts=bruts)
    assert sans == [[["ici", ["urgence"]]], [["aussi", ["urgence"]]], True]
    assert oui == [[["ailleurs", []]], [], True]
    assert avec == [[["ici", ["urgence"]], ["aussi", ["urgence"]]], [], True]


def test_une_exception_dit_son_motif(evaluer: Any) -> None:
    rendu = evaluer(urgence="oui")
    assert "critere" in rendu["nonDues"] and rendu["dispenses"] == ["En urgence, rien n’est noté."]
    inconnue = evaluer(urgence=None)
    assert "critere" in inconnue["obligations"], "une exception inconnue ne dispense pas"
    assert "urgence" in inconnue["questions"], "elle se demande"


VOTRE = "votre réponse :"
HOPITAL = f"{VOTRE} Établissements de santé et médico-sociaux"


def test_la_raison_est_ce_qui_manque_a_la_regle_la_plus_proche(regles: dict[str, Any]) -> None:
    """Un fait déduit s'explique par ce dont il est déduit ; changer d'acheteur n'est une façon que s'il n'y en a pas d'autre."""

    def si(fait: str, op: str, valeur: Any) -> dict[str, Any]:
        return {"fait": fait, "op": op, "valeur": valeur, "mots": f"{fait} {op} {valeur}"}

    etat, couverts = si("acheteur", "est", "etat"), si("couverts", "plus-de", 20)
    groupes = [
        [etat, couverts],
        [etat, couverts, si("duree", "plus-de", 99)],
        [si("acheteur", "est", "collectivites")],
        [etat, si("urgence", "est", "oui")],
    ]
    vise = {**regles["faits"]["petit-achat"], "vrai_si": groupes}
    tu = {**vise, "ecarte": "en-silence"}
    dispense = [{"si": [etat], "motif": "Ailleurs.", "articles": []}]
    [modele] = [regle for regle in regles["regles"] if regle["id"] == "reserve"]
    loin = {**modele, "id": "loin", "rubrique": "obligation", "suite": "s", "si": [si("acheteur", "est", "sante")]}
    proche = {**loin, "id": "proche", "si": [si("vise", "est", "oui")]}
    plus_tard = {**proche, "id": "plus-tard", "si": [etat], "depuis": "2027-01-01", "commence_le": "2027-01-01"}
    jamais = {**loin, "id": "jamais", "suite": None, "si": [si("vise", "est", "non")]}
    muette = {**jamais, "id": "muette", "si": [si("tu", "est", "oui")]}
    sans_reponse = {**jamais, "id": "sans-reponse", "si": [couverts], "sauf": dispense}
    dispensee = {**jamais, "id": "dispensee", "si": [], "sauf": dispense}
    code = """return donnees.essais.map(([ids, plus]) => {
        const { cas } = obligations.lire(donnees.regles.faits, { ...donnees.brut, ...plus });
        const regles = { ...donnees.regles, regles: donnees.regles.regles.filter(({ id }) => ids.includes(id)) };
        return obligations.evaluer(regles, cas).nonDues.map((r) => [r.regle.id, obligations.raison(regles, cas, r)]);
    });"""
    essai = {
        **regles,
        "faits": {**regles["faits"], "vise": vise, "tu": tu},
        "regles": [loin, proche, plus_tard, jamais, dispensee, muette, sans_reponse],
    }
    vingt = {"couverts": "20", "urgence": "non"}
    attendus = [
        (["loin"], {}, "loin", f"Il faudrait : acheteur est sante ({VOTRE} État et ses établissements publics)."),
        (["loin", "proche"], vingt, "proche", f"Il faudrait : couverts plus-de 20 ({VOTRE} 20 repas) ; ou urgence est oui ({VOTRE} non)."),
        (["proche"], {"acheteur": "sante"}, "proche", f"Il faudrait : acheteur est etat ({HOPITAL}) ; ou acheteur est collectivites ({HOPITAL})."),
        (["loin", "plus-tard"], {}, "plus-tard", "Consultations lancées depuis le 1er janvier 2027. Votre achat n’entre pas dans ces dates."),
        (["jamais"], {"couverts": "21"}, "jamais", "Il faudrait : vise est non."),
        (["muette", "dispensee"], {"couverts": "20", "urgence": "non"}, "dispensee", "Ailleurs."),
        (["sans-reponse"], {}, "sans-reponse", "Ailleurs."),
    ]  # fmt: skip
    rendus = executer(code, regles=essai, brut=CAS, essais=[[ids, plus] for ids, plus, *_ in attendus])
    dits = [[(nom, dit.replace("\xa0", " ")) for nom, dit in rendu] for rendu in rendus]
    assert dits == [[(nom, dit)] for *_, nom, dit in attendus]


def test_hors_champ_la_page_ne_dit_rien_d_autre(evaluer: Any) -> None:
    rendu = evaluer(contrat="concession")
    assert rendu["horsChamp"] == ["hors-concession"]
    assert not any(
        rendu[nom] for nom in ("procedure", "obligations", "incertaines", "nonDues", "aPreciser", "facultes")
    )


def test_la_famille_choisie_suffit(base_inventee: Base, regles: dict[str, Any]) -> None:
    """La page ne lit que les règles de la famille : elle répond comme si elle les avait toutes, et nomme les mêmes clauses."""
    familles = obligations_par_famille(base_inventee)
    changes = ({}, {"montant": "8000"}, {"acheteur": "collectivites"}, {"contrat": "concession"})
    bruts = [CAS | {"famille": code} | change for code in familles for change in changes]
    rendus = executer(DEUX_FOIS, regles=regles, familles=familles, bruts=bruts)
    for brut, (toutes, siennes) in zip(bruts, rendus, strict=True):
        assert siennes["horsChamp"] == toutes["horsChamp"], brut
        assert siennes == toutes or not brut["famille"], brut
    for jeu in familles.values():
        assert set(jeu["clauses"]) == {nom for regle in jeu["regles"] for nom in regle["clauses"]}
    assert len(familles["nettoyage"]["regles"]) < len(regles["regles"])


def test_une_lettre_ne_repond_qu_a_un_petit_achat(base_inventee: Base) -> None:
    """Au-delà, la lettre ne s'emploie pas : la proposer comme critère mènerait à un document de trop."""
    critere = {"id": "critere", "nature": "critere-attribution", "texte": "Un critère d’essai."}
    pieces = {"en-rc": "RC", "en-lettre": "lettre-consultation"}
    clauses = {nom: clause(nom, dispositions=[critere | {"piece": piece}]) for nom, piece in pieces.items()}
    reponses, petit = fiches_de(base_inventee, "obligations")["critere"].contenu.satisfait_par, "critere-petit-achat"
    base = avec_changee(avec(base_inventee, clauses=clauses), "obligations", petit, satisfait_par=reponses)
    siennes = {r["id"]: set(r["clauses"]) for r in obligations_de(base)["regles"]}
    assert siennes["critere"] == {"en-rc"} and siennes[petit] == {"en-rc", "en-lettre"}


def test_ce_qui_ne_vise_pas_l_achat_ne_se_dit_pas(evaluer: Any) -> None:
    rendu = evaluer(acheteur="collectivites")
    assert "plan-de-repas" not in rendu["nonDues"], "une autre famille"
    assert rendu["nonDues"] == ["parc-2026"], "une suite ne se dit qu'une fois"


def test_deux_reponses_qui_se_contredisent_le_disent(evaluer: Any) -> None:
    assert evaluer(contrat="concession", marche="fournitures")["contradictions"] == [
        "Une concession d’essai n’achète pas de fournitures."
    ]
    dates = evaluer(signature="2026-09-01")["contradictions"]
    assert dates == ["La signature précède le lancement : vérifiez les deux dates."]


def test_le_dossier_se_controle_par_le_cas(regles: dict[str, Any]) -> None:
    code = """
const { lire, evaluer, manquantes } = obligations;
const resultat = evaluer(donnees.regles, lire(donnees.regles.faits, donnees.brut).cas);
return donnees.dossiers.map((textes) => manquantes(resultat, { textes, tenues: new Set(donnees.tenues) }).map(({ regle }) => regle.id));
"""
    critere = {"clause": "a", "nature": "critere-attribution", "piliers": ["environnement"]}
    dossiers = [
        [],
        [critere | {"piliers": ["social"]}],
        [critere],
        [critere, {"clause": "contenants-reemployables-repas", "nature": "penalite", "piliers": []}],
    ]
    brut = CAS | {"famille": "restauration", "couverts": "300"}
    rendu = executer(code, regles=regles, brut=brut, dossiers=dossiers, tenues=[])
    assert rendu == [["critere", "plan-de-repas"], ["critere", "plan-de-repas"], ["plan-de-repas"], []]
    assert executer(code, regles=regles, brut=brut, dossiers=dossiers[:1], tenues=["critere"]) == [["plan-de-repas"]]


def test_sans_script_toutes_les_regles_se_lisent_par_famille(base_inventee: Base) -> None:
    page = macro_de(base_inventee, "toutes_obligations").replace("\xa0", " ")
    assert page.count('id="critere"') == 1 and "plus de 200" in page
    assert page.index("Tout achat") < page.index('id="critere"') < page.index('id="famille-restauration"')
    assert page.index('id="famille-restauration"') < page.index('id="plan-de-repas"')
    assert "le tranche</a> dans cet essai" in page and "Sauf : En urgence" in page


@pytest.mark.parametrize(
    ("certitude", "articles", "a_ouvrir"),
    [
        ("sur", ["NON-LU"], True),
        ("sur", ["NON-LU", "CCP L2112-2"], False),
        ("sur", ["CCP L2112-2"], False),
        ("incertain", ["NON-LU"], False),
    ],
)
def test_une_regle_sure_dont_rien_n_est_lu_le_dit(
    base_inventee: Base, certitude: str, articles: list[str], a_ouvrir: bool
) -> None:
    """Calculé du registre, pour la réponse, le dossier et la liste ; une règle incertaine dit déjà son doute."""
    sus = base_inventee.fiches["codes"]["ccp"].contenu.articles
    non_lu = sus["L2112-2"].model_copy(update={"non_lu": "Lu dans une copie d’essai : rouvrez-la."})
    base = avec_changee(base_inventee, "codes", "ccp", articles={**sus, "L2112-12": non_lu})
    cites = ["CCP L2112-12" if nom == "NON-LU" else nom for nom in articles]
    base = avec_changee(base, "obligations", "critere", certitude=certitude, articles=cites)
    for donnees in (obligations_de(base), droit_du_dossier(base)):
        regle = next(r for r in donnees["regles"] if r["id"] == "critere")
        assert regle["a_ouvrir"] == ("version du jour non lue, à ouvrir avant de citer" if a_ouvrir else "")
    ligne = macro_de(base, "toutes_obligations").split('id="critere"')[1].split("</tr>")[0]
    assert ("version du jour non lue" in ligne) == a_ouvrir
