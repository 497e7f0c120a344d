"""Un courriel prêt à envoyer : un HTML simple et le même en texte. Mêmes fiches, mêmes octets."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html.parser import HTMLParser

COUPURE = "=_corps"
"""Ce qui sépare le texte du HTML : un « = » ne s'écrit jamais tel quel dans un corps encodé."""
BLANCS = re.compile(r"[ \t\r\n]+")
SAUTS = {"h1": 2, "h2": 2, "h3": 2, "h4": 2, "p": 2, "ul": 2, "ol": 2, "li": 1, "br": 1}
"""Balise → sauts de ligne qui la précèdent et la suivent."""


def message(sujet: str, html: str, jour: date) -> bytes:
    """Rend un fichier .eml sans expéditeur ni destinataire : la messagerie l'ouvre comme un brouillon, ou le laisse reprendre."""
    courriel = EmailMessage(policy=SMTP)
    courriel["Subject"] = sujet
    courriel["Date"] = format_datetime(datetime.combine(jour, time(6), UTC))
    courriel["X-Unsent"] = "1"
    courriel.set_content(en_texte(html), cte="quoted-printable")
    courriel.add_alternative(html, subtype="html", cte="quoted-printable")
    courriel.set_boundary(COUPURE)
    return courriel.as_bytes()


def en_texte(html: str) -> str:
    """Rend le texte d'une page : une ligne vide entre les paragraphes, des tirets, l'adresse d'un lien après lui."""
    lecteur = _Lecteur()
    lecteur.feed(html)
    return "\n".join(ligne.strip() for ligne in "".join(lecteur.morceaux).split("\n")) + "\n"


class _Lecteur(HTMLParser):
    """Lit le corps d'une page, de balise en balise."""

    def __init__(self) -> None:
        super().__init__()
        self.morceaux: list[str] = []
        self._sauts = 0
        self._muet = True
        self._lien = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Ouvre un bloc, une puce, un lien ; rien ne se lit avant le corps."""
        self._muet = self._muet and tag != "body"
        self._sauts = max(self._sauts, SAUTS.get(tag, 0))
        if tag == "li":
            self._ecrire("- ")
        self._lien = (dict(attrs).get("href") or "") if tag == "a" else self._lien

    def handle_endtag(self, tag: str) -> None:
        """Ferme un bloc, ou écrit l'adresse du lien."""
        if tag == "a" and self._lien:
            self._ecrire(f" ({self._lien})")
            self._lien = ""
        self._sauts = max(self._sauts, SAUTS.get(tag, 0))

    def handle_data(self, data: str) -> None:
        """Écrit un texte, ses blancs réduits à un."""
        if not self._muet:
            self._ecrire(BLANCS.sub(" ", data))

    def _ecrire(self, texte: str) -> None:
        if not texte.strip() and (self._sauts or not self.morceaux):
            return
        self.morceaux.append("\n" * self._sauts * bool(self.morceaux) + texte)
        self._sauts = 0
