"""Le contenu des fiches : vocabulaires, renvois, noms, liens, variables."""

from __future__ import annotations

from .commun import CLAUSE, PRATIQUE, TEXTE, VEILLE, Cas, texte

MODELE = "docs/modeles/essai.md"
COURT = "data/clauses/critere-court.yml"
NEUF = "data/vocabulaires/neuf.yml"
UN_CODE = "  {code}:\n    libelle: Un code\n    definition: Une valeur d’essai, que rien n’emploie.\n"
LIENS = "".join(f"  - {{titre: Page, url: https://www.legifrance.gouv.fr/{n}}}\n" for n in range(30))


def reprise(nom: str, texte: str, attendu: str, conseil: str) -> Cas:
    """Un cas où la lettre d'essai reprend un texte de la clause témoin."""
    repris = (
        f"moment: publicite\nengagements: [{{clause: temoin, texte: {texte}, titre: Engager, preuve: Le bon signé.}}]\n"
    )
    return Cas(nom, MODELE, "moment: publicite\n", repris, attendu, conseil)


def court(nom: str, avant: str, apres: str, attendu: str, conseil: str = "") -> Cas:
    """Un cas qui casse la clause qui porte un critère et sa pénalité."""
    return Cas(nom, COURT, avant, apres, f"{COURT}:{attendu}", conseil)


