"""Ce que la recherche trouve : une fiche de chaque genre, et ses champs du plus au moins parlant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from macros.modele import Balise, Base, Fiche
from macros.rendu import Rendu
from macros.texte.variables import VARIABLE

CHAMPS = ("titre", "references", "lexique", "familles", "resume", "texte")
FAMILLES_MAX = 2
"""Au-delà, une clause sert à trop d'achats pour que les mots d'une famille la décrivent."""
ADRESSE = re.compile(r"\]\([^)\s]*\)")
"""L'adresse d'un lien, après son texte entre crochets."""
AUTRES = (
    ("formation", "parcours", ["parcours", "formation", "se former"]),
    ("formation", "kits", ["kit", "animer", "réunion", "atelier", "Word"]),
    ("lexique", "termes", ["lexique", "définition"]),
    ("territoire", "structures", ["qui peut aider", "réseau", "annuaire"]),
    ("territoire", "ess", ["ESS", "économie sociale et solidaire", "acheter à"]),
    ("territoire", "rencontres", ["rencontre", "sourçage", "questions"]),
    ("pages", "evenements", ["agenda", "événement", "rendez-vous"]),
)
"""Groupe de réponses, genre de fiche, mots qui la trouvent toujours."""


@dataclass(frozen=True)
class Document:
    """Une page que la recherche rend. ``champs`` : nom du champ → textes."""

    genre: str
    id: str
    adresse: str
    titre: str
    resume: str
    champs: dict[str, list[str]] = field(repr=False)
    a_revoir: bool = False
    codes: dict[str, list[str]] = field(default_factory=dict)
    """Pour une clause : facette → codes."""


def documents(rendu: Rendu) -> Iterator[Document]:
    """Rend tout ce qui se cherche : les clauses d'abord, puis pratiques, droit, veille, formation, lexique, pages du site."""
    yield from (_clause(rendu, f) for f in rendu.visibles("clauses"))
    yield from (_pratique(rendu, f) for f in rendu.visibles("pratiques"))
    yield from (_modele(rendu, f) for f in rendu.visibles("modeles"))
    yield from (_feuille(rendu, f) for f in rendu.visibles("feuilles"))
    yield from (_indicateur(rendu, f) for f in rendu.visibles("indicateurs"))
    for fiche in rendu.visibles("codes"):
        for numero in fiche.contenu.articles:
            yield _article(rendu.base, fiche, numero)
    yield from (_texte(rendu.base, f) for f in rendu.visibles("textes"))
    yield from (_veille(rendu, f) for f in rendu.visibles("veille"))
    for groupe, genre, mots in AUTRES:
        yield from (_conduite(rendu, f, groupe, genre, mots) for f in rendu.visibles(genre))
    yield from _pages(rendu.base)


def _mots_des_codes(base: Base, vocabulaire: str, codes: Iterable[str]) -> list[str]:
    valeurs = base.vocabulaires[vocabulaire].contenu.valeurs
    return [m for code in codes for m in (valeurs[code].libelle, *valeurs[code].mots)]


def _clause(rendu: Rendu, fiche: Fiche) -> Document:
    base, c = rendu.base, fiche.contenu
    themes = _mots_des_codes(base, "themes", c.themes)
    premiere = c.segments[:1] if len(c.segments) <= FAMILLES_MAX else []
    textes = [VARIABLE.sub(" ", t) for t in _phrases(fiche)]
    champs = {
        "titre": [c.titre],
        "references": _references(base, fiche),
        "lexique": [
            *_mots_des_codes(base, "segments", premiere),
            *themes,
            *_mots_des_codes(base, "natures", c.natures),
        ],
        "familles": _mots_des_codes(base, "segments", c.segments),
        "resume": [c.resume],
        "texte": textes,
    }
    codes = rendu.codes("clauses", fiche)
    return Document(
        "clauses", fiche.id, base.adresse("clauses", fiche.id), c.titre, c.resume, champs,
        codes["etat"] == ["a-revoir"], codes,
    )  # fmt: skip


def _champs_d_un_article(base: Base, fiche: Fiche, resume: str) -> dict[str, list[str]]:
    """Rend les champs d'une fiche écrite en Markdown, thèmes et corps compris."""
    return {
        "titre": [fiche.contenu.titre],
        "references": _references(base, fiche),
        "lexique": _mots_des_codes(base, "themes", fiche.contenu.themes),
        "resume": [resume],
        "texte": [*_phrases(fiche), _nu(fiche.corps)],
    }


