"""Un serveur de droit sur la machine : les index et les archives de la DILA, la réponse de Cellar, et ce qui peut mal aller."""

import json
from collections.abc import Callable, Mapping, Sequence
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from macros.commandes.veiller import Sources
from macros.sentinelle.union import CDM
from tests.fabrique.legi import archive
from tests.serveur import Reponse

LIGNE = '<img src="/icons/compressed.gif" alt="[   ]"> <a href="{0}">{0}</a>  2026-11-30 21:05  1.2M'
Titres = Mapping[str, Sequence[tuple[int, str]]]
"""Rubrique du sommaire → (rang, titre) de ses textes."""


class _Service(Reponse):
    """Répond les fichiers du dossier, leur index, ou la faute dite pour ce chemin."""

    def do_GET(self) -> None:
        chemin = self.path.partition("?")[0]
        fichier = self.server.dossier / chemin.strip("/")
        if faute := self.server.fautes.get(chemin):
            faute(self)
        elif chemin == "/sparql":
            self.rendre(200, self.server.union(), Content_Type="application/sparql-results+json")
        elif fichier.is_dir():
            noms = sorted(f.name for f in fichier.iterdir())
            lignes = [LIGNE.format(nom) for nom in ["DILA_Presentation_20170824.pdf", *noms]]
            self.rendre(200, f"<pre>{'<br>'.join(lignes)}</pre>".encode("latin-1"), Content_Type="text/html")
        elif fichier.is_file():
            self.rendre(200, fichier.read_bytes(), Content_Type="application/x-gzip")
        else:
            self.rendre(404, b"<h1>Not Found</h1>")


class Dila(ThreadingHTTPServer):
    """``dossier`` : un dossier par fonds ; ``liens`` : (acte, lien, autre acte, jour) ; ``fautes`` : chemin → ce qu'il répond."""

    def __init__(self, dossier: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Service)
        self.dossier = dossier
        self.liens: list[tuple[str, str, str, str]] = []
        self.fautes: dict[str, Callable[[Reponse], Any]] = {}

    @property
    def sources(self) -> Sources:
        adresse = f"http://127.0.0.1:{self.server_port}"
        return Sources(adresse, f"{adresse}/sparql")

    def union(self) -> bytes:
        lignes = [
            {
                "acte": {"type": "literal", "value": acte},
                "lien": {"type": "uri", "value": f"{CDM}{lien}"},
                "autre": {"type": "literal", "value": autre},
                "jour": {"type": "literal", "value": jour},
            }
            for acte, lien, autre, jour in self.liens
        ]
        return json.dumps({"head": {"vars": ["acte"]}, "results": {"bindings": lignes}}).encode()


def journal_officiel(ou: Path, instant: str, jours: Mapping[str, Titres]) -> Path:
    """Écrit la livraison d'un instant : les sommaires de ces jours."""
    fichiers = {}
    for jour, rubriques in jours.items():
        rangs = "".join(
            f'<TM niv="3"><TITRE_TM>{rubrique}</TITRE_TM><TM niv="4"><TITRE_TM>Premier ministre</TITRE_TM>'
            + "".join(f'<LIEN_TXT idtxt="JORFTEXT{rang:012}" titretxt="{titre}"/>' for rang, titre in textes)
            + "</TM></TM>"
            for rubrique, textes in rubriques.items()
        )
        racine = f"{instant}/jorf/global/conteneur/JORF/CONT/00/00/{jour}"
        fichiers[f"{racine}/JORFCONT{jour.replace('-', ''):0>12}.xml"] = f"""<?xml version="1.0" encoding="UTF-8"?>
<JO><META><META_SPEC><META_CONTENEUR><DATE_PUBLI>{jour}</DATE_PUBLI></META_CONTENEUR></META_SPEC></META>
<STRUCTURE_TXT><TM niv="1"><TITRE_TM>Journal officiel "Lois et Décrets"</TITRE_TM>{rangs}</TM></STRUCTURE_TXT></JO>
""".encode()
    fichiers[f"{instant}/jorf/global/texte/version/JORF/TEXT/00/JORFTEXT000000000001.xml"] = b"<TEXTE_VERSION/>"
    return archive(ou / f"JORF/JORF_{instant}.tar.gz", fichiers)


def dossier_legislatif(ou: Path, nom: str, titre: str, *lignes: tuple[str, str, str, str]) -> Path:
    """Écrit l'archive d'un dossier ; ``lignes`` : (article, base légale, objet, décret) de son échéancier."""
    champs = ("ARTICLE", "BASE_LEGALE", "OBJET", "DECRET")
    dites = "".join(
        f"<LIGNE>{''.join(f'<{c}>{v}</{c}>' for c, v in zip(champs, ligne, strict=True))}</LIGNE>" for ligne in lignes
    )
    xml = f"""<?xml version="1.0" encoding="UTF-8"?>
<DOSSIER_LEGISLATIF><META><META_DOSSIER_LEGISLATIF><TITRE>{titre}</TITRE></META_DOSSIER_LEGISLATIF></META>
<CONTENU><ECHEANCIER derniere_maj="2026-11-20">{dites}</ECHEANCIER></CONTENU></DOSSIER_LEGISLATIF>
"""
    return archive(ou / f"DOLE/{nom}.tar.gz", {"dole/global/JORF/DOLE/00/JORFDOLE000000000001.xml": xml.encode()})
