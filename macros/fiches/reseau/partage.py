"""L'image qu'un réseau social ou une messagerie montre à côté d'un lien vers le site : le nom du réseau, ses couleurs."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from macros.base.reseau import Reseau
from macros.base.theme import theme

POLICE = theme() / "assets" / "lib" / "base-lisible.woff2"
TAILLE = LARGEUR, HAUTEUR = 1200, 630
"""Ce que les messageries demandent, et que la page annonce (``overrides/main.html``)."""
MARGE = 90
CLAIR = "#ffffff"
PROMESSE = "Clauses modèles, bonnes pratiques et veille juridique 30-30 pour acheter de façon responsable."


def image(reseau: Reseau) -> bytes:
    """Rend l'image, en PNG : le nom, ce qu'est le réseau, ce que le site donne."""
    dessin = Image.new("RGB", TAILLE, reseau.couleurs.marque)
    crayon = ImageDraw.Draw(dessin)
    crayon.rectangle((0, HAUTEUR - 24, LARGEUR, HAUTEUR), reseau.couleurs.accent)
    haut: float = MARGE
    for texte, corps, graisse in ((reseau.nom, 104, 700), (reseau.nom_long, 46, 400), (PROMESSE, 58, 700)):
        police = ImageFont.truetype(POLICE, corps)
        police.set_variation_by_axes([graisse])
        lignes = "\n".join(_lignes(texte, police))
        crayon.multiline_text((MARGE, haut), lignes, CLAIR, police, spacing=corps * 0.3)
        haut += crayon.multiline_textbbox((0, 0), lignes, police, spacing=corps * 0.3)[3] + 44
    octets = BytesIO()
    dessin.save(octets, "PNG", optimize=True)
    return octets.getvalue()


def _lignes(texte: str, police: ImageFont.FreeTypeFont) -> list[str]:
    """Rend le texte coupé aux mots, chaque ligne dans la largeur."""
    lignes = [""]
    for mot in texte.split():
        essai = f"{lignes[-1]} {mot}".strip()
        if police.getlength(essai) <= LARGEUR - 2 * MARGE or not lignes[-1]:
            lignes[-1] = essai
        else:
            lignes.append(mot)
    return lignes
