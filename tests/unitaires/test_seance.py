"""Une séance de trente minutes : ce qui complète un mois court, dans quel ordre, et ce qu'elle en dit."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.base.promesses import Jalon
from macros.base.vocabulaire import Vocabulaire
from macros.fiches.veille.complement import JOURS, complement
from macros.fiches.veille.minutage import DATES_MAX, Complement, Minutage, Relecture, minuter
from tests.fabrique.bases import avec, base_de
from tests.fabrique.pages import edition_de, page_en_plus
from tests.fabrique.questions import consulter
from tests.fiches import clause, code, couverture, entree, pratique, texte

IMPACTS = ["fort", "moyen", "faible"]
DECEMBRE = date(2026, 12, 1)


def lue(minutes: int, identifiant: str = "2026-09-01-a") -> Fiche:
    """Rend une entrée qui se lit en ``minutes``."""
    return entree(identifiant, change="a " * (minutes * 200 - 10), a_faire=["Lire la nouvelle."])


def possible(dates: int = 0, clauses: int = 0, methode: bool = False) -> Complement:
    """Rend de quoi compléter : autant de dates, de clauses, et une bonne pratique ou non."""
    return Complement(
        tuple(Jalon(DECEMBRE + timedelta(days=n), f"Date {n}") for n in range(dates)),
        tuple(Relecture(clause(f"c{n}"), entree=lue(1)) for n in range(clauses)),
        pratique() if methode else None,
    )


def temps(plan: Minutage) -> dict[str, int]:
    """Rend les minutes de chaque temps que la séance ajoute."""
    return {s.sorte: s.fin - s.debut for s in plan.sequences if s.sorte in ("dates", "clauses", "pratique")}


@pytest.mark.parametrize(
    ("minutes", "de_quoi", "attendu"),
    [
        (2, possible(9, 9, True), {"dates": 6, "clauses": 4, "pratique": 3}),
        (2, possible(1, 0, True), {"dates": 1, "pratique": 12}),
        (2, possible(0, 1, True), {"clauses": 2, "pratique": 11}),
        (10, possible(3, 9, True), {"dates": 3, "clauses": 2}),
        (9, possible(3, 9, True), {"dates": 3, "clauses": 3}),
        (14, possible(9, 9, True), {"dates": 1}),
        (15, possible(9, 9, True), {}),
        (19, possible(9, 9, True), {}),
    ],
)
def test_une_seance_fait_trente_minutes(minutes: int, de_quoi: Complement, attendu: dict[str, int]) -> None:
    """Des dates, puis des clauses, puis une bonne pratique ; une minute qui reste va au dernier temps."""
    plan = minuter([lue(minutes)], IMPACTS, de_quoi)
    assert temps(plan) == attendu and plan.duree == 30
    assert all(a.fin == b.debut for a, b in pairwise(plan.sequences))
    assert [s.sorte for s in plan.sequences[-2:]] == ["decision", "cloture"]


def test_sans_rien_pour_completer_elle_finit_plus_tot() -> None:
    assert minuter([lue(2)], IMPACTS).duree == 17
    assert minuter([lue(2)], IMPACTS, possible(3)).duree == 20


def test_le_complement_ne_prend_que_sa_place() -> None:
    """Ce que la séance n'a pas le temps de lire n'est pas retenu."""
    retenu = minuter([lue(2)], IMPACTS, possible(9, 9, True)).complement
    assert (len(retenu.dates), len(retenu.clauses), retenu.pratique is not None) == (6, 2, True)
    assert minuter([lue(15)], IMPACTS, possible(9, 9, True)).complement == Complement()


# --- D'où vient le complément ---


def impacts() -> Fiche[Vocabulaire]:
    valeurs = {nom: {"libelle": f"Impact {nom}", "definition": "Pour les essais."} for nom in IMPACTS}
    return Fiche("impacts", "data/vocabulaires/impacts.yml", Vocabulaire(titre="Impacts", valeurs=valeurs))


def base(*fiches: Fiche, lu: date = date(2026, 11, 30)) -> Base:
    """Rend une base au 10 décembre 2026 : un article cité, une entrée de novembre, et ces fiches."""
    nouvelle = entree("2026-11-18-a", a_faire=["Lire la nouvelle."], impact="moyen", themes=["climat"])
    ccp = code("CCP", "Code de la commande publique", ["L2112-2"])
    return base_de(impacts(), couverture(lu), ccp, nouvelle, *fiches, jour=date(2026, 12, 10))


def effets(*jours: date) -> list[Fiche]:
    return [
        texte(f"t{n}", en_vigueur=[{"le": jour, "objet": "Un effet, pour les essais."}]) for n, jour in enumerate(jours)
    ]


@pytest.mark.parametrize(("mois", "depart"), [("2026-11", date(2026, 12, 10)), ("2026-12", date(2026, 12, 31))])
def test_les_dates_des_soixante_jours_a_venir(mois: str, depart: date) -> None:
    """Comptés du plus tard des deux, la fin du mois et le jour de construction : aucune date n'est déjà passée."""
    jours = [depart + timedelta(days=n) for n in (-9, 0, 1, JOURS, JOURS + 1)]
    assert [j.le for j in complement(consulter(base(*effets(*jours))), mois).dates] == jours[2:4]


