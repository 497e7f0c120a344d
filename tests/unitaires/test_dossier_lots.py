"""« Mon dossier » : une opération de travaux, ses lots, ce qui vaut pour tous et ce qui ne vaut que pour un."""

import re
from typing import Any

import pytest

from tests.unitaires.dossier import DROIT, bloc, fiche, regle

POIDS = {"poids": {"libelle": "Poids", "type": "pourcentage", "defaut": 40, "suffixe": "\u00a0%"}}
ISOLANT = fiche(
    "isolant",
    {"objets": ["isolant"], "blocs": bloc("L’isolant est biosourcé.")},
    {"piece": "CCAP", "article": "ccap-penalites", "nature": "penalite", "plafond": {"valeur": "plafond", "assiette": "lot"},
     "objets": ["isolant"], "blocs": bloc("Il paie, selon ", {"renvoi": "t0"}, ".")},
    {"piece": "RC", "article": "rc-criteres", "nature": "critere-attribution", "critere": "Isolant", "poids": "poids",
     "suivi": [{"promesse": ["p"], "controle": ["c"], "consequence": "t1"}], "cadre": [{"question": ["Lequel ?"], "preuve": ["La fiche"]}]},
    variables={**POIDS, "plafond": {"libelle": "Plafond", "type": "pourcentage", "defaut": 5, "suffixe": "\u00a0%"}}, marches=["travaux"],
)  # fmt: skip
CHANTIER = fiche(
    "chantier",
    {"blocs": bloc("Le chantier est propre."), "documents": 2},
    {"piece": "RC", "article": "rc-criteres", "nature": "critere-attribution", "critere": "Chantier", "poids": "poids",
     "cadre": [{"question": ["Comment ?"], "preuve": ["La note"]}]},
    variables=POIDS, marches=["travaux"],
)  # fmt: skip
OPERATION = """const L1 = { code: "1", nom: "Gros œuvre", famille: "restauration", part: "70" }, L2 = { code: "2", nom: "Étanchéité", famille: "mobilier", part: "30" };
const L3 = { code: "3", nom: "", famille: "", part: "" };
const op = (lots, deLaClause, criteres, plus = {}) => ({ ...plein(), marche: "travaux", procedure: "adaptee", ccag: "Travaux", montant: "100000", duree: "10", lots,
  ...plus, clauses: plein().clauses.map((c) => ({ ...c, ...(deLaClause[c.id] && { lots: deLaClause[c.id] }) })), criteres });
const prix = (...poids) => poids.map(([p, lot]) => ({ nom: "Prix", poids: p, ...(lot && { lot }) }));
const e = op([L1, L2], { isolant: ["2"] }, prix(["60", "1"], ["20", "2"]));
const bilanDe = (e) => { const c = compose(e); return dossier.bilan.bilan(e, c, V.devoirsDuDossier({ donnees: donnees.droit, jour: "2026-11-26" }, e, c), plan); };
"""


@pytest.fixture
def operation(essai):
    return lambda code, **donnees: essai(OPERATION + code, ISOLANT, CHANTIER, **donnees)


def test_chaque_lot_declare_ses_propres_textes(operation) -> None:
    dit = operation("""const c = compose(e);
      return nu(Q.aDeclarer({ ...c, retenus: c.retenus.map((r) => (r.fiche.id === "isolant" ? { ...r, texte: { ...r.texte, decp: { considerationsSociales: ["Clause sociale"] } } } : r)) }, plan));""")
    un, deux = dit.split("**Lot n°\u00a02, Étanchéité**")
    assert "**Lot n°\u00a01, Gros œuvre**" in un and "Pas de considération sociale" in un and "Clause sociale" in deux


