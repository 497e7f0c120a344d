"""« Mon dossier » dans un vrai navigateur : de l'accueil à un seul Word, les entrées hostiles, deux onglets, le clavier."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Locator, Page, expect

from tests.navigateur.test_accessibilite_axe import COULEURS, DEBORD, juger
from tests.navigateur.test_modules_navigateur import STOCKAGE_REFUSE
from tests.navigateur.test_parcours_acheteur import Clavier

CLAUSES = ("produits-durables-qualite-repas", "contenants-reemployables-repas", "insertion-heures-services")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTES = """() => [...document.querySelectorAll('[data-partie=documents] :is(h3, h4, h5, .texte-a-inserer)')]
    .map((e) => { const t = e.cloneNode(true); t.querySelectorAll('td, th, li, p').forEach((c) => c.append(' '));
        return e.tagName === 'DIV' ? t.textContent : t.textContent.replace(/^[0-9.]+ /, ''); }).join(' ')"""


def pret(page: Page) -> None:
    page.wait_for_selector("html[data-pret=oui]", state="attached")


def garnir(page: Page, *clauses: str) -> None:
    """Met des clauses au dossier et ouvre sa page ; la page courante est du site."""
    racine = re.match(r".*/base/", page.url)[0]
    for clause in clauses:
        page.goto(f"{racine}clauses/{clause}/")
        pret(page)
        page.locator(f"button[data-ajouter={clause}]").click()
        expect(page.locator(f"button[data-ajouter={clause}]")).to_contain_text("Retirer du dossier")
    page.goto(f"{racine}dossier/")
    page.wait_for_selector("[data-dossier]:not([hidden])")


def mots(texte: str) -> list[str]:
    return re.findall(r"\w+", texte)


def mots_du_word(chemin: Path) -> list[str]:
    """Rend les mots des pièces, entre la page « À vérifier » et les annexes."""
    with zipfile.ZipFile(chemin) as archive:
        corps = etree.fromstring(archive.read("word/document.xml"))
    paragraphes = ["".join(p.itertext(f"{W}t")) for p in corps.iter(f"{W}p")]
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
    assert any("/dossier/" in u for u in visite.requetes[avant:])
    assert not any("/dossier/" in u for u in visite.requetes[:avant]), "rien ne se charge avant qu'on s'en serve"
    cliquer(f"li button[data-ajouter={CLAUSES[1]}]")
    expect(page.locator("[data-mon-dossier]")).to_have_text("Mon dossier (2)")
    page.locator("#q-clauses").fill("heures d’insertion")
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
            champ.fill("Service restauration")
    page.locator("[data-geste=confirmer]").click()
    while page.locator("[data-constat] [data-geste=socle]").count():
        cliquer("[data-constat] [data-geste=socle]")
    expect(page.locator("[data-resume]")).to_contain_text("3 clauses. Rien à régler.")
    assert page.locator("[data-constat]").evaluate_all("e => e.map((x) => x.dataset.constat)") == ["sourcage"]

    with page.expect_download() as attente:
        cliquer("[data-exporter=docx]")
    word = tmp_path / "dossier.docx"
    attente.value.save_as(word)
    print(f"\n{len(clics)} clics, valeurs à part : {clics}")
    assert len(clics) < 10

    resultat = OpenXmlValidator().validate(word)
    assert resultat.is_valid, [str(e) for e in resultat.errors][:5]
    page.locator("details.dossier-fichiers > summary").click()
    with page.expect_download() as attente:
        page.locator("[data-exporter=md]").click()
    attente.value.save_as(tmp_path / "dossier.md")
    a_l_ecran = mots(page.evaluate(TEXTES))
    assert len(a_l_ecran) > 1000
    assert mots_du_word(word) == a_l_ecran
    assert mots_du_markdown((tmp_path / "dossier.md").read_text("utf-8")) == a_l_ecran
    verifier_word(word, page)


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


def test_un_niveau_sur_la_page_d_une_clause(visiter, pages) -> None:
    """Un niveau : ses seuls textes, le remplacé caché, les seules valeurs qu'il emploie ; gardé d'une page à l'autre."""
    page = visiter(pages.clause).page
    premier = page.locator("section[data-texte]:visible .texte-a-inserer").first.bounding_box()
    assert premier["y"] < 800 - 60, "le premier texte se lit sans défiler"

    def niveau(code: str) -> Locator:
        return page.locator(f"[data-niveaux] input[value={code}]")

    expect(niveau("base")).to_be_checked()
    visibles = page.locator("section[data-texte]:visible")
    assert set(visibles.evaluate_all("e => e.map((x) => x.dataset.niveau)")) == {"base"}
    assert "lettre-consultation" not in visibles.evaluate_all("e => e.map((x) => x.dataset.piece)")
    niveau("avance").check()
    remplaces = set(" ".join(visibles.evaluate_all("e => e.map((x) => x.dataset.remplace)")).split())
    assert remplaces and not remplaces & set(visibles.evaluate_all("e => e.map((x) => x.dataset.texte)"))
    page.locator("details.completer > summary").click()
    page.locator('input[data-variable="taux"]').fill("65")
    page.goto(page.url.replace("contenants-reemployables-repas", "produits-durables-qualite-repas"))
    pret(page)
    expect(niveau("avance")).to_be_checked()
    page.go_back()
    pret(page)
    expect(page.locator('input[data-variable="taux"]')).to_have_value("65")
    # Ajoutée, la clause emporte son niveau et ses valeurs ; changée sur sa page, elle l'est au dossier.
    page.locator("button[data-ajouter]").click()
    expect(page.locator("button[data-ajouter]")).to_contain_text("Retirer")
    page.locator("details.completer > summary").click()
    page.locator('input[data-variable="taux"]').fill("70")
    page.locator("[data-mon-dossier]").click()
    expect(page.locator("select[data-niveau]")).to_have_value("avance")
    expect(page.locator('[data-valeur$=" taux"]')).to_have_value("70")
    # Changer de niveau sur la page de la clause n'efface ni une valeur à virgule, ni celles qui sont confirmées.
    page.locator('[data-valeur$=" taux"]').fill("62,5")
    page.locator("[data-geste=confirmer]").click()
    gardees = "JSON.stringify(Object.values(JSON.parse(localStorage['mon-dossier']).dossiers).map((d) => [d.clauses[0].valeurs, d.partagees]))"
    avant = page.evaluate(gardees)
    page.goto(page.url.replace("dossier/", "clauses/contenants-reemployables-repas/"))
    pret(page)
    expect(page.locator('input[data-variable="taux"]')).to_have_value("62.5")
    niveau("base").check()
    page.locator("[data-mon-dossier]").click()
    expect(page.locator("select[data-niveau]")).to_have_value("base")
    assert page.evaluate(gardees) == avant


