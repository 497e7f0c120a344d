"""Un dossier conseillé se compose d'un clic : tout y est, rien ne se perd, et un lien faux se dit."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.navigateur.dossier import deplier, garnir


def composer(page: Page) -> str:
    """Ouvre la première famille de la liste et compose son premier dossier ; rend son nom."""
    page.locator("details[id^=famille-] > summary").first.click()
    slug = page.locator("[data-conseil]").first.get_attribute("id")
    page.locator("[data-geste=composer]").first.click()
    return slug or ""


def bilan(page: Page) -> dict[str, Any]:
    """Rend le bilan que la page tient à jour."""
    page.wait_for_selector("[data-dossier][data-bilan*=slug]:not([hidden])")
    return json.loads(page.locator("[data-dossier]").get_attribute("data-bilan") or "null")


def test_composer_depuis_la_liste(visiter) -> None:
    """Rien de ce qui est au dossier ne se perd, deux compositions plus tard ; le dossier composé n'a à régler que des blancs, et chaque obligation a un état."""
    page = visiter("").page
    garnir(page, "insertion-heures-services")
    page.reload()  # relu de l'appareil, le dossier a sa forme gardée
    page.wait_for_selector("[data-dossier]:not([hidden])")
    deplier(page)
    page.locator("[data-partie=valeurs] input").first.fill("7")
    page.locator("details:has(#paragraphe-texte) > summary").last.click()
    page.locator("#paragraphe-titre").fill("Le mien")
    page.locator("#paragraphe-texte").fill("Un paragraphe à moi.")
    page.locator("[data-paragraphe] [type=submit]").click()
    gardes = "Object.entries(JSON.parse(localStorage.getItem('mon-dossier')).dossiers)"
    avant = page.evaluate(gardes)
    assert "Un paragraphe à moi." in str(avant)
    page.goto(page.url.replace("/dossier/", "/dossier/conseilles/"))
    slug = composer(page)
    compose = bilan(page)
    assert compose["slug"] == slug and set(compose["a_regler"]) <= {"blancs"}
    assert not compose["obligations"]["a-ecrire"] and not compose["obligations"]["a-preciser"]
    deplier(page)
    dits = page.locator("[data-obligation]").evaluate_all("e => e.map((x) => [x.dataset.etat, x.dataset.obligation])")
    attendus = [[etat, id_] for etat, ids in compose["obligations"].items() for id_ in ids]
    assert sorted(dits) == sorted(attendus) and len(dits) > 10
    assert sum(compose["poids"].values()) in (0, 100)
    expect(page.locator("#dossier-ouvert option")).to_have_count(2)
    page.goto(page.url.replace("/dossier/", "/dossier/conseilles/"))
    composer(page)
    expect(page.locator("#dossier-ouvert option")).to_have_count(3)
    apres = page.evaluate(gardes)
    assert [un for un in apres if un in avant] == avant
    page.evaluate("document.querySelector('#dossier-ouvert').closest('details').open = true")
    page.locator("#dossier-ouvert").select_option(avant[0][0])
    expect(page.locator("[data-partie=documents]")).to_contain_text("Un paragraphe à moi.")


