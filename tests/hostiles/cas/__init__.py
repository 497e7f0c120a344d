"""Les mauvais fichiers, par sujet."""

from . import (
    agenda,
    balisage,
    conduite,
    couverture,
    demandes,
    droit,
    familles,
    fiches,
    fichiers,
    formation,
    lecteur,
    obligations,
    pages,
    securite,
    socle,
    synonymes,
    territoire,
    veille,
)
from .commun import CLAUSE, Cas

__all__ = ["CAS", "CLAUSE", "Cas"]

CAS = (
    *fichiers.CAS,
    *fiches.CAS,
    *pages.CAS,
    *droit.CAS,
    *veille.CAS,
    *couverture.CAS,
    *agenda.CAS,
    *synonymes.CAS,
    *demandes.CAS,
    *conduite.CAS,
    *formation.CAS,
    *territoire.CAS,
    *obligations.CAS,
    *securite.CAS,
    *lecteur.CAS,
    *balisage.CAS,
    *familles.CAS,
    *socle.CAS,
)
