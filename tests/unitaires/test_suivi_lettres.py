"""« Suivre un marché signé » : les lettres, ce qui les ferait tomber, ce qu'elles citent."""

import pytest

PAR_JOUR = (
    "S’il manque quinze jours après mise en demeure, il doit une pénalité de 100 € par jour, vingt jours au plus."
)
CLAUSE = "Une pénalité de 100 € par attestation non remise, dans la limite de 250 €."
LETTRE = {
    "acheteur": "Commune", "titulaire": "Propre SARL", "clause": CLAUSE,
    "ou": "article 5.2 du CCAP", "fait": "L’attestation du premier semestre n’est pas remise.", "du": "2025-07-25",
    "preuve": "Courriel du 25 juillet 2025", "le": "2025-09-01", "signataire": "Anne Martin", "qualite": "Maire",
    "correction": "15", "observations": "15", "encouru": "100 € par attestation.", "remede": "20", "reste": "2025-08-22", "demeure": "Rien le 22 août 2025.", "invite": "2025-08-01", "laisse": "15", "reponse": "Aucune réponse.",
    "montant": "100", "unite": "attestation", "nombre": "2", "plafond": "250", "deja": "0", "exoneration": "hors", "prix": "900", "reduction": "90", "calcul": "10 %.",
}  # fmt: skip


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
        *(("penalite", {"clause": PAR_JOUR, "unite": "jour", "plafond": "2000", **plus}, champ, dit) for plus, champ, dit in (({"nombre": "21", "le": "2025-12-01"}, "nombre", "20 jours au plus"), ({"nombre": "12"}, "nombre", "a couru 11 jours"), ({"du": "", "clause": "Il doit 100 € par jour, deux jours au plus.", "plafond": "200"}, "du", "À remplir"), ({"plafond": "2500", "calcul": "25 × 100 €"}, "plafond", "2\u202f000"))),
        ("penalite", {"unite": "jour", "clause": f"Mis en demeure, il a 15 jours. {CLAUSE}"}, "unite", "reprenez ses mots"),
        ("penalite", {"reste": "2025-08-21"}, "reste", "jusqu’au 21 août"), ("penalite", {"reste": ""}, "reste", "16.1.5 et 16.2.3"),
        ("mise-en-demeure", {"correction": "3", "en": "jours ouvrés", "clause": f"Mis en demeure, il a 3 jours ouvrés, ou 15 jours pour une pièce. {CLAUSE}"}, "correction", "laisse 15 jours"),
        ("penalite", {"le": "2025-08-21"}, "le", "jusqu’au 21 août"), ("penalite", {"remede": "15"}, "remede", "laisse 20 jours"),
        ("penalite", {"montant": "150", "calcul": "Voir l’annexe."}, "montant", "donne 100\xa0€"), ("penalite", {"montant": "150", "clause": "Une pénalité de 5 % par attestation, plafond 250 €."}, "calcul", "ne porte pas ce montant"), ("penalite", {"plafond": "240"}, "calcul", "ou ce plafond"),
        ("penalite", {"unite": "liste non remise"}, "unite", "reprenez ses mots"),
        ("penalite", {"unite": "attestation remise"}, "unite", "reprenez ses mots"), ("penalite", {"unite": "€"}, "unite", "reprenez ses mots"), ("penalite", {"unite": "an", "clause": f"Voir l’annexe. {CLAUSE}"}, "unite", "reprenez ses mots"),
        ("penalite", {"clause": f"Le constat est contradictoire. {CLAUSE}"}, "preuve", "constat contradictoire du"),
        ("penalite", {"invite": "2025-07-28"}, "invite", "est du 30 juillet 2025"),
        ("penalite", {"en": "jours ouvrés", "le": "2025-09-02", "reste": "2025-09-02"}, "remede", "laisse 20 jours"), ("penalite", {"exoneration": "ecartee"}, "clause", "14.1.3"),
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
    demeure = {
        "cle": "a1|2025-07-24",
        "genre": "mise-en-demeure",
        "valeurs": {"ecrite": "oui", "le": "2025-07-30", "correction": "20"},
    }
    lettre = LETTRE | ({"calcul": ""} if genre == "penalite" else {}) | plus
    ecarts = suivre(code, {"lettres": [demeure]}, genre=genre, lettre=lettre)
    assert [*ecarts] == [champ] and dit in ecarts[champ]


def test_des_travaux_ont_leurs_refus(suivre) -> None:
    """Une somme oubliée au décompte général est perdue ; avant de résilier, quinze jours."""
    code = "return [marche.ecarts(donnees.genre, donnees.lettre, suivi, '', feries), marche.aVerifier(donnees.genre, donnees.lettre, suivi, '')]"
    ecarts, dits = suivre(code, {"ccag": "Travaux"}, genre="penalite", lettre={**LETTRE, "decompte": "2025-08-30"})
    assert [*ecarts] == ["decompte"] and "12.4.2" in ecarts["decompte"]
    assert "est perdue" in dits[-1] and not any("cumulent" in dit for dit in dits)
    deux = "const s = marche.garderLettre(suivi, 'a1|', 'reduction', { ecrite: 'oui' }); return marche.aVerifier('penalite', donnees.lettre, s, 'a1|')"
    assert any("cumulent" in dit for dit in suivre(deux, lettre=LETTRE))
    lettre = {**LETTRE, "resiliation": "oui", "correction": "8", "clause": "C’est une faute."}
    ecarts, dits = suivre(code, {"ccag": "Travaux"}, genre="mise-en-demeure", lettre=lettre)
    assert [*ecarts] == ["correction"] and "article 52" in ecarts["correction"]
    assert any("ne résilie rien" in dit for dit in dits) and any("aucune sanction" in dit for dit in dits)


