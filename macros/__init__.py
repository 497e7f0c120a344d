"""Le code de la base : fiches, règles, rendu, flux. mkdocs-macros charge ce paquet et appelle ``define_env``."""

from typing import Any


def define_env(env: Any) -> None:
    """Enregistre les macros auprès de mkdocs-macros."""
    crochets = env.conf.plugins.get("crochets")
    if crochets is None:
        raise SystemExit("mkdocs.yml ne nomme pas le greffon du moteur. → Écrivez plugins: [macros, base-achats].")
    crochets.declarer(env)
