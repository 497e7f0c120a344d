"""La page d'une famille d'achat : ce qui s'écrit, ce qui se calcule, et ce qu'elle dit quand elle n'a rien."""

import re
from datetime import timedelta
from typing import Any

import pytest
from lxml import html

from macros.base.base import Base
from macros.fiches.famille.modele import Cpv
from macros.fiches.famille.page import codes_cpv, entrees_segments
from macros.texte.typographie import typographier
from tests.fabrique.bases import avec, avec_changee, changee
from tests.fabrique.pages import contexte_de, page_en_plus
from tests.fabrique.questions import consulter, fiches_de

CODE = "restauration"
PARTIES = ["qui", "dossiers", "premier-marche", "clauses", "droit", "questions", "pieges", "labels", "cpv"]


def page_de_famille(base: Base, code: str = CODE) -> Any:
    """Rend la page d'une famille, lue."""
    return html.fromstring(str(page_en_plus(base, "familles", f"clauses/segments/{code}/").html))


def clauses_de(base: Base, code: str = CODE) -> list[Any]:
    return [f for f in consulter(base).visibles("clauses") if code in f.contenu.segments]


def test_le_sommaire_mene_a_chaque_partie(base_inventee: Base) -> None:
    """Le premier marché vient d'abord ; chaque lien du sommaire a son titre, dans le même ordre."""
    page = page_de_famille(base_inventee)
    liens = [a.get("href")[1:] for a in page.xpath("//ul[@class='sommaire-court']//a")]
    assert liens == PARTIES == page.xpath("//h2/@id")


def test_la_fiche_de_famille_se_lit(base_inventee: Base) -> None:
    page = page_de_famille(base_inventee)
    dit = page.text_content().replace("\u00a0", " ")
    assert "55524000-9 Service traiteur pour écoles" in dit and "à demander à part" in dit
    [lien] = page.xpath("//h2[@id='premier-marche']/following-sibling::ol[1]//a")
    assert lien.get("href") == "../../../clauses/contenants-reemployables-repas/"


def test_sans_fiche_la_page_garde_ce_qui_se_calcule(base_inventee: Base) -> None:
    page = page_de_famille(avec(base_inventee, familles={}))
    assert page.xpath("//h2/@id") == ["qui", "dossiers", "clauses", "droit", "questions", "pieges"]
    assert page.xpath("//@data-resultat")
    vide = page_de_famille(avec(base_inventee, dossiers={}))
    assert "n’a pas encore de dossier conseillé" in vide.text_content()
    assert page.xpath("//a[starts-with(@href, '../../../dossier/#composer=')]")


def test_avant_de_composer_qui_peut_repondre(base_inventee: Base) -> None:
    """Les questions des clauses conseillées d'abord ; réserver, allotir ou clausuler avec leurs articles ; ce que le dossier mettra."""
    page = page_de_famille(base_inventee)
    [liste] = page.xpath("//h2[@id='dossiers']/preceding-sibling::details[1]/ol")
    [dossier] = [f for f in fiches_de(base_inventee, "dossiers").values() if f.contenu.famille == CODE]
    clauses = [fiches_de(base_inventee, "clauses")[prise.clause].contenu for prise in dossier.contenu.clauses]
    conseillees = [typographier(q) for clause in clauses for q in clause.questions_sourcing]
    assert 0 < len(liste) <= 5 and liste[0].text_content() in conseillees
    dit = page.text_content().replace("\u00a0", " ")
    assert all(mot in dit for mot in ("Réserver", "L. 2113-12", "L. 2113-10", "L. 2112-2"))
    assert "2 clauses, 3 critères, environ 1 page" in dit


def test_sans_clause_la_page_dit_non_couvert(base_inventee: Base) -> None:
    """Ni clause, ni critère, ni liste vide : où chercher, et rien d'autre."""
    base = avec(base_inventee, clauses={})
    page = page_de_famille(base)
    assert "Non couvert." in page.text_content()
    assert not page.xpath("//@data-resultat") and not page.xpath("//h2")
    assert "../../../obligations/toutes/#famille-restauration" in page.xpath("//a/@href")
    assert "../../../obligations/toutes/#famille-toutes" in page_de_famille(base, "toutes-familles").xpath("//a/@href")


def test_la_liste_des_familles_nomme_celles_qui_ne_sont_pas_couvertes(base_inventee: Base) -> None:
    """Une famille est nommée une fois : avec son nombre de clauses, ou parmi celles qui n'en ont pas."""
    seule = {f.id: f for f in clauses_de(base_inventee)[:1]}
    page = html.fromstring(f"<div>{entrees_segments.rendre(contexte_de(avec(base_inventee, clauses=seule)))}</div>")
    liens = [a.split("/")[-2] for a in page.xpath("//a/@href")]
    codes = list(consulter(base_inventee).valeurs("segments"))
    assert sorted(liens) == sorted(codes)
    couvertes = {code for f in seule.values() for code in f.contenu.segments}
    note = [a.split("/")[-2] for a in page.xpath("//p[@class='note']//a/@href")]
    assert note and set(note) == set(codes) - couvertes


def test_toutes_familles_n_est_pas_une_famille(base_inventee: Base) -> None:
    """Sa page fait choisir la vraie, mène aux codes CPV et aux règles de tout achat, et ne dit pas qu'il n'y a pas de règle."""
    page = page_de_famille(base_inventee, "toutes-familles")
    liens = page.xpath("//h2[@id='familles']/following-sibling::ul[1]//a/@href")
    assert "../../../clauses/segments/restauration/" in liens
    assert page.xpath("//h2[@id='familles']/following-sibling::p[1]/a/@href") == ["../../../clauses/codes-cpv/"]
    assert "Aucune règle propre" not in page.text_content()
    assert not page_de_famille(base_inventee).xpath("//h2[@id='familles']")