def test_chaque_lot_a_ses_pieces(operation) -> None:
    """Un règlement et un cahier administratif communs ; chaque lot a son cahier technique et son cadre, nommés à l'archive, et son tableau de critères."""
    pieces, textes, codes = operation("""const c = compose(e);
      return [Object.fromEntries(c.pieces.map((p) => [p.code, p.libelle])), Object.fromEntries([...c.parCle].map(([cle, t]) => [cle, nu(t.blocs)])), codes(e)];""")
    assert list(pieces) == [
        "RC", "CCAP", "CCTP", "cctp-lot-2", "cadre-reponse-lot-1", "cadre-reponse-lot-2",
    ]  # fmt: skip
    assert pieces["CCTP"].endswith("commun aux lots") and pieces["cctp-lot-2"].endswith(", lot n°\u00a02, Étanchéité")
    assert "**Lot n°\u00a02, Étanchéité**\n\n| Critère | Poids |" in textes["criteres"]
    un, deux = textes["criteres"].split("**Lot n°\u00a02")
    assert (
        "Prix | 60" in un and "Isolant" not in un and "Prix | 20" in deux and "Isolant" in deux and "Chantier" in deux
    )
    assert textes["isolant#t0"] == "L’isolant est biosourcé.\n"
    assert textes["isolant#t1"].startswith("Pour le lot n°\u00a02\u00a0:\n\nIl paie, selon l’article\u00a01.1 ")
    assert textes["isolant#t1"].endswith("du lot n°\u00a02.\n") and "Pour" not in textes["chantier#t0"]
    assert {cle for cle in textes if cle.startswith("cadre#")} == {
        "cadre#isolant#t2#lot-2", "cadre#chantier#t1#lot-1", "cadre#chantier#t1#lot-2",
    }  # fmt: skip
    assert "poids-total" not in codes and codes.count("lot-sans-cahier") == 1


@pytest.mark.parametrize(
    ("change", "attendu"),
    [
        ("e", {"CCTP": 1, "cctp-lot-2": 1}),
        ("op([L1, L2, L3], { isolant: ['2', '3'] }, [])", {"CCTP": 2}),  # de deux lots : écrit une fois, au cahier commun
        ("op([L1, L2], { isolant: ['1', '2'] }, [])", {"CCTP": 2}),
        ("op([L1], { isolant: ['1'] }, [])", {"CCTP": 2}),
        ("{ ...e, marche: 'services' }", {"CCTP": 2}),
        ("{ ...e, procedure: 'petit-achat' }", {"CCTP": 2}),
    ],
)  # fmt: skip
def test_un_texte_n_est_ecrit_qu_une_fois(operation, change: str, attendu: dict[str, int]) -> None:
    rendu = operation(f"""return Object.fromEntries(compose({change}).pieces.filter(({{ genre }}) => genre === "CCTP")
      .map((p) => [p.code, p.articles.flatMap(({{ textes }}) => textes).length]));""")
    assert rendu == attendu


@pytest.mark.parametrize(
    ("lots", "familles", "attendu"),
    [("{ isolant: ['2'] }", [], "cctp-lot-2"), ("{}", ["mobilier"], "cctp-lot-2"), ("{}", [], "CCTP"), ("{}", ["autre"], None)],
)  # fmt: skip
def test_une_phrase_commune_va_aux_lots_qui_l_appellent(essai, lots: str, familles: list[str], attendu: str) -> None:
    """Ceux de la clause, et dont elle vaut pour la famille : un autre lot n'a pas à la lire."""
    code = f"""{OPERATION} const phrase = {{ titre: "Routes", piece: "CCTP", article: "cctp-exigences", blocs: [], deroge: {{}}, familles: {familles} }};
      return C.composer(op([L1, L2], {lots}, []), fiches, {{ ...plan, socle: {{ routes: phrase }} }}).parCle.get("socle#routes")?.piece ?? null;"""
    assert (
        essai(code, {**ISOLANT, "ccag": {"cahiers": [], "deroge": [{"socle": "routes", "textes": ["t0"]}]}}) == attendu
    )


