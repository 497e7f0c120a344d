"""Le code de la base : fiches, règles, rendu, flux. mkdocs-macros charge ce paquet et appelle ``define_env``."""


def define_env(env):
    """Enregistre les macros auprès de mkdocs-macros."""
    env.conf.maison.declarer(env)
