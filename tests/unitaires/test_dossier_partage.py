"""« Mon dossier » : le même d'un appareil à l'autre, par un lien ou un fichier ; ce qui s'y glisse d'hostile."""

from typing import Any

import pytest

from tests.unitaires.dossier import bloc, fiche


def sans_vides(valeur: Any) -> Any:
    """Rend la valeur sans ce qui est vide."""
    if isinstance(valeur, dict):
        lus = {nom: sans_vides(v) for nom, v in valeur.items()}
        return {nom: v for nom, v in lus.items() if v not in (None, "", [], {})}
    return [sans_vides(v) for v in valeur] if isinstance(valeur, list) else valeur


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
    clauses = [c for nom, c in tout.items() if nom not in ("plan", "socle")]
    assert {bout for c in clauses for v in c["variables"].values() for bout in v.get("echelle", ())} == {
        "de",
        "a",
        "sens",
        "ecart",
    }
    avec = {**clauses[0], "textes": [{**texte, "annexes": ["Plan"]} for texte in clauses[0]["textes"]]}
    avant, apres = essai("const e = plein(); return [e, P.deFichier(P.enFichier(e)).etat]", avec, *clauses[1:])
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
        const recu = L.lire(JSON.parse(JSON.stringify(ouvrir(donnees.forge)))).etat;
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
        const { etat, messages } = L.lire(brut);
        const c = compose(etat);
        D.sectionsDe(etat, c, controle(etat, new Set(etat.clauses.map(({ id }) => id))), plan, "jour").length;
        T.suivis(etat, D.lignesDeSuivi(etat, c)); W.enMarkdown(D.sectionsDe(etat, c, [], plan, "jour"));
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
          const constats = controler(e, c, new Map(), plan, new Set(), { donnees: donnees.droit, jour: "2026-11-26" });
          return W.enMarkdown(D.sectionsDe(e, c, constats, plan, "jour")) + T.enIcs(e.nom, T.suivis(e, D.lignesDeSuivi(e, c)), "20261126T120000Z");
        }).join(" ");
    """, nom=nom)  # fmt: skip
    assert ecrit.count("Un texte.") == 3
    assert not [mot for mot in ("native code", "[object", "undefined", "NaN", "function") if mot in ecrit]
