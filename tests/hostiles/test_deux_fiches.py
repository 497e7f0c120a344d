"""Les mauvais fichiers qui tiennent à deux fiches : articles absents, textes abrogés, deux fois un événement ; jamais de trace d'erreur."""

import re
from pathlib import Path

import pytest

from tests.conftest import EPOQUE, lancer
from tests.petit.fiches import CODE, DOSSIER, PAGE, PRATIQUE, TEXTE, VEILLE
from tests.petit.projet import Change, obtenues, poser, remplacer

from .cas.agenda import EVENEMENT, UN_EVENEMENT
from .cas.commun import CLAUSE
from .cas.commun import PAGE as PAGE_D_ACCUEIL
from .cas.commun import PRATIQUE as FICHE_PRATIQUE
from .cas.commun import TEXTE as LOI
from .cas.commun import VEILLE as ENTREE
from .cas.seuils import REGISTRE_DES_SEUILS, SEUILS
from .cas.territoire import STRUCTURE, UNE_STRUCTURE

ARTICLES = "data/droit/articles/ccp.yml"


def test_les_temoins_sont_valides(projet: Path) -> None:
    assert obtenues(projet, {SEUILS: REGISTRE_DES_SEUILS, EVENEMENT: UN_EVENEMENT}) == []


def test_ce_que_tous_partagent_ne_lie_pas_une_fiche_du_reseau(projet: Path) -> None:
    """« base reseau » laisse l'annuaire ici : la page serait chez le frère, sans ce qu'elle lie. Le frère, lui, lie son annuaire."""
    lie = "[x](/territoire/essai/#haut)"
    fautives = {
        STRUCTURE: UNE_STRUCTURE.replace("resume: ", f"resume: Voir {lie}. "),
        PAGE_D_ACCUEIL: ("Un paragraphe.", lie),
        CLAUSE: ("Le titulaire réalise", f"{lie} Le titulaire réalise"),
    }
    dites = obtenues(projet, fautives)
    assert [ligne.partition(":")[0] for ligne in dites] == [CLAUSE, PAGE_D_ACCUEIL]
    assert all("lien-du-reseau: « /territoire/essai/#haut » est une fiche de data/reseau" in dite for dite in dites)
    assert not any("lien-du-reseau" in dite for dite in obtenues(projet, {"requirements.txt": "base-achats"}))


# --- Articles absents du registre ---

COLLER = re.compile(r"collez dans (\S+), (sous|à la fin).*, cette ligne, et complétez-la : (.+)")


@pytest.mark.parametrize(
    "reference",
    [
        "CCP L2112-9",
        "article L. 2112-9 du code de la commande publique",
        "LOI-2020-105 art. 99",
        "loi n° 2020-105, art. 99",
        "LOI-2019-1 art. 3",
    ],
)
def test_suivre_le_conseil_d_un_article_absent_rend_le_controle_vert(projet: Path, reference: str) -> None:
    sans_articles = TEXTE[: TEXTE.index("articles:")].replace("2020-105", "2019-1") + "verifie_le: 2026-11-24\n"
    cite = ("[CCP L2112-2]", f'["{reference}"]')
    [anomalie] = obtenues(projet, {"data/droit/textes/loi-2019-1.yml": sans_articles, CLAUSE: cite})
    assert f"« {reference} » est absent du registre du droit" in anomalie and "Vouliez-vous dire" not in anomalie
    fichier, place, ligne = COLLER.search(anomalie).groups()
    ligne = ligne.replace("…", "Ce que dit l’article, en une phrase.").replace("AAAA-MM-JJ", "2019-04-01")
    texte = (projet / fichier).read_text("utf-8")
    sous, a_la_fin = texte.replace("articles:\n", f"articles:\n  {ligne}\n", 1), f"{texte}{ligne}\n"
    suivi = sous if place == "sous" else a_la_fin
    assert obtenues(projet, {fichier: suivi}) == []


# --- Dossiers conseillés ---


