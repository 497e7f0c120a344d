"""« Contrôle du dossier » : chaque constat, sa raison, son remède."""

import json

import pytest

from tests.unitaires.dossier import BON, DROIT, REPONDU, bloc, fiche

CHANGE = {
    "le": "2027-01-01",
    "quand": "le 1er janvier 2027",
    "titre": "La loi",
    "adresse": "droit/",
    "objets": ["Un seuil."],
}
DELAI = {"libelle": "Délai", "type": "duree", "defaut": 15, "partagee": "delai-mise-en-demeure"}


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
        ("poids-manque", [BON], f'({{ ...{REPONDU}, criteres: [{{ nom: "Qualité", poids: "" }}] }})'),
        ("poids-manque", [BON], f'({{ ...{REPONDU}, criteres: [{{ nom: "Prix", poids: "" }}, {{ nom: "Q", poids: "80" }}] }})'),
        ("titre-double", [fiche("une", {"titre": "Tri"}, {"titre": "tri "})], REPONDU),
        ("lettre-et-reglement", [fiche("une", {"piece": "lettre-consultation"}, {}), BON], f'E.changer({{ ...{REPONDU}, procedure: "" }}, "une", {{ niveau: "lettre" }})'),
        ("delais-differents", [fiche("une", {"blocs": bloc({"variable": "d"})}, variables={"d": DELAI}), fiche("deux", {"blocs": bloc({"variable": "d"})}, variables={"d": {**DELAI, "defaut": 30}})], REPONDU),
        ("charge-lourde", [fiche("une", {"documents": 20})], f'({{ ...{REPONDU}, montant: "70000", duree: "24" }})'),
        ("critere-sans-nom", [BON], f'({{ ...{REPONDU}, criteres: [{{ nom: " ", poids: "60" }}] }})'),
        ("poids-nul", [BON], f'({{ ...{REPONDU}, criteres: [{{ nom: "Prix", poids: "90" }}, {{ nom: "Autre", poids: "-30" }}] }})'),
        ("incompatibles", [BON, fiche("une", incompatible=[{"id": "bonne", "titre": "Bonne"}])], REPONDU),
        ("renvoi-perdu", [fiche("une", {"blocs": bloc({"renvoi": "absent"})})], REPONDU),
        ("critere-seul", [fiche("une", {"nature": "critere-attribution", "critere": "C"})], REPONDU),
        ("promesse-sans-suite", [fiche("une", {"critere": "C", "nature": "critere-attribution",
                                               "suivi": [{"promesse": [], "controle": [], "consequence": "x"}]})], REPONDU),
        ("droit-a-venir", [fiche("une", a_venir=[CHANGE])], REPONDU),
        ("clause-a-revoir", [fiche("une", revoir=["Elle cite un texte abrogé."])], REPONDU),
        ("clause-retiree", [fiche("une", retiree=True)], REPONDU),
        ("clause-modifiee", [fiche("une")], f'E.changer({REPONDU}, "une", {{ version: "2026-01-01.bbbbbbbb" }})'),
        ("blancs", [fiche("une", {"blocs": bloc({"variable": "v"})}, variables={"v": {"libelle": "V", "type": "texte"}})], REPONDU),
        ("hors-budget", [BON], f'E.ecrireValeur({REPONDU}, donnees.fiches[0], "poids", "40")'),
        ("bornes", [BON], f'E.ecrireValeur({REPONDU}, donnees.fiches[0], "poids", "99")'),
        ("lettre-de-trop", [fiche("une", {"piece": "lettre-consultation"}, {})], f'E.changer({REPONDU}, "une", {{ niveau: "lettre" }})'),
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
    assert code not in essai(f"return codes({{ ...{REPONDU}, famille: 'restauration' }})", BON)
    trouves = {c["code"]: c for c in essai(f"return controle({etat})", *fiches)}
    assert code in trouves, list(trouves)
    assert trouves[code]["raison"] and trouves[code]["remedes"]


def test_les_pieces_citees_se_rappellent(essai) -> None:
    """Une fois chacune, que deux textes la citent ou non ; celle d'un texte laissé n'y est plus. Le compte de la tête les dit, et les valeurs vides."""
    blancs = {"variables": {"v": {"libelle": "V", "type": "texte"}}}
    une = fiche(
        "une",
        {"annexes": ["Plan", "Liste"]},
        {"annexes": ["Plan"], "blocs": bloc({"variable": "v"})},
        {"annexes": ["Étude"]},
        **blancs,
    )
    code = f"""const e = R.retirerTexte({REPONDU}, "une#t2").etat;
      return [controle(e).find(({{ code }}) => code === "annexes").raison, A.attendus(e, compose(e))];"""
    assert essai(code, une) == ["Vos textes y renvoient : Plan ; Liste.", "1 valeur à remplir, 2 pièces à joindre"]


