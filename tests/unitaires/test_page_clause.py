"""La page d'une clause : ce qu'elle dit d'un plafond, et comment elle donne les points d'une mesure relative."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import html

from macros.base.base import Base
from macros.fiches.clause.communes import phrases_communes
from macros.fiches.clause.modele import Clause
from tests.fabrique.bases import avec, avec_changee, changee
from tests.fabrique.pages import contexte_de, page_de
from tests.fabrique.questions import fiches_de
from tests.fiches import clause

CLAUSE = "contenants-reemployables-repas"


def page_avec(base: Base, *, type_du_plafond: str = "pourcentage", assiette: str = "periode", mesure: str = "") -> str:
    """Rend la page d'une clause inventée, dont le plafond ou la première mesure du critère de base sont changés, espaces insécables défaites."""
    fiche = fiches_de(base, "clauses")[CLAUSE]
    champs = fiche.contenu.model_dump()
    champs["variables"]["plafond"]["type"] = type_du_plafond
    for disposition in champs["dispositions"]:
        if disposition["id"] == "penalite":
            disposition["plafond"]["assiette"] = assiette
        if disposition["id"] == "critere" and mesure:
            disposition["elements"][0]["mesure"]["type"] = mesure
    page = page_de(base, "clauses", replace(fiche, contenu=Clause(**champs))).html
    return re.sub("[\u00a0\u202f]", " ", page)


@pytest.mark.parametrize(
    ("type_du_plafond", "assiette", "attendu"),
    [
        ("pourcentage", "periode", "5 % du montant hors taxes de la période</dd>"),
        ("pourcentage", "marche", "5 % du montant hors taxes du marché</dd>"),
        ("montant", "marche", "5 € sur la durée du marché</dd>"),
        ("montant", "commande", "5 € par commande</dd>"),
        ("montant", "annee", "5 € par année</dd>"),
        ("montant", "unite", "5 € par unité</dd>"),
    ],
)
def test_plafond(base_inventee: Base, type_du_plafond: str, assiette: str, attendu: str) -> None:
    """Un pourcentage est une part d'un montant ; une somme ne l'est pas."""
    page = page_avec(base_inventee, type_du_plafond=type_du_plafond, assiette=assiette)
    assert f"<dt>Plafond</dt><dd>{attendu}" in page


@pytest.mark.parametrize(
    ("publie_le", "jours"), [(date(2026, 8, 1), ["2026-08-22", "2026-08-21", "2026-08-01"]), (date(2026, 8, 22), [])]
)
def test_l_histoire_dit_le_droit_qui_a_change(base_inventee: Base, publie_le: date, jours: list[str]) -> None:
    """Un article cité a changé depuis la publication : l'histoire le date et y mène ; changé avant, elle le tait."""
    base = avec_changee(base_inventee, "clauses", CLAUSE, publie_le=publie_le)
    page = html.fromstring(page_de(base, "clauses", fiches_de(base, "clauses")[CLAUSE]).html)
    [*lignes] = page.xpath("//h2[@id='historique']/following-sibling::ul[1]/li")
    assert [jour for ligne in lignes for jour in ligne.xpath(".//time/@datetime")] == jours
    assert not lignes or lignes[0].xpath(".//a/@href")[0].endswith("droit/ccp/l2112-2/")


def test_mesure_relative(base_inventee: Base) -> None:
    """La plus basse valeur a tous les points ; les autres, le rapport de la plus basse à la leur."""
    page = page_avec(base_inventee, mesure="relative")
    assert "100 points × la plus basse valeur des offres recevables ÷ celle de l’offre." in page
    assert "1,25 fois la plus basse : 80 / 100" in page
    assert "la plus basse : 100 / 100" in page


