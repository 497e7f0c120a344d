"""« Mon dossier » : des clauses choisies aux documents."""

from tests.unitaires.dossier import BON, DROIT, REPONDU, bloc, fiche, regle


def test_un_niveau_remplace_vraiment(essai) -> None:
    assert essai("""
        const f = donnees.fiches[0];
        return ["base", "avance"].map((n) => dossier.niveaux.textesDe(f, n).map(({ id }) => id));
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
    assert "14.1.3 du CCAG-FCS, l’exonération" in rendu["FCS"][0][1] and "Article 14.1.3, par" in rendu["FCS"][1][1]
    assert "19.2.1" in rendu["Travaux"][0][1]
    assert rendu["aucun"] == []
    sans, avec = essai('return ["aucun", "FCS"].map((c) => nu(textes({ ...plein(), ccag: c })[0].blocs))', deux[0])
    assert "en application" in avec and "en application" not in sans and "5 €. Rien d’autre." in sans


def test_les_derogations_suivent_l_ordre_du_ccag(essai) -> None:
    """L'article 9 vient avant le 14, quel que soit l'ordre des clauses."""
    phrases = essai(
        """
        const phrase = (article) => ({ titre: article, piece: "CCAP", article: "ccap-penalites", blocs: [], deroge: { FCS: article }, ligne: "L." });
        const socle = { a: phrase("14.1"), b: phrase("9.10"), c: phrase("9.2") };
        const { parCle } = C.composer({ ...plein(), ccag: "FCS" }, fiches, { ...plan, socle });
        return nu(parCle.get("derogations").blocs).match(/Article [0-9.]+/g);
    """,
        fiche(
            "une",
            {"piece": "CCAP"},
            ccag={"cahiers": ["FCS"], "deroge": [{"socle": n, "textes": ["t0"]} for n in "abc"]},
        ),
    )
    assert phrases == ["Article 9.2", "Article 9.10", "Article 14.1"]


def test_ce_qui_definit_passe_avant_ce_qui_deroge(essai) -> None:
    code = """
        const phrase = (deroge) => ({ titre: "T", piece: "CCAP", article: "ccap-penalites", blocs: [], deroge });
        const socle = { deroge: phrase({ FCS: "14" }), definit: phrase({}) };
        const { parCle } = C.composer({ ...plein(), ccag: "FCS" }, fiches, { ...plan, socle });
        return [...parCle.keys()].filter((cle) => cle.startsWith("socle#"));
    """
    demande = {"cahiers": ["FCS"], "deroge": [{"socle": n, "textes": ["t0"]} for n in ("deroge", "definit")]}
    assert essai(code, fiche("une", {"piece": "CCAP"}, ccag=demande)) == ["socle#definit", "socle#deroge"]


def test_une_phrase_qui_ne_cite_pas_de_ccag_vaut_sans_lui(essai) -> None:
    """Ce que la loi impose s'écrit sans CCAG, à sa place dans la pièce retenue, ou à la même place du CCP ; jamais au dernier article."""
    code = """
        const phrase = { titre: "Produits", piece: "CCTP", article: "cctp-exigences", blocs: [], deroge: {} };
        const { pieces } = C.composer({ ...plein(), ccag: "aucun" }, fiches, { ...plan, socle: { produits: phrase } });
        const siennes = ({ code, textes }) => textes.filter(({ source }) => source !== "clause").map(({ cle }) => [code, cle]);
        return pieces.flatMap(({ articles }) => articles.flatMap(siennes));
    """
    demande = {"cahiers": ["FCS"], "deroge": [{"socle": "produits", "textes": ["t0"]}]}
    for piece, article in (("CCTP", "cctp-exigences"), ("CCP", "ccp-exigences")):
        assert essai(code, fiche("une", {"piece": piece, "article": article}, ccag=demande)) == [
            [article, "socle#produits"]
        ]


def test_une_phrase_d_une_autre_famille_ne_vient_pas(essai) -> None:
    """Appelée par une clause qui sert plusieurs familles, elle ne vaut que pour les siennes ; l'acheteur, lui, peut toujours l'ajouter. Ce qu'elle fait remettre suit."""
    code = """
        const remise = { quoi: "Le tableau.", qui: "Le titulaire", quand: "Chaque janvier" };
        const phrase = { titre: "Routes", piece: "CCTP", article: "cctp-exigences", blocs: [], deroge: {}, familles: ["voirie"], remise };
        const lues = (champs) => D.lignesDeSuivi(plein(), C.composer({ ...plein(), ...champs }, fiches, { ...plan, socle: { routes: phrase } })).map((ligne) => ligne.flat().map(({ texte }) => texte));
        return [lues({ famille: "voirie" }), lues({ famille: "parcs" }), lues({ famille: "parcs", socle: ["routes"] })];
    """
    demande = {"cahiers": ["FCS"], "deroge": [{"socle": "routes", "textes": ["t0"]}]}
    ligne = ["Routes", "Recevoir : Le tableau.", "Le titulaire", "Chaque janvier"]
    assert essai(code, fiche("une", {"piece": "CCTP"}, ccag=demande)) == [[ligne], [], [ligne]]


def test_ce_qu_une_phrase_demande_au_candidat_va_au_cadre_de_reponse(essai) -> None:
    """Une fois, quel que soit le nombre de clauses qui demandent la phrase ; une phrase sans colonnes n'y met rien."""
    code = """
        const phrase = (cadre) => ({ titre: "Produits", piece: "CCTP", article: "cctp-exigences", blocs: [], deroge: {}, cadre });
        const socle = { produits: phrase(["Modèle", "Classe"]), muette: phrase([]) };
        const { pieces } = C.composer(plein(), fiches, { ...plan, socle });
        const cadre = pieces.find(({ code }) => code === "cadre-reponse");
        return cadre.articles.flatMap(({ code, textes }) => textes.map(({ titre, blocs }) => [code, titre, blocs.map(({ lignes }) => lignes.map((cases) => cases.map(nu)))]));
    """
    demande = {"cahiers": ["FCS"], "deroge": [{"socle": n, "textes": ["t0"]} for n in ("produits", "muette")]}
    deux = [fiche(n, {"piece": "CCTP"}, ccag=demande) for n in ("une", "deux")]
    assert essai(code, *deux) == [["cadre-questions", "Produits", [[["Modèle\n", "Classe\n"], ["\n", "\n"]]]]]


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
        const noms = A.valeursDe(e, compose(e)).map(({ cle, saisie }) => `${cle} ${saisie}`);
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


def test_un_retrait_se_defait_seul(essai) -> None:
    """Clause, texte, paragraphe, critère : défait après d'autres gestes, chacun revient à sa place et rien d'autre ne bouge."""
    deux = [
        fiche(n, {"blocs": bloc({"variable": "v"})}, {}, variables={"v": {"libelle": "V", "type": "texte"}})
        for n in ("une", "deux")
    ]
    rendu = essai("""
        let e = E.ecrireValeur(plein(), fiches.get("une"), "v", "ma valeur");
        e = ["A", "B"].reduce((x, titre) => E.ajouterParagraphe(x, "rc-offre", titre, titre), e);
        e = { ...e, criteres: [{ nom: "Prix", poids: "60" }, { nom: "Délai", poids: "40" }] };
        const lire = (x) => [x.clauses.map(({ id, valeurs }) => [id, valeurs.v ?? ""]),
          textes(x).map(({ cle }) => cle), x.criteres.map(({ nom }) => nom), x.lot];
        const avant = lire(e);
        const retraits = [(x) => R.retirerTexte(x, "une#t1"), (x) => R.retirerClause(x, "une"),
          (x) => R.retirerParagraphe(x, "p1"), (x) => R.retirerCritere(x, 0)];
        const defaits = [];
        for (const retirer of retraits) { const r = retirer(e); e = { ...r.etat, lot: e.lot + "x" }; defaits.push(r.defaire); }
        const retire = lire(e);
        e = E.ajouterParagraphe(e, "rc-offre", "C", "c");
        e = defaits.reverse().reduce((x, defaire) => defaire(x), e);
        return [avant, retire, lire(e)];
    """, *deux)  # fmt: skip
    avant, retire, apres = rendu
    assert avant[0] == [["une", "ma valeur"], ["deux", ""]] and "une#t1" in avant[1]
    assert retire == [[["deux", ""]], ["p2", "criteres", "deux#t0", "deux#t1"], ["Délai"], "xxxx"]
    assert apres[0] == avant[0] and apres[2] == avant[2] and apres[3] == "xxxx"
    assert apres[1] == ["p1", "p2", "p3", *avant[1][2:]]


def test_un_numero_repris_n_ecrase_pas_un_paragraphe(essai) -> None:
    """Retiré, son numéro a été donné à un autre : les deux restent."""
    assert essai("""
        const r = R.retirerParagraphe(E.ajouterParagraphe(plein(), "rc-offre", "A", "a"), "p1");
        return r.defaire(E.ajouterParagraphe(r.etat, "rc-offre", "B", "b")).paragraphes.map(({ id, titre }) => [id, titre]);
    """) == [["p2", "A"], ["p1", "B"]]  # fmt: skip


def test_un_texte_retire_le_reste_et_son_cadre_le_suit(essai) -> None:
    """D'une page, d'un fichier et d'un lien à l'autre ; remis, il revient, et la question au candidat avec lui."""
    cles = essai("""
        const cle = `${donnees.fiches[0].id}#critere`;
        const lire = (x) => textes(x).map((t) => t.cle).filter((c) => c.endsWith(cle));
        const { etat } = R.retirerTexte(plein(), cle);
        const relus = [P.deFichier(P.enFichier(etat)).etat, (await P.deFragment("#" + await P.enFragment(etat))).etat];
        return [plein(), etat, ...relus, R.remettreTexte(etat, cle)].map((x) => lire(x).length);
    """)
    assert cles == [2, 0, 0, 0, 2]


def test_les_valeurs_se_confirment_par_groupe(essai) -> None:
    """Celles que deux clauses partagent d'abord, une fois ; puis chaque clause ; confirmée, aucune n'est plus proposée."""
    delai = {"libelle": "Délai", "type": "duree", "defaut": 15, "partagee": "delai-mise-en-demeure"}
    part = {"libelle": "Part", "type": "pourcentage", "defaut": 10}
    texte = {"blocs": bloc({"variable": "part"}, {"variable": "delai"})}
    deux = [fiche(n, texte, variables={"part": part, "delai": delai}) for n in ("une", "deux")]
    assert essai("""
        let e = plein();
        const lire = () => A.groupesDeValeurs(e, compose(e)).map(({ cle, valeurs }) => [cle, valeurs.filter(A.estProposee).length]);
        const avant = lire();
        e = E.ecrireValeur(e, donnees.fiches[0], "part", "10");
        return [avant, lire()];
    """, *deux) == [[["#partagees", 1], ["une", 1], ["deux", 1]], [["#partagees", 1], ["une", 0], ["deux", 1]]]  # fmt: skip


def test_un_critere_sans_nom_reste_au_document(essai) -> None:
    """Son poids compte : il n'est pas ôté, son nom est laissé en blanc ; et rien de cela ne passe pour juste."""
    table, graves = essai(f"""
        const e = {{ ...{REPONDU}, criteres: [{{ nom: "", poids: "80" }}] }};
        return [nu(compose(e).parCle.get("criteres").blocs), controle(e).filter(({{ gravite }}) => gravite === "bloque").map(({{ code }}) => code)];
    """, BON)  # fmt: skip
    assert "[nom du critère" in table.replace("\\", "") and "80" in table and graves == ["critere-sans-nom"]


def test_ce_qui_se_verifie_avant_de_publier(essai) -> None:
    """Les vigilances des clauses retenues et de leurs textes à ce niveau, valeurs posées ; puis chaque obligation, son état et où elle s'écrit."""
    premier = {**BON["textes"][0], "vigilance": [["De ce texte."]]}
    plus_haut = {**premier, "id": "haut", "niveau": "exemplaire", "vigilance": [["D’un autre niveau."]]}
    textes = [premier, *BON["textes"][1:], plus_haut]
    une = {**BON, "textes": textes, "vigilance": [["Regardez ", {"variable": "poids"}, "."]]}
    code = f"""const e = {REPONDU}; const c = compose(e);
      const dus = V.devoirsDuDossier({{ donnees: donnees.droit, jour: "2026-11-26" }}, e, c);
      return W.enMarkdown(D.sectionsDe(e, c, [], plan, "jour", dus).filter(({{ nom }}) => nom === "verifier"));"""
    douteuse = regle("i", certitude="incertain", doute="Peut-être.", textes=[{"piece": "CCTP", "texte": "Il trie."}])
    droit = {**DROIT, "regles": [*DROIT["regles"], douteuse]}
    ecrit = essai(code, une, droit=droit).replace("\xa0", " ").replace("\\", "")
    assert "| Incertain | Peut-être. ; texte à prendre : « Il trie. » |" in ecrit
    assert "### Clause bonne\n\n- Regardez [20 %]." in ecrit or "- Regardez 20 %." in ecrit
    assert "\n- De ce texte." in ecrit and "autre niveau" not in ecrit
    assert "| Règle c | Écrit | 1.1 du CCTP |" in ecrit and "| Règle k | Écrit |" in ecrit
