"""Le bilan d'un marché suivi : ce qui est obtenu dans les indicateurs, et ce que « Mes marchés » en tire."""

from tests.fabrique.marches import ENVIRONNEMENT, RIEN_DE_SOCIAL, RIEN_DU_TOUT, SOCIAL, en_json, marche
from tests.unitaires.conftest import executer
from tests.unitaires.marche import MENAGE, SUIVI
from tests.unitaires.test_mes_marches import lire

INDICATEURS = [
    {"id": "heures", "unite": "%", "par": [], "suite": ["faites", "dues", "/", 100, "*"], "decp": [], "clauses": ["insertion"],
     "termes": {"faites": {"libelle": "Faites.", "suivi": "saisie"}, "dues": {"libelle": "Dues.", "suivi": "saisie"}}},
    {"id": "reemploi", "unite": "%", "par": ["Papier", "Jouets"], "suite": ["verts", "tous", "/"], "decp": [], "clauses": ["produits"],
     "termes": {"verts": {"libelle": "Dépenses vertes.", "suivi": "saisie"}, "tous": {"libelle": "Tout.", "suivi": ""}}},
    {"id": "controles", "unite": "%", "par": [], "suite": ["faits", "prevus", "/", 100, "*"], "decp": [], "clauses": [],
     "termes": {"faits": {"libelle": "", "suivi": "clauses-controlees"}, "prevus": {"libelle": "", "suivi": "clauses-a-controler"}}},
    {"id": "plan", "unite": "%", "par": [], "suite": ["avec", "tous", "/", 100, "*"], "decp": [["considerationsSociales", ["Clause sociale"]]], "clauses": [],
     "termes": {"avec": {"libelle": "", "suivi": "contrat-declare"}, "tous": {"libelle": "", "suivi": "contrat"}}},
    {"id": "seul", "unite": "%", "par": [], "suite": ["n"], "decp": [], "clauses": ["insertion"], "termes": {"n": {"libelle": "", "suivi": "saisie"}}},
    {"id": "autre", "unite": "%", "par": [], "suite": ["x"], "decp": [], "clauses": ["ailleurs"], "termes": {"x": {"libelle": "", "suivi": "saisie"}}},
]  # fmt: skip


def test_le_bilan_additionne_ce_que_les_marches_ont_obtenu() -> None:
    """Une part est celle des sommes ; un marché incomplet n'y est pas ; une clause se compte si tous ses contrôles sont faits, un contrat l'année de sa notification, un zéro saisi, jamais moins."""
    zero, lignes, choix, vide = executer(
        SUIVI
        + """
        const un = (faites, dues, plus) => {
          let s = marche.saisir({ ...suivi, ...plus }, { annee: "2025", indicateur: "heures", famille: "" }, { faites, dues });
          return marche.saisir(s, { annee: "2025", indicateur: "reemploi", famille: "Papier" }, { verts: "1 200,50" });
        };
        const deux = [un("90", "100", { declare: { considerationsSociales: ["Clause sociale"] } }), un("100", "400", {}), un("5", "", { declare: {}, notification: "2024-12-20", debut: "2025-01-01" })];
        for (const [rang, jour] of [[0, "05-01"], [0, "09-01"], [1, "05-01"]]) deux[rang] = marche.noter(deux[rang], `a2|2025-${jour}`, { tenu: "2025-10-02" });
        const ecrit = ({ annee, indicateur, famille, marches, ...l }) => [annee, indicateur.id, famille, marches, marche.enResultat({ indicateur, ...l }).replace(/\\s/g, " ")];
        const zero = ["0", "-9"].map((dit) => marche.saisir(suivi, { annee: "2027", indicateur: "seul", famille: "" }, { n: dit }));
        return [marche.obtenu(zero, donnees.indicateurs, "2026-01-01").map(ecrit)[0], marche.obtenu(deux, donnees.indicateurs, "2026-01-01").map(ecrit), marche.annees(suivi, "2026-03-01"), marche.saisir(un("1", "2"), { annee: "2025", indicateur: "heures", famille: "" }, { faites: " " }).bilan.length];
        """,
        dits=MENAGE,
        plus={},
        indicateurs=INDICATEURS,
    )
    assert lignes == [
        ["2026", "controles", "", 3, "0 %"],
        ["2025", "heures", "", 2, "38 %"],
        ["2025", "reemploi", "Papier", 3, "Dépenses vertes : 3 601,5"],
        ["2025", "controles", "", 3, "33,3 %"],
        ["2025", "plan", "", 2, "50 %"],
        ["2024", "plan", "", 1, "0 %"],
    ]
    assert zero == ["2027", "seul", "", 1, "0 %"]
    assert choix == ["2025", "2026"] and vide == 1


def test_un_marche_suivi_dit_ce_que_son_contrat_ne_declare_pas() -> None:
    """Du même numéro seul, tous ses suivis réunis, depuis que le champ existe ; ce qui est déclaré, ou que le suivi ne porte pas, ne se reproche pas."""
    declare = {ENVIRONNEMENT: ["Clause environnementale"], SOCIAL: [RIEN_DE_SOCIAL]}
    contrats = [marche(nom, **{ENVIRONNEMENT: [RIEN_DU_TOUT]}) for nom in ("F-03", "F-09")]
    contrats.append(marche("F-21", **{ENVIRONNEMENT: [RIEN_DU_TOUT]}, dateNotification="2021-05-01"))
    suivis = [
        {"numero": "F-03", "nom": "Vitres", "declare": {ENVIRONNEMENT: [RIEN_DU_TOUT], SOCIAL: [RIEN_DE_SOCIAL]}},
        *({"numero": numero, "nom": "Ménage", "declare": declare} for numero in ("F-03", "F-21")),
    ]
    lu = lire(en_json(*contrats), suivis=suivis)
    [ecart] = [e for e in lu["corrections"] if e["regle"] == "suivi-autrement"]
    assert (ecart["id"], ecart["champ"], "Clause environnementale." in ecart["remede"]) == ("F-03", ENVIRONNEMENT, True)