def test_le_bilan_compte_chaque_lot(operation) -> None:
    """Les valeurs simples sont celles du lot le plus lourd ; les documents de toute l'opération ; hors travaux, aucun lot."""
    b, ecarts, seul, services = operation("""const b = bilanDe(e);
      return [b, dossier.bilan.depassements(b, "").map(({ quoi, lot }) => [quoi, lot ?? ""]), bilanDe(op([], {}, [])).lots.length,
        bilanDe({ ...e, marche: "services" }).lots];""")
    un, deux = b["lots"]
    assert un == {"code": "1", "criteres": 1, "elements": 0, "poids": {"prix": 60, "environnement": 40, "social": 0, "autres": 0}, "plafond_commun": 0}  # fmt: skip
    assert (deux["criteres"], deux["elements"], deux["poids"]["environnement"], deux["plafond_commun"]) == (2, 1, 80, 5)
    assert {nom: b[nom] for nom in deux if nom != "code"} == {nom: v for nom, v in deux.items() if nom != "code"}
    assert b["documents_par_an"] == 4 and set(b["mots"]) > {"cctp-lot-2"}
    assert ["environnement", "1"] in ecarts and ["environnement", "2"] in ecarts and ["prix", "2"] in ecarts
    assert ["prix", "1"] not in ecarts and (seul, services) == (1, [])


COMMUN, DU_LOT = (
    "Il paie, selon l’article 1.1 du CCTP commun aux lots.",
    "Pour le lot n° 2 : Il paie, selon l’article 1.1 du CCTP du lot n° 2.",
)


@pytest.mark.parametrize(
    ("lots", "lus"), [("{ isolant: ['1'], double: ['2'] }", [DU_LOT]), ("{ isolant: ['1'] }", [DU_LOT, COMMUN])]
)
def test_les_mots_et_le_suivi_sont_ceux_que_lit_une_entreprise(essai, lots: str, lus: list[str]) -> None:
    """Ce qui n'est qu'à un autre lot n'alourdit pas le sien, même écrit dans la pièce commune."""
    b = essai(f"{OPERATION} return bilanDe(op([L1, L2], {lots}, []));", ISOLANT, {**ISOLANT, "id": "double"})
    assert b["lignes_de_suivi"] == len(lus)
    assert b["mots"]["CCAP"] == sum(len(re.findall(r"[\w’.°]+", texte)) for texte in lus)


@pytest.mark.parametrize(
    ("lots", "dit"),
    [("{}", "[Pénalité]"), ("{ isolant: ['2'] }", "3 000 €"), ("{ isolant: ['1', '2'] }", "3 000 €"), ("{ isolant: ['2', '3'] }", "[Pénalité]")],
)  # fmt: skip
def test_une_valeur_se_calcule_au_montant_de_ses_lots(essai, lots: str, dit: str) -> None:
    """Du plus petit, d'après leurs parts ; inconnu, si l'un n'a pas dit la sienne. Un plafond en euros se compare au montant de son lot."""
    variables = {
        "montant": {"libelle": "Montant", "type": "montant", "partagee": "montant-marche"},
        "penalite": {"libelle": "Pénalité", "type": "montant", "suffixe": "\u00a0€", "calcul": {"suite": ["montant", 0.1, "*"]}},
    }  # fmt: skip
    calculee = fiche(
        "isolant",
        {"blocs": bloc({"variable": "penalite"}), "plafond": {"valeur": "penalite", "assiette": "lot"}},
        variables=variables, marches=["travaux"],
    )  # fmt: skip
    texte, plafond = essai(f"{OPERATION} const e3 = op([L1, L2, L3], {lots}, []); return [textes(e3)[0].blocs.at(-1).suite[0].texte, bilanDe(e3).plafond_commun];", calculee)  # fmt: skip
    assert texte.replace("\u202f", " ").replace("\u00a0", " ") == dit
    assert plafond == (10 if dit == "3 000 €" else 0)


@pytest.mark.parametrize(
    ("parts", "dit", "montant"),
    [
        (["33,333", "66,667"], "", "33333"), (["30 %", "70"], "", "30000"), (["70", ""], "", "70000"),
        (["33,33", "66,6"], "", "33330"), (["90", "90"], "font 180\u00a0%", "90000"), (["20", "30"], "font 50\u00a0%", "20000"),
        (["-5", "105"], "part du lot n°\u00a01 ne se lit pas", ""), (["abc", "100"], "lot n°\u00a01", ""), (["50", "250"], "lot n°\u00a02", "50000"),
    ],
)  # fmt: skip
def test_une_part_se_relit_ou_se_dit(operation, parts: list[str], dit: str, montant: str) -> None:
    """Telle qu'elle est saisie, d'une page à l'autre ; impossible, aucun montant ne s'en calcule, et c'est à régler."""
    lus, titres, calcule = operation("""const avec = { ...e, lots: [L1, L2].map((lot, rang) => ({ ...lot, part: donnees.parts[rang] })) };
      return [L.lire(avec).etat.lots.map(({ part }) => part), controle(avec).filter(({ code }) => code === "parts-fausses").map(({ gravite, titre }) => `${gravite} ${titre}`),
        dossier.lots.auMontantDe(avec, avec.lots.slice(0, 1)).montant];""", parts=parts)  # fmt: skip
    assert lus == parts and calcule == montant
    assert dit in titres[0] and titres[0].startswith("bloque") if dit else titres == []


