"""« Mon dossier » : le contrat court, ce qu'il refuse, ce qu'il réunit."""

from base64 import b64decode
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.unitaires.dossier import bloc, fiche

CONTRAT = {
    "plafond": 90000,
    "cadres": {"Méthode": [["Quelles heures ?", 60, "0 point à [dix heures]", "Planning"], ["Quel encadrement ?", 40, "", "Note"]]},
    "articles": [
        {"id": "contrat-objet", "titre": "Objet", "accueille": [], "cede": [], "annexe": False, "remplit": ["Compte bancaire"], "joint": ["Bordereau de l’acheteur"], "signe": ["Pour l’acheteur", "Pour le titulaire"], "blocs": bloc("Objet : ", {"variable": "objet_marche"}, ".")},
        {"id": "contrat-duree", "titre": "Durée", "accueille": [], "cede": [], "annexe": False, "blocs": bloc("Il dure ", {"variable": "duree_marche"}, ", sous pénalité."), "remise": {"quoi": "Attestation.", "qui": "Le titulaire", "quand": "À la fin"}},
        {"id": "contrat-avance", "titre": "Avance", "accueille": [], "cede": ["avance"], "annexe": False, "blocs": bloc("Avance commune.")},
        {"id": "contrat-revision", "titre": "Révision", "accueille": [], "cede": [], "au_dela": 24, "annexe": False, "blocs": bloc("Révision.")},
        {"id": "contrat-execution", "titre": "Exécution", "accueille": ["cctp-execution", "ccap-penalites"], "cede": [], "annexe": False, "blocs": bloc("Il exécute.")},
        {"id": "contrat-consultation", "titre": "Consultation", "accueille": ["rc-criteres"], "cede": [], "annexe": True, "blocs": bloc("Les offres.")},
    ],
    "variables": {
        "objet_marche": {"libelle": "Objet du marché", "type": "texte", "partagee": "objet-marche"},
        "nom_acheteur": {"libelle": "Nom de l’acheteur", "type": "texte", "partagee": "nom-acheteur"},
        "duree_marche": {"libelle": "Durée du marché", "type": "duree", "suffixe": "\u00a0mois", "partagee": "duree-marche"},
    },
}  # fmt: skip
CODE = """
  const avec = { ...plan, contrat: donnees.contrat };
  const e = { ...plein(), marche: "services", procedure: "adaptee", ccag: "FCS", montant: "60000", duree: "24", ...donnees.plus };
  const composition = C.composer(e, fiches, avec);
"""
UNE = fiche(
    "une",
    {"blocs": bloc("Comme au CCTP, sous peine de ", {"renvoi": "t1"}, ".")},
    {"piece": "CCAP", "article": "ccap-penalites", "nature": "penalite", "objets": ["avance"]},
    {"piece": "RC", "article": "rc-criteres", "blocs": bloc("Comme le dit le règlement de la consultation.")},
)


@pytest.mark.parametrize(
    ("plus", "dit"),
    [({}, ""), ({"procedure": "formalisee"}, "procédure adaptée"), ({"procedure": "petit-achat"}, "procédure adaptée"),
     ({"marche": "travaux"}, "travaux"), ({"lots": [{"code": "1", "nom": "", "famille": "", "part": ""}, {"code": "2", "nom": "", "famille": "", "part": ""}]}, ""), ({"ccag": "PI"}, "CCAG des fournitures"), ({"ccag": "aucun"}, "CCAG des fournitures"),
     ({"montant": ""}, "Dites le montant"), ({"montant": "89999"}, ""), ({"montant": "90000"}, "moins de 90 000"),
     ({"cas": {"contrat": "accord-cadre"}}, "marché ordinaire")],
)  # fmt: skip
def test_le_contrat_court_dit_quand_il_ne_vaut_pas(essai, plus: dict, dit: str) -> None:
    """Et le fichier ne se fabrique pas davantage."""
    refus, echec = essai(
        CODE + "let m = ''; try { KC.contratDe(e, composition, avec); } catch ({ message }) { m = message; } return [composition.contrat.refus, m];",
        UNE, contrat=CONTRAT, plus=plus,
    )  # fmt: skip
    refus, echec = refus.replace("\u202f", " ").replace("\xa0", " "), echec.replace("\u202f", " ").replace("\xa0", " ")
    assert (dit in refus and refus in echec) if dit else (refus, echec) == ("", "")


