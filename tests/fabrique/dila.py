"""Un serveur de droit sur la machine : les index et les archives de la DILA, la réponse de Cellar, et ce qui peut mal aller."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn

import pytest

from macros.commandes.veiller import Sources, commande_veiller
from macros.sentinelle.union import CDM
from tests.fabrique.legi import archive, article, increment, place, reste, socle
from tests.fabrique.reperes import epoque
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
        self.liens = [
            ("32024R1252", "act_consolidated_consolidates_resource_legal", "02024R1252-20240503", "2024-05-03")
        ]
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


JEUDI, LUNDI = date(2026, 11, 26), date(2026, 11, 30)
DECRET = "Décret n° 2026-999 du 29 novembre 2026 relatif aux déchets des marchés publics"
ACTE = """\
titre: Règlement d’essai sur les matières
nature: reglement
numero: "2024/1252"
signe_le: 2024-04-11
resume: Un règlement d’essai, que des actes modifient.
url: https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:02024R1252-20240503
sources: [{titre: EUR-Lex, url: 'https://eur-lex.europa.eu/'}]
verifie_le: 2026-11-20
"""
A_SUPPRIMER = {
    "liste_suppression_legi.dat": article(77, "L9", "Que nul ne cite."),
    "liste_suppression_legi_dossier.dat": article(78, "L10", "Que nul ne cite."),
}
"""Liste de suppression → l'article qu'elle retire."""
MESURES = (
    ("58", "L. 541-1", "Part réemployée", "Publication envisagée en janvier 2027"),
    ("59", "", "Autre", "Décret n° 2021-1 du 4/01/2021"),
)
"""Lignes d'un échéancier : une annoncée, une prise."""


def publier_le_debut(ou: Path) -> None:
    """Publie ce que les sources ont au matin du jeudi 26 novembre 2026."""
    socle(ou / "LEGI", "20261120", *reste(), *A_SUPPRIMER.values())
    for jour in ("20261123", "20261124", "20261125"):
        increment(ou / "LEGI", jour, reste()[int(jour[-1]) - 3])
    dossier_legislatif(ou, "Freemium_dole_global_20261120-140000", "LOI n° 2020-105 du 10 février 2020", *MESURES)
    dossier_legislatif(ou, "DOLE_20261124-220000", "LOI n° 1999-1 du 1er janvier 1999", ("1", "", "x", ""))
    journal_officiel(ou, "20261126-003012", {"2026-11-26": {"Textes généraux": [(1, "Arrêté relatif au gaz naturel")]}})


def publier_la_suite(ou: Path) -> None:
    """Publie la fin de semaine : un article modifié, un autre créé plus tôt, deux listes de suppression, un décret, deux sommaires."""
    neuf = article(1, "L2112-2", "Neuf.", debut="2026-11-27")
    tardif = article(79, "L2112-2-1", "Créé, consolidé plus tard.", debut="2026-11-23")
    vieux = reste()[0].replace(b"VIGUEUR", b"MODIFIE").replace(b"2999-01-01", b"2026-11-27")
    listes = {nom: place(redige)[:-4] for nom, redige in A_SUPPRIMER.items()}
    for jour, rediges in {
        "20261126": (neuf, vieux),
        "20261127": (reste()[1],),
        "20261128": (tardif,),
        "20261129": (reste()[2],),
    }.items():
        increment(ou / "LEGI", jour, *rediges, dat=listes if jour == "20261126" else {})
    dossier_legislatif(ou, "DOLE_20261127-220000", "LOI n° 2020-105 du 10 février 2020", MESURES[1])
    sommaire = {
        "Textes généraux": [(2, DECRET), (3, "Arrêté sur les marchés de Noël")],
        "Mesures nominatives": [(4, DECRET)],
    }
    journal_officiel(ou, "20261129-003012", {"2026-11-29": sommaire, "2004-02-02": {"LOIS": [(5, DECRET)]}})


def courir(dila: Dila, depot: Path, jour: date, monkeypatch: pytest.MonkeyPatch, *sans: date) -> tuple[int, str]:
    """Rend (code, demande) de la course de ce jour."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque(jour))
    code = commande_veiller(depot, depot.parent / "sortie", sans, dila.sources)
    return code, (depot.parent / "sortie/demande.md").read_text("utf-8")


def disque_plein(*_: object) -> NoReturn:
    raise OSError(28, "disque plein")


def commencer(dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Court une première fois, puis publie la suite."""
    assert courir(dila, depot, JEUDI, monkeypatch)[0] == 0
    publier_la_suite(dila.dossier)
