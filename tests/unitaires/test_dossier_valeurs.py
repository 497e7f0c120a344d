"""« Contrôle du dossier » : ce qu'il dit des valeurs, des plafonds et des échelles."""

import pytest

from macros.base.base import Base
from tests.fabrique.dossier import dossier_de
from tests.unitaires.dossier import BON, CONTENANTS, REPONDU, bloc, fiche


def test_un_remede_mene_a_la_premiere_valeur_dans_l_ordre_de_la_page(essai) -> None:
    """Celle que plusieurs clauses partagent d'abord, même écrite après une autre."""
    seule = {"libelle": "Seule", "type": "texte"}
    commune = {"libelle": "Commune", "type": "texte", "partagee": "commune"}
    blocs = bloc({"variable": "seule"}, {"variable": "commune"})
    fiches = [fiche(nom, {"blocs": blocs}, variables={"seule": seule, "commune": commune}) for nom in ("une", "deux")]
    code = f"return controle({REPONDU}).find(({{ code }}) => code === 'blancs').remedes[0].cle"
    assert essai(code, *fiches) == "une commune"


@pytest.mark.parametrize(
    ("saisie", "constat"),
    [
        ("abc", "pas-un-nombre"), ("40 %", "pas-un-nombre"), ("0x10", "pas-un-nombre"), ("Infinity", "pas-un-nombre"),
        ("40,5", None), ("4\u202f0", None), ("99", "bornes"), ("", "blancs"),
    ],
)  # fmt: skip
def test_une_valeur_qui_n_est_pas_un_nombre_bloque(essai, saisie: str, constat: str | None) -> None:
    """Et se dit sous son champ ; un nombre écrit à la française en est un."""
    code = f"const e = E.ecrireValeur({REPONDU}, donnees.fiches[0], 'poids', donnees.saisie);"
    rendu = essai(code + """
        const [valeur] = A.valeursDe(e, compose(e));
        return [controle(e).filter(({ code }) => code !== "proposees").map(({ code, gravite }) => [code, gravite]), dossier["controles/valeurs"].ecartDe(valeur)];
    """, BON, saisie=saisie)  # fmt: skip
    graves = {"pas-un-nombre": "bloque", "bornes": "attention", "blancs": "bloque"}
    assert ([constat, graves[constat]] in rendu[0]) if constat else not set(graves) & {code for code, _ in rendu[0]}
    assert bool(rendu[1]) is (constat in ("pas-un-nombre", "bornes"))


def test_une_valeur_a_sourcer_se_rappelle(base_inventee: Base, essai) -> None:
    """Confirmée ou non, une valeur sans source reste à fixer avec des fournisseurs ; changée, elle ne l'est plus."""
    ecrites = dossier_de(base_inventee)[CONTENANTS]["variables"]
    assert {nom for nom, v in ecrites.items() if v.get("sourcage")} == {
        "taux",
        "cycles",
        "cycles_haut",
        "ecart_presume",
    }
    rendu = essai("""
        const dits = (e) => controle(e).filter(({ code }) => code === "sourcage").map(({ gravite, raison }) => [gravite, raison]);
        return [undefined, "80", "65"].map((v) => dits(v ? E.ecrireValeur(plein(), donnees.fiches[0], "taux", v) : plein()));
    """)
    for [[gravite, raison]] in rendu[:2]:
        assert gravite == "info" and "Part des portions en contenants réemployables" in raison
    assert "Part des portions" not in str(rendu[2])


