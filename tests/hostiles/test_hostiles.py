"""Chaque mauvais fichier donne son message, à sa place, sans trace d'erreur."""

import re
from pathlib import Path
from time import process_time

import pytest

from macros.base.chargement import SIGNES_MAX
from macros.commandes.verifier import commande_verifier
from macros.fiches.liste import GENRES
from tests.conftest import lancer
from tests.fabrique.donnees import vierge_de
from tests.fabrique.dossier import obligations_de
from tests.fabrique.lecture import anomalies_de, lire
from tests.fabrique.pages import macro_de
from tests.fabrique.reperes import FICHIERS_UNIQUES
from tests.petit.fiches import PAGE, TEXTE
from tests.petit.fiches import VEILLE as ENTREE
from tests.petit.projet import REMPLI, changer

from .cas import CAS
from .cas.commun import CLAUSE, Cas
from .cas.commun import PAGE as ACCUEIL
from .cas.obligations import FAITS
from .cas.synonymes import SYNONYMES

SANS_CORPS = ENTREE[: ENTREE.rindex("---") + 4].replace("impact: faible", "impact: fort")
CONTENUS = {"VEILLE": ENTREE, "PAGE": PAGE, "TEXTE": TEXTE, "FORT SANS CORPS": SANS_CORPS}


def test_projet_temoin_valide(projet: Path) -> None:
    """Un mot écarté d'un contrat est un mot entier : celui qui le contient passe."""
    assert anomalies_de(projet) == []
    changer(projet / "data/clauses/critere-court.yml", ("donne lieu à", "surcoûte, coûterait, donne lieu à"))
    assert anomalies_de(projet) == []


@pytest.mark.parametrize("cas", CAS, ids=lambda c: c.nom)
def test_mauvais_fichier(cas: Cas, projet: Path) -> None:
    chemin = projet / cas.fichier
    chemin.parent.mkdir(parents=True, exist_ok=True)
    if cas.avant is None:
        connus = {**CONTENUS, "CLAUSE": (projet / CLAUSE).read_text("utf-8")}
        contenu = connus.get(cas.apres, cas.apres) if isinstance(cas.apres, str) else cas.apres
    else:
        source = chemin.read_text("utf-8")
        assert cas.avant in source, "le cas ne s'applique plus au projet témoin"
        contenu = source.replace(cas.avant, cas.apres, 1)
    chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
    trouvees = anomalies_de(projet)
    attendu = f"{cas.ou or cas.fichier}:{cas.attendu}" if cas.attendu[0].isdigit() else cas.attendu
    concernees = [a for a in trouvees if attendu in a]
    assert concernees, f"attendu « {attendu} », obtenu :\n" + "\n".join(trouvees)
    assert cas.conseil in concernees[0]
    fichier, ligne, colonne, _ = concernees[0].split(":", 3)
    assert fichier == (cas.ou or cas.fichier) and int(ligne) >= 1 and int(colonne) >= 1
    assert "→" in concernees[0], "toute anomalie dit quoi faire"
    if CAS.index(cas) % 10 == 0:
        assert anomalies_de(projet, a_froid=True) == trouvees, "servi et contrôlé ne disent pas la même chose"