def test_la_lettre_sans_ce_qui_ne_la_sert_pas(visiter) -> None:
    """Prise par sa lettre, une clause ne montre que les dérogations qui servent la lettre ; la copie dit ce qu'il reste à vérifier."""
    page = visiter("clauses/nettoyage-en-journee/").page
    expect(page.locator("[data-ccag]")).to_be_visible()
    page.locator("[data-niveaux] input[value=lettre]").check()
    expect(page.locator("[data-ccag]")).to_be_hidden()

    page = visiter(f"clauses/{CLAUSES[0]}/", permissions=["clipboard-read", "clipboard-write"]).page
    derogations = page.locator("[data-sert]")
    page.locator("[data-niveaux] input[value=lettre]").check()
    servies = page.locator("[data-sert]:visible").evaluate_all("e => e.map((x) => x.dataset.sert)")
    assert 0 < len(servies) < derogations.count() and all("lettre-suite" in s.split() for s in servies)
    texte = page.locator("section[data-texte]:visible").first
    expect(texte.locator("p.niveau")).to_have_text("Petit achat : la lettre")
    texte.locator("button[data-copier]").first.click()
    expect(texte.locator(".retour").first).to_have_text("Copié, valeurs à vérifier entre crochets.")
    # Une valeur choisie n'est plus à vérifier.
    page.locator("details.completer > summary").click()
    for champ in page.locator("[data-variables] input:visible").all():
        champ.fill("61")
    texte.locator("button[data-copier]").first.click()
    expect(texte.locator(".retour").first).to_have_text("Copié.")
    page.locator("[data-niveaux] input[value=tous]").check()
    for derogation in derogations.all():
        expect(derogation).to_be_visible()


