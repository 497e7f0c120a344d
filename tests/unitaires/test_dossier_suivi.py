"""« Mon dossier » : le suivi, ses dates, ses tableaux ; le Markdown."""

import re

import pytest

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


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t", "\r"])
def test_une_case_n_est_jamais_une_formule(essai, debut: str) -> None:
    ecrit = essai("return W.caseDeTableur(donnees.texte)", texte=f'{debut}1+"2"')
    assert ecrit == f'"\'{debut}1+""2"""'


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
    code = "const { jours, mois } = W.delai(donnees.quand); return [W.rythme(donnees.quand), [jours, mois]]"
    assert essai(code, quand=quand) == [rythme, delai]


def test_les_dates_du_suivi(essai) -> None:
    """Le trimestre est celui de l'année civile, le dernier compris ; l'objet dit quoi faire ; au plus 75 octets par ligne."""
    ics, rendez_vous, rien = essai("""
        const e = { ...plein(), debut: "2027-01-31", duree: "24" };
        return [W.enIcs(e, compose(e), "20261126T120000Z"), W.rendezVous(e, compose(e)), W.rendezVous(plein(), compose(plein()))];
    """)
    assert rien == []
    [releve, controle, *_, bilan] = rendez_vous
    assert releve["titre"].startswith("Recevoir : Relevé trimestriel") and controle["titre"].startswith(
        "Contrôle : rapproche"
    )
    assert (releve["jour"], releve["fin"], releve["tous"]) == ("2027-04-15", "2029-04-15", 3)
    assert (controle["jour"], controle["fin"]) == ("2027-04-01", "2029-04-01")
    assert "En cas d’écart : Écart constaté" in controle["texte"] and "En cas d’écart" not in releve["texte"]
    assert (bilan["jour"], bilan["tous"]) == ("2028-10-31", 0)
    assert "DTSTART;VALUE=DATE:20270415" in ics and "INTERVAL=3;UNTIL=20290415" in ics
    assert all(len(ligne.encode()) <= 75 for ligne in ics.split("\r\n"))


def test_le_rythme_d_une_annee_part_du_marche(essai) -> None:
    """Une fois par an : à la date anniversaire, jusqu'à la fin."""
    annuelle = fiche("une", preuves=[{"quoi": ["Bilan."], "qui": "Le titulaire", "quand": "Une fois par an"}])
    [bilan, _] = essai(
        "const e = { ...plein(), debut: '2027-03-15', duree: '24' }; return W.rendezVous(e, compose(e));", annuelle
    )
    assert (bilan["jour"], bilan["fin"], bilan["tous"]) == ("2028-03-15", "2029-03-15", 12)


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
    assert essai(code, une) == [["Recevoir : Avec l’offre, puis par an", "Contrôle : relit."], ["Contrôle : relit."]]


@pytest.mark.parametrize(
    ("retires", "attendu"),
    [([], ["Recevoir : Le relevé.", "Contrôle : lire.", "Pénalité."]), (["une#t0"], ["Contrôle : lire.", "Pénalité."]),
     (["une#t1"], ["Recevoir : Le relevé.", "Contrôle : lire.", ""])],
)  # fmt: skip
def test_le_suivi_oublie_ce_que_le_dossier_a_laisse(essai, retires: list[str], attendu: list[str]) -> None:
    """Sans le texte qui demande un relevé, il ne se reçoit plus ; sans sanction, l'écart n'en annonce pas."""
    une = fiche(
        "une", {"nature": "suivi"}, {"nature": "penalite"}, {},
        preuves=[{"quoi": ["Le relevé."], "qui": "Le titulaire", "quand": "Chaque année"}],
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
