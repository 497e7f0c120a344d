"""Le seul moteur Markdown : markdown-it-py, sans HTML. Toute transformation est une règle de jetons, avant le HTML.

``leger`` rend les textes des fiches, ``pages`` les pages écrites à la main ; ``jetons`` et ``liens`` sont leurs règles.
"""
