"""Les fiches de famille d'achat."""

from tests.petit.fiches import FAMILLE as VALIDE

from .commun import Cas, dans

FAMILLE = "data/familles/restauration.yml"


famille = dans(FAMILLE)


def cpv(nom: str, code: str) -> Cas:
    """Un cas où le code CPV n'est pas complet."""
    attendu = f"restauration.yml:21:5: code-cpv: le code CPV « {code} » est incomplet"
    return famille(
        nom,
        "code: 55524000-9",
        f"code: '{code}'" if code.isdigit() else f"code: {code}",
        attendu,
        "puis le chiffre de contrôle",
    )


CAS = (
    cpv("cpv sans controle", "55524000"),
    cpv("cpv court", "5552400-9"),
    cpv("cpv a deux controles", "55524000-91"),
    cpv("cpv en lettres", "5552400O-9"),
    cpv("cpv sans tiret", "555240009"),
    famille("chiffre de controle faux", "55524000-9", "55524000-8", "restauration.yml:21:5: cle-de-cpv (alerte): « 55524000-8 » : le dernier chiffre devrait être 9", "Recopiez le code de la nomenclature"),
    famille("cpv repete", "cpv:\n", "cpv:\n  - code: 55524000-9\n    libelle: Service traiteur pour écoles\n", "restauration.yml:23:5: cpv-repete: le code CPV « 55524000-9 »", "Retirez-en un"),
    Cas(
        "cpv de deux familles",
        "data/familles/textile.yml",
        None,
        VALIDE,
        "textile.yml:21:5: cpv-partage (alerte): le code CPV « 55524000-9 » est déjà celui de la famille « restauration »",
        "Laissez-le à celle des deux",
    ),
    famille("chiffre sans source", "sans chiffre à donner", "et jette 40 % de sa masse", "restauration.yml:7:5: chiffre-sans-source", "Ajoutez « source:"),
    *(famille(f"{part} sans source", "sans chiffre à donner", f"et jette {part} de sa masse", "restauration.yml:7:5: chiffre-sans-source") for part in ("la moitié", "un quart", "12 kg")),
    famille("label sans limite", "    ne_prouve_pas: Une autre chose d’exemple, à demander à part.\n", "", "champ-manquant: le champ « ne_prouve_pas »"),
    famille("premier marche trop court", "  - texte: Gardez une réunion d’essai par an.\n", "", "trop-court"),
    famille("clause de famille absente", "[critere-court]", "[critere-cours]", "renvoi-absent: la fiche « critere-cours »", "« critere-court » ?"),
    Cas("famille inconnue", "data/familles/restaurations.yml", None, VALIDE, "restaurations.yml:1:1: famille-inconnue: « restaurations »", "Vouliez-vous dire « restauration » ?"),
)  # fmt: skip
