"""Les fiches du petit projet qui forment : un terme, un parcours, un kit."""

from tests.petit.commun import DATES, FONDEMENTS, SOURCE

TERME = (
    """\
terme: essai contradictoire
sigle: EC
definition: Un essai que deux personnes font ensemble, pour les contrôles.
"""
    + FONDEMENTS
    + DATES
)
PARCOURS = """\
titre: Un parcours d’essai
resume: Un parcours d’essai, pour les contrôles.
ordre: 1
profils: [elu]
duree: 5
acquis: [Savoir lire une page., Savoir répondre à une question.]
etapes:
  - {page: parcours/etapes/premiere, minutes: 2, retenir: Une première chose.}
  - {page: bonnes-pratiques/essai, minutes: 3, retenir: Une seconde chose.}
questions:
  - question: Que faut-il faire d’abord ?
    choix: [Ne rien faire., Lire la page.]
    juste: 2
    explication: La page dit de la lire.
    fondements: [CCP L2112-2]
  - question: Que faut-il faire ensuite ?
    choix: [Répondre aux questions., Attendre demain.]
    juste: 1
    explication: Les questions viennent après.
    fondements: [CCP L2112-2]
  - question: Que faut-il faire enfin ?
    choix: [Recommencer tout., Suivre un autre parcours.]
    juste: 2
    explication: Un autre parcours attend.
    fondements: [CCP L2112-2]
suite: ["Lire [l’accueil](/)."]
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
KIT = (
    """\
titre: Un atelier d’essai
resume: Un atelier d’essai, pour les contrôles.
ordre: 1
publics: [elu]
tailles: [petite]
effectif: 4 à 8 personnes
duree: 30
origine: Ce déroulé est notre proposition.
objectifs: [Sortir avec une décision écrite.]
deroule:
  - {minutes: 5, titre: Accueil, quoi: Chacun se présente.}
  - {minutes: 20, titre: Essai contradictoire, quoi: On fait un essai contradictoire.}
  - {minutes: 5, titre: Décision, quoi: On écrit la décision.}
materiel: [Une feuille et un crayon.]
precautions: [Inviter toutes les entreprises de la même façon.]
invitation: |
  Madame, Monsieur,

  La commune de [nom] vous invite le [date].
roles:
  - {nom: Animateur, consigne: Vous tenez l’heure.}
  - {nom: Secrétaire, consigne: "Vous notez :\n\n- qui parle ;\n- ce qui est décidé."}
trace: [Date et lieu, Présents, Décisions]
evaluation:
  - {question: Était-ce utile pour votre travail ?, reponse: echelle}
  - {question: Reviendrez-vous la prochaine fois ?, reponse: oui-non}
  - {question: Que faut-il changer ?, reponse: libre}
apres: [Envoyer le compte rendu.]
"""
    + FONDEMENTS
    + SOURCE
    + DATES
)
