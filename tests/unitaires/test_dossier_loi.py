"""« Mon dossier » : toutes les obligations de l'achat, l'état de chacune, et le texte de la loi dans les documents."""

import re

import pytest

from tests.unitaires.conftest import executer
from tests.unitaires.dossier import BON, DROIT, REPONDU, bloc, fiche, nommee, regle

TRI = regle(
    "tri",
    {"fait": "famille", "op": "est", "valeur": "restauration"},
    satisfait_par=[
        {"nature": None, "pilier": None, "clauses": ["tri"], "familles": []},
        {"nature": "condition-execution", "pilier": "social", "clauses": [], "familles": []},
    ],
    clauses=["ailleurs", "tri", "commune"],
)
CLAUSES = {
    nom: nommee(nom, famille)
    for nom, famille in (("ailleurs", "mobilier"), ("commune", "toutes-familles"), ("tri", "restauration"))
}


@pytest.mark.parametrize(
    ("etat", "attendu"),
    [
        ("famille: 'restauration'", ["obligations-a-ecrire", "bloque", "la-loi"]), ("famille: 'mobilier'", None),
        ("famille: ''", ["a-preciser", "info", "la-loi"]),
        ("famille: 'restauration', cas: { lancement: '2026-01-01' }", None),
        ("famille: 'restauration', cas: { contrat: 'concession' }", ["hors-champ", "attention", "obligations"]),
        ("famille: 'restauration', ailleurs: { tri: 'CCTP, article 4' }", None),
        ("famille: 'mobilier', ecrites: ['tri']", ["loi-de-trop", "attention", "oter-loi"]),
    ],
)  # fmt: skip
def test_les_regles_d_obligations_valent_pour_le_dossier(essai, etat: str, attendu: list | None) -> None:
    """Avec ce que le dossier sait, puis le cas repris : due, hors du temps, hors du champ, à préciser, écrite ailleurs ou de trop."""
    hors = regle("hors", {"fait": "contrat", "op": "est", "valeur": "concession"}, rubrique="hors-champ")
    droit = {**DROIT, "clauses": CLAUSES, "regles": [*DROIT["regles"], TRI, hors]}
    trouves = essai(
        f"return controle({{ ...{REPONDU}, {etat} }}).filter(({{ code }}) => /obligation|preciser|hors|loi/.test(code))",
        BON,
        droit=droit,
    )
    assert [[c["code"], c["gravite"], c["remedes"][-1]["geste"]] for c in trouves] == ([attendu] if attendu else [])
    assert all(trouve["raison"] for trouve in trouves)


TEXTE = {"piece": "CCTP", "article": "cctp-execution", "texte": "Le titulaire trie.\n\nIl pèse."}
CAS_DE_LA_LOI = {
    "due, une clause y répondrait": ({}, "", "a-ecrire"),
    "due, un texte la dit": ({"satisfait_par": [], "textes": [TEXTE]}, "", "a-ecrire"),
    "son texte est pris": ({"textes": [TEXTE]}, "ecrites: ['tri']", "ecrite"),
    "pris, mais elle n’en a plus": ({}, "ecrites: ['tri']", "a-ecrire"),
    "une clause l’écrit": ({"satisfait_par": [{**TRI["satisfait_par"][0], "clauses": ["bonne"]}]}, "", "ecrite"),
    "son seul texte qui en traite est retiré": (
        {"objet": "tri", "satisfait_par": [{**TRI["satisfait_par"][0], "clauses": ["bonne"]}]},
        "retires: ['bonne#t0']",
        "a-ecrire",
    ),
    "une phrase commune porte le nom de son objet": (
        {"objet": "sanction-immediate", "certitude": "incertain"},
        "ccag: 'FCS', socle: ['sanction-immediate']",
        "ecrite",
    ),
    "écrite ailleurs": ({"textes": [TEXTE]}, "ailleurs: { tri: '' }", "ecrite-ailleurs"),
    "un acte suffit": ({"satisfait_par": []}, "", "hors-documents"),
    "un acte suffit, une clause peut l’écrire": ({"facultatif": True}, "", "hors-documents"),
    "incertaine": ({"certitude": "incertain"}, "", "incertaine"),
    "un fait manque": ({"si": [{"fait": "duree", "op": "plus-de", "valeur": 12}]}, "", "a-preciser"),
    "le fait est dit": ({"si": [{"fait": "duree", "op": "plus-de", "valeur": 12}]}, "cas: { duree: '24' }", "a-ecrire"),
    "dispensée": ({"sauf": [{"si": [{"fait": "famille", "op": "est", "valeur": "restauration"}], "motif": "M.", "articles": []}]}, "", "dispensee"),
    "une seule offre": ({"suite": "critere-environnemental"}, "procedure: 'sans-concurrence', sansCriteres: 'oui'", "dispensee"),
}  # fmt: skip