def test_lien_recu_et_hostile(visiter, site) -> None:
    """Un lien rend le dossier, à part des siens ; abîmé, d'une autre version, plein d'inconnues ou de HTML : un message clair."""
    visite = visiter("dossier/", avant="window.alert = () => { window.touche = true; };")
    visite.erreurs_attendues = True  # une clause inconnue répond 404
    page = visite.page
    message = page.locator("[data-message]")

    def ouvrir(etat: object) -> None:
        fragment = page.evaluate("""async (etat) => {
            const flux = new Blob([JSON.stringify(etat)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
            const octets = new Uint8Array(await new Response(flux).arrayBuffer());
            return 'd1.' + btoa(String.fromCharCode(...octets)).replace(/[+]/g, '-').replace(/[/]/g, '_').replace(/=+$/, '');
        }""", etat)  # fmt: skip
        page.goto("about:blank")
        page.goto(f"{site}dossier/#{fragment}")
        page.wait_for_selector("[data-dossier]:not([hidden])")

    hostile = "<img src=x onerror=alert(1)>"
    ouvrir({
        "version": 1, "nom": hostile, "lot": "=cmd()",
        "clauses": [{"id": CLAUSES[0], "version": "2020-01-01.00000000", "niveau": "base", "valeurs": {"taux": hostile}},
                    {"id": "clause-qui-n-existe-pas"}, *({"id": f"inconnue-{n}"} for n in range(200))],
        "paragraphes": [{"article": "rc-offre", "titre": hostile, "texte": "x" * 100_000}],
    })  # fmt: skip
    expect(message).to_contain_text("au plus 60 clauses")
    expect(page.locator("[data-constat=clause-inconnue]").first).to_be_visible()
    expect(page.locator("[data-constat=clause-modifiee]")).to_be_visible()
    assert page.locator("[data-dossier] img").count() == 0 and page.evaluate("window.touche") is None
    assert "#" not in page.url
    for fragment, dit in (("d9.AAAA", "autre version"), ("d1.AAAA", "abîmé"), ("d1." + "A" * 100_000, "trop long")):
        page.goto("about:blank")
        page.goto(f"{site}dossier/#{fragment}")
        expect(message).to_contain_text(dit)


def test_fichier_et_effacement(visiter, tmp_path: Path) -> None:
    """Le dossier s'enregistre, tout s'efface en deux gestes, il revient ; un fichier étranger est refusé avec une phrase."""
    page = visiter("").page
    garnir(page, CLAUSES[0])
    page.locator("details.dossier-fichiers > summary").click()
    with page.expect_download() as attente:
        page.locator("[data-exporter=json]").click()
    fichier = tmp_path / "dossier.json"
    attente.value.save_as(fichier)
    assert json.loads(fichier.read_text("utf-8"))["clauses"][0]["garde"]["textes"]
    page.locator("[data-geste=effacer-tous]").click()
    expect(page.get_by_role("button", name="Garder")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-geste=effacer-tous]")).to_be_focused()
    assert page.evaluate("localStorage.getItem('mon-dossier')")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator("[data-message]")).to_contain_text("effacés")
    expect(page.locator("[data-annonce]")).to_have_text("Aucune clause pour l’instant.")
    assert page.evaluate("[localStorage.getItem('mon-dossier'), sessionStorage.getItem('mes-valeurs')]") == [None, None]
    expect(page.locator("[data-mon-dossier]")).to_be_hidden()
    etranger = tmp_path / "photo.json"
    etranger.write_bytes(b"\x89PNG")
    page.locator("[data-fichier]").set_input_files(etranger)
    expect(page.locator("[data-message]")).to_contain_text("n’est pas un dossier")
    page.locator("[data-fichier]").set_input_files(fichier)
    expect(page.locator("[data-resume]")).to_contain_text("1 clause")


