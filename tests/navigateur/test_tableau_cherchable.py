"""La liste cherchable : adresse, historique, tri, facettes, entrées hostiles, sans JavaScript."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from tests.navigateur.conftest import Retenue

LIGNES = "li[data-resultat]"
VISIBLES = f"{LIGNES}:visible"
COMPTE = ".tableau-compte"
TRI = "select[name=tri]"
LISTE = re.compile(r"<section[^>]* data-tableau=.*?</section>", re.DOTALL)
FAMILLE = "clauses/segments/restauration-collective/"
"""Les clauses d'une famille d'achat : une liste, là où toutes les clauses ont le trouveur."""


def titres(page: Page) -> list[str]:
    return page.locator(f"{VISIBLES} .resultat-titre > a").all_text_contents()


def test_adresse_partagee_et_retour_arriere(visiter, pages) -> None:
    """L'adresse redonne l'état ; chaque facette est une étape, pas chaque lettre."""
    page = visiter(f"{FAMILLE}?q=repas&theme=dechets&tri=-titre").page
    expect(page.locator("#q-clauses")).to_have_value("repas")
    expect(page.locator("input[name=theme][value=dechets]")).to_be_checked()
    expect(page.locator(TRI)).to_have_value("-titre")
    total = page.locator(LIGNES).count()
    expect(page.locator(COMPTE)).to_have_text(re.compile(rf"^\d+ clauses? sur {total}$"))
    assert 0 < page.locator(VISIBLES).count() < total

    page.goto(page.url.split("?")[0])
    expect(page.locator(VISIBLES)).to_have_count(total)
    page.locator("#q-clauses").press_sequentially("repas")
    expect(page).to_have_url(re.compile(r"\?q=repas$"))
    # L'adresse s'écrit d'abord ; le compte vient quand la recherche est chargée et la liste, filtrée.
    expect(page.locator(COMPTE)).to_have_text(re.compile(rf"^\d+ clauses? sur {total}$"))
    apres_texte = page.locator(VISIBLES).count()
    page.locator("input[name=theme][value=dechets]").check()
    expect(page).to_have_url(re.compile(r"q=repas&theme=dechets$"))
    page.locator(TRI).select_option("titre")
    expect(page).to_have_url(re.compile(r"&tri=titre$"))

    page.go_back()
    expect(page).to_have_url(re.compile(r"theme=dechets$"))
    expect(page.locator(TRI)).to_have_value("")
    page.go_back()
    expect(page.locator("input[name=theme][value=dechets]")).not_to_be_checked()
    expect(page.locator(VISIBLES)).to_have_count(apres_texte)
    page.go_forward()
    expect(page.locator("input[name=theme][value=dechets]")).to_be_checked()

    page.locator(f"{VISIBLES} a").first.click()
    expect(page.locator(".fiche-clause, .fiche")).to_be_visible()
    page.go_back()
    expect(page.locator("#q-clauses")).to_have_value("repas")
    expect(page.locator("input[name=theme][value=dechets]")).to_be_checked()

    page.locator("button[type=reset]").click()
    expect(page.locator(VISIBLES)).to_have_count(total)
    assert "?" not in page.url


def test_recherche_sans_accents_ni_pluriel(visiter, pages) -> None:
    """Accents, casse, apostrophes, ligatures, pluriels et mots vides ne gênent pas ; tous les mots comptent."""
    page = visiter(FAMILLE).page
    champ, total = page.locator("#q-clauses"), page.locator(LIGNES).count()
    for requete in (
        "réemployables",
        "REEMPLOYABLES",
        "reemployable",
        "contenant  reemploy",
        "l’alimentation des repas en contenants",
    ):
        champ.fill(requete)
        expect(page.locator('li[data-resultat="contenants-reemployables-repas"]'), requete).to_be_visible()
    champ.fill("contenants")
    assert "ontenants" in titres(page)[0], "le titre ne passe pas devant le résumé"
    champ.fill("contenants zzzz")
    expect(page.locator(VISIBLES)).to_have_count(0)
    champ.press("Escape")
    expect(champ).to_have_value("")
    expect(page.locator(VISIBLES)).to_have_count(total)
    assert "?" not in page.url


def test_une_faute_est_corrigee_et_dite(visiter, pages) -> None:
    """Comme dans le trouveur, un mot que le tableau n'a pas se lit comme son voisin, et le compte le dit."""
    page = visiter(FAMILLE).page
    champ = page.locator("#q-clauses")
    champ.fill("contenants ")
    expect(page.locator(COMPTE)).to_have_text(re.compile(r"^\d+ clauses? sur \d+$"))
    attendues = titres(page)
    champ.fill("cotenants ")
    expect(page.locator(COMPTE)).to_have_text(re.compile(r"^\d+ clauses? sur \d+, en lisant « contenants? »$"))
    assert titres(page) == attendues


