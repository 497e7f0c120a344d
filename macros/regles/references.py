"""Les renvois : vocabulaires, autres fiches, registre du droit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros.base.base import Base
from macros.base.types import Balise, Code, Fiche, Renvoi, RenvoiDroit
from macros.fiches.clause.modele import Clause
from macros.fiches.pratique.modele import BonnePratique
from macros.fiches.veille.modele import EntreeVeille
from macros.lecture.anomalie import Anomalie, Gravite
from macros.regles.outils import proche


def vocabulaires(base: Base) -> Iterator[Anomalie]:
    """Chaque valeur codée appartient à son vocabulaire."""
    for _, fiche in base.par_genre():
        vues: set[tuple] = set()
        for chemin, marque, valeur in fiche.marques(Code):
            nom = marque.vocabulaire
            if isinstance(chemin[-1], int) and (chemin[:-1], valeur) in vues:
                yield fiche.anomalie(
                    chemin, "valeur-en-double", f"« {valeur} » est écrit deux fois", "Gardez-en un seul."
                )
            vues.add((chemin[:-1], valeur))
            if nom not in base.vocabulaires:
                if ("vocabulaires", nom) not in base.refusees:
                    yield fiche.anomalie(
                        chemin,
                        "vocabulaire-absent",
                        f"le vocabulaire « {nom} » n'existe pas",
                        f"Créez data/vocabulaires/{nom}.yml.",
                    )
                continue
            admises = list(base.vocabulaires[nom].contenu.valeurs)
            if valeur not in admises:
                yield fiche.anomalie(
                    chemin,
                    "valeur-inconnue",
                    f"« {valeur} » n'est pas dans le vocabulaire « {nom} »",
                    proche(valeur, admises, f"Valeurs admises : {', '.join(admises)}."),
                )


def renvois(base: Base) -> Iterator[Anomalie]:
    """Chaque fiche nommée existe."""
    for genre, fiche in base.par_genre():
        for chemin, marque, cible in fiche.marques(Renvoi):
            existantes = getattr(base, marque.genre)
            if cible not in existantes and (marque.genre, cible) not in base.refusees:
                yield fiche.anomalie(
                    chemin,
                    "renvoi-absent",
                    f"la fiche « {cible} » n'existe pas ({marque.genre})",
                    proche(cible, list(existantes), "Créez-la, ou retirez le renvoi."),
                )
            elif marque.genre == genre and cible == fiche.id:
                yield fiche.anomalie(chemin, "cycle", "la fiche renvoie à elle-même", "Retirez ce renvoi.")
            elif _brouillon(existantes.get(cible)) and not _brouillon(fiche):
                yield fiche.anomalie(
                    chemin,
                    "renvoi-brouillon",
                    f"la fiche « {cible} » est un brouillon : ce renvoi ne paraîtra pas",
                    "Publiez-la aussi, ou retirez le renvoi.",
                    Gravite.ALERTE,
                )


def _brouillon(fiche: Fiche | None) -> bool:
    return fiche is not None and getattr(fiche.contenu, "statut", "") == "brouillon"


def droit(base: Base) -> Iterator[Anomalie]:
    """Chaque article ou texte cité est au registre (``data/droit``)."""
    admises = [f"{c.contenu.sigle} {n}" for c in base.codes.values() for n in c.contenu.articles]
    admises += [t.upper() for t in base.textes]
    for _, fiche in base.par_genre():
        for chemin, _, reference in fiche.marques(RenvoiDroit):
            resolue = base.references.resoudre(reference)
            if resolue is None:
                racine = reference.split(" art. ")[0].lower()
                if ("textes", racine) in base.refusees or ("codes", reference.split(" ")[0].lower()) in base.refusees:
                    continue
                if racine in base.textes:
                    connus = ", ".join(base.textes[racine].contenu.articles) or "aucun"
                    conseil = f"Ajoutez l'article à {base.textes[racine].fichier} (articles connus : {connus})."
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
            elif (abroge := resolue.abroge_le) and (defaut := _cite_comme_vivant(fiche.contenu, abroge)):
                yield fiche.anomalie(
                    chemin,
                    "texte-abroge",
                    f"« {reference} » est abrogé depuis le {abroge}, et {defaut}",
                    CONSEIL_ABROGE,
                )


CONSEIL_ABROGE = "Citez le texte qui le remplace."


def _cite_comme_vivant(contenu: object, abroge: date) -> str:
    """Rend en quoi la fiche tient pour vivant un texte abrogé, ou une chaîne vide.

    Une clause ou une bonne pratique vérifiée avant l'abrogation est seulement « à revoir » ; une entrée de veille peut
    annoncer l'abrogation elle-même, non citer le texte pour un événement postérieur.
    """
    if isinstance(contenu, (Clause, BonnePratique)) and contenu.verifie_le >= abroge:
        return f"la fiche dit avoir été vérifiée le {contenu.verifie_le}"
    if isinstance(contenu, EntreeVeille) and contenu.date > abroge:
        return f"l'entrée est datée du {contenu.date}"
    return ""


def droit_abroge_en_phrase(base: Base) -> Iterator[Anomalie]:
    """Une phrase ne cite pas un texte abrogé sans le dire ; le relecteur décide."""
    for genre in ("clauses", "pratiques"):
        for fiche in getattr(base, genre).values():
            phrases = [(chemin, texte) for chemin, _, texte in fiche.marques(Balise)] + [((), fiche.corps)]
            for chemin, phrase in phrases:
                if "abrog" in phrase.lower():
                    continue
                for citation in base.references.citations(phrase):
                    abroge = citation.ref.abroge_le
                    if abroge and abroge <= fiche.contenu.verifie_le:
                        cite = phrase[citation.debut : citation.fin]
                        yield fiche.anomalie(
                            chemin,
                            "texte-abroge-en-phrase",
                            f"« {cite} » est abrogé depuis le {abroge}, et la phrase ne le dit pas",
                            CONSEIL_ABROGE,
                            Gravite.ALERTE,
                        )


def cycles(base: Base) -> Iterator[Anomalie]:
    """Une fiche ne se remplace pas elle-même par détour ; un texte ne s'abroge pas par détour."""
    for fiches, champ, suivants in (
        (base.clauses, ("liens", "remplace"), lambda c: c.liens.remplace),
        (base.textes, ("abroge_par",), lambda t: [t.abroge_par] if t.abroge_par else []),
    ):
        for depart, fiche in fiches.items():
            vus, file = set(), list(suivants(fiche.contenu))
            while file:
                courant = file.pop()
                if courant == depart:
                    if depart not in suivants(fiche.contenu):
                        yield fiche.anomalie(
                            champ,
                            "cycle",
                            f"« {depart} » revient à lui-même en suivant {'.'.join(champ)}",
                            "Retirez un des renvois de la boucle.",
                        )
                    break
                if courant not in vus and courant in fiches:
                    vus.add(courant)
                    file += suivants(fiches[courant].contenu)


def incompatibles(base: Base) -> Iterator[Anomalie]:
    """Deux clauses ne peuvent pas se compléter et s'exclure."""
    for fiche in base.clauses.values():
        liens = fiche.contenu.liens
        for rang, cible in enumerate(liens.complete):
            autre = base.clauses.get(cible)
            if cible in liens.incompatible or (autre and fiche.id in autre.contenu.liens.incompatible):
                yield fiche.anomalie(
                    ("liens", "complete", rang),
                    "liens-contradictoires",
                    f"« {cible} » est à la fois complémentaire et incompatible",
                    "Gardez un seul des deux liens.",
                )
