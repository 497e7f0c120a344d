"""La page « Que dois-je mettre ? » : le formulaire et les calculs, que le navigateur sert ; et la liste de toutes les règles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.fiches.obligation.faits import faits_de, seuils_de
from macros.fiches.obligation.fichier import CHEMIN, a_ouvrir, entrees_de_veille
from macros.fiches.obligation.modele import RUBRIQUES, Condition, Fait, Obligation
from macros.fiches.obligation.mots import COMPTE, en_mots, familles_de, libelles, transversale
from macros.sorties.html.contexte import Contexte
from macros.texte.dates import date_longue
from macros.texte.langue import cle_de_tri

Demande = tuple[str, Fait, Mapping[str, str]]
NOM, BILAN, COMMUNE = "obligations", "bilan", "collectivites"


PREMIERES = {
    "Qui achète ?": ("acheteur",),
    "Quoi ?": ("famille", "marche"),
    "Quand ?": ("lancement",),
    "Combien, et combien de temps ?": ("montant", "duree"),
}
"""Question de la page → les faits qui y répondent ; les autres viennent ensuite, un à un."""
DU_MONTANT = frozenset({"montant", "petit-achat", "seuil-europeen"})
DE_L_ACHETEUR = frozenset({"acheteur", "grand-acheteur-local", "petite-collectivite", "execution-financiere"})


@macro()
def page_obligations(ctx: Contexte) -> Markup:
    """Rend la page qui dit ce qu'un achat doit contenir : questions, réponses, calculs ; sans script, toutes les règles."""
    c = ctx.c
    demandes = _demandes(c)
    premiers = [nom for noms in PREMIERES.values() for nom in noms]
    couverture = next((f.contenu for f in c.fiches("couverture").values()), None)
    for dit in ("questions", "sommaire"):
        ctx.dire(dit)
    return ctx.fragment(
        "obligation/page",
        chemin=CHEMIN,
        premieres=_premieres(demandes),
        suivantes=[demande for nom, demande in demandes.items() if nom not in premiers],
        lignes=[_ligne(c, f) for f in c.visibles(NOM)],
        couverture=couverture,
        branches=couverture and couverture.branches_dites(c),
    )


@macro()
def relire(ctx: Contexte) -> Markup:
    """Rend de quoi relire un ancien dossier : le document, puis les quatre questions ; le navigateur lit et compare."""
    for dit in ("relire", "obligations", "sommaire"):
        ctx.dire(dit)
    return ctx.fragment("obligation/relire", premieres=_premieres(_demandes(ctx.c)))


def _demandes(c: Consultation) -> dict[str, Demande]:
    """Rend chaque fait que l'on demande : son nom, lui-même, ses choix."""
    return {nom: (nom, f, libelles(c, f)) for nom, f in faits_de(c).items() if f.demande != "deduit"}


def _premieres(demandes: Mapping[str, Demande]) -> list[tuple[str, list[Demande]]]:
    """Rend les quatre questions, chacune avec ses faits."""
    return [(mot, [demandes[nom] for nom in noms if nom in demandes]) for mot, noms in PREMIERES.items()]


def _ligne(c: Consultation, fiche: Fiche[Obligation]) -> tuple[Fiche[Obligation], str, str, str, str]:
    """Rend une règle, et ce qui la fait jouer : montant, dates, acheteur, autres conditions, en mots."""
    regle = fiche.contenu
    parties: dict[str, list[str]] = {"montant": [], "acheteur": [], "reste": []}
    for x in regle.si:
        partie = "montant" if x.fait in DU_MONTANT else "acheteur" if x.fait in DE_L_ACHETEUR else "reste"
        parties[partie].append(_dire(c, x))
    montant, acheteur, reste = (" ; ".join(parties[nom]) for nom in ("montant", "acheteur", "reste"))
    return fiche, montant or "Tous", _dates(regle) or "Toutes", acheteur or "Tous", reste or "Aucune"


