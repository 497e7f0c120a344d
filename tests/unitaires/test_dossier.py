"""« Mon dossier » : ce que la construction écrit, et les modules sans page qui le composent, lancés par node."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import pytest

from tests.fabrique import Base, avec, dossier_de
from tests.unitaires.conftest import Executer

DEVOIRS = {"condition": "La loi de la condition.", "critere": "Celle du critère.", "sociale": "Celle du social."}
CONTENANTS = "contenants-reemployables-repas"
DEBUT = """
const { etat: E, composition: C, controles: K, document: D, ecritures: W, partage: P, garde: G, niveau: N } = dossier;
const plan = donnees.plan, fiches = new Map(donnees.fiches.map((f) => [f.id, f]));
const compose = (etat) => C.composer(etat, fiches, plan);
const controle = (etat, manquantes) => K.controler(etat, compose(etat), fiches, plan, manquantes);
const codes = (etat, manquantes) => controle(etat, manquantes).map(({ code }) => code);
const plein = () => donnees.fiches.reduce((e, f) => E.ajouter(e, f, E.niveauDentree(e, f)), E.vide("Essai"));
const textes = (etat) => compose(etat).pieces.flatMap(({ articles }) => articles.flatMap(({ textes }) => textes));
const nu = (blocs) => dossier.ecritures.enMarkdown([{ blocs }]);
"""


@pytest.fixture(scope="module")
def tout(base_inventee: Base) -> dict[str, Any]:
    return dossier_de(base_inventee)


def fiche(nom: str, *textes: dict, **champs: Any) -> dict[str, Any]:
    """Rend une clause comme la construction l'écrit, avec ces seuls textes."""
    defauts = {
        "piece": "CCTP", "nature": "condition-execution", "niveau": "base", "piliers": ["environnement"],
        "article": "cctp-execution", "decp": {}, "remplace": [], "blocs": bloc("Un texte."),
    }  # fmt: skip
    ecrits = [{"id": f"t{n}", **defauts, **t} for n, t in enumerate(textes or ({},))]
    vides = {
        "titre": f"Clause {nom}", "adresse": f"clauses/{nom}/", "version": "2026-11-26.aaaaaaaa", "retiree": False,
        "revoir": [], "verifie_le": "2026-11-26", "relu_par": None, "segments": ["toutes-familles"],
        "marches": ["services"], "tailles": ["petite", "moyenne", "grande"], "piliers": ["environnement"],
        "adaptation": [], "incompatible": [], "complete": [], "critere": None, "variables": {},
        "ccag": {"cahiers": ["FCS"], "deroge": []}, "preuves": [], "controle": None, "questions": [], "fondements": [],
    }  # fmt: skip
    return {**vides, **champs, "id": nom, "textes": ecrits}


def sans_vides(valeur: Any) -> Any:
    """Rend la valeur sans ce qui est vide."""
    if isinstance(valeur, dict):
        lus = {nom: sans_vides(v) for nom, v in valeur.items()}
        return {nom: v for nom, v in lus.items() if v not in (None, "", [], {})}
    return [sans_vides(v) for v in valeur] if isinstance(valeur, list) else valeur


def bloc(*suite: Any) -> list[dict]:
    return [{"genre": "paragraphe", "suite": list(suite)}]


@pytest.fixture
def essai(node: Executer, tout: dict):
    """Rend de quoi lancer un code sur des clauses, ou sur celle des contenants."""

    def lancer(code: str, *fiches: dict, **donnees: Any) -> Any:
        return node(
            DEBUT + code, plan=tout["plan"] | {"devoirs": DEVOIRS}, fiches=list(fiches) or [tout[CONTENANTS]], **donnees
        )

    return lancer


# --- Ce que la construction écrit ---


def test_le_droit_du_dossier_vient_des_obligations(tout: dict) -> None:
    """La première règle sûre à laquelle répond un critère environnemental, sa date et son article ; aucune, rien n'est dit."""
    dit = (
        "Un critère d’essai, en une phrase d’essai. Depuis le 21 août 2026 (L. 2152-7 du code de la commande publique)."
    )
    assert {nom: texte.replace("\u00a0", " ") for nom, texte in tout["plan"]["devoirs"].items()} == {"critere": dit}


def test_une_clause_ecrite(tout: dict) -> None:
    """Version datée et signée, place au plan, blocs sans HTML, variables et renvois à poser, valeurs DECP de chaque texte."""
    clause = tout[CONTENANTS]
    assert clause["version"].startswith("2026-") and len(clause["version"].split(".")[1]) == 8
    textes = {t["id"]: t for t in clause["textes"]}
    assert textes["exigence"]["article"] == "cctp-livraison" and textes["suivi"]["article"] == "ccap-suivi"
    [premier, *_] = textes["exigence"]["blocs"]
    assert {"variable": "taux"} in premier["suite"]
    liste = textes["exigence"]["blocs"][2]
    assert liste["genre"] == "liste" and len(liste["elements"]) == 3
    critere = textes["critere"]
    assert critere["critere"] == "Réduction des emballages de livraison" and critere["poids"] == "poids"
    assert critere["blocs"][-1]["genre"] == "tableau" and {"renvoi": "penalite"} in critere["blocs"][1]["suite"]
    assert critere["decp"] == {"considerationsEnvironnementales": ["Critère environnemental"]}
    assert textes["critere-avance"]["remplace"] == ["critere"]
    assert "<" not in json.dumps(clause)


