"""L'index de la recherche : ce qu'il contient, à l'octet."""

import json
import re
from collections import Counter

import pytest

from macros.base.base import Base
from macros.base.page import EnTetePage, Page
from macros.fiches.famille.modele import Cpv
from macros.sorties.recherche.aides import suite_du_titre
from macros.sorties.recherche.index import Index
from macros.texte.langue import racine
from tests.fabrique.bases import avec, base_de
from tests.fabrique.questions import a_revoir_de, codes_de, consulter, fiches_de, seuils_de
from tests.fabrique.recherche import documents_de, index_de
from tests.fiches import clause, code, pratique, texte
from tests.unitaires.conftest import document, indexer, lire, tranches

GENRES = [
    ("clauses", "Clause"),
    ("familles", "Famille d’achat"),
    ("pratiques", "Bonne pratique"),
    ("modeles", "Modèle"),
    ("modeles", "Feuille de route"),
    ("indicateurs", "Indicateur"),
    ("obligations", "Obligation"),
    ("seuils", "Seuil"),
    ("droit", "Article"),
    ("droit", "Texte de droit"),
    ("veille", "Édition du 30-30"),
    ("veille", "Veille"),
    ("formation", "Parcours"),
    ("formation", "Kit"),
    ("lexique", "Lexique"),
    ("territoire", "Qui peut aider"),
    ("territoire", "À qui acheter"),
    ("territoire", "Rencontre"),
    ("dossiers", "Dossier conseillé"),
    ("pages", "Rendez-vous"),
    ("pages", "Page"),
]
"""Groupe et sorte, dans l'ordre des numéros."""


def fiches(index: Index) -> list[list]:
    """Rend [genre, id, adresse, titre, résumé] de chaque document, par numéro."""
    liasses = sorted((c for c in index.fichiers if "/fiches/" in c), key=lambda c: int(re.findall(r"\d+", c)[-1]))
    return [fiche for chemin in liasses for fiche in json.loads(index.fichiers[chemin])]


def numeros(ecarts: list[int]) -> list[int]:
    """Rend les numéros dont on a les écarts."""
    lus, ici = [], -1
    for ecart in ecarts:
        ici += ecart
        lus.append(ici)
    return lus


def termes_de(index: Index) -> dict[str, dict[str, list[int]]]:
    """Rend terme → champ → numéros, sans les racines que le seul lexique emploie."""
    champs = lire(index, "index.json")["champs"]
    return {
        terme: {champs[int(rang)]: numeros(ecarts) for rang, ecarts in siens.items()}
        for tranche in tranches(index)
        for terme, siens in tranche["termes"]
        if siens
    }


def dernieres_editions(base: Base) -> list[str]:
    """Rend les trois derniers mois qui ont une entrée à lire en séance."""
    lues = {e.contenu.mois for e in fiches_de(base, "veille").values() if not e.contenu.suivi}
    return sorted(lues)[-3:]


def test_chaque_fiche_publiee_y_est(base_inventee: Base, index_invente: Index) -> None:
    attendues = {
        ("clauses", f.id) for f in fiches_de(base_inventee, "clauses").values() if f.contenu.statut == "publie"
    }
    attendues |= {
        (genre, i)
        for genre in ("dossiers", "familles", "pratiques", "veille", "obligations")
        for i in fiches_de(base_inventee, genre)
    }
    groupes = {"modeles": ("modeles", "feuilles"), "indicateurs": ("indicateurs",), "formation": ("parcours", "kits")}
    groupes |= {"droit": ("textes",), "lexique": ("termes",), "territoire": ("structures", "ess", "rencontres")}
    attendues |= {(g, i) for g, genres in groupes.items() for genre in genres for i in fiches_de(base_inventee, genre)}
    attendues |= {
        ("droit", f"{i}/{n}") for i, f in fiches_de(base_inventee, "codes").items() for n in f.contenu.articles
    }
    attendues |= {("pages", p.adresse.rstrip("/") or "accueil") for p in base_inventee.pages.values()}
    attendues |= {("seuils", nom) for nom in seuils_de(base_inventee)}
    attendues |= {("veille", mois) for mois in dernieres_editions(base_inventee)}
    attendues |= {("pages", nom) for nom in fiches_de(base_inventee, "evenements")}
    lues = [(genre, identifiant) for genre, identifiant, *_ in fiches(index_invente)]
    assert Counter(lues) == Counter(attendues)


def test_un_brouillon_et_une_clause_retiree_n_y_sont_pas(base_inventee: Base) -> None:
    base = base_de(
        clause("publiee"), clause("brouillon", statut="brouillon", titre="Le mot clandestin"),
        clause("retiree", statut="retiree", titre="Le mot supprimable"),
        code("CCP", "Code de la commande publique", ["L2112-2"]),
    )  # fmt: skip
    base = avec(base, vocabulaires=fiches_de(base_inventee, "vocabulaires"))
    index = index_de(base)
    assert [f[1] for f in fiches(index) if f[0] == "clauses"] == ["publiee"]
    assert not {"clandestin", racine("supprimable")} & set(termes_de(index))


def test_les_clauses_ont_les_premiers_numeros_et_chaque_genre_se_suit(index_invente: Index) -> None:
    lu, lues = lire(index_invente, "index.json"), fiches(index_invente)
    assert [(genre, sorte) for genre, _, _, sorte in lu["genres"]] == GENRES and lu["documents"] == len(lues)
    bornes = [premier for _, premier, *_ in lu["genres"]] + [len(lues)]
    for rang, (genre, _) in enumerate(GENRES):
        assert {f[0] for f in lues[bornes[rang] : bornes[rang + 1]]} == {genre}
    assert bornes[1] == lu["clauses"] and bornes[0] == 0


