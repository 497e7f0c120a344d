"""Ce que les essais demandent au code : lire une base, l'interroger, en rendre les sorties.

Toutes les questions partent d'une base ; ``reseau`` change l'identité du réseau d'essai. Quand une pièce de ``macros`` change de
main, son métier change ici, et lui seul.
"""
