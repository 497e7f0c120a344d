"""Les phrases que les clauses partagent."""

from .commun import dans

EXONERATION, PLAFOND = "data/socle/exoneration-1000.yml", "data/socle/plafond-10.yml"


phrase = dans(EXONERATION)


CAS = (
    phrase("marque mal ecrite", "{{article}}", "{{artcle}}", "8:30: marque-de-phrase: « {{artcle}} » s'afficherait tel quel", "écrivez {{article}} ou {{cahier}}"),
    phrase("marque inconnue", "{{cahier}}", "{{ config }}", "8:50: marque-de-phrase: « {{ config }} »"),
    phrase("marque dans un resume", "Les CCAG exonèrent", "Le {{cahier}} exonère", "3:6: marque-de-phrase: « {{cahier}} »"),
    phrase(
        "marque sans derogation",
        """deroge:
  FCS: 14.1.3
  Travaux: 19.2.1
  PI: "14.1"
  TIC: "14.1"
  MOE: "16.2"
  MI: "15"
""",
        "",
        "8:30: marque-de-phrase: « {{article}} »",
    ),
    phrase("titre qui ne dit pas le droit", "Pénalités dues même sous 1 000 euros", "L’exonération de 1 000 € ne joue pas", "1:33: mot-de-contrat: « ne joue pas »", "s’applique"),
    phrase("ccag inconnu", "  TIC:", "  TICS:", "14:3: valeur-inconnue: « TICS » n'est pas dans le", "« TIC » ?"),
    phrase(
        "article oublie par le contrat court",
        "deroge:\n",
        "contrat:\n  rang: 1\n  accueille: [ccap-penalites, ccap-penalites]\nderoge:\n",
        "12:3: contrat-incomplet: l'article « ccap-penalites » des documents a 2 place(s) dans le contrat court",
        "d'un seul article commun",
    ),
    phrase(
        "seuil du contrat court absent du registre",
        "deroge:\n",
        "contrat:\n  rang: 1\n  seuil: seuil-parti\nderoge:\n",
        "12:3: seuil-du-contrat: le contrat court s'arrête à un seuil du registre, dit par un article et un seul : ici, 1",
        "« seuil » dans « contrat »",
    ),
)  # fmt: skip
