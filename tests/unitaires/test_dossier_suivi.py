"""« Mon dossier » : le suivi, ses dates, son classeur ; le Markdown."""

import re
from base64 import b64decode
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.unitaires.dossier import fiche


@pytest.mark.parametrize(
    ("nom", "fichier"),
    [
        ("Repas écoles 2027", "repas-ecoles-2027"), ("Œuvres d’été : lot n° 2 !", "oeuvres-d-ete-lot-n-2"),
        ("…", "dossier"), ("../../etc", "etc"), ("É" * 80, "e" * 60),
    ],
)  # fmt: skip
def test_un_nom_de_fichier_sans_accent(essai, nom: str, fichier: str) -> None:
    assert essai("return W.nomDeFichier(donnees.nom)", nom=nom) == fichier


@pytest.mark.parametrize(
    ("quand", "rythme", "delai"),
    [
        ("Après chaque trimestre", 3, [0, 0]), ("Dans les quinze jours suivant chaque trimestre, et à la fin", 3, [15, 0]),
        ("Dans les 20 jours qui suivent chaque trimestre", 3, [20, 0]), ("Une tournée par trimestre", 3, [0, 0]),
        ("À la fin du mois qui suit chaque semestre", 6, [0, 1]), ("Deux fois par an", 6, [0, 0]),
        ("Chaque mois", 1, [0, 0]), ("Après chaque mois", 1, [0, 0]), ("Une fois par mois pendant la saison", 1, [0, 0]),
        ("Dans les deux mois suivant chaque année", 12, [0, 2]), ("Avant l’attribution, puis une fois par an", 12, [0, 0]),
        ("À chaque date anniversaire", 12, [0, 0]), ("Chaque année", 12, [0, 0]),
        ("Dans les premiers mois, puis avec chaque relevé", 0, [0, 0]), ("Avec l’offre", 0, [0, 0]),
        ("Dans le mois qui suit la saison", 0, [0, 0]), ("Une fois par campagne", 0, [0, 0]),
        ("Six mois avant la fin du marché", 0, [0, 0]), ("Dans la première année, quand l’acheteur mesure", 0, [0, 0]),
    ],
)  # fmt: skip
def test_un_rythme_ne_s_invente_pas(essai, quand: str, rythme: int, delai: list[int]) -> None:
    """Seul un moment qui dit sa période revient ; le délai écrit la suit."""
    code = "const { jours, mois } = T.delai(donnees.quand); return [T.rythme(donnees.quand), [jours, mois]]"
    assert essai(code, quand=quand) == [rythme, delai]


def test_les_dates_du_suivi(essai) -> None:
    """Le trimestre est celui de l'année civile, le dernier compris ; l'objet dit quoi faire ; au plus 75 octets par ligne ; un second import ne double rien."""
    ics, encore, lignes, sans_date = essai("""
        const e = { ...plein(), debut: "2027-01-31", duree: "24" };
        const lire = (x) => T.suivis(x, D.lignesDeSuivi(x, compose(x))).map((l) => ({ ...l, dates: T.datesDe(l) }));
        const ics = (maintenant) => T.enIcs(e.nom, T.suivis(e, D.lignesDeSuivi(e, compose(e))), maintenant);
        return [ics("20261126T120000Z"), ics("20261201T120000Z"), lire(e), lire(plein())];
    """)
    assert not any(ligne["jour"] or ligne["dates"] for ligne in sans_date) and len(sans_date) == len(lignes)
    releve = next(ligne for ligne in lignes if ligne["quoi"].startswith("Recevoir : Relevé trimestriel"))
    controle = next(ligne for ligne in lignes if ligne["quoi"].startswith("Contrôle : rapproche"))
    bilan = next(ligne for ligne in lignes if ligne["quoi"].startswith("Préparer le bilan"))
    assert [ligne["jour"] for ligne in lignes if ligne["jour"]] == sorted(
        ligne["jour"] for ligne in lignes if ligne["jour"]
    )
    assert (releve["jour"], releve["fin"], releve["tous"]) == ("2027-04-15", "2029-04-15", 3)
    assert len(releve["dates"]) == 9 and releve["dates"][-1] == "2029-04-15"
    assert (controle["jour"], controle["fin"]) == ("2027-04-01", "2029-04-01")
    assert controle["ecart"].startswith("Écart constaté") and not releve["ecart"]
    assert (bilan["jour"], bilan["tous"], bilan["dates"]) == ("2028-10-31", 0, ["2028-10-31"])
    assert "DTSTART;VALUE=DATE:20270415" in ics and "INTERVAL=3;UNTIL=20290415" in ics
    assert all(len(ligne.encode()) <= 75 for ligne in ics.split("\r\n"))
    uid, autres = (re.findall(r"UID:(.*)", texte.replace("\r\n ", "")) for texte in (ics, encore))
    assert uid == autres and len(uid) == len(set(uid)) == ics.count("BEGIN:VEVENT")