def test_un_critere_a_un_nom_qui_se_publie(tout: dict) -> None:
    """Celui de sa fiche, sinon celui que son texte écrit ; jamais le titre de la clause."""
    noms = {t["critere"] for t in tout["critere-court"]["textes"] if "critere" in t}
    assert noms == {"Critère d’essai"} and tout["critere-court"]["titre"] not in noms


def test_le_titre_d_un_texte(base_inventee: Base, tout: dict, essai) -> None:
    """Le sien, sinon celui du critère, sinon sa nature et l'article qu'il a choisi ; il fait le titre de l'article, relu d'un fichier aussi."""
    clause = base_inventee.fiches["clauses"][CONTENANTS]
    textes = [d.model_copy(update={"titre": "Mon titre" if d.id == "suivi" else None}) for d in clause.contenu.dispositions]
    changee = dataclasses.replace(clause, contenu=clause.contenu.model_copy(update={"dispositions": textes}))
    ecrite = dossier_de(avec(base_inventee, clauses={CONTENANTS: changee}))[CONTENANTS]
    titres = {t["id"]: t["titre"] for t in ecrite["textes"]}
    assert titres["suivi"] == "Mon titre" and titres["critere"] == "Réduction des emballages de livraison"
    assert titres["exigence"].startswith("Livraison et emballages\u00a0: ") and titres["penalite"] == "Pénalité"
    lus = essai("""
        const lire = (e, publiees) => C.composer(e, publiees, plan).parCle.get(`${donnees.fiches[0].id}#suivi`).titre;
        const e = plein();
        return [lire(e, fiches), lire(P.deFichier(P.enFichier(e)).etat, new Map())];
    """, ecrite)  # fmt: skip
    assert lus == ["Mon titre", "Mon titre"]


def test_l_empreinte_suit_le_texte(base_inventee: Base, tout: dict) -> None:
    assert dossier_de(base_inventee)[CONTENANTS]["version"] == tout[CONTENANTS]["version"]
    versions = [c["version"] for nom, c in tout.items() if nom != "plan"]
    assert len(set(versions)) == len(versions)


def test_une_borne_de_la_loi(base_inventee: Base) -> None:
    """Le seuil cité donne le montant du jour et sa source ; une variable qui n'en cite pas n'en a pas."""
    clause = base_inventee.fiches["clauses"][CONTENANTS]
    variables = dict(clause.contenu.variables)
    variables["taux"] = variables["taux"].model_copy(update={"seuil_min": "decp", "seuil_max": "europeen-travaux"})
    changee = dataclasses.replace(clause, contenu=clause.contenu.model_copy(update={"variables": variables}))
    ecrites = dossier_de(avec(base_inventee, clauses={CONTENANTS: changee}))[CONTENANTS]["variables"]
    loi = ecrites["taux"]["loi"]
    assert (loi["min"]["montant"], loi["max"]["montant"]) == (40000, 5404000)
    assert loi["min"]["dit"].startswith("Données essentielles à publier (") and "2112-2 du code" in loi["min"]["dit"]
    assert "loi" not in ecrites["poids"]


# --- Composer ---


def test_un_niveau_remplace_vraiment(essai) -> None:
    assert essai("""
        const f = donnees.fiches[0];
        return ["base", "avance"].map((n) => C.textesDe(f, n).map(({ id }) => id));
    """) == [["exigence", "suivi", "critere", "penalite"], ["exigence", "suivi", "critere-avance", "penalite"]]  # fmt: skip


def test_les_textes_a_leur_place_et_les_renvois_numerotes(essai) -> None:
    """Chaque pièce a ses articles dans l'ordre du plan ; un renvoi dit le numéro de sa cible, qui suit l'ordre choisi."""
    rendu = essai("""
        let e = plein();
        const lire = (e) => [compose(e).pieces.map((p) => [p.code, p.articles.map((a) => `${a.numero} ${a.titre}`)]),
          nu(textes(e).find(({ cle }) => cle.endsWith("#critere")).blocs)];
        const avant = lire(e);
        const { textes: penalites } = compose(e).pieces.find((p) => p.code === "CCAP").articles.find((a) => a.code === "ccap-penalites");
        e = E.deplacer(e, "ccap-penalites", penalites.map(({ cle }) => cle), penalites[0].cle, 1);
        return [avant, lire(e)[1]];
    """)
    (pieces, critere), apres = rendu
    assert [code for code, _ in pieces] == ["RC", "CCAP", "CCTP", "cadre-reponse"]
    ccap = dict(pieces)["CCAP"]
    assert ccap[0].startswith("1 Pièces du marché") and ccap[-1] == f"{len(ccap)} Dérogations aux documents généraux"
    rang = next(n for n, titre in enumerate(ccap, 1) if titre.endswith("Pénalités"))
    assert f"l’article\u00a0{rang}.1 du CCAP" in critere and f"l’article\u00a0{rang}.2 du CCAP" in apres


