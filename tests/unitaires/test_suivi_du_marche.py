"""« Suivre un marché signé » : les dates d'un marché de nettoyage de trois ans, son fichier, ses lettres ; un lot de travaux."""

from typing import Any

import pytest

MENAGE: dict[str, Any] = {
    "nom": "Ménage des écoles", "ccag": "FCS", "marche": "services", "acheteur": "Commune", "titulaire": "Propre SARL",
    "notification": "2025-01-10", "duree": "36",
    "attendus": [
        {"id": "a1", "fiche": "insertion", "clause": "Insertion", "quoi": "Recevoir : Attestation.", "qui": "Le titulaire",
         "quand": "Dans les quinze jours suivant chaque semestre d’exécution", "ecart": ""},
        {"id": "a2", "fiche": "insertion", "clause": "Insertion", "quoi": "Contrôle : rapproche les plannings.", "qui": "Le facilitateur",
         "quand": "Trois fois par an", "ecart": "Article 5.2 du CCAP."},
        {"id": "a3", "fiche": "produits", "clause": "Produits", "quoi": "Recevoir : Liste.", "qui": "Le titulaire",
         "quand": "À chaque livraison", "ecart": ""},
    ],
}  # fmt: skip
CLAUSE = "Une pénalité de 100 € par attestation non remise, dans la limite de 250 €."
LETTRE = {
    "acheteur": "Commune", "titulaire": "Propre SARL", "clause": CLAUSE,
    "ou": "article 5.2 du CCAP", "fait": "L’attestation du premier semestre n’est pas remise.", "du": "2025-07-25",
    "preuve": "Courriel du 25 juillet 2025", "le": "2025-09-01", "signataire": "Anne Martin", "qualite": "Maire",
    "correction": "15", "observations": "15", "encouru": "100 € par attestation.", "remede": "20", "demeure": "Rien le 22 août 2025.", "invite": "2025-08-01", "laisse": "15", "reponse": "Aucune réponse.",
    "montant": "100", "unite": "attestation", "nombre": "2", "plafond": "250", "deja": "0", "exoneration": "hors", "prix": "900", "reduction": "90", "calcul": "10 %.",
}  # fmt: skip
SUIVI = "const feries = ['2025-08-15'], suivi = { ...marche.vide(donnees.dits), ...donnees.plus };"


@pytest.fixture
def suivre(node):
    """Rend de quoi lancer un code sur un marché suivi, que ces champs changent."""

    def lancer(code: str, plus: dict | None = None, **donnees: Any) -> Any:
        return node(SUIVI + code, dits=MENAGE, plus=plus or {}, **donnees)

    return lancer


