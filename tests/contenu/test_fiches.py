"""Les fiches de ce réseau : sans erreur, aussi nombreuses qu'il le promet, et trouvées par les mots qu'il écrit."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import yaml

from tests.attentes import PARTAGE
from tests.fabrique import (
    RACINE,
    Base,
    Gravite,
    controler,
    fiches_de,
    groupes_touches,
    lire,
    pilier_de,
    seuils_de,
    valeurs_de,
    visibles_de,
)

PROMESSES = yaml.safe_load((RACINE / PARTAGE / "promesses.yml").read_text("utf-8"))


def test_aucune_erreur(base_reelle: Base) -> None:
    assert [str(a) for a in controler(base_reelle) if a.gravite is Gravite.ERREUR] == []


def test_contenu_promis(base_reelle: Base) -> None:
    clauses = visibles_de(base_reelle, "clauses")
    recentes = [e for e in visibles_de(base_reelle, "veille") if e.contenu.date >= date(2025, 1, 1)]
    comptes = {
        "clauses": len(clauses),
        "familles": len({s for c in clauses for s in c.contenu.segments}),
        "pratiques": len(visibles_de(base_reelle, "pratiques")),
        "textes": len(visibles_de(base_reelle, "textes")),
        "entrees_depuis_2025": len(recentes),
    }
    assert {nom: compte for nom, compte in comptes.items() if compte < PROMESSES[nom]} == {}


def test_chaque_sorte_de_clause_a_la_sienne(base_reelle: Base) -> None:
    clauses = visibles_de(base_reelle, "clauses")
    assert {n for c in clauses for n in c.contenu.natures} == set(valeurs_de(base_reelle, "natures"))
    assert {n for c in clauses for n in c.contenu.niveaux} == set(valeurs_de(base_reelle, "niveaux"))
    assert {"environnement", "social"} <= {pilier_de(base_reelle, t) for c in clauses for t in c.contenu.themes}


def test_chaque_seuil_a_une_valeur_le_jour_de_sa_verification(base_reelle: Base) -> None:
    jour = fiches_de(base_reelle, "seuils")["seuils"].contenu.verifie_le
    assert [nom for nom, seuil in seuils_de(base_reelle).items() if seuil.valeur_au(jour) is None] == []


def test_chaque_expression_du_lexique_touche_son_groupe(base_reelle: Base) -> None:
    touches = groupes_touches(base_reelle)
    groupes = fiches_de(base_reelle, "synonymes")["synonymes"].contenu.groupes
    for rang, groupe in enumerate(groupes):
        for expression in groupe:
            assert touches(expression) == [rang], expression
            assert rang in touches(f"zzz : {expression.upper()} !"), expression


def test_tous_les_departements_ont_un_contour(base_reelle: Base) -> None:
    contours = fiches_de(base_reelle, "contours")["contours"].contenu
    assert set(contours.departements) == set(valeurs_de(base_reelle, "departements"))


def test_le_modele_de_contributing_est_valide(projet: Path) -> None:
    """La fiche complète à copier, dans CONTRIBUTING.md, passe tous les contrôles du dépôt."""
    texte = (RACINE / "CONTRIBUTING.md").read_text("utf-8")
    fiche = max((bloc.split("```")[0] for bloc in texte.split("```yaml\n")[1:]), key=len)
    base, _ = lire(RACINE)
    (projet / "data/clauses/fiche-de-contributing.yml").write_text(fiche, "utf-8")
    lue, anomalies = lire(projet)
    base.fiches["clauses"]["fiche-de-contributing"] = lue.fiches["clauses"]["fiche-de-contributing"]
    nommees = [str(a) for a in (*anomalies, *controler(base)) if "fiche-de-contributing" in a.fichier]
    assert nommees == []


def test_le_volume_d_insertion_se_calcule_sur_le_marche(base_reelle: Base) -> None:
    """Une clause d'insertion ne propose aucun nombre d'heures : le champ est à remplir, sa formule à côté."""
    vues = {}
    for fiche in visibles_de(base_reelle, "clauses"):
        textes = " ".join(d.texte for d in fiche.contenu.dispositions)
        if fiche.contenu.insertion and "{{heures}}" in textes:
            siennes = {n: v for n, v in fiche.contenu.variables.items() if n in ("heures", "heures_petit")}
            vues[fiche.id] = [
                n for n, v in siennes.items() if v.defaut is not None or "÷ coût horaire" not in (v.aide or "")
            ]
    assert not any(vues.values()), vues


def test_le_bien_etre_animal_ne_tient_pas_lieu_d_environnement(base_reelle: Base) -> None:
    """CCP R2152-7 le nomme à part, et aucune décision n'a été lue : au premier pas, rien n'y compte pour l'environnement.

    Ni sociales ni environnementales, leurs pénalités doivent être nommées par les phrases qui en dressent la liste.
    """
    clauses = [
        f.contenu
        for f in visibles_de(base_reelle, "clauses")
        if any(d.nature == "critere-attribution" and "bien-être des" in d.texte for d in f.contenu.dispositions)
    ]
    textes = [d for clause in clauses for d in clause.dispositions]
    animaux = {d.titre: d.pilier for d in textes if d.niveau == "base" or "pâtur" in d.texte}
    assert animaux and set(animaux.values()) == {"economie"}, animaux
    phrases = fiches_de(base_reelle, "socle")
    listes = {n: f.contenu.texte for n, f in phrases.items() if "facturation de l’énergie" in f.contenu.texte}
    assert len(listes) == 3 and all("de bien-être animal" in texte for texte in listes.values()), listes


def test_une_regle_s_ecrit_une_fois(base_reelle: Base) -> None:
    """L'origine des denrées n'est que dans sa phrase partagée : un dossier n'en additionne pas deux, l'une contredisant l'autre."""
    origine = re.compile(r"respectent l’article L\. 230-5-1|(?:denrée|produit)[^.;]* d’une autre origine")
    textes = {(f.id, d.id): d.texte for f in visibles_de(base_reelle, "clauses") for d in f.contenu.dispositions}
    assert [place for place, texte in textes.items() if origine.search(texte)] == []


def test_un_fait_n_a_qu_une_issue(base_reelle: Base) -> None:
    """Un texte n'annonce pas, pour le même manque, zéro point ou l'offre écartée (CCP L2152-2)."""
    deux = re.compile(r"0 point,? ou (?:est |rend )?[^.;]*irrégulière|irrégulière,? ou [^.;]*0 point")
    textes = {(f.id, d.id): d.texte for f in visibles_de(base_reelle, "clauses") for d in f.contenu.dispositions}
    assert [place for place, texte in textes.items() if deux.search(texte)] == []


def test_un_document_a_envoyer_ne_porte_aucune_consigne(base_reelle: Base) -> None:
    """Son corps est ce que reçoit l'entreprise ou le conseil : les conseils sont dans « mode_d_emploi », que la page seule montre."""
    for nom, fiche in fiches_de(base_reelle, "modeles").items():
        assert not re.search(r"(?i)consigne|(?<!\*)\*(?!\*)[^*\n]+\*(?!\*)|\]\(", fiche.corps), nom