@pytest.mark.parametrize(
    ("de", "a", "unite", "attendues"),
    [
        (2, 5, "familles", ["2 familles : 0 / 100", "4 familles : 66,7 / 100", "5 familles : 100 / 100"]),
        (0, 9, "gestes", ["0 geste : 0 / 100", "5 gestes : 55,6 / 100", "9 gestes : 100 / 100"]),
        (5, 2, "personnes", ["5 personnes : 0 / 100", "4 personnes : 33,3 / 100", "2 personnes : 100 / 100"]),
        (0, 3, "heures", ["0 heure : 0 / 100", "1,5 heure : 50 / 100", "3 heures : 100 / 100"]),
        (0, 15, "%", ["0 % : 0 / 100", "7,5 % : 50 / 100", "15 % : 100 / 100"]),
    ],
)
def test_ce_qui_se_compte_reste_entier(base_inventee: Base, de: int, a: int, unite: str, attendues: list[str]) -> None:
    """À mi-chemin, l'exemple ne montre ni moitié de famille ni points qui ne suivent pas la règle ; zéro est singulier."""
    fiche = fiches_de(base_inventee, "clauses")[CLAUSE]
    champs = fiche.contenu.model_dump()
    critere = next(d for d in champs["dispositions"] if d["id"] == "critere")
    critere["elements"][0]["mesure"] |= {"de": de, "a": a, "unite": unite}
    page = re.sub(
        "[\u00a0\u202f]", " ", page_de(base_inventee, "clauses", replace(fiche, contenu=Clause(**champs))).html
    )
    assert [dit for dit in attendues if dit not in page] == []
    assert f"0 point à {attendues[0].partition(' :')[0]}, 100 points à {attendues[2].partition(' :')[0]}" in page


def test_le_sens_d_une_echelle(base_inventee: Base) -> None:
    """Le champ qui finit une échelle dit où elle commence ; celui qui la commence dit où elle finit, si c'est un nombre."""
    page = page_de(base_inventee, "clauses", fiches_de(base_inventee, "clauses")[CLAUSE]).html
    assert re.findall(
        r'id="v-(\w+)" [^>]*data-echelle="(\w+)" data-sens="(-?1)" data-ecart="([\d.]+)"( data-depuis)?', page
    ) == [("taux", "100", "1", "4.0", " data-depuis"), ("cycles_haut", "cycles", "1", "30.0", "")]


@pytest.mark.parametrize(
    ("chiffres", "attendu"),
    [
        (None, None),
        ([], "Pas de chiffre trouvé"),
        (
            [{"dit": "Une baisse de 10 %.", "source": {"titre": "Étude", "url": "https://exemple.fr/etude"}}],
            '<li>Une baisse de 10 %. <a href="https://exemple.fr/etude" rel="external">Étude</a></li>',
        ),
    ],
)
def test_ordre_de_grandeur(base_inventee: Base, chiffres: list | None, attendu: str | None) -> None:
    """Absent, rien n'est dit ; vide, on a cherché sans trouver ; sinon, le chiffre et sa source."""
    fiche = fiches_de(base_inventee, "clauses")[CLAUSE]
    champs = fiche.contenu.model_dump() | {"ordres_de_grandeur": chiffres}
    page = page_de(base_inventee, "clauses", replace(fiche, contenu=Clause(**champs))).html
    assert ("Ordre de grandeur" in page) == (attendu is not None)
    assert attendu is None or attendu in re.sub("[\u00a0\u202f]", " ", page)


def test_hors_de_l_echelle(base_inventee: Base) -> None:
    """La grille dit la note hors de ses bouts ; sous un départ que le marché exige, une seule issue, avec son article."""
    page = page_avec(base_inventee)
    valeurs = re.sub(r"<[^>]+>", "", page)
    grille = "0 point à {taux}, {p} points à 100 %, en proportion entre les deux, jamais moins de 0 ni plus de {p}."
    assert valeurs.count(grille.format(taux="80 %", p=100)) == 1
    assert valeurs.count(grille.format(taux="80 %", p=70)) == 1
    issue = r"Promettre moins bien que {x}, que demande l’article «[^»]+»[^.]*, rend l’offre irrégulière \(article L. 2152-2 du"
    assert [len(re.findall(issue.format(x=x), valeurs)) for x in ("80 %", "50")] == [2, 1]
    assert "a 0 point, ou est irrégulière" not in valeurs


@pytest.mark.parametrize(
    ("champs_de_l_exigence", "irregulieres"),
    [
        ({}, 3),
        ({"piece": "lettre-consultation"}, 0),  # ce que la seule lettre exige ne vaut pas pour le règlement
        ({"nature": "suivi"}, 0),  # un relevé parle de ce qui est promis, il n'exige rien d'une offre
        ({"niveau": "avance"}, 2),  # exigé au niveau avancé : le critère du premier pas n'écarte personne
    ],
)
def test_un_depart_qui_n_est_pas_exige_ne_rend_pas_l_offre_irreguliere(
    base_inventee: Base, champs_de_l_exigence: dict[str, str], irregulieres: int
) -> None:
    fiche = fiches_de(base_inventee, "clauses")[CLAUSE]
    champs = fiche.contenu.model_dump()
    next(d for d in champs["dispositions"] if d["id"] == "exigence").update(champs_de_l_exigence)
    page = page_de(base_inventee, "clauses", replace(fiche, contenu=Clause(**champs))).html
    assert page.count("rend l’offre irrégulière") == irregulieres