def test_effacer_un_seul_dossier(visiter) -> None:
    """Lui seul, d'un geste ; « Annuler » le rend, même quand c'était le dernier."""
    page = visiter("").page
    garnir(page, CLAUSES[0])
    page.locator("details.dossier-fichiers > summary").click()
    page.locator("[data-geste=dupliquer]").click()
    noms = page.locator("#dossier-ouvert option")
    expect(noms).to_have_text(["Mon dossier", "Mon dossier (2)"])
    page.get_by_role("button", name="Effacer « Mon dossier (2) »").click()
    expect(noms).to_have_text(["Mon dossier"])
    expect(page.get_by_role("button", name="Annuler")).to_be_focused()
    page.keyboard.press("Enter")
    expect(noms).to_have_text(["Mon dossier", "Mon dossier (2)"])
    for nom in ("Mon dossier (2)", "Mon dossier"):
        page.get_by_role("button", name=f"Effacer « {nom} »", exact=True).click()
    expect(page.locator(".dossier-clause")).to_have_count(0)
    expect(page.locator("[data-geste=supprimer]")).to_be_hidden()
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator(".dossier-clause")).to_have_count(1)


def test_chaque_remede_regle(visiter) -> None:
    """Une clause sans lettre, des critères sans concurrence, une valeur contre la loi ou illisible : dits, réglés d'un geste."""
    page = visiter("").page
    garnir(page, *CLAUSES[:2])
    procedure = page.locator("#dossier-procedure")
    procedure.select_option("petit-achat")
    page.locator("[data-constat=sans-lettre] [data-geste=procedure]").click()
    expect(procedure).to_have_value("adaptee")
    procedure.select_option("sans-concurrence")
    page.locator("[data-constat=criteres-de-trop] [data-geste=sans-criteres]").click()
    expect(page.locator("[data-partie=documents]")).not_to_contain_text("Critères et poids")
    page.locator("[data-constat=criteres-retires] [data-geste=avec-criteres]").click()
    expect(page.locator("[data-partie=documents]")).to_contain_text("Critères et poids")

    bio = page.locator('[data-valeur$=" bio"]')
    message = page.locator('[data-ecart$=" bio"]')
    for saisie, constat, dit in (
        ("10", "contre-la-loi", "sous le minimum légal"),
        ("abc", "pas-un-nombre", "Écrivez un nombre"),
    ):
        bio.fill(saisie)
        expect(page.locator(f"li.constat-bloque[data-constat={constat}]")).to_be_visible()
        expect(message).to_contain_text(dit)
        expect(bio).to_have_attribute("aria-invalid", "true")
    bio.fill("20")
    expect(message).to_have_text("")
    page.locator("#dossier-montant").fill("200000")
    page.reload()
    expect(page.locator("#dossier-montant")).to_have_value("200000")


def test_retirer_puis_annuler(visiter) -> None:
    page = visiter("").page
    garnir(page, *CLAUSES[:2])
    page.locator(f"[data-geste=retirer][data-id={CLAUSES[0]}]").first.click()
    expect(page.locator(".dossier-clause")).to_have_count(1)
    expect(page.get_by_role("button", name="Annuler")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".dossier-clause")).to_have_count(2)
    expect(page.locator("[data-message]")).to_be_focused()


def test_les_criteres_montres_sont_ceux_du_dossier(visiter) -> None:
    """« Prendre ce qui reste », puis un autre lot, rouvert : le champ montre ce que l'état dit."""
    page = visiter("").page
    garnir(page, CLAUSES[1])
    page.locator("[data-geste=prix]").click()
    nom, poids = page.locator("#critere-nom-0"), page.locator("#critere-poids-0")
    voulu = poids.input_value()
    poids.fill("5")
    page.locator("[data-geste=reste]").click()
    expect(poids).to_have_value(voulu)
    page.locator("details.dossier-fichiers > summary").click()
    page.locator("[data-geste=dupliquer]").click()
    nom.fill("Coût du cycle de vie")
    page.locator("#dossier-ouvert").select_option(index=0)
    expect(nom).to_have_value("Prix")


def test_hors_ligne_ou_sans_plan(visiter) -> None:
    """Le message se lit, la page qui ne pourrait rien faire ne se montre pas, rien n'échoue en silence."""
    visite = visiter("")
    visite.erreurs_attendues = True
    page = visite.page
    for repondre in (lambda r: r.abort(), lambda r: r.fulfill(status=404)):
        page.route("**/dossier/plan.json", repondre)
        page.goto(f"{re.match(r'.*/base/', page.url)[0]}dossier/")
        expect(page.locator("main [role=alert]")).to_contain_text("n’a pas pu être lue")
        expect(page.locator("[data-dossier]")).to_be_hidden()
        page.unroute("**/dossier/plan.json")