@pytest.mark.parametrize(
    ("avant", "apres", "attendu", "conseil"),
    [
        (
            "statut: publie\n",
            "statut: retiree\nretrait: Une autre la remplace.\n",
            "clause-retiree: ",
            "retirez cette ligne",
        ),
        ("[toutes-familles]", "[mobilier]", "clause-d-une-autre-famille: ", "Elle sert : mobilier"),
    ],
)
def test_un_dossier_ne_prend_pas_cette_clause(projet: Path, avant: str, apres: str, attendu: str, conseil: str) -> None:
    clause, dossier = "data/clauses/critere-court.yml", "data/dossiers/repas-d-essai.yml"
    trouvees = obtenues(projet, {clause: (avant, apres), dossier: DOSSIER})
    [anomalie] = [a for a in trouvees if a.startswith(f"{dossier}:10:5: {attendu}")]
    assert "« critere-court »" in anomalie and conseil in anomalie


# --- Textes abrogés ---


def abroge(le: str) -> dict[str, Change]:
    """Abroge la loi témoin, ce jour-là."""
    return {
        LOI: remplacer(TEXTE, "verifie_le:", f"abroge_le: {le}\nabroge_par: loi-2024-1\nverifie_le:"),
        "data/droit/textes/loi-2024-1.yml": TEXTE,
    }


def article_abroge(le: str) -> dict[str, Change]:
    return {ARTICLES: remplacer(CODE, "depuis: 2026-08-22", f"depuis: 2019-04-01\n    abroge_le: {le}")}


CITE_LA_LOI = {
    "clause": (CLAUSE, ("[CCP L2112-2]", "[LOI-2020-105 art. 58]"), "61:14", "2026-11-24"),
    "bonne pratique": (FICHE_PRATIQUE, ("etapes:", "fondements: [LOI-2020-105]\netapes:"), "8:14", "2026-11-20"),
}


@pytest.mark.parametrize("genre", CITE_LA_LOI)
def test_texte_abroge_cite_par_une_fiche_verifiee_depuis(projet: Path, genre: str) -> None:
    fichier, cite, place, verifie = CITE_LA_LOI[genre]
    [anomalie] = obtenues(projet, {**abroge("2026-07-01"), fichier: cite})
    assert anomalie.startswith(f"{fichier}:{place}: texte-abroge: « {cite[1].split('[')[1].split(']')[0]} » est abrogé")
    assert f"depuis le 2026-07-01, et la fiche dit avoir été vérifiée le {verifie}" in anomalie
    assert anomalie.endswith("→ Citez le texte qui le remplace.")


@pytest.mark.parametrize("genre", CITE_LA_LOI)
def test_texte_abroge_le_jour_de_la_verification(projet: Path, genre: str) -> None:
    fichier, cite, place, verifie = CITE_LA_LOI[genre]
    [anomalie] = obtenues(projet, {**abroge(verifie), fichier: cite})
    assert anomalie.startswith(f"{fichier}:{place}: texte-abroge:")


@pytest.mark.parametrize("genre", CITE_LA_LOI)
def test_texte_abroge_apres_la_verification(projet: Path, genre: str) -> None:
    """La fiche est « à revoir », pas fautive."""
    fichier, cite, _, verifie = CITE_LA_LOI[genre]
    poser(projet, {**abroge("2026-07-01"), fichier: cite})
    assert obtenues(projet, {fichier: (f"verifie_le: {verifie}", "verifie_le: 2026-06-30")}) == []


def test_article_de_code_abroge(projet: Path) -> None:
    [anomalie] = obtenues(projet, article_abroge("2026-07-01"))
    assert anomalie.startswith(f"{CLAUSE}:61:14: texte-abroge: « CCP L2112-2 » est abrogé depuis le 2026-07-01, et la")


