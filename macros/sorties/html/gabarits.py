"""Le moteur de fragments : Jinja, ses filtres, et ce que tout fragment connaît."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from macros.base.a_venir import a_venir
from macros.base.citations import CITANTS_MAX, resolveur
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.fraicheur import Cause, motifs
from macros.base.promesses import SOUS_LE_TITRE
from macros.base.types import LICENCES
from macros.base.vocabulaire import PILIERS
from macros.sorties.html.liens import abroge, expliquer, liens
from macros.texte.balisage.leger import rendre, rendre_mots, rendre_phrase
from macros.texte.balisage.liens import Liens
from macros.texte.dates import date_longue, duree_en_mots, heure, jour_long, mois_long
from macros.texte.nombres import nombre
from macros.texte.typographie import espacer, typographier


class Typographie(Extension):
    """Les mots écrits dans un gabarit ont les mêmes espaces insécables que ceux d'une fiche."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Rend les jetons du gabarit, son texte espacé ; ce qui se calcule n'est pas touché."""
        for jeton in stream:
            yield Token(jeton.lineno, jeton.type, espacer(jeton.value)) if jeton.type == "data" else jeton


class Gabarits:
    """Rend les fragments d'un dossier pour une consultation. ``r`` : chemin relatif de la page vers la racine du site."""

    def __init__(self, c: Consultation, dossier: Path) -> None:
        self.c = c
        self._page: tuple[str, dict[bool, Liens]] = ("", {})
        self.env = Environment(
            loader=FileSystemLoader(dossier),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=[Typographie],
        )
        self.env.filters.update(
            corps=self._corps,
            date=date_longue,
            duree=duree_en_mots,
            fr=typographier,
            heure=heure,
            jour_long=jour_long,
            libelles=self._libelles,
            mois=mois_long,
            mots=self._mots,
            nombre=nombre,
            phrase=self._phrase,
            texte=self._texte,
        )
        self.env.globals.update(
            CITANTS_MAX=CITANTS_MAX,
            SOUS_LE_TITRE=SOUS_LE_TITRE,
            a_venir=partial(a_venir, c),
            abroge=partial(abroge, c),
            adresse=c.adresse,
            aujourdhui=c.jour,
            consultation=c,
            cause=Cause,
            droit=resolveur(c).resoudre,
            du_genre=c.fiches,
            libelle=c.libelle,
            licences=LICENCES,
            motifs=partial(motifs, c),
            nommees=c.nommees,
            pilier=c.pilier,
            piliers=PILIERS,
            reseau=c.reseau,
            vocabulaire=c.valeurs,
        )

    def fragment(self, nom: str, r: str, **valeurs: Any) -> Markup:
        """Rend un fragment de ``overrides/fragments``."""
        return Markup(self.env.get_template(f"{nom}.html").render(r=r, **valeurs))

    def _liens(self, r: str, lexique: bool) -> Liens:
        """Rend de quoi lier un texte de la page de racine ``r`` ; les mêmes pour tous ses textes."""
        if self._page[0] is not r:
            self._page = (r, {})
        siens = self._page[1]
        if lexique not in siens:
            siens[lexique] = liens(self.c, r, lexique=lexique)
        return siens[lexique]

    def _texte(self, texte: str, r: str, lexique: bool = True) -> Markup:
        """Rend un texte à paragraphes, lié."""
        return rendre(texte, self._liens(r, lexique))

    def _phrase(self, texte: str, r: str, lexique: bool = True) -> Markup:
        """Rend un texte d'un seul tenant, lié."""
        return rendre_phrase(texte, self._liens(r, lexique))

    def _libelles(self, codes: Iterable[str], vocabulaire: str) -> str:
        """Rend les intitulés de ces codes, à la suite."""
        return ", ".join(self.c.libelle(vocabulaire, code) for code in codes)

    def _mots(self, texte: str, r: str) -> Markup:
        """Rend un texte court sans balisage, ses termes expliqués."""
        return rendre_mots(texte, Liens(expliquer=expliquer(self.c, r)))

    def _corps(self, fiche: Fiche[Any], r: str, imbrique: str = "", lexique: bool = True) -> Markup:
        """Rend le corps d'une fiche Markdown, ou rien s'il est vide. ``imbrique`` : préfixe de ses ancres dans une page plus grande."""
        return rendre(fiche.corps, self._liens(r, lexique), corps=True, imbrique=imbrique)
