"""Le moteur de fragments et les pages de fiches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from macros import balisage
from macros.modele import Base, Fiche, RefResolue, RenvoiDroit, resoudre, valeurs_decp

from .commun import PageRendue, Reseau
from .tableaux import Tableaux

MOIS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
GENRES_CITANTS = ("clauses", "pratiques", "veille")
PILIERS = {"environnement": "Environnement", "social": "Social", "economie": "Économie et procédure"}


def date_longue(jour: date) -> str:
    """Rend « 1er mars 2026 », avec des espaces insécables."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}\u00a0{MOIS[jour.month - 1]}\u00a0{jour.year}"


def mois_long(mois: str) -> str:
    """Rend « novembre 2026 » pour « 2026-11 »."""
    return f"{MOIS[int(mois[5:]) - 1]}\u00a0{mois[:4]}"


@dataclass
class Rendu(Tableaux):
    """Rend toutes les pages d'une base. ``r`` est partout le chemin relatif de la page vers la racine du site."""

    base: Base
    reseau: Reseau
    dossier: Path
    cite: dict[str, list[tuple[str, Fiche]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.env = Environment(loader=FileSystemLoader(self.dossier), autoescape=True, undefined=StrictUndefined,
                               trim_blocks=True, lstrip_blocks=True, auto_reload=False)
        self.env.filters.update(date=date_longue, mois=mois_long, fr=balisage.typographier, texte=balisage.rendre)
        self.env.globals.update(base=self.base, reseau=self.reseau, libelle=self.base.libelle, droit=self.droit,
                                piliers=PILIERS, pilier=self.base.pilier, adresse=self.base.adresse)
        for genre in GENRES_CITANTS:
            for fiche in self.visibles(genre):
                for reference in {v for _, _, v in fiche.marques(RenvoiDroit)}:
                    if resolue := self.droit(reference):
                        self.cite[resolue.adresse.split("#")[0]].append((genre, fiche))
                        if resolue.texte and resolue.article:
                            self.cite[resolue.adresse].append((genre, fiche))
                if genre == "veille" and fiche.contenu.texte:
                    page = f"droit/{fiche.contenu.texte}/"
                    if (genre, fiche) not in self.cite[page]:
                        self.cite[page].append((genre, fiche))

    def droit(self, reference: str) -> RefResolue | None:
        """Rend la référence résolue."""
        return resoudre(self.base, reference)

    def visibles(self, genre: str) -> list[Fiche]:
        """Rend les fiches publiées du genre, dans leur ordre d'affichage."""
        if genre == "clauses":
            return self.base.publiees()
        if genre == "veille":
            return self.base.veille_datee()
        return sorted(getattr(self.base, genre).values(), key=lambda f: f.contenu.titre)

    def fragment(self, nom: str, r: str = "", **valeurs: Any) -> Markup:
        """Rend un fragment de ``overrides/fragments``."""
        return Markup(self.env.get_template(f"{nom}.html").render(r=r, **valeurs))

    def clause(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une clause."""
        clause = fiche.contenu
        variables = {nom: balisage.typographier(v.valeur) for nom, v in clause.variables.items()}
        relier = self._relier(r)
        sommaire = [("textes", "Textes à insérer"), ("preuves", "Preuves et contrôle")]
        if clause.insertion:
            sommaire.append(("insertion", "Insertion"))
        if clause.adaptation:
            sommaire.append(("adaptation", "Petite commune"))
        if clause.vigilance:
            sommaire.append(("vigilance", "Points de vigilance"))
        if clause.questions_sourcing:
            sommaire.append(("sourcage", "Questions de sourçage"))
        sommaire.append(("base-legale", "Base légale"))
        if clause.liens.complete or clause.liens.incompatible or clause.liens.remplace:
            sommaire.append(("liees", "Clauses liées"))
        sommaire.append(("sources", "Sources"))
        themes = {self.base.pilier(t) for t in clause.themes} - {None}
        html = self.fragment(
            "clause", r, fiche=fiche, clause=clause, decp=valeurs_decp(clause, themes), sommaire=dict(sommaire),
            texte_variable=lambda t: balisage.rendre(t, variables=variables, relier=relier),
            liee=lambda cible: self.base.clauses.get(cible),
            modifier=self.modifier(fiche), signaler=self.signaler(fiche, f"clauses/{fiche.id}/"))
        ariane = (("Clauses", "clauses/"), (self.base.libelle("segments", clause.segments[0]), f"clauses/segments/{clause.segments[0]}/"))
        return PageRendue(clause.titre, clause.resume, html, ariane, tuple(sommaire))

    def texte(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'un texte de droit."""
        html = self.fragment("texte", r, fiche=fiche, texte=fiche.contenu, cites=self._citants(f"droit/{fiche.id}/"),
                             modifier=self.modifier(fiche))
        return PageRendue(fiche.contenu.titre, fiche.contenu.resume[:280], html, (("Droit", "droit/"),),
                          (("resume", "Ce que dit le texte"), ("cite-par", "Qui le cite")))

    def article(self, code: Fiche, numero: str, r: str) -> PageRendue:
        """Rend la page d'un article de code."""
        article = code.contenu.articles[numero]
        resolue = resoudre(self.base, f"{code.contenu.sigle} {numero}")
        html = self.fragment("article", r, fiche=code, numero=numero, article=article, ref=resolue,
                             cites=self._citants(resolue.adresse), modifier=self.modifier(code))
        return PageRendue(f"Article {resolue.libelle}", article.objet, html,
                          (("Droit", "droit/"), (code.contenu.titre, f"droit/{code.id}/")))

    def code(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'un code : ses articles cités."""
        html = self.fragment("code", r, fiche=fiche, code=fiche.contenu, modifier=self.modifier(fiche))
        return PageRendue(fiche.contenu.titre, f"Les articles du {fiche.contenu.titre} que citent nos fiches.", html,
                          (("Droit", "droit/"),))

    def veille(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une entrée de veille."""
        entree = fiche.contenu
        html = self.fragment("veille", r, fiche=fiche, entree=entree, touchees=self.clauses_touchees(fiche),
                             corps=balisage.rendre(fiche.corps, corps=True, relier=self._relier(r)),
                             minutes=entree.minutes_lecture(fiche.corps), modifier=self.modifier(fiche),
                             signaler=self.signaler(fiche, self.base.adresse("veille", fiche.id)))
        return PageRendue(entree.titre, balisage_plat(entree.change)[:280], html,
                          (("Veille 30-30", "veille/"), (mois_long(entree.mois).capitalize(), f"veille/{entree.mois}/")))

    def contenu_de_flux(self, fiche: Fiche) -> Markup:
        """Rend le contenu complet d'une entrée pour un lecteur de flux, liens absolus."""
        site = self.reseau.site_url
        return self.fragment("contenu_de_flux", site, entree=fiche.contenu, touchees=self.clauses_touchees(fiche),
                             corps=balisage.rendre(fiche.corps, corps=True, relier=self._relier(site)))

    def pratique(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une bonne pratique."""
        pratique = fiche.contenu
        sommaire = [("etapes", "Les étapes"), *((a, t) for n, a, t in balisage.intertitres(fiche.corps) if n == 2)]
        sommaire += [("clauses-liees", "Clauses liées")] if pratique.clauses else []
        html = self.fragment("pratique", r, fiche=fiche, pratique=pratique,
                             corps=balisage.rendre(fiche.corps, corps=True, relier=self._relier(r)),
                             liee=lambda cible: self.base.clauses.get(cible), modifier=self.modifier(fiche),
                             signaler=self.signaler(fiche, f"bonnes-pratiques/{fiche.id}/"))
        return PageRendue(pratique.titre, pratique.resume, html, (("Bonnes pratiques", "bonnes-pratiques/"),), tuple(sommaire))

    def edition(self, mois: str, r: str) -> PageRendue:
        """Rend l'édition d'un mois : ses entrées par impact, et le temps de lecture."""
        entrees = [e for e in self.base.veille_datee() if e.contenu.mois == mois]
        tous = self.mois_de_veille()
        rang = tous.index(mois)
        titre = f"30-30 de {mois_long(mois)}" if MOIS[int(mois[5:]) - 1][0] not in "ao" else f"30-30 d’{mois_long(mois)}"
        html = self.fragment(
            "edition", r, titre=titre, minutes=sum(e.contenu.minutes_lecture(e.corps) for e in entrees),
            groupes=[(i, [e for e in entrees if e.contenu.impact == i]) for i in self.base.vocabulaires["impacts"].contenu.valeurs],
            suivante=tous[rang - 1] if rang else None, precedente=tous[rang + 1] if rang + 1 < len(tous) else None)
        return PageRendue(titre, f"Le droit des achats responsables en {mois_long(mois)} : ce qui change, pour qui, que faire.",
                          html, (("Veille 30-30", "veille/"),))

    def mois_de_veille(self) -> list[str]:
        """Rend les mois qui ont une édition, du plus récent au plus ancien."""
        return sorted({e.contenu.mois for e in self.base.veille.values()}, reverse=True)

    def clauses_touchees(self, fiche: Fiche) -> list[Fiche]:
        """Rend les clauses nommées par l'entrée, puis celles qui citent un de ses articles, sans doublon."""
        nommees = [self.base.clauses[c] for c in fiche.contenu.clauses if c in self.base.clauses]
        adresses = [resolue.adresse for a in fiche.contenu.articles if (resolue := self.droit(a))]
        citantes = [f for a in adresses for genre, f in self.cite[a] if genre == "clauses"]
        return list({f.id: f for f in (*nommees, *citantes) if f.contenu.statut == "publie"}.values())

    def modifier(self, fiche: Fiche) -> str:
        """Rend l'adresse qui ouvre le fichier de la fiche en modification."""
        return f"{self.reseau.repo_url.rstrip('/')}/edit/main/{fiche.fichier}"

    def signaler(self, fiche: Fiche, adresse: str) -> str:
        """Rend le lien d'un courriel prérempli, sans compte à créer."""
        sujet = f"Signalement : {fiche.contenu.titre}"
        corps = f"Page : {self.reseau.site_url}{adresse}\n\nCe que j'ai remarqué :\n\nCe que je propose :\n"
        return f"mailto:{self.reseau.contact}?subject={quote(sujet)}&body={quote(corps)}"

    def _citants(self, adresse: str) -> list[tuple[str, list[Fiche]]]:
        citants = self.cite.get(adresse, ())
        return [(genre, fiches) for genre in GENRES_CITANTS if (fiches := _uniques(f for g, f in citants if g == genre))]

    def _relier(self, r: str):
        return lambda chemin: f"{r}{chemin.lstrip('/')}" or "./"

    def a_venir(self, jours: int) -> list[tuple[date, str, str, str]]:
        """Rend (jour, objet, titre du texte, adresse) des dates d'effet des ``jours`` prochains jours."""
        fin = self.base.jour + timedelta(days=jours)
        trouvees = {(e.le, e.objet, f.contenu.titre, f"droit/{f.id}/") for f in self.base.textes.values()
                    if f.contenu.nature != "projet" for e in f.contenu.en_vigueur if self.base.jour <= e.le <= fin}
        return sorted(trouvees)

    def recentes(self, jours: int) -> list[tuple[date, str, Fiche]]:
        """Rend (jour, genre, fiche) des fiches publiées ou modifiées depuis ``jours`` jours, les plus récentes d'abord."""
        debut = self.base.jour - timedelta(days=jours)
        trouvees = [(getattr(f.contenu, "modifie_le", f.contenu.publie_le), genre, f)
                    for genre in GENRES_CITANTS for f in self.visibles(genre)]
        return sorted((t for t in trouvees if debut <= t[0] <= self.base.jour), key=lambda t: (t[0], t[1] == "veille", t[2].id), reverse=True)


def _uniques(fiches: Iterable[Fiche]) -> list[Fiche]:
    return list({f.fichier: f for f in fiches}.values())


def balisage_plat(texte: str) -> str:
    """Rend le texte sans balisage léger, sur une ligne."""
    return Markup(balisage.rendre(texte)).striptags()