def des_phrases(base: Base) -> html.HtmlElement:
    return html.fromstring(f"<div>{phrases_communes.rendre(contexte_de(base))}</div>")


def test_une_phrase_sans_article_ne_se_montre_qu_une_fois(base_inventee: Base) -> None:
    """Une phrase partagée qui cite un CCAG se montre pour chacun, qu'elle nomme ; une phrase qui n'en cite aucun, une seule fois."""
    cite = fiches_de(base_inventee, "socle")["exoneration-1000"]
    libre = changee(cite, deroge={}, ligne=None)
    for phrase, cahiers in ((cite, list(cite.contenu.deroge)), (libre, [])):
        page = des_phrases(avec(base_inventee, socle={phrase.id: phrase}))
        assert len(page.xpath("//button[@data-copier]")) == (len(cahiers) or 1)
        nue = re.sub("[\u00a0\u202f]", " ", page.text_content())
        for cahier in ("FCS", "Travaux"):
            assert (f"{cite.contenu.deroge[cahier]} du CCAG-{cahier}, l’exonération" in nue) == bool(cahiers)


def test_une_phrase_montre_ce_que_le_candidat_remplit(base_inventee: Base) -> None:
    """Les colonnes d'une phrase partagée, une fois pour tous les CCAG, avec leur bouton ; sans colonnes, rien."""
    for colonnes in (["Modèle", "Classe énergétique"], []):
        page = des_phrases(avec_changee(base_inventee, "socle", "exoneration-1000", cadre=colonnes))
        assert [th.text for th in page.xpath("//*[@id='cadre-exoneration-1000']//th")] == colonnes
        assert len(page.xpath("//button[@data-copier='#cadre-exoneration-1000']")) == bool(colonnes)


def test_une_penalite_appelle_sa_phrase(base_inventee: Base) -> None:
    """La phrase qu'un texte appelle vient sans être nommée, quel que soit le plafond, et s'ajoute à ce qu'une clause lui nomme ; celle d'une lettre, d'un texte de lettre seul, et l'inverse."""
    cite = fiches_de(base_inventee, "socle")["exoneration-1000"]
    appelee = changee(cite, id="appelee", appelee_par="penalite")
    base = avec(base_inventee, socle={**fiches_de(base_inventee, "socle"), "appelee": appelee})
    assert all("#appelee" in page_avec(base, assiette=assiette) for assiette in ("annee", "marche", "unite"))
    fiche = fiches_de(base, "clauses")[CLAUSE]

    def appelle(par: str, textes: list[Any], **champs: Any) -> bool:
        seule = avec(base_inventee, socle={"appelee": changee(cite, id="appelee", appelee_par=par, **champs)})
        return "#appelee" in page_de(seule, "clauses", changee(fiche, dispositions=textes)).html

    textes = fiche.contenu.dispositions
    lettre = {"piece": "lettre-consultation"}
    de_lettre = [d.model_copy(update=lettre) for d in textes]
    criteres = [d for d in textes if d.elements]
    for par, siens, autres in (
        ("penalite", [d for d in textes if d.nature == "penalite"], criteres),
        ("critere", criteres, [d for d in textes if not d.elements]),
        ("engagement", [d for d in textes if not d.elements], criteres),
    ):
        assert appelle(par, siens)
        assert not appelle(par, autres)
        assert not appelle(par, de_lettre)
        assert appelle(par, de_lettre, **lettre)
        assert not appelle(par, textes, **lettre)
    nommee = avec_changee(base_inventee, "socle", "exoneration-1000", appelee_par="critere")
    assert 'data-sert="penalite critere critere-avance"' in page_de(nommee, "clauses", fiche).html