@pytest.mark.parametrize(
    ("lots", "attendu"),
    [
        ("{ isolant: ['1'], double: ['1'] }", ["isolant"]),
        ("{ isolant: ['1'], double: ['2'] }", []),
        ("{ double: ['2'] }", ["isolant"]),
        ("{}", ["isolant"]),
    ],
)  # fmt: skip
def test_un_objet_ne_se_double_que_dans_un_meme_lot(essai, lots: str, attendu: list[str]) -> None:
    """Ou dans les textes communs, qui valent pour tous."""
    double = {**ISOLANT, "id": "double"}
    rendu = essai(f"{OPERATION} return bilanDe(op([L1, L2], {lots}, [])).objets_doubles;", ISOLANT, double)
    assert rendu == attendu


@pytest.mark.parametrize(
    ("lots", "attendus"),
    [("{ une: ['1'], deux: ['2'] }", []), ("{ une: ['1'] }", ["incompatibles", "titre-double"]), ("{}", ["incompatibles", "titre-double"])],
)  # fmt: skip
def test_deux_clauses_ne_se_contredisent_que_dans_un_meme_lot(essai, lots: str, attendus: list[str]) -> None:
    """Ni leurs exigences, ni leurs titres ; la pièce où ils sont est commune."""
    suivi = {"piece": "CCAP", "article": "ccap-suivi", "titre": "Suivi"}
    une = fiche("une", suivi, incompatible=[{"id": "deux", "titre": "Deux"}], marches=["travaux"])
    deux = fiche("deux", {**suivi, "titre": "suivi "}, marches=["travaux"])
    dits = essai(f"{OPERATION} return codes(op([L1, L2], {lots}, prix(['100'])));", une, deux)
    assert [code for code in dits if code in ("incompatibles", "titre-double")] == attendus


@pytest.mark.parametrize(
    ("criteres", "deux", "reste"),
    [
        ("[...prix(['20', '2']), { nom: 'Délai', poids: '60', lot: '1' }]", "['2']", []),  # le lot 1 sans prix, le lot 2 juste
        ("[...prix(['10']), { nom: 'Délai', poids: '5', lot: '2' }]", "[]", []),  # un prix de tous les lots, deux totaux faux
        ("[...prix(['10']), { nom: 'Délai', poids: '60', lot: '2' }]", "[]", ["poids-total", "poids-total"]),  # rien ne lui resterait au lot 2
        ("[]", "['2']", ["poids-total"]),  # le prix seul ne classe pas le lot 1
    ],
)  # fmt: skip
def test_le_prix_ne_prend_que_ce_qui_reste_a_son_lot(essai, criteres: str, deux: str, reste: list[str]) -> None:
    """« Laisser au prix ce qui reste » ne défait pas un autre lot."""
    rendu = essai(f"""{OPERATION} const page = {{ etat: op([L1, L2], {{ isolant: ['2'], chantier: {deux} }}, {criteres}), prendre(etat) {{ page.etat = etat; }} }};
      const faux = () => {{ page.composition = compose(page.etat); return controle(page.etat).filter(({{ code }}) => code.startsWith("poids")); }};
      for (let n = 0; n < 4; n++) {{
        const remede = faux().flatMap(({{ remedes }}) => remedes).find(({{ geste }}) => geste === "prix" || geste === "reste");
        if (remede) await dossier.gestes.faire(page, remede);
      }}
      return faux().map(({{ code }}) => code);""", ISOLANT, CHANTIER)  # fmt: skip
    assert rendu == reste