def test_la_recherche_ne_vient_que_si_l_on_cherche(visiter, pages) -> None:
    """À l'ouverture, ni racines ni notes ; elles viennent quand le champ a le focus, ou que l'adresse porte une requête."""
    visite = visiter(FAMILLE)
    visite.page.locator("input[name=theme]").first.check()

    def venus() -> list[str]:
        return [u for u in visite.requetes if "/recherche/l" in u or "lib/recherche.js" in u]

    assert not venus()
    with visite.page.expect_response("**/lib/recherche.js"):
        visite.page.locator("#q-clauses").focus()
    assert len(venus()) == 3


def test_une_recherche_qui_ne_vient_pas_se_dit(visiter, site) -> None:
    """Toutes les lignes restent, filtrables, et le compte dit la panne."""
    visite = visiter(None)
    page, visite.erreurs_attendues = visite.page, True
    page.route("**/recherche/lignes.js", lambda route: route.abort())
    page.goto(f"{site}{FAMILLE}?q=contenants")
    expect(page.locator(COMPTE)).to_have_text(re.compile("^La recherche n’a pas pu se charger"))
    assert page.locator(VISIBLES).count() == page.locator(LIGNES).count() > 3
    page.locator("#q-clauses").fill("")
    expect(page.locator(COMPTE)).to_have_text(re.compile(r"^\d+ clauses$"))


def test_facettes_et_comptes(visiter, pages) -> None:
    """OU dans une facette, ET entre facettes ; un compte dit ce qu'une valeur donnerait."""
    page = visiter("veille/").page
    fiches = page.locator(LIGNES).evaluate_all(
        "l => l.map(e => ({...Object.fromEntries(Object.entries(e.dataset).map(([k, v]) => [k, v.split(' ')]))}))"
    )
    facettes = page.locator("fieldset[data-facette]").evaluate_all("f => f.map(e => e.dataset.facette)")
    assert {"impact", "theme"} <= set(facettes)

    def verifier(choix: dict[str, set[str]]) -> None:
        def repond(fiche: dict, sauf: str = "") -> bool:
            return all(not v or nom == sauf or v & set(fiche.get(nom, ())) for nom, v in choix.items())

        # Sans choix, la liste est au repos : ses lignes sont dans leurs groupes, repliés.
        expect(page.locator(VISIBLES if any(choix.values()) else LIGNES)).to_have_count(sum(map(repond, fiches)))
        vus = page.locator("fieldset[data-facette] input").evaluate_all(
            """l => l.map(e => {
                const compte = e.closest('label').querySelector('.compte').textContent;
                return [e.name, e.value, Number(compte), e.disabled, e.checked];
            })"""
        )
        for nom, valeur, compte, desactivee, cochee in vus:
            attendu = sum(repond(f, sauf=nom) and valeur in f.get(nom, ()) for f in fiches)
            assert compte == attendu, (choix, nom, valeur)
            assert not desactivee or (attendu == 0 and not cochee), (nom, valeur)

    verifier({})
    impacts = page.locator("input[name=impact]")
    choix: dict[str, set[str]] = {"impact": set(), "theme": set()}
    for case in (impacts.nth(0), impacts.nth(1), page.locator("input[name=theme]:enabled").nth(0)):
        case.check()
        choix[case.get_attribute("name")].add(case.get_attribute("value"))
        verifier(choix)


