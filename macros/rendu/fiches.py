"""Les pages de clauses et de bonnes pratiques."""

from __future__ import annotations

from markupsafe import Markup

from macros.modele import Clause, Disposition, Fiche, valeurs_decp
from macros.texte.balisage.leger import intertitres, rendre

from .agenda import PagesAgenda
from .commun import PageRendue
from .conduite import PagesConduite
from .droit import PagesDroit
from .formation import PagesFormation
from .seance import PagesSeance
from .territoire import PagesTerritoire


class Rendu(PagesDroit, PagesSeance, PagesConduite, PagesFormation, PagesTerritoire, PagesAgenda):
    """Rend toutes les pages d'une base."""

    def fichiers_du_reseau(self) -> dict[str, bytes]:
        """Rend ``{chemin: octets}`` de ce que les couleurs du réseau dessinent : la feuille de couleurs et le logo."""
        couleurs = self.base.identite.contenu.couleurs
        return {
            f"assets/reseau/{nom}": self.fragment(nom, couleurs=couleurs).encode()
            for nom in ("couleurs.css", "logo.svg")
        }

    def clause(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une clause."""
        clause = fiche.contenu
        variables = {nom: v.valeur for nom, v in clause.variables.items()}
        copie, lecture = self.liens(r, variables, lexique=False), self.liens(r, variables)
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
            decp=valeurs_decp(clause, themes),
            sommaire=dict(sommaire),
            texte_a_inserer=lambda t: rendre(t, copie),
            texte_variable=lambda t: rendre(t, lecture),
            liee=lambda cible: self.base.clauses.get(cible),
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, f"clauses/{fiche.id}/"),
        )
        ariane = (
            ("Clauses", "clauses/"),
            (self.base.libelle("segments", clause.segments[0]), f"clauses/segments/{clause.segments[0]}/"),
        )
        return PageRendue(clause.titre, clause.resume, html, ariane, tuple(sommaire))

    def clause_de_flux(self, fiche: Fiche) -> Markup:
        """Rend le résumé d'une clause pour un lecteur de flux, liens absolus."""
        return self.fragment("clause_de_flux", self.reseau.site_url, fiche=fiche, clause=fiche.contenu)

    def par_niveau(self, clause: Clause) -> list[Disposition]:
        """Rend les textes à insérer du premier pas à l'exemplaire, dans l'ordre de la fiche pour un même niveau."""
        niveaux = list(self.base.vocabulaires["niveaux"].contenu.valeurs)
        return sorted(clause.dispositions, key=lambda d: niveaux.index(d.niveau))

    def pratique(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la page d'une bonne pratique."""
        pratique = fiche.contenu
        sommaire = [("etapes", "Les étapes"), *((a, t) for n, a, t in intertitres(fiche.corps) if n == 2)]
        sommaire += [("clauses-liees", "Clauses liées")] if self.base.nommees("clauses", pratique.clauses) else []
        html = self.fragment(
            "pratique",
            r,
            fiche=fiche,
            pratique=pratique,
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, f"bonnes-pratiques/{fiche.id}/"),
        )
        return PageRendue(
            pratique.titre, pratique.resume, html, (("Bonnes pratiques", "bonnes-pratiques/"),), tuple(sommaire)
        )
