"""Les exemples de plusieurs lignes d'une clause vierge."""

CCAG = "cahiers: [FCS]   # Cahiers visés\nsans_derogation: Ce texte complète le CCAG sans s’en écarter.   # Ou deroge_a"
TAUX = """\
taux:
  libelle: Part des prestations concernées
  type: pourcentage   # pourcentage, nombre, montant, duree, date, texte, choix
  defaut: 50
  min: 10
  max: 100
  aide: Réglez-la par sourçage, sur ce que trois fournisseurs tiennent déjà.
  origine: depart   # loi, source, depart"""
RELEVE = """\
- quoi: Relevé trimestriel des prestations, ou tout document équivalent.
  qui: Le titulaire
  quand: Chaque trimestre"""
SERVICE = """\
qui: Le service utilisateur
comment: Rapproche le relevé des bons de commande.
frequence: Chaque trimestre
suite: "En cas d’écart : observations, puis mise en demeure.\""""
