"""Les flux de bases composées : trop lourdes, trop légères, vides ; les plus récents restent."""

import dataclasses
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from lxml import html

from macros.base.base import Base
from macros.base.registre import EN_LIGNE
from macros.base.types import Changement
from macros.texte.dates import plus_mois
from tests.fabrique.bases import avec, changee
from tests.fabrique.flux import flux_de, flux_et_registre_de
from tests.fabrique.questions import fiches_de, valeurs_de, visibles_de
from tests.fabrique.reperes import SITE_URL
from tests.site.flux import POIDS_MAX, entrees, gonfler, un_flux
from tests.site.normes_flux import ATOM, DEFAUTS, chemins, xml_strict

POIDS = 500_000
"""Octets d'articles qu'un flux garde."""
LOURDES = {
    "corps longs": (200, {"corps": "Un paragraphe de synthèse, comme on en écrit. " * 120}),
    "textes courts": (900, {"change": "Une phrase courte, et rien de plus."}),
    "titres longs": (900, {"titre": "é" * 110}),
    "esperluettes": (200, {"corps": 'Recherche & développement, "R&D", cafés & thés. ' * 80}),
    "beaucoup de thèmes": (400, {"themes": None}),
    "beaucoup de liens": (150, {"corps": "[Un lien](/clauses/), et [un autre](/droit/). " * 60}),
}


@pytest.mark.parametrize("sorte", LOURDES)
def test_une_base_lourde_garde_les_plus_recentes_sous_le_plafond(base_du_site: Base, sorte: str) -> None:
    """Le poids n'est pas surestimé : il ne reste pas la place d'un article de plus."""
    nombre, champs = LOURDES[sorte]
    if "themes" in champs:
        champs = {"themes": list(valeurs_de(base_du_site, "themes"))}
    base = gonfler(base_du_site, nombre, **champs)
    sorties, toutes = flux_de(base), entrees(base)
    assert {chemin: len(octets) for chemin, octets in sorties.items() if len(octets) > POIDS_MAX} == {}
    presents = chemins(sorties["flux/veille.rss"], ".rss")
    assert 0 < len(presents) < len(toutes) and presents == toutes[: len(presents)]
    plus_lourd = max(len(sorties[f"flux/veille.{extension}"]) for extension in ("rss", "atom"))
    assert plus_lourd > POIDS - 2 * plus_lourd / len(presents)


def test_au_dela_de_cinquante_un_article_reste_un_an_jour_pour_jour(base_du_site: Base) -> None:
    base = gonfler(base_du_site, 52, par_jour=1)
    toutes, veille = entrees(base), fiches_de(base, "veille")
    un_an = plus_mois(base.jour, -12)
    for chemin, jour in zip(toutes[-2:], (un_an, un_an - timedelta(days=1)), strict=True):
        fiche = veille[chemin.rpartition("/")[2]]
        veille[fiche.id] = changee(fiche, publie_le=jour)
    assert chemins(un_flux(base, "flux/veille.rss"), ".rss") == toutes[:51]


def test_une_base_ancienne_garde_cinquante_articles(base_du_site: Base) -> None:
    base = gonfler(
        base_du_site, 80, par_jour=2, publie_le=date(2024, 1, 2), change="Une phrase courte, et rien de plus."
    )
    assert chemins(un_flux(base, "flux/veille.rss"), ".rss") == entrees(base)[:50]


def test_une_base_vide_donne_des_flux_valides(base_du_site: Base) -> None:
    base = avec(base_du_site, veille={}, clauses={}, pratiques={})
    defauts = {
        chemin: list(DEFAUTS[chemin.rpartition(".")[2]](octets, f"{SITE_URL}{chemin}"))
        for chemin, octets in flux_de(base).items()
        if not chemin.endswith(".opml")
    }
    assert {chemin: trouves for chemin, trouves in defauts.items() if trouves} == {}


@pytest.mark.parametrize("lourde", [0, 1, 2], ids=["la première", "au milieu", "la dernière"])
def test_un_article_trop_lourd_est_saute(base_du_site: Base, lourde: int) -> None:
    """À lui seul il dépasserait le plafond : il reste sur le site, et n'ôte rien aux autres."""
    base = gonfler(base_du_site, 3, par_jour=1)
    entree = visibles_de(base, "veille")[lourde]
    fiches_de(base, "veille")[entree.id] = dataclasses.replace(
        entree, corps="Un paragraphe de synthèse, beaucoup trop long. " * 12_000
    )
    toutes = entrees(base)
    assert chemins(un_flux(base, "flux/veille.rss"), ".rss") == toutes[:lourde] + toutes[lourde + 1 :]


def test_une_entree_neuve_sur_un_evenement_ancien_parait(base_du_site: Base) -> None:
    """Le flux est plein, et l'événement a deux ans : c'est la mise en ligne qui compte."""
    base = gonfler(base_du_site, 200, corps="Un paragraphe de synthèse, comme on en écrit. " * 120)
    une = visibles_de(base, "veille")[0]
    nom = "2024-02-10-neuve"
    neuve = changee(une, id=nom, fichier=f"docs/veille/2024/{nom}.md", date=date(2024, 2, 10), publie_le=base.jour)
    sans = chemins(un_flux(base, "flux/veille.rss"), ".rss")
    avec_elle = chemins(
        un_flux(avec(base, veille={**fiches_de(base, "veille"), neuve.id: neuve}), "flux/veille.rss"), ".rss"
    )
    assert len(sans) < 200 and avec_elle[-1] == "veille/2024-02-10-neuve"
    assert avec_elle[:-1] == sans[: len(avec_elle) - 1]