@pytest.mark.parametrize(
    ("quand", "dates"),
    [
        ("Dans les quinze jours suivant chaque semestre d’exécution", "2025-07-24 2026-01-24 2026-07-24 2027-01-24 2027-07-24 2028-01-24"),
        ("Trois fois par an : à mi-année, au rapport", "2025-05-01 2025-09-01 2026-01-01 2026-05-01 2026-09-01 2027-01-01 2027-05-01 2027-09-01 2028-01-01 2028-05-01"),
        ("Un site tiré au sort chaque semestre, et le relevé annuel", "2025-07-01 2026-01-01 2026-07-01 2027-01-01 2027-07-01 2028-01-01 2028-07-01"),
        ("Avant le premier emploi, quinze jours au plus après la notification, puis une fois par an", "2025-01-25 2026-01-10 2027-01-10 2028-01-10"),
        ("Quinze jours après la notification, puis dans le mois qui suit chaque année d’exécution", "2025-01-25 2026-02-10 2027-02-10 2028-02-10"),
        ("Dans le mois qui suit chaque semestre du marché", "2025-08-10 2026-02-10 2026-08-10 2027-02-10 2027-08-10 2028-02-10"),
        ("Dans les quinze jours qui suivent chaque semestre civil et la fin du marché", "2025-07-15 2026-01-15 2026-07-15 2027-01-15 2027-07-15 2028-01-15 2028-01-25 2028-07-15"),
        ("Avant la fin du mois de février, et deux mois après la fin du marché", "2025-02-28 2026-02-28 2027-02-28 2028-02-28 2028-03-10"),
        ("Avant le 31 janvier, et à la fin du marché", "2025-01-31 2026-01-31 2027-01-31 2028-01-10 2028-01-31"),
        ("Au plus tard le 31 juillet et le 31 janvier, et à la fin du marché", "2025-01-31 2025-07-31 2026-01-31 2026-07-31 2027-01-31 2027-07-31 2028-01-10 2028-01-31"),
        ("Avant la fin du mois de février", "2025-02-28 2026-02-28 2027-02-28 2028-02-28"),
        ("Six mois avant la fin du marché", "2027-07-10"),
        ("Dans le mois qui précède la fin, et quinze jours après", "2027-12-10 2028-01-25"),
        ("Pendant la période de préparation, ou dans les deux mois de la notification", "2025-03-10"),
        ("Dans le mois qui suit chaque année civile, et avec la dernière demande de paiement", "2026-01-31 2027-01-31 2028-01-10 2028-01-31"),
        ("Dans le mois qui suit chaque année d’exécution, et avec la dernière demande de paiement", "2026-02-10 2027-02-10 2028-01-10 2028-02-10"),
        ("Dans le mois qui suit chaque année civile si le marché passe un an, et avec sa dernière demande de paiement", "2026-01-31 2027-01-31 2028-01-10 2028-01-31"),
        ("À la conclusion, puis tous les six mois", "2025-07-10 2026-01-10 2026-07-10 2027-01-10 2027-07-10"),
        ("À chaque livraison", ""), ("Quinze jours après chaque campagne", ""),
    ],
)  # fmt: skip
def test_aucune_date_dite_en_clair_n_est_oubliee(suivre, quand: str, dates: str) -> None:
    code = "return marche.echeances(suivi, '2025-01-10').filter(({ attendu }) => attendu.id === 'a1').map(({ jour }) => jour)"
    assert " ".join(suivre(code, {"attendus": [{**MENAGE["attendus"][0], "quand": quand}]})) == dates


def test_un_marche_joue_jusqu_au_bout(suivre) -> None:
    """Les écarts, puis les retards, puis ce qui vient, la dernière visite à la fin ; ce qui est tenu s'en va ; le calendrier n'a que le reste ; qui contrôle se lit sur sa clause ; un contrôle « à chaque attestation » a ses dates."""
    presse, fin, dates, qui, visites, appele, releve, refus = suivre("""
        let s = marche.noter(suivi, "a1|2026-01-24", { ecart: "2026-02-01" });
        s = marche.noter(s, "a2|2025-05-01", { tenu: "2025-05-02" });
        const presse = marche.aVoir(marche.echeances(s, "2026-02-02"), 5).map(({ cle, etat }) => `${etat} ${cle}`);
        for (const { cle } of marche.echeances(s, "2026-02-02")) s = marche.noter(s, cle, { tenu: "2028-06-01" });
        return [presse, marche.aVoir(marche.echeances(s, "2028-06-01"), 5), marche.aDater(marche.noter(s, "a1|2026-07-24", { tenu: "" }), "2028-06-01"),
          marche.controleDe(suivi, suivi.attendus[0]).qui, marche.echeances(s, "").filter(({ attendu }) => attendu.id === "a2").map(({ jour }) => jour),
          marche.echeances({ ...suivi, attendus: [suivi.attendus[0], { ...suivi.attendus[1], quand: "À chaque attestation, avec une réunion par an" }] }, "").filter(({ attendu }) => attendu.id === "a2")[0].jour,
          marche.echeances({ ...suivi, attendus: [{ ...suivi.attendus[0], quoi: "Recevoir : Relevé." }, { ...suivi.attendus[1], quand: "Chaque semestre, et le relevé annuel" }] }, "").filter(({ attendu }) => attendu.id === "a2").at(-1).jour,
          marche.echeances(marche.noter({ ...suivi, attendus: [{ ...suivi.attendus[2], quoi: "Recevoir : Liste ; sans refus motivé dans un délai de 10 jours, elle est admise." }] }, "a3|", { tenu: "2025-01-20" }), "").find(({ attendu }) => attendu.id === "a3-refus").jour];
    """)
    assert presse == [
        *("ecart a1|2026-01-24", "retard a1|2025-07-24", "retard a2|2025-09-01", "retard a2|2026-01-01"),
        "a-venir a2|2026-05-01",
    ]
    assert (
        fin == []
        and [(d["jour"], d["fin"], d["tous"]) for d in dates] == [("2026-07-24", "2026-07-24", 0)]
        and dates[0]["cle"] == "a1-2"
    )
    assert (appele, releve, refus) == ("2025-07-24", "2028-01-24", "2025-01-30")
    assert qui == "Le facilitateur" and visites[-2:] == ["2027-09-01", "2028-01-01"]


