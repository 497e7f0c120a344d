"""« Repartir de mon ancien dossier » : un vieux cahier des charges relu, et les mauvais fichiers ; rien ne part de l'appareil."""

import re
import zipfile
from base64 import b64decode, b64encode
from datetime import datetime
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Page, Route, expect

from tests.libreoffice import RECETTE, convertir
from tests.navigateur.test_accessibilite_axe import juger, ouvrir_tout
from tests.navigateur.visite import servir_les_sources

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ACHAT = {"acheteur": "collectivites", "famille": "nettoyage", "marche": "services"}


def fichier(nom: str, octets: bytes) -> dict[str, Any]:
    return {"name": nom, "mimeType": "", "buffer": octets}


def en_docx(*phrases: str, le: datetime | None = None) -> bytes:
    """Rend un document Word de ces paragraphes, enregistré ce jour-là."""
    document, octets = Document(), BytesIO()
    for phrase in phrases:
        document.add_paragraph(phrase)
    document.core_properties.modified = le or datetime(2024, 3, 4)
    document.save(octets)
    return octets.getvalue()


def en_zip(**parties: bytes) -> bytes:
    octets = BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, partie in parties.items():
            archive.writestr(nom.replace("__", "/").replace("_xml", ".xml"), partie)
    return octets.getvalue()


def deposer(page: Page, nom: str, octets: bytes) -> None:
    page.locator("[data-deposer]").set_input_files([fichier(nom, octets)])


def test_un_vieux_cahier_des_charges(visiter, axe: str) -> None:
    """Les articles changés depuis, ce qui était dû, ce qui l'est en plus ; une date d'avant la base est dite ; tout au clavier."""
    visite = visiter("dossier/relire/", avant=axe)
    page = visite.page
    deposer(
        page,
        "CCTP.docx",
        en_docx("Vu l’article L. 2112-2 du code de la commande publique, et l’ancien code des marchés publics."),
    )
    expect(page.locator("#les-articles ~ .avis")).to_contain_text(
        "code des marchés publics : pour une consultation lancée depuis"
    )
    expect(page.locator("[data-changes] li")).to_contain_text(["22 août 2026"])
    expect(page.locator("#cas-lancement")).to_have_value("2024-03-04")
    for nom, choix in ACHAT.items():
        page.locator(f"#cas-{nom}").select_option(choix)
    page.locator("#cas-montant").fill("300000")
    page.keyboard.press("Tab")
    expect(page.locator("[data-en-plus]")).to_contain_text("critère environnemental")
    expect(page.locator("[data-dues-alors] li")).not_to_have_count(0)
    liens = page.get_by_role("link", name="Ouvrir ce cas")
    assert "lancement=2024-03-04" in (liens.first.get_attribute("href") or "")
    violations = juger(page, "ancien dossier, relu", lambda: ouvrir_tout(page, "[data-relire] details"))
    page.locator("#cas-lancement").fill("2019-01-02")
    expect(page.locator("#ecart-lancement")).to_contain_text("depuis le 01/01/2024")
    expect(page.locator("[data-en-plus]")).to_have_count(0)
    page.locator("#cas-acheteur").select_option("entites-adjudicatrices")
    expect(page.locator("#les-obligations").locator("..")).to_have_text(re.compile("suit d’autres règles(?!.*due)"))
    page.locator("#coller").fill("L’article L. 230-5-1 du code rural.")
    page.locator("[data-geste=coller]").press("Enter")
    expect(page.locator("#les-articles + p")).to_contain_text("1 article ou texte reconnu")
    assert not violations, violations
    assert not [url for url in visite.requetes if "CCTP" in url]


BOMBE = en_zip(word__document_xml=b"<a>" + b" " * 70_000_000)
FAUTES = [
    ("vide.docx", b"", "est vide"),
    ("a.docm", b"PK", "des macros"),
    ("a.docx", en_zip(**{"[Content_Types]_xml": b'"application/vnd.ms-word.document.macroEnabled.main+xml"'}), "des macros"),
    ("bombe.docx", BOMBE, "pas un document Word lisible"),
    ("menteuse.docx", BOMBE.replace((70_000_003).to_bytes(4, "little"), (9).to_bytes(4, "little")), "pas un document Word lisible"),
    ("page.docx", b"<html><script>alert(1)</script>", "pas un document Word lisible"),
    ("page.html", b"<html>", "Une page web"),
    ("a.pdf", b"%PDF", "Un PDF ne se relit pas"),
    ("a.doc", b"\xd0\xcf\x11\xe0", "ancien format"),
    ("blanc.docx", en_docx(""), "n’a pas de texte"),
    ("casse.docx", en_zip(word__document_xml=b"<w:p"), "pas un document Word lisible"),
]  # fmt: skip