def test_le_message_d_une_valeur_est_relie(visiter) -> None:
    page = visiter("").page
    garnir(page, CLAUSES[1])
    poids = page.locator('[data-valeur$=" poids"]').first
    poids.fill("99")
    message = page.locator("#" + poids.get_attribute("aria-describedby").split()[-1])
    expect(message).to_contain_text("Hors des valeurs habituelles")
    expect(message).to_have_attribute("role", "status")


def test_deux_onglets(visiter) -> None:
    """Le geste d'un onglet se voit dans l'autre."""
    visite = visiter("")
    garnir(visite.page, CLAUSES[0])
    autre = visite.contexte.new_page()
    autre.goto(visite.page.url)
    autre.wait_for_selector("[data-dossier]:not([hidden])")
    autre.locator("#dossier-procedure").select_option("formalisee")
    expect(visite.page.locator("#dossier-procedure")).to_have_value("formalisee")
    expect(visite.page.locator("[data-message]")).to_contain_text("autre onglet")


def test_stockage_refuse_ou_plein(visiter) -> None:
    """C'est dit, et le dossier de la page reste."""
    page = visiter("dossier/", avant=STOCKAGE_REFUSE).page
    expect(page.locator("[data-message]")).to_contain_text("refuse")
    page.locator("#dossier-procedure").select_option("adaptee")
    expect(page.locator("#dossier-procedure")).to_have_value("adaptee")
    page = visiter("").page
    garnir(page, CLAUSES[0])
    page.evaluate("""() => {
        Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError'); };
    }""")
    page.locator("#dossier-procedure").select_option("adaptee")
    expect(page.locator("[data-message]")).to_contain_text("La place manque")
    expect(page.locator("#dossier-procedure")).to_have_value("adaptee")


@pytest.mark.parametrize("largeur", [390, 1280])
def test_axe_dans_chaque_etat(visiter, axe: str, largeur: int) -> None:
    """Vide, plein, tous volets ouverts, valeur hors bornes, avant d'effacer ; clair et sombre ; rien ne déborde."""
    violations = []
    page = visiter("dossier/", largeur=largeur).page
    violations += juger(page, axe, "vide")
    garnir(page, *CLAUSES)
    page.locator("details.dossier-fichiers > summary").click()
    page.locator("[data-geste=lien]").click()
    # Le lien prêt prend le curseur : écrire avant lui enverrait la frappe dans son champ.
    expect(page.locator("[data-lien] input")).to_be_focused()
    page.locator('[data-valeur$=" poids"]').first.fill("99")
    page.evaluate("document.querySelectorAll('main details').forEach((d) => (d.open = true))")
    expect(page.locator("[data-constat=bornes]")).to_be_visible()
    page.locator("[data-geste=effacer-tous]").click()
    for theme in ("clair", "sombre"):
        violations += juger(page, axe, f"plein, {theme}", COULEURS if theme == "sombre" else None)
        page.locator("[data-theme-bascule]").click()
    assert page.evaluate(DEBORD) is None
    assert not violations, "\n".join(violations)


def test_tout_au_clavier_a_390_px(visiter) -> None:
    """De la question au paragraphe ajouté, sans souris."""
    page = visiter("", largeur=390).page
    garnir(page, CLAUSES[1])
    clavier = Clavier(page)
    for question in ("marche", "procedure"):
        clavier.aller(page.locator(f"#dossier-{question}"))
        page.keyboard.press("ArrowDown")
    expect(page.locator("[data-constat=questions]")).to_have_count(0)
    clavier.activer(page.locator("[data-geste=prix]"))
    expect(page.locator("[data-constat=poids-total]")).to_have_count(0)
    page.locator("body").press("Home")
    clavier.activer(page.locator(".dossier-paragraphe > summary"))
    clavier.saisir(page.locator("#paragraphe-titre"), "Visite du site")
    clavier.saisir(page.locator("#paragraphe-texte"), "Une visite est possible.")
    clavier.activer(page.locator("[data-paragraphe] [type=submit]"))
    expect(page.locator("[data-partie=documents]")).to_contain_text("Une visite est possible.")