@pytest.mark.parametrize(
    ("quoi", "quand", "duree", "derniere"),
    [
        ("Restituer les bacs.", "Un mois après la fin du marché", "36", "2028-02-10"),
        ("Contrôle : lit.", "Dans les trente jours suivant chaque semestre d’exécution", "36", "2028-02-08"),
        ("Contrôle : visite.", "Chaque semestre", "28", "2027-05-09"),
        ("Recevoir : Tableau.", "Dans le mois qui suit chaque année civile, et avec la dernière demande de paiement", "8", "2025-09-10"),
        ("Recevoir : Tableau.", "Dans le mois qui suit chaque année civile si le marché passe un an, et avec sa dernière demande de paiement", "12", "2026-01-10"),
        ("Recevoir : Pièces.", "À la conclusion, puis tous les six mois", "14", "2026-01-10"),
        ("Contrôle : visite.", "Chaque semestre", "36", "2028-01-01"),
    ],
)  # fmt: skip
def test_seule_une_visite_se_rabat_sur_la_fin(suivre, quoi: str, quand: str, duree: str, derniere: str) -> None:
    code = "return marche.echeances(suivi, '').filter(({ attendu }) => attendu.id === 'a1').at(-1).jour"
    plus = {"duree": duree, "attendus": [{**MENAGE["attendus"][0], "quoi": quoi, "quand": quand}]}
    assert suivre(code, plus) == derniere


@pytest.mark.parametrize(
    ("depart", "cle", "dits", "jour"),
    [
        ({}, "a1|2025-07-24", {"notification": "2025-01-11"}, "2025-07-25"),
        ({}, "a1|2028-01-24", {"duree": "24"}, "2028-01-24"),
        ({"notification": ""}, "a1|", {"notification": "2025-01-10"}, "2025-07-24"),
        ({}, "a1|2025-07-24", {"duree": ""}, ""),
    ],
)
def test_changer_les_dates_ne_cache_rien(suivre, depart: dict, cle: str, dits: dict, jour: str) -> None:
    """L'écart, sa note et sa lettre passent à l'échéance de même rang ; sans elle, ils restent à leur jour."""
    code = """
        let s = marche.garderLettre(marche.noter(suivi, donnees.cle, { ecart: "2025-08-01", note: "Vu." }), donnees.cle, "relance", {});
        s = marche.redire(s, donnees.champs);
        return marche.echeances(s, "2025-01-01").filter(({ etat }) => etat === "ecart").map(({ jour, fait, lettres }) => [jour, fait.note, lettres.length]);
    """
    assert suivre(code, depart, cle=cle, champs=dits) == [[jour, "Vu.", 1]]


def test_ce_qui_ne_se_relirait_pas_ne_se_garde_pas(suivre) -> None:
    essais = [("duree", "36.5"), ("duree", "99999999"), ("notification", "12026-01-01"), ("debut", "2025-01-09"), ("duree", "48"), ("debut", "")]  # fmt: skip
    dits = suivre("return donnees.essais.map(([champ, dit]) => marche.ecartDuChamp(suivi, champ, dit))", essais=essais)
    assert [dit.split(" ")[0] for dit in dits] == ["La", "La", "Cette", "L’exécution", "", ""]