CAS = (
    court(
        "penalite d'une duree",
        "    type: montant\n",
        "    type: duree\n",
        "34:5: variable-d-un-autre-type: « montant » est de type duree, et « montant » ne se compte pas ainsi",
        "montant, pourcentage, nombre",
    ),
    court(
        "plafond et sans plafond",
        "  - id: penalite\n",
        "  - id: penalite\n    sans_plafond: Elle est due une fois par marché.\n",
        "29:5: plafond-contradictoire: la pénalité « penalite » a un plafond, et dit ne pas en avoir",
        "un seul des deux",
    ),
    court(
        "texte qui se remplace",
        "  - id: penalite\n",
        "  - id: penalite\n    remplace: [penalite]\n",
        "29:5: cycle: « penalite » revient à lui-même en suivant remplace",
        "Retirez un des renvois",
    ),
    court(
        "mot ecarte d'un contrat",
        "donne lieu à une pénalité de",
        "coûte",
        "32:49: mot-de-contrat (alerte): « coûte » n'est pas d'un contrat",
        "donne lieu à une pénalité de",
    ),
    court(
        "somme due sans etre une penalite",
        "Une part moindre que la part promise donne lieu à une pénalité de {{montant}}",
        "Le titulaire doit {{montant}}",
        "32:25: mot-de-contrat (alerte): « doit {{montant}} » n'est pas d'un contrat",
        "est redevable",
    ),
    court(
        "fait instantane dans une lettre",
        "choisirons l’offre sur le prix et",
        "choisirons, au jour de ce fait instantané,",
        "44:48: mot-de-contrat (alerte): « instantané » n'est pas d'un contrat",
        "ce qui ne peut plus être corrigé",
    ),
    Cas(
        "mot ecarte d'une lettre modele",
        MODELE,
        "Le prix, en euros.",
        "Ce que chaque produit coûte.",
        "mot-de-contrat (alerte): « coûte »",
        "donne lieu à",
    ),
    court(
        "deux delais de mise en demeure",
        "  plafond:\n    libelle",
        "  delai_suite:\n    libelle: Délai laissé par une mise en demeure\n    type: duree\n    unite: jours\n    defaut: 15\n    min: 15\n"
        "    max: 60\n    partagee: delai-mise-en-demeure\n  plafond:\n    libelle",
        "92:3: delai-en-double (alerte): « delai_suite » est un second délai de mise en demeure, après « delai »",
        "Écrivez {{delai}}",
    ),
    court(
        "delai qui n'est pas celui du marche",
        "    defaut: 15\n",
        "    defaut: 8\n",
        "86:5: delai-change (alerte): « delai » est le délai de mise en demeure du marché, et defaut",
        "Écrivez defaut: 15.",
    ),
    court(
        "delai sans raison",
        "    libelle: Délai laissé par une mise en demeure\n    type: duree\n    defaut: 15\n    min: 15\n    max: 60\n    unite: jours\n"
        "    origine: depart\n    partagee: delai-mise-en-demeure\n",
        "    libelle: Délai pour corriger\n    type: duree\n    defaut: 8\n    unite: jours\n    origine: depart\n",
        "83:3: delai-sans-raison (alerte): « delai » donne à une mise en demeure un autre délai",
        "écrivez dans aide",
    ),
    court(
        "delai mal nomme",
        "    partagee: delai-mise-en-demeure\n",
        "    aide: Un bidon se retire le jour même.\n",
        "84:5: delai-mal-nomme (alerte): « delai » s'appelle délai de mise en demeure",
        "Nommez dans libelle",
    ),
    court(
        "delai en dur",
        "dans un délai de {{delai}}",
        "sous huit jours",
        "36:75: delai-en-dur (alerte): « sous huit jours » fixe le délai",
        "le délai du marché",
    ),
    court(
        "critere pour consequence",
        "consequence: penalite",
        "consequence: critere",
        "27:9: consequence-sans-suite: « critere » ne sanctionne rien : c'est un texte de nature critere-attribution",
        "penalite, suivi, prix",
    ),
    Cas(
        "anciens noms sans fin",
        CLAUSE,
        "statut: brouillon",
        f"anciens_noms: [{', '.join(f'nom-{n}' for n in range(11))}]\nstatut: brouillon",
        "liste-trop-longue: « anciens_noms »",
        "Au plus 10",
    ),
    Cas(
        "sources sans fin",
        CLAUSE,
        "sources:   # Sources publiques.\n",
        f"sources:\n{LIENS}",
        "liste-trop-longue: « sources »",
    ),
    Cas(
        "theme nomme index",
        "data/vocabulaires/themes.yml",
        "  procedure:\n",
        UN_CODE.format(code="index") + "  procedure:\n",
        "nom-reserve: « index » est une adresse réservée",
        "un autre code",
    ),
    Cas(
        "vocabulaire sans emploi",
        NEUF,
        None,
        "titre: Des codes neufs\nvaleurs:\n" + UN_CODE.format(code="neuf"),
        f"{NEUF}:1:1: vocabulaire-sans-emploi (alerte): aucun champ n'emploie ce vocabulaire",
        "Supprimez le fichier",
    ),
    Cas(
        "puce de traitement de texte",
        CLAUSE,
        "questions_sourcing: []",
        "questions_sourcing:\n  - • Vérifiez que le lot est prêt.",
        "54:5: marque-sans-effet: « • » s'afficherait tel quel",
    ),
    texte(
        "lien coupe",
        "Voir [le code] (https://www.legifrance.gouv.fr/).",
        f"{CLAUSE}:21:95: lien-coupe: une espace sépare",
        "Collez-les",
    ),
    Cas(
        "lien coupe dans un corps",
        PRATIQUE,
        "Un paragraphe",
        "Voir [le code] (/droit/). Un paragraphe",
        f"{PRATIQUE}:16:14: lien-coupe:",
    ),
    reprise("texte repris absent", "exigences", "essai.md:7:32: texte-repris: la clause « temoin »", "« exigence » ?"),
    reprise(
        "texte d'un brouillon", "exigence", "essai.md:7:16: texte-en-brouillon: la clause « temoin »", "Publiez-la"
    ),
    reprise("place du texte repris", "exigence", "place-du-texte: « [engagements] » et le champ", "seul sur sa ligne"),
    Cas(
        "vocabulaire",
        CLAUSE,
        "themes: [economie-circulaire]",
        "themes: [economie-circulair]",
        f"{CLAUSE}:5:10: valeur-inconnue: « economie-circulair »",
        "Vouliez-vous dire « economie-circulaire » ?",
    ),
    Cas("valeur fermee", CLAUSE, "statut: brouillon", "statut: publiee", "valeur-inconnue: « publiee »", "« publie »"),
    Cas(
        "renvoi absent",
        CLAUSE,
        "statut: brouillon",
        "liens: {complete: [temoins]}\nstatut: brouillon",
        "renvoi-absent: la fiche « temoins »",
        "Vouliez-vous dire « temoin » ?",
    ),
    Cas(
        "titre de texte trop long",
        CLAUSE,
        "    piece: CCTP",
        f"    titre: Un {'long ' * 12}titre\n    piece: CCTP",
        "trop-long: « titre » est trop long (68 caractères)",
        "Au plus 60 caractères",
    ),
    Cas("renvoi a soi", CLAUSE, "statut: brouillon", "liens: {remplace: [temoin]}\nstatut: brouillon", "cycle:"),
    Cas(
        "article absent",
        CLAUSE,
        "[CCP L2112-2]",
        "[CCP L2112-9]",
        f"{CLAUSE}:55:14: reference-juridique: « CCP L2112-9 » est absent du registre",
        "dans data/droit/articles/ccp.yml, sous « articles: » et en retrait de deux espaces, cette ligne, et complétez-la :"
        ' L2112-9: {objet: "…", depuis: AAAA-MM-JJ}',
    ),
    Cas(
        "texte absent",
        CLAUSE,
        "[CCP L2112-2]",
        "[LOI-1999-1]",
        "reference-juridique: « LOI-1999-1 » est absent du registre",
        "Créez data/droit/textes/loi-1999-1.yml d'après le texte officiel : base nouveau texte loi-1999-1",
    ),
    Cas(
        "article de texte absent",
        CLAUSE,
        "[CCP L2112-2]",
        "[LOI-2020-105 art. 99]",
        "reference-juridique:",
        'sous « articles: » et en retrait de deux espaces, cette ligne, et complétez-la : "99": {objet: "…"}',
    ),
    Cas("texte abroge", TEXTE, "verifie_le:", "abroge_le: 2024-07-01\nabroge_par: loi-2020-105\nverifie_le:", "cycle:"),
    Cas("abrogation sans texte", TEXTE, "verifie_le:", "abroge_le: 2024-07-01\nverifie_le:", "abrogation:"),
    Cas(
        "effet avant signature",
        TEXTE,
        "verifie_le:",
        "en_vigueur: [{le: 2019-01-01, objet: Un effet avant la signature.}]\nverifie_le:",
        "ordre-des-dates: la date d'effet précède la signature",
    ),
    Cas("nom qui n'est pas un slug", "data/clauses/Ma clause.yml", None, "titre: x\n", "champ-manquant:"),
    Cas("extension", "data/clauses/temoin.yaml", None, "a: b\n", "fichier-inattendu:"),
    Cas("fichier libre", "docs/assets/stylesheets/main.css", None, "a{}", "fichier-inattendu: ce fichier masquerait"),
    Cas("script", "docs/essai.js", None, "alert(1)", "fichier-inattendu:"),
    Cas("date de veille", VEILLE, "date: 2026-11-20", "date: 2026-11-19", "identite: la date 2026-11-19"),
    Cas(
        "dossier de veille",
        "docs/veille/2025/2026-11-20-autre.md",
        None,
        "VEILLE",
        "identite: l'entrée n'est pas dans le dossier",
    ),
    Cas("veille de demain", VEILLE, "date: 2026-11-20", "date: 2026-11-26", "date-future:"),
    texte("personne dans une clause", "Demander Maître Dupont.", f"{CLAUSE}:21:91: personne-nommee: « Maître Dupont »"),
    texte("portable dans une clause", "Appeler le +33 7 12 34 56 78.", "telephone-portable: « +33 7 12 34 56 78 »"),
    texte("boite personnelle dans une clause", "Écrire à mairie@laposte.net.", "courriel-personnel:"),
    Cas(
        "personne dans un corps",
        PRATIQUE,
        "Un paragraphe d’exemple",
        "Demander Mme Dupont",
        f"{PRATIQUE}:16:10: personne-nommee: « Mme Dupont »",
        "Nommez la fonction ou le service",
    ),
    Cas(
        "courriel dans un corps",
        VEILLE,
        "Un paragraphe",
        "Écrire à marie.dupont@exemple.test. Un paragraphe",
        f"{VEILLE}:17:10: courriel-personnel: « marie.dupont@exemple.test »",
    ),
    Cas(
        "titre de la fiche vierge",
        CLAUSE,
        "Ce que la clause d’essai obtient",
        "Ce que la clause obtient, en mots d’acheteur",
        f"{CLAUSE}:3:1: squelette-intact: « titre » est encore le texte d'exemple de la fiche vierge",
        "Écrivez le vôtre",
    ),
    Cas(
        "corps de la fiche vierge",
        VEILLE,
        "Un paragraphe",
        "- Le champ exact, la date, ce qui reste incertain.\n\nUn paragraphe",
        f"{VEILLE}:17:1: squelette-intact: « corps »",
    ),
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
    Cas(
        "idn",
        CLAUSE,
        "url: https://www.legifrance.gouv.fr/codes",
        "url: https://www.lеgifrance.gouv.fr/codes",
        "caractere-trompeur: « lе » mêle deux alphabets",
    ),
    Cas(
        "punycode",
        CLAUSE,
        "url: https://www.legifrance.gouv.fr/codes",
        "url: https://xn--lgifrance-c1a.fr/codes",
        "lien-refuse:",
    ),
    Cas(
        "impact fort sans corps",
        VEILLE,
        None,
        "FORT SANS CORPS",
        f"{VEILLE}:17:1: corps-vide: le texte sous l'en-tête manque",
        "Ajoutez au moins un paragraphe",
    ),
    Cas(
        "bonne pratique sans corps",
        PRATIQUE,
        "Un paragraphe d’exemple assez long pour passer le contrôle du corps, qui demande vingt mots au moins,",
        "Un paragraphe",
        f"{PRATIQUE}:16:1: corps-vide:",
        "Ajoutez au moins un paragraphe",
    ),
    Cas("html dans un corps", VEILLE, "Un paragraphe", "Un <img src=x onerror=alert(1)> paragraphe", "html-brut:"),
    Cas("macro dans un corps", PRATIQUE, "Un paragraphe", "Un {{ tableau_clauses() }} paragraphe", "gabarit-interdit:"),
    Cas(
        "render_macros dans une fiche",
        PRATIQUE,
        "effort: faible",
        "effort: faible\nrender_macros: on",
        "champ-inconnu: le champ « render_macros »",
    ),
    Cas("grand titre", VEILLE, "Un paragraphe", "# Titre\n\nUn paragraphe", "intertitre:"),
    Cas(
        "en-tete ouvert",
        VEILLE,
        "a_faire: [Lire la nouvelle.]\n---\n",
        "a_faire: [Lire la nouvelle.]\n",
        "en-tete-illisible:",
    ),
    Cas("sans en-tete", VEILLE, None, "Du texte seul.\n", "en-tete-illisible:"),
    texte("accolades simples", "Au moins {taux}.", "accolades-simples: « {taux} »", "Écrivez {{taux}}"),
    texte(
        "unite en double", "Au moins {{taux}} % du lot.", "unite-en-double: « % » suit {{taux}}", "la variable la porte"
    ),
    Cas(
        "variable inutile",
        CLAUSE,
        "\npreuves:",
        "\n  inutile: {libelle: Rien, type: nombre, defaut: 1}\n\npreuves:",
        "variable-inutile:",
    ),
    Cas("hors bornes", CLAUSE, "defaut: 50", "defaut: 500", "hors-bornes:"),
    Cas(
        "borne sous le seuil legal",
        CLAUSE,
        "  min: 10",
        "  min: 10\n    seuil_min: decp",
        f"{CLAUSE}:40:5: borne-contre-seuil: « taux » admet une valeur que la loi interdit",
        "Écrivez min: 40000",
    ),
    Cas(
        "borne au-dessus du seuil legal",
        CLAUSE,
        "  max: 100",
        "  max: 50000\n    seuil_max: decp",
        f"{CLAUSE}:41:5: borne-contre-seuil: « taux » admet une valeur que la loi interdit",
        "Écrivez max: 40000",
    ),
    Cas(
        "seuil legal sans borne",
        CLAUSE,
        "  min: 10",
        "  seuil_min: decp",
        f"{CLAUSE}:36:3: borne-contre-seuil: « taux » admet une valeur que la loi interdit",
    ),
    Cas(
        "seuil legal inconnu",
        CLAUSE,
        "  min: 10",
        "  min: 10\n    seuil_min: decps",
        f"{CLAUSE}:41:5: seuil-inconnu: le seuil « decps » n'est pas dans data/droit/seuils.yml",
        "Vouliez-vous dire « decp » ?",
    ),
    Cas("choix manquants", CLAUSE, "type: pourcentage   #", "type: choix   #", "choix-manquants:"),
    Cas(
        "lien dans un controle",
        CLAUSE,
        "comment: Rapproche chaque relevé des bons de commande.",
        "comment: '[Légifrance](https://legifrance.gouv.fr@evil.example/) et ses pages'",
        "lien-refuse:",
    ),
    texte(
        "lien dans une image",
        "![[x](https://legifrance.gouv.fr@evil.example/)](https://ok.fr/a.png)",
        "lien-refuse: « https://legifrance",
    ),
)