def test_une_liste_a_groupes_se_replie_se_cherche_et_se_remet(visiter) -> None:
    """Au repos, des groupes repliés ; un mot, un filtre ou un tri, une seule liste ; sans eux, chaque ligne revient à sa place."""
    page = visiter("veille/", largeur=390).page
    groupes = page.locator(".tableau-repos > details")
    lire = "l => l.map(d => [...d.querySelectorAll('[data-resultat]')].map(e => e.dataset.resultat))"
    au_repos = groupes.evaluate_all(lire)
    assert len(au_repos) > 1 and groupes.evaluate_all("l => l.every(d => !d.open)")
    assert page.evaluate("document.documentElement.scrollHeight") < 6_000
    titres_de_groupe = groupes.locator("summary").all_text_contents()
    assert [int(re.findall(r"\d+", titre)[-1]) for titre in titres_de_groupe] == [len(groupe) for groupe in au_repos]
    page.locator("form.tableau-outils input[name=q]").fill("seuil")
    expect(page.locator(VISIBLES).first).to_be_visible()
    expect(groupes).to_have_count(0)
    page.locator("form.tableau-outils input[name=q]").fill("")
    expect(groupes).to_have_count(len(au_repos))
    page.locator(TRI).select_option("titre")
    assert titres(page) == page.evaluate(
        "l => [...l].sort(new Intl.Collator('fr', {numeric: true, sensitivity: 'base'}).compare)", titres(page)
    )
    page.locator(TRI).select_option("")
    expect(groupes).to_have_count(len(au_repos))
    assert groupes.evaluate_all(lire) == au_repos
    groupes.first.locator("summary").click()
    expect(page.locator(VISIBLES)).to_have_count(len(au_repos[0]))


def test_tri(visiter, pages) -> None:
    """Croissant, décroissant, puis l'ordre d'origine ; les dates et les rangs d'un vocabulaire aussi."""
    page = visiter(FAMILLE).page
    origine, tri = titres(page), page.locator(TRI)
    tri.select_option("titre")
    croissant = titres(page)
    attendu = page.evaluate(
        "l => [...l].sort(new Intl.Collator('fr', {numeric: true, sensitivity: 'base'}).compare)", origine
    )
    assert croissant == attendu
    tri.select_option("-titre")
    assert titres(page) == croissant[::-1]
    tri.select_option("")
    assert titres(page) == origine and "?" not in page.url

    page.goto(page.url.replace(FAMILLE, "veille/?tri=date"))
    expect(tri).to_have_value("date")
    dates = page.locator(VISIBLES).evaluate_all("l => l.map(e => e.dataset.date)")
    assert len(dates) > 2 and dates == sorted(dates)
    page.goto(page.url.replace("veille/?tri=date", "bonnes-pratiques/?tri=effort"))
    expect(tri).to_have_value("effort")
    rangs = page.locator("fieldset[data-facette=effort] input").evaluate_all("l => l.map(e => e.value)")
    efforts = page.locator(VISIBLES).evaluate_all("l => l.map(e => e.dataset.effort)")
    assert len(set(efforts)) > 1 and efforts == sorted(efforts, key=rangs.index)


