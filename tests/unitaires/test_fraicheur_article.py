"""Un seul article change : toutes ses citantes sont à revoir, et elles seules."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from macros.base.base import Base
from macros.base.fraicheur import Cause, Motif
from tests.fabrique.bases import avec, avec_changee
from tests.fabrique.questions import a_revoir_de, fiches_de, visibles_de


def avec_article(base: Base, sigle: str, numero: str, **champs: object) -> Base:
    """Rend une copie de la base où un seul article a changé."""
    articles = fiches_de(base, "codes")[sigle].contenu.articles
    return avec_changee(base, "codes", sigle, articles={**articles, numero: articles[numero].model_copy(update=champs)})


NUMERO = re.compile(r"(?<![\w-])([LRD]\*?)\.?\s?(\d+(?:-\d+)*)(?![\w-])")
TITRE_OU_ADRESSE = re.compile(r"^[ -]*(?:titre|url):.*", re.MULTILINE)
"""Un titre, de fiche ou de source, nomme un article sans s'y fonder."""


@pytest.fixture(scope="module")
def citants(base_inventee: Base, projet_invente: Path) -> dict[str, set[str]]:
    """Rend numéro d'article → fichiers publiés qui le citent, lus comme du texte, sans passer par le modèle."""
    trouves: dict[str, set[str]] = {}
    for fiche in (
        *visibles_de(base_inventee, "clauses"),
        *fiches_de(base_inventee, "pratiques").values(),
        *visibles_de(base_inventee, "obligations"),
    ):
        source = TITRE_OU_ADRESSE.sub("", (projet_invente / fiche.fichier).read_text("utf-8"))
        for lettre, numero in NUMERO.findall(source):
            trouves.setdefault(lettre + numero, set()).add(fiche.fichier)
    return trouves


@pytest.fixture(scope="module")
def article(base_inventee: Base, citants: dict[str, set[str]]) -> str:
    """Rend l'article du code le plus cité, parmi ceux que citent au moins une clause et une bonne pratique."""
    connus = citants.keys() & fiches_de(base_inventee, "codes")["ccp"].contenu.articles.keys()
    mixtes = [n for n in connus if {fichier.split("/")[0] for fichier in citants[n]} == {"data", "docs"}]
    return max(mixtes, key=lambda numero: (len(citants[numero]), numero))


@pytest.fixture(scope="module")
def lendemain(base_inventee: Base) -> date:
    """Rend un jour où toutes les vérifications sont déjà passées."""
    fiches = [
        *visibles_de(base_inventee, "clauses"),
        *fiches_de(base_inventee, "pratiques").values(),
        *visibles_de(base_inventee, "obligations"),
    ]
    return max(f.contenu.verifie_le for f in fiches) + timedelta(days=1)


def a_revoir_pour(base: Base, reference: str, jour: date) -> dict[str, Motif]:
    """Rend fichier → motif des fiches que le changement de cette référence, ce jour-là, rend à revoir."""
    tous = [(f.fichier, m) for _, f, motifs in a_revoir_de(base) for m in motifs]
    return {fichier: m for fichier, m in tous if m.ref and m.ref.reference == reference and m.jour == jour}


def test_un_article_change_toutes_ses_citantes_et_elles_seules(
    base_inventee: Base, citants: dict[str, set[str]], article: str, lendemain: date
) -> None:
    base = avec(base_inventee, jour=lendemain)
    avant = {f.fichier: motifs for _, f, motifs in a_revoir_de(base)}
    changee = avec_article(base, "ccp", article, depuis=lendemain)
    apres = {f.fichier: motifs for _, f, motifs in a_revoir_de(changee)}
    assert {fichier for fichier in apres if apres[fichier] != avant.get(fichier)} == citants[article]
    raisons = a_revoir_pour(changee, f"CCP {article}", lendemain)
    assert set(raisons) == citants[article] and {m.cause for m in raisons.values()} == {Cause.DROIT_CHANGE}
