"""« Mon dossier » dans un vrai navigateur : ce que l’appareil en garde, les liens et les fichiers hostiles, deux onglets."""

import json
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.navigateur.dossier import CLAUSES, deplier, garnir
from tests.navigateur.test_modules_navigateur import STOCKAGE_REFUSE


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
    page.evaluate("for (const repli of document.querySelectorAll('[data-partie=constats] details')) repli.open = true")
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
    expect(page.locator("[data-mon-dossier]")).to_have_text("Mon dossier")
    etranger = tmp_path / "photo.json"
    etranger.write_bytes(b"\x89PNG")
    page.locator("[data-fichier]").set_input_files(etranger)
    expect(page.locator("[data-message]")).to_contain_text("n’est pas un dossier")
    page.locator("[data-fichier]").set_input_files(fichier)
    expect(page.locator("[data-resume]")).to_contain_text("1 clause")


def test_un_fichier_qui_nomme_ce_que_tout_objet_porte(visiter, tmp_path: Path) -> None:
    """« constructor » pour réponse et pour voisine : la page se montre, ses fichiers se font."""
    visite = visiter("dossier/")
    visite.erreurs_attendues = True  # une clause inconnue répond 404
    page, nom = visite.page, "constructor"
    garde = {
        "id": "recue",
        "textes": [{"id": "t", "piece": nom, "nature": nom}],
        "complete": [{"id": nom, "titre": nom}],
    }
    reponses = dict.fromkeys(("marche", "famille", "acheteur", "procedure", "ccag"), nom)
    clauses = [{"id": CLAUSES[0]}, {"id": "recue", "garde": garde}]
    recu = {"format": "mon-dossier", "version": 1, "nom": nom, **reponses, "clauses": clauses}
    fichier = tmp_path / "recu.json"
    fichier.write_text(json.dumps(recu), "utf-8")
    page.locator("[data-fichier]").set_input_files(fichier)
    expect(page.locator(".dossier-clause")).to_have_count(2)
    page.locator("details.dossier-fichiers > summary").click()
    for genre in ("md", "archive", "suivi"):
        with page.expect_download():
            page.locator(f"[data-exporter={genre}]").click()


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


def test_deux_onglets(visiter) -> None:
    """Le geste d'un onglet se voit dans l'autre."""
    visite = visiter("")
    garnir(visite.page, CLAUSES[0])
    autre = visite.contexte.new_page()
    autre.goto(visite.page.url)
    autre.wait_for_selector("[data-dossier]:not([hidden])")
    deplier(autre)
    autre.locator("#dossier-procedure").select_option("formalisee")
    expect(visite.page.locator("#dossier-procedure")).to_have_value("formalisee")
    expect(visite.page.locator("[data-message]")).to_contain_text("autre onglet")


def test_stockage_refuse_ou_plein(visiter) -> None:
    """C'est dit, et le dossier de la page reste."""
    page = visiter("dossier/", avant=STOCKAGE_REFUSE).page
    expect(page.locator("[data-message]")).to_contain_text("refuse")
    page.locator("#dossier-marche").select_option("services")
    expect(page.locator("#dossier-marche")).to_have_value("services")
    page = visiter("").page
    garnir(page, CLAUSES[0])
    page.evaluate("""() => {
        Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError'); };
    }""")
    page.locator("#dossier-procedure").select_option("adaptee")
    expect(page.locator("[data-message]")).to_contain_text("La place manque")
    expect(page.locator("#dossier-procedure")).to_have_value("adaptee")