def test_chaque_code_cpv_mene_a_ses_familles(base_inventee: Base) -> None:
    """Un code que deux familles donnent n'a qu'une ligne ; les codes sont rangés par division."""
    une = fiches_de(base_inventee, "familles")["restauration"]
    codes = [*une.contenu.cpv, Cpv(code="03220000-9", libelle="Légumes, fruits et noix")]
    base = avec(base_inventee, familles={"restauration": une, "mobilier": changee(une, id="mobilier", cpv=codes)})
    page = html.fromstring(f"<div>{codes_cpv.rendre(contexte_de(base))}</div>")
    assert [d.xpath("string(./summary)").replace("\u00a0", " ") for d in page.xpath("//details")] == [
        "03… : Mobilier",
        "55… : Restauration et alimentation, Mobilier",
    ]
    lignes = [(tr.xpath("string(.//code)"), tr.xpath(".//a/@href")) for tr in page.xpath("//tbody/tr")]
    assert lignes == [
        ("03220000-9", ["../clauses/segments/mobilier/"]),
        ("55524000-9", ["../clauses/segments/restauration/", "../clauses/segments/mobilier/"]),
    ]


def test_une_question_n_est_posee_qu_une_fois(base_inventee: Base) -> None:
    """Deux clauses posent la même : la page la garde sous la première, qui est propre à la famille."""
    une, autre = clauses_de(base_inventee)[:2]
    base = avec_changee(base_inventee, "clauses", une.id, questions_sourcing=["Que reprenez-vous à la livraison ?"])
    base = avec_changee(base, "clauses", autre.id, questions_sourcing=["Que reprenez-vous à la livraison ?"])
    page = page_de_famille(base)
    assert len(page.xpath("//ol/li[starts-with(., 'Que reprenez-vous')]")) == 1, "à poser avant d'écrire"
    assert len(page.xpath("//ul/li[starts-with(., 'Que reprenez-vous')]")) == 1, "parmi toutes"


def test_chaque_document_nomme_ses_clauses(base_inventee: Base) -> None:
    """Un repli par document où la famille pose un texte ; sous chaque niveau, les clauses qui y ont un texte, ni plus ni moins."""
    page = page_de_famille(base_inventee)
    c, clauses = consulter(base_inventee), clauses_de(base_inventee)
    textes = {(d.piece, d.niveau, f.id) for f in clauses for d in f.contenu.dispositions}
    attendu = {
        v.libelle: [ids for n in c.valeurs("niveaux") if (ids := {i for p, m, i in textes if (p, m) == (piece, n)})]
        for piece, v in c.valeurs("pieces").items()
        if any(p == piece for p, _, _ in textes)
    }
    replis = page.xpath("//h3[@id='documents']/following-sibling::details[following::h2[@id='droit']]")
    lues = {}
    for repli in replis:
        nom, comptes = repli.xpath("string(./summary)").replace("\u00a0", " ").split(" : ")
        lues[nom] = [{a.split("/")[-2] for a in liste.xpath(".//a/@href")} for liste in repli.xpath("./ul")]
        assert [int(n) for n in re.findall(r"\d+", comptes)] == [len(siennes) for siennes in lues[nom]]
    assert lues == attendu and any(len(niveaux) > 1 for niveaux in lues.values())


def test_une_clause_de_beaucoup_de_familles_passe_apres(base_inventee: Base) -> None:
    """Elle se range sous les clauses communes, et une question qu'elle partage reste sous la clause propre à la famille."""
    une, autre = clauses_de(base_inventee)[:2]
    codes = list(consulter(base_inventee).valeurs("segments"))
    base = avec_changee(
        base_inventee, "clauses", une.id, segments=codes, questions_sourcing=["Que reprenez-vous ici ?"]
    )
    base = avec_changee(base, "clauses", autre.id, questions_sourcing=["Que reprenez-vous ici ?"])
    page = page_de_famille(base)
    pieges = page.xpath("//h2[@id='pieges']/following-sibling::details[following::h2[@id='labels']]")
    assert pieges[-1].xpath("string(./summary)").startswith("Clauses communes")
    assert pieges[-1].xpath("./h3[contains(., $t)]", t=une.contenu.titre[-9:])
    [question] = page.xpath("//details[ul/li[contains(., 'Que reprenez-vous ici')]]/summary")
    assert autre.contenu.titre[-9:] in question.text_content()


def test_un_article_que_tous_citent_ne_dit_rien_d_une_famille(base_inventee: Base) -> None:
    """Cité surtout par les clauses de la famille, un article se montre ; cité surtout par les autres, il se tait."""
    siennes = {f.id for f in clauses_de(base_inventee)}
    fiches = {
        nom: changee(f, fondements=["CCP L2112-2", *["CCP R2112-3"] * (nom in siennes)])
        for nom, f in fiches_de(base_inventee, "clauses").items()
    }
    assert len(siennes) * 2 < len(fiches)
    liens = page_de_famille(avec(base_inventee, clauses=fiches)).xpath(
        "//h2[@id='droit']/following-sibling::details//a/@href"
    )
    assert "../../../droit/ccp/r2112-3/" in liens and "../../../droit/ccp/l2112-2/" not in liens


@pytest.mark.parametrize(("jours", "attendu"), [(0, True), (400, True), (-1, False)])
def test_une_regle_finie_ne_se_montre_plus(base_inventee: Base, jours: int, attendu: bool) -> None:
    jusqu_a = base_inventee.jour + timedelta(days=jours)
    base = avec_changee(base_inventee, "obligations", "plan-de-repas", jusqu_a=jusqu_a)
    assert ("Un plan au-delà de" in page_de_famille(base).text_content()) is attendu
