"""Le code de la base : fiches, règles, rendu, flux. mkdocs-macros charge ce paquet et appelle ``define_env``."""


def define_env(env):
    """Enregistre les macros auprès de mkdocs-macros."""
    from macros.extension import declarer  # import différé : la ligne de commande ne charge pas MkDocs

    declarer(env)