@pytest.mark.parametrize("reference", ["LOI-2020-105", "LOI-2020-105 art. 58", "loi n° 2020-105, art. 58"])
def test_entree_de_veille_posterieure_a_l_abrogation(projet: Path, reference: str) -> None:
    cite = ("publie_le:", f'articles: ["{reference}"]\npublie_le:')
    [anomalie] = obtenues(projet, {**abroge("2026-11-19"), ENTREE: cite})
    assert anomalie.startswith(f"{ENTREE}:11:12: texte-abroge: « {reference} » est abrogé depuis le 2026-11-19, et l'")
    assert "et l'entrée est datée du 2026-11-20\n" in anomalie
    assert anomalie.endswith("→ Citez le texte qui le remplace.")


@pytest.mark.parametrize("le", ["2026-11-20", "2026-11-21", "2027-01-01"])
def test_l_entree_qui_annonce_l_abrogation_passe(projet: Path, le: str) -> None:
    """Le jour même, ou avant : l'entrée a pour objet l'abrogation."""
    assert obtenues(projet, {**abroge(le), ENTREE: ("publie_le:", "articles: [LOI-2020-105]\npublie_le:")}) == []


# --- Suites, corps, éditions ---


def test_un_article_non_lu_le_dit_a_la_place_de_verifie(projet: Path) -> None:
    non_lu = remplacer(CODE, "2026-08-22", "2026-08-22\n    non_lu: La version du jour n’a pas été lue.")
    assert obtenues(projet, {ARTICLES: non_lu.replace("verifie_le: 2026-11-24", "verifie_le: 2026-08-01")}) == []


# --- Seuils employés ---


def sur_l_accueil(macro: str) -> str:
    page = remplacer(PAGE, "\n---\n\nUn paragraphe.", f"\nrender_macros: true\n---\n\n{macro}")
    assert macro in page
    return page


# --- Deux fois le même événement ---

JUMEAU = "data/reseau/agenda/jumeau.yml"
EN_LIGNE = "lieu: En ligne\nlien: https://exemple.fr/salle-{}\n"


def sans_lieu(texte: str, endroit: str) -> str:
    return remplacer(texte, "lieu: Salle des fêtes, Lunel\n", endroit)


@pytest.mark.parametrize(
    ("un", "autre", "double"),
    [
        (UN_EVENEMENT, remplacer(UN_EVENEMENT, "Lunel", "Nîmes"), True),  # même titre, même début
        (UN_EVENEMENT, remplacer(UN_EVENEMENT, "Une matinale d’essai", "UNE MATINALE D’ESSAI"), True),
        (UN_EVENEMENT, remplacer(UN_EVENEMENT, "Une matinale d’essai", "Un autre titre"), True),  # même lieu
        (
            remplacer(UN_EVENEMENT, "2026-12-03 09:00", "2026-12-03 08:00"),
            remplacer(
                remplacer(UN_EVENEMENT, "2026-12-03 09:00", "2026-12-03 11:00"), "Europe/Paris", "Indian/Reunion"
            ),
            True,  # huit heures à Paris, onze heures à La Réunion : le même instant
        ),
        (UN_EVENEMENT, remplacer(UN_EVENEMENT, "2026-12-03 09:00", "2026-12-03 10:00"), False),
        (UN_EVENEMENT, remplacer(remplacer(UN_EVENEMENT, "Une matinale", "Un atelier"), "Lunel", "Nîmes"), False),
        (
            sans_lieu(UN_EVENEMENT, EN_LIGNE.format(1)),
            sans_lieu(remplacer(UN_EVENEMENT, "Une matinale", "Un atelier"), EN_LIGNE.format(1)),
            True,
        ),
        (
            sans_lieu(UN_EVENEMENT, EN_LIGNE.format(1)),
            sans_lieu(remplacer(UN_EVENEMENT, "Une matinale", "Un atelier"), EN_LIGNE.format(2)),
            False,  # « En ligne » n'est pas une salle
        ),
    ],
)
def test_deux_fichiers_pour_un_evenement(projet: Path, un: str, autre: str, double: bool) -> None:
    trouvees = obtenues(projet, {JUMEAU: un, EVENEMENT: autre})
    attendu = f"{EVENEMENT}:4:1: evenement-en-double: {JUMEAU} annonce déjà cet événement"
    assert [a.partition("\n")[0] for a in trouvees] == ([attendu] if double else [])