def test_seules_les_derogations_du_ccag_choisi(essai) -> None:
    """Une fois chacune, avec l'article de ce CCAG ; sans CCAG, aucune, ni « en application de l'article »."""
    code = """
        const avec = (ccag) => textes({ ...plein(), ccag }).filter(({ source, cle }) => source !== "clause").map((t) => [t.cle, nu(t.blocs)]);
        return Object.fromEntries(["FCS", "Travaux", "aucun"].map((c) => [c, avec(c).filter(([cle]) => /socle|derog/.test(cle))]));
    """
    phrase = bloc(
        "Elle vaut pénalité de 5 €. Elle est prise en application de l’article 16.2.3 du CCAG-FCS. Rien d’autre."
    )
    demande = {"cahiers": ["FCS"], "deroge": [{"socle": "exoneration-1000", "textes": ["t0"]}]}
    deux = [
        fiche(n, {"piece": "CCAP", "article": "ccap-penalites", "nature": "penalite", "blocs": phrase}, ccag=demande)
        for n in ("une", "deux")
    ]
    rendu = essai(code, *deux)
    assert [cle for cle, _ in rendu["FCS"]] == ["socle#exoneration-1000", "derogations"]
    assert "14.1.3" in rendu["FCS"][0][1] and "Article 14.1.3 du CCAG-FCS" in rendu["FCS"][1][1]
    assert "19.2.1" in rendu["Travaux"][0][1]
    assert rendu["aucun"] == []
    sans, avec = essai('return ["aucun", "FCS"].map((c) => nu(textes({ ...plein(), ccag: c })[0].blocs))', deux[0])
    assert "en application" in avec and "en application" not in sans and "5 €. Rien d’autre." in sans


def test_une_valeur_n_est_partagee_que_si_la_fiche_le_dit(essai) -> None:
    """Deux clauses ont une variable « part », l'une et l'autre : deux valeurs. « delai » est dit partagé : une seule."""
    part = {"libelle": "Part", "type": "pourcentage", "defaut": 10, "suffixe": "\u00a0%"}
    delai = {
        "libelle": "Délai",
        "type": "duree",
        "defaut": 15,
        "suffixe": "\u00a0jours",
        "partagee": "delai-mise-en-demeure",
    }
    texte = {"blocs": bloc("Part de ", {"variable": "part"}, " sous ", {"variable": "delai"}, ".")}
    deux = [fiche(n, texte, variables={"part": part, "delai": delai}) for n in ("une", "deux")]
    noms, ecrits = essai("""
        let e = plein();
        e = E.ecrireValeur(e, donnees.fiches[0], "part", "40");
        e = E.ecrireValeur(e, donnees.fiches[1], "part", "60");
        e = E.ecrireValeur(e, donnees.fiches[1], "delai", "20");
        const noms = C.valeursDe(e, compose(e)).map(({ cle, saisie }) => `${cle} ${saisie}`);
        return [noms, textes(e).map((t) => nu(t.blocs).trim())];
    """, *deux)  # fmt: skip
    assert noms == ["une part 40", "partagee delai-mise-en-demeure 20", "deux part 60"]
    assert ecrits == ["Part de 40\u00a0% sous 20\u00a0jours.", "Part de 60\u00a0% sous 20\u00a0jours."]


def test_changer_de_niveau_n_efface_aucune_valeur(essai) -> None:
    """Seuls le niveau et le champ touché vont au dossier ; confirmées, partagées ou à virgule, les autres valeurs restent."""
    avant, apres, touche, champs = essai("""
        const f = donnees.fiches[0];
        let e = Object.entries(f.variables).reduce((e, [nom, { defaut }]) => E.ecrireValeur(e, f, nom, String(defaut)), plein());
        e = E.ecrireValeur(e, f, "taux", "62,5");
        const lire = (e) => [e.clauses[0].niveau, e.clauses[0].valeurs, e.partagees];
        return [lire(e), lire(E.reporter(e, f.id, "avance", {})), lire(E.reporter(e, f.id, "", { poids: "12", taux: null })),
          [N.pourLeChamp("62,5", "number"), N.pourLeChamp("lundi, mardi", "text")]];
    """)
    assert len(avant[1]) > 2 and avant[2], "l'essai a des valeurs à perdre"
    assert apres == ["avance", avant[1], avant[2]]
    reste = {nom: valeur for nom, valeur in avant[1].items() if nom != "taux"}
    assert touche == ["base", {**reste, "poids": "12"}, avant[2]]
    assert champs == ["62.5", "lundi, mardi"]


def test_une_famille_ne_se_devine_pas(essai) -> None:
    """Une seule commune à toutes les clauses : c'est un fait. Deux possibles, ou toutes : à choisir, et rien sur la page de garde."""
    deux, une, toutes = (
        fiche(n, segments=s)
        for n, s in (("deux", ["restauration", "mobilier"]), ("une", ["mobilier"]), ("toutes", ["toutes-familles"]))
    )
    code = (
        "const c = compose(plein()); return [c.faits.famille, D.lesFaitsDits(c, plan).some(([q]) => /Famille/.test(q))]"
    )
    assert essai(code, deux) == ["", False] == essai(code, toutes)
    assert essai(code, deux, une)[0] == "mobilier"


# --- Contrôle du dossier ---

