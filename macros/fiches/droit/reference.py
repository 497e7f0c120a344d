"""Les références juridiques : leur forme de base, leurs formes usuelles, et celles qu'une phrase contient.

Forme de base : « CCP L2112-2 », « LOI-2020-105 », « LOI-2020-105 art. 58 », « CCAG-FCS art. 16.2 ». Formes usuelles :
« L. 2112-2 », « CCP art. L2112-2 », « article L. 2112-2 du code de la commande publique », « loi n° 2021-1104, art. 35 »,
« article 58 de la loi n° 2020-105 », « décret 2024-134 », « règlement (UE) 2024/1735 », « CCAG-FCS, art. 16.2 »,
« Conseil d'État, n° 417580 », « C-424/23 ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from urllib.parse import quote

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.promesses import Citation, Effet, Ref
from macros.fiches.droit.formes import (
    APRES,
    ARTICLE_CITE,
    AUTRE_CODE,
    CODE_AVANT,
    FENETRE,
    FONDEMENT,
    INDICE,
    NOM_DE_CODE,
    NUMERO_DANS_UNE_PHRASE,
    PREFIXES,
    REFERENCE_CODE,
    REFERENCE_TEXTE,
    SANS_SENS,
    SIGLE_AVANT,
    SORTES_DE_TEXTE,
    TEXTE_DANS_UNE_PHRASE,
)
from macros.fiches.droit.modele import CodeDroit, Echeance, TexteDroit

RECHERCHE = "https://www.legifrance.gouv.fr/search/code?tab_selection=code&searchField=NUM_ARTICLE&query="
"""La recherche de Légifrance par numéro d'article : elle mène à la version du jour, de chaque code qui porte ce numéro."""


def adresse_article(code: str, numero: str) -> str:
    """Rend l'adresse publique d'un article de code."""
    return f"droit/{code}/{numero.lower().replace('*', '')}/"


def resoudre(c: Consultation) -> References:
    """Rend ce qui connaît le registre : les textes et les codes de la base."""
    return References(c.fiches("textes"), c.fiches("codes"))


