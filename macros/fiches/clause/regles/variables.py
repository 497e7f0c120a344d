"""Les variables d'une clause : déclarées, employées, bornées."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.dispositions import Disposition
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.variables import NOMBRES
from macros.lecture.anomalie import Anomalie, Chemin, Defaut, proche
from macros.lecture.defauts import Champs, Renvois
from macros.lecture.scalaires import nombre_de
from macros.texte.formules import en_mots
from macros.texte.variables import ACCOLADES, RENVOI, VARIABLE, nom_de_variable

TYPES = {
    "ponderation": ("pourcentage",),
    "montant": ("montant", "pourcentage", "nombre"),
    "valeur": ("montant", "pourcentage"),
    "de": NOMBRES,
    "a": NOMBRES,
}
"""Champ qui nomme une variable → les types qu'elle peut avoir ; ``valeur`` est celle d'un plafond."""


class Variables(Defaut):
    """Les variables d’une clause"""

    VARIABLE_INCONNUE = (
        "« {{{{{nom}}}}} » n'est pas déclarée dans variables → Ajoutez-la sous variables, avec son libellé."
    )
    VARIABLE_HORS_TEXTE = (
        "« {{{{{nom}}}}} » ne peut pas être employée ici"
        " → Une variable ne s'emploie que dans les textes à insérer, l'insertion, le contrôle et les preuves."
    )
    VARIABLE_INUTILE = "« {nom} » n'est employée dans aucun texte ni aucune formule → Écrivez {{{{{nom}}}}} dans un texte, ou retirez la variable."
    VARIABLE_D_UN_AUTRE_TYPE = (
        "« {nom} » est de type {type}, et « {champ} » ne se compte pas ainsi"
        " → Nommez une variable de l'un de ces types : {types}."
    )
    CHOIX_MANQUANTS = "le type choix et la liste choix vont ensemble → Ajoutez la liste choix, ou changez le type."
    BORNE_CONTRE_SEUIL = (
        "« {nom} » admet une valeur que la loi interdit : {libelle}, {montant} ({fondement})"
        " → Écrivez {borne}: {valeur}, ou retirez seuil_{borne} si ce seuil ne vaut pas pour elle."
    )
    ACCOLADES_SIMPLES = (
        "« {extrait} » n'a pas deux accolades de chaque côté"
        " → Écrivez {{{{{nom}}}}} si c'est une variable ; sinon, retirez les accolades."
    )
    NOM_DE_VARIABLE = (
        "« {extrait} » n'est pas le nom d'une variable"
        " → Écrivez {{{{{nom}}}}} : minuscules sans accent, chiffres et tiret bas."
    )
    UNITE_EN_DOUBLE = (
        "« {unite} » suit {{{{{nom}}}}}, qui l'écrit déjà → Retirez l'unité du texte : la variable la porte."
    )


def variables(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Chaque ``{{nom}}`` est déclaré dans ``variables``, et chaque variable est employée."""
    declarees = fiche.contenu.variables
    employees: set[str] = set()
    for rang, disposition in enumerate(fiche.contenu.dispositions):
        for chemin, nom in _nommees(rang, disposition):
            employees.add(nom)
            if nom not in declarees:
                constat = Variables.VARIABLE_INCONNUE(
                    f"« {nom} » n'est pas déclarée dans variables", proche(nom, list(declarees)), nom=nom
                )
                yield fiche.anomalie(chemin, constat)
            elif (sorte := declarees[nom].type) not in (types := TYPES[str(chemin[-1])]):
                champ = "plafond" if chemin[-1] == "valeur" else chemin[-1]
                constat = Variables.VARIABLE_D_UN_AUTRE_TYPE(nom=nom, type=sorte, champ=champ, types=types)
                yield fiche.anomalie(chemin, constat)
    formules = [v.calcul for v in declarees.values()] + [d.economie for d in fiche.contenu.dispositions]
    employees |= {mot for formule in formules if formule for terme, mot in en_mots(formule) if terme}
    # Une variable mal écrite est employée tout de même : sa faute d'écriture se dit seule.
    employees |= {nom_de_variable(marque["nom"]) for _, t in _a_variables(fiche) for marque in ACCOLADES.finditer(t)}
    for chemin, texte in _a_variables(fiche):
        for marque in VARIABLE.finditer(texte):
            if (nom := marque[1]) in declarees and chemin[0] in ("dispositions", "insertion", "controle", "preuves"):
                continue
            if chemin[0] != "dispositions":
                yield fiche.anomalie_des_mots(chemin, texte, marque.start(), Variables.VARIABLE_HORS_TEXTE(nom=nom))
            elif not nom.startswith(RENVOI):
                constat = Variables.VARIABLE_INCONNUE(conseil=proche(nom, list(declarees)), nom=nom)
                yield fiche.anomalie_des_mots(chemin, texte, marque.start(), constat)
    for nom in declarees:
        if nom not in employees:
            yield fiche.anomalie(("variables", nom), Variables.VARIABLE_INUTILE(nom=nom))


def _a_variables(fiche: Fiche[Clause]) -> list[tuple[Chemin, str]]:
    return [(chemin, texte) for chemin, texte in fiche.textes if "{" in texte]


