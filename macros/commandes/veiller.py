"""Chaque semaine : lire ce que les sources du droit ont publié depuis la dernière fois, et écrire la demande à relire."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from macros.base.forme import forme_de
from macros.commandes.droit import ecrire, rediger
from macros.commandes.telechargement import JSON, Borne, lire, telecharger
from macros.fiches.veille.couverture import lu_jusqu_au
from macros.fiches.veille.releve import Moyen, etendre
from macros.lecture.anomalie import Chemin
from macros.lecture.droit import Droit, Refus
from macros.lecture.rangement import remplacer
from macros.sentinelle import fonds, jorf, union
from macros.sentinelle.comparaison import comparer
from macros.sentinelle.cumul import poser
from macros.sentinelle.dole import attendus
from macros.sentinelle.fonds import JOURNAL, RELEVE, Index, instant, jour_de
from macros.sentinelle.releve import Releve, relever, relire
from macros.sentinelle.semaine import Semaine, en_demande_de_la_semaine
from macros.sentinelle.suivi import Suivi
from macros.site.lancer import maison_lue

REDIT = timedelta(3)
"""Ce dont un Journal peut précéder une archive déjà lue : un titre redit vaut mieux qu'un titre perdu."""
MEGA = 1_000_000
INDEX, INCREMENT, SOCLE, REPONSE = (
    Borne(5 * MEGA, 120),
    Borne(200 * MEGA, 900),
    Borne(5000 * MEGA, 7200),
    Borne(20 * MEGA, 300),
)


@dataclass(frozen=True)
class Sources:
    """Où sont les sources : les fonds de la DILA, et Cellar, qui sait les liens entre actes de l'Union."""

    dila: str = "https://echanges.dila.gouv.fr/OPENDATA"
    cellar: str = "https://publications.europa.eu/webapi/rdf/sparql"


def commande_veiller(racine: Path, sortie: Path, sans: Sequence[date] = (), sources: Sources = Sources()) -> int:
    """Lit chaque source ; écrit la demande, le journal, le relevé et la couverture ; rend 1 si une source n'a pas pu se lire.

    Une source refusée, ou que la machine n'a pu lire, n'arrête pas les autres : elle se relit la fois suivante, depuis le même endroit.
    """
    try:
        course = _Course(racine, sources, sans)
    except Refus as refus:
        print(refus)
        return 1
    for moyen in (course.legi, course.jorf, course.dole, course.union):
        try:
            moyen()
        except (Refus, OSError) as panne:
            dit = panne if isinstance(panne, Refus) else Refus(moyen.__name__, Droit.PANNE(raison=str(panne)))
            print(dit)
            course.semaine.refus.append(str(dit).replace("\n   ", ""))
    course.ecrire(sortie)
    return 1 if course.semaine.refus else 0