@pytest.mark.parametrize("cas", CAS_DE_LA_LOI)
def test_chaque_obligation_a_un_etat(essai, cas: str) -> None:
    """Aucune n'est invisible : l'état dit ce qui reste à faire, et le texte pris est dans les documents."""
    champs, etat, attendu = CAS_DE_LA_LOI[cas]
    droit = {**DROIT, "clauses": CLAUSES, "regles": [{**TRI, **champs}]}
    code = f"""const e = {{ ...{REPONDU}, famille: 'restauration', {etat} }};
      const composition = C.composer(e, fiches, plan, donnees.droit.regles);
      const {{ obligations: dues }} = V.devoirsDuDossier({{ donnees: donnees.droit, jour: "2026-11-26" }}, e, composition);
      const [une] = dues;
      return [dues.map(({{ etat }}) => etat), (une.par ?? []).every((cle) => composition.parCle.has(cle)),
        composition.parCle.get('loi#tri#0')?.blocs.length ?? 0];"""
    une = {**BON, "textes": [{**BON["textes"][0], "objets": ["tri"]}, *BON["textes"][1:]]}
    assert essai(code, une, droit=droit) == [[attendu], True, 2 if "pris" in cas and champs else 0]


@pytest.mark.parametrize(
    ("pieces", "article"),
    [(["CCTP"], "cctp-execution"), (["CCAP"], "cctp-execution"), (["CCP"], "ccp-execution"), (["lettre-consultation"], "lettre-besoin")],
)  # fmt: skip
def test_le_texte_de_la_loi_va_ou_le_marche_s_ecrit(essai, pieces: list[str], article: str) -> None:
    """Une lettre, un CCP tiennent lieu des autres documents ; sinon, le texte ouvre le sien. Ce qu'il fait remettre, et l'article qui le sanctionne, ont leur ligne au suivi."""
    remise = {"quoi": "Le tableau.", "qui": "Le titulaire", "quand": "Six mois avant la fin du marché"}
    droit = {**DROIT, "regles": [{**TRI, "textes": [{**TEXTE, "texte": "Une pénalité.", "remise": remise}]}]}
    une = fiche("une", *({"piece": p, "article": "", "niveau": "lettre" if "lettre" in p else "base"} for p in pieces))
    niveau = "lettre" if "lettre-consultation" in pieces else "base"
    code = f"""const e = {{ ...E.changer(plein(), "une", {{ niveau: "{niveau}" }}), ecrites: ["tri"] }};
      const fait = C.composer(e, fiches, plan, donnees.droit.regles);
      return [fait.parCle.get("loi#tri#0").article, D.lignesDeSuivi(e, fait).map((ligne) => ligne.map(([un]) => un?.texte)).filter(([, quoi]) => quoi.endsWith("tableau."))];"""
    ligne = [TRI["titre"], "Recevoir : Le tableau.", "Le titulaire", "Six mois avant la fin du marché"]
    place, lignes = essai(code, une, droit=droit)
    assert place == article and [dit[:4] for dit in lignes] == [ligne]
    assert all(re.match(r"Article \d", ecart) for *_, ecart in lignes)