def valeurs(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """La valeur proposée d'une variable est de sa sorte, entre ses bornes, ou dans sa liste."""
    for nom, variable in fiche.contenu.variables.items():
        chemin = ("variables", nom)
        if isinstance(variable.defaut, (int, float)):
            if (variable.min is not None and variable.defaut < variable.min) or (
                variable.max is not None and variable.defaut > variable.max
            ):
                message = f"la valeur proposée de « {nom} » sort de min et max"
                conseil = f"Choisissez une valeur entre {variable.min} et {variable.max}."
                yield fiche.anomalie((*chemin, "defaut"), Champs.HORS_BORNES(message, conseil))
        elif variable.defaut is not None and variable.type in NOMBRES:
            ecrit = nombre_de(str(variable.defaut))
            conseil = f"Écrivez {ecrit}, sans guillemets." if ecrit else "Écrivez un nombre, sans unité."
            constat = Champs.TYPE_INCORRECT(conseil=conseil, champ=nom, sorte="un nombre")
            yield fiche.anomalie((*chemin, "defaut"), constat)
        if variable.min is not None and variable.max is not None and variable.min > variable.max:
            constat = Champs.HORS_BORNES("min dépasse max", "Échangez les deux valeurs.")
            yield fiche.anomalie((*chemin, "min"), constat)
        if (variable.type == "choix") != bool(variable.choix):
            yield fiche.anomalie((*chemin, "choix"), Variables.CHOIX_MANQUANTS())
        elif variable.choix and variable.defaut is not None and variable.defaut not in variable.choix:
            conseil = proche(str(variable.defaut), variable.choix, "Prenez une valeur de la liste.")
            constat = Renvois.VALEUR_INCONNUE(f"« {variable.defaut} » n'est pas dans choix", conseil)
            yield fiche.anomalie((*chemin, "defaut"), constat)


def _nommees(rang: int, d: Disposition) -> Iterator[tuple[Chemin, str]]:
    """Rend (chemin, nom) des variables qu'un texte nomme par un champ : poids, montant, plafond, bornes d'un barème."""
    chemin = ("dispositions", rang)
    for champ in ("ponderation", "montant"):
        if nom := getattr(d, champ):
            yield (*chemin, champ), nom
    if d.plafond:
        yield (*chemin, "plafond", "valeur"), d.plafond.valeur
    for i, e in enumerate(d.elements):
        for borne in ("de", "a"):
            if isinstance(nom := getattr(e.mesure, borne), str):
                yield (*chemin, "elements", i, "mesure", borne), nom


def bornes_legales(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une variable liée à un seuil n'admet aucune valeur qu'il interdit ; sans borne, elle les admet toutes."""
    registre = c.fiches("seuils").get("seuils")
    if registre is None:  # Absent ou illisible : c'est déjà signalé.
        return
    seuils = registre.contenu.seuils
    for nom, variable in fiche.contenu.variables.items():
        for borne, cite, limite in (
            ("min", variable.seuil_min, variable.min),
            ("max", variable.seuil_max, variable.max),
        ):
            chemin = ("variables", nom)
            if cite is None:
                continue
            if (seuil := seuils.get(cite)) is None:
                conseil = proche(cite, list(seuils))
                constat = Champs.SEUIL_INCONNU(
                    conseil=conseil, nom=cite, registre=registre.fichier, seuils=list(seuils)
                )
                yield fiche.anomalie((*chemin, f"seuil_{borne}"), constat)
            elif (valeur := seuil.valeur_au(c.jour)) and _franchit(borne, limite, valeur.montant):
                constat = Variables.BORNE_CONTRE_SEUIL(
                    nom=nom,
                    libelle=seuil.libelle,
                    montant=seuil.ecrire(valeur),
                    fondement=valeur.fondement or seuil.fondement,
                    borne=borne,
                    valeur=valeur.montant,
                )
                yield fiche.anomalie((*chemin, borne), constat)


def _franchit(borne: str, limite: float | None, seuil: float) -> bool:
    return limite is None or (limite < seuil if borne == "min" else limite > seuil)


def accolades(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une variable s'écrit entre doubles accolades, et porte déjà son unité."""
    for chemin, texte in _a_variables(fiche):
        for marque in ACCOLADES.finditer(texte):
            nom = marque["nom"] if marque["nom"].startswith(RENVOI) else nom_de_variable(marque["nom"])
            doubles = len(marque["ouvre"]) == len(marque["ferme"]) == 2
            if not doubles or not VARIABLE.fullmatch(marque[0]):
                defaut = Variables.NOM_DE_VARIABLE if doubles else Variables.ACCOLADES_SIMPLES
                constat = defaut(extrait=marque[0], nom=nom)
                yield fiche.anomalie_des_mots(chemin, texte, marque.start(), constat)
        dites: set[str] = set()
        for marque in VARIABLE.finditer(texte):
            variable = fiche.contenu.variables.get(nom := marque[1])
            unite = variable.suffixe.strip() if variable else ""
            if unite and nom not in dites and texte[marque.end() :].lstrip().startswith(unite):
                dites.add(nom)
                constat = Variables.UNITE_EN_DOUBLE(unite=unite, nom=nom)
                yield fiche.anomalie_des_mots(chemin, texte, marque.start(), constat)