BON = fiche(
    "bonne",
    {},
    {
        "piece": "RC", "article": "rc-criteres", "nature": "critere-attribution", "critere": "Un critère", "poids": "poids",
        "suivi": [{"promesse": ["p"], "controle": ["c"], "consequence": "t0"}],
    },
    variables={"poids": {"libelle": "Poids", "type": "pourcentage", "defaut": 40, "min": 5, "max": 60, "suffixe": "\u00a0%"}},
)  # fmt: skip
REPONDU = (
    '({ ...plein(), marche: "services", procedure: "adaptee", ccag: "FCS", criteres: [{ nom: "Prix", poids: "60" }] })'
)


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
        ("niveau-lourd", [BON], f'E.changer(({{ ...{REPONDU}, acheteur: "petite" }}), "bonne", {{ niveau: "avance" }})'),
    ],
)  # fmt: skip
def test_chaque_constat(essai, code: str, fiches: list, etat: str) -> None:
    """Chacun se lève sur le dossier qui le mérite, avec une raison et un remède ; et pas sur le dossier juste."""
    assert code not in essai(f"return codes({REPONDU})", BON)
    trouves = {c["code"]: c for c in essai(f"return controle({etat})", *fiches)}
    assert code in trouves, list(trouves)
    assert trouves[code]["raison"] and trouves[code]["remedes"]


def test_un_critere_sans_nom_reste_au_document(essai) -> None:
    """Son poids compte : il n'est pas ôté, son nom est laissé en blanc ; et rien de cela ne passe pour juste."""
    table, graves = essai(f"""
        const e = {{ ...{REPONDU}, criteres: [{{ nom: "", poids: "60" }}] }};
        return [nu(compose(e).parCle.get("criteres").blocs), controle(e).filter(({{ gravite }}) => gravite === "bloque").map(({{ code }}) => code)];
    """, BON)  # fmt: skip
    assert "[nom du critère" in table.replace("\\", "") and "60" in table and graves == ["critere-sans-nom"]


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
        const [valeur] = C.valeursDe(e, compose(e));
        return [controle(e).filter(({ code }) => code !== "proposees").map(({ code, gravite }) => [code, gravite]), K.ecartDe(valeur)];
    """, BON, saisie=saisie)  # fmt: skip
    graves = {"pas-un-nombre": "bloque", "bornes": "attention", "blancs": "bloque"}
    assert ([constat, graves[constat]] in rendu[0]) if constat else not set(graves) & {code for code, _ in rendu[0]}
    assert bool(rendu[1]) is (constat in ("pas-un-nombre", "bornes"))


def test_une_valeur_a_sourcer_se_rappelle(base_inventee: Base, essai) -> None:
    """Confirmée telle quelle, une valeur de départ qui se règle par sourçage reste dite ; changée, elle ne l'est plus."""
    ecrites = dossier_de(base_inventee)[CONTENANTS]["variables"]
    assert {nom for nom, v in ecrites.items() if v.get("sourcage")} == {"taux", "cycles", "cycles_haut"}
    rendu = essai("""
        const dits = (e) => controle(e).filter(({ code }) => code === "sourcage").map(({ gravite, raison }) => [gravite, raison]);
        return [undefined, "80", "65"].map((v) => dits(v ? E.ecrireValeur(plein(), donnees.fiches[0], "taux", v) : plein()));
    """)
    assert rendu[0] == rendu[2] == []
    [[gravite, raison]] = rendu[1]
    assert gravite == "info" and "Part des portions en contenants réemployables, 80" in raison


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
        const [valeur] = C.valeursDe(e, compose(e));
        const relue = P.deFichier(P.enFichier(e)).etat.clauses[0].garde.variables.bio.loi;
        return [controle(e).filter(({ code }) => ["contre-la-loi", "bornes"].includes(code)), K.ecartDe(valeur), relue];
    """, une, saisie=saisie)  # fmt: skip
    assert relue == loi
    [constat] = constats
    if titre is None:
        assert constat["code"] == "bornes" and ecart.startswith("Hors des valeurs habituelles")
    else:
        assert (constat["code"], constat["gravite"], constat["titre"]) == ("contre-la-loi", "bloque", titre)
        assert constat["raison"].startswith("La loi") and constat["raison"] in ecart and "légal" in ecart


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


def test_les_plafonds_qui_s_additionnent(essai) -> None:
    plafond = {"libelle": "Plafond", "type": "pourcentage", "defaut": 6, "suffixe": "\u00a0%"}
    texte = {"piece": "CCAP", "nature": "penalite", "plafond": {"valeur": "plafond", "assiette": "annee"}}
    deux = [fiche(n, texte, variables={"plafond": plafond}) for n in ("une", "deux")]
    code = """
        const avec = { ...plan, socle: { "plafond-general": { titre: "Plafond commun", piece: "CCAP", article: "ccap-penalites", blocs: [],
          deroge: {} } } };
        const lire = (e) => K.controler(e, C.composer(e, fiches, avec), fiches, avec).some(({ code }) => code === "penalites-cumulees");
        return [lire(plein()), lire({ ...plein(), socle: ["plafond-general"] })];
    """
    assert essai(code, *deux) == [True, False]
    assert essai(code, deux[0]) == [False, False]


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
    """Comparés au montant estimé, année par année ; sinon, dits à part."""
    part = {"libelle": "Plafond", "type": "pourcentage", "defaut": 6, "suffixe": "\u00a0%"}
    euros = {"libelle": "Plafond", "type": "montant", "suffixe": "\u00a0€"}
    penalite = {"piece": "CCAP", "nature": "penalite"}
    parts = [
        fiche(n, {**penalite, "plafond": {"valeur": "p", "assiette": "annee"}}, variables={"p": part})
        for n in ("a", "b")
    ]
    sommes = [
        fiche(n, {**penalite, "plafond": {"valeur": "e", "assiette": assiette}}, variables={"e": {**euros, "defaut": defaut}})
        for n, assiette, defaut in (("c", "annee", 3000), ("d", "marche", 500), ("e", "commande", 9000))
    ]  # fmt: skip
    code = """
        const avec = { ...plan, socle: { "plafond-general": { titre: "T", piece: "CCAP", article: "ccap-penalites", blocs: [], deroge: {} } } };
        const e = E.lire({ ...plein(), ...REPONSES }).etat;
        const { titre, remedes } = K.controler(e, C.composer(e, fiches, avec), fiches, avec).find(({ code }) => code === "penalites-cumulees");
        return [titre, remedes[1]?.libelle ?? null];
    """.replace("REPONSES", reponses)
    dit, remede = essai(code, *parts, *sommes)
    assert dit.endswith(titre) and remede == manque


def test_la_clause_modifiee_garde_son_ancien_texte(essai) -> None:
    """Tant que l'acheteur n'a pas pris le nouveau ; un lien n'en a pas gardé : il montre celui d'aujourd'hui, et le dit."""
    neuve = fiche("une", {"blocs": bloc("Le texte neuf.")}, version="2026-11-26.bbbbbbbb")
    ancienne = fiche("une", {"blocs": bloc("L’ancien texte.")})
    assert essai("""
        const garde = E.ajouter(E.vide(), donnees.ancienne, "base");
        const lien = { ...garde, clauses: garde.clauses.map(({ garde: _, ...reste }) => reste) };
        const pris = E.changer(garde, "une", { version: donnees.fiches[0].version, garde: donnees.fiches[0] });
        return [garde, lien, pris].map((e) => [nu(textes(e)[0].blocs).trim(), codes(e).includes("clause-modifiee")]);
    """, neuve, ancienne=ancienne) == [["L’ancien texte.", True], ["Le texte neuf.", True], ["Le texte neuf.", False]]  # fmt: skip


