"""« Contrôle du dossier » : chaque constat, sa raison, son remède."""

import pytest

from tests.unitaires.conftest import executer
from tests.unitaires.dossier import BON, DROIT, REPONDU, bloc, fiche, regle


def test_un_dossier_juste_n_a_rien_a_regler(essai) -> None:
    assert essai(f"return codes({REPONDU})", BON) == ["proposees"]


@pytest.mark.parametrize(
    ("code", "fiches", "etat"),
    [
        ("questions", [BON], "plein()"),
        ("condition-manque", [fiche("une", {"piece": "CCAP", "nature": "penalite"})], REPONDU),
        ("critere-manque", [fiche("une")], REPONDU),
        ("sociale-manque", [BON], f'({{ ...{REPONDU}, procedure: "formalisee" }})'),
        ("poids-total", [BON], f"({{ ...{REPONDU}, criteres: [] }})"),
        ("poids-total", [BON], f'({{ ...{REPONDU}, criteres: [{{ nom: "Prix", poids: "59,5" }}] }})'),
        ("poids-manque", [BON], f'({{ ...{REPONDU}, criteres: [{{ nom: "Prix", poids: "" }}] }})'),
        ("critere-sans-nom", [BON], f'({{ ...{REPONDU}, criteres: [{{ nom: " ", poids: "60" }}] }})'),
        ("poids-nul", [BON], f'({{ ...{REPONDU}, criteres: [{{ nom: "Prix", poids: "90" }}, {{ nom: "Autre", poids: "-30" }}] }})'),
        ("incompatibles", [BON, fiche("une", incompatible=[{"id": "bonne", "titre": "Bonne"}])], REPONDU),
        ("renvoi-perdu", [fiche("une", {"blocs": bloc({"renvoi": "absent"})})], REPONDU),
        ("critere-seul", [fiche("une", {"nature": "critere-attribution", "critere": "C"})], REPONDU),
        ("promesse-sans-suite", [fiche("une", {"critere": "C", "nature": "critere-attribution",
                                               "suivi": [{"promesse": [], "controle": [], "consequence": "x"}]})], REPONDU),
        ("clause-a-revoir", [fiche("une", revoir=["Elle cite un texte abrogé."])], REPONDU),
        ("clause-retiree", [fiche("une", retiree=True)], REPONDU),
        ("clause-modifiee", [fiche("une")], f'E.changer({REPONDU}, "une", {{ version: "2026-01-01.bbbbbbbb" }})'),
        ("blancs", [fiche("une", {"blocs": bloc({"variable": "v"})}, variables={"v": {"libelle": "V", "type": "texte"}})], REPONDU),
        ("bornes", [BON], f'E.ecrireValeur({REPONDU}, donnees.fiches[0], "poids", "99")'),
        ("rien-a-ce-niveau", [fiche("une")], f'E.changer({REPONDU}, "une", {{ niveau: "lettre" }})'),
        ("autre-marche", [fiche("une", marches=["travaux"])], REPONDU),
        ("autre-famille", [fiche("une", segments=["mobilier"])], f'({{ ...{REPONDU}, famille: "restauration" }})'),
        ("autre-ccag", [fiche("une", ccag={"cahiers": ["Travaux"], "deroge": []})], REPONDU),
        ("ccag-cite", [fiche("une", {"ccag": ["Travaux"]})], REPONDU),
        ("trop-lourde", [fiche("une", tailles=["grande"])], f'({{ ...{REPONDU}, acheteur: "petite" }})'),
        ("textes-retires", [BON], f'R.retirerTexte({REPONDU}, "bonne#t0").etat'),
        ("critere-ailleurs", [fiche("une", critere={"id": "autre", "titre": "Autre"})], REPONDU),
        ("niveau-lourd", [BON], f'E.changer(({{ ...{REPONDU}, acheteur: "petite" }}), "bonne", {{ niveau: "avance" }})'),
    ],
)  # fmt: skip
def test_chaque_constat(essai, code: str, fiches: list, etat: str) -> None:
    """Chacun se lève sur le dossier qui le mérite, avec une raison et un remède ; et pas sur le dossier juste."""
    assert code not in essai(f"return codes({REPONDU})", BON)
    trouves = {c["code"]: c for c in essai(f"return controle({etat})", *fiches)}
    assert code in trouves, list(trouves)
    assert trouves[code]["raison"] and trouves[code]["remedes"]


