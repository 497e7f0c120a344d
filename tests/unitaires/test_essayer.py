"""``base essayer`` : le réseau inventé est comme il s'attend, et chaque attente fausse a sa phrase, à sa place."""

import re
import shutil
from pathlib import Path

import pytest

from macros.commandes.essayer import commande, orthographe
from macros.commandes.essayer.commande import SANS_DICTIONNAIRE, SANS_NODE, commande_essayer
from tests import invente
from tests.fabrique.reperes import epoque

E = "data/essais"
CAS = "article: CCP L2112-2, cas: collectivites ordinaire services nettoyage 8000 12 1 2026-11-26"
FAUSSES: list[tuple[str, str, str]] = [
    ("promesses", "promesses: {clauses: 900, clause: 1}", "promesse-non-tenue: 30 fiche(s) « clauses », et 900 sont"),
    (
        "promesses",
        "",
        "genre-attendu-inconnu: « clause » n'est pas un genre de fiche\n    → Vouliez-vous dire « clauses » ?",
    ),
    ("droit", "- {genre: textes, fiche: absente, dit: [mot]}", "attente-sans-fiche: aucune fiche"),
    ("droit", "- {genre: veile, dit: [mot]}", "genre-attendu-inconnu: « veile » n'est pas"),
    ("droit", "- {genre: ess, champ: absent, dit: [mot]}", "attente-sans-fiche: aucune fiche"),
    (
        "droit",
        "- {genre: ess, fiche: esat, dit: [le mot absent]}",
        "dit-manquant: « le mot absent » n'est pas dans data/ess/esat.yml",
    ),
    (
        "droit",
        "- {genre: ess, fiche: esat, tait: [titre], pourquoi: c’est faux}",
        "dit-en-trop: « titre » est dans data/ess/esat.yml\n    → Retirez-le de la fiche, ou corrigez l'attente : c’est faux.",
    ),
    (
        "requetes",
        "- {q: ordinateur, bonnes: [nettoyage-en-journee], sorte: rare}",
        "requete-ratee (alerte): « ordinateur » ne trouve pas la réponse attendue : clauses/ordinateurs-",
    ),
    ("requetes", "", "sorte-ratee: 0 requête(s) « rare » sur 1 trouvent leur réponse ; il en faut 95 %"),
    (
        "requetes",
        "- {q: cantine, bonnes: [inconnue, produits-de-saison], sorte: mot}",
        "bonne-reponse-absente: la recherche ne rend aucune page à l'adresse « clauses/inconnue/ »",
    ),
    (
        "noms",
        "- {q: agence du Gers, bonnes: [territoire/agence-du-gers/], sorte: genre}",
        "attente-du-reseau: « territoire/agence-du-gers/ »",
    ),
    (
        "noms",
        "- {q: lexique, bonnes: [recherche/], sorte: page}",
        "« lexique » ne trouve pas la réponse attendue : lexique/\n",
    ),
    ("noms", "", "sorte-ratee: 1 requête(s) « page » sur 2"),
    (
        "noms",
        "- {q: lexique, bonnes: [lexique/], sorte: mot, jamais: ['#ccap']}",
        "reponse-en-trop: « lexique » montre « lexique/#ccap »",
    ),
    ("noms", "- {q: lexique, bonnes: [lexique/], sorte: besoin}", "requete-ratee (alerte): « lexique » ne trouve pas"),
    ("noms", "", "sorte-ratee: 1 requête(s) « besoin » sur 2"),
    ("obligations", f"- {{nom: petit achat, {CAS}}}", "attente-en-double: « petit achat » est déjà attendu ligne 2"),
    (
        "obligations",
        f"- {{nom: règle, {CAS}, du: [procedure-libr]}}",
        "regle-inconnue: « procedure-libr » n'est pas une règle de data/obligations\n    → Vouliez-vous dire « procedure-libre » ?",
    ),
    ("obligations", f"- {{nom: article, {CAS.replace('L2112-2', 'L9999-9')}}}", "article-sans-fiche: « CCP L9999-9 »"),
    (
        "obligations",
        f"- {{nom: famille, {CAS.replace('nettoyage', 'menage')}}}",
        "cas-illisible: la page des obligations ne lit pas « famille » : Choisissez",
    ),
    ("obligations", f"- {{nom: manque, {CAS}, du: [critere]}}", "obligation-manquante: « critere » n'est pas « du »"),
    (
        "obligations",
        f"- {{nom: trop, {CAS}, non: [procedure-libre]}}",
        "obligation-en-trop: « procedure-libre » est « du »",
    ),
    (
        "obligations",
        f"- {{nom: raison, {CAS}, raison: {{plan-de-repas: Autre}}}}",
        "raison-manquante: de « plan-de-repas », la page dit « rien »",
    ),
    (
        "obligations",
        f"- {{nom: rien, {CAS}, procedures: 0}}",
        "procedure-du-cas: ce cas reçoit 1 procédure(s), et en attend 0",
    ),
    (
        "obligations",
        f"- {{nom: clause, {CAS.replace('nettoyage', 'restauration')}, propose: {{plan-de-repas: critere-court}}}}",
        "reponse-a-la-regle: à « plan-de-repas », la page propose contenants-reemployables-repas",
    ),
    (
        "mots",
        "mots: [er, autolaveuse, phyto, Havelaar, Légifrance, relevé]",
        "mot-sans-emploi: « relevé » ne sert plus ici",
    ),
]
"""(Fichier, ligne ajoutée ou fichier entier, ce qui s'en dit) ; une ligne vide : une seconde phrase sur la précédente."""
ILLISIBLES = {
    "noms.yml": (
        "noms: [{q: x, bonnes: [a], sort: mot}]",
        "noms.yml:1:28: champ-inconnu: le champ « sort » n'existe pas\n    → Vouliez-vous dire « sorte » ?",
    ),
    "nom.yml": (
        "noms: []",
        "nom.yml:1:1: fichier-inattendu: ce fichier n'est pas une attente\n    → Vouliez-vous dire « noms » ? Fichiers admis ici : droit.yml,",
    ),
    "mots.yml": ("mots: [&a mot]", "mots.yml:1:8: alias-yaml: "),
    "droit.yml": ("droit: [", "droit.yml:1:8: yaml-illisible: "),
    "obligations.yml": (
        "obligations: [{nom: x, article: CCP L2112-2, cas: trop court}]",
        "obligations.yml:1:46: forme-incorrecte: ",
    ),
    "promesses.yml": (
        "promesses: {clauses: trente}",
        "promesses.yml:1:13: type-incorrect: « clauses » attend un nombre entier",
    ),
}