# --- Aucune trace d'erreur Python ---

TEMOINS = {
    SEUILS: REGISTRE_DES_SEUILS,
    EVENEMENT: UN_EVENEMENT,
    ENTREE: VEILLE,
    FICHE_PRATIQUE: PRATIQUE,
    LOI: TEXTE,
    ARTICLES: CODE,
}
CONTENUS = {
    "vide": "",
    "liste": "- a\n- b\n",
    "texte": "bonjour\n",
    "null": "null\n",
    "crochets": "a: [\n",
    "profond": "a: " + "[" * 500 + "]" * 500 + "\n",
    "en-tête vide": "---\n---\n",
    "en-tête seul": "---\ntitre: x\n",
    "seuils en liste": "verifie_le: 2026-11-24\nseuils: [a, b]\n",
    "valeurs en texte": "verifie_le: 2026-11-24\nseuils: {x: {valeurs: y}}\n",
    "appel de seuil": '---\ntitre: \'{{ seuil("x") }}\'\n---\n{{ seuil("y") }} {{ seuil(\n',
}


@pytest.mark.parametrize("contenu", CONTENUS.values(), ids=CONTENUS)
@pytest.mark.parametrize("fichier", TEMOINS)
def test_un_contenu_absurde_donne_une_anomalie_a_sa_place(projet: Path, fichier: str, contenu: str) -> None:
    trouvees = [a for a in obtenues(projet, {fichier: contenu}) if a.startswith(f"{fichier}:")]
    assert trouvees and all("\n    → " in a for a in trouvees)


VALEURS = ("[a, [b]]", "{a: b}", "null", "-0.00001", "0001-01-01")


@pytest.mark.parametrize("fichier", TEMOINS)
def test_une_valeur_absurde_dans_chaque_champ(projet: Path, fichier: str) -> None:
    """Champ par champ, deux valeurs chacun, toutes tour à tour : le contrôle va au bout, et dit quoi faire."""
    poser(projet, TEMOINS)
    lignes = TEMOINS[fichier].split("\n")
    en_tete = lignes.index("---", 1) if lignes[0] == "---" else len(lignes)
    champs = [rang for rang, ligne in enumerate(lignes[:en_tete]) if ": " in ligne]
    assert champs
    for rang, valeur in ((r, VALEURS[(r + pas) % len(VALEURS)]) for r in champs for pas in (0, 2)):
        champ = lignes[rang].partition(": ")[0]
        trouvees = obtenues(projet, {fichier: "\n".join([*lignes[:rang], f"{champ}: {valeur}", *lignes[rang + 1 :]])})
        assert all("\n    → " in a for a in trouvees), (champ, valeur)


def test_la_commande_ne_montre_jamais_de_trace(projet: Path) -> None:
    """Tout à la fois, par la vraie ligne de commande."""
    infime = remplacer(REGISTRE_DES_SEUILS, "montant: 60000", "montant: 0.00001")
    poser(
        projet,
        {
            SEUILS: infime,
            EVENEMENT: UN_EVENEMENT.replace("12:30", "08:00"),
            ENTREE: VEILLE.replace("date: 2026-11-20\n", ""),
            FICHE_PRATIQUE: ("Un paragraphe", '{{ seuil("petits-achats") }} {{ seuil("x") }} paragraphe'),
            PAGE_D_ACCUEIL: sur_l_accueil("{{ seuil() }}"),
        },
    )
    resultat = lancer(projet, "-m", "macros", "verifier", SOURCE_DATE_EPOCH=EPOQUE)
    assert "Traceback" not in resultat.stdout + resultat.stderr and resultat.stderr == ""
    assert resultat.returncode == 1
    for fichier in (EVENEMENT, ENTREE, FICHE_PRATIQUE, PAGE_D_ACCUEIL):
        assert f"\n{fichier}:" in f"\n{resultat.stdout}"
