"""Le moteur de recherche du navigateur devant son index : ce qu'il en relit, ce qu'il en charge, ses pannes, les mots piégés."""

import pytest

from macros.sorties.recherche.index import Index
from macros.texte.langue import racine
from tests.unitaires.conftest import Executer, document, mots_de
from tests.unitaires.test_moteur_navigateur import AUTRES, CHERCHER, Petit, petit
from tests.unitaires.test_recherche import termes_de

__all__ = ["petit"]

PIEGES = [
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "prototype",
    "null",
    "undefined",
    "NaN",
    "#0",
    "0",
]


def test_le_moteur_relit_exactement_l_index(node: Executer, servi: dict, index_invente: Index) -> None:
    attendus = termes_de(index_invente)
    lus = node(
        "servir(donnees.dossier); const m = new Moteur(donnees.index); await m.preparer();"
        "await m.charger(donnees.termes); return [...m.termes].map(([terme, champs]) => [terme, Object.fromEntries(champs)]);",
        termes=list(attendus),
        **servi,
    )
    assert {terme: champs for terme, champs in lus if champs} == attendus


def test_une_recherche_rend_les_fiches_de_son_mot(node: Executer, servi: dict, index_invente: Index) -> None:
    """Toutes celles dont le titre le dit ; aucune qui ne le dit pas. Celles qui le disent en passant peuvent manquer."""
    par_champ = termes_de(index_invente)
    mots = [m for m in mots_de(index_invente) if len(m) > 5][::200]
    lues = node(CHERCHER, requetes=[f"{mot} " for mot in mots], **servi)
    for mot, lue in zip(mots, lues, strict=True):
        trouvees = {r["numero"] for r in lue["reponses"] if racine(mot) in r["termes"]}
        champs = par_champ.get(racine(mot), {})
        assert set(champs.get("titre", ())) <= trouvees <= {n for numeros in champs.values() for n in numeros}, mot
        assert trouvees or not champs, mot


def test_une_recherche_ne_charge_que_ses_tranches(node: Executer, servi: dict) -> None:
    code = (
        "const d = servir(donnees.dossier); const m = new Moteur(donnees.index); await m.chercher('papier '); return d;"
    )
    demandes = [chemin.removeprefix(servi["index"]) for chemin in node(code, **servi)]
    assert demandes[0] == "index.json" and len(set(demandes)) == len(demandes)
    assert 1 <= len(demandes[1:]) <= 3 and all(d.startswith("termes/") for d in demandes[1:])


def test_seule_une_faute_demande_tous_les_mots(node: Executer, servi: dict) -> None:
    code = """
    const d = servir(donnees.dossier), dites = [];
    for (const requete of ["papier recyclé", "papi", "papeir recyclé"]) {
      const m = new Moteur(donnees.index), avant = d.length;
      await m.chercher(requete);
      dites.push(d.slice(avant).some((chemin) => chemin.endsWith("mots.json")));
    }
    return dites;
    """
    assert node(code, **servi) == [False, False, True]


def test_l_ordre_des_recherches_ne_change_pas_les_reponses(node: Executer, servi: dict) -> None:
    """Des termes déjà chargés par une autre recherche, ou par deux à la fois, ne pèsent pas sur celle-ci."""
    code = """
    servir(donnees.dossier);
    const numeros = ({ reponses }) => reponses.map(({ numero, note }) => [numero, note]);
    const seul = numeros(await new Moteur(donnees.index).chercher("papier recyclé "));
    const apres = new Moteur(donnees.index);
    for (const requete of ["nettoyage ", "papier ", "recycle", "papiers, cartons"]) await apres.chercher(requete);
    const ensemble = new Moteur(donnees.index);
    const [, double] = await Promise.all(["papier toilette", "papier recyclé ", "recyclé "].map((r) => ensemble.chercher(r)));
    return [seul, numeros(await apres.chercher("papier recyclé ")), numeros(double)];
    """
    seul, *autres = node(code, **servi)
    assert autres == [seul, seul] and seul


@pytest.mark.parametrize("panne", ["index.json", "mots.json", "termes/"])
def test_apres_un_echec_la_recherche_repart(node: Executer, servi: dict, panne: str) -> None:
    code = """
    let coupee = true;
    servir(donnees.dossier, (chemin) => coupee && chemin.includes(donnees.panne) && 503);
    const m = new Moteur(donnees.index), dites = [];
    for (const _ of [1, 2]) await m.chercher("papeir").catch((erreur) => dites.push(erreur.message));
    coupee = false;
    const { reponses } = await m.chercher("papeir");
    return [dites, reponses.length];
    """
    dites, nombre = node(code, panne=panne, **servi)
    assert len(dites) == 2 and all(d.startswith("503 ") and panne in d for d in dites) and nombre > 0


def test_une_tranche_absente_ne_bloque_pas_les_autres(node: Executer, servi: dict) -> None:
    code = """
    servir(donnees.dossier, (chemin) => chemin.endsWith("termes/0.json") && 404);
    const m = new Moteur(donnees.index), dire = ({ message }) => message.slice(0, 4);
    await m.preparer();
    const [premier, ...suivants] = m.index.tranches;
    return [await m.charger([premier]).catch(dire), await m.charger(suivants).catch(dire), m.lues.size === suivants.length];
    """
    assert node(code, **servi) == ["404 ", True, True]


@pytest.mark.parametrize("mot", PIEGES)
def test_un_nom_du_langage_absent_ne_trouve_rien(petit: Petit, mot: str) -> None:
    assert petit.poser(*AUTRES[:1]).chercher(mot, f"{mot} fiche ")[0] in ([], ["autre-0"] if mot in ("#0", "0") else [])


@pytest.mark.parametrize("mot", PIEGES[:-2])
def test_un_nom_du_langage_present_se_trouve(petit: Petit, mot: str) -> None:
    fiches = [document("titre", titre=mot), document("resume", resume=mot), *AUTRES]
    assert petit.poser(*fiches).chercher(f"{mot} ", f"{mot} {mot}", f"{mot} texte ")[:2] == [["titre", "resume"]] * 2


def test_expliquer_un_nom_du_langage(node: Executer, petit: Petit) -> None:
    petit.poser(
        document("a", titre="Un achat", texte="le fabricant"), *AUTRES, groupes=(["constructeur", "fabricant"],)
    )
    code = """
    servir(donnees.dossier);
    const m = new Moteur(donnees.index), { unites, reponses } = await m.chercher("constructor ");
    const [fiche] = await m.fiches([reponses[0].numero]);
    return expliquer(fiche, reponses[0], unites, m).raisons;
    """
    assert node(code, **petit.servi) == ["Pour « constructeur » (constructor)"]


def test_un_index_vide(petit: Petit) -> None:
    assert petit.poser().chercher("papier", "cantine", "L2112-2", "") == [[], [], [], []]