def test_une_clause_disparue_se_dit(essai) -> None:
    assert "clause-inconnue" in essai("""
        const { etat } = E.lire({ version: 1, clauses: [{ id: "inconnue" }] });
        return codes(etat, new Set(["inconnue"]));
    """)


def test_declarer_dans_les_mots_du_schema(essai, tout: dict) -> None:
    assert essai("return K.declarations(compose(plein()), plan)") == {
        "considerationsSociales": ["Pas de considération sociale"],
        "considerationsEnvironnementales": ["Clause environnementale", "Critère environnemental"],
    }


# --- Ce que l'appareil garde ---


def test_un_dossier_d_une_autre_version_reste_sur_l_appareil(essai) -> None:
    """Il est dit, et réécrit tel quel à chaque geste, même si un autre prend son nom."""
    panne, gardes, libre, seul = essai("""
        const vieux = { version: 2, nom: "Vieux", clauses: [], neuf: 1 };
        localStorage.setItem("mon-dossier", JSON.stringify({ ouvert: "Vieux", dossiers: { Vieux: vieux, Bon: E.vide("Bon") } }));
        const { panne } = G.relire();
        const lire = () => JSON.parse(localStorage.getItem("mon-dossier")).dossiers;
        G.garder(E.vide("Bon"));
        const libre = G.nomLibre("Vieux");
        G.garder(E.vide("Vieux"));
        const gardes = Object.entries(lire()).map(([nom, { version }]) => [nom, version]);
        G.supprimer("Bon");
        G.supprimer("Vieux");
        return [panne, gardes, libre, Object.values(lire())];
    """)
    assert "« Vieux »" in panne and "version 2" in panne
    assert libre == "Vieux (2)" and gardes == [["Bon", 1], ["Vieux", 1], ["Vieux (2)", 2]]
    assert seul == [{"version": 2, "nom": "Vieux", "clauses": [], "neuf": 1}]


@pytest.mark.parametrize("abime", ["{abime", "3", '{"dossiers":[1]}', '{"autre":1}'])
def test_un_stockage_abime_est_mis_de_cote(essai, abime: str) -> None:
    """Il est dit, et copié sous un autre nom avant d'être remplacé ; deux fois abîmé, deux copies ; effacer les emporte."""
    panne, cotes, reste = essai("""
        const abimer = (texte) => { localStorage.setItem("mon-dossier", texte); const { panne } = G.relire();
          G.garder(E.vide("Neuf")); return panne; };
        const cotes = () => [...Array(localStorage.length).keys()].map((n) => localStorage.key(n))
          .filter((c) => /illisible/.test(c)).map((c) => localStorage.getItem(c));
        const panne = abimer(donnees.abime);
        abimer(donnees.abime);
        abimer("{autre");
        const trouves = cotes();
        G.effacer();
        return [panne, trouves, localStorage.length];
    """, abime=abime)  # fmt: skip
    assert "mis de côté" in panne and cotes == [abime, "{autre"] and reste == 0