def test_chaque_lot_est_un_marche_pour_la_loi(operation) -> None:
    """Ce que la famille d'un lot demande est dû à l'opération ; ce qu'un lot n'écrit pas manque à ce lot, et le montant est celui de l'opération."""
    mobilier = regle("m", {"fait": "famille", "op": "est", "valeur": "mobilier"})
    rendu = operation("""const juge = (e) => Object.fromEntries(V.devoirsDuDossier({ donnees: donnees.droit, jour: "2026-11-26" }, e, compose(e))
        .obligations.map((une) => [une.regle.id, [une.etat, une.lots ?? []]]));
      const sans = (id) => ({ ...e, clauses: e.clauses.filter((c) => c.id !== id) });
      return [juge(e), juge(sans("chantier"))];""", droit={**DROIT, "regles": [*DROIT["regles"], mobilier]})  # fmt: skip
    entier, un = rendu
    assert entier["c"] == ["ecrite", []] and entier["m"] == ["hors-documents", ["2"]]
    assert un["c"] == ["a-ecrire", ["1"]] and un["k"] == ["a-ecrire", ["1"]]


@pytest.mark.parametrize(
    ("piece", "apres", "place"),
    [
        ("CCAP", "ecrite", ["CCAP", "Pour le lot n°\u00a02\u00a0:\n\nTexte.\n", ["2"], []]),
        ("CCTP", "ecrite", ["cctp-lot-2", "Texte.\n", ["2"], []]),
        ("CCAP", "P.deFichier(P.enFichier(ecrite)).etat", ["CCAP", "Pour le lot n°\u00a02\u00a0:\n\nTexte.\n", ["2"], []]),
        ("CCAP", "deLot1(ecrite)", ["CCAP", "Pour le lot n°\u00a02\u00a0:\n\nTexte.\n", ["2"], ["1"]]),
        ("CCAP", "E.ecrireLaLoi(deLot1(ecrite), dus(deLot1(ecrite)))", ["CCAP", "Texte.\n", ["2", "1"], []]),
        ("CCAP", "R.retirerLot(ecrite, '2').etat", ["", "\n", None, []]),
        ("CCAP", "(({ etat, defaire }) => defaire(dossier.lots.ajouterLot(etat)))(R.retirerLot(ecrite, '2'))", ["CCAP", "Pour le lot n°\u00a03\u00a0:\n\nTexte.\n", ["3"], []]),
        ("CCAP", "L.lire({ ...ecrite, lots: [L1, L3] }).etat", ["", "\n", None, []]),
        ("CCAP", "{ ...ecrite, lots: [] }", ["CCAP", "Texte.\n", ["2"], []]),
    ],
)  # fmt: skip
def test_un_texte_de_loi_ne_s_ecrit_que_pour_les_lots_qui_le_doivent(
    operation, piece: str, apres: str, place: list
) -> None:
    """Dû à un lot, il est à ses pièces, ou dit pour qui il vaut ; un autre lot qui le doit ensuite n'en est pas quitte, et s'y ajoute."""
    article = "ccap-penalites" if piece == "CCAP" else "cctp-exigences"
    textes = [{"piece": piece, "article": article, "titre": "Le sien", "texte": "Texte."}]
    mobilier = regle("m", {"fait": "famille", "op": "est", "valeur": "mobilier"}, textes=textes)
    rendu = operation(f"""const loi = {{ donnees: donnees.droit, jour: "2026-11-26" }};
      const lu = (e) => C.composer(e, fiches, plan, donnees.droit.regles);
      const dus = (e) => V.devoirsDuDossier(loi, e, lu(e)).obligations.filter(({{ regle, etat }}) => regle.id === "m" && etat === "a-ecrire");
      const deLot1 = (e) => ({{ ...e, lots: [{{ ...L1, famille: "mobilier" }}, L2] }});
      const ecrite = E.ecrireLaLoi(e, dus(e));
      const fini = {apres};
      const texte = lu(fini).parCle.get("loi#m#0");
      return [texte?.titre === "Le sien" ? texte.piece : "", nu(texte?.blocs ?? []), fini.loiDesLots.m, dus(fini).flatMap(({{ lots }}) => lots ?? ["1", "2"])];""",
      droit={**DROIT, "regles": [*DROIT["regles"], mobilier]})  # fmt: skip
    assert rendu == place