def test_de_mauvais_fichiers_laissent_la_page_vivante(visiter) -> None:
    """Une phrase chacun ; la date d'un fichier remplace celle du précédent, et le dernier déposé l'emporte, même lu avant."""
    visite = visiter("dossier/relire/")
    visite.erreurs_attendues = True  # d'un XML cassé, le navigateur fait un message en style, que la politique refuse
    page = visite.page
    for nom, octets, dit in FAUTES:
        deposer(page, nom, octets)
        expect(page.locator("[data-etat]")).to_contain_text(dit)
        expect(page.locator("[data-cas]")).to_be_hidden()
    page.evaluate("""() => {
        const [depot, gros] = [document.querySelector("[data-deposer]"), new DataTransfer()];
        gros.items.add(new File([new Uint8Array(20_000_001)], "gros.docx"));
        depot.files = gros.files;
        depot.dispatchEvent(new Event("change"));
    }""")
    expect(page.locator("[data-etat]")).to_contain_text("trop gros")
    deposer(page, "bon.docx", en_docx("L’article L. 2112-2."))
    expect(page.locator("#les-articles")).to_be_visible()
    deposer(page, "neuf.docx", en_docx("L’article L. 2112-2.", le=datetime(2026, 11, 4)))
    expect(page.locator("#cas-lancement")).to_have_value("2026-11-04")
    page.evaluate("""() => {
        const lire = Blob.prototype.arrayBuffer;
        File.prototype.arrayBuffer = async function () {
            if (this.name === "lent.docx") await new Promise((suite) => { window.lacher = suite; });
            return lire.call(this);
    }; }""")
    for nom in ("lent.docx", "dernier.docx"):
        deposer(page, nom, en_docx(nom))
    expect(page.locator("[data-etat]")).to_contain_text("dernier.docx lu")
    page.evaluate("async () => { window.lacher(); await new Promise((suite) => setTimeout(suite, 300)); }")
    expect(page.locator("[data-etat]")).to_contain_text("dernier.docx lu")


COMPOSER = "dossier/#composer=nettoyage-insertion-formalisee&montant=690000&duree=36&procedure=formalisee"
DE_CLAUSE = re.compile(r'name="(texte_\d+)"><vt:lpwstr>[^<]+#[^<]+ 20\d\d-')
NEUVE = "2030-01-01.00000000"


def changer_la_base(page: Page) -> None:
    """Sert des clauses d'un autre jour : à chaque premier paragraphe un mot de moins, une phrase de plus ; le dernier, un autre le remplace."""

    def servir(route: Route) -> None:
        clause = route.fetch().json()
        for texte in clause["textes"]:
            premier = next((b for b in texte["blocs"] if b["genre"] == "paragraphe"), None)
            if premier:
                premier["suite"][0] = premier["suite"][0].partition(" ")[2]
                premier["suite"].append(" Phrase de plus.")
                neuf = {"genre": "paragraphe", "suite": ["Un tout autre sujet <b>neuf</b> & net."]}
                texte["blocs"][max(1, len(texte["blocs"]) - 1) :] = [neuf]
        route.fulfill(json=clause | {"version": NEUVE})

    def dire(route: Route) -> None:
        publiee = route.fetch().json()
        publiee["fiches"][0]["changements"] = [{"le": "2029-05-02", "quoi": "Le lavage est précisé."}]
        route.fulfill(json=publiee)

    page.route("**/dossier/clauses/*.json", servir)
    page.route("**/donnees/v1/clauses/*.json", dire)


def paragraphe(document: Any, signet: str) -> Any:
    """Rend le paragraphe que ce signet nomme."""
    return next(p for p in document.paragraphs if p._p.xpath(f'.//w:bookmarkStart[@w:name="{signet}"]'))