class _Course:
    def __init__(self, racine: Path, sources: Sources, sans: Sequence[date]) -> None:
        self.racine, self.sources = racine, sources
        self.c = maison_lue(racine).c
        self.suivi = Suivi(self.c)
        self.journal = fonds.relire(racine / JOURNAL)
        self.journal.sans = sorted({*self.journal.sans, *sans})
        self.semaine = Semaine()
        self.par: list[Moyen] = []
        self.du = self.au = lu_jusqu_au(self.c)
        self.ecrits: dict[str, str] = {}
        self.releve: Releve | None = None

    def legi(self) -> None:
        """Pose les incréments sur le relevé d'avant, et compare ; sans journal, part de la dernière base entière."""
        index, lus, ancien = self._index("LEGI"), self.journal.lus.get("LEGI", []), self.racine / RELEVE
        avant = relire(ancien) if ancien.exists() else None
        suite = bool(lus) and avant is not None
        archives = index.suite(lus) if suite else index.depuis_le_socle()
        releve = None
        with TemporaryDirectory() as dossier:
            self._telecharger("LEGI", archives, Path(dossier))
            if archives:
                dernier = jour_de(max(lus, key=instant)) if suite else None
                manquent = fonds.sans_increment(archives, dernier, self.journal.sans)
                releve = relever(Path(dossier), self.suivi, manquent).releve
                releve = poser(avant, releve, "LEGI") if suite and avant else releve
        if releve and avant:
            dit, self.ecrits = rediger(self.c, comparer(avant, releve, self.suivi, "LEGI"), self.suivi)
            self.semaine.articles = self.ecrits.pop("demande.md")
            print(f"LEGI : {dit}")
        if suite:
            self.semaine.avis += index.socle_neuf(self.journal.socle)
        self.releve = releve
        self.journal.socle = index.socles[-1] if index.socles else self.journal.socle
        self._retenir(index, archives, suite)
        index.vivant(self.c.jour)
        self.par.append("legi")

    def jorf(self) -> None:
        """Range les titres parus par branche du droit ; sans journal, part du jour où une personne s'est arrêtée."""
        index, lus = self._index("JORF"), self.journal.lus.get("JORF", [])
        du = jour_de(max(lus, key=instant)) if lus else self.du
        archives = index.suite(lus) if lus else index.depuis(du)
        apres = du - REDIT if lus else du
        titres: dict[str, jorf.Titre] = {}
        jours: set[date] = set()
        for archive in archives:
            with TemporaryDirectory() as dossier:
                self._telecharger("JORF", [archive], Path(dossier))
                for jour, sommaire in jorf.sommaires(Path(dossier, archive)):
                    jours.add(jour)
                    if jour > apres:
                        titres.update({t.identifiant: t for t in jorf.titres(self.c, jour, sommaire)})
        if archives and not jours:
            raise Refus("JORF", Droit.SOMMAIRES_ABSENTS())
        self._retenir(index, archives, bool(lus))
        self.semaine.titres, self.du, self.au = titres, du, min(self.c.jour, max({du, *jours}))
        self.par.append("jorf")
        print(f"JORF : {len(titres)} titre(s), jusqu’au {self.au}.")

    def dole(self) -> None:
        """Dit les décrets que les lois du registre attendent, dans les dossiers republiés depuis la dernière fois."""
        index, lus = self._index("DOLE"), self.journal.lus.get("DOLE", [])
        archives = index.suite(lus) if lus else index.depuis_le_socle()
        with TemporaryDirectory() as dossier:
            self._telecharger("DOLE", archives, Path(dossier))
            if archives:
                self.semaine.attendus, nombre = attendus(self.c, [Path(dossier, archive) for archive in archives])
                print(
                    f"DOLE : {nombre} dossier(s), {sum(map(len, self.semaine.attendus.values()))} mesure(s) attendue(s)."
                )
        self._retenir(index, archives, bool(lus))
        self.par.append("dole")

    def union(self) -> None:
        """Dit les actes de l'Union qui en touchent un du registre, et que le journal ne connaît pas ; la première fois, il les apprend."""
        if actes := union.suivis(self.c):
            lies = union.lies(
                lire(f"{self.sources.cellar}?{union.question(actes)}", REPONSE, JSON), actes, self.sources.cellar
            )
            connus = self.journal.actes
            self.semaine.lies = [lie for lie in lies if lie.autre not in connus.get(lie.acte, [lie.autre])]
            self.journal.actes = {acte: sorted({lie.autre for lie in lies if lie.acte == acte}) for acte in actes}
            print(f"Union : {len(lies)} lien(s), {len(self.semaine.lies)} neuf(s).")
        self.par.append("union")

    def _index(self, nom: str) -> Index:
        return Index(nom, lire(f"{self.sources.dila}/{nom}/", INDEX))

    def _telecharger(self, nom: str, archives: Collection[str], dossier: Path) -> None:
        for archive in archives:
            borne = SOCLE if archive.startswith("Freemium") else INCREMENT
            telecharger(f"{self.sources.dila}/{nom}/{archive}", dossier / archive, borne)

    def _retenir(self, index: Index, archives: list[str], suite: bool) -> None:
        lus = self.journal.lus.get(index.fonds, []) if suite else []
        self.journal.lus[index.fonds] = [a for a in (*lus, *archives) if a in (*index.socles, *index.increments)]

    def ecrire(self, sortie: Path) -> None:
        """Écrit la demande et la page dans ``sortie`` ; au dépôt, la couverture, le relevé, puis le journal.

        Le journal en dernier, tout le reste prêt : une panne entre deux fait relire, jamais sauter.
        """
        prets: dict[Path, bytes] = {}
        for nom, texte in {**self.ecrits, "demande.md": en_demande_de_la_semaine(self.c, self.semaine)}.items():
            prets[sortie / nom] = texte.encode()
        for fiche in self.c.fiches("couverture").values():
            lues = etendre(fiche.contenu.branches_lues, self.c.valeurs("branches"), self.du, self.au, self.par)
            valeurs: dict[Chemin, Any] = {("branches_lues",): [lue.model_dump() for lue in lues]} if lues else {}
            if not self.semaine.refus:
                valeurs["droit_releve_le",] = self.c.jour
            fichier = self.racine / fiche.fichier
            texte = remplacer(fichier.read_text("utf-8"), forme_de(self.c.genres["couverture"].modele), valeurs)
            prets[fichier] = texte.encode()
        if self.releve:
            prets[self.racine / RELEVE] = self.releve.octets()
        for fichier, octets in {**prets, self.racine / JOURNAL: self.journal.octets()}.items():
            ecrire(fichier, octets)