def test_a_defaut_les_dates_les_plus_proches_ensuite() -> None:
    """Rien dans les soixante jours : les premières d'après, plutôt qu'une séance sans date."""
    jours = [date(2026, 12, 1), *(date(2027, n, 1) for n in range(3, 12))]
    assert [j.le for j in complement(consulter(base(*effets(*jours))), "2026-11").dates] == jours[1 : 1 + DATES_MAX]


def test_la_projection_ne_montre_aucune_date_passee() -> None:
    """Ni la séance, ni les dates d'après : une édition projetée tard regarde devant elle."""
    jours = [date(2026, 12, 1), date(2026, 12, 15), date(2027, 4, 1)]
    page = lu(page_en_plus(base(*effets(*jours)), "veille", "veille/2026-11/projection/").html)
    assert "15 décembre 2026" in page and "1er avril 2027" in page
    assert "1er décembre 2026" not in page


def test_le_meme_jour_une_date_sure_passe_avant_une_annonce() -> None:
    """Six dates au plus : une annonce à confirmer ne prend pas la place d'une date sûre du même jour."""
    jour = date(2026, 12, 15)
    annonce = {"le": jour, "objet": "Une annonce, pour les essais.", "confiance": "a-confirmer"}
    avant = jour - timedelta(days=1)
    fiches = [texte("a", en_vigueur=[annonce]), *effets(jour), texte("z", en_vigueur=[{**annonce, "le": avant}])]
    dates = complement(consulter(base(*fiches)), "2026-11").dates
    assert [(j.le, j.incertain) for j in dates] == [(avant, True), (jour, False), (jour, True)]


def relues(de: Base, mois: str = "2026-11") -> list[str]:
    return [r.clause.id for r in complement(consulter(de), mois).clauses]


def test_une_clause_a_revoir_passe_avant_une_clause_touchee() -> None:
    """Celle que le droit a changée, puis celles du mois par impact, puis celles des mois d'avant non relues."""
    vieille = clause("vieille", verifie_le=date(2025, 1, 2))
    autres = [clause(f"c{n}") for n in range(6)]
    nouvelles = [
        entree("2026-11-02-b", impact="faible", a_faire=["Lire la nouvelle."], clauses=["c1"]),
        entree("2026-11-01-c", impact="fort", a_faire=["Lire la nouvelle."], clauses=["c0"]),
        entree("2026-10-01-d", a_faire=["Lire la nouvelle."], clauses=["c2", "c3", "c4"]),
        entree("2026-10-02-e", a_faire=["Lire la nouvelle."], evenement="projet", clauses=["c5"]),
    ]
    de = base(vieille, *autres, *nouvelles)
    assert relues(de) == ["vieille", "c0", "c1", "c4"]
    premiere = complement(consulter(de), "2026-11").clauses[0]
    assert premiere.motif and not premiere.entree
    assert relues(avec(de, couverture={"couverture": couverture(date(2026, 10, 31))}), "2026-10")[:3] == [
        "vieille",
        "c2",
        "c3",
    ]


def test_une_clause_devenue_a_revoir_depuis_ne_change_pas_une_edition_passee() -> None:
    recente = clause("recente", verifie_le=date(2025, 5, 15))  # à revoir depuis le 15 novembre 2026
    de = base(recente, entree("2026-09-01-z", a_faire=["Lire la nouvelle."]))
    assert relues(de) == ["recente"] and relues(de, "2026-10") == []


def choisie(de: Base, mois: str = "2026-11") -> str | None:
    retenue = complement(consulter(de), mois).pratique
    return retenue.id if retenue else None


def test_la_bonne_pratique_du_mois() -> None:
    """Nommée par une entrée, sinon la plus proche des thèmes ; parmi des égales, le mois choisit, toujours pareil."""
    a, b = pratique("a", themes=["climat"]), pratique("b", themes=["climat", "procedure"])
    loin = pratique("loin", themes=["procedure"])
    nommante = entree("2026-11-03-n", a_faire=["Lire la nouvelle."], pratiques=["loin"], themes=["climat"])
    assert choisie(base(a, b, loin, nommante)) == "loin"
    assert choisie(base(a, loin)) == "a"
    octobre = entree("2026-10-01-o", a_faire=["Lire la nouvelle."], themes=["climat"])
    egales = [choisie(base(a, b, loin, octobre), mois) for mois in ("2026-10", "2026-11", "2026-10")]
    assert sorted(egales[:2]) == ["a", "b"] and egales[0] == egales[2]
    assert choisie(base()) is None


