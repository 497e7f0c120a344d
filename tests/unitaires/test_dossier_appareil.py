"""« Mon dossier » : ce que l'appareil, un lien et un fichier en gardent ; les entrées hostiles."""

import pytest

from tests.unitaires.dossier import bloc, fiche


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


def test_ce_qui_se_tape_attend_le_repos(essai) -> None:
    """Il s'écrit une fois, avant toute lecture ; un geste le remplace, l'autre onglet n'y perd rien, un autre dossier ne l'emporte pas. Tout effacer l'oublie."""
    code = """
        const lots = () => Object.fromEntries([...G.relire().dossiers].map(([nom, { lot }]) => [nom, lot]));
        const taper = (nom, lot) => G.garderAuRepos({ ...E.vide(nom), lot }, (panne) => dits.push(panne));
        const dits = [], ecrits = [], garder = localStorage.setItem;
        localStorage.setItem = (cle, texte) => { ecrits.push(texte); garder(cle, texte); };
        G.garder(E.vide("Un"));
        for (const lot of "123") taper("Un", lot);
        const attend = ecrits.length;
        const ailleurs = JSON.parse(localStorage.getItem("mon-dossier"));
        ailleurs.dossiers.Deux = { ...E.vide("Deux"), lot: "d" };
        garder("mon-dossier", JSON.stringify(ailleurs));
        const relus = [lots(), ecrits.length];
        taper("Un", "4");
        G.garder({ ...E.vide("Un"), lot: "5" });
        const remplace = [lots(), ecrits.length];
        taper("Un", "6");
        G.garder({ ...E.vide("Trois"), lot: "t" });
        const gardes = lots();
        localStorage.setItem = () => { throw new DOMException("plein", "QuotaExceededError"); };
        taper("Trois", "u");
        G.vider();
        localStorage.setItem = garder;
        taper("Trois", "v");
        G.effacer();
        return [attend, relus, remplace, gardes, dits, lots()];
    """
    attend, relus, remplace, gardes, dits, reste = essai(code)
    assert attend == 1 and relus == [{"Un": "3", "Deux": "d"}, 2]
    assert remplace == [{"Un": "5", "Deux": "d"}, 3]
    assert gardes == {"Un": "6", "Deux": "d", "Trois": "t"}
    assert len(dits) == 1 and "La place manque" in dits[0] and reste == {}


def test_un_paragraphe_n_est_jamais_perdu_sans_un_mot(essai) -> None:
    """L'article disparu : « Autres dispositions », et c'est dit ; le 41e : refusé ou dit ; l'ordre choisi revient."""
    perdu, dits, refus, lus, ordres = essai("""
        const { etat: e } = L.lire({ version: 1, clauses: [], paragraphes: [{ article: "article-disparu", titre: "T", texte: "Mon texte" }] });
        const perdu = compose(e).pieces.flatMap(({ code, articles }) => articles.map((a) => [code, a.titre, nu(a.textes[0].blocs).trim()]));
        const dits = controle({ ...plein(), paragraphes: e.paragraphes }).filter(({ code }) => code === "sans-place");
        let plus = E.vide();
        let refus = "";
        for (let n = 0; n < 41; n++) try { plus = E.ajouterParagraphe(plus, "rc-offre", `t${n}`, "x"); } catch (erreur) { refus = erreur.message; }
        const trop = L.lire({ ...plus, paragraphes: [...plus.paragraphes, ...plus.paragraphes.slice(0, 3), null] });
        let p = ["A", "B", "C"].reduce((e, t) => E.ajouterParagraphe(e, "rc-offre", t, t), E.vide());
        p = E.deplacer(p, "rc-offre", ["p1", "p2", "p3"], "p3", -1);
        p = { ...p, paragraphes: p.paragraphes.slice(1) };
        const ordre = (e) => textes(e).map(({ titre }) => titre);
        return [perdu, dits.map(({ gravite, raison, remedes }) => [gravite, raison, remedes.length]), refus,
          [trop.etat.paragraphes.length, trop.messages], [ordre(p), ordre(L.lire(JSON.parse(JSON.stringify(p))).etat)]];
    """)
    assert perdu == [["RC", "Autres dispositions", "Mon texte"]]
    [(gravite, raison, remedes)] = dits
    assert gravite == "bloque" and "T." in raison and remedes == 1
    assert "au plus 40" in refus and lus == [40, [lus[1][0]]] and "Laissés : 4" in lus[1][0]
    assert ordres == [["C", "B"], ["C", "B"]]


