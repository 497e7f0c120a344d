"""« Mon dossier » : ce que l'appareil, un lien et un fichier en gardent ; les entrées hostiles."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unitaires.dossier import bloc, fiche


def sans_vides(valeur: Any) -> Any:
    """Rend la valeur sans ce qui est vide."""
    if isinstance(valeur, dict):
        lus = {nom: sans_vides(v) for nom, v in valeur.items()}
        return {nom: v for nom, v in lus.items() if v not in (None, "", [], {})}
    return [sans_vides(v) for v in valeur] if isinstance(valeur, list) else valeur


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
    assert 600 < longueur + len("https://base.reseau.example/dossier/#") < 2000


def test_un_fichier_rend_le_meme_dossier(essai, tout: dict) -> None:
    """Chaque champ de chaque clause y passe, échelles comprises ; ce qui est vide peut être écrit vide."""
    clauses = [c for nom, c in tout.items() if nom != "plan"]
    assert {bout for c in clauses for v in c["variables"].values() for bout in v.get("echelle", ())} == {
        "de",
        "a",
        "sens",
        "ecart",
    }
    avant, apres = essai("const e = plein(); return [e, P.deFichier(P.enFichier(e)).etat]", *clauses)
    assert all(entree.pop("recue") for entree in apres["clauses"])
    assert sans_vides(apres) == sans_vides(avant)


def test_le_texte_d_un_fichier_ne_passe_pas_pour_celui_de_la_base(essai) -> None:
    """D'une version que la base ne publie pas : venu du fichier, à régler, sans relecture ni version ; du jour : celui de la base."""
    forge = fiche(
        "une", {"blocs": bloc("Aucune pénalité.\u202e")}, version="2026-01-01.12345678", relu_par="Un ministère"
    )
    recu, document, version, pris, venues, jour = essai("""
        const f = donnees.fiches[0];
        const ouvrir = (garde) => P.deFichier(P.enFichier(ajouter(E.vide(), garde, "base"))).etat;
        const dits = (e) => controle(e).filter(({ code }) => /modifiee|recu/.test(code)).map(({ code, gravite }) => [code, gravite]);
        const etatDes = (e) => W.enMarkdown(D.sectionsDe(e, compose(e), [], plan, "jour")).split("\\n").filter((l) => l.startsWith("| Clause une"));
        const recu = E.lire(JSON.parse(JSON.stringify(ouvrir(donnees.forge)))).etat;
        const duJour = ouvrir({ ...donnees.forge, version: f.version });
        const memes = E.garderLesTextes(duJour, fiches);
        return [dits(recu), etatDes(recu), JSON.stringify(compose(recu).pieces), dits(E.prendreTexte(recu, f)),
          [recu, duJour].map((e) => [...compose(e).recues]),
          [dits(memes), nu(textes(memes)[0].blocs).trim(), Boolean(memes.clauses[0].recue)]];
    """, fiche("une"), forge=forge)  # fmt: skip
    assert recu == [["texte-recu", "bloque"]] and pris == []
    assert venues == [["une"], []]
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
            { texte: "x", lien: "http://ailleurs.test/" }, { variable: "__proto__" }] }] }],
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
          bon: etat.partagees.bon.length, texte: etat.paragraphes[0].texte.length, lien: /javascript|http:/.test(JSON.stringify(etat)),
            fond: JSON.stringify(etat).includes("fin fond") };
    """)
    assert lu["nombre"] == 57 and len(lu["messages"]) == 3 and "140" in lu["messages"][0]
    assert (lu["nom"], lu["marche"], lu["pollue"], lu["bon"], lu["texte"]) == (80, "", None, 200, 4000)
    assert not lu["lien"] and not lu["fond"]


@pytest.mark.parametrize("nom", ["constructor", "toString", "valueOf", "hasOwnProperty"])
def test_un_nom_que_tout_objet_porte_ne_repond_a_rien(essai, nom: str) -> None:
    """Un dossier reçu répond « constructor » à tout, sa clause aussi : chaque sortie s'écrit, sans un mot de JavaScript."""
    ecrit = essai("""
        const { nom } = donnees, blocs = [{ genre: "paragraphe", suite: ["Un texte.", { variable: nom }, { renvoi: nom }] }];
        const listes = ["segments", "marches", "tailles", "piliers"].map((champ) => [champ, [nom]]);
        const garde = { id: "recue", textes: [{ id: "t", piece: nom, nature: nom, article: nom, remplace: [nom], blocs, poids: nom,
            critere: "C", suivi: [{ promesse: ["p"], controle: ["c"], consequence: nom }], plafond: { valeur: nom }, ccag: [nom] }],
          ...Object.fromEntries(listes), complete: [{ id: nom }], incompatible: [{ id: nom }], critere: { id: nom },
          ccag: { cahiers: [nom], deroge: [{ socle: nom, textes: ["t"] }] },
          controle: { qui: "Q", comment: ["C"], quand: `Dans les ${nom} jours suivant chaque trimestre`, suite: [] } };
        const reponses = Object.fromEntries(["marche", "famille", "acheteur", "procedure", "ccag"].map((question) => [question, nom]));
        const recu = { format: "mon-dossier", version: 1, nom, ...reponses, debut: "2027-01-01", duree: "24", cas: { [nom]: nom },
          partagees: { [nom]: nom }, socle: [nom], ordre: { [nom]: [nom] }, retires: [nom], criteres: [{ nom, poids: nom }],
          paragraphes: [{ article: nom, titre: nom, texte: nom }], clauses: [{ id: "recue", niveau: nom, valeurs: { [nom]: nom }, garde }] };
        const { etat } = P.deFichier(JSON.stringify(recu));
        return [etat, { ...etat, procedure: "petit-achat" }, { ...etat, famille: "" }].map((e) => {
          const c = C.composer(e, new Map(), plan);
          const constats = K.controler(e, c, new Map(), plan, new Set(), { donnees: donnees.droit, jour: "2026-11-26", constats: V.constatsDuDroit });
          return W.enMarkdown(D.sectionsDe(e, c, constats, plan, "jour")) + W.enCsv(e, c) + W.enIcs(e, c, "20261126T120000Z");
        }).join(" ");
    """, nom=nom)  # fmt: skip
    assert ecrit.count("Un texte.") == 3
    assert not [mot for mot in ("native code", "[object", "undefined", "NaN", "function") if mot in ecrit]


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