def test_une_liasse_a_toujours_le_meme_nombre_de_fiches(index_invente: Index) -> None:
    liasse, lus = lire(index_invente, "index.json")["liasse"], [c for c in index_invente.fichiers if "/fiches/" in c]
    assert [len(json.loads(index_invente.fichiers[c])) for c in lus[:-1]] == [liasse] * (len(lus) - 1)


def test_les_codes_de_chaque_clause(index_invente: Index, base_inventee: Base) -> None:
    codes = [codes for _, codes in codes_de(base_inventee, "clauses")]
    for nom, facette in lire(index_invente, "facettes.json").items():
        lus = [facette["choix"][rang] for rang in facette["clauses"]]
        assert lus == [c[nom] for c in codes]


def test_les_fiches_a_revoir(base_inventee: Base, index_invente: Index) -> None:
    attendues = {f.id for _, f, _ in a_revoir_de(base_inventee)}
    lues = fiches(index_invente)
    assert {lues[n][1] for n in numeros(lire(index_invente, "index.json")["a_revoir"])} == attendues


def test_une_nouvelle_ancienne_est_dite() -> None:
    assert lire(indexer([document("a"), document("b", ancien=True)]), "index.json")["anciens"] == [2]


def test_une_page_interne_ne_se_cherche_pas(base_inventee: Base) -> None:
    def adresses(interne: bool) -> set[str]:
        base = base_de()
        en_tete = EnTetePage(title="Une page", description="Une page d’essai.", interne=interne)
        base.pages["essai.md"] = Page("essai.md", "docs/essai.md", en_tete, "Un texte.")
        return {d.adresse for d in documents_de(base)}

    assert adresses(False) - adresses(True) == {"essai/"}


def test_une_famille_se_cherche_par_chaque_debut_de_ses_codes_cpv(base_inventee: Base, index_invente: Index) -> None:
    """« 55524000-9 » s'indexe par ses débuts, sans ses zéros ; les clauses de la famille, par la division et le groupe."""
    lus, lues = termes_de(index_invente), fiches(index_invente)
    [famille] = [n for n, f in enumerate(lues) if f[0] == "familles"]
    assert lues[famille][2] == "clauses/segments/restauration/"
    siennes = {
        n for n, f in enumerate(lues) if f[0] == "clauses"
        and "restauration" in fiches_de(base_inventee, "clauses")[f[1]].contenu.segments
    }  # fmt: skip
    assert siennes
    cpv = {terme: champs for terme, champs in lus.items() if re.match(r"cpv\d", terme)}
    assert set(cpv) == {"cpv55", "cpv555", "cpv5552", "cpv55524"}
    for terme, champs in cpv.items():
        assert champs["titre"] == champs["references"] == [famille]
        assert set(champs.get("familles", ())) == (siennes if len(terme) <= len("cpv555") else set())


@pytest.mark.parametrize(
    ("code", "attendus"),
    [
        ("90911200-8", ["CPV90", "CPV909", "CPV9091", "CPV90911", "CPV909112"]),
        ("90000000-7", ["CPV90"]),
        ("03220000-9", ["CPV03", "CPV032", "CPV0322"]),
        ("33141420-0", ["CPV33", "CPV331", "CPV3314", "CPV33141", "CPV331414", "CPV3314142"]),
    ],
)
def test_les_debuts_d_un_code_cpv(code: str, attendus: list[str]) -> None:
    cpv = Cpv(code=code, libelle="Un libellé d’essai")
    assert cpv.debuts() == attendus and cpv.debuts(3) == attendus[:2]


def test_une_pratique_et_un_texte_se_cherchent_par_leur_droit(base_inventee: Base) -> None:
    base = base_de(
        pratique("methode"), texte("loi-2020-105", numero="2020-105"), code("CCP", "Un code d’essai", ["L2112-2"])
    )
    base = avec(base, vocabulaires=fiches_de(base_inventee, "vocabulaires"))
    lus = termes_de(index_de(base))
    assert lus["l2112-2"]["titre"] and lus["2020-105"]["titre"] and lus["method"]["titre"] == [0]


@pytest.mark.parametrize(
    "titre,noms",
    [
        ("Lettre prête : faire le ménage", ["faire le ménage"]),
        ("Lettre prête\u00a0: faire le ménage : l’essentiel", ["faire le ménage : l’essentiel"]),
        ("Petits achats : des repas", []),
        ("Faire le ménage", []),
    ],
)
def test_ce_qui_suit_deux_points_est_un_nom_s_il_a_deux_mots_utiles(titre: str, noms: list[str]) -> None:
    assert suite_du_titre(titre) == noms


def test_un_seuil_se_lit_dans_sa_reponse(base_inventee: Base) -> None:
    lus = {d.id: d for d in documents_de(base_inventee) if d.groupe == "seuils"}
    nom, seuil = next(iter(seuils_de(base_inventee).items()))
    assert lus[nom].adresse == f"droit/seuils/#{nom}" and lus[nom].titre == seuil.libelle
    assert lus[nom].resume.startswith(seuil.affichage(consulter(base_inventee).jour)) and lus[nom].noms == [
        seuil.libelle
    ]