def test_un_lot_de_travaux_attend_son_decompte_et_sa_reception(suivre) -> None:
    cles = "return marche.echeances(suivi, '').map(({ cle }) => cle).filter((cle) => /^(decompte|a1)/.test(cle))"
    moments = {
        "À la moitié et à la fin du chantier": ["a1|2026-07-10", "a1|2028-01-09"],
        "À chaque réunion de chantier, puis un mois après la réception": ["a1|2028-02-09"],
        "Une livraison pendant le chantier, puis à la réception": ["a1|2026-07-10", "a1|2028-01-09"],
        "Avant la pose, puis lors de la demande de réception": ["a1|2028-01-09"],
        "À la réception, puis un an après": ["a1|2028-01-09", "a1|2029-01-09"],
    }
    for quand, siens in moments.items():
        attendus = {"attendus": [{**MENAGE["attendus"][0], "quand": quand}]}
        assert suivre(cles, attendus) == ["a1|"]
        assert sorted(suivre(cles, {**attendus, "ccag": "Travaux"})) == [*siens, "decompte|2028-02-09"]


def test_le_fichier_rend_le_meme_suivi(suivre) -> None:
    """Les textes de deux pièces s'y ajoutent ; relue, une pièce remplace les siens. Une échéance ajoutée y est, et s'ôte avec ce qui en est noté."""
    avant, apres, messages, libre, ote, sans = suivre("""
        const un = (piece, texte) => ({ cle: "insertion#a", titre: "", piece, texte });
        const s = marche.garderLettre(marche.noter(marche.garderLesTextes(marche.garderLesTextes(suivi, [un("CCAP", "x")]), [un("CCTP", "y"), un("CCAP", "z")]), "a1|2026-01-24", { ecart: "2026-02-01", tenu: "", note: "Relancé." }), "a1|2026-01-24", "relance", { fait: "x" });
        const libre = marche.ajouter(s, { quoi: "Refuser la liste.", jour: "2025-02-04", preuve: "Courriel", article: "CCAP 3.1" });
        const bilan = marche.saisir({ ...libre, declare: { considerationsSociales: ["Clause sociale"] } }, { annee: "2025", indicateur: "x", famille: "" }, { y: "3" });
        const lu = marche.deFichier(marche.enFichier(bilan));
        const ecrit = marche.noter(lu.suivi, "a4|2025-02-04", { tenu: "2025-02-03" });
        return [bilan, lu.suivi, lu.messages, marche.aDater(lu.suivi, "2025-01-10").filter(({ cle }) => cle === "a4-0").map(({ jour, clause }) => [jour, clause]), marche.oter(ecrit, { id: "a4" }), s];
    """)
    assert libre == [["2025-02-04", "CCAP 3.1"]]
    assert (ote["attendus"], ote["faits"], ote["lettres"]) == (sans["attendus"], sans["faits"], sans["lettres"])
    assert avant == apres and messages == [] and [t["texte"] for t in avant["textes"]] == ["y", "z"]


@pytest.mark.parametrize(
    ("change", "dit"),
    [
        ("", "n’est pas un suivi"), ("[]", "n’est pas un suivi"), ('{"format":"autre"}', "n’est pas un suivi"),
        ("{ ...s, version: 7 }", "à la version 7"), ("{ ...s, attendus: 3 }", "n’est pas un suivi"),
        ("{ ...s, nom: '=HYPERLINK(1)' }", "des formules ou des balises"),
        ("{ ...s, faits: { 'a1|': { note: '<img src=x onerror=alert(1)>' } } }", "des formules ou des balises"),
        ("{ ...s, faits: { 'a1|': { tenu: '2024-02-30', ecart: '2024-12-01' } } }", "1 date est avant la notification"),
        ("{ ...s, bilan: [{ annee: '2025', valeurs: { x: '=1+A1' } }] }", "des formules ou des balises"),
        ("{ ...s, attendus: [...s.attendus, 5] }", "1 ligne illisible, laissée"),
    ],
)  # fmt: skip
def test_un_mauvais_fichier_est_dit(suivre, change: str, dit: str) -> None:
    """Une phrase chacun ; ce qui se comprend est gardé."""
    code = """
        const s = { format: "mon-suivi", ...suivi };
        try { return marche.deFichier(TEXTE).messages } catch (erreur) { return [erreur.message] }
    """
    texte = f"JSON.stringify({change})" if change.startswith("{ ...") else repr(change)
    [message] = suivre(code.replace("TEXTE", texte))
    assert dit in message


