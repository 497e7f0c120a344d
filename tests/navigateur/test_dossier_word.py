"""« Mon dossier » dans un vrai navigateur : de l’accueil à un seul Word, dont les mots sont ceux de la page."""

import re
import zipfile
from pathlib import Path

from lxml import etree
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Page, expect

from tests.libreoffice import RECETTE, en_texte
from tests.navigateur.dossier import CLAUSES, deplier, pret

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TEXTES = """() => [...document.querySelectorAll('[data-partie=documents] :is(h3, h4, h5, .texte-a-inserer)')]
    .map((e) => { const t = e.cloneNode(true); t.querySelectorAll('td, th, li, p').forEach((c) => c.append(' '));
        return e.tagName === 'DIV' ? t.textContent : t.textContent.replace(/^[0-9.]+ /, ''); }).join(' ')"""


def mots(texte: str) -> list[str]:
    return re.findall(r"\w+", texte)


def mots_du_word(chemin: Path) -> list[str]:
    """Rend les mots des pièces d'un Word, entre la page « À vérifier » et les annexes."""
    with zipfile.ZipFile(chemin) as archive:
        corps = etree.fromstring(archive.read("word/document.xml"))
    paragraphes = ["".join(p.itertext(f"{W}t")) for p in corps.iter(f"{W}p")]
    return mots_des_pieces(paragraphes)


def mots_des_pieces(paragraphes: list[str]) -> list[str]:
    debut = next(n for n, p in enumerate(paragraphes) if p.startswith("Règlement de la consultation (RC)"))
    return mots(" ".join(paragraphes[debut : paragraphes.index("Annexes pour l’acheteur")]))


def mots_du_markdown(texte: str) -> list[str]:
    pieces = texte[texte.index("# Règlement de la consultation") : texte.index("# Annexes pour l’acheteur")]
    sans_numeros = re.sub(r"(?m)^#+ ([\d.]+ )?|^\|( --- \|)+$|<br>|^\d+\. ", " ", pieces)
    return mots(sans_numeros)


def test_de_l_accueil_a_un_seul_word(visiter, tmp_path: Path) -> None:
    """La persona A : trois clauses, tout en règle, un Word, en moins de dix clics hors valeurs ; les mêmes mots partout."""
    visite = visiter("")
    page, clics = visite.page, []

    def cliquer(selecteur: str) -> None:
        clics.append(selecteur)
        page.locator(selecteur).first.click()

    page.locator("main input[name=q]").fill("repas cantine bio")
    cliquer("main form [type=submit]")
    pret(page)
    avant = len(visite.requetes)
    cliquer(f"li button[data-ajouter={CLAUSES[0]}]")
    expect(page.locator("[data-mon-dossier]")).to_have_text("Mon dossier (1)")
    charges = [
        {u.rsplit("/", 1)[1].partition("-")[0] for u in sous} & {"bouton", "page", "outils", "socle", "export"}
        for sous in (visite.requetes[:avant], visite.requetes[avant:])
    ]
    assert charges == [set(), {"bouton"}], "rien d'autre ne se charge avant qu'on s'en serve"
    # Une condition d'exécution environnementale : les deux autres n'en ont pas.
    page.locator("#q-recherche").fill("gaspillage alimentaire")
    cliquer("li button[data-ajouter=gaspillage-alimentaire-restauration]")
    expect(page.locator("[data-mon-dossier]")).to_have_text("Mon dossier (2)")
    page.locator("#q-recherche").fill("heures d’insertion")
    cliquer(f"li button[data-ajouter={CLAUSES[2]}]")
    expect(page.locator("[data-mon-dossier]")).to_have_text("Mon dossier (3)")
    cliquer("[data-mon-dossier]")
    page.wait_for_selector("[data-dossier]:not([hidden])")

    # D'après ses clauses : services, restauration, CCAG-FCS. Reste la procédure.
    assert page.locator("#dossier-marche").input_value() == "services"
    assert page.locator("#dossier-ccag").input_value() == "FCS"
    page.locator("#dossier-procedure").select_option("adaptee")
    clics.append("procédure")
    cliquer("[data-geste=prix]")
    assert page.locator("#dossier-ccag option:checked").inner_text() == "CCAG-FCS"
    # Les valeurs, au même endroit.
    for champ in page.locator("[data-valeur]").all():
        if not champ.input_value():
            champ.fill("40" if champ.get_attribute("inputmode") == "decimal" else "Service restauration")
    page.get_by_role("button", name="Confirmer toutes les valeurs proposées").click()
    while page.locator("[data-constat] [data-geste=socle]").count():
        cliquer("[data-constat] [data-geste=socle]")
    cliquer("[data-geste=ecrire-toutes]")
    expect(page.locator("[data-resume]")).to_contain_text("3 clauses. Rien à régler.")
    # Rien à régler ni à regarder ; à savoir : un fait inconnu, trop de mots, ce qui se règle par sourçage.
    constats = page.locator("[data-constat]").evaluate_all("e => e.map((x) => x.dataset.constat)")
    assert set(constats) == {"a-preciser", "hors-budget", "sourcage"}

    with page.expect_download() as attente:
        cliquer("[data-exporter=docx]")
    word = tmp_path / "dossier.docx"
    attente.value.save_as(word)
    print(f"\n{len(clics)} clics, valeurs à part : {clics}")
    assert len(clics) <= 10

    resultat = OpenXmlValidator().validate(word)
    assert resultat.is_valid, [str(e) for e in resultat.errors][:5]
    page.locator("details.dossier-fichiers > summary").click()
    with page.expect_download() as attente:
        page.locator("[data-exporter=md]").click()
    attente.value.save_as(tmp_path / "dossier.md")
    deplier(page)
    a_l_ecran = mots(page.evaluate(TEXTES))
    assert len(a_l_ecran) > 1000
    assert mots_du_word(word) == a_l_ecran
    assert mots_du_markdown((tmp_path / "dossier.md").read_text("utf-8")) == a_l_ecran
    verifier_word(word, page)
    if RECETTE:
        # LibreOffice écrit en plus les numéros des articles et des listes.
        converti = mots_des_pieces(en_texte(word, tmp_path).split("\n"))
        assert [m for m in converti if not m.isdigit()] == [m for m in a_l_ecran if not m.isdigit()]


