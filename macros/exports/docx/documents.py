"""Les documents : modèle, feuille de route, kit d'animation."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as DocumentWord
from docx.enum.section import WD_ORIENT
from docx.shared import Pt

from macros.modele import Fiche, duree_en_mots
from macros.texte.typographie import typographier

from .redaction import A4, Redaction

ETAPES = {"Quand": 2.6, "Ce que l’on fait": 6.6, "Qui": 3, "Ce qui existe à la fin": 5.6, "Appuis": 7.9}
"""Colonnes du tableau d'une feuille de route, et leur largeur en centimètres."""

DEROULE = {"Quand": 2.8, "Temps": 3.9, "Ce que l’on fait": 10.3}
HAUTEUR_A_REMPLIR = Pt(44)
TRACE = {"À noter": 5, "Ce qui s’est dit": 12}
REPONSES = {
    "echelle": "☐ 1 pas du tout    ☐ 2 un peu    ☐ 3 assez    ☐ 4 tout à fait",
    "oui-non": "☐ oui    ☐ non",
}


class Documents(Redaction):
    """Chaque méthode publique rend les octets d'un .docx."""

    def modele(self, fiche: Fiche) -> bytes:
        """Rend le modèle : le document à envoyer, puis ce qu'il faut savoir avant."""
        doc = self.nouveau(fiche)
        self.corps(doc, fiche.corps)
        # Sur une page à part : le document s'envoie sans elle.
        doc.add_heading("Avant d’employer ce modèle", 2).paragraph_format.page_break_before = True
        self.puces(doc, fiche.contenu.mode_d_emploi)
        self.base_legale(doc, fiche)
        return self.octets(doc)

    def feuille(self, fiche: Fiche) -> bytes:
        """Rend la feuille de route : engagements, tableau des étapes, vigilance."""
        doc, c = self.nouveau(fiche), fiche.contenu
        section = doc.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_height, section.page_width = A4
        self.phrase(doc.add_paragraph(), c.resume)
        self.champs(doc, {"Durée": c.duree, "Moyens": c.moyens})
        doc.add_heading("Ce que l’on vote", 2)
        self.puces(doc, c.engagements)
        doc.add_heading("Les étapes", 2)
        self._etapes(doc, c.etapes)
        if c.vigilance:
            doc.add_heading("Points de vigilance", 2)
            self.puces(doc, c.vigilance)
        self.base_legale(doc, fiche)
        return self.octets(doc)

    def _etapes(self, doc: DocumentWord, etapes: Iterable) -> None:
        tableau = self.tableau(doc, ETAPES)
        for etape in etapes:
            cellules = self.rangee(tableau)
            cellules[0].paragraphs[0].add_run(typographier(etape.quand))
            self.phrase(cellules[1].paragraphs[0], etape.quoi)
            cellules[2].paragraphs[0].add_run(", ".join(self.base.libelle("profils", p).lower() for p in etape.qui))
            self.phrase(cellules[3].paragraphs[0], etape.livrable)
            premier = True
            for titre, adresse in self.base.appuis(etape):
                paragraphe = cellules[4].paragraphs[0] if premier else cellules[4].add_paragraph()
                self.lien(paragraphe, typographier(titre), self.site_url + adresse)
                premier = False
        self.largeurs(tableau, ETAPES)

    def kit(self, fiche: Fiche) -> bytes:
        """Rend le kit : déroulé, matériel, précautions, puis, chacun sur sa page, ce que l'on distribue."""
        doc, c = self.nouveau(fiche), fiche.contenu
        self.phrase(doc.add_paragraph(), c.resume)
        publics = ", ".join(self.base.libelle("profils", p).lower() for p in c.publics)
        self.champs(
            doc,
            {
                "Durée": duree_en_mots(c.duree),
                "Participants": c.effectif,
                "Pour": publics,
                "D’où vient ce format": c.origine,
            },
        )
        for titre, phrases in (("Ce que l’on veut obtenir", c.objectifs), ("Le matériel", c.materiel)):
            doc.add_heading(titre, 2)
            self.puces(doc, phrases)
        doc.add_heading("Le déroulé", 2)
        self._deroule(doc, c)
        doc.add_heading("Rester dans le droit", 2)
        self.puces(doc, c.precautions)
        doc.add_heading("Dans les quinze jours", 2)
        self.puces(doc, c.apres)
        self._a_part(doc, "L’invitation")
        self.corps(doc, c.invitation)
        self._a_part(doc, "Les fiches de rôle")
        for rang, role in enumerate(c.roles):
            # Une fiche par page : elles se distribuent.
            doc.add_heading(typographier(role.nom), 3).paragraph_format.page_break_before = rang > 0
            self.corps(doc, role.consigne)
        for annexe in c.annexes:
            self._a_part(doc, typographier(annexe.titre))
            self.corps(doc, annexe.texte)
        self._a_part(doc, "Le compte rendu à garder")
        self._a_remplir(doc, c.trace)
        self._a_part(doc, "La feuille d’évaluation")
        self._evaluation(doc, c.evaluation)
        self.base_legale(doc, fiche, a_part=True)
        return self.octets(doc)

    def _deroule(self, doc: DocumentWord, c: object) -> None:
        tableau = self.tableau(doc, DEROULE)
        for debut, fin, temps in c.horaire:
            cellules = self.rangee(tableau)
            cellules[0].paragraphs[0].add_run(f"{debut} à {fin} min")
            cellules[1].paragraphs[0].add_run(typographier(temps.titre)).bold = True
            self.phrase(cellules[2].paragraphs[0], temps.quoi)
        self.largeurs(tableau, DEROULE)

    def _a_part(self, doc: DocumentWord, titre: str) -> None:
        doc.add_heading(titre, 2).paragraph_format.page_break_before = True

    def _a_remplir(self, doc: DocumentWord, lignes: Iterable[str]) -> None:
        tableau = self.tableau(doc, TRACE)
        for ligne in lignes:
            rangee = self.rangee(tableau)
            rangee[0].paragraphs[0].add_run(typographier(ligne))
            rangee[1].paragraphs[0].paragraph_format.space_after = HAUTEUR_A_REMPLIR
        self.largeurs(tableau, TRACE)

    def _evaluation(self, doc: DocumentWord, questions: Iterable) -> None:
        for question in questions:
            paragraphe = doc.add_paragraph()
            self.phrase(paragraphe, question.question)
            paragraphe.paragraph_format.keep_with_next = True
            if question.reponse == "libre":
                for _ in range(2):
                    self.ligne_a_remplir(doc)
            else:
                doc.add_paragraph(REPONSES[question.reponse])
