"""Le contenu des fiches : vocabulaires, renvois, noms, liens, variables."""

from .commun import VEILLE, Cas, clause, loi, pratique, texte, veille

MODELE = "docs/modeles/essai.md"
NEUF = "data/vocabulaires/neuf.yml"
UN_CODE = "  {code}:\n    libelle: Un code\n    definition: Une valeur d’essai, que rien n’emploie.\n"
LIENS = "".join(f"  - {{titre: Page, url: https://www.legifrance.gouv.fr/{n}}}\n" for n in range(30))


def reprise(nom: str, texte: str, attendu: str, conseil: str) -> Cas:
    """Un cas où la lettre d'essai reprend un texte de la clause témoin."""
    repris = (
        f"moment: publicite\nengagements: [{{clause: temoin, texte: {texte}, titre: Engager, preuve: Le bon signé.}}]\n"
    )
    return Cas(nom, MODELE, "moment: publicite\n", repris, attendu, conseil)


CAS = (
    clause("anciens noms sans fin", "statut: brouillon", f"anciens_noms: [{', '.join(f'nom-{n}' for n in range(11))}]\nstatut: brouillon", "liste-trop-longue: « anciens_noms »", "Au plus 10"),
    clause("sources sans fin", "sources:   # Sources publiques.\n", f"sources:\n{LIENS}", "liste-trop-longue: « sources »"),
    Cas("theme nomme index", "data/vocabulaires/themes.yml", "  procedure:", UN_CODE.format(code="index") + "  procedure:", "nom-reserve: « index » est une adresse réservée", "un autre code"),
    Cas(
        "code d'avis hors liste",
        "data/vocabulaires/themes.yml",
        "  procedure:",
        UN_CODE.format(code="neuf") + "    avis: [cir-econ]\n  procedure:",
        "valeur-inconnue: « cir-econ »",
        "circ-econ",
    ),
    Cas(
        "vocabulaire sans emploi",
        NEUF,
        None,
        "titre: Des codes neufs\nvaleurs:\n" + UN_CODE.format(code="neuf"),
        "1:1: vocabulaire-sans-emploi (alerte): aucun champ n'emploie ce vocabulaire",
        "Supprimez le fichier",
    ),
    clause("puce de traitement de texte", "questions_sourcing: []", "questions_sourcing:\n  - • Vérifiez que le lot est prêt.", "60:5: marque-sans-effet: « • » s'afficherait tel quel"),
    pratique("lien coupe dans un corps", "Un paragraphe", "Voir [le code] (/droit/). Un paragraphe", "16:14: lien-coupe:"),
    reprise("texte repris absent", "exigences", "essai.md:7:32: texte-repris: la clause « temoin »", "« exigence » ?"),
    reprise("texte d'un brouillon", "exigence", "essai.md:7:16: texte-en-brouillon: la clause « temoin »", "Publiez-la"),
    Cas(
        "lettre sans ses blancs",
        MODELE,
        "moment: publicite\n",
        "moment: publicite\nlettre: {besoin: quantité}\n",
        "essai.md:7:1: blanc-de-lettre: le champ « lettre » fait remplir six blancs, et le corps n'a pas « [acheteur] »",
        "là où il se remplit",
    ),
    reprise("place du texte repris", "exigence", "place-du-texte: « [engagements] » et le champ", "seul sur sa ligne"),
    clause("vocabulaire", "themes: [economie-circulaire]", "themes: [economie-circulair]", "5:10: valeur-inconnue: « economie-circulair »", "Vouliez-vous dire « economie-circulaire » ?"),
    clause("valeur fermee", "statut: brouillon", "statut: publiee", "valeur-inconnue: « publiee »", "« publie »"),
    clause("renvoi absent", "statut: brouillon", "liens: {complete: [temoins]}\nstatut: brouillon", "renvoi-absent: la fiche « temoins »", "Vouliez-vous dire « temoin » ?"),
    clause("titre de texte trop long", "    piece: CCTP", f"    titre: Un {'long ' * 12}titre\n    piece: CCTP", "trop-long: « titre » est trop long (68 caractères)", "Au plus 60 caractères"),
    clause("renvoi a soi", "statut: brouillon", "liens: {remplace: [temoin]}\nstatut: brouillon", "cycle:"),
    clause(
        "article absent",
        "[CCP L2112-2]",
        "[CCP L2112-9]",
        "61:14: reference-juridique: « CCP L2112-9 » est absent du registre",
        "dans data/droit/articles/ccp.yml, sous « articles: » et en retrait de deux espaces, cette ligne, et complétez-la :"
        ' L2112-9: {objet: "…", depuis: AAAA-MM-JJ}',
    ),
    clause(
        "texte absent",
        "[CCP L2112-2]",
        "[LOI-1999-1]",
        "reference-juridique: « LOI-1999-1 » est absent du registre",
        "Créez data/droit/textes/loi-1999-1.yml d'après le texte officiel : base nouveau texte loi-1999-1",
    ),
    clause(
        "article de texte absent",
        "[CCP L2112-2]",
        "[LOI-2020-105 art. 99]",
        "reference-juridique:",
        'sous « articles: » et en retrait de deux espaces, cette ligne, et complétez-la : "99": {objet: "…"}',
    ),
    loi("texte abroge", "verifie_le:", "abroge_le: 2024-07-01\nabroge_par: loi-2020-105\nverifie_le:", "cycle:"),
    loi("abrogation sans texte", "verifie_le:", "abroge_le: 2024-07-01\nverifie_le:", "abrogation:"),
    loi("effet avant signature", "verifie_le:", "en_vigueur: [{le: 2019-01-01, objet: Un effet avant la signature.}]\nverifie_le:", "ordre-des-dates: la date d'effet précède la signature"),
    Cas("nom qui n'est pas un slug", "data/clauses/Ma clause.yml", None, "titre: x\n", "champ-manquant:"),
    Cas("extension", "data/clauses/temoin.yaml", None, "a: b\n", "fichier-inattendu:"),
    Cas("fichier libre", "docs/assets/stylesheets/main.css", None, "a{}", "fichier-inattendu: ce fichier masquerait"),
    Cas("script", "docs/essai.js", None, "alert(1)", "fichier-inattendu:"),
    veille("date de veille", "date: 2026-11-20", "date: 2026-11-19", "identite: la date 2026-11-19"),
    Cas("dossier de veille", "docs/veille/2025/2026-11-20-autre.md", None, "VEILLE", "identite: l'entrée n'est pas"),
    texte("personne dans une clause", "Demander Maître Dupont.", "24:91: personne-nommee: « Maître Dupont »"),
    texte("portable dans une clause", "Appeler le +33 7 12 34 56 78.", "telephone-portable: « +33 7 12 34 56 78 »"),
    texte("boite personnelle dans une clause", "Écrire à mairie@laposte.net.", "courriel-personnel:"),
    pratique("personne dans un corps", "Un paragraphe d’exemple", "Demander Mme Dupont", "16:10: personne-nommee: « Mme Dupont »", "Nommez la fonction ou le service"),
    veille("courriel dans un corps", "Un paragraphe", "Écrire à marie.dupont@exemple.test. Un paragraphe", "17:10: courriel-personnel: « marie.dupont@exemple.test »"),
    clause(
        "titre de la fiche vierge",
        "Ce que la clause d’essai obtient",
        "Ce que la clause obtient, en mots d’acheteur",
        "3:1: squelette-intact: « titre » est encore le texte d'exemple de la fiche vierge",
        "Écrivez le vôtre",
    ),
    veille("corps de la fiche vierge", "Un paragraphe", "- Le champ exact, la date, ce qui reste incertain.\n\nUn paragraphe", "17:1: squelette-intact: « corps »"),
    texte("html", "<b>gras</b>", "html-brut:"),
    texte("script", "<script>alert(1)</script>", "html-brut:"),
    texte("jinja", "{% for x in y %}", "gabarit-interdit:"),
    texte("variable inconnue", "{{tau}}", "variable-inconnue: « {{tau}} »", "Vouliez-vous dire « taux » ?"),
    texte("javascript", "[lien](javascript:alert(1))", "lien-refuse: « javascript:alert(1) »"),
    texte("data", "[lien](data:text/html,x)", "lien-refuse:"),
    texte("http", "[lien](http://exemple.fr/)", "lien-refuse:"),
    texte("identifiant", "[lien](https://legifrance.gouv.fr@exemple.com/)", "lien-refuse:"),
    texte("image", "![x](http://exemple.fr/a.png)", "lien-refuse:"),
    texte("lien interne", "[lien](/clauses/absente/)", "lien-interne:"),
    clause("idn", "url: https://www.legifrance.gouv.fr/codes", "url: https://www.lеgifrance.gouv.fr/codes", "caractere-trompeur: « lе » mêle deux alphabets"),
    clause("punycode", "url: https://www.legifrance.gouv.fr/codes", "url: https://xn--lgifrance-c1a.fr/codes", "lien-refuse:"),
    Cas("impact fort sans corps", VEILLE, None, "FORT SANS CORPS", "17:1: corps-vide: le texte sous l'en-tête manque", "Ajoutez au moins un paragraphe"),
    pratique(
        "bonne pratique sans corps",
        "Un paragraphe d’exemple assez long pour passer le contrôle du corps, qui demande vingt mots au moins,",
        "Un paragraphe",
        "16:1: corps-vide:",
        "Ajoutez au moins un paragraphe",
    ),
    veille("html dans un corps", "Un paragraphe", "Un <img src=x onerror=alert(1)> paragraphe", "html-brut:"),
    pratique("macro dans un corps", "Un paragraphe", "Un {{ tableau_clauses() }} paragraphe", "gabarit-interdit:"),
    pratique("render_macros dans une fiche", "effort: faible", "effort: faible\nrender_macros: on", "champ-inconnu: le champ « render_macros »"),
    veille("grand titre", "Un paragraphe", "# Titre\n\nUn paragraphe", "intertitre:"),
    veille("en-tete ouvert", "a_faire: [Lire la nouvelle.]\n---\n", "a_faire: [Lire la nouvelle.]\n", "en-tete-illisible:"),
    Cas("sans en-tete", VEILLE, None, "Du texte seul.\n", "en-tete-illisible:"),
    texte("accolades simples", "Au moins {taux}.", "accolades-simples: « {taux} »", "Écrivez {{taux}}"),
    texte("unite en double", "Au moins {{taux}} % du lot.", "unite-en-double: « % » suit {{taux}}", "la variable la porte"),
    clause("variable inutile", "\npreuves:", "\n  inutile: {libelle: Rien, type: nombre, defaut: 1}\n\npreuves:", "variable-inutile:"),
    clause("hors bornes", "defaut: 50", "defaut: 500", "hors-bornes:"),
    clause("borne sous le seuil legal", "  min: 10", "  min: 10\n    seuil_min: decp", "46:5: borne-contre-seuil: « taux » admet une valeur que la loi interdit", "Écrivez min: 40000"),
    clause("borne au-dessus du seuil legal", "  max: 100", "  max: 50000\n    seuil_max: decp", "47:5: borne-contre-seuil: « taux » admet une valeur que la loi interdit", "Écrivez max: 40000"),
    clause("seuil legal sans borne", "  min: 10", "  seuil_min: decp", "42:3: borne-contre-seuil: « taux » admet une"),
    clause("seuil legal inconnu", "  min: 10", "  min: 10\n    seuil_min: decps", "47:5: seuil-inconnu: le seuil « decps » n'est pas dans data/droit/seuils.yml", "Vouliez-vous dire « decp » ?"),
    clause("choix manquants", "type: pourcentage   #", "type: choix   #", "choix-manquants:"),
    clause("lien dans un controle", "comment: Rapproche chaque relevé des bons de commande.", "comment: '[Légifrance](https://legifrance.gouv.fr@evil.example/) et ses pages'", "lien-refuse:"),
    texte("lien dans une image", "![[x](https://legifrance.gouv.fr@evil.example/)](https://ok.fr/a.png)", "lien-refuse: « https://legifrance"),
)  # fmt: skip
