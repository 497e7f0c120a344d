"""Ce que les fiches du petit projet ont en commun."""

SOURCE = """\
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
"""
DATES = """\
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
FONDEMENTS = "fondements: [CCP L2112-2]\n"
CORPS = """\
---
Un paragraphe d’exemple assez long pour passer le contrôle du corps, qui demande vingt mots au moins, et que voici donc écrit en entier.
"""
