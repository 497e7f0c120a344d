"""Les formes d'une référence juridique : les expressions qui les reconnaissent, sans savoir ce que contient le registre."""

from __future__ import annotations

import re

NUMERO = r"[LRD]\*?\.?\s?\d{1,4}(?:-\d+)*"
ARTICLE = r"(?:(?:l[’']|d[’']|les\s|des\s|aux\s|à\sl[’'])?[Aa]rticles?|[Aa]rt\.)"
NUMERO_DANS_UNE_PHRASE = re.compile(rf"(?<![\w-])(?P<article>{ARTICLE}\s)?(?P<n>{NUMERO})(?![\w-]|\.\d)")
SEPARATEUR = r"(?:,(?:\s(?:et|ou|puis))?|\set|\sou|\sà|\spuis)"
LISTE = rf"(?:{SEPARATEUR}\s(?:{ARTICLE}\s)?{NUMERO}){{0,12}}"
PRECISION = r"(?:\set\ssuivants?|,?\s(?:alinéas?|al\.)\s?\d+(?:er)?|\s?\([^()]{1,20}\)|,?\s(?:I{1,3}|IV|V|\d{1,2}°))"
NOM_DE_CODE = r"[Cc]ode\s[^.,;:()«»\d]+"
APRES = re.compile(rf"{LISTE}{PRECISION}{{0,3}},?\s(?P<du>du\s|de\sl[’'])?(?P<code>{NOM_DE_CODE}|[A-Z]{{3,8}}\b)")
SIGLE_AVANT = re.compile(rf"\b(?P<code>[A-Z]{{3,8}}),?\s(?:{ARTICLE}\s)?$")
CODE_AVANT = re.compile(
    rf"(?:\b(?P<sigle>[A-Z]{{3,8}}),?\s(?:{ARTICLE}\s)?|(?P<nom>{NOM_DE_CODE})(?:,\s|\s?\()(?:{ARTICLE}\s))"
    rf"(?:{NUMERO}{SEPARATEUR}\s(?:{ARTICLE}\s)?){{0,12}}$"
)
FENETRE = 160
"""Caractères lus avant et après un numéro pour y trouver le nom de son code : le temps reste proportionnel au texte."""
AUTRE_CODE = re.compile(r"(?:maritime|de\s(?:mayotte|la\snouvelle|polynesie))")
DATE = r"(?:\sdu\s\d{1,2}(?:er)?\s\w+\s\d{4})"
ARTICLE_AVANT = r"(?:(?:[Aa]rticles?|[Aa]rt\.)\s(?P<avant>\d+(?:[.-]\d+)*)\s(?:de\sla\s|de\sl’|du\s))?"
ARTICLE_APRES = r"(?:,?\s(?:articles?|art\.)\s(?P<apres>\d+(?:[.-]\d+)*)(?![\d.-]*\s(?:du|de\sla|de\sl’)\s?))?"
TEXTE_DANS_UNE_PHRASE = re.compile(
    rf"(?<![\w-]){ARTICLE_AVANT}(?P<corps>"
    rf"(?P<nature>[Ll]oi|[Dd]écret|[Oo]rdonnance|[Rr]èglement(?:\sdélégué)?|[Dd]irective)(?:\s\((?:UE|CE)\))?{DATE}?"
    rf"\s?(?:n°\s?)?(?P<numero>\d{{2,4}}[-/]\d{{1,5}})(?:/(?:UE|CE))?{DATE}?"
    r"|CCAG[-\s](?P<ccag>FCS|Travaux|TRAVAUX|PI|TIC|MI|MOE)"
    r"|(?P<slug>(?:LOI|DEC|ORD|ARR|UE|DIR|CE|CJUE|TA|PNAD|SPASER|CCAG)-[A-Z0-9]+(?:-[A-Z0-9]+)*)"
    r"|(?:(?:Conseil\sd[’']État|CE),?\s)?n°\s?(?P<requete>\d{6,7})"
    r"|(?:CJUE,?\s)?(?P<affaire>C[-‑]\d+/\d{2})"
    rf"){ARTICLE_APRES}(?![\w-]|\.\d)"
)
PREFIXES = {
    "loi": ("loi",),
    "décret": ("dec",),
    "ordonnance": ("ord",),
    "règlement": ("ue",),
    "directive": ("dir", "ue"),
}
SANS_SENS = re.compile(r"(?:[Aa]rticles?|[Aa]rt\.?|du|de|la|l[’']|[,.\s])+")
INDICE = re.compile(r"[-\dnCLRD](?:(?<=-)\d|(?<=\d)/\d|(?<=n)°|(?<=C)CAG|(?<=[LRD])\*?\.?\s?\d)")
"""Ce que toute référence contient, le premier signe à part : le moteur saute ce qui n'en est pas un."""
TEXTE_NOMME = (
    r"(?:code\s(?:(?:général\s)?(?:de\s(?:la\s|l[’'])|des\s|du\s)[\w-]+|rural)"
    r"(?:\s(?:publique|intérieure|sociale|familles|territoriales|et\sde\s(?:la\s|l[’'])?[\w-]+))*"
    r"|(?:loi|décret|ordonnance|arrêté)\s(?:n°\s?\d[\d-]+|AGEC|EG[Aa]lim|de\s(?:19|20)\d\d|du\s\d{1,2}(?:er)?\s\w+\s\d{4}))"
)
SORTES_DE_TEXTE = ("code", "loi", "décret", "ordonnance", "arrêté")
"""Ce que tout texte nommé contient : presque aucune phrase n'en a, et cela se voit plus vite."""
OBLIGE = r"(?:impose|oblige|exige|interdit|demande|fixe|prévoit|limite|réserve|permet)(?:nt)?\b"
FONDE = (
    r"(?:[Ee]n application|[Ee]n vertu|[Cc]onformément|[Aa]u sens|[Ss]elon|[Cc]omme l[’']\w+"
    r"|(?:prévu|imposé|exigé|fixé|demandé|permis|interdit)e?s?\spar)"
)
FONDEMENT = re.compile(
    rf"\b{FONDE}\s(?:à\s|de\s)?(?:la\s|le\s|l[’']|du\s|au\s)?(?P<fonde>{TEXTE_NOMME})"
    rf"|\b[Ll](?:a\s|e\s|[’'])(?P<oblige>{TEXTE_NOMME})\s(?:ne\s|vous\s|lui\s|leur\s|en\s|y\s)?{OBLIGE}"
)
"""Un texte donné pour fondement de ce qui est dû : « en application de la loi n° 2020-105 », « le code du travail impose »."""
ARTICLE_CITE = re.compile(rf"{ARTICLE}\s|(?<![\w-]){NUMERO}(?![\w-])")
REFERENCE_CODE = re.compile(r"(?P<code>[A-Z]{2,8}) (?P<numero>[LRD]\*?\d+(?:-\d+)*)")
REFERENCE_TEXTE = re.compile(r"(?P<texte>[A-Z0-9]+(?:-[A-Z0-9]+)*)(?: art\. (?P<article>[0-9A-Za-z.-]+))?")
