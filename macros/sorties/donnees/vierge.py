"""Une clause ou une entrée de veille vierge, commentée : le point de départ d'un contributeur."""

from __future__ import annotations

from datetime import date

from macros.base.base import Base
from macros.sorties.donnees.schemas import champs

EXEMPLE = """\
# yaml-language-server: $schema={site}donnees/schemas/clause.json
# Fiche « {slug} ». Les lignes qui commencent par # expliquent ; vous pouvez les supprimer.
# Tant que statut vaut brouillon, la fiche est contrôlée mais n'apparaît pas sur le site.

titre: "Ce que la clause obtient, en mots d’acheteur"   # {titre}
resume: "Le titulaire fait ceci, l’acheteur le vérifie ainsi."   # {resume}
themes: [economie-circulaire]   # {themes} Valeurs : {themes_valeurs}
segments: [toutes-familles]   # {segments} Valeurs : {segments_valeurs}
marches: [fournitures, services]   # {marches} Valeurs : {marches_valeurs}
tailles: [petite, moyenne, grande]   # {tailles} Valeurs : {tailles_valeurs}
adaptation: |   # {adaptation}
  Une petite commune garde le texte et abandonne le reste.

dispositions:   # {dispositions}
  - piece: CCTP   # {piece} Valeurs : {piece_valeurs}
    nature: condition-execution   # {nature} Valeurs : {nature_valeurs}
    niveau: base   # {niveau} Valeurs : {niveau_valeurs}
    texte: |   # {texte}
      Le titulaire réalise au moins {{{{taux}}}} des prestations dans ces conditions.

  # Un critère d'attribution ajoute : elements, preuve, bareme, ponderation, cadre_reponse.
  # Une pénalité ajoute : base, montant, mise_en_demeure, plafond.

ccag:   # {ccag}
  cahiers: [FCS]   # Valeurs : {cahiers_valeurs}
  deroge_a: []   # {deroge_a}

variables:   # {variables}
  taux:
    libelle: Part des prestations concernées
    type: pourcentage   # pourcentage, nombre, montant, duree, date, texte, choix
    defaut: 50
    min: 10
    max: 100

preuves:   # {preuves}
  - quoi: Relevé trimestriel des prestations, ou tout document équivalent.
    qui: Le titulaire
    quand: Chaque trimestre

controle:   # {controle}
  qui: Le service utilisateur
  comment: Rapproche le relevé des bons de commande.
  frequence: Chaque trimestre
  suite: "En cas d’écart : observations, puis mise en demeure."

questions_sourcing: []   # {questions_sourcing}
vigilance: []   # {vigilance}
fondements: [CCP L2112-2]   # {fondements}
statut: brouillon   # brouillon, publie, retiree
relu_par: null   # {relu_par}
verifie_le: {jour}   # {verifie_le}
publie_le: {jour}   # {publie_le}
modifie_le: {jour}   # {modifie_le}
sources:   # {sources}
  - titre: Code de la commande publique, Légifrance
    url: https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019/
"""


EXEMPLE_VEILLE = """\
---
# Entrée « {slug} ». Les lignes qui commencent par # expliquent ; vous pouvez les supprimer.
titre: "La nouvelle, en une ligne"   # {titre}
date: {jour}   # {date}
evenement: publication   # {evenement} Valeurs : {evenement_valeurs}
# texte: loi-2021-1104   # {texte}
themes: [procedure]   # {themes} Valeurs : {themes_valeurs}
segments: [toutes-familles]   # {segments} Valeurs : {segments_valeurs}
impact: faible   # {impact} Valeurs : {impact_valeurs}
pour:   # {pour}
  tailles: [petite, moyenne, grande]   # {tailles} Valeurs : {tailles_valeurs}
  profils: [acheteur]   # {profils} Valeurs : {profils_valeurs}
  # organismes: [collectivites]   # {organismes} Valeurs : {organismes_valeurs}
# en_vigueur_le: {jour}   # {en_vigueur_le}
change: |   # {change}
  Ce qui change, depuis quand et pour qui, en deux ou trois phrases simples.
a_faire:   # {a_faire}
  - Ce qu’un acheteur fait, dans l’ordre, un verbe par ligne.
# avant_le: {jour}   # {avant_le}
articles: [CCP L2112-2]   # {articles}
clauses: []   # {clauses}
# fait_suite_a: 2026-01-01-exemple   # {fait_suite_a}
publie_le: {aujourdhui}   # {publie_le}
sources:   # {sources}
  - titre: Code de la commande publique, Légifrance
    url: https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019/
---

## Exemple

Pour un impact fort, un exemple chiffré : quel achat, quelle commune, ce qui change dans ses documents.

## À vérifier

- Le champ exact, la date, ce qui reste incertain.
"""


def fiche_vierge(slug: str, base: Base, site_url: str, jour: date) -> str:
    """Rend le YAML d'une clause vierge, commentée par les descriptions du modèle, valide telle quelle."""
    return EXEMPLE.format(**_valeurs("clause", base), slug=slug, site=site_url, jour=jour.isoformat())


def entree_vierge(slug: str, base: Base, jour: date) -> str:
    """Rend une entrée de veille vierge, datée par son nom (``AAAA-MM-JJ-sujet``), commentée, valide telle quelle."""
    valeurs = _valeurs("veille", base)
    return EXEMPLE_VEILLE.format(**valeurs, slug=slug, jour=slug[:10], aujourdhui=jour.isoformat())


def _valeurs(genre: str, base: Base) -> dict[str, str]:
    valeurs: dict[str, str] = {}
    for champ in champs(genre, base):
        valeurs.setdefault(champ.nom, champ.description)
        if champ.valeurs:
            valeurs.setdefault(f"{champ.nom}_valeurs", ", ".join(champ.valeurs) + ".")
    return valeurs