def test_une_lettre_ne_date_que_ce_qui_tombe_avant_sa_fin(essai) -> None:
    """Le reste se regarde avant de payer ; sans durée dite, elle est d'un an."""
    moments = [
        "Tous les six mois",
        "Au plus tard le 31 janvier, et à la fin du marché",
        "Chaque année",
        "À la livraison",
    ]
    code = "return [2, 12, ''].map((duree) => donnees.moments.map((m) => T.tombeAvantLaFin({ duree }, m)))"
    assert essai(code, moments=moments) == [[False, True, False, False], *[[True, True, False, False]] * 2]


def test_le_rythme_d_une_annee_part_du_marche(essai) -> None:
    """Une fois par an : à la date anniversaire, jusqu'à la fin."""
    annuelle = fiche("une", preuves=[{"quoi": ["Bilan."], "qui": "Le titulaire", "quand": "Une fois par an"}])
    [bilan, _] = essai(
        "const e = { ...plein(), debut: '2027-03-15', duree: '24' }; return T.suivis(e, D.lignesDeSuivi(e, compose(e)));",
        annuelle,
    )
    assert (bilan["jour"], bilan["fin"], bilan["tous"]) == ("2028-03-15", "2029-03-15", 12)


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")  # la bibliothèque n’en écrit pas
def test_le_classeur_du_suivi(essai) -> None:
    """Paysage, toutes ses colonnes sur une largeur, son en-tête sur chaque page ; une date est une date, une formule reste un texte."""
    piege = fiche("une", preuves=[{"quoi": ["=1+1"], "qui": "Le titulaire", "quand": "Chaque trimestre"}], titre="=A1")
    octets = essai(
        """
        const e = { ...plein(), nom: "=B2", debut: "2027-01-31", duree: "12" };
        const { nom, contenu } = await dossier.export.fabriquer("suivi", { etat: e, composition: compose(e), plan });
        return [nom, Buffer.from(await contenu.arrayBuffer()).toString("base64")];
    """,
        piege,
    )
    assert octets[0] == "b2-suivi.xlsx"
    classeur = load_workbook(BytesIO(b64decode(octets[1])))
    assert classeur.sheetnames == ["Suivi", "Échéances"]
    for feuille in classeur:
        assert (feuille.page_setup.orientation, feuille.page_setup.fitToHeight) == ("landscape", 0)
        assert feuille.sheet_properties.pageSetUpPr.fitToPage and feuille.print_title_rows == "$3:$3"
        assert not any(case.data_type == "f" for rangee in feuille.rows for case in rangee)
    suivi = [[case.value for case in rangee] for rangee in classeur["Suivi"].rows]
    assert suivi[0][0] == "=B2" and suivi[3][:2] == [datetime(2027, 4, 1), "Recevoir : =1+1"] and suivi[3][5] == "=A1"
    assert len(list(classeur["Échéances"].rows)) == 3 + 5 + 1


def test_chaque_ligne_du_suivi_dit_sa_suite(essai) -> None:
    """La promesse notée renvoie à l'article qui la sanctionne ; une pièce à recevoir ne répète pas la suite du contrôle."""
    lignes = essai(
        "const e = plein(); return D.lignesDeSuivi(e, compose(e)).map((l) => l.map((s) => s.map(({ texte }) => texte).join('')))"
    )
    suites = {quoi.split(" : ")[0]: suite for _, quoi, _, _, suite in lignes}
    assert suites["Recevoir"] == "" and suites["Contrôle"].startswith("Écart constaté")
    assert re.fullmatch(r"Article [\d.]+ du CCAP\.", suites["Vérifier"])


