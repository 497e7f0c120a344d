"""Les pages du registre du droit : texte, article, code, seuils."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from macros.base.types import Fiche
from macros.base.vocabulaire import Valeur
from macros.fiches.droit.modele import Article, TexteDroit
from macros.fiches.droit.reference import RefResolue
from macros.rendu.commun import PageRendue
from macros.rendu.tableaux import Tableaux
from macros.sorties.html.frise import Frise, Jalon

VERSION_D_ORIGINE = "Version connue de l’article"


class PagesDroit(Tableaux):
    """Rend les pages du registre."""

    def texte(self, fiche: Fiche[TexteDroit], r: str) -> PageRendue:
        """Rend la page d'un texte de droit."""
        frise = Frise.de(self._jalons_du_texte(fiche), self.base.jour)
        html = self.fragment(
            "texte",
            r,
            fiche=fiche,
            texte=fiche.contenu,
            frise=frise,
            cites=self.citants(f"droit/{fiche.id}/"),
            cites_article=lambda numero: len(
                self.cite.get(self.droit(f"{fiche.id.upper()} art. {numero}").adresse, ())
            ),
            modifier=self.modifier(fiche),
        )
        return PageRendue(
            fiche.contenu.titre,
            fiche.contenu.resume[:280],
            html,
            (("Droit", "droit/"),),
            (
                ("resume", "Ce que dit le texte"),
                *([("acheteur", "Pour un acheteur")] if fiche.contenu.pour_l_acheteur else []),
                *([("articles", "Articles cités")] if fiche.contenu.articles else []),
                *([("frise", "Ses dates")] if frise.jalons else []),
                ("cite-par", "Qui le cite"),
                ("sources", "Sources"),
            ),
        )

    def article(self, code: Fiche, numero: str, r: str) -> PageRendue:
        """Rend la page d'un article de code."""
        article = code.contenu.articles[numero]
        resolue = self.droit(f"{code.contenu.sigle} {numero}")
        html = self.fragment(
            "article",
            r,
            fiche=code,
            numero=numero,
            article=article,
            ref=resolue,
            frise=Frise.de(self._jalons_de_l_article(article, resolue), self.base.jour),
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

    def seuils(self, fragment: str, r: str) -> Markup:
        """Rend tous les seuils, par groupe, dans l'ordre du vocabulaire, par ``fragment``."""
        fiche = self.base.seuils["seuils"].contenu
        valeurs: dict[str, Valeur] = self.base.vocabulaires["groupes-seuils"].contenu.valeurs
        groupes = [
            (code, groupe, [(nom, s) for nom, s in fiche.seuils.items() if s.groupe == code])
            for code, groupe in valeurs.items()
        ]
        return self.fragment(fragment, r, groupes=[g for g in groupes if g[2]], verifie_le=fiche.verifie_le)

    def _jalons_du_texte(self, fiche: Fiche[TexteDroit]) -> Iterator[Jalon]:
        texte = fiche.contenu
        if texte.signe_le:
            yield Jalon(texte.signe_le, "Décision" if texte.nature == "decision" else "Signature", genre="publication")
        if texte.publie_le and texte.publie_le != texte.signe_le:
            yield Jalon(texte.publie_le, "Publication", genre="publication")
        for echeance in texte.en_vigueur:
            yield Jalon(echeance.le, "Application", echeance.objet)
        for change in texte.modifie_par:
            if autre := self.base.textes.get(change.par):
                yield Jalon(
                    change.le,
                    f"Modifié par : {autre.contenu.titre}",
                    change.objet or "",
                    f"droit/{autre.id}/",
                    "modification",
                )
        if texte.abroge_le:
            autre = self.base.textes.get(texte.abroge_par or "")
            yield Jalon(
                texte.abroge_le,
                f"Abrogé par : {autre.contenu.titre}" if autre else "Abrogation",
                adresse=f"droit/{autre.id}/" if autre else "",
                genre="abrogation",
            )
        yield from self._jalons_de_veille(f"droit/{fiche.id}/", {e.le for e in texte.en_vigueur})

    def _jalons_de_l_article(self, article: Article, ref: RefResolue) -> Iterator[Jalon]:
        auteur = self.base.textes.get(article.change_par or "")
        yield Jalon(
            article.depuis,
            f"Version issue de : {auteur.contenu.titre}" if auteur else VERSION_D_ORIGINE,
            adresse=f"droit/{auteur.id}/" if auteur else "",
            genre="modification" if auteur else "effet",
        )
        if auteur and auteur.contenu.publie_le and auteur.contenu.publie_le < article.depuis:
            yield Jalon(auteur.contenu.publie_le, "Publication du texte qui a changé l’article", genre="publication")
        if article.abroge_le:
            yield Jalon(article.abroge_le, "Abrogation de l’article", genre="abrogation")
        yield from self._jalons_de_veille(ref.adresse, {article.depuis})

    def _jalons_de_veille(self, adresse: str, deja: set) -> Iterator[Jalon]:
        """Rend les décisions et doctrines de la veille qui éclairent le texte, hors dates déjà posées."""
        for genre, fiche in self.cite.get(adresse, ()):
            if (
                genre == "veille"
                and fiche.contenu.evenement in ("decision", "doctrine")
                and fiche.contenu.date not in deja
            ):
                yield Jalon(
                    fiche.contenu.date, fiche.contenu.titre, adresse=self.base.adresse(genre, fiche.id), genre="veille"
                )