def test_un_plan_absent_est_une_panne(essai) -> None:
    """Une page sans plan ne se montre pas : ses gestes échoueraient. Le plan revenu, elle le lit."""
    assert essai("""
        const lirePlan = (reponse) => { globalThis.fetch = async () => reponse; return dossier.fiches.lirePlan().then((p) => p.ok, () => "panne"); };
        return [await lirePlan({ ok: false, status: 404 }), await lirePlan({ ok: false, status: 500 }), 
          await lirePlan({ ok: true, status: 200, json: async () => ({ ok: 1 }) })];
    """) == ["panne", "panne", 1]  # fmt: skip


def test_une_clause_renommee_se_retrouve(essai) -> None:
    """Son niveau, ses valeurs, ses textes retirés et leur ordre la suivent ; l'ancien et le nouveau nom ne font qu'une clause."""
    suivi, double, meme, intacts = essai("""
        const [f] = donnees.fiches;
        let e = E.ecrireValeur(ajouter(E.vide("Essai"), f, "base"), f, "taux", "65");
        const [t] = f.textes;
        e = { ...e, retires: [`${f.id}#${t.id}`, "autre#t0"], ordre: { a: [`${f.id}#${t.id}`, "p1"] } };
        const noms = { [f.id]: "neuve", p1: "autre" };
        const suivi = E.suivreLesNoms(e, noms);
        const deux = E.suivreLesNoms({ ...e, clauses: [{ ...e.clauses[0], id: "neuve", valeurs: {} }, ...e.clauses] }, noms);
        return [suivi, deux.clauses.map(({ id, valeurs }) => [id, valeurs]), E.suivreLesNoms(e, { ailleurs: "x" }) === e,
          ["constructor", "__proto__"].map((id) => E.suivreLesNoms({ ...e, clauses: [{ id }] }, noms).clauses[0].id)];
    """)
    [entree] = suivi["clauses"]
    assert (entree["id"], entree["garde"]["id"], entree["garde"]["adresse"]) == ("neuve", "neuve", "clauses/neuve/")
    assert entree["valeurs"] == {"taux": "65"} and suivi["retires"][0].startswith("neuve#")
    assert suivi["retires"][1] == "autre#t0" and suivi["ordre"]["a"] == [suivi["retires"][0], "p1"]
    assert double == [["neuve", {}]] and meme and intacts == ["constructor", "__proto__"]


def test_une_clause_s_inscrit_au_clic(essai) -> None:
    """Dans un dossier neuf, celui qui est ouvert, ou rien : le nom seul, relu puis récrit. Deux demandes pareilles n'en font qu'une."""
    gardes, ouvert, retiree, plein, ailleurs = essai("""
        const lire = () => JSON.parse(localStorage.getItem("mon-dossier"));
        S.ecrireAuClic({ id: "a", titre: "A", niveau: "tous", valeurs: { taux: "12" }, cas: "v=1&marche=services" }, true);
        const deux = JSON.parse(localStorage.getItem("mon-dossier"));
        // Un autre onglet écrit entre deux clics : il est relu.
        localStorage.setItem("mon-dossier", JSON.stringify({ ...deux, dossiers: { ...deux.dossiers, Autre: E.vide("Autre") } }));
        S.ecrireAuClic({ id: "b" }, true);
        const gardes = [lire().liste, Object.keys(lire().dossiers), G.ouvert().clauses, S.clausesDuDossier()];
        G.garder({ ...E.vide("Lot 2"), retires: ["a#t0", "b#t0"] });
        for (let clic = 0; clic < 2; clic++) S.ecrireAuClic({ id: "a" }, true);
        const ouvert = [G.relire().ouvert, G.ouvert().clauses.map(({ id }) => id), G.relire().dossiers.get("Mon dossier").clauses.length];
        const pannes = [1, 2].map(() => S.ecrireAuClic({ id: "a" }, false));
        const retiree = [pannes, G.ouvert().clauses, G.ouvert().retires];
        const soixante = Array.from({ length: 60 }, (_, n) => ({ id: `c${n}` }));
        localStorage.setItem("mon-dossier", JSON.stringify({ ouvert: "P", dossiers: { P: { ...E.vide("P"), clauses: soixante } } }));
        const limite = [S.ecrireAuClic({ id: "a" }, true), S.ecrireAuClic({ id: "c3" }, false), G.ouvert().clauses.length];
        const ailleurs = ["{abime", "3", "[]", '{"dossiers":null}', '{"ouvert":"constructor","dossiers":{}}',
          '{"ouvert":"V","dossiers":{"V":{"version":2,"clauses":[]}}}', '{"ouvert":"V","dossiers":{"V":{"version":1,"clauses":{}}}}'].map((texte) => {
            localStorage.setItem("mon-dossier", texte);
            return [S.ecrireAuClic({ id: "a" }, true), localStorage.getItem("mon-dossier") === texte];
          });
        return [gardes, ouvert, retiree, limite, ailleurs];
    """)
    liste, dossiers, clauses, dites = gardes
    assert liste == dites == ["a", "b"] and dossiers == ["Mon dossier", "Autre"]
    inscrite = {
        "id": "a",
        "version": "",
        "niveau": "",
        "titre": "A",
        "valeurs": {"taux": "12"},
        "cas": "v=1&marche=services",
    }
    assert clauses == [inscrite, {"id": "b", "version": "", "niveau": "", "valeurs": {}}]
    assert ouvert == ["Lot 2", ["a"], 2] and retiree == [["", ""], [], ["b#t0"]]
    assert "au plus 60" in plein[0] and plein[1:] == ["", 59]
    assert ailleurs == [[None, True]] * len(ailleurs), "ce qui ne se lit pas d'ici n'est pas touché"