def verifier_word(word: Path, page: Page) -> None:
    """Titres, articles numérotés par Word, renvois en champs déjà écrits, versions en signets et propriétés, rien à mettre à jour."""
    with zipfile.ZipFile(word) as archive:
        corps, reglages, propres = (
            archive.read(f).decode() for f in ("word/document.xml", "word/settings.xml", "docProps/custom.xml")
        )
        pieds = [archive.read(f).decode() for f in archive.namelist() if re.fullmatch(r"word/footer\d+\.xml", f)]
    assert "updateFields" not in reglages
    signes_du_modele = ["Modèle à adapter" in pied for pied in pieds]
    assert sum(signes_du_modele) == 3 and len(pieds) > 5, "seules la garde, la page de contrôle et les annexes"
    champs = re.findall(r'w:instr="REF (texte_\d+) \\r \\h"><w:r>.*?>([\d.]+)</w:t>', corps)
    assert champs
    numeros = {
        e.get_attribute("id"): e.locator("h5").inner_text().split()[0]
        for e in page.locator("section.disposition[id]").all()
    }
    assert all(numeros[ancre] == numero for ancre, numero in champs)
    signets = set(re.findall(r'w:bookmarkStart w:name="(texte_\d+)"', corps))
    assert {ancre for ancre, _ in champs} <= signets
    signes = dict(re.findall(r'name="(texte_\d+)"><vt:lpwstr>([^<]+)', propres))
    assert set(signes) <= signets
    assert all(re.fullmatch(r"[a-z0-9-]+#[a-z0-9-]+ 2026-\d\d-\d\d\.[0-9a-f]{8}", v) for v in signes.values())
    dernier = page.locator(".dossier-piece", has_text="(CCAP)").locator("h4").last.inner_text()
    assert dernier.endswith("Dérogations aux documents généraux")


def test_le_word_d_une_clause_seule(visiter, tmp_path: Path) -> None:
    """D'abord les textes à insérer et leurs dérogations, rien d'autre ; puis, sur une autre page, les conseils, qui se jettent."""
    page = visiter(f"clauses/{CLAUSES[1]}/").page
    pret(page)
    textes = mots(" ".join(page.locator("section[data-texte]:visible .texte-a-inserer").all_inner_texts()))
    with page.expect_download() as attente:
        page.locator("button[data-word]").click()
    chemin = tmp_path / "clause.docx"
    attente.value.save_as(chemin)
    assert OpenXmlValidator().validate(chemin).is_valid
    with zipfile.ZipFile(chemin) as archive:
        corps = etree.fromstring(archive.read("word/document.xml"))
    lus = ["".join(p.itertext(f"{W}t")) for p in corps.iter(f"{W}p")]
    coupure = lus.index("Conseils pour l’acheteur : partie à retirer")
    colles, conseils = lus[:coupure], lus[coupure:]
    assert set(page.locator("section[data-texte]:visible h3").all_inner_texts()) <= set(colles)
    assert set(textes) <= set(mots(" ".join(colles)))
    assert {"Preuves et contrôle", "Base légale", "Fait compté"} <= set(conseils)
    assert not {"Preuves et contrôle", "Base légale", "Fait compté", "En bref", "Premier pas"} & set(colles)
    assert len(corps.findall(f".//{W}sectPr")) == 2