def test_deux_dossiers_de_meme_nom_long_restent_deux(essai) -> None:
    """Le nom libre tient dans la longueur admise ; deux noms qui se relisent pareils ne se fondent pas."""
    libre, relus, fondus = essai("""
        const nom = "x".repeat(78) + "😀";
        G.garder(E.vide(nom));
        const libre = G.nomLibre(nom);
        G.garder({ ...E.vide(libre), lot: "2" });
        const relus = [...G.relire().dossiers].map(([cle, { nom, lot }]) => [cle === nom, lot]);
        const long = "y".repeat(80);
        localStorage.setItem("mon-dossier", JSON.stringify({ dossiers: { a: E.vide(long), b: { ...E.vide(`${long} (2)`), lot: "2" } } }));
        return [libre, relus, [...G.relire().dossiers.values()].map(({ lot }) => lot)];
    """)
    assert libre.endswith("x (2)") and len(libre) <= 80
    assert relus == [[True, ""], [True, "2"]] and fondus == ["", "2"]


def test_un_paragraphe_n_est_jamais_perdu_sans_un_mot(essai) -> None:
    """L'article disparu : « Autres dispositions », et c'est dit ; le 41e : refusé ou dit ; l'ordre choisi revient."""
    perdu, dits, refus, lus, ordres = essai("""
        const { etat: e } = E.lire({ version: 1, clauses: [], paragraphes: [{ article: "article-disparu", titre: "T", texte: "Mon texte" }] });
        const perdu = compose(e).pieces.flatMap(({ code, articles }) => articles.map((a) => [code, a.titre, nu(a.textes[0].blocs).trim()]));
        const dits = controle({ ...plein(), paragraphes: e.paragraphes }).filter(({ code }) => code === "sans-place");
        let plus = E.vide();
        let refus = "";
        for (let n = 0; n < 41; n++) try { plus = E.ajouterParagraphe(plus, "rc-offre", `t${n}`, "x"); } catch (erreur) { refus = erreur.message; }
        const trop = E.lire({ ...plus, paragraphes: [...plus.paragraphes, ...plus.paragraphes.slice(0, 3), null] });
        let p = ["A", "B", "C"].reduce((e, t) => E.ajouterParagraphe(e, "rc-offre", t, t), E.vide());
        p = E.deplacer(p, "rc-offre", ["p1", "p2", "p3"], "p3", -1);
        p = { ...p, paragraphes: p.paragraphes.slice(1) };
        const ordre = (e) => textes(e).map(({ titre }) => titre);
        return [perdu, dits.map(({ gravite, raison, remedes }) => [gravite, raison, remedes.length]), refus,
          [trop.etat.paragraphes.length, trop.messages], [ordre(p), ordre(E.lire(JSON.parse(JSON.stringify(p))).etat)]];
    """)
    assert perdu == [["RC", "Autres dispositions", "Mon texte"]]
    [(gravite, raison, remedes)] = dits
    assert gravite == "bloque" and "T." in raison and remedes == 1
    assert "au plus 40" in refus and lus == [40, [lus[1][0]]] and "4 derniers" in lus[1][0]
    assert ordres == [["C", "B"], ["C", "B"]]


def test_un_plan_absent_est_une_panne(essai) -> None:
    """Une page sans plan ne se montre pas : ses gestes échoueraient. Le plan revenu, elle le lit."""
    assert essai("""
        const lirePlan = (reponse) => { globalThis.fetch = async () => reponse; return dossier.fiches.lirePlan().then((p) => p.ok, () => "panne"); };
        return [await lirePlan({ ok: false, status: 404 }), await lirePlan({ ok: false, status: 500 }), 
          await lirePlan({ ok: true, status: 200, json: async () => ({ ok: 1 }) })];
    """) == ["panne", "panne", 1]  # fmt: skip


# --- Lien, fichier, entrées hostiles ---


def test_un_lien_rend_le_meme_dossier(essai) -> None:
    """Sans le texte des clauses ; et le même dossier, de lien en lien, donne le même lien."""
    avant, apres, meme, sans_texte = essai("""
        let e = E.ecrireValeur(plein(), donnees.fiches[0], "taux", "65");
        e = { ...E.ajouterParagraphe(e, "rc-offre", "À nous", "Une ligne\\n\\nUne autre"), marche: "services", lot: "Lot 2",
          criteres: [{ nom: "Prix", poids: "60" }] };
        const lien = await P.enFragment(e);
        const { etat, messages } = await P.deFragment("#" + lien);
        const sans = (x) => ({ ...x, clauses: x.clauses.map(({ garde, ...reste }) => reste) });
        return [sans(e), etat, lien === await P.enFragment(etat) && messages.length === 0, etat.clauses.every((c) => !c.garde)];
    """)
    assert apres == avant and meme and sans_texte


def test_huit_clauses_tiennent_dans_un_lien(essai) -> None:
    """Douze valeurs saisies chacune, en moins de 2 000 signes, adresse comprise."""
    noms = [
        "taux",
        "poids",
        "delai",
        "penalite",
        "plafond",
        "seuil_haut",
        "cible",
        "remise",
        "rappel",
        "service",
        "jour",
        "lot",
    ]
    variables = {nom: {"libelle": nom, "type": "texte", "defaut": f"{rang * 7} jours"} for rang, nom in enumerate(noms)}
    huit = [fiche(f"une-clause-au-nom-assez-long-{n}", variables=variables) for n in range(8)]
    longueur = essai("""
        let e = plein();
        donnees.fiches.forEach((f, n) => Object.keys(f.variables).forEach((nom, rang) => (e = E.ecrireValeur(e, f, nom,
          String(n * 131 + rang * 17)))));
        return (await P.enFragment(e)).length;
    """, *huit)  # fmt: skip
    assert 600 < longueur + len("https://base.resocc.example/dossier/#") < 2000