@pytest.mark.parametrize(
    ("genre", "plus", "champ", "dit"),
    [
        *((genre, {champ: " "}, champ, "") for genre in ("relance", "penalite") for champ in ("clause", "fait", "du", "preuve", "signataire")),
        ("relance", {"du": "2024-12-31"}, "du", "avant la notification"),
        ("relance", {"du": "2025-10-01"}, "du", "après la lettre"),
        ("relance", {"clause": "Remise sous [Délai]."}, "clause", "un blanc"),
        ("mise-en-demeure", {"observations": "10"}, "observations", "14.1.1 du CCAG-FCS"),
        ("mise-en-demeure", {"encouru": ""}, "encouru", "CCAG-FCS, article 14.1.1"),
        ("mise-en-demeure", {"encouru": "", "clause": "Il doit 100 € par jour, deux jours au plus."}, "encouru", "montant compris"),
        ("mise-en-demeure", {"correction": "5", "clause": f"Mis en demeure, il a un délai de 15 jours. {CLAUSE}"}, "correction", "laisse 15 jours"),
        *(("mise-en-demeure", {"correction": "5", "remede": "99", "clause": f"Mis en demeure, il a {dit} jours. {CLAUSE}"}, "correction", f"laisse {jours} jours") for dit, jours in (("quarante-cinq", 45), ("vingt et un", 21), ("quatre-vingt-dix", 90), ("soixante", 60))),
        ("mise-en-demeure", {"correction": "3", "clause": f"Mis en demeure, il a trois jours ouvrés. {CLAUSE}"}, "en", "compte en jours ouvrés"),
        ("mise-en-demeure", {"correction": "4", "en": "jours ouvrés", "clause": f"Mis en demeure, il a cinq jours ouvrés. {CLAUSE}"}, "correction", "laisse 5 jours ouvrés"),
        ("mise-en-demeure", {"resiliation": "oui"}, "clause", "l’article 41 du CCAG-FCS"),
        ("mise-en-demeure", {"resiliation": "oui", "clause": f"{CLAUSE} Une faute ; l’absence d’un document n’y suffit pas."}, "resiliation", "décochez"),
        ("relance", {"du": "2025-07-24"}, "du", "jusqu’au 24 juillet 2025"),
        ("constat", {"le": "2025-08-16"}, "le", "jusqu’au 18 août 2025"), ("constat", {"invite": "2025-07-31", "le": "2025-08-17"}, "le", "jusqu’au 18 août 2025"),
        ("constat", {"laisse": "8"}, "laisse", "écrivez-lui de nouveau"),
        ("constat", {"laisse": "8", "clause": "Livraison en 8 jours. Les observations se lisent."}, "laisse", "écrivez-lui de nouveau"),
        ("constat", {"laisse": "8", "clause": "Ses observations viennent dans un délai de huit (8) jours.", "le": "2025-08-09"}, "le", "jusqu’au 11 août"),
        ("constat", {"invite": "2025-07-01"}, "invite", "avant le fait"),
        ("penalite", {"deja": "250"}, "deja", "plafond est atteint"),
        ("penalite", {"demeure": ""}, "demeure", "16.1.5 et 16.2.3"),
        ("penalite", {"demeure": "", "clause": "Il doit 100 € par jour, deux jours au plus.", "unite": "jour", "plafond": "200"}, "demeure", "16.1.5 et 16.2.3"),
        ("penalite", {"le": "2025-08-21"}, "le", "jusqu’au 21 août"), ("penalite", {"remede": "15"}, "remede", "laisse 20 jours"),
        ("penalite", {"montant": "150"}, "calcul", "ne porte pas ce montant"), ("penalite", {"plafond": "240"}, "calcul", "ou ce plafond"),
        ("penalite", {"unite": "liste non remise"}, "unite", "reprenez ses mots"),
        ("penalite", {"unite": "attestation remise"}, "unite", "reprenez ses mots"), ("penalite", {"unite": "€"}, "unite", "reprenez ses mots"), ("penalite", {"unite": "an", "clause": f"Voir l’annexe. {CLAUSE}"}, "unite", "reprenez ses mots"),
        ("penalite", {"clause": f"Le constat est contradictoire. {CLAUSE}"}, "preuve", "constat contradictoire du"),
        ("penalite", {"invite": "2025-07-28"}, "invite", "est du 30 juillet 2025"),
        ("penalite", {"en": "jours ouvrés", "le": "2025-09-02"}, "remede", "laisse 20 jours"), ("penalite", {"exoneration": "ecartee"}, "clause", "14.1.3"),
        ("penalite", {"exoneration": ""}, "exoneration", "CCAG-FCS, article 14.1.3"),
        ("penalite", {"montant": "-3"}, "montant", "plus grand que zéro"),
        ("penalite", {"clause": "L’attestation est remise."}, "clause", "ne parle pas de pénalité"),
        ("penalite", {"clause": "Ce marché ne porte aucune pénalité."}, "clause", "ne parle pas de pénalité"),
        ("reduction", {"clause": "Le prix est réduit.", "reduction": "901"}, "reduction", "dépasse le prix"),
        ("reduction", {}, "clause", "ne réduit aucun prix"),
    ],
)  # fmt: skip
def test_une_lettre_qui_tomberait_ne_s_ecrit_pas(suivre, genre: str, plus: dict, champ: str, dit: str) -> None:
    code = "return marche.ecarts(donnees.genre, donnees.lettre, suivi, 'a1|2025-07-24', feries)"
    demeure = {"cle": "a1|2025-07-24", "genre": "mise-en-demeure", "valeurs": {"le": "2025-07-30", "correction": "20"}}
    lettre = LETTRE | ({"calcul": ""} if genre == "penalite" else {}) | plus
    ecarts = suivre(code, {"lettres": [demeure]}, genre=genre, lettre=lettre)
    assert [*ecarts] == [champ] and dit in ecarts[champ]