def test_une_lettre_dit_une_regle_une_fois(essai) -> None:
    """Deux textes d'une règle, au règlement et au cahier, ne font dans la lettre qu'un texte, sous un titre ; le sien le sépare. Elle ne se cite pas elle-même."""
    textes = [{"piece": piece, "article": "", "texte": f"Pour le {piece}."} for piece in ("RC", "CCAP")]
    droit = {**DROIT, "regles": [{**TRI, "textes": [*textes, {**textes[1], "titre": "À part"}]}]}
    une = fiche(
        "une", {"piece": "lettre-consultation", "article": "", "niveau": "lettre", "blocs": bloc({"renvoi": "t0"})}
    )
    code = """const e = { ...E.changer(plein(), "une", { niveau: "lettre" }), ecrites: ["tri"] };
      const { pieces } = C.composer(e, fiches, plan, donnees.droit.regles);
      return pieces.flatMap(({ articles }) => articles).flatMap(({ textes }) => textes).filter(({ source }) => source === "loi" || source === "clause")
        .map(({ titre, blocs }) => [titre, blocs.map((bloc) => nu([bloc]).trim())]);"""
    assert essai(code, une, droit=droit) == [
        [TRI["titre"], ["Pour le RC.", "Pour le CCAP."]],
        ["À part", ["Pour le CCAP."]],
        ["Clause une", ["l’article\u00a03.1"]],
    ]


@pytest.mark.parametrize(
    ("debut", "dit"),
    [
        (None, "Base légale : article d’essai ; à ouvrir."),
        ("2026-11-26", "Depuis le 26 novembre 2026 (article d’essai ; à ouvrir)."),
        ("2026-12-26", "À partir du 26 décembre 2026 (article d’essai ; à ouvrir)."),
    ],
)
def test_une_regle_se_date(essai, debut: str | None, dit: str) -> None:
    """La date plancher n'est pas celle du devoir : le dossier donne l'article, et se tait sur le jour ; à venir, il ne dit pas « depuis »."""
    condition = {**TRI, "suite": "condition-environnementale", "commence_le": debut, "a_ouvrir": "à ouvrir"}
    droit = {**DROIT, "clauses": CLAUSES, "regles": [{**condition, "depuis": "2019-04-01"}]}
    code = f"return controle({{ ...{REPONDU}, famille: 'restauration' }}).find(({{ code }}) => code === 'condition-manque')"
    trouve = essai(code, BON, droit=droit)
    assert trouve["raison"] == f"Ce que dit tri. {dit}"
    assert [r.get("id") for r in trouve["remedes"]] == ["tri", "commune", None]


@pytest.mark.parametrize(
    ("familles", "propose"), [(["restauration"], "autre"), (["toutes-familles"], "autre"), (["mobilier"], None)]
)
def test_un_critere_ecrit_pour_une_autre_famille_ne_se_propose_pas(essai, familles: list[str], propose) -> None:
    """Ajouté, il serait aussitôt à retirer."""
    droit = {**DROIT, "clauses": {"autre": nommee("autre", *familles)}}
    code = f"return controle({{ ...{REPONDU}, famille: 'restauration' }}).find(({{ code }}) => code === 'critere-ailleurs').remedes"
    [remede] = essai(code, fiche("une", critere={"id": "autre", "titre": "Autre"}), droit=droit)
    assert remede.get("id") == propose


def test_deux_familles_possibles_ne_disent_que_leur_commun(essai) -> None:
    """Tant que la famille n'est pas choisie, rien de propre à l'une n'est cité ; le choix se propose, et le constat s'en va."""
    commune = regle("commune", satisfait_par=TRI["satisfait_par"])
    droit = {**DROIT, "clauses": CLAUSES, "regles": [TRI, commune]}
    deux = fiche("deux", segments=["restauration", "mobilier"])
    code = f"""return controle({{ ...{REPONDU}, famille: FAMILLE }}).filter(({{ code }}) => /famille-a|obligation|preciser/.test(code))
      .map(({{ code, raison, remedes }}) => [code, raison, remedes.map(({{ id }}) => id)])"""
    dite, choix = essai(code.replace("FAMILLE", "''"), BON, deux, droit=droit)
    assert choix[0] == "famille-a-choisir" and choix[2] == ["restauration", "mobilier"]
    assert dite[1] == "Règle commune."
    for famille, raison in (("restauration", "Règle tri ; Règle commune."), ("mobilier", "Règle commune.")):
        [dite] = essai(code.replace("FAMILLE", f"'{famille}'"), BON, deux, droit=droit)
        assert dite[1] == raison