@pytest.mark.parametrize(
    ("saisie", "titre"),
    [
        ("10", "Part de bio : 10\u00a0%, sous le minimum légal de 20\u00a0%."),
        ("95", "Part de bio : 95\u00a0%, au-dessus du maximum légal de 90\u00a0%."), ("20", None), ("90", None),
    ],
)  # fmt: skip
def test_une_valeur_contre_la_loi_bloque(essai, saisie: str, titre: str | None) -> None:
    """Avec la source ; elle n'est plus dite « inhabituelle ». Un fichier enregistré garde la borne."""
    loi = {"min": {"montant": 20, "dit": "La loi du bio."}, "max": {"montant": 90, "dit": "La loi du reste."}}
    bio = {
        "libelle": "Part de bio",
        "type": "pourcentage",
        "defaut": 20,
        "min": 30,
        "max": 40,
        "suffixe": "\u00a0%",
        "loi": loi,
    }
    une = fiche("une", {"blocs": bloc({"variable": "bio"})}, variables={"bio": bio})
    constats, ecart, relue = essai("""
        const e = E.ecrireValeur(plein(), donnees.fiches[0], "bio", donnees.saisie);
        const [valeur] = A.valeursDe(e, compose(e));
        const relue = P.deFichier(P.enFichier(e)).etat.clauses[0].garde.variables.bio.loi;
        return [controle(e).filter(({ code }) => ["contre-la-loi", "bornes"].includes(code)), dossier["controles/valeurs"].ecartDe(valeur), relue];
    """, une, saisie=saisie)  # fmt: skip
    assert relue == loi
    [constat] = constats
    if titre is None:
        assert constat["code"] == "bornes" and ecart.startswith("Hors des valeurs habituelles")
    else:
        assert (constat["code"], constat["gravite"], constat["titre"]) == ("contre-la-loi", "bloque", titre)
        assert constat["raison"].startswith("La loi") and constat["raison"] in ecart and "légal" in ecart


def test_les_plafonds_qui_s_additionnent(essai) -> None:
    plafond = {"libelle": "Plafond", "type": "pourcentage", "defaut": 6, "suffixe": "\u00a0%"}
    texte = {"piece": "CCAP", "nature": "penalite", "plafond": {"valeur": "plafond", "assiette": "annee"}}
    deux = [fiche(n, texte, variables={"plafond": plafond}) for n in ("une", "deux")]
    code = """
        const avec = { ...plan, socle: { "plafond-general": { plafond: 10, plusieurs: true, titre: "Plafond commun", piece: "CCAP", article: "ccap-penalites", blocs: [],
          deroge: {} } } };
        const lire = (e) => controler(e, C.composer(e, fiches, avec), fiches, avec).some(({ code }) => code === "penalites-cumulees");
        const plafonne = { ...plein(), socle: ["plafond-general"] };
        return [lire(plein()), lire(plafonne), C.composer(plafonne, fiches, avec).parCle.has("socle#plafond-general")];
    """
    assert essai(code, *deux) == [True, False, True]
    assert essai(code, deux[0]) == [False, False, False], "seule, une pénalité n'a que son plafond"
    pile = [fiche(n, texte, variables={"plafond": {**plafond, "defaut": 5}}) for n in ("une", "deux")]
    assert essai(code, *pile) == [False, False, True], "dix pour cent, et pas plus"


@pytest.mark.parametrize(
    ("reponses", "titre", "manque"),
    [
        ("{}", "jusqu’à 12\u00a0% du montant, sans compter 3\u202f000\u00a0€ par an et 500\u00a0€.", "Dire le montant estimé et la durée"),
        ('{ montant: "100000" }', "jusqu’à 12,5\u00a0% du montant, sans compter 3\u202f000\u00a0€ par an.", "Dire la durée"),
        ('{ montant: "100000", duree: "24" }', "jusqu’à 18,5\u00a0% du montant.", None),
        ('{ montant: "100000", duree: "6" }', "jusqu’à 15,5\u00a0% du montant.", None),
    ],
)  # fmt: skip
def test_les_plafonds_en_euros(essai, reponses: str, titre: str, manque: str | None) -> None:
    """Comparés au montant estimé, année par année ; sinon, dits à part. De chaque facture, c'est tout le marché ; par commande, on ne sait pas."""
    part = {"libelle": "Plafond", "type": "pourcentage", "defaut": 6, "suffixe": "\u00a0%"}
    euros = {"libelle": "Plafond", "type": "montant", "suffixe": "\u00a0€"}
    penalite = {"piece": "CCAP", "nature": "penalite"}
    parts = [
        fiche(n, {**penalite, "plafond": {"valeur": "p", "assiette": assiette}}, variables={"p": part})
        for n, assiette in (("a", "annee"), ("b", "facture"))
    ]
    sommes = [
        fiche(n, {**penalite, "plafond": {"valeur": "e", "assiette": assiette}}, variables={"e": {**euros, "defaut": defaut}})
        for n, assiette, defaut in (("c", "annee", 3000), ("d", "marche", 500), ("e", "commande", 9000))
    ]  # fmt: skip
    code = """
        const avec = { ...plan, socle: { "plafond-general": { titre: "T", piece: "CCAP", article: "ccap-penalites", blocs: [], deroge: {} } } };
        const e = L.lire({ ...plein(), ...REPONSES }).etat;
        const { titre, raison, remedes } = controler(e, C.composer(e, fiches, avec), fiches, avec).find(({ code }) => code === "penalites-cumulees");
        return [titre, raison, remedes[1]?.libelle ?? null];
    """.replace("REPONSES", reponses)
    dit, raison, remede = essai(code, *parts, *sommes)
    assert dit.endswith(titre) and remede == manque
    assert "Ceux qui se comptent par commande n’y sont pas." in raison