def test_des_travaux_ont_leurs_refus(suivre) -> None:
    """Une somme oubliée au décompte général est perdue ; avant de résilier, quinze jours."""
    code = "return [marche.ecarts(donnees.genre, donnees.lettre, suivi, '', feries), marche.aVerifier(donnees.genre, donnees.lettre, suivi)]"
    ecarts, dits = suivre(code, {"ccag": "Travaux"}, genre="penalite", lettre={**LETTRE, "decompte": "2025-08-30"})
    assert [*ecarts] == ["decompte"] and "12.4.2" in ecarts["decompte"]
    assert "est perdue" in dits[-1] and not any("cumulent" in dit for dit in dits)
    deux = "const s = marche.garderLettre(suivi, 'a1|', 'reduction', {}); return marche.aVerifier('penalite', donnees.lettre, s, 'a1|')"
    assert any("cumulent" in dit for dit in suivre(deux, lettre=LETTRE))
    lettre = {**LETTRE, "resiliation": "oui", "correction": "8", "clause": "C’est une faute."}
    ecarts, dits = suivre(code, {"ccag": "Travaux"}, genre="mise-en-demeure", lettre=lettre)
    assert [*ecarts] == ["correction"] and "article 52" in ecarts["correction"]
    assert any("ne résilie rien" in dit for dit in dits) and any("aucune sanction" in dit for dit in dits)


