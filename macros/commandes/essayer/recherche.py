"""Les recherches attendues : une bonne réponse parmi les premières, par sorte de requête."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from macros.base.consultation import Consultation, adresses_du_reseau, statut
from macros.commandes.essayer.modele import Attente, AttentesLues, Demande, Sorte
from macros.lecture.anomalie import Anomalie
from macros.lecture.defauts_des_attentes import Attentes
from macros.sorties.recherche.documents import documents


class Recherche(NamedTuple):
    """Une requête à poser. ``bonnes`` : des adresses, sous le nom d'aujourd'hui de leur fiche."""

    attente: Attente[Demande]
    clauses: bool
    """Vrai : posée au trouveur, qui ne montre que des clauses."""
    bonnes: tuple[str, ...]


def recherches(c: Consultation, attentes: AttentesLues) -> list[Recherche]:
    """Rend les recherches à poser.

    Renommer une fiche ou la retirer ne change pas une attente : celle dont toutes les réponses sont retirées ne se pose plus.
    """
    suite, trouvees = devenues(c), []
    for nom, forme in (("requetes", "clauses/{}/"), ("noms", "{}")):
        for attente in attentes.de(nom):
            ecrites = [forme.format(bonne) for bonne in attente.quoi.bonnes]
            if bonnes := tuple(b for a in ecrites if (b := suite.get(a, a))):
                trouvees.append(Recherche(attente, nom == "requetes", bonnes))
    return trouvees


def devenues(c: Consultation) -> dict[str, str]:
    """Rend l'adresse d'avant de chaque fiche renommée → celle d'aujourd'hui, et celles d'une fiche retirée → une chaîne vide."""
    table: dict[str, str] = {}
    for genre, fiche in c.par_genre():
        noms = (*getattr(fiche.contenu, "anciens_noms", ()), fiche.id)
        actuelle = "" if statut(fiche) == "retiree" else genre.adresse_de(fiche.id)
        table |= {genre.adresse_de(nom): actuelle for nom in noms} if genre.pages.adresse else {}
    return table


def bonnes_inconnues(c: Consultation, posees: Sequence[Recherche]) -> Iterator[Anomalie]:
    """Rend les réponses attendues que la recherche ne peut pas rendre, ou qu'un autre réseau n'aurait pas."""
    connues = {d.adresse for d in documents(c)}
    for attente, _, bonnes in posees:
        for bonne in bonnes:
            if bonne not in connues:
                yield attente.anomalie(Attentes.BONNE_REPONSE_ABSENTE(adresse=bonne))
            elif attente.partagee and bonne in adresses_du_reseau(c):
                yield attente.anomalie(Attentes.ATTENTE_DU_RESEAU(adresse=bonne, nom="noms"))


def juger(
    posees: Sequence[Recherche], rendues: Sequence[Sequence[str]], sortes: dict[str, Sorte]
) -> Iterator[Anomalie]:
    """Rend les requêtes ratées, chacune une alerte, et les sortes de requêtes qui en ratent trop."""
    par_sorte: dict[Any, list[tuple[Recherche, bool]]] = defaultdict(list)
    for posee, vues in zip(posees, rendues, strict=True):
        demande = posee.attente.quoi
        sorte = sortes.get(demande.sorte, Sorte())
        premieres = vues[: sorte.parmi]
        trouvee = not {*posee.bonnes}.isdisjoint(premieres)
        trouvee &= not sorte.premiere or vues[0].startswith(tuple(sorte.premiere))
        if not trouvee:
            yield posee.attente.anomalie(Attentes.REQUETE_RATEE(q=demande.q, vues=premieres or "rien"))
        for vue in vues[: Sorte().parmi]:
            if any(mots in vue for mots in demande.jamais):
                yield posee.attente.anomalie(Attentes.REPONSE_EN_TROP(q=demande.q, vue=vue))
        par_sorte[posee.clauses, demande.sorte].append((posee, trouvee))
    for (_, sorte), siennes in par_sorte.items():
        trouvees = sum(trouvee for _, trouvee in siennes)
        part = sortes.get(sorte, Sorte()).part
        if 100 * trouvees < part * len(siennes):
            premiere = next(posee for posee, trouvee in siennes if not trouvee)
            constat = Attentes.SORTE_RATEE(trouvees=trouvees, sorte=sorte, total=len(siennes), part=part)
            yield premiere.attente.anomalie(constat)
