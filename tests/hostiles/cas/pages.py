"""Les pages écrites à la main : en-tête, macros, HTML, adresses."""

from __future__ import annotations

from .commun import PAGE, Cas

SANS_MACROS = "\n---\n\nUn paragraphe."
AVEC_MACROS = "\nrender_macros: true\n---\n\n"


def _html(nom: str, source: str, balise: str) -> Cas:
    """Une page dont la première ligne est du HTML."""
    attendu = f"{PAGE}:6:1: html-brut: « {balise} » ressemble à du HTML"
    return Cas(nom, PAGE, "Un paragraphe.", source, attendu, "Employez le Markdown seul")


def _macro(nom: str, source: str) -> Cas:
    place = f"{PAGE}:7:{source.index('{{') + 1}"
    return Cas(nom, PAGE, SANS_MACROS, AVEC_MACROS + source, f"{place}: macro-mal-placee:", "entre deux lignes vides")


def _signes(nom: str, motif: str, signe: str) -> Cas:
    """Une page de 59 000 signes faite d'un seul motif."""
    source = motif * (59_000 // len(motif))
    place = f"{PAGE}:6:{2000 * len(motif) + motif.index(signe) + 1}"
    attendu = f"{place}: page-trop-grosse: la page a plus de 2000 fois le signe « {signe} »"
    return Cas(nom, PAGE, "Un paragraphe.", source, attendu, "Divisez la page")


CAS = (
    Cas(
        "lien coupe dans une page",
        PAGE,
        "Un paragraphe.",
        "Voir [le code] (https://www.legifrance.gouv.fr/).",
        f"{PAGE}:6:14: lien-coupe:",
        "[texte](https://…)",
    ),
    Cas("puce dans une page", PAGE, "Un paragraphe.", "• Un paragraphe.", f"{PAGE}:6:1: ecriture-inconnue: « • »"),
    Cas(
        "deux sources",
        "docs/clauses/temoin.md",
        None,
        "PAGE",
        "adresse-en-double: data/clauses/temoin.yml",
    ),
    Cas(
        "macro inconnue",
        PAGE,
        "Un paragraphe.",
        "{{ tableau_clause() }}",
        "macro-interdite: la macro « tableau_clause »",
        "« tableau_clauses »",
    ),
    Cas("code dans une page", PAGE, "Un paragraphe.", "{{ ''.__class__.__mro__ }}", "macro-interdite:"),
    Cas(
        "argument calcule",
        PAGE,
        "\n---\n\nUn paragraphe.",
        "\nrender_macros: true\n---\n\n{{ tableau_clauses(segment=config.site_url) }}",
        "macro-interdite: les arguments",
    ),
    Cas("instruction", PAGE, "Un paragraphe.", "{% import 'os' as x %}", "macro-interdite:"),
    Cas(
        "macro non annoncee",
        PAGE,
        "Un paragraphe.",
        "{{ tableau_clauses() }}",
        "macro-interdite: la page appelle une macro sans l'annoncer",
    ),
    Cas("jinja casse", PAGE, "Un paragraphe.", "{{ tableau_clauses( }}", "macro-illisible:"),
    Cas(
        "html dans une page",
        PAGE,
        "Un paragraphe.",
        "Un paragraphe.\n\n<script>alert(1)</script>",
        f"{PAGE}:8:1: html-brut: « <script » ressemble à du HTML",
        "Employez le Markdown seul",
    ),
    Cas(
        "personne dans une page",
        PAGE,
        "Un paragraphe.",
        "Un mot.\n\nDemander Monsieur Dupont.",
        f"{PAGE}:8:10: personne-nommee: « Monsieur Dupont »",
    ),
    Cas(
        "portable dans une page",
        PAGE,
        "Un paragraphe.",
        "Appeler le 06 12 34 56 78.",
        f"{PAGE}:6:12: telephone-portable: « 06 12 34 56 78 »",
        "Nommez la fonction ou le service",
    ),
    Cas(
        "courriel dans l'en-tete d'une page",
        PAGE,
        "description: Une page d’essai",
        "description: marie.dupont@exemple.test, une page d’essai",
        f"{PAGE}:3:1: courriel-personnel: « marie.dupont@exemple.test »",
    ),
    Cas("commentaire HTML", PAGE, "Un paragraphe.", "<!-- note -->", f"{PAGE}:6:1: html-brut: « <!-- »"),
    Cas("balise admise ailleurs", PAGE, "Un paragraphe.", "un <br> saut", f"{PAGE}:6:4: html-brut: « <br »"),
    Cas(
        "lien entre chevrons",
        PAGE,
        "Un paragraphe.",
        "<https://exemple.fr/>",
        f"{PAGE}:6:1: html-brut: « <https:",
        "[texte](https://…)",
    ),
    Cas("lien de page", PAGE, "Un paragraphe.", "[a](javascript:x)", "lien-refuse:"),
    Cas("lien interne de page", PAGE, "Un paragraphe.", "[a](/clauses/absente/)", "lien-interne:"),
    Cas("champ de page", PAGE, "title:", "template: x.html\ntitle:", "champ-inconnu:"),
    Cas("page sans titre", PAGE, None, "Texte.\n", "titre-manquant:"),
    Cas("deux titres", PAGE, "Un paragraphe.", "Un\n\n# Encore un titre", f"{PAGE}:8:1: titre-en-double:"),
    Cas(
        "titre en code",
        PAGE,
        "title: Une page d’essai",
        'title: "\\x7b\\x7b cycler \\x7d\\x7d"',
        "gabarit-interdit: « title »",
    ),
    Cas(
        "titre en HTML",
        PAGE,
        "title: Une page d’essai",
        'title: "<img src=x onerror=alert(1)>"',
        "gabarit-interdit: « title »",
    ),
    Cas(
        "titre en date",
        PAGE,
        "title: Une page d’essai",
        "title: 2026-11-24",
        "type-incorrect: « title » attend un texte",
    ),
    Cas("description en HTML", PAGE, "description: Une", "description: '\"><script>Une", "yaml-illisible"),
    Cas("commentaire Jinja", PAGE, "Un paragraphe.", "{# <script>alert(1)</script> #}", "macro-interdite: « {# »"),
    Cas("bloc raw", PAGE, "Un paragraphe.", "{% raw %}{{ <script> }}{% endraw %}", "macro-interdite:"),
    Cas("CDATA", PAGE, "Un paragraphe.", "<![CDATA[ ><script>alert(1)</script> ]]>", f"{PAGE}:6:1: html-brut:"),
    Cas("instruction XML", PAGE, "Un paragraphe.", "<?php x ?>", f"{PAGE}:6:1: html-brut:"),
    Cas(
        "argument inconnu",
        PAGE,
        "\n---\n\nUn paragraphe.",
        '\nrender_macros: true\n---\n\n{{ tableau_clauses(segmnt="voirie") }}',
        "macro-interdite: « tableau_clauses » n'a pas d'argument « segmnt »",
        "Vouliez-vous dire « segment » ?",
    ),
    Cas(
        "segment inconnu",
        PAGE,
        "\n---\n\nUn paragraphe.",
        '\nrender_macros: true\n---\n\n{{ tableau_clauses(segment="voiri") }}',
        "macro-interdite: « voiri »",
        "Vouliez-vous dire « voirie » ?",
    ),
    Cas(
        "nombre immense",
        PAGE,
        "\n---\n\nUn paragraphe.",
        "\nrender_macros: true\n---\n\n{{ derniers_changements(jours=99999999999) }}",
        "macro-interdite:",
        "1 à 400",
    ),
    Cas("parentheses sans fin", PAGE, "Un paragraphe.", "{{ " + "( " * 20000 + "}}", "macro-illisible:"),
    Cas("crochets sans fin", PAGE, "Un paragraphe.", "[" * 8000, "page-trop-grosse:"),
    Cas("page sur un article", "docs/droit/ccp/l2112-2.md", None, "PAGE", "adresse-en-double:"),
    Cas("page sur une edition", "docs/veille/2026-11.md", None, "PAGE", "adresse-en-double:"),
    Cas("page au nom de fichier", "docs/flux/veille.rss.md", None, "PAGE", "nom-de-fichier:"),
    Cas("page README", "docs/README.md", None, "PAGE", "nom-de-fichier:"),
    Cas("page 404", "docs/404.md", None, "PAGE", "nom-de-fichier:"),
    Cas("fausse image", "docs/images/x.png", None, "<script>alert(1)</script>", "image-refusee:"),
    # Neuf pages que le contrôle laissait passer, et qui exécutaient un script ou couvraient l'écran dans le site.
    _html("apostrophe changee en balise", "<p title='a><script>alert(1)</script> '>", "<p"),
    _html("apostrophe changee en attribut", "<p title='a onmouseover=alert(1) x'>texte</p>", "<p"),
    _html("apostrophe changee en lien", "<p title='a><a href=javascript:alert(1)>x</a> '>", "<p"),
    _html("apostrophe changee en style", "<p title='a style=position:fixed;inset:0 x'>texte</p>", "<p"),
    _html("renvoi dans un attribut", '<p title="a > CCP L2112-2 <img src=x onerror=alert(1)> b">x</p>', "<p"),
    _html("lexique dans un attribut", '<p title="a > EC <img src=x onerror=alert(1)> b">x</p>', "<p"),
    _html(
        "intitule de colonne en attribut",
        '<table><tr><th>X onmouseover=alert(1) </th></tr><tr><td title="<td">x</td></tr></table>',
        "<table",
    ),
    _macro("macro qui coupe un code", "`{{ agenda() }} <img src=x onerror=alert(1)>`"),
    _html("balise jamais fermee", '<div>\n<img src=x onerror=alert(1) alt="', "<div"),
    # Une macro de bloc est seule dans son paragraphe ; un mot calculé, dans une phrase.
    Cas(
        "macro dans du code",
        PAGE,
        SANS_MACROS,
        AVEC_MACROS + "Un paragraphe.\n\n```\n{{ agenda() }}\n```",
        f"{PAGE}:10:1: macro-mal-placee: cet appel de macro est dans du code",
        "entre deux lignes vides",
    ),
    _macro("macro dans une phrase", "Voir {{ agenda() }} ici."),
    _macro("macro dans un titre", "## Chez {{ nom_reseau() }}"),
    _macro("macro dans une colonne", "| {{ nom_reseau() }} |\n|---|\n| a |"),
    _macro("macro dans un lien", "[a](/clauses/{{ nom_reseau() }})"),
    Cas(
        "macro sur deux lignes",
        PAGE,
        SANS_MACROS,
        AVEC_MACROS + '{{ tableau_clauses(\n segment="voirie") }}',
        f"{PAGE}:7:1: macro-interdite: un appel de macro tient sur une ligne",
        "d'un seul tenant",
    ),
    # Ce que MkDocs contrôlait dans son propre moteur.
    Cas(
        "fichier absent",
        PAGE,
        "Un paragraphe.",
        "Un paragraphe,\nun [lien](contribuer/absent.md).",
        f"{PAGE}:7:11: lien-interne: « contribuer/absent.md » n'existe pas dans docs/",
        "Vérifiez le nom du fichier",
    ),
    Cas("fichier hors du depot", PAGE, "Un paragraphe.", "[a](../../etc/hosts.md)", f"{PAGE}:6:5: lien-interne:"),
    Cas(
        "reference vers une page absente",
        PAGE,
        "Un paragraphe.",
        "Un [lien][a].\n\n[a]: /clauses/absente/",
        f"{PAGE}:6:1: lien-interne: « /clauses/absente/ »",
    ),
    Cas(
        "reference sans definition",
        PAGE,
        "Un paragraphe.",
        "Un paragraphe.\n\nUn [lien][absent].",
        f"{PAGE}:8:4: reference-sans-definition: « [lien][absent] »",
        "[nom]: adresse",
    ),
    Cas("note de bas de page", PAGE, "Un paragraphe.", "Une note[^1].", f"{PAGE}:6:9: reference-sans-definition:"),
    Cas(
        "ancre absente de la page",
        PAGE,
        "Un paragraphe.",
        "## Premier point\n\n[a](#premier-pont)",
        f"{PAGE}:8:5: ancre-absente: « #premier-pont » n'est pas dans la page « / »",
        "Vouliez-vous dire « premier-point » ?",
    ),
    Cas(
        "ancre absente d'une autre page",
        PAGE,
        "Un paragraphe.",
        "[a](contribuer/index.md#nulle-part)",
        f"{PAGE}:6:5: ancre-absente: « #nulle-part » n'est pas dans la page « /contribuer/ »",
        "recopiez l'ancre",
    ),
    Cas("image absente", PAGE, "Un paragraphe.", "![a](images/a.png)", f"{PAGE}:6:6: image-absente:", "docs/images/"),
    Cas("image d'un tiers", PAGE, "Un paragraphe.", "![a](https://exemple.fr/a.png)", f"{PAGE}:6:6: image-absente:"),
    Cas(
        "encadre sans titre",
        PAGE,
        "Un paragraphe.",
        "!!! tip\n    Un conseil.",
        f"{PAGE}:6:1: encadre-inconnu: « !!! tip » n'ouvre pas un encadré",
        '!!! tip "Titre"',
    ),
    Cas(
        "encadre aux classes du gabarit",
        PAGE,
        "Un paragraphe.",
        '!!! entete "T"\n    a',
        f"{PAGE}:6:1: encadre-inconnu:",
    ),
    Cas("citations sans fin", PAGE, "Un paragraphe.", "Un\n\n" + "> " * 25 + "perdu", f"{PAGE}:8:1: page-illisible:"),
    Cas("bloc repliable", PAGE, "Un paragraphe.", '??? tip "T"\n    a', f"{PAGE}:6:1: encadre-inconnu:"),
    # Quatre pages de moins de 60 Ko qui coûtaient des minutes.
    _signes("crochets en nombre", "[a", "["),
    _signes("chevrons en nombre", "<a ", "<"),
    _signes("images en nombre", "![a](", "["),
    _signes("accents graves en nombre", "`a", "`"),
    Cas(
        "bombe de macros",
        PAGE,
        SANS_MACROS,
        AVEC_MACROS + "{{ tableau_clauses() }}\n\n" * 1500,
        f"{PAGE}:67:1: trop-de-macros: plus de 30 appels",
        "divisez la page",
    ),
)