def test_un_fichier_rend_le_meme_dossier(essai, tout: dict) -> None:
    """Chaque champ de chaque clause y passe, échelles comprises ; ce qui est vide peut être écrit vide."""
    clauses = [c for nom, c in tout.items() if nom != "plan"]
    assert {bout for c in clauses for v in c["variables"].values() for bout in v.get("echelle", ())} == {
        "de",
        "a",
        "sens",
    }
    avant, apres = essai("const e = plein(); return [e, P.deFichier(P.enFichier(e)).etat]", *clauses)
    assert all(entree.pop("recue") for entree in apres["clauses"])
    assert sans_vides(apres) == sans_vides(avant)


def test_le_texte_d_un_fichier_ne_passe_pas_pour_celui_de_la_base(essai) -> None:
    """D'une version que la base ne publie pas : venu du fichier, à régler, sans relecture ni version ; du jour : celui de la base."""
    forge = fiche(
        "une", {"blocs": bloc("Aucune pénalité.\u202e")}, version="2026-01-01.12345678", relu_par="Un ministère"
    )
    recu, document, version, pris, jour = essai("""
        const f = donnees.fiches[0];
        const ouvrir = (garde) => P.deFichier(P.enFichier(E.ajouter(E.vide(), garde, "base"))).etat;
        const dits = (e) => controle(e).filter(({ code }) => /modifiee|recu/.test(code)).map(({ code, gravite }) => [code, gravite]);
        const etatDes = (e) => W.enMarkdown(D.sectionsDe(e, compose(e), [], plan, "jour")).split("\\n").filter((l) => l.startsWith("| Clause une"));
        const recu = E.lire(JSON.parse(JSON.stringify(ouvrir(donnees.forge)))).etat;
        const memes = E.garderLesTextes(ouvrir({ ...donnees.forge, version: f.version }), fiches);
        return [dits(recu), etatDes(recu), JSON.stringify(compose(recu).pieces), dits(E.prendreTexte(recu, f)),
          [dits(memes), nu(textes(memes)[0].blocs).trim(), Boolean(memes.clauses[0].recue)]];
    """, fiche("une"), forge=forge)  # fmt: skip
    assert recu == [["texte-recu", "bloque"]] and pris == []
    [ligne] = document
    assert "venu d’un fichier" in ligne and "ministère" not in ligne and "12345678" not in ligne
    assert "\u202e" not in version and "Aucune pénalité." in version
    assert jour == [[], "Un texte.", False]


def test_un_lien_trop_long_est_dit_avant_d_etre_fait(essai) -> None:
    """Tout lien fabriqué se relit ; celui qui ne se relirait pas est refusé, et le fichier conseillé."""
    rendus = essai("""
        let alea = 7;
        const mot = () => (alea = (alea * 1103515245 + 12345) % 2147483648).toString(36);
        const essayer = async (nombre) => {
          let e = E.vide();
          for (let n = 0; n < nombre; n++) e = E.ajouterParagraphe(e, "rc-offre", `t${n}`, Array.from({ length: 500 }, mot).join(" "));
          let lien;
          try { lien = await P.enFragment(e); } catch (erreur) { return erreur.message; }
          return P.deFragment(lien).then(({ etat }) => etat.paragraphes.length, (erreur) => `fait, mais ${erreur.message}`);
        };
        const rendus = [];
        for (const nombre of [1, 5, 9, 13, 17, 40]) rendus.push(await essayer(nombre));
        return rendus;
    """)
    assert rendus[0] == 1 and all(
        r == n or "envoyez le fichier" in str(r) for r, n in zip(rendus, (1, 5, 9, 13, 17, 40), strict=True)
    )
    assert "envoyez le fichier" in rendus[-1]


@pytest.mark.parametrize(
    ("contenu", "message"),
    [
        ("", "n’est pas un dossier"), ("{", "n’est pas un dossier"), ("null", "n’est pas un dossier"),
        ('{"format":"autre"}', "n’est pas un dossier"), ('{"format":"mon-dossier"}', "pas un dossier"),
        ('{"format":"mon-dossier","version":9,"clauses":[]}', "version 9"), ("[" * 50_000, "n’est pas un dossier"),
    ],
)  # fmt: skip
def test_un_fichier_qui_n_en_est_pas_un(essai, contenu: str, message: str) -> None:
    lu = essai("try { P.deFichier(donnees.contenu); return ''; } catch (e) { return e.message; }", contenu=contenu)
    assert message in lu


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        ("#d2.abcd", "autre version"), ("#d1.%%%%", "abîmé"), ("#d1.AAAA", "abîmé"), ("#d1." + "A" * 100_000, "trop long"),
    ],
)  # fmt: skip
def test_un_lien_abime(essai, fragment: str, message: str) -> None:
    lu = essai(
        "try { await P.deFragment(donnees.fragment); return ''; } catch (e) { return e.message; }", fragment=fragment
    )
    assert message in lu