def test_annonce_et_etat_vide(visiter, pages) -> None:
    """Le compte est annoncé une fois la frappe finie ; sans résultat, on propose de lever les filtres."""
    page = visiter(FAMILLE).page
    page.evaluate("""() => {
        window.annonces = [];
        const compte = document.querySelector('.tableau-compte');
        new MutationObserver(() => window.annonces.push(compte.textContent))
            .observe(compte, { childList: true, characterData: true, subtree: true });
    }""")
    page.locator("#q-clauses").press_sequentially("contenants", delay=20)
    expect(page.locator(COMPTE)).to_have_text(re.compile(r"^\d+ clauses? sur \d+$"))
    assert len(page.evaluate("window.annonces")) == 1
    assert page.locator(COMPTE).get_attribute("aria-live") == "polite"

    # Un thème dont aucune clause ne répond à la recherche.
    autre = page.evaluate("""() => {
        const vues = [...document.querySelectorAll('li[data-resultat]')].filter((l) => !l.hidden);
        const prises = new Set(vues.flatMap((l) => l.dataset.theme.split(' ')));
        return [...document.querySelectorAll('input[name=theme]')].map((e) => e.value).find((v) => !prises.has(v));
    }""")
    page.goto(page.url.split("?")[0] + f"?q=contenants&theme={autre}")
    vide = page.locator(".tableau-vide")
    expect(vide).to_be_visible()
    expect(page.locator(COMPTE)).to_contain_text("0 clause sur")
    vide.get_by_role("button", name="Lever les filtres").click()
    expect(vide).to_be_hidden()
    expect(page.locator("#q-clauses")).to_be_focused()
    expect(page.locator("#q-clauses")).to_have_value("contenants")
    page.locator("#q-clauses").fill("zzzz")
    vide.get_by_role("button", name="Effacer la recherche").click()
    expect(page.locator("#q-clauses")).to_have_value("")
    expect(vide).to_be_hidden()


def test_deux_listes_gardent_chacune_leurs_filtres(visiter, site: str) -> None:
    """Une page peut en porter deux : chacune lit et écrit les siens, et laisse à l'autre les filtres qu'elle n'a pas."""
    visite = visiter(None)
    page = visite.page
    autre = LISTE.search(page.request.get(f"{site}droit/").text())[0]

    def ajouter(route: Route) -> None:
        reponse = route.fetch()
        route.fulfill(response=reponse, body=LISTE.sub(lambda liste: liste[0] + autre, reponse.text()))

    page.route(re.compile(r"/bonnes-pratiques/(\?|$)"), ajouter)
    visite.aller(f"{site}bonnes-pratiques/")
    methodes, textes = (page.locator(f"[data-tableau={genre}]") for genre in ("pratiques", "textes"))
    totaux = [liste.locator(LIGNES).count() for liste in (methodes, textes)]
    page.locator("details.facette").evaluate_all("details => details.forEach((d) => (d.open = true))")
    methodes.locator("input[name=effort]").first.check()
    textes.locator("input[name=nature]").first.check()
    comptes = [liste.locator(COMPTE) for liste in (methodes, textes)]
    for compte, total in zip(comptes, totaux, strict=True):
        expect(compte).to_have_text(re.compile(rf"^\d+ [a-z ]+ sur {total}$"))
    dits = [compte.text_content() or "" for compte in comptes]
    expect(page).to_have_url(re.compile(r"\?effort=[a-z-]+&nature=[a-z-]+$"))

    visite.aller(page.url)
    for compte, dit in zip(comptes, dits, strict=True):
        expect(compte).to_have_text(dit)
    methodes.locator("button[type=reset]").click()
    expect(page).to_have_url(re.compile(r"\?nature=[a-z-]+$"))
    expect(comptes[1]).to_have_text(dits[1])


HOSTILES = [
    "?__proto__=x&constructor=y&segment=__proto__&segment=constructor&tri=__proto__&q=toString",
    "?segment=inconnu&theme=%00&tri=-&tri=zzz&taille=..%2F..%2Fetc",
    "?q=" + quote('"><img src=x onerror="document.title=1"><script>alert(1)</script>'),
    "?q=" + quote("{{ 7*7 }} ${alert(1)} javascript:alert(1)"),
    "?q=" + "a" * 6_000,
    "?q=%F0%9F%92%A9%E2%80%AE%00%FF%ZZ+(((%5B*%2B%3F",
]