@pytest.mark.parametrize(
    ("famille", "familles", "etat"),
    [("restauration", ["restauration"], "a-ecrire"), ("restauration", ["mobilier"], "hors-documents"), ("mobilier", ["mobilier"], "a-ecrire")],
)  # fmt: skip
def test_une_reponse_ne_vaut_que_dans_ses_familles(essai, famille: str, familles: list[str], etat: str) -> None:
    """Due dans deux familles, tenue par une clause dans une seule : ailleurs, rien ne l'écrit, et la clause n'est pas proposée."""
    deux = regle("deux", satisfait_par=[{**TRI["satisfait_par"][0], "familles": familles}], clauses=["tri", "commune"])
    droit = {**DROIT, "clauses": CLAUSES, "regles": [deux]}
    code = f"""const e = {{ ...{REPONDU}, famille: '{famille}' }};
      return V.devoirsDuDossier({{ donnees: donnees.droit, jour: "2026-11-26" }}, e, compose(e)).obligations[0].etat"""
    assert essai(code, BON, droit=droit) == etat
    if etat == "a-ecrire":
        assert essai(code, BON, fiche("tri"), droit=droit) == "ecrite", "elle y répond"
    code = "return donnees.familles.map((famille) => obligations.clausesProposees(donnees.regle, famille))"
    rendu = executer(code, regle=deux, familles=[*familles, "voirie", None])
    assert rendu == [["tri", "commune"], ["commune"], ["tri", "commune"]]


@pytest.mark.parametrize(
    ("etat", "tombe"),
    [("", ["tri"]), ("ecrites: ['tri']", []), ("ailleurs: { tri: 'CCTP, article 4' }", [])],
)  # fmt: skip
def test_ce_qui_tombe_avec_un_texte(essai, etat: str, tombe: list[str]) -> None:
    """Le texte de la loi, ou la note de l'acheteur, répond encore quand la clause s'en va."""
    reponse = {**TRI["satisfait_par"][0], "clauses": ["bonne"]}
    droit = {**DROIT, "clauses": CLAUSES, "regles": [{**TRI, "textes": [TEXTE], "satisfait_par": [reponse]}]}
    code = f"""const e = {{ ...{REPONDU}, famille: 'restauration', {etat} }};
      const c = C.composer(e, fiches, plan, donnees.droit.regles);
      const {{ tombent }} = V.devoirsDuDossier({{ donnees: donnees.droit, jour: "2026-11-26" }}, e, c);
      return tombent(["bonne#t0", "bonne#t1"]).map(({{ id }}) => id);"""
    assert essai(code, BON, droit=droit) == tombe


def test_un_texte_de_la_loi_absent_se_dit(essai) -> None:
    """Les règles non lues, ou celle-là disparue : le document ne le porte pas, et rien ne s'exporte sans le dire."""
    code = f"""const e = {{ ...{REPONDU}, ecrites: ["disparue"] }};
      const dire = (devoirs) => controler(e, compose(e), fiches, plan, new Set(), devoirs).filter(({{ code }}) => code === "loi-absente");
      const trois = [null, undefined, {{ donnees: donnees.droit, jour: "2026-11-26" }}].map(dire);
      delete plan.socle;
      return [...trois, dire(undefined)].map(([c]) => [c.gravite, c.titre.split(" ")[0], c.remedes[0].geste]);"""
    attendu = [
        ["bloque", "1", "reessayer"],
        ["bloque", "1", "reessayer"],
        ["bloque", "1", "oter-loi"],
        ["bloque", "Les", "reessayer"],
    ]
    assert essai(code, BON) == attendu