@pytest.mark.parametrize(
    ("genre", "plus", "dit", "est"),
    [
        ("reduction", {"clause": "Le prix est réduit."}, "citez aussi « 4.4 Réduction » (CCAP)", True),
        ("reduction", {"clause": "Le prix est réduit. Il est ainsi dérogé à l’article 30 du CCAG-FCS."}, "article 30", False),
        ("mise-en-demeure", {"clause": f"Tout manquement aux règles du CCTP. {CLAUSE}"}, "citez aussi l’article du CCTP", True),
        ("mise-en-demeure", {"clause": f"Mis en demeure, il a 3 jours ouvrés, ou 8 jours s’il pleut. {CLAUSE}"}, "3 jours ouvrés et 8 jours", True),
        ("penalite", {"unite": "absence", "clause": f"Est sanctionnée l’absence. {CLAUSE}"}, "« par absence »", True),
        ("penalite", {}, "déjà retenu 200\xa0€ sous le même article, plafond 250\xa0€", True),
        ("penalite", {"deja": "200"}, "déjà retenu", False), ("penalite", {"du": "2025-08-02", "clause": f"Plafond par mois. {CLAUSE}"}, "déjà retenu", False),
        ("penalite", {"calcul": "5 % de 120 000 €", "clause": f"Plafond : 5 % facturé dans l’année. {CLAUSE}"}, "non tout le marché", True),
        ("penalite", {"ecart": "Aucune sanction propre."}, "n’a pas de sanction propre", True), ("penalite", {}, "sanction propre", False),
    ],
)  # fmt: skip
def test_ce_que_la_page_ne_sait_pas_est_a_verifier(suivre, genre: str, plus: dict, dit: str, est: bool) -> None:
    code = """
        suivi.attendus[0].ecart = donnees.plus2.ecart ?? "";
        const s = marche.garderLettre(suivi, "a3|", "penalite", { ...donnees.lettre, ecrite: "oui" });
        return marche.aVerifier(donnees.genre, { ...donnees.lettre, ...donnees.plus2 }, s, "a1|2025-07-24");
    """
    textes = [
        {"cle": "", "titre": "4.4 Réduction", "piece": "CCAP", "texte": "Il est ainsi dérogé à l’article 30 du CCAG."}
    ]
    dits = suivre(code, {"textes": textes}, genre=genre, lettre=LETTRE | {"calcul": ""}, plus2=plus)
    assert any(dit.lower() in un.lower() for un in dits) == est


@pytest.mark.parametrize("ccag", ["FCS", "Travaux", "PI", "TIC", "MI", "MOE", ""])
def test_chaque_lettre_cite_le_contrat_et_reste_un_projet(suivre, ccag: str) -> None:
    """La clause collée, le fait, sa date, la preuve, le signataire ; aucune ne résilie."""
    code = """
        const mots = (blocs) => JSON.stringify(blocs).replace(/\\s/g, " ");
        return Object.keys(marche.GENRES).map((genre) => [marche.ecarts(genre, donnees.lettre, suivi, "", feries), mots(marche.enLettre(genre, donnees.lettre, suivi, feries))]);
    """
    clause = "Une pénalité de 100 € par attestation non remise, dans la limite de 250 € ; le prix est réduit ; c’est une faute."
    cites = f"Article 3.1 du CCAP :\nIl la remet.\n\nArticle 5.2 du CCAP :\n{clause}"
    plus = {"clause": cites, "resiliation": "oui", "en": "jours ouvrés", "le": "2025-09-02", "reste": "2025-09-02"}
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
        const s = marche.garderLettre(suivi, donnees.cle, "penalite", { ...donnees.lettre, montant: "900", plafond: "900", ecrite: donnees.ecrite });
        const refusee = marche.garderLettre(s, "a1|2025-07-24", "mise-en-demeure", { le: "2025-08-30", correction: "10", ecrite: "" });
        return Object.keys(marche.ecarts("penalite", { ...donnees.lettre, exoneration: "" }, refusee, "a1|2025-07-24", feries));
    """
    cas = (("a3|", "oui"), ("a3|", ""), ("a1|2025-07-24", "oui"))
    assert [suivre(seuil, lettre=LETTRE, cle=cle, ecrite=oui) for cle, oui in cas] == [[], *[["exoneration"]] * 2]
    assert [(c["total"], c["reste"], c["retenu"]) for c in comptes] == [(200, 250, 200), (200, 149.5, 149.5), (200, 0, 0)]  # fmt: skip