@pytest.fixture
def reseau(projet_invente: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rend une copie du réseau inventé, à casser, un de ses jours."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque(invente.JOUR))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return Path(shutil.copytree(projet_invente, tmp_path / "reseau"))


def test_le_reseau_invente_est_comme_il_s_attend(reseau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commande_essayer(reseau) == 0
    assert capsys.readouterr().out.endswith(" attentes lues : 0 erreur(s), 0 alerte(s).\n")


def test_chaque_attente_fausse_a_sa_phrase(reseau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ni une de moins, ni une de plus : les autres attentes restent tenues."""
    for nom, ajout, _ in filter(lambda fausse: fausse[1], FAUSSES):
        fichier = reseau / E / f"{nom}.yml"
        avant = "" if ajout.startswith(f"{nom}:") else fichier.read_text("utf-8")
        retrait = " " * (len(derniere := avant.rstrip().rpartition("\n")[2]) - len(derniere.lstrip()))
        fichier.write_text(f"{avant}{retrait}{ajout}\n", "utf-8")
    clause = (reseau / "data/clauses/produits-de-saison.yml").read_text("utf-8")
    (reseau / "data/clauses/copie.yml").write_text(clause.replace("Produits de saison", "Autre titre"), "utf-8")
    dossier = reseau / "data/dossiers/repas-d-essai.yml"
    change = dossier.read_text("utf-8").replace("  acheteur: collectivites\n", "")
    dossier.write_text(
        change.replace("poids: 60}", "poids: 70}").replace("Qualité, poids: 20", "Qualité, poids: 10"), "utf-8"
    )
    assert commande_essayer(reseau) == 1
    dites = re.split(r"\n(?=\S)", capsys.readouterr().out.strip())[:-1]
    attendues = [
        *FAUSSES,
        (
            "mots",
            "",
            "mot-inconnu: « tip » n'est pas au dictionnaire\n    → Corrigez la faute ; si le mot est juste, ajoutez-le à",
        ),
        (
            "",
            "",
            "dossier-hors-budget: à 65000 €, « prix » vaut 70, et le budget de cette forme va de 40 à 60\n    → Retirez",
        ),
        (
            "",
            "",
            "dossier-a-regler: à 65000 €, le dossier composé a encore à régler « a-preciser : parc-2026 »\n    → Rép",
        ),
        ("", "", "texte-trop-proche: ce texte reprend 100 % de celui de data/clauses/"),
    ]
    for _, _, phrase in attendues:
        assert any(phrase in d for d in dites), "\n".join([phrase, *dites])
    assert len(dites) == len(attendues), "\n".join(dites)


def test_ce_qui_ne_se_lit_pas_se_dit_et_rien_n_est_joue(reseau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for nom, (texte, _) in ILLISIBLES.items():
        (reseau / E / nom).write_text(texte, "utf-8")
    assert commande_essayer(reseau) == 1
    dit = capsys.readouterr().out
    for _, phrase in ILLISIBLES.values():
        assert f"{E}/{phrase}" in dit, dit
    assert "mot-sans-emploi" not in dit and "requete-ratee" not in dit


def test_ce_qui_n_a_pas_pu_etre_joue_se_dit(
    reseau: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commande, "node", lambda: None)
    monkeypatch.setattr(orthographe, "correcteur", lambda: None)
    assert commande_essayer(reseau) == 0
    assert f"{SANS_DICTIONNAIRE}\n{SANS_NODE}\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    "faute", ["aquisition", "dévelopement", "fournisseure", "achêteur", "l’exigeance", "environement"]
)
def test_une_faute_est_vue(faute: str) -> None:
    connaitre = orthographe.correcteur()
    [(_, mot)] = orthographe.mots(faute)
    assert connaitre and not connaitre(mot)