def test_un_critere_tenu_par_une_autre_clause_du_meme_pilier(essai) -> None:
    """Une condition d'un autre pilier ne porte pas ce qui est noté."""
    seul = fiche("une", {"nature": "critere-attribution", "critere": "C"})
    code = f"return codes({REPONDU}).includes('critere-seul')"
    assert essai(code, seul, fiche("deux", {"piliers": ["social"]})) is True
    assert essai(code, seul, fiche("deux")) is False


TRI = regle(
    "tri",
    {"fait": "famille", "op": "est", "valeur": "restauration"},
    satisfait_par=[{"nature": None, "pilier": None, "clauses": ["tri"], "familles": []}],
    clauses=["ailleurs", "tri", "commune"],
)
CLAUSES = {
    nom: {"titre": f"Clause {nom}", "familles": [famille], "marches": ["services"]}
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
    "écrite ailleurs": ({"textes": [TEXTE]}, "ailleurs: { tri: '' }", "ecrite-ailleurs"),
    "un acte suffit": ({"satisfait_par": []}, "", "hors-documents"),
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
    assert essai(code, BON, droit=droit) == [[attendu], True, 2 if "pris" in cas and champs else 0]


@pytest.mark.parametrize(
    ("pieces", "article"),
    [(["CCTP"], "cctp-execution"), (["CCAP"], "cctp-execution"), (["CCP"], "ccp-execution"), (["lettre-consultation"], "lettre-besoin")],
)  # fmt: skip
def test_le_texte_de_la_loi_va_ou_le_marche_s_ecrit(essai, pieces: list[str], article: str) -> None:
    """Une lettre, un CCP tiennent lieu des autres documents ; sinon, le texte ouvre le sien."""
    droit = {**DROIT, "regles": [{**TRI, "textes": [TEXTE]}]}
    une = fiche("une", *({"piece": p, "article": "", "niveau": "lettre" if "lettre" in p else "base"} for p in pieces))
    niveau = "lettre" if "lettre-consultation" in pieces else "base"
    code = f"""const e = {{ ...E.changer(plein(), "une", {{ niveau: "{niveau}" }}), ecrites: ["tri"] }};
      return C.composer(e, fiches, plan, donnees.droit.regles).parCle.get("loi#tri#0").article;"""
    assert essai(code, une, droit=droit) == article


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


def test_le_montant_passe_avant_la_procedure_dite(essai) -> None:
    """La procédure dite tient lieu de montant ; le montant connu, c'est lui qui compte."""
    code = f"return codes({{ ...{REPONDU}, ETAT }}).filter((c) => /manque/.test(c))"
    seule = fiche("une", {"piece": "CCAP", "nature": "penalite"})
    for montant, manquent in {
        "": ["condition", "critere"],
        "5000": [],
        "250000": ["condition", "critere", "sociale"],
    }.items():
        trouvees = essai(code.replace("ETAT", f"procedure: 'adaptee', montant: '{montant}'"), seule)
        assert trouvees == [f"{quoi}-manque" for quoi in manquent]


def test_des_regles_absentes_se_disent(essai) -> None:
    [absent] = essai(
        f"const e = {REPONDU}; return K.controler(e, compose(e), fiches, plan, new Set(), null).filter(({{ code }}) => code === 'droit-absent')",
        BON,
    )
    assert absent["gravite"] == "attention" and absent["remedes"][0]["geste"] == "reessayer"


def test_un_cas_repris_de_que_dois_je_mettre(essai) -> None:
    """Ce que les deux pages demandent va aux réponses du dossier, procédure comprise ; le reste est gardé, et revient dans un lien."""
    repris, reponses, relu = essai("""
        const { etat: e } = V.reprendreLeCas(donnees.droit, plein(), { marche: "services", famille: "restauration", montant: "199 000,5",
          duree: "24", acheteur: "etat", ccag: "non" });
        const relu = (await P.deFragment("#" + await P.enFragment(e))).etat;
        return [[e.marche, e.famille, e.montant, e.duree, e.procedure, e.ccag, e.cas], V.reponsesDuDossier(e, compose(e).faits), relu.cas];
    """)  # fmt: skip
    a_part = {"acheteur": "etat", "ccag": "non"}
    assert repris == ["services", "restauration", "199000.5", "24", "adaptee", "aucun", a_part]
    assert reponses["acheteur"] == "etat" and reponses["montant"] == "199000.5" and reponses["ccag"] == "non"
    assert relu == a_part


def test_un_cas_repris_n_ecrase_rien(essai) -> None:
    """Ce que le dossier disait reste, et se dit ; une clause ajoutée d'un cas ne change pas non plus le cas d'avant."""
    repris, gardees, complete = essai("""
        const avant = { ...plein(), montant: "5000", famille: "restauration", cas: { acheteur: "etat" } };
        const cas = { marche: "travaux", famille: "restauration", montant: "70000", acheteur: "collectivites", lots: "2" };
        const { etat: e, gardees } = V.reprendreLeCas(donnees.droit, avant, cas);
        return [[e.marche, e.montant, e.cas.acheteur], gardees, V.completerLeCas(donnees.droit, avant, cas).cas];
    """)
    assert repris == ["travaux", "5000", "collectivites"] and gardees == ["montant"]
    assert complete == {"acheteur": "etat", "lots": "2"}


@pytest.mark.parametrize(
    ("cas", "procedure"),
    [
        ({"montant": "59999"}, "petit-achat"), ({"montant": "60000"}, "adaptee"), ({"montant": "200000"}, "formalisee"),
        ({"montant": "70000", "contrat": "subsequent"}, ""), ({"marche": "services"}, ""),
        ({"montant": "200000", "service-social": "oui"}, ""), ({"montant": "200000", "service-social": "non"}, "formalisee"),
        ({"montant": "70000", "service-social": "oui"}, "adaptee"),
    ],
)  # fmt: skip
def test_la_procedure_suit_le_cas(essai, cas: dict, procedure: str) -> None:
    """Celle que le montant impose ; un marché subséquent, un service social au-dessus du seuil, un montant inconnu n'en disent aucune."""
    social = {
        "service-social": {**DROIT["faits"]["ccag"], "type": "oui-non"},
        "regime-allege": {
            **DROIT["faits"]["petit-achat"],
            "vrai_si": [[{"fait": "service-social", "op": "est", "valeur": "oui"}]],
        },
    }
    contrat = {**DROIT["faits"]["contrat"], "choix": {"ordinaire": "", "subsequent": ""}}
    connus = social if "service-social" in cas else {}
    droit = {**DROIT, "faits": {**DROIT["faits"], "contrat": contrat} | connus}
    for nom in connus:
        droit["faits"][nom] = {**droit["faits"][nom], "choix": {"oui": "", "non": ""}}
    code = "return V.reprendreLeCas(donnees.droit, E.vide(), donnees.cas).etat.procedure"
    assert essai(code, droit=droit, cas=cas) == procedure


def test_une_clause_sans_texte_de_lettre_se_dit(essai) -> None:
    """Par une lettre : celle qui n'en a pas, ce qu'elle ajoute et son critère ; celle qui en a une et ne l'emploie pas."""
    lettre = {"id": "l", "piece": "lettre-consultation", "article": "lettre-criteres"}
    avec_lettre = fiche("avec", {}, lettre)
    code = """
        let e = E.repondre(plein(), "procedure", "petit-achat", fiches);
        if (donnees.niveau) e = E.changer(e, "avec", { niveau: donnees.niveau });
        return controle(e).filter(({ code }) => /lettre/.test(code))
          .map(({ code, raison, remedes }) => [code, raison, remedes.map((r) => [r.geste, r.id])]);
    """
    [[nom, raison, remedes]] = essai(code, BON, avec_lettre)
    assert nom == "sans-lettre" and "(CCTP)" in raison and "« Un critère »" in raison
    assert remedes == [["retirer", "bonne"], ["procedure", "adaptee"]]
    [[nom, _, remedes]] = essai(code, avec_lettre, niveau="base")
    assert nom == "pas-en-lettre" and remedes[0] == ["en-lettre", "avec"]
    assert essai(code, avec_lettre) == []
    assert not [c for c in essai(f"return codes({REPONDU})", BON, avec_lettre) if "lettre" in c]


def test_sans_mise_en_concurrence_pas_de_critere(essai) -> None:
    """Ceux qui restent sont dits ; laissés de côté, ni tableau ni grille ni poids ; remis, ou en procédure adaptée, ils reviennent."""
    rendu = essai("""
        const e = { ...%s, procedure: "sans-concurrence" };
        const sans = { ...e, sansCriteres: "oui" };
        const relu = (await P.deFragment("#" + await P.enFragment(sans))).etat;
        return [e, relu, { ...sans, procedure: "adaptee" }].map((d) => [
          controle(d).filter(({ code }) => /critere|poids/.test(code)).map(({ code, titre }) => [code, titre]),
          textes(d).map(({ cle }) => cle)]);
    """.replace("%s", REPONDU), BON)  # fmt: skip
    (dits, tous), (laisses, restent), adaptee = rendu
    assert (
        dits == [["criteres-de-trop", "Sans mise en concurrence, il reste des critères : Un critère, Prix."]]
        and "criteres" in tous
    )
    assert [code for code, _ in laisses] == ["criteres-retires"] and restent == ["bonne#t0"]
    assert adaptee == [[], tous]


def test_la_clause_modifiee_garde_son_ancien_texte(essai) -> None:
    """Tant que l'acheteur n'a pas pris le nouveau ; un lien n'en a pas gardé : il montre celui d'aujourd'hui, et le dit."""
    neuve = fiche("une", {"blocs": bloc("Le texte neuf.")}, version="2026-11-26.bbbbbbbb")
    ancienne = fiche("une", {"blocs": bloc("L’ancien texte.")})
    assert essai("""
        const garde = ajouter(E.vide(), donnees.ancienne, "base");
        const lien = { ...garde, clauses: garde.clauses.map(({ garde: _, ...reste }) => reste) };
        const pris = E.changer(garde, "une", { version: donnees.fiches[0].version, garde: donnees.fiches[0] });
        return [garde, lien, pris].map((e) => [nu(textes(e)[0].blocs).trim(), codes(e).includes("clause-modifiee")]);
    """, neuve, ancienne=ancienne) == [["L’ancien texte.", True], ["Le texte neuf.", True], ["Le texte neuf.", False]]  # fmt: skip


def test_une_clause_disparue_se_dit(essai) -> None:
    assert "clause-inconnue" in essai("""
        const { etat } = L.lire({ version: 1, clauses: [{ id: "inconnue" }] });
        return codes(etat, new Set(["inconnue"]));
    """)


def test_declarer_dans_les_mots_du_schema(essai, tout: dict) -> None:
    assert essai("return D.declarations(compose(plein()), plan)") == {
        "considerationsSociales": ["Pas de considération sociale"],
        "considerationsEnvironnementales": ["Clause environnementale", "Critère environnemental"],
    }