def test_ce_qui_est_suppose_se_change_et_se_confirme(visiter) -> None:
    """Chaque supposition est un champ : dite, elle y reste sans être supposée, au rechargement aussi ; les chiffres confirmés un à un, les autres d'un clic, l'encart et le point s'en vont."""
    page = visiter("dossier/conseilles/").page
    composer(page)
    assert not bilan(page)["obligations"]["a-preciser"]
    encart, point = page.locator(".dossier-supposes"), page.locator("[data-constat=suppositions]")
    supposes = "Object.values(JSON.parse(localStorage['mon-dossier']).dossiers)[0].supposes"
    noms = page.evaluate(supposes)
    champs = encart.locator("[data-fait]")
    assert sorted(champs.evaluate_all("e => e.map((x) => x.dataset.fait)")) == sorted(noms) and "acheteur" in noms
    expect(point).to_contain_text(f"{len(noms)} réponses supposées")
    acheteur = encart.locator("[data-fait=acheteur]")
    acheteur.focus()
    acheteur.press("ArrowDown")
    change = acheteur.input_value()
    expect(acheteur).to_be_focused()
    assert "acheteur" not in page.evaluate(supposes)
    expect(encart.locator(".champ-propose [data-fait=acheteur]")).to_have_count(0)
    montant = encart.locator("[data-fait=montant]")
    montant.fill("12 345")
    montant.press("Tab")
    assert bilan(page)["montant"] == 12345
    expect(encart.locator(":focus")).to_have_count(1)
    page.keyboard.press("Shift+Tab")
    expect(montant).to_be_focused()
    montant.press_sequentially("12346")
    autre = encart.locator(".champ-propose input").last
    autre.click()
    autre.press("End")
    page.keyboard.type("9")
    expect(autre).to_have_value(re.compile("9$"))
    montant.fill("12345")
    montant.press("Tab")
    page.locator("[data-preciser] > summary").click()
    page.locator("#dossier-lot").fill("Lot tapé")
    page.reload()
    assert bilan(page)["montant"] == 12345
    expect(page.locator("#dossier-lot")).to_have_value("Lot tapé")
    assert page.evaluate(supposes.replace(".supposes", ".cas.acheteur")) == change
    seuls = encart.locator("[data-geste=confirmer-faits][data-id]")
    chiffres = seuls.count()
    assert chiffres == len(encart.locator(".champ-propose input[inputmode=decimal]").all()) > 0
    encart.locator("[data-geste=confirmer-faits]:not([data-id])").click()
    expect(champs).to_have_count(chiffres)
    expect(point.locator("[data-geste=confirmer-faits]")).to_have_count(0)
    for reste in range(chiffres, 0, -1):
        expect(point).to_contain_text(f"{reste} réponse")
        seuls.first.click()
    expect(encart).to_have_count(0)
    expect(point).to_have_count(0)
    page.get_by_role("button", name="Annuler").click()
    expect(encart).to_have_count(1)


def test_avant_de_composer_une_ligne_se_laisse(visiter) -> None:
    """Le compte du navigateur est celui de la construction ; une ligne laissée n'est ni comptée ni composée, reprise, elle revient."""
    page = visiter("dossier/conseilles/").page
    mis = re.findall(r"data-mis[^>]*>([^<]+)<", page.request.get(page.url).text())
    dits = page.locator("[data-mis]")
    page.wait_for_selector("[data-choix]:not([hidden])", state="attached")
    assert dits.all_text_contents() == mis and mis
    page.locator("details[id^=famille-] > summary").first.click()
    dossier = page.locator("[data-conseil]").first
    dossier.locator("summary").click()
    lien, lignes = dossier.locator("[data-geste=composer]"), dossier.locator("[data-ligne] input")
    depart = lien.get_attribute("href")
    lignes.first.uncheck()
    assert dits.first.text_content() != mis[0] and "&laisse=" in (lien.get_attribute("href") or "")
    lignes.first.check()
    assert dits.first.text_content() == mis[0] and lien.get_attribute("href") == depart
    clauses = dossier.locator("[data-ligne]:has([data-mots])")
    laissee = clauses.first.get_attribute("data-ligne")
    clauses.first.locator("input").uncheck()
    lien.click()
    assert sum(bilan(page)["poids"].values()) in (0, 100)
    ids = page.evaluate(
        "Object.values(JSON.parse(localStorage.getItem('mon-dossier')).dossiers)[0].clauses.map(({ id }) => id)"
    )
    assert ids and laissee not in ids


def test_l_archive_tient_chaque_document(visiter, tmp_path: Path) -> None:
    """Chaque pièce est un fichier qui s'ouvre, dont tout renvoi vivant mène à un de ses titres ; le reste se garde pour soi."""
    page = visiter("dossier/conseilles/").page
    composer(page)
    ecrites = set(bilan(page)["mots"])
    with page.expect_download() as attente:
        page.locator("[data-exporter=archive]").click()
    attente.value.save_as(tmp_path / "archive.zip")
    with ZipFile(tmp_path / "archive.zip") as archive:
        noms = {nom.removesuffix(".docx"): nom for nom in archive.namelist()}
        assert set(noms) == ecrites | {"note", "a-garder", "suivi.xlsx", "dossier.json"}
        for nom in filter(lambda n: n.endswith(".docx"), noms.values()):
            octets = BytesIO(archive.read(nom))
            assert len(Document(octets).paragraphs) > 3
            xml = ZipFile(octets).read("word/document.xml").decode()
            signets = set(re.findall(r'w:bookmarkStart[^>]*w:name="([^"]+)"', xml))
            assert set(re.findall(r"REF (\w+) ", xml)) <= signets, nom