def test_les_clauses_changees_se_revisent(visiter, tmp_path: Path, axe: str) -> None:
    """Pourquoi, et le nouveau texte en révisions suivies ; les valeurs restent, ce qui fut retouché aussi ; relu, le reste est à jour."""
    page = visiter(COMPOSER, avant=axe, accept_downloads=True).page
    with page.expect_download() as archive:
        page.locator("[data-exporter=archive]").click()
    with zipfile.ZipFile(archive.value.path()) as documents:
        octets = documents.read("CCAP.docx")
    with zipfile.ZipFile(BytesIO(octets)) as parties:
        propres = parties.read("docProps/custom.xml").decode()
    page.goto(page.url.split("dossier/")[0] + "dossier/relire/")
    deposer(page, "CCAP.docx", octets)
    expect(page.locator("#les-clauses + p")).to_contain_text("aucune n’a changé")
    changer_la_base(page)
    document = Document(BytesIO(octets))
    retouche, intact = (f"{ancre}_1" for ancre in DE_CLAUSE.findall(propres)[:2])
    paragraphe(document, retouche).add_run(" Retouché.")
    avant = paragraphe(document, intact).text
    document.save(tmp_path / "CCAP.docx")
    page.reload()
    deposer(page, "CCAP.docx", (tmp_path / "CCAP.docx").read_bytes())
    expect(page.locator("[data-clause]").first).to_contain_text("2 mai 2029 : Le lavage est précisé.")
    expect(page.locator("[data-revises] ins", has_text="Phrase de plus.")).not_to_have_count(0)
    expect(page.locator("[data-laisses] li").first).to_contain_text("retouché à la main. Votre texte")
    expect(page.locator("[data-avenant] li")).to_have_count(6)
    violations = juger(page, "clauses changées", lambda: ouvrir_tout(page, "[data-relire] details"))
    with page.expect_download() as venue:
        page.get_by_role("button", name="Télécharger avec les révisions").press("Enter")
    revise = Path(venue.value.path())
    assert venue.value.suggested_filename == "CCAP-prochain-marche.docx"
    assert not [str(e) for e in OpenXmlValidator().validate(revise).errors]
    neuf = Document(revise)
    assert "Retouché." in paragraphe(neuf, retouche).text
    assert not paragraphe(neuf, retouche)._p.xpath(".//w:ins")
    assert paragraphe(neuf, intact)._p.xpath(".//w:ins//w:t/text()") == [" Phrase de plus."]
    assert paragraphe(neuf, intact)._p.xpath(".//w:del//w:delText/text()") == [avant.split(" ")[0] + " "]
    assert avant.endswith(paragraphe(neuf, intact).text), "hors révision, rien n'a bougé, valeurs comprises"
    assert "Un tout autre sujet <b>neuf</b> & net." in neuf.element.xpath("//w:ins//w:t/text()")
    ote, ote_et_pose = (neuf.element.xpath(f"//w:pPr/w:rPr[{oui}]") for oui in ("w:del", "w:ins and w:del"))
    assert ote and not ote_et_pose, "le paragraphe neuf qui suit un ôté ne s'ôte pas avec lui"
    assert len(numeros := neuf.element.xpath("//w:ins/@w:id | //w:del/@w:id")) == len(set(numeros))
    deposer(page, "CCAP.docx", revise.read_bytes())
    expect(page.locator("#les-clauses + p")).to_contain_text("1 a changé depuis. 1 paragraphe retouché")
    expect(page.locator("[data-a-jour] li")).to_have_count(1)
    assert not violations, violations


FABRIQUER = """async ([noms, plusHaut]) => {
  const [etats, { composer }, { sectionsDe }, { fabriquerUn }, { lireClause, lirePlan, lireSocle }, { niveauxDe }] =
    await Promise.all(["etat", "composition", "document", "word", "fiches", "niveaux"].map(
      (nom) => import(new URL(`../../assets/js/dossier/${nom}.js`, location.href))));
  const plan = { ...(await lirePlan()), ...(await lireSocle()) };
  const fiches = new Map(await Promise.all(noms.map(async (nom) => [nom, await lireClause(nom)])));
  const clauses = [...fiches.values()].map((fiche) => (
    { id: fiche.id, version: fiche.version, niveau: niveauxDe(fiche).at(plusHaut ? -1 : 0), valeurs: {} }));
  const etat = { ...etats.vide("Essai"), clauses }, composition = composer(etat, fiches, plan);
  const attendus = [...composition.parCle.values()].filter(({ source }) => source === "clause").length;
  const documents = sectionsDe(etat, composition, [], plan, "").slice(2, -1);
  const enBase64 = async (blob) => btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (n) => String.fromCharCode(n)).join(""));
  return [attendus, await Promise.all(documents.map(async (un) => enBase64(await fabriquerUn(un, etat, composition, plan))))];
}"""
RELIRE = """async (documents) => {
  const [{ lireDocument }, { textesDuManifeste }, { etudier }] = await Promise.all(
    ["document-lu", "relire/clauses", "relire/etude"].map((nom) => import(new URL(`../../assets/js/${nom}.js`, location.href))));
  const lus = { textes: 0, paragraphes: 0, ecarts: [] };
  for (const document of documents) {
    const lu = await lireDocument(new File([Uint8Array.from(atob(document), (signe) => signe.charCodeAt(0))], ""));
    const textes = (await etudier(lu)).flatMap(({ textes }) => textes);
    lus.textes += textes.length;
    for (const { titre, otes, revisions, laisses, disparu, texte, paragraphes } of textes) {
      lus.paragraphes += paragraphes.length;
      const retouches = paragraphes.filter(({ retouche }) => retouche);
      if (!titre || otes || disparu || !paragraphes.length || revisions.length + laisses.length + retouches.length)
        lus.ecarts.push([texte, titre, otes, ...retouches.map((un) => un.texte), ...revisions.flatMap(({ pas }) => pas.map((un) => un.texte))]);
    }
  }
  return lus;
}"""