@macro()
def toutes_obligations(ctx: Contexte) -> Markup:
    """Rend toutes les règles, celles de tout achat puis celles de chaque famille : ce qui se lit sans script."""
    c = ctx.c
    fiches = c.visibles(NOM)
    groupes: list[tuple[str, str, list[Fiche[Obligation]]]] = [
        ("toutes", "Tout achat", [f for f in fiches if transversale(f.contenu)])
    ]
    for code, valeur in c.valeurs("segments").items():
        siennes = [f for f in fiches if not transversale(f.contenu) and code in familles_de(c, f.contenu.si)]
        if siennes:
            groupes.append((code, valeur.libelle, siennes))
    vues: set[str] = set()
    premieres = {}
    for code, _, siennes in groupes:
        premieres[code] = {f.id for f in siennes} - vues
        vues |= premieres[code]
    ctx.dire("obligations")
    return ctx.fragment(
        "obligation/toutes",
        groupes=groupes,
        premieres=premieres,
        rubriques=RUBRIQUES,
        a_ouvrir=lambda regle: a_ouvrir(c, regle),
        entrees=entrees_de_veille(c),
        quand=lambda regle: _quand(c, regle),
    )


@macro()
def annee_de_commune(ctx: Contexte) -> Markup:
    """Rend l'année d'une commune : ce que ses obligations lui font compter, déclarer ou publier, le jour dit d'abord."""
    c = ctx.c
    actes = [(f.contenu, f.contenu.acte) for f in c.visibles(NOM) if f.contenu.acte and f.contenu.depuis <= c.jour]
    vus = {
        regle.titre: acte.chaque_annee
        for regle, acte in actes
        if acte.moment == BILAN and all(x.admet(COMMUNE) for x in regle.si if x.fait == "acheteur")
    }
    if not vus:
        return Markup()
    dates = sorted((jour, titre) for titre, jour in vus.items() if jour)
    lignes = [(date.fromisoformat(f"{c.jour.year}-{jour}"), titre) for jour, titre in dates]
    return ctx.fragment(
        "obligation/image_annee", dates=lignes, autres=[titre for titre, jour in vus.items() if not jour]
    )


def _dire(c: Consultation, condition: Condition) -> str:
    seuil = seuils_de(c).get(condition.seuil or "")
    return en_mots(c, faits_de(c), condition, seuil.affichage(c.jour) if seuil else "")


def _quand(c: Consultation, regle: Obligation) -> list[str]:
    """Rend les conditions et les dates de la règle, en phrases ; la famille est déjà l'intertitre, et la date plancher se tait."""
    dits = [_dire(c, x) for x in regle.si if x.fait != "famille"]
    if dates := _dates(regle):
        dits.append(dates)
    return dits or ["Toujours"]


def _dates(regle: Obligation) -> str:
    debut = f"depuis le {date_longue(regle.commence_le)}" if regle.commence_le else ""
    fin = f"jusqu’au {date_longue(regle.jusqu_a)}" if regle.jusqu_a else ""
    bornes = ", ".join(filter(None, (debut, fin)))
    return bornes and f"{COMPTE[regle.compte_depuis].capitalize()} {bornes}"


def achats(c: Consultation, fiche: Fiche[Obligation]) -> list[str]:
    """Rend les mots de ses deux premières familles d'achat, si la règle n'est pas de tout achat."""
    regle = fiche.contenu
    return c.mots("segments", [] if transversale(regle) else familles_de(c, regle.si)[:2])


def ordre(c: Consultation, fiches: list[Fiche[Obligation]]) -> list[Fiche[Obligation]]:
    """Range les règles par rubrique, puis par rang, puis celles de tout achat d'abord, puis par titre."""
    rangs = list(RUBRIQUES)

    def cle(fiche: Fiche[Obligation]) -> tuple[int, int, bool, str]:
        regle = fiche.contenu
        return rangs.index(regle.rubrique), regle.ordre, not transversale(regle), cle_de_tri(regle.titre)

    return sorted(fiches, key=cle)
