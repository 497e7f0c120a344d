"""Le code de la base : fiches, règles, rendu, flux. mkdocs-macros charge ce paquet et appelle ``define_env``."""


def define_env(env):
    """Enregistre les macros auprès de mkdocs-macros."""
    maison = getattr(env.conf, "maison", None)
    if maison is None:
        raise SystemExit(
            "mkdocs.yml ne lance plus macros/site/servir.py. → Remettez « hooks: [macros/site/servir.py] »."
        )
    maison.declarer(env)