def test_un_renvoi_dit_le_titre_quand_l_article_ne_suffit_pas(base_inventee: Base) -> None:
    """Deux pénalités dans un même article : le renvoi nomme la sienne, et la copie porte ce titre ; qui se remplacent, non."""
    fiche = fiches_de(base_inventee, "clauses")[CLAUSE]

    def renvoi(**champs: Any) -> tuple[str, list[str]]:
        clause = fiche.contenu.model_dump()
        penalite = next(d for d in clause["dispositions"] if d["id"] == "penalite")
        penalite["titre"] = "Taux non tenu"
        if champs:
            clause["dispositions"].append({**penalite, "id": "autre", "titre": "Bac perdu", **champs})
        page = page_de(base_inventee, "clauses", replace(fiche, contenu=Clause(**clause))).html
        nue = re.sub("[\u00a0\u202f]", " ", re.sub("<[^>]+>", "", page))
        return re.search("pénalité prévue à ([^.]*)\\.", nue)[1], re.findall('data-copier-titre="([^"]*)"', page)

    assert renvoi() == renvoi(remplace=["penalite"]) == ("l’article « Pénalités » du CCAP", [])
    assert renvoi(niveau="avance") == (
        "l’article « Pénalités », partie « Taux non tenu », du CCAP",
        ["Taux non tenu", "Bac perdu"],
    )
    lettre = {"piece": "lettre-consultation", "article": "lettre-suivi"}
    assert renvoi(**lettre) == ("l’article « Pénalités » du CCAP", [])


@pytest.mark.parametrize(
    ("du_droit", "attendu"),
    [
        ({}, ""),
        ({"depuis": date(2026, 11, 25)}, "Le droit que cite cette clause a changé : à revoir."),
        ({"abroge_le": date(2026, 11, 25)}, "Cette clause cite un texte abrogé : à revoir."),
    ],
)
def test_toute_copie_avertit_que_le_droit_a_change(base_inventee: Base, du_droit: dict, attendu: str) -> None:
    """Chaque bouton de copie : textes, cadres de réponse. Ce qui est copié quitte la page, et son avis."""
    code = fiches_de(base_inventee, "codes")["ccp"].contenu
    articles = {n: a.model_copy(update=du_droit) for n, a in code.articles.items()}
    base = avec_changee(base_inventee, "codes", "ccp", articles=articles)
    page = html.fromstring(page_de(base, "clauses", fiches_de(base, "clauses")[CLAUSE]).html)
    boutons = page.xpath("//button[@data-copier]")
    assert {b.get("data-copier").partition("-")[0] for b in boutons} == {"#contenu", "#texte", "#cadre"}
    assert {re.sub("[\u00a0\u202f]", " ", b.get("data-avertir", "")) for b in boutons} == {attendu}


@pytest.mark.parametrize(
    ("relu_par", "dit"), [(None, ", sans relecture juridique."), ("Juriste", " ; relu par : Juriste.")]
)
def test_la_page_dit_si_un_juriste_l_a_relue(base_inventee: Base, relu_par: str | None, dit: str) -> None:
    page = page_de(base_inventee, "clauses", clause(segments=["restauration"], relu_par=relu_par)).html
    [statut] = html.fromstring(page).xpath("//p[@class='statut-fiche']")
    assert statut.text_content().strip().replace("\u00a0", " ").replace("\u202f", " ").endswith(dit)


@pytest.mark.parametrize(("theme", "nommees"), [("dechets", ["critere-court"]), ("egalite", [])])
def test_une_clause_environnementale_nomme_le_critere_qui_lui_manque(
    base_inventee: Base, theme: str, nommees: list[str]
) -> None:
    """Depuis le 22 août 2026, il en faut un (L2152-7) ; sans critère au premier pas, la page nomme celui de la famille."""
    sans_critere = clause(segments=["restauration"], themes=[theme])
    avis = html.fromstring(page_de(base_inventee, "clauses", sans_critere).html).xpath("//*[@data-critere-manquant]")
    assert ["Il vous faut un critère environnemental." in a.text_content() for a in avis] == [True for _ in nommees]
    assert [lien.split("/")[-2] for a in avis for lien in a.xpath(".//a/@href[contains(., '/clauses/')]")] == nommees


def test_ou_va_chaque_texte(base_inventee: Base) -> None:
    """Une feuille par document de la clause, dans l'ordre de la légende ; une de plus, le cadre de réponse, si un critère est noté."""
    fiche = fiches_de(base_inventee, "clauses")[CLAUSE]
    [image] = html.fromstring(page_de(base_inventee, "clauses", fiche).html).xpath(
        "//figure[contains(@class, 'image-places')]"
    )
    feuilles = ["".join(g.xpath(".//text()")).split() for g in image.iter("g")]
    legende = re.sub("[\u00a0\u202f]", " ", image.find("figcaption").text_content()).partition(". ")[2]
    dites = [dite.split(":")[0].split() for dite in legende.split(";")]
    note = any(d.elements for d in fiche.contenu.dispositions)
    assert feuilles == dites and len(feuilles) == len({d.piece for d in fiche.contenu.dispositions}) + note