def test_une_page_chargee_de_signes_se_controle_vite(projet: Path) -> None:
    """Les pages les plus chargées que les bornes admettent : le contrôle finit, sans les refuser pour leur taille."""
    for rang, motif in enumerate(("[a", "![a](", "[[a]", "`a", "< ")):
        page = PAGE.replace("Un paragraphe.", motif * (SIGNES_MAX // max(motif.count(s) for s in "[<`")))
        (projet / f"docs/chargee-{rang}.md").write_text(page, "utf-8")
    fini = lancer(projet, "-m", "macros", "verifier")
    assert "page-trop-grosse" not in fini.stdout and "pages lues" in fini.stdout


def test_une_alerte_n_arrete_pas(projet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changer(projet / CLAUSE, ("dans ces conditions.", "en produits locaux."))
    assert commande_verifier(projet) == 0
    assert "0 erreur(s), 1 alerte(s)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "phrase",
    [
        "L’article 58 de la loi n° 2020-105 impose une part de réemploi.",
        "En application du code de la commande publique (art. L. 2112-2), le titulaire trie ses déchets.",
        "Le droit a changé (loi n° 2020-105) ; relisez le code du travail.",
        "Les données ont un code et permettent de suivre le lot ; le code ne fixe rien.",
    ],
)
def test_une_loi_citee_avec_son_article_ou_sans_obliger_passe(projet: Path, phrase: str) -> None:
    changer(projet / CLAUSE, ("dans ces conditions.", f"dans ces conditions. {phrase}"))
    assert anomalies_de(projet) == []


@pytest.mark.parametrize(
    ("dit", "restent"),
    [("produits locaux", []), ("matériaux locaux", ["preference-locale (alerte)", "alerte-levee-inutile"])],
)
def test_une_alerte_se_leve_avec_sa_raison(projet: Path, dit: str, restent: list[str]) -> None:
    """La levée ne couvre que ses mots."""
    levee = "alertes_levees: [{regle: preference-locale, extrait: produits locaux, motif: Examinée par le réseau.}]"
    changer(projet / CLAUSE, ("dans ces conditions.", f"en {dit}."), ("statut:", f"{levee}\nstatut:"))
    assert [a.split(": ")[1] for a in anomalies_de(projet)] == restent


@pytest.mark.parametrize("dossier", ["docs", "data/clauses"])
def test_lien_symbolique_refuse(projet: Path, dossier: str) -> None:
    (projet / dossier / "fuite.md").symlink_to("/etc/hostname")
    assert any(f"{dossier}/fuite.md:1:1: lien-symbolique" in a for a in anomalies_de(projet))


def test_cycle_de_remplacement(projet: Path) -> None:
    source = (projet / CLAUSE).read_text("utf-8")
    for nom, suivant in (("temoin", "deux"), ("deux", "trois"), ("trois", "temoin")):
        (projet / f"data/clauses/{nom}.yml").write_text(
            source.replace("statut:", f"liens: {{remplace: [{suivant}]}}\nstatut:", 1), "utf-8"
        )
    assert sum("cycle:" in a for a in anomalies_de(projet)) == 3


def test_fiche_illisible_n_accuse_pas_ses_voisines(projet: Path) -> None:
    source = (projet / CLAUSE).read_text("utf-8")
    (projet / "data/clauses/deux.yml").write_text(
        source.replace("statut:", "liens: {complete: [temoin]}\nstatut:", 1), "utf-8"
    )
    (projet / CLAUSE).write_text("titre: x\n", "utf-8")
    assert not any("renvoi-absent" in a for a in anomalies_de(projet))


def test_des_faits_deduits_sans_fin_n_arretent_pas_le_controle(projet: Path) -> None:
    """Dix faits de huit groupes chacun se remplissent d'un milliard de façons : le contrôle les compte sans les essayer."""
    groupes = "".join(f"      - [{{fait: couverts, op: au-moins, valeur: {n}}}]\n" for n in range(8))
    entete = "    libelle: Un fait\n    type: oui-non\n    demande: deduit\n    vrai_si:\n"
    faits = "".join(f"  d{n}:\n{entete}{groupes}" for n in range(10))
    changer(projet / FAITS, ("contradictions:", f"{faits}contradictions:"))
    demandes = "".join(f'  - {{fait: d{n}, op: est, valeur: "oui"}}\n' for n in range(10))
    for nom in ("essai", "essai-suivant"):
        changer(projet / f"data/obligations/{nom}.yml", ("si:\n", f"si:\n{demandes}"))
    changer(projet / "data/obligations/essai-suivant.yml", ("au-moins", "moins-de"), ("2024-07-01", "2023-07-01"))
    depart = process_time()
    [anomalie] = anomalies_de(projet)
    assert anomalie.startswith("data/obligations/essai-suivant.yml:5:1: trop-de-facons: la suite « essai »")
    assert process_time() - depart < 5


@pytest.mark.parametrize("bout", ["0001-01-01", "9999-12-31"])
def test_une_date_au_bout_du_calendrier_se_dit(projet: Path, bout: str) -> None:
    """Compter un jour de plus, ou changer de fuseau, n'y a pas de sens : la date se refuse, et rien ne s'arrête."""
    vues = 0
    for fichier in [*projet.glob("data/**/*.yml"), *projet.glob("docs/**/*.md")]:
        sain = fichier.read_text("utf-8")
        for place in re.finditer(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])", sain):
            fichier.write_text(sain[: place.start()] + bout + sain[place.end() :], "utf-8")
            assert anomalies_de(projet), f"{fichier.name} : {place[0]}"
            vues += 1
        fichier.write_text(sain, "utf-8")
    assert vues > 40


OPERATEURS = ("est", "n-est-pas", "parmi", "hors", "au-moins", "plus-de", "au-plus", "moins-de")
VALEURS = (
    "valeur: 5",
    "valeur: []",
    'valeur: ["oui"]',
    'valeur: "oui"',
    "valeur: [etat]",
    "valeur: etat",
    "seuil: decp",
)


@pytest.mark.parametrize("fait", ["montant", "acheteur", "petit-achat", "lancement"])
def test_une_condition_admise_s_ecrit(projet: Path, fait: str) -> None:
    """Contrôle vert, publication verte : quels que soient le fait, la comparaison et la valeur."""
    regle = projet / "data/obligations/essai.yml"
    saine, admises = regle.read_text("utf-8"), 0
    for op in OPERATEURS:
        for valeur in VALEURS:
            regle.write_text(saine.replace("si:\n", f"si:\n  - {{fait: {fait}, op: {op}, {valeur}}}\n", 1), "utf-8")
            if not anomalies_de(projet):
                base, _ = lire(projet)
                assert obligations_de(base)["regles"] and macro_de(base, "toutes_obligations")
                admises += 1
    assert admises == {"montant": 8, "acheteur": 4, "petit-achat": 4, "lancement": 0}[fait]


@pytest.mark.parametrize(
    ("champ", "code"), [("preuves", "exigence-sans-preuve"), ("controle", "exigence-sans-controle")]
)
def test_exigence_sans_preuve_ni_controle(projet: Path, champ: str, code: str) -> None:
    source = (projet / CLAUSE).read_text("utf-8")
    bloc = re.compile(rf"^{champ}:.*?(?=^\w)", re.DOTALL | re.MULTILINE)
    assert bloc.search(source)
    (projet / CLAUSE).write_text(bloc.sub("", source), "utf-8")
    assert any(f"{code}:" in a for a in anomalies_de(projet))


SCHEMAS = {genre.nom: genre for genre in GENRES if genre.donnees.schema and genre.lecture.dossier}


@pytest.mark.parametrize("nom", SCHEMAS)
def test_une_fiche_vierge_est_refusee_pour_chaque_champ_a_remplir(projet: Path, nom: str) -> None:
    """Un champ obligatoire sans exemple est vide ; un texte d'exemple, laissé tel quel, est signalé à sa ligne."""
    genre = SCHEMAS[nom]
    slug = "2026-11-20-neuf" if genre.par_annee else "neuf"
    vierge = vierge_de(lire(projet)[0], nom, slug)
    fichier = projet / genre.chemin_de(slug)
    fichier.parent.mkdir(parents=True, exist_ok=True)
    fichier.write_text(vierge, "utf-8")
    lignes = {int(a.split(":")[1]) for a in anomalies_de(projet) if a.startswith(genre.chemin_de(slug))}
    titre = next(rang for rang, ligne in enumerate(vierge.split("\n"), 1) if re.match("titre|terme", ligne))
    assert titre in lignes
    a_ecrire = {
        rang for rang, ligne in enumerate(vierge.split("\n"), 1) if re.match(r"(resume|change|definition):", ligne)
    }
    assert a_ecrire <= lignes


@pytest.mark.parametrize(("exemple", "ecrit"), REMPLI.items())
def test_chaque_texte_d_exemple_d_une_clause_est_refuse(projet: Path, exemple: str, ecrit: str) -> None:
    source = (projet / CLAUSE).read_text("utf-8")
    ligne = source[: source.index(ecrit)].count("\n") + 1
    changer(projet / CLAUSE, (ecrit, exemple))
    [anomalie] = anomalies_de(projet)
    place = re.match(rf"{CLAUSE}:(\d+):\d+: squelette-intact: « \w+ » est encore le texte d'exemple", anomalie)
    assert place and ligne - 1 <= int(place[1]) <= ligne, anomalie


def test_une_annotation_ne_peut_pas_en_cacher_une_autre(
    projet: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    changer(projet / CLAUSE, ("statut: brouillon", 'statut: "x\\n::error file=README.md,line=1::faux"'))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert commande_verifier(projet) == 1
    assert not any(ligne.startswith("::error file=README.md") for ligne in capsys.readouterr().out.splitlines())


def test_une_macro_annoncee_en_commentaire_n_est_pas_annoncee(projet: Path) -> None:
    changer(
        projet / ACCUEIL, ("title:", "# render_macros: true\ntitle:"), ("Un paragraphe.", "{{ tableau_clauses() }}")
    )
    assert any("sans l'annoncer" in a for a in anomalies_de(projet))


@pytest.mark.parametrize(
    ("ici", "ailleurs"),
    [("complete: [deux], incompatible: [deux]", ""), ("complete: [deux]", "incompatible: [temoin]")],
    ids=["dans la même fiche", "dans l’autre"],
)
def test_liens_contradictoires(projet: Path, ici: str, ailleurs: str) -> None:
    source = (projet / CLAUSE).read_text("utf-8")
    for chemin, liens in (("data/clauses/deux.yml", ailleurs), (CLAUSE, ici)):
        (projet / chemin).write_text(source.replace("statut:", f"liens: {{{liens}}}\nstatut:", 1), "utf-8")
    assert any("liens-contradictoires" in a for a in anomalies_de(projet))


@pytest.mark.parametrize("fichier", FICHIERS_UNIQUES)
def test_fichier_unique_absent(projet: Path, fichier: str) -> None:
    (projet / fichier).unlink()
    manque = "fichier-absent: ce fichier manque\n    → Reprenez-le de la branche main du dépôt."
    assert f"{fichier}:1:1: {manque}" in anomalies_de(projet)


@pytest.mark.parametrize("groupe", ['[cantine, "de la"]', '[cantine, "!?"]'])
def test_une_expression_refusee_n_est_dite_qu_une_fois(projet: Path, groupe: str) -> None:
    (projet / SYNONYMES).write_text(f"intitule: Synonymes\ngroupes:\n  - {groupe}\n", "utf-8")
    [anomalie] = anomalies_de(projet)
    assert "expression-introuvable" in anomalie
