"""La liste cherchable, ce qu'elle a en propre : groupes, tri, panne, deux listes, sans JavaScript ; le reste est au trouveur."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

LIGNES = "li[data-resultat]"
VISIBLES = f"{LIGNES}:visible"
COMPTE = ".tableau-compte"
TRI = "select[name=tri]"
LISTE = re.compile(r"<section[^>]* data-tableau=.*?</section>", re.DOTALL)
FAMILLE = "clauses/segments/restauration-collective/"
"""Les clauses d'une famille d'achat : une liste, là où toutes les clauses ont le trouveur."""


def titres(page: Page) -> list[str]:
    return page.locator(f"{VISIBLES} .resultat-titre > a").all_text_contents()


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
        return [u for u in visite.requetes if "/lib/tout-" in u]

    assert not venus()
    with visite.page.expect_response("**/lib/tout-*.js"):
        visite.page.locator("#q-clauses").focus()
    assert len(venus()) == 1


def test_une_recherche_qui_ne_vient_pas_se_dit(visiter, site) -> None:
    """Toutes les lignes restent, filtrables, et le compte dit la panne."""
    visite = visiter(None)
    page, visite.erreurs_attendues = visite.page, True
    page.route("**/lib/tout-*.js", lambda route: route.abort())
    page.goto(f"{site}{FAMILLE}?q=contenants")
    expect(page.locator(COMPTE)).to_have_text(re.compile("^La recherche n’a pas pu se charger"))
    assert page.locator(VISIBLES).count() == page.locator(LIGNES).count() > 3
    page.locator("#q-clauses").fill("")
    expect(page.locator(COMPTE)).to_have_text(re.compile(r"^\d+ clauses$"))


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


def test_etat_vide(visiter, pages) -> None:
    """Sans résultat, on propose de lever les filtres, puis d'effacer la recherche."""
    page = visiter(f"{FAMILLE}?q=contenants").page
    expect(page.locator(COMPTE)).to_have_text(re.compile(r"^\d+ clauses? sur \d+$"))
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
