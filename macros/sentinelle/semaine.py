"""La demande d'une semaine : ce qui n'a pas pu se lire, ce qui a paru, ce qui est attendu, ce qui change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from macros.base.consultation import Consultation
from macros.sentinelle.dole import Attendu
from macros.sentinelle.ecrits import en_source
from macros.sentinelle.jorf import Titre
from macros.sentinelle.mot_a_mot import neutre
from macros.sentinelle.suivi import LEGIFRANCE
from macros.sentinelle.union import Lie, suivis
from macros.texte.dates import date_longue

EUR_LEX = "https://eur-lex.europa.eu/legal-content/FR/ALL/?uri=CELEX:{}"


@dataclass
class Semaine:
    """Ce qu'une course a trouvé. ``refus`` : ce qui n'a pas pu se lire ; ``articles`` : la demande des articles suivis."""

    refus: list[str] = field(default_factory=list)
    avis: list[str] = field(default_factory=list)
    titres: dict[str, Titre] = field(default_factory=dict)
    attendus: dict[str, list[Attendu]] = field(default_factory=dict)
    lies: list[Lie] = field(default_factory=list)
    articles: str = ""


def en_demande_de_la_semaine(c: Consultation, semaine: Semaine) -> str:
    """Rend la demande de modification ; rien n'en est publié."""
    return en_source(
        [
            f"# Droit : la semaine au {date_longue(c.jour)}",
            "",
            "Une machine a relevé ces titres et ces articles ; personne ne les a lus. Ouvrez chacun, écrivez la veille et le"
            " registre s’il le faut, puis fusionnez : la fusion dit seulement jusqu’où le droit est relevé.",
            *_liste("Sources non lues", [neutre(refus) for refus in semaine.refus]),
            *_liste("À savoir", semaine.avis),
            *_journal_officiel(c, semaine),
            *_liste("Décrets attendus", list(_attendus(c, semaine))),
            *_liste("Droit de l’Union", list(_union(c, semaine))),
            "",
            semaine.articles or "Articles suivis : rien de neuf à comparer.",
        ]
    )


def _liste(titre: str, elements: list[str]) -> Iterator[str]:
    if elements:
        yield from ("", f"## {titre} ({len(elements)})", "", *(f"- {element}" for element in elements))


def _journal_officiel(c: Consultation, semaine: Semaine) -> Iterator[str]:
    tous = sorted(semaine.titres.values(), key=lambda t: (t.jour, t.identifiant))
    ranges = sum(bool(t.branches) for t in tous)
    if tous:
        yield from ("", f"## Journal officiel ({ranges} titre(s) rangé(s) sur {len(tous)})")
    for code, valeur in c.valeurs("branches").items():
        if siens := [t for t in tous if code in t.branches]:
            yield from ("", f"### {valeur.libelle} ({len(siens)})", "")
            for t in siens:
                yield f"- {date_longue(t.jour)} : [{neutre(t.titre)}]({LEGIFRANCE}/jorf/id/{t.identifiant})"


def _attendus(c: Consultation, semaine: Semaine) -> Iterator[str]:
    for loi, mesures in semaine.attendus.items():
        for x in mesures:
            base = f" ({neutre(x.base)})" if x.base else ""
            dit = f"le dossier dit « {neutre(x.dit)} »" if x.dit else "le dossier n’en dit rien"
            yield f"{neutre(c.fiches('textes')[loi].contenu.titre)}, art. {neutre(x.article)}{base} : {neutre(x.objet)} ; {dit}"


def _union(c: Consultation, semaine: Semaine) -> Iterator[str]:
    titres = suivis(c)
    for lie in semaine.lies:
        le = f", du {date_longue(lie.jour)}" if lie.jour else ""
        titre = neutre(titres[lie.acte])
        yield f"[{neutre(lie.autre)}]({EUR_LEX.format(quote(lie.autre))}){le}, {lie.lien} [{titre}]({EUR_LEX.format(lie.acte)})"