def test_chaque_clause_a_deux_niveaux_se_retrouve_entiere(visiter, site_construit: Path, tmp_path: Path) -> None:
    """Chaque paragraphe exporté se relit sans écart avec la fiche ; de même après LibreOffice, en .docx et en .odt (« make recette »)."""
    page = visiter("dossier/relire/").page
    servir_les_sources(page)
    noms = sorted(f.stem for f in (site_construit / "dossier/clauses").glob("*.json"))
    lots = [
        page.evaluate(FABRIQUER, [noms[n : n + 12], haut]) for haut in (False, True) for n in range(0, len(noms), 12)
    ]
    attendus, documents = sum(textes for textes, _ in lots), [document for _, siens in lots for document in siens]
    lus = page.evaluate(RELIRE, documents)
    assert (lus["textes"], lus["ecarts"]) == (attendus, []) and lus["paragraphes"] > attendus > len(noms)
    for forme in ("docx", "odt") if RECETTE else ():
        for rang, document in enumerate(documents):
            (tmp_path / f"{rang}.docx").write_bytes(b64decode(document))
        convertis = convertir([tmp_path / f"{rang}.docx" for rang in range(len(documents))], forme, tmp_path / forme)
        assert page.evaluate(RELIRE, [b64encode(f.read_bytes()).decode() for f in convertis]) == lus, forme


ODT = """<c xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<s:style s:name="P2" s:parent-style-name="Heading_20_3"/><t:tracked-changes><t:p>L’article L. 2113-10, ôté.</t:p></t:tracked-changes>
<t:p t:style-name="P2"><t:bookmark-start t:name="texte_1"/>Contenants<t:bookmark-end t:name="texte_1"/></t:p>
<t:p><t:bookmark-start t:name="texte_1_1"/>L’article<t:s/>L. 2112-2<t:tab/>du code.<t:bookmark-end t:name="texte_1_1"/></t:p></c>"""
META = """<m xmlns:m="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:d="http://purl.org/dc/elements/1.1/"><d:date>2025-02-03T10:00</d:date>
<m:user-defined m:name="texte_1">contenants-reemployables-repas#suivi 2025-01-01.00000000 abc</m:user-defined></m>"""


def test_un_odt_se_lit_comme_un_docx(visiter) -> None:
    """Titres, signets, propriétés, date ; ce qui fut ôté en suivi ne se lit pas ; les révisions demandent un .docx."""
    page = visiter("dossier/relire/").page
    changer_la_base(page)
    deposer(page, "CCAP.odt", en_zip(content_xml=ODT.encode(), meta_xml=META.encode()))
    expect(page.locator("#les-articles + p")).to_contain_text("1 article ou texte reconnu")
    expect(page.locator("#cas-lancement")).to_have_value("2025-02-03")
    expect(page.locator("[data-clause]")).to_contain_text("Votre version est du 1er janvier 2025")
    expect(page.locator("[data-laisses] li").first).to_contain_text("« L’article L. 2112-2 du code. »")
    expect(page.get_by_role("button", name="Télécharger avec les révisions")).to_have_count(0)


def test_un_manifeste_forge(visiter) -> None:
    """Des clauses inventées, des chemins, des balises : la page le dit, et ne demande rien d'autre au site."""
    visite = visiter("dossier/relire/")
    valeurs = ["clause-inventee#x 2026-01-01.00000000 abc", "../../x#y 2026-01-01.00000000", "<b>#c 1"]
    proprietes = "".join(f'<property name="texte_{n}"><x>{escape(v)}</x></property>' for n, v in enumerate(valeurs))
    corps = "".join(
        f'<w:p><w:bookmarkStart w:id="{n}" w:name="texte_{n}_1"/><w:r><w:t>Un texte.</w:t></w:r></w:p>'
        for n in range(3)
    )
    document = f'<w:document xmlns:w="{W}">{corps}</w:document>'.encode()
    octets = en_zip(word__document_xml=document, docProps__custom_xml=f"<p>{proprietes}</p>".encode())
    visite.erreurs_attendues = True  # la clause inventée n'a pas de fichier
    deposer(visite.page, "forge.docx", octets)
    expect(visite.page.locator("[data-inconnue]")).to_have_text("")
    expect(visite.page.locator("#les-clauses + p")).to_contain_text("1 clause reconnue")
    assert {u.rsplit("/", 1)[1] for u in visite.requetes if "/clauses/" in u} == {"clause-inventee.json"}