def test_de_l_accueil_a_l_archive(visiter, tmp_path: Path) -> None:
    """Trois touches, de l'accueil à l'archive, dans dix familles d'achat ; une lettre aussi."""
    page = visiter("").page
    accueil = page.url
    liens = page.locator(".domaines a").evaluate_all("e => e.map((x) => x.getAttribute('href'))")
    lettres = archives = 0
    for lien in liens:
        page.goto(accueil)
        page.locator(f".domaines a[href='{lien}']").click()
        boutons = page.locator("[data-geste=composer]")
        if not boutons.count():
            continue
        boutons.nth(archives % boutons.count()).click()
        compose = bilan(page)
        with page.expect_download() as attente:
            page.locator("[data-exporter=archive]").click()
        attente.value.save_as(tmp_path / "archive.zip")
        archives += ZipFile(tmp_path / "archive.zip").testzip() is None
        lettres += compose["forme"] == "lettre"
        if archives >= 10 and lettres:
            break
    assert archives >= 10 and lettres


def test_une_obligation_change_d_etat(visiter) -> None:
    """Retiré, son texte est à écrire ; noté ailleurs, il ne l'est plus, et la note reste ; récrit d'un clic."""
    page = visiter("dossier/conseilles/").page
    racine = page.url.removesuffix("conseilles/")
    retirer = page.locator("[data-etat=ecrite] [data-geste=oter-loi]").first
    slugs = page.locator("[data-conseil]").evaluate_all("e => e.map((x) => x.id)")
    for slug in slugs:  # le premier à qui la loi donne un texte
        page.goto(f"{racine}#composer={slug}")
        page.wait_for_function(
            "slug => document.querySelector('[data-dossier]')?.dataset.bilan?.includes(slug)", arg=slug
        )
        if retirer.count():
            break
    deplier(page)
    sienne = retirer.get_attribute("data-id")
    retirer.click()
    ligne = page.locator(f"[data-obligation={sienne}]")
    expect(ligne).to_have_attribute("data-etat", "a-ecrire")
    assert "obligations-a-ecrire" in bilan(page)["a_regler"]
    ligne.locator("[data-ailleurs]").check()
    expect(ligne).to_have_attribute("data-etat", "ecrite-ailleurs")
    deplier(page)
    ligne.locator("[data-note]").fill("CCAP, article 4")
    ligne.locator("[data-note]").press("Tab")
    page.reload()
    bilan(page)
    deplier(page)
    expect(ligne.locator("[data-note]")).to_have_value("CCAP, article 4")
    ligne.locator("[data-ailleurs]").uncheck()
    ligne.locator("[data-geste=ecrire-loi]").click()
    expect(ligne).to_have_attribute("data-etat", "ecrite")


@pytest.mark.parametrize(
    ("suite", "dit", "montant"),
    [("&montant=90000", "Dossier composé", 90000), ("&montant=abc", "montant du lien", None), ("&montant=0", "montant du lien", None),
     ("&montant=1000000000000", "montant du lien", None), ("&duree=zz&procedure=x", "procédure du lien", None)],
)  # fmt: skip
def test_un_lien_se_lit_ou_se_dit(visiter, suite: str, dit: str, montant: int | None) -> None:
    """Un montant impossible est laissé et dit ; le dossier garde ce qu'il propose."""
    page = visiter("dossier/conseilles/").page
    slug = page.locator("[data-conseil]").first.get_attribute("id")
    page.goto(page.url.replace("conseilles/", f"#composer={slug}{suite}"))
    compose = bilan(page)
    expect(page.locator("[data-message]")).to_contain_text(dit)
    assert compose["slug"] == slug and compose["montant"] > 0
    assert montant is None or compose["montant"] == montant


def test_un_dossier_absent_se_dit(visiter) -> None:
    page = visiter("").page
    page.route("**/donnees/v1/dossiers/absent.json", lambda route: route.fulfill(status=200, json={"fiches": []}))
    page.goto(f"{page.url}dossier/#composer=absent")
    expect(page.locator("[data-message]")).to_contain_text("n’existe pas, ou plus")


def test_sans_place_rien_n_est_compose_a_moitie(visiter) -> None:
    """Un appareil plein le dit, et ce qui y était reste."""
    page = visiter("dossier/conseilles/").page
    page.evaluate("""() => {
      localStorage.setItem("mon-dossier", JSON.stringify({ liste: [], ouvert: "Avant", dossiers: { Avant: { version: 1, nom: "Avant", clauses: [] } } }));
      let bloc = "x".repeat(1 << 20);
      for (let n = 0; bloc.length > 8; ) try { localStorage.setItem(`plein${n++}`, bloc); } catch { bloc = bloc.slice(0, bloc.length / 2); }
    }""")
    composer(page)
    expect(page.locator("[data-message]")).to_contain_text("Rien n’est composé")
    assert page.evaluate("JSON.parse(localStorage.getItem('mon-dossier')).ouvert") == "Avant"