class References:
    """Résout les références d'une base ; garde en mémoire celles déjà vues."""

    def __init__(self, textes: Mapping[str, Fiche[TexteDroit]], codes: Mapping[str, Fiche[CodeDroit]]) -> None:
        self.textes = textes
        self._connues: dict[str, Ref | None] = {}
        self._citees = lru_cache(4096)(self._lire)
        self._codes = {code.contenu.sigle: code for code in codes.values()}
        self._noms = {_plat(code.contenu.titre): code for code in codes.values()}
        self._decisions = {
            _plat(numero): texte
            for texte in textes.values()
            if texte.contenu.nature == "decision" and texte.contenu.numero
            for numero in re.findall(r"\d{6,7}|C-\d+/\d+", texte.contenu.numero)
        }

    @cached_property
    def abroges(self) -> frozenset[str]:
        """Rend les numéros, sans leur lettre, de ce qui est abrogé : une phrase qui n'en porte aucun n'en cite pas."""
        numeros = [n for code in self._codes.values() for n, a in code.contenu.articles.items() if a.abroge_le]
        numeros += [n for texte in self.textes.values() for n, a in texte.contenu.articles.items() if a.abroge_le]
        numeros += [t.contenu.numero or "" for t in self.textes.values() if t.contenu.abroge_le]
        return frozenset(re.sub(r"^\D+", "", numero) for numero in numeros)

    @cached_property
    def _vises(self) -> dict[str, tuple[Effet, ...]]:
        """Rend adresse → ce que des textes disent changer là, et là seulement."""
        table: dict[str, tuple[Effet, ...]] = {}
        for nom, texte in self.textes.items():
            for effet, vise in _effets_vises(nom, texte.contenu):
                for ref in filter(None, map(self._nue, vise)):
                    table[ref.adresse] = (*table.get(ref.adresse, ()), effet)
        return table

    def connues(self) -> Iterator[tuple[str, str]]:
        """Rend (référence de base, ce qu'elle désigne) de chaque texte et de chaque article."""
        for sigle, code in self._codes.items():
            yield from ((f"{sigle} {numero}", article.objet) for numero, article in code.contenu.articles.items())
        for nom, texte in self.textes.items():
            yield nom.upper(), texte.contenu.titre
            articles = texte.contenu.articles.items()
            yield from ((f"{nom.upper()} art. {numero}", article.objet) for numero, article in articles)

    def resoudre(self, reference: str) -> Ref | None:
        """Rend l'article ou le texte désigné par ``reference``, dans l'une de ses formes, ou ``None``."""
        if reference not in self._connues:
            self._connues[reference] = self._de_base(reference) or self._usuelle(reference)
        return self._connues[reference]

    def citations(self, phrase: str) -> tuple[Citation, ...]:
        """Rend, dans l'ordre, les références de ``phrase`` que le registre connaît.

        Un article sans nom de code n'est reconnu que si un seul code du registre porte ce numéro.
        """
        return self._citees(phrase) if INDICE.search(phrase) else ()

    def _lire(self, phrase: str) -> tuple[Citation, ...]:
        retenues: list[Citation] = []
        for citation in sorted([*self._articles(phrase), *self._textes(phrase)], key=lambda c: (c.debut, -c.fin)):
            if not retenues or citation.debut >= retenues[-1].fin:
                retenues.append(citation)
        return tuple(retenues)

    def fonde(self, texte: str) -> bool:
        """Dit si le texte donne une loi, un décret ou un code pour fondement ; sinon aucune de ses phrases ne le fait."""
        return any(sorte in texte for sorte in SORTES_DE_TEXTE) and bool(FONDEMENT.search(texte))

    def sans_article(self, phrase: str) -> str:
        """Rend la loi, le décret ou le code que la phrase donne pour fondement sans en citer l'article, ou une chaîne vide."""
        fondement = FONDEMENT.search(phrase)
        return (fondement["fonde"] or fondement["oblige"]) if fondement and not ARTICLE_CITE.search(phrase) else ""

    def _usuelle(self, reference: str) -> Ref | None:
        trouvees = list(self.citations(reference))
        if len(trouvees) != 1:
            return None
        reste = reference[: trouvees[0].debut] + " " + reference[trouvees[0].fin :]
        reste = re.sub(rf"\b(?:{'|'.join(self._codes)})\b|{NOM_DE_CODE}", "", reste)
        if SANS_SENS.sub("", reste):
            return None
        # « loi n° 2021-1104, art. 99 » : un article absent du registre n'est pas remplacé par son texte.
        ref = trouvees[0].ref
        return None if re.search(r"\bart", reference, re.IGNORECASE) and ref.article is None else ref

    def _articles(self, phrase: str) -> Iterator[Citation]:
        for trouve in NUMERO_DANS_UNE_PHRASE.finditer(phrase):
            numero = re.sub(r"[.\s]", "", trouve["n"])
            codes = self._codes_nommes(phrase, trouve)
            if codes is None:
                if not (
                    trouve["article"] or re.fullmatch(r"[LRD]\*?\d{3,4}(?:-\d+)+", numero) or trouve["n"] == phrase
                ):
                    continue
                codes = list(self._codes.values())
            porteurs = [code for code in codes if numero in code.contenu.articles]
            if len(porteurs) == 1 and (ref := self.resoudre(f"{porteurs[0].contenu.sigle} {numero}")):
                yield Citation(*trouve.span("n"), ref)

    def _codes_nommes(self, phrase: str, trouve: re.Match[str]) -> list[Fiche[CodeDroit]] | None:
        """Rend le code nommé près du numéro, aucun si ce code n'est pas au registre, ``None`` si rien n'est nommé.

        Un sigle collé au numéro l'emporte, puis le nom qui suit, puis celui qui précède la liste.
        """
        debut = trouve.start("n")
        avant = phrase[max(0, debut - FENETRE) : debut]
        if colle := SIGLE_AVANT.search(avant):
            return self._nommes(colle["code"])
        apres = APRES.match(phrase[trouve.end() : trouve.end() + FENETRE])
        if apres and (apres["du"] or apres["code"] in self._codes or apres["code"].lower().startswith("code")):
            return self._nommes(apres["code"])
        if precede := CODE_AVANT.search(avant):
            return self._nommes(precede["sigle"] or precede["nom"])
        return None

    def _nommes(self, nom: str) -> list[Fiche[CodeDroit]]:
        if nom in self._codes:
            return [self._codes[nom]]
        plat = _plat(nom)
        courts = {p.split(" et de la peche")[0]: c for p, c in self._noms.items()}
        for connu, code in {**courts, **self._noms}.items():
            suite = plat.removeprefix(connu)
            if suite != plat and (not suite or suite[0] == " ") and not AUTRE_CODE.match(suite.strip()):
                return [code]
        return []

    def _textes(self, phrase: str) -> Iterator[Citation]:
        for trouve in TEXTE_DANS_UNE_PHRASE.finditer(phrase):
            texte = self._texte(trouve)
            if texte is None:
                continue
            # « article 16.2 du CCAG-FCS, article 20.2 du … » : un second article serait celui d'un autre texte.
            avant, apres = trouve["avant"], None if trouve["avant"] else trouve["apres"]
            debut, fin = trouve.span("corps")
            reference = texte.id.upper()
            if (numero := avant or apres) and numero in texte.contenu.articles:
                reference = f"{reference} art. {numero}"
                debut, fin = trouve.start() if avant else debut, trouve.end() if apres else fin
            # Un article absent du registre : le lien ne couvre que le texte.
            if ref := self._de_base(reference):
                yield Citation(debut, fin, ref)

    def _texte(self, trouve: re.Match[str]) -> Fiche[TexteDroit] | None:
        if trouve["slug"]:
            return self.textes.get(trouve["slug"].lower())
        if trouve["ccag"]:
            return self.textes.get(f"ccag-{trouve['ccag'].lower()}")
        if numero := trouve["requete"] or trouve["affaire"]:
            return self._decisions.get(_plat(numero.replace("‑", "-")))
        nature = trouve["nature"].lower().split()[0]
        numero = trouve["numero"].replace("/", "-")
        slugs = (f"{prefixe}-{numero}" for prefixe in PREFIXES[nature])
        return next((self.textes[s] for s in slugs if s in self.textes), None)

    def _de_base(self, reference: str) -> Ref | None:
        ref = self._nue(reference)
        vises = self._vises.get(ref.adresse) if ref else None
        return replace(ref, changements=ref.changements + vises) if ref and vises else ref

    def _nue(self, reference: str) -> Ref | None:
        """Rend l'article ou le texte, sans ce que d'autres textes y changeront."""
        if (trouve := REFERENCE_CODE.fullmatch(reference)) and (code := self._codes.get(trouve["code"])):
            numero = trouve["numero"]
            if (article := code.contenu.articles.get(numero)) is None:
                return None
            affiche = re.sub(r"^([LRD]\*?)", "\\1.\u00a0", numero)
            return Ref(
                reference,
                f"{affiche} du {code.contenu.titre[0].lower()}{code.contenu.titre[1:]}",
                adresse_article(code.id, numero),
                article.url or RECHERCHE + quote(numero),
                article.objet,
                article.abroge_le,
                article.change_par or "",
                (Effet(article.depuis, par=article.change_par or ""),),
                article=article,
                non_lu=article.non_lu or "",
            )
        if not (trouve := REFERENCE_TEXTE.fullmatch(reference)):
            return None
        if (texte := self.textes.get(trouve["texte"].lower())) is None:
            return None
        contenu = texte.contenu
        du_texte = Ref(
            reference,
            contenu.titre,
            f"droit/{texte.id}/",
            contenu.url,
            contenu.resume.split("\n")[0],
            contenu.abroge_le,
            contenu.abroge_par or "",
            _changements(texte.id, contenu),
            texte,
            non_lu=contenu.non_lu or "",
        )
        if not (numero := trouve["article"]):
            return du_texte
        if (cite := contenu.articles.get(numero)) is None:
            return None
        return replace(
            du_texte,
            libelle=f"art.\u00a0{numero}, {contenu.titre}",
            adresse=f"{du_texte.adresse}#article-{numero.replace('.', '-')}",
            url=cite.url or (RECHERCHE + quote(numero) if "/codes/texte_lc/" in (contenu.url or "") else contenu.url),
            objet=cite.objet,
            abroge_le=cite.abroge_le or contenu.abroge_le,
            changements=(Effet(cite.depuis, par=texte.id),) if cite.depuis else du_texte.changements,
            article=cite,
            non_lu=cite.non_lu or "",
        )


def _changements(nom: str, texte: TexteDroit) -> tuple[Effet, ...]:
    """Rend ce que d'autres textes y ont changé, et ses dates d'effet qui valent pour lui tout entier."""
    modifie = [Effet(m.le, m.objet, m.par) for m in texte.modifie_par]
    return (*modifie, *(_effet(nom, e) for e in texte.en_vigueur if e.vise is None))


def _effets_vises(nom: str, texte: TexteDroit) -> Iterator[tuple[Effet, list[str]]]:
    yield from ((_effet(nom, e), e.vise) for e in texte.en_vigueur if e.vise)
    yield from ((Effet(None, a.objet, nom), a.vise) for a in texte.attend)


def _effet(nom: str, echeance: Echeance) -> Effet:
    return Effet(echeance.le, echeance.objet, nom, echeance.confiance != "confirmee")


def _plat(nom: str) -> str:
    return " ".join(nom.replace("’", "'").lower().replace("ê", "e").split())
