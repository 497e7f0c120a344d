"""Le code de la base : fiches, règles, rendu, flux. mkdocs-macros charge ce paquet et appelle ``define_env``."""


def define_env(env):
    """Enregistre les macros auprès de mkdocs-macros."""
    maison = getattr(env.conf, "maison", None)
    if maison is None:
        raise SystemExit("mkdocs.yml ne nomme pas le greffon du moteur. → Écrivez plugins: [macros, base-achats].")
    maison.declarer(env)