@pytest.mark.parametrize(
    ("sens", "fin", "dite"),
    [
        (1, "60", "echelle"),
        (1, "70", "echelle"),
        (1, "71", "echelle-courte"),
        (1, "75", None),
        (-1, "80", "echelle"),
        (-1, "66", "echelle-courte"),
        (-1, "60", None),
    ],
)
def test_une_echelle_a_l_envers_ou_trop_courte_est_dite(essai, sens: int, fin: str, dite: str | None) -> None:
    """Tous les points à une valeur qui n'en donne aucun, ou presque : la note ne dit plus l'écart entre les offres."""
    variables = {
        "taux": {"libelle": "Départ", "type": "pourcentage", "defaut": 70, "suffixe": " %"},
        "haut": {
            "libelle": "Fin",
            "type": "pourcentage",
            "defaut": 95,
            "echelle": {"de": "taux", "sens": sens, "ecart": 5},
        },
    }
    une = fiche("une", {"blocs": bloc({"variable": "taux"}, " ", {"variable": "haut"})}, variables=variables)
    code = "const e = plein(); return codes(E.ecrireValeur(e, fiches.get('une'), 'haut', donnees.fin));"
    assert [c for c in essai(code, une, fin=fin) if c.startswith("echelle")] == [dite] * (dite is not None)


@pytest.mark.parametrize(
    ("sens", "depart", "refusee"),
    [(1, "100", True), (1, "99", False), (1, "120", True), (-1, "100", True), (-1, "101", False)],
)
def test_une_echelle_dont_le_depart_se_regle(essai, sens: int, depart: str, refusee: bool) -> None:
    """Tous les points à 100, un nombre : c'est la valeur de départ qui est dite, relue d'un fichier comprise."""
    taux = {
        "libelle": "Départ",
        "type": "pourcentage",
        "defaut": 70,
        "suffixe": " %",
        "echelle": {"a": 100, "sens": sens},
    }
    une = fiche("une", {"blocs": bloc({"variable": "taux"})}, variables={"taux": taux})
    code = """
        const e = E.ecrireValeur(plein(), fiches.get("une"), "taux", donnees.depart);
        const relu = P.deFichier(P.enFichier(e)).etat;
        return [[e, fiches], [relu, new Map()]].map(([etat, publiees]) =>
          controler(etat, C.composer(etat, publiees, plan), publiees, plan).filter(({ code }) => code === "echelle").map(({ raison }) => raison));
    """
    for dites in essai(code, une, depart=depart):
        assert ["Départ" in raison for raison in dites] == ([True] if refusee else [])


