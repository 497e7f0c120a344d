"""« Suivre un marché signé » : les dates d'un marché de nettoyage de trois ans, son fichier ; un lot de travaux."""

import pytest

from tests.unitaires.marche import MENAGE


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
        ("Six mois avant la fin du marché", "2027-07-10"),
        ("Dans le mois qui précède la fin, et quinze jours après", "2027-12-10 2028-01-25"),
        ("Pendant la période de préparation, ou dans les deux mois de la notification", "2025-03-10"),
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
    """Les écarts, puis les retards, puis ce qui vient, la dernière visite à la fin ; ce qui est tenu s'en va ; le calendrier n'a que le reste ; qui contrôle se lit sur sa clause ; un contrôle « à chaque attestation » a ses dates, aucun ne se fait un jour férié."""
    presse, fin, dates, qui, visites, appele, releve, refus, ouvre = suivre("""
        let s = marche.noter(suivi, "a1|2026-01-24", { ecart: "2026-02-01" });
        s = marche.noter(s, "a2|2025-05-01", { tenu: "2025-05-02" });
        const presse = marche.aVoir(marche.echeances(s, "2026-02-02"), 5).map(({ cle, etat }) => `${etat} ${cle}`);
        for (const { cle } of marche.echeances(s, "2026-02-02")) s = marche.noter(s, cle, { tenu: "2028-06-01" });
        return [presse, marche.aVoir(marche.echeances(s, "2028-06-01"), 5), marche.aDater(marche.noter(s, "a1|2026-07-24", { tenu: "" }), "2028-06-01"),
          marche.controleDe(suivi, suivi.attendus[0]).qui, marche.echeances(s, "").filter(({ attendu }) => attendu.id === "a2").map(({ jour }) => jour),
          marche.echeances({ ...suivi, attendus: [suivi.attendus[0], { ...suivi.attendus[1], quand: "À chaque attestation, avec une réunion par an" }] }, "").filter(({ attendu }) => attendu.id === "a2")[0].jour,
          marche.echeances({ ...suivi, attendus: [{ ...suivi.attendus[0], quoi: "Recevoir : Relevé." }, { ...suivi.attendus[1], quand: "Chaque semestre, et le relevé annuel" }] }, "").filter(({ attendu }) => attendu.id === "a2").at(-1).jour,
          marche.echeances(marche.noter({ ...suivi, attendus: [{ ...suivi.attendus[2], quoi: "Recevoir : Liste ; sans refus motivé dans un délai de 10 jours, elle est admise." }] }, "a3|", { tenu: "2025-01-20" }), "").find(({ attendu }) => attendu.id === "a3-refus").jour,
          marche.echeances(suivi, "", ["2026-01-01"]).find(({ cle }) => cle === "a2|2026-01-01").jour];
    """)
    assert presse == [
        "ecart a1|2026-01-24",
        "retard a1|2025-07-24",
        "retard a2|2025-09-01",
        "retard a2|2026-01-01",
        "a-venir a2|2026-05-01",
    ]
    assert fin == [] and [[d["cle"], d["jour"], d["fin"], d["tous"]] for d in dates] == [
        ["a1-2", *["2026-07-24"] * 2, 0]
    ]
    assert (appele, releve, refus, ouvre) == ("2025-07-24", "2028-01-24", "2025-01-30", "2026-01-02")
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
        ("", "est vide"), ("{ ..", "abîmé, ou coupé"), ("[]", "n’est pas un suivi"), ('{"format":"autre"}', "n’est pas un suivi"),
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