def test_une_clause_inscrite_recoit_son_texte(essai) -> None:
    """Le niveau voulu s'il existe, les valeurs, les partagées à leur place, le cas saisi avant le niveau ; sans texte, elle est dite."""
    f = fiche(
        "a",
        {"blocs": bloc({"variable": "taux"}, {"variable": "mois"})},
        {"niveau": "avance"},
        {"piece": "lettre-consultation", "article": "lettre-besoin"},
        variables={
            "taux": {"libelle": "Taux", "type": "pourcentage"},
            "mois": {"libelle": "Mois", "type": "duree", "partagee": "delai"},
        },
    )
    recues, cas, dits, page = essai("""
        const [f] = donnees.fiches, fraiches = new Map([[f.id, f]]);
        const valeurs = { taux: "7", mois: "3", faux: "1" };
        const recevoir = (niveau, procedure = "") =>
          E.garderLesTextes({ ...S.inscrire(E.vide(), { id: "a", titre: "A", niveau, valeurs }), procedure }, fraiches);
        const dire = ({ partagees, clauses: [c] }) => [c.niveau, c.valeurs, partagees, c.garde?.id, c.version, c.titre];
        const recues = [recevoir("avance"), recevoir("tous"), recevoir("", "petit-achat")].map(dire);
        const saisie = S.inscrire(E.vide(), { id: "a", cas: "v=1&marche=services&montant=4000&faux=1" });
        const avecCas = E.garderLesTextes(V.reprendreLesCas(donnees.droit, saisie), fraiches);
        const cas = [avecCas.marche, avecCas.montant, avecCas.procedure, avecCas.clauses[0].niveau, "cas" in avecCas.clauses[0]];
        const seule = S.inscrire(plein(), { id: "b", titre: "Clause B" }), c = compose(seule);
        const dits = controle(seule).filter(({ code }) => code === "texte-absent").map(({ titre, remedes }) => [titre, remedes[0].geste]);
        D.sectionsDe(seule, c, [], plan, "jour");
        const touchee = E.reporter(E.reporter(saisie, "a", "avance", { taux: "9" }), "a", "", { taux: "10", mois: null });
        return [recues, cas, dits, [touchee.clauses[0].niveau, touchee.clauses[0].valeurs]];
    """, f)  # fmt: skip
    signee = [{"taux": "7"}, {"delai": "3"}, "a", f["version"], "A"]
    assert recues == [["avance", *signee], ["base", *signee], ["lettre", *signee]]
    assert cas == ["services", "4000", "petit-achat", "lettre", False]
    assert dits == [["Le texte de « Clause B » n’est pas encore lu.", "reessayer"]]
    assert page == ["avance", {"taux": "10"}]