def test_un_lien_qui_gonfle_est_refuse(essai) -> None:
    """Un lien court ne remplit pas la mémoire : la lecture s'arrête."""
    lu = essai("""
        const gros = JSON.stringify({ version: 1, clauses: [], nom: "a".repeat(15_000_000) });
        const flux = new Blob([gros]).stream().pipeThrough(new CompressionStream("deflate-raw"));
        const texte = Buffer.from(await new Response(flux).arrayBuffer()).toString("base64url");
        if (texte.length > 25_000) return "l'essai ne prouve rien";
        try { await P.deFragment("#d1." + texte); return ""; } catch (e) { return e.message; }
    """)
    assert "abîmé" in lu


def test_une_entree_hostile_garde_ce_qui_se_lit(essai) -> None:
    """200 clauses, noms piégés, HTML, valeurs énormes, blocs profonds : le bon est gardé, le reste est dit, rien n'échoue."""
    lu = essai("""
        const profond = (n) => (n ? { genre: "liste", elements: [[profond(n - 1)]] } : { genre: "paragraphe", suite: ["le fin fond"] });
        const garde = { id: "a1", textes: [{ id: "t", piece: "CCTP", nature: "suivi", article: "__proto__", remplace: [{}], decp: 3,
          blocs: [profond(40), { genre: "script" }, { genre: "paragraphe", suite: [{ texte: "x", lien: "javascript:alert(1)" }, 7, null,
            { variable: "__proto__" }] }] }],
          variables: { constructor: { libelle: "<b>" }, __proto__: { libelle: "y" }, ok: null }, ccag: 3, preuves: "x", controle: [] };
        const brut = JSON.parse('{"__proto__":{"pollue":1}}');
        Object.assign(brut, { version: 1, nom: "<img src=x onerror=alert(1)>".repeat(20), marche: "../..", ordre: { __proto__: ["x"],
          "rc-objet": ["<", "a#b"] },
          partagees: { "__proto__": "1", constructor: "2", bon: "x".repeat(100_000) }, criteres: [{ nom: {}, poids: [] }, 3],
            socle: ["constructor", "<"],
          paragraphes: [{ article: "constructor", titre: "t", texte: "x".repeat(100_000) }, { article: "<" }, null],
          clauses: [{ id: "a1", niveau: "constructor", valeurs: { constructor: "=1+1" }, garde }, { id: "a1" }, null, { id: "<script>" },
            ...Array.from({ length: 196 }, (_, n) => ({ id: `b${n}` }))] });
        const { etat, messages } = E.lire(brut);
        const c = compose(etat);
        D.sectionsDe(etat, c, controle(etat, new Set(etat.clauses.map(({ id }) => id))), plan, "jour").length;
        W.enCsv(etat, c); W.enMarkdown(D.sectionsDe(etat, c, [], plan, "jour"));
        return { nombre: etat.clauses.length, messages, nom: etat.nom.length, marche: etat.marche, pollue: ({}).pollue ?? null,
          bon: etat.partagees.bon.length, texte: etat.paragraphes[0].texte.length, lien: JSON.stringify(etat).includes("javascript"),
            fond: JSON.stringify(etat).includes("fin fond") };
    """)
    assert lu["nombre"] == 57 and len(lu["messages"]) == 3 and "140" in lu["messages"][0]
    assert (lu["nom"], lu["marche"], lu["pollue"], lu["bon"], lu["texte"]) == (80, "", None, 200, 4000)
    assert not lu["lien"] and not lu["fond"]


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


def test_markdown_ne_change_pas_les_mots(essai) -> None:
    """Ce qui ressemble à du balisage reste du texte."""
    texte = "1. *gras* _bas_ [lien](x) <b> | # fin"
    ecrit = essai(
        'const e = E.ajouterParagraphe(plein(), "rc-offre", "T", donnees.texte); return nu(textes(e).find(({ cle }) => cle === "p1").blocs)',
        texte=texte,
    )
    assert ecrit.strip().replace("\\", "") == texte and ecrit.startswith("1\\.")


@pytest.mark.parametrize(
    ("sens", "fin", "refusee"),
    [(1, "60", True), (1, "70", True), (1, "71", False), (-1, "60", False), (-1, "80", True)],
)
def test_une_echelle_a_l_envers_est_dite(essai, sens: int, fin: str, refusee: bool) -> None:
    """Tous les points à une valeur qui n'en donne aucun : toutes les offres conformes auraient la même note."""
    variables = {
        "taux": {"libelle": "Départ", "type": "pourcentage", "defaut": 70, "suffixe": " %"},
        "haut": {"libelle": "Fin", "type": "pourcentage", "defaut": 95, "echelle": {"de": "taux", "sens": sens}},
    }
    une = fiche("une", {"blocs": bloc({"variable": "taux"}, " ", {"variable": "haut"})}, variables=variables)
    code = "const e = plein(); return codes(E.ecrireValeur(e, fiches.get('une'), 'haut', donnees.fin));"
    assert ("echelle" in essai(code, une, fin=fin)) is refusee


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
          K.controler(etat, C.composer(etat, publiees, plan), publiees, plan).filter(({ code }) => code === "echelle").map(({ raison }) => raison));
    """
    for dites in essai(code, une, depart=depart):
        assert ["Départ" in raison for raison in dites] == ([True] if refusee else [])