@pytest.mark.parametrize(
    ("geste", "lots", "clauses"),
    [
        ("LT.ajouterLot(op([], {}, []))", ["1", "2"], {"isolant": [], "chantier": []}),
        ("LT.ajouterLot(e)", ["1", "2", "3"], {"isolant": ["2"], "chantier": []}),
        ("LT.mettreAuxLots(e, 'isolant', [])", ["1", "2"], {"isolant": [], "chantier": []}),
        ("R.retirerLot(e, '2').etat", ["1"], {"chantier": []}),
        ("R.retirerLot(e, '1').etat", ["2"], {"isolant": ["2"], "chantier": []}),
        ("R.retirerLot(op([L1, L2, L3], { isolant: ['1', '2'] }, prix(['60', '2'])), '2').etat", ["1", "3"], {"isolant": ["1"], "chantier": []}),
        ("annuler(e, '2')", ["1", "2"], {"isolant": ["2"], "chantier": []}),
        ("annuler(op([L1, L2, L3], { isolant: ['1', '2'] }, []), '2')", ["1", "2", "3"], {"isolant": ["1", "2"], "chantier": []}),
        ("annuler(e, '2', LT.ajouterLot)", ["1", "3", "2"], {"isolant": ["3"], "chantier": []}),
        ("(await P.deFragment('#' + await P.enFragment(e))).etat", ["1", "2"], {"isolant": ["2"], "chantier": []}),
        ("P.deFichier(P.enFichier(e)).etat", ["1", "2"], {"isolant": ["2"], "chantier": []}),
        ("L.lire({ ...e, lots: [L1, L1, { code: '<b>' }, 3, L2], clauses: [{ id: 'isolant', lots: ['2', '9', 7] }] }).etat", ["1", "2"], {"isolant": ["2"]}),
        ("L.lire({ ...e, lots: [{ code: 1 }, { ...L1, part: 70 }, { code: ['3'], famille: ['a'], part: ['5'] }] }).etat", ["1"], {"isolant": [], "chantier": []}),
        ("L.lire({ ...e, lots: 'x' }).etat", [], {"isolant": [], "chantier": []}),
    ],
)  # fmt: skip
def test_un_geste_sur_les_lots(operation, geste: str, lots: list[str], clauses: dict[str, Any]) -> None:
    """Un lot retiré emporte ce qui n'était qu'à lui ; annulé, tout revient ; un lien et un fichier gardent les lots qui se lisent."""
    rendu = operation(f"""const LT = dossier.lots; const annuler = (e, code, puis = (x) => x) => {{ const {{ etat, defaire }} = R.retirerLot(e, code); return defaire(puis(etat)); }};
      const rendu = {geste};
      return [rendu.lots.map(({{ code }}) => code), Object.fromEntries(rendu.clauses.map(({{ id, lots }}) => [id, lots ?? []])),
        rendu.criteres.every(({{ lot }}) => !lot || rendu.lots.some(({{ code }}) => code === lot)), rendu.criteres.filter(({{ lot }}) => lot).length];""")
    assert rendu[:3] == [lots, clauses, True] and (rendu[3] == 2 or "annuler(e" not in geste)


def test_un_lot_seul_donne_son_nom_au_dossier(operation) -> None:
    """Et le reprend dès qu'un autre vient, ou revient."""
    dits, noms = operation("""const { etat, defaire } = R.retirerLot({ ...e, lot: "" }, "2"), LT = dossier.lots;
      const tous = [etat, LT.ajouterLot({ ...etat, lot: "Maçonnerie" }), defaire({ ...etat, lot: "Maçonnerie" })];
      return [D.lesFaitsDits(compose(etat), plan).filter(([quoi]) => quoi === "Lot"), tous.map(({ lot, lots }) => [lot, ...lots.map(({ nom }) => nom)])];""")
    assert dits == [["Lot", "Gros œuvre"]]
    assert [noms[0][0], *noms[1:]] == ["Gros œuvre", ["", "Maçonnerie", ""], ["", "Maçonnerie", "Étanchéité"]]
