"""Les termes de l'index : ceux d'une lecture naïve, triés, bornés ; les mots que le correcteur connaît."""

import re
from collections import Counter, defaultdict
from pathlib import Path

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.base.promesses import Document
from macros.fiches.lexique.demandes import Demandes
from macros.sorties.recherche.index import Index
from macros.texte.langue import analyser, racine
from tests.fabrique.bases import avec, base_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.questions import fiches_de
from tests.fabrique.recherche import documents_de, index_de
from tests.fiches import clause, code, pratique
from tests.unitaires.conftest import deplies, document, indexer, lire, mots_de, tranches
from tests.unitaires.test_recherche import fiches, termes_de


def naive(docs: list[Document], groupes: list[list[str]]) -> dict[str, dict[str, list[int]]]:
    """Rend terme → champ → numéros, en relisant tout, sans les raccourcis de l'index."""
    cles: dict[tuple[str, ...], int] = {}
    for rang, groupe in enumerate(groupes):
        for expression in groupe:
            cles.setdefault(tuple(map(racine, analyser(expression)[0])), rang)
    longueurs = sorted({len(c) for c in cles}, reverse=True)
    trouves = defaultdict(lambda: defaultdict(set))
    for numero, doc in enumerate(docs):
        for champ in ("titre", "references", "lexique", "familles", "resume", "texte"):
            dits, composes = analyser("\n".join(doc.champs.get(champ, [])))
            dits, lus, ici = [racine(m) for m in dits], Counter(), 0
            lus.update(dits)
            while ici < len(dits):
                pas = next((n for n in longueurs if tuple(dits[ici : ici + n]) in cles), 0)
                if pas:
                    rang = cles[tuple(dits[ici : ici + pas])]
                    lus[f"{racine(analyser(groupes[rang][1])[0][0])}#{rang}"] += 1
                ici += pas or 1
            for terme in {*lus, *map(racine, composes)}:
                trouves[terme][champ].add(numero)
            if champ == "texte":
                for terme in (t for t, n in lus.items() if n >= 3):
                    trouves[terme]["insistance"].add(numero)
        for champ, noms in (("nom", doc.noms), ("demande", doc.demandes)):
            for nom in noms:
                trouves[" ".join(map(racine, analyser(nom)[0])) + "="][champ].add(numero)
    return {t: {c: sorted(ns) for c, ns in champs.items()} for t, champs in trouves.items()}


def test_chaque_terme_mene_aux_memes_fiches_qu_une_lecture_naive(base_inventee: Base, index_invente: Index) -> None:
    attendus = naive(documents_de(base_inventee), fiches_de(base_inventee, "synonymes")["synonymes"].contenu.groupes)
    lus = termes_de(index_invente)
    assert set(lus) == set(attendus)
    assert [(t, lus[t], attendus[t]) for t in lus if lus[t] != attendus[t]] == []


def test_une_demande_se_joint_a_la_page_de_son_adresse(base_inventee: Base) -> None:
    dites = Demandes(pages={"agenda/": ["Prochaines dates"], "droit/seuils/": ["montants"]})
    base = avec(base_inventee, demandes={"demandes": Fiche("demandes", "data/vocabulaires/demandes.yml", dites)})
    documents = {d.adresse: d for d in documents_de(base)}
    assert documents["agenda/"].demandes == ["Prochaines dates"] and documents["flux/"].demandes == ()
    lus, numeros = termes_de(index_de(base)), {d.adresse: n for n, d in enumerate(documents_de(base))}
    assert lus[f"{racine('prochaines')} {racine('dates')}="] == {"demande": [numeros["agenda/"]]}
    assert numeros["droit/seuils/"] in lus[racine("montants")]["lexique"], "elle se trouve aussi mot à mot"


def test_les_tranches_sont_triees_et_bornees(base_inventee: Base) -> None:
    index = index_de(base_inventee, tranche=4_000)
    lues = tranches(index)
    tous = [terme for tranche in lues for terme, _ in tranche["termes"]]
    assert tous == sorted(set(tous)) and all(t.isascii() for t in tous)
    bornes = [*lire(index, "index.json")["tranches"], "\uffff"]
    for rang, tranche in enumerate(lues):
        cles = {terme for terme, _ in tranche["termes"]} | {*deplies(**tranche)}
        assert bornes[rang] <= min(cles) and max(cles) < bornes[rang + 1]
    tailles = [len(o) for c, o in index.fichiers.items() if "/termes/" in c]
    assert len(tailles) > 3 and max(tailles) <= 4_600 and min(tailles[:-1]) > 2_000


def test_un_terme_geant_tient_seul() -> None:
    index = indexer([document(f"d{n}", titre="unique commun", texte=f"mot{n}a") for n in range(30)], tranche=40)
    assert termes_de(index)["commun"]["titre"] == list(range(30))
    assert len(tranches(index)) > 10 and all(tranches(index))


def test_un_mot_du_code_javascript_est_un_mot() -> None:
    index = indexer(
        [document("a", titre="constructor __proto__ prototype"), document("b", texte="toString hasOwnProperty")]
    )
    lus = termes_de(index)
    assert lus["constructor"] == lus["proto"] == {"titre": [0]} and lus["tostring"] == {"texte": [1]}


def test_sans_document_l_index_se_lit() -> None:
    index = indexer([])
    assert lire(index, "index.json")["documents"] == 0 and fiches(index) == [] and termes_de(index) == {}
    assert lire(index, "facettes.json") == {} and "cantine" in mots_de(index)


def test_le_vocabulaire_est_trie_sans_nombre(index_invente: Index) -> None:
    """Réparti dans les tranches, et d'un bloc : un mot par racine, ceux trop courts pour se corriger ôtés."""
    connus, entier = mots_de(index_invente), deplies(**lire(index_invente, "mots.json"))
    assert [*connus] == sorted(connus) and [*entier] == sorted(entier) and entier.items() <= connus.items()
    assert sorted(map(racine, entier)) == sorted({racine(mot) for mot in connus if len(mot) >= 4})
    assert all(re.fullmatch("[a-z]+", mot) for mot in connus) and {*connus.values()} <= set("0123456789")


def test_la_frequence_compte_les_fiches() -> None:
    index = indexer([document(f"d{n}", titre="rare" if n == 0 else "commun", texte="commun") for n in range(9)])
    assert mots_de(index) == {"cantine": "0", "commun": "2", "rare": "1", "self": "0"}


def test_une_adresse_un_code_un_renvoi_ne_sont_pas_des_mots(base_inventee: Base) -> None:
    voisine = clause("voisine-lointaine", titre="Une autre fiche")
    base = base_de(
        clause("essai", liens={"complete": ["voisine-lointaine"]}), voisine,
        pratique("methode", corps="Lire [le guide](https://exemple.test/adresse-cachee.html)."),
        code("CCP", "Code de la commande publique", ["L2112-2"]),
    )  # fmt: skip
    base = avec(base, vocabulaires=fiches_de(base_inventee, "vocabulaires"))
    lus = termes_de(index_de(base))
    assert not {"https", "cache", "cachee", racine("lointaine"), "publi"} & set(lus)


def test_une_page_de_conduite_ne_se_cherche_que_par_ses_phrases(projet: Path) -> None:
    """Ni adresse de source, ni code, ni nom de fiche liée ; le corps d'un modèle compte comme du texte."""
    base = avec(base_saine(projet), seuils={})
    lus = termes_de(index_de(base))
    assert not {"https", "www", "considerationssociales", "acheteur"} & set(lus)
    assert set(lus[racine("pieces")]) == {"texte"}
