"""Les pages qui forment et embarquent : parcours, questions, carte de l'achat, kits d'animation, lexique."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from macros.modele import Fiche, cle_de_tri

from .commun import PageRendue
from .tableaux import Tableaux


@dataclass(frozen=True)
class Voisines:
    """La place d'une page dans un parcours. ``rang`` part de 1 ; ``suivante`` mène aux questions après la dernière étape."""

    parcours: Fiche
    rang: int
    precedente: tuple[str, str] | None
    suivante: tuple[str, str]


class PagesFormation(Tableaux):
    """Les pages de parcours, de kits et de lexique d'un ``Rendu``."""

    def par_ordre(self, genre: str) -> list[Fiche]:
        """Rend les fiches d'un genre dans l'ordre que leurs auteurs ont voulu."""
        return sorted(getattr(self.base, genre).values(), key=lambda f: (f.contenu.ordre, f.id))

    def parcours(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend l'accueil d'un parcours : pour qui, combien de temps, les étapes."""
        c = fiche.contenu
        parties: dict[str, list] = {}
        for rang, etape in enumerate(c.etapes, 1):
            parties.setdefault(etape.partie, []).append((rang, etape))
        html = self.fragment(
            "parcours",
            r,
            fiche=fiche,
            c=c,
            parties=parties,
            titre_de=self.base.titre_de,
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, f"parcours/{fiche.id}/"),
        )
        return PageRendue(c.titre, c.resume, html, (("Se former", "parcours/"),))

    def questions(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend la fin d'un parcours : trois questions, leurs réponses à déplier, et la suite."""
        c = fiche.contenu
        titre = f"Trois questions pour finir ({c.titre.partition(' : ')[0].lower()})"
        html = self.fragment("questions", r, fiche=fiche, c=c, derniere=c.etapes[-1], titre_de=self.base.titre_de)
        ariane = (("Se former", "parcours/"), (c.titre, f"parcours/{fiche.id}/"))
        return PageRendue(titre, f"Vérifiez ce que vous avez retenu. {c.resume}", html, ariane)

    def liste_parcours(self, r: str) -> Markup:
        """Rend les parcours, leur durée et leur début."""
        return self.fragment("liste_parcours", r, parcours=self.par_ordre("parcours"))

    def carte_achat(self, r: str) -> Markup:
        """Rend la carte dessinée d'un achat : à chaque moment, les pages, les types de clause et les documents."""
        moments = self.base.vocabulaires["moments"].contenu.valeurs
        natures, pieces = (self.base.vocabulaires[v].contenu.valeurs for v in ("natures", "pieces"))
        ordre = [e.page for p in self.par_ordre("parcours") for e in p.contenu.etapes]
        rang = {page: n for n, page in enumerate(dict.fromkeys(ordre))}
        pages = sorted(
            (p for p in self.base.pages.values() if p.en_tete.moment),
            key=lambda p: (rang.get(p.adresse.strip("/"), len(rang)), p.chemin),
        )
        employees = {n for f in self.base.publiees() for n in f.contenu.natures}
        stations = [
            {
                "code": code,
                "moment": moment,
                "pages": [p for p in pages if p.en_tete.moment == code],
                "natures": [(n, v) for n, v in natures.items() if v.moment == code and n in employees],
                "pieces": [(n, v) for n, v in pieces.items() if v.moment == code],
                "modeles": [f for f in self.visibles("modeles") if f.contenu.moment == code],
            }
            for code, moment in moments.items()
        ]
        return self.fragment("carte_achat", r, stations=stations)

    @cached_property
    def voisines(self) -> dict[str, list[Voisines]]:
        """Rend, pour l'adresse de chaque page d'étape, sa place dans les parcours qui la contiennent."""
        table: dict[str, list[Voisines]] = {}
        for fiche in self.par_ordre("parcours"):
            etapes = [(f"{e.page}/", self.base.titre_de(e.page)) for e in fiche.contenu.etapes]
            fin = (f"parcours/{fiche.id}/questions/", "Trois questions pour finir")
            for rang, (adresse, _) in enumerate(etapes, 1):
                precedente = etapes[rang - 2] if rang > 1 else None
                suivante = etapes[rang] if rang < len(etapes) else fin
                table.setdefault(adresse, []).append(Voisines(fiche, rang, precedente, suivante))
        return table

    def bouts_de_parcours(self, adresse: str, r: str) -> dict[str, Markup]:
        """Rend ce qui précède et ce qui suit une page d'étape : ``tete``, sa place dans chaque parcours ; ``pied``, ses voisines."""
        voisines = self.voisines.get(adresse)
        bouts = ("tete", "pied") if voisines else ()
        return {bout: self.fragment(f"{bout}_de_parcours", r, voisines=voisines) for bout in bouts}

    def kit(self, fiche: Fiche, r: str) -> PageRendue:
        """Rend un kit d'animation, à lire et à imprimer."""
        c = fiche.contenu
        sommaire = (
            ("deroule", "Le déroulé"),
            ("droit", "Rester dans le droit"),
            ("invitation", "L’invitation"),
            ("roles", "Les fiches de rôle"),
            *([("annexes", "Documents à remettre")] if c.annexes else ()),
            ("compte-rendu", "Le compte rendu"),
            ("evaluation", "L’évaluation"),
            ("base-legale", "Base légale"),
        )
        html = self.fragment(
            "kit",
            r,
            fiche=fiche,
            c=c,
            modifier=self.modifier(fiche),
            signaler=self.signaler(fiche, self.base.adresse("kits", fiche.id)),
        )
        return PageRendue(c.titre, c.resume, html, (("Animer", "animer/"),), sommaire)

    def liste_kits(self, r: str) -> Markup:
        """Rend les formats d'animation : pour qui, combien de temps."""
        return self.fragment("liste_kits", r, kits=self.par_ordre("kits"))

    def lexique(self, r: str) -> Markup:
        """Rend tous les termes, par lettre."""
        termes = sorted(self.base.termes.values(), key=lambda f: cle_de_tri(f.contenu.titre))
        lettres: dict[str, list[Fiche]] = {}
        for fiche in termes:
            lettres.setdefault(cle_de_tri(fiche.contenu.titre)[0].upper(), []).append(fiche)
        return self.fragment("lexique", r, lettres=lettres, total=len(termes))