def _pratique(rendu: Rendu, fiche: Fiche) -> Document:
    base, c = rendu.base, fiche.contenu
    champs = _champs_d_un_article(base, fiche, c.resume)
    return Document(
        "pratiques", fiche.id, base.adresse("pratiques", fiche.id), c.titre, c.resume, champs,
        bool(rendu.motifs(fiche)),
    )  # fmt: skip


def _modele(rendu: Rendu, fiche: Fiche) -> Document:
    return _conduite(rendu, fiche, "modeles", "modeles", ["modèle", "document", "Word"])


def _feuille(rendu: Rendu, fiche: Fiche) -> Document:
    return _conduite(rendu, fiche, "modeles", "feuilles", ["feuille de route", "SPASER", "Word"])


def _indicateur(rendu: Rendu, fiche: Fiche) -> Document:
    c = fiche.contenu
    themes = _mots_des_codes(rendu.base, "themes", c.themes)
    return _conduite(rendu, fiche, "indicateurs", "indicateurs", ["indicateur", *themes])


def _conduite(rendu: Rendu, fiche: Fiche, groupe: str, genre: str, mots: list[str]) -> Document:
    c = fiche.contenu
    champs = {
        "titre": [c.titre, getattr(c, "sigle", "")],
        "references": _references(rendu.base, fiche),
        "lexique": mots,
        "resume": [c.resume],
        "texte": [*_phrases(fiche), _nu(fiche.corps)],
    }
    return Document(groupe, fiche.id, rendu.base.adresse(genre, fiche.id), c.titre, c.resume, champs)


def _article(base: Base, fiche: Fiche, numero: str) -> Document:
    code, article = fiche.contenu, fiche.contenu.articles[numero]
    titre = f"Article {numero} du {code.titre[0].lower()}{code.titre[1:]}"
    champs = {"titre": [f"{code.sigle} {numero}", code.titre], "resume": [article.objet], "texte": []}
    return Document(
        "droit", f"{fiche.id}/{numero}", base.adresse_article(fiche.id, numero), titre, article.objet, champs
    )


def _texte(base: Base, fiche: Fiche) -> Document:
    c = fiche.contenu
    champs = {
        "titre": [c.titre, c.numero or "", base.libelle("natures-textes", c.nature)],
        "lexique": _mots_des_codes(base, "themes", c.themes),
        "resume": [c.resume],
        "texte": _phrases(fiche),
    }
    nature = base.libelle("natures-textes", c.nature)
    nommee = (
        f"{c.titre} ({nature[0].lower()}{nature[1:]} {c.numero})" if c.numero and c.numero not in c.titre else c.titre
    )
    return Document("droit", fiche.id, base.adresse("textes", fiche.id), nommee, c.resume, champs)


def _veille(rendu: Rendu, fiche: Fiche) -> Document:
    base, c = rendu.base, fiche.contenu
    champs = _champs_d_un_article(base, fiche, c.change)
    return Document("veille", fiche.id, base.adresse("veille", fiche.id), c.titre, f"{c.date:%d/%m/%Y}", champs)


def _pages(base: Base) -> Iterator[Document]:
    for page in sorted(base.pages.values(), key=lambda p: p.chemin):
        adresse = re.sub(r"(^|/)index$", "", page.chemin.removesuffix(".md")).strip("/")
        en_tete = page.en_tete
        champs = {"titre": [en_tete.title], "resume": [en_tete.description], "texte": [_nu(page.corps)]}
        yield Document(
            "pages", page.chemin, f"{adresse}/" if adresse else "", en_tete.title, en_tete.description, champs
        )


def _nu(corps: str) -> str:
    """Rend un corps Markdown sans adresses ni appels de macro."""
    return re.sub(r"\{\{.*?\}\}", " ", ADRESSE.sub("]", corps))


def _references(base: Base, fiche: Fiche) -> list[str]:
    """Rend les références citées, avec le numéro du texte : « L2112-2 », « loi 2021-1104 »."""
    lues = []
    for ref in base.references.citees(fiche).values():
        texte = base.textes.get(ref.reference)
        lues.append(f"{ref.reference} {texte.contenu.numero or ''}" if texte else ref.reference)
    return lues


def _phrases(fiche: Fiche) -> list[str]:
    """Rend les phrases de la fiche et les titres de ses sources : ni codes, ni adresses, ni noms d'autres fiches."""
    sources = [source.titre for source in getattr(fiche.contenu, "sources", ())]
    return [ADRESSE.sub("]", texte) for _, _, texte in fiche.marques(Balise)] + sources
