"""Les tables d'un jeu de données : une ligne par fiche, et une ligne par valeur de ses champs répétés."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from macros.base.genre import Genre, Table
from macros.sorties.donnees.tableur import Colonne, colonnes

Ligne = dict[str, Any]


@dataclass(frozen=True)
class TableDeJeu:
    """Une table à écrire. ``colonnes`` : de quoi écrire ses lignes ; ``table`` : absente, une ligne est une fiche."""

    nom: str
    titre: str
    colonnes: list[Colonne]
    table: Table | None = None

    @property
    def cle(self) -> list[str]:
        """Rend les colonnes qui, ensemble, nomment une ligne."""
        return ["id", *(colonne for _, colonne in self.table.chemin)] if self.table else ["id"]

    def lignes(self, fiche: Ligne) -> Iterator[Ligne]:
        """Rend les lignes d'une fiche publiée."""
        if self.table is None:
            yield fiche
        else:
            yield from _descendre({"id": fiche["id"]}, fiche, self.table.chemin)


def tables_du_jeu(genre: Genre, schema: Mapping[str, Any]) -> list[TableDeJeu]:
    """Rend les tables d'un genre ; seule de son genre, une fiche n'a pas de table à elle : ce serait une seule ligne."""
    if not (jeu := genre.donnees.jeu):
        return []
    repetes = {table.chemin[0][0] for table in jeu.tables}
    siennes = [colonne for colonne in colonnes(schema) if colonne.nom not in repetes]
    principale = [] if genre.lecture.fichier else [TableDeJeu(jeu.nom, jeu.titre, siennes)]
    return [*principale, *(TableDeJeu(t.nom, t.titre, _colonnes(t, schema), t) for t in jeu.tables)]


def _colonnes(table: Table, schema: Mapping[str, Any]) -> list[Colonne]:
    """Rend les colonnes d'un champ répété : les clés qui y mènent, les champs simples traversés, puis ceux de la valeur."""
    trouvees = {"id": Colonne("id", "string", False, "Nom de la fiche.", {"required": True})}
    noeud: Mapping[str, Any] = schema
    for champ, cle in table.chemin:
        noeud = noeud["properties"][champ]
        genre = "integer" if noeud.get("type") == "array" else "string"
        trouvees[cle] = Colonne(cle, genre, False, noeud.get("description", ""), {"required": True})
        noeud = _valeur(noeud, schema)
        derniere = champ == table.chemin[-1][0]
        for colonne in colonnes(noeud) if "properties" in noeud else [_seule(noeud)]:
            if derniere or colonne.simple:
                nom = colonne.nom if colonne.nom not in trouvees else f"{colonne.nom}_{champ}"
                trouvees[nom] = replace(colonne, nom=nom)
    return list(trouvees.values())


def _seule(noeud: Mapping[str, Any]) -> Colonne:
    [colonne] = colonnes({"properties": {"valeur": noeud}})
    return colonne


def _valeur(noeud: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Rend le schéma d'une valeur du champ répété, liste ou dictionnaire."""
    motifs = noeud.get("patternProperties", {})
    valeur: Mapping[str, Any] = noeud.get("items") or next(iter(motifs.values()), None) or noeud["additionalProperties"]
    if "$ref" in valeur:
        valeur = schema["$defs"][valeur["$ref"].rpartition("/")[2]]
    return valeur


def _descendre(ligne: Ligne, noeud: Ligne, chemin: tuple[tuple[str, str], ...]) -> Iterator[Ligne]:
    if not chemin:
        yield ligne
        return
    (champ, cle), *reste = chemin
    repete = noeud.get(champ, {})
    for nom, valeur in repete.items() if isinstance(repete, dict) else enumerate(repete, 1):
        siens = valeur if isinstance(valeur, dict) else {"valeur": valeur}
        places = {n if n not in ligne and n != cle else f"{n}_{champ}": v for n, v in siens.items()}
        yield from _descendre({**ligne, cle: nom, **places}, siens, tuple(reste))
