"""Les six réponses que CONTRIBUTING montre sont celles du contrôle, à la ligne de la fiche vierge où la faute fut faite."""

from pathlib import Path

from tests.fabrique.donnees import vierge_de
from tests.fabrique.lecture import anomalies_de, base_saine
from tests.fabrique.reperes import RACINE

FICHE = "data/clauses/carafes-reunions.yml"
FAUTES = {
    "valeur-inconnue": ("tailles: [petite,", "tailles: [petites,"),
    "champ-inconnu": ("niveau: base", "niveaux: base"),
    "yaml-illisible": ('"Le titulaire fait ceci, l’acheteur le vérifie ainsi."', "Le titulaire sert ceci: de l’eau."),
    "critere-incomplet": ("nature: condition-execution", "nature: critere-attribution"),
    "variable-inutile": ("au moins {{taux}} des", "toutes les"),
    "signe-sans-equivalent": ("dans ces conditions", "sous Écolabel européen"),
}


def citees(document: str) -> list[str]:
    """Rend les réponses du contrôle que le document montre, chacune avec son conseil."""
    lignes = (RACINE / document).read_text("utf-8").splitlines()
    return ["\n".join(lignes[rang : rang + 2]) for rang, ligne in enumerate(lignes) if ligne.startswith(f"{FICHE}:")]


def test_chaque_reponse_citee_est_celle_du_controle(projet: Path) -> None:
    vierge, fiche = vierge_de(base_saine(projet), "clauses", "carafes-reunions"), projet / FICHE
    obtenues = []
    for code, (juste, faux) in FAUTES.items():
        assert juste in vierge
        fiche.write_text(vierge.replace(juste, faux, 1), "utf-8")
        obtenues += [a for a in anomalies_de(projet) if f": {code}" in a.splitlines()[0] and FICHE in a]
    assert obtenues == citees("CONTRIBUTING.md")
    assert citees("docs/contribuer/messages.md") == obtenues[:1]
