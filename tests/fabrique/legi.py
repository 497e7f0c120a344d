"""Du droit consolidé inventé, aux formes de la LEGI : articles, archives, codes en Markdown."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from macros.base.base import Base
from macros.base.consultation import Consultation
from macros.fiches.liste import GENRES, MACROS
from macros.fiches.reseau.declaration import reseau_de
from macros.sentinelle.suivi import Suivi
from macros.sorties.chemins import produits
from tests.fabrique.reperes import DEPOT, SITE_URL

CCP, TRAVAIL = "LEGITEXT000037701019", "LEGITEXT000006072050"
JAMAIS, NON_FIXEE = "2999-01-01", "2222-02-22"


def identifiant(rang: int) -> str:
    return f"LEGIARTI{rang:012}"


def chemin(rang: int, cid: str = CCP, sous: str = "article") -> str:
    """Rend le chemin d'un article dans une archive."""
    sorte = "code_en_vigueur/LEGI" if cid.startswith("LEGI") else "TNC_en_vigueur/JORF"
    racine = f"legi/global/code_et_TNC_en_vigueur/{sorte}/TEXT/00/00/00/00/00/{cid}"
    return f"{racine}/{sous}/LEGI/ARTI/00/00/00/00/00/{identifiant(rang)}.xml"


def article(
    rang: int,
    numero: str,
    texte: str,
    etat: str = "VIGUEUR",
    debut: str = "2019-04-01",
    fin: str = JAMAIS,
    liens: str = "",
    du_texte: str = f'cid="{CCP}" nature="CODE"',
) -> bytes:
    """Rend le XML d'une rédaction."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ARTICLE><META><META_COMMUN><ID>{identifiant(rang)}</ID><NATURE>Article</NATURE></META_COMMUN>
<META_SPEC><META_ARTICLE><NUM>{numero}</NUM><ETAT>{etat}</ETAT>
<DATE_DEBUT>{debut}</DATE_DEBUT><DATE_FIN>{fin}</DATE_FIN></META_ARTICLE></META_SPEC></META>
<CONTEXTE><TEXTE {du_texte}/></CONTEXTE>
<BLOC_TEXTUEL><CONTENU><p>{texte}<br/></p></CONTENU></BLOC_TEXTUEL><LIENS>{liens}</LIENS></ARTICLE>
""".encode()


def place(redige: bytes) -> str:
    """Rend le chemin où une archive range cette rédaction."""
    texte = redige.decode()
    return chemin(int(texte.partition("LEGIARTI")[2][:12]), texte.partition('cid="')[2].partition('"')[0])


def archive(ou: Path, fichiers: Mapping[str, bytes]) -> Path:
    """Écrit l'archive, et la rend."""
    ou.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(ou, "w:gz", compresslevel=1) as neuve:
        for nom, octets in fichiers.items():
            membre = tarfile.TarInfo(nom)
            membre.size = len(octets)
            neuve.addfile(membre, io.BytesIO(octets))
    return ou


def increment(dossier: Path, jour: str, *rediges: bytes, dat: Mapping[str, str] | None = None) -> Path:
    """Écrit l'incrément d'un jour, « AAAAMMJJ » : ses articles, ses listes de suppression."""
    racine = f"{jour}-210000/"
    fichiers = {f"{racine}{place(octets)}": octets for octets in rediges}
    fichiers |= {f"{racine}{nom}": lignes.encode() for nom, lignes in (dat or {}).items()}
    return archive(dossier / f"LEGI_{jour}-210000.tar.gz", fichiers)


def socle(dossier: Path, jour: str, *rediges: bytes) -> Path:
    """Écrit la base entière d'un jour."""
    fichiers = {place(octets): octets for octets in rediges}
    return archive(dossier / f"Freemium_legi_global_{jour}-140000.tar.gz", fichiers)


def code(ou: Path, jour: str, articles: Mapping[str, str], cid: str = CCP, titre: str = "Article {}") -> Path:
    """Écrit un code en Markdown."""
    corps = "\n\n".join(f"{titre.format(numero)}\n\n{texte}" for numero, texte in articles.items())
    ou.write_text(f'---\nidentifier: "{cid}"\netat: "{jour}"\n---\n\n# Partie\n\n{corps}\n', "utf-8")
    return ou


CITES = ("L2112-2", "L2152-7", "R2112-3", "R2112-13", "L2113-12")
LOI = 'cid="JORFTEXT000000000058" nature="LOI" num="{}" date_signature="{}"'
CITES_AILLEURS = (
    (91, "58", LOI.format("2020-105", "2020-02-10")),
    (92, "35", LOI.format("2021-1104", "2021-08-22").replace("58", "35")),
    (93, "L5132-1", f'cid="{TRAVAIL}" nature="CODE"'),
)
"""Ce que le réseau inventé cite : du code de la commande publique, puis d'ailleurs (rang, article, texte)."""


def reste() -> list[bytes]:
    """Rend tous les articles que le réseau inventé cite, inchangés."""
    codes = [article(50 + n, numero, f"Le reste de {numero}.") for n, numero in enumerate(CITES)]
    return [*codes, *(article(rang, numero, "Ailleurs.", du_texte=texte) for rang, numero, texte in CITES_AILLEURS)]


def suivi_de(base: Base) -> Suivi:
    """Rend ce que suit le réseau de cette base."""
    return Suivi(Consultation(base, GENRES, reseau_de(base, SITE_URL, DEPOT), MACROS, produits))