@pytest.mark.parametrize("ccag", ["FCS", "Travaux", "PI", "TIC", "MI", "MOE", ""])
def test_chaque_lettre_cite_le_contrat_et_reste_un_projet(suivre, ccag: str) -> None:
    """La clause collée, le fait, sa date, la preuve, le signataire ; aucune ne résilie."""
    code = """
        const mots = (blocs) => JSON.stringify(blocs).replace(/\\s/g, " ");
        return Object.keys(marche.GENRES).map((genre) => [marche.ecarts(genre, donnees.lettre, suivi, "", feries), mots(marche.enLettre(genre, donnees.lettre, suivi, feries))]);
    """
    clause = "Une pénalité de 100 € par attestation non remise, dans la limite de 250 € ; le prix est réduit ; c’est une faute."
    cites = f"Article 3.1 du CCAP :\nIl la remet.\n\nArticle 5.2 du CCAP :\n{clause}"
    plus = {"clause": cites, "resiliation": "oui", "en": "jours ouvrés", "le": "2025-09-02"}
    lettres = suivre(code, {"ccag": ccag, "numero": "2027-003", "lot": "Lot 1"}, lettre={**LETTRE, **plus})
    for ecarts, texte in lettres:
        assert ecarts == {}
        dits = f"Projet à faire relire|« Il la remet. »|« {clause} »|n° 2027-003, Ménage des écoles, Lot 1|25 juillet 2025|Courriel du|Anne Martin|Maire"
        assert [dit for dit in dits.split("|") if dit not in texte] == []
        assert "est résilié" not in texte
    assert "pourra être résilié" in lettres[1][1] and ("CCAG" in lettres[1][1]) == bool(ccag)
    assert "vous encourez" in lettres[1][1]
    dits = "200 €|250 €|18 août|20 jours ouvrés, qui a pris fin le 1er septembre|restée sans effet|Rien le 22 août"
    assert [dit for dit in dits.split("|") if dit not in lettres[3][1]] == []


def test_une_penalite_s_arrete_a_son_plafond(suivre) -> None:
    """Ce qui a déjà été compté s'en déduit ; l'exonération se juge sur toutes les pénalités du marché."""
    comptes = suivre(
        "return ['0', '100,50', '250'].map((deja) => marche.compte({ ...donnees.lettre, deja }))", lettre=LETTRE
    )
    seuil = """
        const s = marche.garderLettre(suivi, donnees.cle, "penalite", { ...donnees.lettre, montant: "900", plafond: "900" });
        return Object.keys(marche.ecarts("penalite", { ...donnees.lettre, exoneration: "" }, s, "a1|2025-07-24", feries));
    """
    assert [suivre(seuil, lettre=LETTRE, cle=cle) for cle in ("a3|", "a1|2025-07-24")] == [[], ["exoneration"]]
    assert [(c["total"], c["reste"], c["retenu"]) for c in comptes] == [(200, 250, 200), (200, 149.5, 149.5), (200, 0, 0)]  # fmt: skip


def test_deux_onglets_et_un_appareil_qui_refuse(suivre) -> None:
    """Chaque geste part de ce que l'autre onglet a écrit ; refusé, il reste à la page ; une version inconnue reste où elle est, et se dit à chaque ouverture."""
    deux, panne, reste, illisible, dite = suivre("""
        const tenir = (cle) => (s) => marche.noter(s, cle, { tenu: "2025-02-01" });
        localStorage.setItem(marche.CLE, JSON.stringify([{ ...suivi, id: "futur", version: 9 }]));
        marche.changer(suivi, tenir("a1|"));
        const deux = Object.keys(marche.changer(suivi, tenir("a2|")).suivi.faits);
        const ecrire = localStorage.setItem;
        localStorage.setItem = () => { throw new Error("plein") };
        const { panne } = marche.changer(suivi, tenir("a3|"));
        const reste = Object.keys(marche.relire().suivis.get(suivi.id).faits);
        localStorage.setItem = ecrire;
        return [deux, panne, reste, localStorage.getItem(marche.CLE), marche.relire().panne];
    """)
    assert deux == ["a1|", "a2|"] and "enregistrez-le dans un fichier" in panne and reste == ["a1|", "a2|", "a3|"]
    assert '"futur"' in illisible and "il y reste" in dite
