"""Les pages de fiches."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from macros import balisage
from macros.modele import Clause, Disposition, Fiche, resoudre, valeurs_decp

from .commun import PageRendue
from .moteur import MOIS, mois_long
from .tableaux import Tableaux


class Rendu(Tableaux):
    """Rend toutes les pages d'une base."""

    def clause(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une clause."""
        clause = fiche.contenu
        variables = {nom: balisage.typographier(v.valeur) for nom, v in clause.variables.items()}
        relier = self.relier(r)
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
            "clause",
            r,
            fiche=fiche,
            clause=clause,
            dispositions=self.par_niveau(clause),
            abroges=[r for f in clause.fondements if (r := self.droit(f)) and r.abroge_le],
            decp=valeurs_decp(clause, themes),
            sommaire=dict(sommaire),
            texte_variable=lambda t: balisage.rendre(t, variables=variables, relier=relier),
            liee=lambda cible: self.base.clauses.get(cible),
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, f"clauses/{fiche.id}/"),
        )
        ariane = (
            ("Clauses", "clauses/"),
            (self.base.libelle("segments", clause.segments[0]), f"clauses/segments/{clause.segments[0]}/"),
        )
        return PageRendue(clause.titre, clause.resume, html, ariane, tuple(sommaire))

    def par_niveau(self, clause: Clause) -> list[Disposition]:
        """Rend les textes à insérer du premier pas à l'exemplaire, dans l'ordre de la fiche pour un même niveau."""
        niveaux = list(self.base.vocabulaires["niveaux"].contenu.valeurs)
        return sorted(clause.dispositions, key=lambda d: niveaux.index(d.niveau))

    def texte(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'un texte de droit."""
        html = self.fragment(
            "texte",
            r,
            fiche=fiche,
            texte=fiche.contenu,
            cites=self.citants(f"droit/{fiche.id}/"),
            modifier=self.modifier(fiche),
        )
        return PageRendue(
            fiche.contenu.titre,
            fiche.contenu.resume[:280],
            html,
            (("Droit", "droit/"),),
            (("resume", "Ce que dit le texte"), ("cite-par", "Qui le cite")),
        )

    def article(self, code: Fiche, numero: str, r: str) -> PageRendue:
        """Rend la page d'un article de code."""
        article = code.contenu.articles[numero]
        resolue = resoudre(self.base, f"{code.contenu.sigle} {numero}")
        html = self.fragment(
            "article",
            r,
            fiche=code,
            numero=numero,
            article=article,
            ref=resolue,
            cites=self.citants(resolue.adresse),
            modifier=self.modifier(code),
        )
        return PageRendue(
            f"Article {resolue.libelle}",
            article.objet,
            html,
            (("Droit", "droit/"), (code.contenu.titre, f"droit/{code.id}/")),
        )

    def code(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'un code : ses articles cités."""
        html = self.fragment("code", r, fiche=fiche, code=fiche.contenu, modifier=self.modifier(fiche))
        return PageRendue(
            fiche.contenu.titre,
            f"Les articles du {fiche.contenu.titre} que citent nos fiches.",
            html,
            (("Droit", "droit/"),),
        )

    def veille(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une entrée de veille."""
        entree = fiche.contenu
        html = self.fragment(
            "veille",
            r,
            fiche=fiche,
            entree=entree,
            touchees=self.clauses_touchees(fiche),
            corps=balisage.rendre(fiche.corps, corps=True, relier=self.relier(r)),
            minutes=entree.minutes_lecture(fiche.corps),
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, self.base.adresse("veille", fiche.id)),
        )
        return PageRendue(
            entree.titre,
            _a_plat(entree.change)[:280],
            html,
            (("Veille 30-30", "veille/"), (mois_long(entree.mois).capitalize(), f"veille/{entree.mois}/")),
        )

    def contenu_de_flux(self, fiche: Fiche) -> Markup:
        """Rend le contenu complet d'une entrée pour un lecteur de flux, liens absolus."""
        site = self.reseau.site_url
        return self.fragment(
            "contenu_de_flux",
            site,
            entree=fiche.contenu,
            touchees=self.clauses_touchees(fiche),
            corps=balisage.rendre(fiche.corps, corps=True, relier=self.relier(site)),
        )

    def pratique(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une bonne pratique."""
        pratique = fiche.contenu
        sommaire = [("etapes", "Les étapes"), *((a, t) for n, a, t in balisage.intertitres(fiche.corps) if n == 2)]
        sommaire += [("clauses-liees", "Clauses liées")] if pratique.clauses else []
        html = self.fragment(
            "pratique",
            r,
            fiche=fiche,
            pratique=pratique,
            corps=balisage.rendre(fiche.corps, corps=True, relier=self.relier(r)),
            liee=lambda cible: self.base.clauses.get(cible),
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, f"bonnes-pratiques/{fiche.id}/"),
        )
        return PageRendue(
            pratique.titre, pratique.resume, html, (("Bonnes pratiques", "bonnes-pratiques/"),), tuple(sommaire)
        )

    def edition(self, mois: str, r: str) -> PageRendue:
        """Rend l'édition d'un mois : ses entrées par impact, et le temps de lecture."""
        entrees = [e for e in self.base.veille_datee() if e.contenu.mois == mois]
        tous = self.mois_de_veille()
        rang = tous.index(mois)
        titre = (
            f"30-30 de {mois_long(mois)}" if MOIS[int(mois[5:]) - 1][0] not in "ao" else f"30-30 d’{mois_long(mois)}"
        )
        html = self.fragment(
            "edition",
            r,
            titre=titre,
            minutes=sum(e.contenu.minutes_lecture(e.corps) for e in entrees),
            groupes=[
                (i, [e for e in entrees if e.contenu.impact == i])
                for i in self.base.vocabulaires["impacts"].contenu.valeurs
            ],
            suivante=tous[rang - 1] if rang else None,
            precedente=tous[rang + 1] if rang + 1 < len(tous) else None,
        )
        return PageRendue(
            titre,
            f"Le droit des achats responsables en {mois_long(mois)} : ce qui change, pour qui, que faire.",
            html,
            (("Veille 30-30", "veille/"),),
        )

    def modifier(self, fiche: Fiche) -> str:
        """Rend l'adresse qui ouvre le fichier de la fiche en modification."""
        return f"{self.reseau.repo_url.rstrip('/')}/edit/main/{fiche.fichier}"

    def signaler(self, fiche: Fiche, adresse: str) -> str:
        """Rend le lien d'un courriel prérempli, sans compte à créer."""
        sujet = f"Signalement : {fiche.contenu.titre}"
        corps = f"Page : {self.reseau.site_url}{adresse}\n\nCe que j'ai remarqué :\n\nCe que je propose :\n"
        return f"mailto:{self.reseau.contact}?subject={quote(sujet)}&body={quote(corps)}"


def _a_plat(texte: str) -> str:
    """Rend le texte sans balisage léger, sur une ligne."""
    return Markup(balisage.rendre(texte)).striptags()