@pytest.mark.parametrize(
    ("nombre", "champs"),
    [
        (200, {"corps": "Un paragraphe de synthèse, comme on en écrit. " * 120}),
        (80, {"publie_le": date(2024, 1, 2), "change": "Une phrase courte, et rien de plus."}),
    ],
    ids=["trop lourde", "ancienne"],
)
def test_ce_qui_est_sorti_d_un_flux_n_y_revient_pas(base_du_site: Base, nombre: int, champs: dict) -> None:
    """Trois articles retirés laissent leur place : un plus ancien, jamais servi, passerait pour neuf. Une entrée neuve entre."""
    base = gonfler(base_du_site, nombre, **champs)
    avant = flux_et_registre_de(base)
    presents = chemins(avant["flux/veille.rss"], ".rss")
    restent = {nom: e for nom, e in fiches_de(base, "veille").items() if f"veille/{nom}" not in presents[:3]}
    moins = avec(base, veille=restent)
    assert len(chemins(un_flux(moins, "flux/veille.rss"), ".rss")) > len(presents) - 3
    apres = flux_et_registre_de(moins, avant[EN_LIGNE])
    assert chemins(apres["flux/veille.rss"], ".rss") == presents[3:]
    neuve = changee(next(iter(restent.values())), id="neuve", publie_le=base.jour)
    encore = flux_et_registre_de(avec(moins, veille={**restent, "neuve": neuve}), apres[EN_LIGNE])
    assert set(chemins(encore["flux/veille.rss"], ".rss")) == {"veille/neuve", *presents[3:]}


PARUTIONS: dict[str, Callable[[bytes], list[datetime]]] = {
    "rss": lambda octets: [parsedate_to_datetime(d.text) for d in xml_strict(octets).iterfind("channel/item/pubDate")],
    "atom": lambda octets: [
        datetime.fromisoformat(d.text) for d in xml_strict(octets).iterfind(f"{ATOM}entry/{ATOM}published")
    ],
    "json": lambda octets: [datetime.fromisoformat(a["date_published"]) for a in json.loads(octets)["items"]],
}


@pytest.mark.parametrize("extension", PARUTIONS)
@pytest.mark.parametrize(
    ("evenement", "heure"),
    [("2000-01-01", "00:00:00"), ("2000-01-02", "00:00:01"), ("2026-11-20", "02:43:40"), ("1999-06-01", "00:00:00")],
)
def test_l_heure_de_parution_compte_les_jours_depuis_2000(
    base_du_site: Base, evenement: str, heure: str, extension: str
) -> None:
    base = gonfler(base_du_site, 1, date=date.fromisoformat(evenement), publie_le=date(2026, 11, 25))
    (parution,) = PARUTIONS[extension](un_flux(base, f"flux/veille.{extension}"))
    assert parution == datetime.fromisoformat(f"2026-11-25T{heure}+00:00")


@pytest.mark.parametrize(("nombre", "reste"), [(12, None), (13, "Et 1 autre"), (15, "Et 3 autres")])
def test_les_clauses_concernees_sont_bornees(base_du_site: Base, nombre: int, reste: str | None) -> None:
    """Douze liens au plus dans un article ; le compte du reste renvoie à la page."""
    noms = [fiche.id for fiche in visibles_de(base_du_site, "clauses")[:nombre]]
    base = avec(gonfler(base_du_site, 1, clauses=noms), clauses=fiches_de(base_du_site, "clauses"))
    contenu = json.loads(un_flux(base, "flux/veille.json"))["items"][0]["content_html"]
    liste = html.fragment_fromstring(contenu, create_parent="div").xpath(
        "//p[strong='Clauses concernées']/following-sibling::ul[1]"
    )[0]
    assert liste.xpath("li/a/@href") == [f"{SITE_URL}clauses/{nom}/" for nom in noms[:12]]
    autres = [li.text_content() for li in liste.xpath("li[not(a)]")]
    assert autres == ([f"{reste}, sur la page de l’entrée."] if reste else [])


def test_un_changement_est_un_article_neuf_qui_le_dit(base_du_site: Base) -> None:
    """Son identifiant et sa parution portent le jour du changement le plus récent ; sa phrase vient en tête, seule."""
    jour = base_du_site.jour
    dits = [Changement(le=jour - timedelta(days=n), quoi=f"La phrase d’il y a {n} jours.") for n in (3, 1, 2)]
    base = gonfler(base_du_site, 1, publie_le=jour - timedelta(days=5), changements=dits)
    (entree,) = json.loads(un_flux(base, "flux/veille.json"))["items"]
    hier = jour - timedelta(days=1)
    assert entree["id"].endswith(f"/{hier}") and entree["date_published"][:10] == str(hier)
    assert entree["title"].startswith("Mise à jour : ")
    assert entree["content_html"].count("La phrase d’il y a") == 1
    assert re.match(r"\s*<p><strong>Ce qui a changé le .*:</strong> La phrase d’il y a 1 jours", entree["content_html"])
