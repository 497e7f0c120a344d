"""La fraîcheur : ce que le droit, la veille ou le temps rendent « à revoir », pourquoi, et dans quel ordre."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.base.fraicheur import Cause, Motif
from tests.fabrique.bases import avec, avec_changee, base_de, changee
from tests.fabrique.questions import a_revoir_de, citees_de, fiches_de
from tests.fabrique.reperes import JOUR
from tests.fiches import clause, code, entree, pratique, texte

AVANT, CHANGE, APRES = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)
"""Une vérification, un changement du droit, une seconde vérification."""


def ccp(*articles: str, **champs: object) -> Fiche:
    return code("CCP", "Code de la commande publique", articles or ("L2112-2",), **champs)


def motifs(base: Base) -> dict[str, list[Motif]]:
    """Rend identifiant → motifs, pour les seules fiches à revoir."""
    return {fiche.id: motifs for _, fiche, motifs in a_revoir_de(base)}


def causes(base: Base, identifiant: str = "essai") -> list[Cause]:
    return [m.cause for m in motifs(base).get(identifiant, [])]


# --- Le droit change ---


def sur_un_texte(verifie: date, reference: str = "LOI-2020-105", **champs: object) -> Base:
    """Rend une base où une clause vérifiée ce jour-là cite une loi, ou son article 58."""
    loi = texte("loi-2020-105", articles=["58"], **champs)
    return base_de(loi, texte("loi-2026-1"), clause(verifie_le=verifie, fondements=[reference]))


REFERENCES = ("LOI-2020-105", "LOI-2020-105 art. 58")
MODIFIE = {"modifie_par": [{"par": "loi-2026-1", "le": CHANGE, "objet": "Un seuil est relevé."}]}
S_APPLIQUE = {"en_vigueur": [{"le": CHANGE, "objet": "Les marchés sont visés à leur tour."}]}


@pytest.mark.parametrize("reference", REFERENCES)
@pytest.mark.parametrize(
    ("champs", "objet"),
    [(MODIFIE, "Un seuil est relevé."), (S_APPLIQUE, "Les marchés sont visés à leur tour.")],
    ids=["modifié", "date d'effet"],
)
def test_texte_change(reference: str, champs: dict, objet: str) -> None:
    [motif] = motifs(sur_un_texte(AVANT, reference, **champs))["essai"]
    assert (motif.cause, motif.jour, motif.objet, motif.ref.reference) == (Cause.DROIT_CHANGE, CHANGE, objet, reference)


def test_article_de_texte_date_garde_sa_propre_date() -> None:
    """Un article de texte qui dit sa date ne suit pas les autres changements de son texte."""
    base = sur_un_texte(AVANT, "LOI-2020-105 art. 58", **MODIFIE)
    loi = fiches_de(base, "textes")["loi-2020-105"]
    ancien = loi.contenu.articles["58"].model_copy(update={"depuis": date(2021, 1, 1)})
    assert causes(avec_changee(base, "textes", "loi-2020-105", articles={"58": ancien})) == []


ARTICLE = {"articles": ["CCP L2112-2"]}
ABROGE = {"abroge_le": CHANGE, "abroge_par": "loi-2026-1"}


def test_article_de_code_abroge() -> None:
    [motif] = motifs(base_de(ccp(abroge_le=CHANGE), clause(verifie_le=AVANT)))["essai"]
    assert (motif.cause, motif.jour) == (Cause.TEXTE_ABROGE, CHANGE)


def selon_l_article(verifie: date, *fiches: Fiche, **champs: object) -> Base:
    """Rend une base où une clause vérifiée ce jour-là cite un article, qui a changé si ``depuis`` le dit."""
    return base_de(ccp(**champs), clause(verifie_le=verifie), *fiches)


DEMAIN = JOUR + timedelta(days=1)
DEUX_FOIS = clause(verifie_le=AVANT, resume="Une clause fondée sur l’article L. 2112-2.")
DROIT, ABROGATION, VEILLE, AGE = (
    [cause] for cause in (Cause.DROIT_CHANGE, Cause.TEXTE_ABROGE, Cause.VEILLE, Cause.VERIFICATION_ANCIENNE)
)
CAUSES: dict[str, tuple[Base, list[Cause]]] = {
    "article changé depuis": (selon_l_article(AVANT, depuis=CHANGE), DROIT),
    "changé le jour de la vérification": (selon_l_article(CHANGE, depuis=CHANGE), []),
    "vérifié depuis": (selon_l_article(APRES, depuis=CHANGE), []),
    "cité deux fois": (base_de(ccp(depuis=CHANGE), DEUX_FOIS), DROIT),
    "brouillon": (base_de(ccp(depuis=CHANGE), clause(verifie_le=AVANT, statut="brouillon")), []),
    **{f"texte changé avant, {verifie}, {[*champs]}": (sur_un_texte(verifie, **champs), []) for verifie in (CHANGE, APRES) for champs in (MODIFIE, S_APPLIQUE)},
    "date d'effet à venir": (sur_un_texte(AVANT, en_vigueur=[{"le": DEMAIN, "objet": "Les marchés sont visés à leur tour."}]), []),
    **{f"abrogé, {reference}, {verifie}": (sur_un_texte(verifie, reference, **ABROGE), dit)
       for reference in REFERENCES for verifie, dit in ((AVANT, ABROGATION), (CHANGE, []), (APRES, []))},
    "abrogation à venir": (sur_un_texte(AVANT, abroge_le=DEMAIN, abroge_par="loi-2026-1"), []),
    **{f"nommée : {nom}": (selon_l_article(AVANT, entree(nom, **{"clauses": ["essai"], **champs})), []) for nom, champs in (
        ("2026-07-01-projet", {"evenement": "projet"}), ("2026-07-01-etude", {"evenement": "etude"}),
        ("2026-05-31-avant-verification", {}), (f"{AVANT}-le-jour-de-la-verification", {}),
        ("2026-07-01-pas-encore-en-vigueur", {"en_vigueur_le": DEMAIN}), ("2026-07-01-autre-fiche", {"clauses": ["autre"]}),
    )},
    "nommée, entrée en vigueur depuis": (selon_l_article(AVANT, entree("2026-05-02-annonce", en_vigueur_le=CHANGE, clauses=["essai"])), VEILLE),
    "nommée ce jour": (selon_l_article(AVANT, entree(f"{JOUR}-annonce", clauses=["essai"])), VEILLE),
    "nommée par l'entrée qui dit déjà le changement": (selon_l_article(AVANT, entree("2026-07-01-annonce", clauses=["essai"], **ARTICLE), depuis=CHANGE), DROIT),
    "dix-huit mois révolus d'un jour": (selon_l_article(date(2025, 5, 24)), AGE),
    "dix-huit mois ce jour": (selon_l_article(date(2025, 5, 25)), []),
}  # fmt: skip


@pytest.mark.parametrize("cas", CAUSES)
def test_ce_qui_est_a_revoir(cas: str) -> None:
    base, attendues = CAUSES[cas]
    assert causes(base) == attendues


# --- L'entrée qui en est la cause ---


def cause_de(base: Base, *entrees: Fiche) -> str | None:
    trouvee = motifs(avec(base, veille={e.id: e for e in entrees}))["essai"][0].annonce
    return trouvee.fiche.id if trouvee else None


def test_cause_l_entree_du_jour_d_effet() -> None:
    base = base_de(ccp(depuis=CHANGE), clause(verifie_le=AVANT))
    annonce = entree("2026-05-02-annonce", en_vigueur_le=CHANGE, **ARTICLE)
    assert cause_de(base, annonce, entree("2026-06-15-commentaire", **ARTICLE)) == annonce.id


def test_cause_l_entree_du_texte_qui_change_l_article() -> None:
    base = base_de(ccp(depuis=CHANGE, change_par="loi-2026-1"), texte("loi-2026-1"), clause(verifie_le=AVANT))
    assert cause_de(base, entree("2026-05-02-loi", texte="loi-2026-1")) == "2026-05-02-loi"


def test_sans_entree_le_motif_reste() -> None:
    base = base_de(ccp(depuis=CHANGE), clause(verifie_le=AVANT))
    assert cause_de(base, entree("2026-06-15-sans-rapport")) is None


# --- La veille nomme la fiche ---


@pytest.mark.parametrize(("genre", "identifiant"), [("clauses", "essai"), ("pratiques", "methode")])
def test_une_entree_nomme_la_fiche(genre: str, identifiant: str) -> None:
    base = base_de(ccp(), clause(verifie_le=AVANT), pratique(verifie_le=AVANT))
    nouvelle = entree("2026-07-01-nouvelle", **{genre: [identifiant]})
    base = avec(base, veille={nouvelle.id: nouvelle})
    [motif] = motifs(base).pop(identifiant)
    assert (motif.cause, motif.jour, motif.annonce.fiche) == (Cause.VEILLE, CHANGE, nouvelle)
    assert set(motifs(base)) == {identifiant}


# --- L'ordre ---


def test_motifs_le_plus_urgent_puis_le_plus_recent() -> None:
    loi = texte("loi-2020-105", abroge_le=date(2025, 3, 1), abroge_par="loi-2026-1")
    fiche = clause(verifie_le=date(2025, 1, 1), fondements=["CCP L2112-2", "CCP L2112-3", "LOI-2020-105"])
    articles = ccp("L2112-2", "L2112-3")
    dates = {"L2112-2": date(2026, 2, 1), "L2112-3": date(2026, 9, 1)}
    dates = {n: a.model_copy(update={"depuis": dates[n]}) for n, a in articles.contenu.articles.items()}
    articles = changee(articles, articles=dates)
    nommante = entree("2026-10-01-nommante", clauses=["essai"])
    base = base_de(articles, loi, texte("loi-2026-1"), fiche, nommante)
    assert [(m.cause, m.jour) for m in motifs(base)["essai"]] == [
        (Cause.TEXTE_ABROGE, date(2025, 3, 1)),
        (Cause.DROIT_CHANGE, date(2026, 9, 1)),
        (Cause.DROIT_CHANGE, date(2026, 2, 1)),
        (Cause.VEILLE, date(2026, 10, 1)),
        (Cause.VERIFICATION_ANCIENNE, date(2026, 7, 1)),
    ]


def test_fiches_la_plus_grave_puis_celle_qui_attend_depuis_le_plus_longtemps() -> None:
    def recente(identifiant: str, references: Iterable[str]) -> Fiche:
        return clause(identifiant, verifie_le=AVANT, fondements=list(references))

    base = base_de(
        ccp(),
        texte("loi-2026-1"),
        texte("loi-2020-105", abroge_le=date(2026, 10, 1), abroge_par="loi-2026-1"),
        texte("dec-2024-134", "decret", en_vigueur=[{"le": date(2026, 9, 1), "objet": "Une première date."}]),
        texte("dec-2024-135", "decret", en_vigueur=[{"le": date(2026, 8, 1), "objet": "Une seconde date."}]),
        recente("d-nommee", ["CCP L2112-2"]),
        recente("b-change-en-septembre", ["DEC-2024-134"]),
        recente("c-change-en-aout", ["DEC-2024-135"]),
        recente("e-abrogee", ["LOI-2020-105"]),
        recente("f-a-jour", ["CCP L2112-2"]),
        clause("a-ancienne", verifie_le=date(2024, 1, 1)),
        entree("2026-06-02-nommante", clauses=["d-nommee"]),
    )
    assert [fiche.id for _, fiche, _ in a_revoir_de(base)] == [
        *("e-abrogee", "c-change-en-aout", "b-change-en-septembre", "d-nommee", "a-ancienne")
    ]


def test_citees_reunit_champs_phrases_et_corps() -> None:
    fiche = pratique(fondements=["LOI-2020-105"], indicateur="On suit l’article L. 2112-2.", corps="Voir L. 2112-3.")
    base = base_de(ccp("L2112-2", "L2112-3"), texte("loi-2020-105"), fiche)
    assert citees_de(base, fiche)[fiche.id] == {"droit/loi-2020-105/", "droit/ccp/l2112-2/", "droit/ccp/l2112-3/"}