def test_un_contrat_qui_ne_vient_pas_n_est_pas_une_base_sans_contrat(essai) -> None:
    """La panne est dite, et le fichier redemandé ; une base sans contrat le dit elle-même."""
    lus, refus = essai(
        CODE + """const lire = (reponse) => { globalThis.fetch = async () => reponse; return dossier.fiches.lireSocle().then(({ contrat }) => contrat.articles.length, () => "panne"); };
          const refus = (contrat) => C.composer(e, fiches, { ...plan, contrat }).contrat.refus;
          return [[await lire({ ok: false, status: 500 }), await lire({ ok: true, status: 200, json: async () => ({ contrat: donnees.contrat }) })], [refus(undefined), refus({ plafond: null, articles: [], variables: {} })]];""",
        UNE, contrat=CONTRAT, plus={},
    )  # fmt: skip
    assert (
        lus == ["panne", len(CONTRAT["articles"])]
        and "pas encore lus" in refus[0]
        and "n’a pas de contrat court" in refus[1]
    )


@pytest.mark.parametrize(
    ("montant", "dit"), [("60000", "1.1 du CCAP (3.2 du contrat court)"), ("90000", "1.1 du CCAP")]
)
def test_ce_qui_se_garde_donne_les_deux_numeros(essai, montant: str, dit: str) -> None:
    """L'archive porte les pièces et, s'il vaut, le contrat : une obligation se retrouve dans l'une et l'autre."""
    code = (
        CODE
        + """const dues = [{ etat: "ecrite", par: ["une#t1"], regle: { titre: "Due" } }];
      const deux = KC.auxDeuxNumeros(e, composition, avec);
      return W.enMarkdown(D.sectionsDe(e, deux, [], avec, "jour", { obligations: dues })).split("\\n").find((l) => l.startsWith("| Due"));"""
    )
    assert (
        essai(code, UNE, contrat=CONTRAT, plus={"montant": montant}).replace("\\", "").split(" | ")[2].rstrip(" |")
        == dit
    )


def test_le_contrat_reunit_le_commun_et_le_dossier(essai) -> None:
    """Chaque texte à sa place, ses renvois au contrat ; un article cède à ce que le dossier dit, ou à une durée trop courte ; le candidat répond en annexe."""
    blocs, page_de_garde = essai(
        CODE + """const { blocs, pageDeGarde } = KC.contratDe(e, composition, avec);
          return [blocs, pageDeGarde].map((siens) => siens.filter(({ genre }) => genre !== "sommaire")
            .map((b) => [b.numero ?? "", W.enMarkdown([{ blocs: [{ ...b, numero: undefined }] }]).trim().replaceAll("\\\\", "").replace(/^#+ /, "")]));""",
        UNE, contrat=CONTRAT,
        plus={"partagees": {"nom-acheteur": "Commune"}, "criteres": [{"nom": "Prix", "poids": ""}, {"nom": "Méthode", "poids": "30"}, {"nom": "Délai", "poids": "20"}]},
    )  # fmt: skip
    assert (
        "| Objet | [Objet du marché] |" in page_de_garde[1][1].replace("| --- | --- |\n", "")
        and "Commune" in page_de_garde[1][1]
    )
    assert "| Pièces annexées | Bordereau de l’acheteur |" in str(page_de_garde)
    assert [texte for _, texte in blocs[:2]] == ["Objet", "Objet : [Objet du marché]."] and blocs[3] == ["2", "Durée"]
    assert "Compte bancaire" in blocs[2][1] and "Pour le titulaire" in str(blocs)
    assert (
        blocs[4][1] == "Il dure 24\u00a0mois, sous pénalité."
        and "Avance" not in str(blocs)
        and "Révision" not in str(blocs)
    )
    assert [numero for numero, _ in blocs if numero] == [
        "1",
        "2",
        "3",
        "3.1",
        "3.2",
        "4",
        "4.1",
        "4.2",
        "5",
        "5.1",
        "5.2",
    ]
    assert [
        "5.1",
        "Critère « Méthode »",
    ] in blocs and "| Quelles heures ? | 60 | 0 point à [dix heures] | Planning |  |" in str(blocs)
    assert (
        ["5.2", "Critère « Délai »"] in blocs
        and "| [barème] | [pièce à joindre] |  |" in str(blocs)
        and "Critère « Prix »" not in str(blocs)
    )
    assert ["", "Comme au contrat, sous peine de l’article\u00a03.2 du contrat."] in blocs
    titres = [texte for _, texte in blocs]
    assert (
        titres.index("Signatures")
        < titres.index("Annexe : consultation")
        < titres.index("Comme le dit la consultation.")
    )


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("Le CCAP prime, comme au règlement de la consultation.", "Le contrat prime, comme à la consultation."),
        ("L’acte d’engagement suit ce que dit le RC, l’avance de l’acte d’engagement.", "Le contrat suit ce que dit la consultation, l’avance du contrat."),
        *[(dit, dit) for dit in (
            "Il tient les articles 32 à 36 du règlement, preuves à l’appui.", "Les normes du règlement délégué (UE) 2023/2429.",
            "Ce que demande le règlement applicable à l’établissement, et le règlement s’inverse.", "Au sens du règlement (UE) 2018/848.",
        )],
    ],
)  # fmt: skip
def test_le_contrat_ne_touche_qu_aux_noms_des_cahiers(essai, ecrit: str, lu: str) -> None:
    """Un règlement qui n'est pas celui de la consultation garde son nom."""
    une = fiche("une", {"blocs": bloc(ecrit)})
    blocs = essai(CODE + "return nu(KC.contratDe(e, composition, avec).blocs);", une, contrat=CONTRAT, plus={})
    assert lu in blocs