def test_le_prix_prend_ce_qui_reste(essai) -> None:
    """Laissé sans poids, il suit ce qui vient et s'en va ; le remède du total ne se défait donc pas."""
    code = f"""const e = {{ ...{REPONDU}, criteres: [{{ nom: "Prix", poids: "" }}, {{ nom: "Qualité", poids: "20" }}] }};
      const poids = (etat) => textes(etat).find(({{ cle }}) => cle === "criteres").blocs[1].lignes[1][1][0].suite[0].texte;
      const lourd = E.ecrireValeur(e, donnees.fiches[0], "poids", "80");
      return [poids(e), codes(e), poids(R.retirerClause(e, "bonne").etat), codes(lourd).filter((c) => /poids/.test(c)),
        controle({{ ...e, criteres: [{{ nom: "Prix", poids: "70" }}] }}).find(({{ code }}) => code === "poids-total").remedes[0]];"""
    prix, dits, sans, lourd, remede = essai(code, BON)
    assert (prix, dits, sans) == ("60\u00a0%", ["proposees"], "80\u00a0%")
    assert lourd == ["poids-manque"]
    assert (remede["geste"], remede["cle"], remede["libelle"]) == ("reste", 0, "Laisser au prix ce qui reste : 80 %")


def test_un_critere_tenu_par_une_autre_clause_du_meme_pilier(essai) -> None:
    """Une condition d'un autre pilier ne porte pas ce qui est noté."""
    seul = fiche("une", {"nature": "critere-attribution", "critere": "C"})
    code = f"return codes({REPONDU}).includes('critere-seul')"
    assert essai(code, seul, fiche("deux", {"piliers": ["social"]})) is True
    assert essai(code, seul, fiche("deux")) is False


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
        f"const e = {REPONDU}; return controler(e, compose(e), fiches, plan, new Set(), null).filter(({{ code }}) => code === 'droit-absent')",
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
        ({"montant": "200000", "service-social": "oui"}, "adaptee"), ({"montant": "200000", "service-social": "non"}, "formalisee"),
        ({"montant": "70000", "service-social": "oui"}, "adaptee"),
    ],
)  # fmt: skip
def test_la_procedure_suit_le_cas(essai, cas: dict, procedure: str) -> None:
    """Celle que le montant impose ; adaptée pour un service social, quel qu'il soit ; un marché subséquent, un montant inconnu n'en disent aucune."""
    social = {
        "service-social": {**DROIT["faits"]["ccag"], "type": "oui-non"},
        "regime-allege": {
            **DROIT["faits"]["petit-achat"],
            "vrai_si": [[{"fait": "service-social", "op": "est", "valeur": "oui"}]],
        },
    }
    contrat = {**DROIT["faits"]["contrat"], "choix": {"ordinaire": "", "subsequent": ""}}
    sans = {**DROIT["faits"]["petit-achat"], "vrai_si": [[{"fait": "contrat", "op": "est", "valeur": "subsequent"}]]}
    connus = social if "service-social" in cas else {}
    droit = {**DROIT, "faits": {**DROIT["faits"], "contrat": contrat, "sans-procedure": sans} | connus}
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
        dits == [["criteres-de-trop", "Sans mise en concurrence, il reste des critères : Un critère, Prix, Qualité."]]
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
    assert essai("return Q.declarations(compose(plein()), plan)") == {
        "considerationsSociales": ["Pas de considération sociale"],
        "considerationsEnvironnementales": ["Clause environnementale", "Critère environnemental"],
    }


def test_les_codes_de_l_avis_europeen_et_sa_phrase(essai, tout: dict) -> None:
    """Les codes suivent les thèmes de la clause ; la phrase obligatoire, ses textes gardés ; sans clause, rien ne se coche."""
    dit = essai("return nu(Q.aDeclarer(compose(plein()), plan))")
    assert "BT-06 (Objectif du marché public stratégique) :** env-imp, Réduction" in dit
    assert "BT-774" in dit and "circ-econ" in dit and "BT-775" not in dit
    assert "BT-777 (description, obligatoire avec BT-06) :** " in dit
    assert "BT-" not in essai("return nu(Q.aDeclarer(compose(E.vide()), plan))")


@pytest.mark.parametrize(
    ("dates", "dit"),
    [
        ({}, "le 1er janvier 2027"),
        ({"debut": "2026-12-01", "duree": "1"}, None),
        ({"debut": "2026-12-01", "duree": "2"}, "le 1er janvier 2027, pendant le marché"),
        ({"debut": "2027-01-01", "duree": "2"}, "le 1er janvier 2027, avant le début"),
        (
            {"debut": "2027-03-01", "duree": "2", "cas": {"lancement": "2027-01-01"}},
            "le 1er janvier 2027, avant le lancement",
        ),
    ],
)
def test_un_changement_du_droit_se_rapporte_aux_dates_du_marche(essai, dates: dict, dit: str | None) -> None:
    """Deux clauses que touche un même changement font un constat, qui dit chaque objet une fois ; après la fin du marché, il se tait ; sans date, il se dit toujours."""
    attendu = {**CHANGE, "le": "", "quand": "à une date non fixée (décret attendu)"}
    autre = {**CHANGE, "objets": ["Un seuil.", "Un délai."]}
    fiches = [fiche("une", a_venir=[{**CHANGE, "objets": []}, attendu]), fiche("deux", a_venir=[CHANGE, autre])]
    trouves = essai(f"return controle({{ ...{REPONDU}, ...{json.dumps(dates)} }})", *fiches)
    change = [c for c in trouves if c["code"] == "droit-a-venir"]
    assert [c["titre"] for c in change if "2027" in c["titre"]] == ([f"Change {dit}\u00a0: La loi."] if dit else [])
    assert sum("décret attendu" in c["titre"] for c in change) == 1
    touche = "Touche « Clause une » et « Clause deux ». Un seuil. Un délai."
    assert all(c["raison"] == touche for c in change if "2027" in c["titre"])