# --- Ce que la page en dit ---


def lu(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace(" .", ".")


PHRASE = "1 minute de veille, complétée par une date à venir, une clause à relire et une bonne pratique."


@pytest.fixture
def courte() -> Base:
    """Rend un mois d'une minute, avec une date, une clause et une bonne pratique."""
    touchante = entree("2026-11-18-a", a_faire=["Lire la nouvelle."], clauses=["essai"])
    return base(*effets(date(2026, 12, 15)), clause(), pratique(), touchante)


def test_un_mois_court_le_dit(courte: Base) -> None:
    edition, courriel = map(lu, edition_de(courte, "2026-11").html.split('id="courriel"'))
    projetee = lu(page_en_plus(courte, "veille", "veille/2026-11/projection/").html)
    assert f"Mois calme : {PHRASE}" in edition and "Mois calme" in courriel
    assert projetee.count(f"Mois calme : {PHRASE}") == 2  # la page, la diapositive
    for attendu in ("Titre de t0", "La clause essai", "La méthode methode", "Touchée par"):
        assert attendu in edition and attendu in projetee
    assert "Pour une séance de 30 minutes" in edition


@pytest.mark.parametrize(
    ("corps", "attendu"),
    [
        ("## Exemple\n\nUn cas.\n\n- un point ;\n- un autre.\n\n## À vérifier\n\n- Un doute.", "Un cas. un point ;"),
        ("Un mot.\n\n## Exemple chiffré\n\nDix euros.\n", "Dix euros."),
        ("## À vérifier\n\n- Un doute.\n", ""),
        ("", ""),
    ],
)
def test_l_exemple_se_projette_seul(courte: Base, corps: str, attendu: str) -> None:
    """La diapositive d'après « Que faire » : l'exemple, sans les points à vérifier que l'on garde pour soi."""
    fiche = courte.fiches["veille"]["2026-11-18-a"]
    base_projetee = avec(courte, veille={fiche.id: replace(fiche, corps=corps)})
    page = page_en_plus(base_projetee, "veille", "veille/2026-11/projection/").html
    assert page.count("Un exemple</h2>") == bool(attendu)
    assert attendu in lu(page.partition("Un exemple</h2>")[2]) and "Un doute" not in page and "Un mot." not in page


def test_l_edition_dit_une_date_une_seule_fois(courte: Base) -> None:
    """Celle que la séance relit porte son objet ; plus bas, seulement les autres."""
    page = lu(edition_de(courte, "2026-11").html.split('id="courriel"')[0])
    assert page.count("Titre de t0") == page.count("Un effet, pour les essais.") == 1
    assert "Les dates à venir" not in page and "Aucune date d’effet" not in page
    autre = texte("u", en_vigueur=[{"le": date(2027, 3, 1), "objet": "Un autre effet, pour les essais."}])
    plus = avec(courte, textes={**courte.fiches["textes"], "u": autre})
    assert "sans celles de la séance" in lu(edition_de(plus, "2026-11").html)


def test_un_mois_non_lu_ne_se_dit_pas_calme(courte: Base) -> None:
    """Peu d'entrées là où personne n'a lu n'est pas un mois calme."""
    page = edition_de(avec(courte, couverture={"couverture": couverture(date(2026, 11, 8))}), "2026-11").html
    assert "Mois calme" not in page and f"À ce jour : {PHRASE}" in lu(page)


def test_un_mois_plein_ne_dit_rien(courte: Base) -> None:
    pleine = avec(courte, veille={"2026-11-18-a": lue(16, "2026-11-18-a")})
    page = edition_de(pleine, "2026-11").html
    assert "Mois calme" not in page and 'id="seance"' not in page and "complétée" not in page


def test_le_releve_se_remplit_a_la_main_sans_script(courte: Base) -> None:
    """Des lignes vides, et rien qui promette de garder."""
    page = edition_de(courte, "2026-11").html
    assert page.count("data-decisions=") == 1 and "remplissent à la main" in page
    assert len(re.findall(r"<td></td>", page)) >= 12
    assert "textarea" not in page


def test_une_clause_a_revoir_dit_pourquoi(courte: Base) -> None:
    vieille = clause("vieille", verifie_le=date(2025, 1, 2))
    fiches = {**courte.fiches["clauses"], "vieille": vieille}
    page = lu(edition_de(replace(avec(courte, clauses=fiches)), "2026-11").html)
    assert "À revoir : Sources vérifiées il y a plus de dix-huit mois" in page