def test_les_blancs_du_contrat_n_arretent_rien(essai) -> None:
    """Ils se remplissent avec les autres valeurs, sous un groupe à eux, et le contrôle n'en dit rien ; ce que le dossier sait n'est pas redemandé."""
    groupes, codes = essai(
        CODE + """const lus = A.groupesDeValeurs(e, composition).map(({ titre, valeurs }) => [titre, valeurs.map(({ variable }) => variable.libelle)]);
          return [lus, controler(e, composition, fiches, avec, new Set(), null).map(({ code }) => code)];""",
        UNE, contrat=CONTRAT, plus={},
    )  # fmt: skip
    assert groupes == [["Page de garde et contrat court", ["Objet du marché", "Nom de l’acheteur"]]]
    assert "blancs" not in codes


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")  # la bibliothèque n’en écrit pas
@pytest.mark.parametrize(("montant", "dedans"), [("60000", True), ("90000", False)])
def test_l_archive_a_le_contrat_quand_il_vaut(essai, montant: str, dedans: bool) -> None:
    """Et le suivi y renvoie ; sinon, aux pièces, qui n'ont pas pour objet le nom du dossier."""
    octets = essai(
        CODE + """const { contenu } = await dossier.export.fabriquer("archive", { etat: e, composition, constats: [], plan: avec, dus: null });
          return Buffer.from(await contenu.arrayBuffer()).toString("base64");""",
        {**UNE, "textes": [{**UNE["textes"][0], "suivi": [{"promesse": ["p"], "controle": ["Voir le CCTP."], "consequence": "t1"}]}, *UNE["textes"][1:]]},
        contrat=CONTRAT, plus={"montant": montant},
    )  # fmt: skip
    archive = ZipFile(BytesIO(b64decode(octets)))
    lignes = [[case.value for case in rangee] for rangee in load_workbook(archive.open("suivi.xlsx"))["Suivi"].rows]
    assert ("contrat.docx" in archive.namelist()) == dedans
    assert "[Objet du marché]" in ZipFile(archive.open("CCAP.docx")).read("word/document.xml").decode()
    assert (["Recevoir : Attestation.", "Article 2 du contrat."] in [[une[1], une[4]] for une in lignes]) == dedans
    assert [lignes[3][1], lignes[3][4]] == (
        ["Vérifier : p Voir le contrat.", "Article 3.2 du contrat."]
        if dedans
        else ["Vérifier : p Voir le CCTP.", "Article 1.1 du CCAP."]
    )