def test_les_blancs_d_une_lettre_et_de_la_loi_se_demandent_et_se_remplissent(essai) -> None:
    """Une phrase commune ou un texte de loi écrits entre crochets n’envoient rien à remplir dans Word : le dossier le demande, et le compte."""
    code = """
        const suite = ["Avant le [date et heure], valable [3 mois]."];
        plan.socle.reponse = { titre: "R", deroge: {}, article: "lettre-besoin", blocs: [{ genre: "paragraphe", suite }] };
        const lettre = { ...E.changer(plein(), "une", { niveau: "lettre" }), socle: ["reponse"] };
        const { blancs } = compose(lettre);
        const [nom] = Object.keys(blancs.variables);
        const ecrit = (etat) => nu(textes(etat).find(({ cle }) => cle === "socle#reponse").blocs);
        const loi = [{ id: "loi", titre: "Loi", textes: [{ piece: "CCAP", article: "ccap-penalites", texte: "Variantes : [admises]." }] }];
        plan.socle.commune = { titre: "S", deroge: {}, article: "ccap-penalites", annexes: ["Plan"], blocs: [{ genre: "paragraphe", suite: ["Le lot [numéro]."] }] };
        const au = C.composer({ ...plein(), ecrites: ["loi"], socle: ["commune"] }, fiches, plan, loi);
        const [{ champ, variable }] = au.parCle.get("loi#loi#0").blocs[0].suite.filter((mot) => mot.champ);
        if (champ !== A.champDe(A.valeursDe(plein(), au).at(-1).cle) || !variable) throw new Error("le blanc de la loi ne se remplit pas");
        const vides = A.valeursDe(lettre, compose(lettre)).filter(A.estVide).length;
        const libelles = [blancs, au.blancs].flatMap(({ variables }) => Object.values(variables).map(({ libelle }) => libelle));
        const joint = A.attendus(plein(), au);
        return [vides, libelles, joint, ecrit(lettre), ecrit(E.ecrireValeur(lettre, blancs, nom, "1er mai"))];
    """
    vides, libelles, joint, avant, apres = essai(
        code, fiche("une", {"piece": "lettre-consultation", "article": "lettre-besoin"})
    )
    assert vides == 1 and libelles == ["Date et heure", "Valable", "Numéro", "Variantes : admises"]
    assert "1 pièce à joindre" in joint.replace("\u00a0", " ")
    assert "[date et heure]" in avant.replace("\\", "") and "Avant le 1er mai, valable" in apres and "3 mois" in apres


LONG = "la liste des bâtiments, des jours et des heures d’ouverture de chacun"


@pytest.mark.parametrize(
    ("phrases", "nombre"),
    [
        (["À remettre au [service].", "Vu par le [service]."], 1), (["Un délai de [15] jours."], 1), ([f"Voir [{LONG}, été]."], 1), (["Un délai de [15] jours.", "Une amende de [15] euros."], 2),
        (["Il livre […].", "Il reprend […]."], 2), ([f"Voir [{LONG}, été].", f"Voir [{LONG}, hiver]."], 2), (["Soit [3] et [3]."], 2),
    ],
)  # fmt: skip
def test_deux_blancs_differents_ne_partagent_pas_leur_valeur(essai, phrases: list[str], nombre: int) -> None:
    """Ce qui se lit pareil se remplit une fois ; un nombre, des points, un long blanc gardent leur sens ; chacun se pose à sa place ; un ancien nom n'est repris que par un blanc seul à l'avoir porté."""
    code = """const regles = donnees.phrases.map((texte, rang) => ({ ...donnees.droit.regles[0], id: `r${rang}`, objet: "",
        textes: [{ piece: "CCTP", article: "cctp-execution", texte }] }));
      const e = { ...plein(), ecrites: regles.map(({ id }) => id) };
      const { variables } = C.composer(e, fiches, plan, regles).blancs;
      const remplis = { ...e, partagees: Object.fromEntries(Object.keys(variables).map((nom, rang) => [nom, `v${rang}`])) };
      const lu = [...C.composer(remplis, fiches, plan, regles).parCle.values()].filter(({ source }) => source === "loi").map(({ blocs }) => nu(blocs)).join(" ");
      // Gardées sous l'ancien nom, ses seuls mots : reprises par un blanc seul, sinon dites.
      const anciens = donnees.phrases.flatMap((mots) => [...mots.matchAll(/\\[([^\\]]+)\\]/g)]).map(({ 1: dit }) => [`blanc_${dit.normalize("NFD").replace(/\\p{M}/gu, "").replace(/[^a-z0-9]+/gi, "-").toLowerCase().slice(0, 50)}`, "gardée"]);
      const ancien = { ...e, partagees: Object.fromEntries(anciens) }, c = C.composer(ancien, fiches, plan, regles);
      const repris = A.valeursDe(ancien, c).filter(({ fiche, saisie }) => fiche === c.blancs && saisie === "gardée").length;
      const dits = controler(ancien, c, fiches, plan).filter(({ code }) => code === "blancs-a-redire").length;
      if (repris !== (Object.keys(variables).length === 1 ? 1 : 0) || dits !== 1 - repris) throw new Error(`repris ${repris}, dits ${dits}`);
      return [Object.keys(variables).length, Object.keys(variables).every((_, rang) => lu.includes(`v${rang}`)), lu.includes("["),
        L.lire(JSON.parse(JSON.stringify(remplis))).etat.partagees];"""
    compte, poses, restent, relues = essai(code, BON, phrases=phrases)
    assert (compte, poses, restent) == (nombre, True, False) and len(relues) == nombre