def test_ce_qui_vient_avec_l_offre_ne_se_recoit_plus(essai) -> None:
    """Ni une pièce de l'offre, à quelque niveau que ce soit, ni, pour une lettre, les relevés du texte entier."""
    moments = [
        "Avec l’offre",
        "Avec l’offre ou le devis",
        "Avec l’offre, au niveau avancé",
        "Avec l’offre, puis par an",
    ]
    une = fiche(
        "une",
        {},
        {"piece": "lettre-consultation", "article": "lettre-besoin"},
        preuves=[{"quoi": [moment], "qui": "Le titulaire", "quand": moment} for moment in moments],
        controle={"qui": "Le service", "comment": ["Relit."], "quand": "Chaque année", "suite": []},
    )
    code = """
        const e = plein();
        return [e, E.changer(e, "une", { niveau: "lettre" })].map((etat) =>
          D.lignesDeSuivi(etat, compose(etat)).map(([, quoi]) => quoi.map((m) => m.texte ?? m).join("")));
    """
    assert essai(code, une) == [["Recevoir : Avec l’offre, puis par an", "Contrôle : relit."],
                                 ["Contrôle : «\u00a0Clause une\u00a0» (article 1.1)."]]  # fmt: skip


@pytest.mark.parametrize(
    ("retires", "niveau", "attendu"),
    [([], "base", ["Recevoir : Le relevé.", "Recevoir : Le calcul.", "Contrôle : lire.", "Pénalité."]),
     (["une#t0"], "base", ["Recevoir : Le calcul.", "Contrôle : lire.", "Pénalité."]),
     (["une#t1"], "base", ["Recevoir : Le relevé.", "Recevoir : Le calcul.", "Contrôle : lire.", "Article 1.2 du CCTP."]),
     (["une#t1", "une#t2"], "base", ["Recevoir : Le relevé.", "Contrôle : lire.", "Demande écrite de corriger, puis ce que disent l’article et le CCAG."]),
     ([], "avance", ["Recevoir : Le relevé.", "Contrôle : lire.", "Article 1.2 du CCTP."])],
)  # fmt: skip
def test_le_suivi_oublie_ce_que_le_dossier_a_laisse(essai, retires: list[str], niveau: str, attendu: list[str]) -> None:
    """Sans le texte qui demande un relevé ou une preuve, elle ne se reçoit plus ; d'une sanction absente, l'écart n'annonce que celles qui restent."""
    une = fiche(
        "une", {"nature": "suivi"}, {"nature": "penalite"}, {"nature": "refaction", "niveau": niveau},
        preuves=[{"quoi": ["Le relevé."], "qui": "Le titulaire", "quand": "Chaque année"},
                 {"quoi": ["Le calcul."], "qui": "Le titulaire", "quand": "Chaque année", "textes": ["t9", "t2"]}],
        controle={"qui": "Le service", "comment": ["Lire."], "quand": "Chaque année", "suite": ["Pénalité."]},
    )  # fmt: skip
    code = """const e = { ...plein(), retires: donnees.retires };
      const dire = (suite) => suite.map((m) => m.texte ?? m).join("");
      return D.lignesDeSuivi(e, compose(e)).flatMap(([, quoi, , , suite]) =>
        dire(quoi).startsWith("Contrôle") ? [dire(quoi), dire(suite)] : [dire(quoi)]);"""
    assert essai(code, une, retires=retires) == attendu


def test_markdown_ne_change_pas_les_mots(essai) -> None:
    """Ce qui ressemble à du balisage reste du texte."""
    texte = "1. *gras* _bas_ [lien](x) <b> | # fin"
    ecrit = essai(
        'const e = E.ajouterParagraphe(plein(), "rc-offre", "T", donnees.texte); return nu(textes(e).find(({ cle }) => cle === "p1").blocs)',
        texte=texte,
    )
    assert ecrit.strip().replace("\\", "") == texte and ecrit.startswith("1\\.")


def test_la_note_dit_ce_que_les_textes_pris_demandent(essai) -> None:
    """Le titre d'une clause promet aussi ce qu'un autre niveau demande : la note nomme les textes du dossier, sanctions et relevés à part."""
    une = fiche(
        "une", {"titre": "Pris"}, {"titre": "Plus tard", "niveau": "avance"}, {"titre": "S", "nature": "penalite"}
    )
    code = """const e = plein(), c = compose(e);
      c.parCle.set("socle#une", { source: "socle", article: "cctp-execution", titre: "Commune" });
      const note = dossier.apart.documentsDe(e, c, [], plan, "jour").find(({ nom }) => nom === "note");
      return nu(note.blocs).split("## Ce qui est")[0];"""
    demandes = essai(code, une).split("## ")[1]
    assert re.findall(r"^- (.*)$", demandes, re.MULTILINE) == ["Pris", "Commune"]