@pytest.mark.parametrize("chemin", [FAMILLE, "veille/", "bonnes-pratiques/", "droit/"])
def test_adresses_hostiles(visiter, site, chemin: str) -> None:
    """Rien d'une adresse n'est exécuté, ni n'empêche de chercher."""
    visite = visiter(None, avant="window.alert = () => { window.touche = true; };")
    page = visite.page
    for requete in HOSTILES:
        visite.aller(site + chemin + requete)
        expect(page.locator("form.tableau-outils")).to_be_visible()
        assert page.evaluate(
            "[window.touche, Object.prototype.q, document.querySelectorAll('.tableau img, .tableau script').length]"
        ) == [None, None, 0], requete
        assert page.title() != "1"
        page.locator("input[name=q]").last.fill("")
        expect(page.locator("form.tableau-outils button[type=reset]")).to_be_hidden()
        expect(page.locator(f"{VISIBLES}, .tableau-repos:visible")).not_to_have_count(0)
    champ = page.locator("form.tableau-outils input[name=q]")
    champ.fill("<img src=x onerror=alert(1)>" + "é" * 10_000)
    expect(page.locator(".tableau-vide")).to_be_visible()
    assert len(page.url) < 3_000
    assert page.evaluate("window.touche") is None


def test_sans_javascript(visiter, pages) -> None:
    """Sans script, toutes les lignes sont là, leurs groupes s'ouvrent, les outils sont cachés, les liens et les formulaires marchent."""
    for chemin in ("clauses/", FAMILLE, "veille/", "bonnes-pratiques/", "droit/"):
        page = visiter(chemin, java_script_enabled=False).page
        expect(page.locator("form.tableau-outils")).to_be_hidden()
        total = page.locator(LIGNES).count()
        for groupe in page.locator(".tableau-repos > details > summary").all():
            groupe.click()
        assert total > 0 and page.locator(VISIBLES).count() == total
    page = visiter("clauses/?q=contenants", java_script_enabled=False, largeur=390).page
    expect(page.locator("#menu-principal a").first).to_be_visible()
    expect(page.locator("form[role=search][action]").first).to_be_visible()
    groupe = page.locator(
        ".tableau-repos > details", has=page.locator(f'{LIGNES}[data-resultat="contenants-reemployables-repas"]')
    )
    groupe.locator("summary").click()
    groupe.locator('[data-resultat="contenants-reemployables-repas"] a').click()
    expect(page.locator("h1")).to_be_visible()
    for cache in ("button[data-word]", "button[data-copier]", "button[data-theme-bascule]", "button.menu-bouton"):
        expect(page.locator(cache).first).to_be_hidden()


def test_saisie_avant_le_module(visiter, site) -> None:
    """Ce qui est tapé pendant que le module arrive n'est pas perdu."""
    page = visiter(None).page
    tableau = Retenue(page, "**/js/tableau.js")
    page.goto(site + FAMILLE, wait_until="domcontentloaded")
    page.evaluate("""() => {
        document.querySelector('form.tableau-outils').hidden = false;
        const champ = document.querySelector('#q-clauses');
        champ.focus();
        champ.value = 'contenants';
    }""")
    tableau.rendre()
    expect(page.locator(COMPTE)).to_have_text(re.compile(r"^\d+ clauses? sur \d+$"))
    expect(page.locator("#q-clauses")).to_have_value("contenants")
    assert page.url.endswith("?q=contenants")


@pytest.mark.parametrize("largeur", [390, 1280])
def test_rien_ne_saute_au_chargement(visiter, pages, site, largeur: int) -> None:
    """Quand les modules arrivent tard, la page ne bouge pas (CLS sous 0,1)."""
    visite = visiter(None, largeur=largeur, hauteur=844)
    visite.contexte.new_cdp_session(visite.page).send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 100, "downloadThroughput": 400_000, "uploadThroughput": 100_000},
    )
    sauts = {}
    for genre in ("accueil", "clauses", "clause", "veille", "flux"):
        visite.aller(site + getattr(pages, genre))
        sauts[genre] = visite.page.evaluate("""async () => {
            await new Promise((fini) => setTimeout(fini, 400));
            return new Promise((rendre) => {
                const somme = (liste) => liste.getEntries().reduce((s, e) => s + (e.hadRecentInput ? 0 : e.value), 0);
                const observateur = new PerformanceObserver((liste) => rendre(somme(liste)));
                observateur.observe({ type: 'layout-shift', buffered: true });
                setTimeout(() => rendre(0), 200);
            });
        }""")
    excessifs = {genre: round(saut, 3) for genre, saut in sauts.items() if saut >= 0.1}
    assert not excessifs, excessifs
