"""Les pages écrites à la main : en-tête, macros, HTML, adresses."""

from .commun import PAGE, Cas, avec_macros, corps, page


def _html(nom: str, source: str, balise: str) -> Cas:
    """Une page dont la première ligne est du HTML."""
    attendu = f"6:1: html-brut: « {balise} » ressemble à du HTML"
    return corps(nom, source, attendu, "Employez le Markdown seul")


def _macro(nom: str, source: str) -> Cas:
    place = f"7:{source.index('{{') + 1}"
    return avec_macros(nom, source, f"{place}: macro-mal-placee:", "entre deux lignes vides")


def _signes(nom: str, motif: str, signe: str) -> Cas:
    """Une page de 59 000 signes faite d'un seul motif."""
    source = motif * (59_000 // len(motif))
    place = f"6:{2000 * len(motif) + motif.index(signe) + 1}"
    attendu = f"{place}: page-trop-grosse: la page a plus de 2000 fois le signe « {signe} »"
    return corps(nom, source, attendu, "Divisez la page")


CAS = (
    corps("lien vers un brouillon", "[x](/clauses/temoin/)", "lien-interne"),
    corps("lien coupe dans une page", "Voir [le code] (https://www.legifrance.gouv.fr/).", "6:14: lien-coupe:", "[texte](https://…)"),
    corps("puce dans une page", "• Un paragraphe.", "6:1: ecriture-inconnue: « • »"),
    Cas("deux sources", "docs/clauses/temoin.md", None, "PAGE", "adresse-en-double: data/clauses/temoin.yml"),
    corps("macro inconnue", "{{ tableau_clause() }}", "macro-interdite: la macro « tableau_clause »", "« tableau_clauses »"),
    corps("code dans une page", "{{ ''.__class__.__mro__ }}", "macro-interdite:"),
    avec_macros("argument calcule", "{{ tableau_clauses(segment=config.site_url) }}", "macro-interdite: les arguments"),
    corps("instruction", "{% import 'os' as x %}", "macro-interdite:"),
    corps("macro non annoncee", "{{ tableau_clauses() }}", "macro-interdite: la page appelle une macro sans l'annoncer"),
    corps("jinja casse", "{{ tableau_clauses( }}", "macro-illisible:"),
    corps("html dans une page", "Un paragraphe.\n\n<script>alert(1)</script>", "8:1: html-brut: « <script » ressemble à du HTML", "Employez le Markdown seul"),
    corps("personne dans une page", "Un mot.\n\nDemander Monsieur Dupont.", "8:10: personne-nommee: « Monsieur Dupont »"),
    corps("portable dans une page", "Appeler le 06 12 34 56 78.", "6:12: telephone-portable: « 06 12 34 56 78 »", "Nommez la fonction ou le service"),
    page("courriel dans l'en-tete d'une page", "description: Une page d’essai", "description: marie.dupont@exemple.test, une page d’essai", "3:1: courriel-personnel: « marie.dupont@exemple.test »"),
    corps("commentaire HTML", "<!-- note -->", "6:1: html-brut: « <!-- »"),
    corps("balise admise ailleurs", "un <br> saut", "6:4: html-brut: « <br »"),
    corps("lien entre chevrons", "<https://exemple.fr/>", "6:1: html-brut: « <https:", "[texte](https://…)"),
    corps("lien de page", "[a](javascript:x)", "lien-refuse:"),
    corps("lien interne de page", "[a](/clauses/absente/)", "lien-interne:"),
    page("champ de page", "title:", "template: x.html\ntitle:", "champ-inconnu:"),
    Cas("page sans titre", PAGE, None, "Texte.\n", "titre-manquant:"),
    corps("deux titres", "Un\n\n# Encore un titre", "8:1: titre-en-double:"),
    page("titre en code", "title: Une page d’essai", 'title: "\\x7b\\x7b cycler \\x7d\\x7d"', "gabarit-interdit: « title »"),
    page("titre en HTML", "title: Une page d’essai", 'title: "<img src=x onerror=alert(1)>"', "gabarit-interdit: « title »"),
    page("titre en date", "title: Une page d’essai", "title: 2026-11-24", "type-incorrect: « title » attend un texte"),
    page("description en HTML", "description: Une", "description: '\"><script>Une", "yaml-illisible"),
    corps("commentaire Jinja", "{# <script>alert(1)</script> #}", "macro-interdite: « {# »"),
    corps("bloc raw", "{% raw %}{{ <script> }}{% endraw %}", "macro-interdite:"),
    corps("CDATA", "<![CDATA[ ><script>alert(1)</script> ]]>", "6:1: html-brut:"),
    corps("instruction XML", "<?php x ?>", "6:1: html-brut:"),
    avec_macros("argument inconnu", '{{ tableau_clauses(segmnt="voirie") }}', "macro-interdite: « tableau_clauses » n'a pas d'argument « segmnt »", "Vouliez-vous dire « segment » ?"),
    avec_macros("segment inconnu", '{{ tableau_clauses(segment="voiri") }}', "macro-interdite: « voiri »", "Vouliez-vous dire « voirie » ?"),
    avec_macros("nombre immense", "{{ derniers_changements(jours=99999999999) }}", "macro-interdite:", "1 à 400"),
    corps("parentheses sans fin", "{{ " + "( " * 20000 + "}}", "macro-illisible:"),
    corps("crochets sans fin", "[" * 8000, "page-trop-grosse:"),
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
    _html("intitule de colonne en attribut", '<table><tr><th>X onmouseover=alert(1) </th></tr><tr><td title="<td">x</td></tr></table>', "<table"),
    _macro("macro qui coupe un code", "`{{ agenda() }} <img src=x onerror=alert(1)>`"),
    _html("balise jamais fermee", '<div>\n<img src=x onerror=alert(1) alt="', "<div"),
    # Une macro de bloc est seule dans son paragraphe ; un mot calculé, dans une phrase.
    avec_macros("macro dans du code", "Un paragraphe.\n\n```\n{{ agenda() }}\n```", "10:1: macro-mal-placee: cet appel de macro est dans du code", "entre deux lignes vides"),
    _macro("macro dans une phrase", "Voir {{ agenda() }} ici."),
    _macro("macro dans un titre", "## Chez {{ nom_reseau() }}"),
    _macro("macro dans une colonne", "| {{ nom_reseau() }} |\n|---|\n| a |"),
    _macro("macro dans un lien", "[a](/clauses/{{ nom_reseau() }})"),
    avec_macros("macro sur deux lignes", '{{ tableau_clauses(\n segment="voirie") }}', "7:1: macro-interdite: un appel de macro tient sur une ligne", "d'un seul tenant"),
    # Ce que MkDocs contrôlait dans son propre moteur.
    corps("fichier absent", "Un paragraphe,\nun [lien](contribuer/absent.md).", "7:11: lien-interne: « contribuer/absent.md » n'existe pas dans docs/", "Vérifiez le nom du fichier"),
    corps("fichier hors du depot", "[a](../../etc/hosts.md)", "6:5: lien-interne:"),
    corps("reference vers une page absente", "Un [lien][a].\n\n[a]: /clauses/absente/", "6:1: lien-interne: « /clauses/absente/ »"),
    corps("reference sans definition", "Un paragraphe.\n\nUn [lien][absent].", "8:4: reference-sans-definition: « [lien][absent] »", "[nom]: adresse"),
    corps("note de bas de page", "Une note[^1].", "6:9: reference-sans-definition:"),
    corps("ancre absente de la page", "## Premier point\n\n[a](#premier-pont)", "8:5: ancre-absente: « #premier-pont » n'est pas dans la page « / »", "Vouliez-vous dire « premier-point » ?"),
    corps("ancre absente d'une autre page", "[a](contribuer/index.md#nulle-part)", "6:5: ancre-absente: « #nulle-part » n'est pas dans la page « /contribuer/ »", "recopiez l'ancre"),
    corps("image absente", "![a](images/a.png)", "6:6: image-absente:", "docs/images/"),
    corps("image d'un tiers", "![a](https://exemple.fr/a.png)", "6:6: image-absente:"),
    corps("encadre sans titre", "!!! tip\n    Un conseil.", "6:1: encadre-inconnu: « !!! tip » n'ouvre", '!!! tip "Titre"'),
    corps("encadre aux classes du gabarit", '!!! entete "T"\n    a', "6:1: encadre-inconnu:"),
    corps("citations sans fin", "Un\n\n" + "> " * 25 + "perdu", "8:1: page-illisible:"),
    corps("bloc repliable", '??? tip "T"\n    a', "6:1: encadre-inconnu:"),
    # Quatre pages de moins de 60 Ko qui coûtaient des minutes.
    _signes("crochets en nombre", "[a", "["),
    _signes("chevrons en nombre", "<a ", "<"),
    _signes("images en nombre", "![a](", "["),
    _signes("accents graves en nombre", "`a", "`"),
    avec_macros("bombe de macros", "{{ tableau_clauses() }}\n\n" * 1500, "67:1: trop-de-macros: plus de 30 appels", "divisez la page"),
)  # fmt: skip
