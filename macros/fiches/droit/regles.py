"""Le registre du droit : tout ce qui est cité y est, ses dates se suivent, ses noms ne se disputent aucune adresse."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.types import RenvoiDroit
from macros.lecture.anomalie import Anomalie
from macros.regles.outils import boucles, proche
from macros.regles.references import CONSEIL_ABROGE, cite_comme_vivant


def cites(c: Consultation) -> Iterator[Anomalie]:
    """Chaque article ou texte cité est au registre (``data/droit``)."""
    admises = [f"{code.contenu.sigle} {n}" for code in c.fiches("codes").values() for n in code.contenu.articles]
    admises += [t.upper() for t in c.fiches("textes")]
    for genre, fiche in c.par_genre():
        for chemin, _, reference in fiche.marques(RenvoiDroit):
            resolue = resolveur(c).resoudre(reference)
            if resolue is None:
                racine = reference.split(" art. ")[0].lower()
                if ("textes", racine) in c.base.refusees or (
                    "codes",
                    reference.split(" ")[0].lower(),
                ) in c.base.refusees:
                    continue
                if racine in c.fiches("textes"):
                    connus = ", ".join(c.fiches("textes")[racine].contenu.articles) or "aucun"
                    conseil = f"Ajoutez l'article à {c.fiches('textes')[racine].fichier} (articles connus : {connus})."
                else:
                    conseil = proche(
                        reference,
                        admises,
                        "Écrivez « CCP L2112-2 » ou « LOI-2020-105 art. 58 », et ajoutez "
                        "le texte ou l'article à data/droit s'il manque.",
                    )
                yield fiche.anomalie(
                    chemin, "reference-juridique", f"« {reference} » n'est pas au registre du droit", conseil
                )
            elif (abroge := resolue.abroge_le) and (defaut := cite_comme_vivant(genre, fiche.contenu, abroge)):
                yield fiche.anomalie(
                    chemin,
                    "texte-abroge",
                    f"« {reference} » est abrogé depuis le {abroge}, et {defaut}",
                    CONSEIL_ABROGE,
                )


def cycles(c: Consultation) -> Iterator[Anomalie]:
    """Un texte ne s'abroge pas par détour."""
    return boucles(c.fiches("textes"), ("abroge_par",), lambda texte: [texte.abroge_par] if texte.abroge_par else [])


def noms(c: Consultation) -> Iterator[Anomalie]:
    """Un texte et un code n'ont pas la même adresse ; un code porte le nom de son sigle."""
    for fiche in c.fiches("textes").values():
        if fiche.id in c.fiches("codes"):
            yield fiche.anomalie(
                (), "nom-reserve", f"« {fiche.id} » est une adresse réservée du site", "Renommez le fichier."
            )
    for fiche in c.fiches("codes").values():
        if fiche.contenu.sigle.lower() != fiche.id:
            yield fiche.anomalie(
                ("sigle",),
                "identite",
                f"le sigle « {fiche.contenu.sigle} » diffère du nom de fichier",
                f"Nommez le fichier {fiche.contenu.sigle.lower()}.yml.",
            )


def dates(c: Consultation) -> Iterator[Anomalie]:
    """Un texte est signé, puis publié, puis s'applique ; une abrogation nomme son auteur."""
    for fiche in c.fiches("textes").values():
        texte = fiche.contenu
        if texte.signe_le and texte.publie_le and texte.publie_le < texte.signe_le:
            yield fiche.anomalie(
                ("publie_le",), "ordre-des-dates", "le texte est publié avant d'être signé", "Corrigez la date."
            )
        for rang, echeance in enumerate(texte.en_vigueur):
            if texte.signe_le and echeance.le < texte.signe_le:
                yield fiche.anomalie(
                    ("en_vigueur", rang, "le"),
                    "ordre-des-dates",
                    "la date d'effet précède la signature",
                    "Corrigez la date d'effet, ou expliquez la rétroactivité dans le résumé.",
                )
        if bool(texte.abroge_le) != bool(texte.abroge_par):
            yield fiche.anomalie(
                ("abroge_le",), "abrogation", "abroge_le et abroge_par vont ensemble", "Ajoutez le champ qui manque."
            )
