"""Les pages du territoire : qui aide, la carte du réseau, à qui acheter, la première rencontre."""

from __future__ import annotations

from markupsafe import Markup

from macros.base.consultation import Consultation, Fiches, une_fois
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.base.promesses import PageRendue
from macros.fiches.territoire.carte import Carte
from macros.fiches.territoire.modele import Rencontre, Structure, TypeDeStructure
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.ecrire import a_ecrire
from macros.sorties.html.tableaux import tableau

TERRITOIRE = ("Territoire", "territoire/")
ESS = ("Acheter à l’ESS", "territoire/acheter-a-l-ess/")
FAMILLES_ESS = {
    "handicap": "Travail protégé et adapté",
    "insertion": "Insertion par l’activité économique",
    "cooperative": "Coopératives",
    "autre": "Autres structures",
}
ANNUAIRES = ("clauses-sociales", "insertion", "handicap")
"""Familles des structures nationales qui disent qui peut répondre, où que l'on soit."""
RESERVES = {
    "handicap": (
        "marché réservé possible",
        "Possible au titre du handicap : article L2113-12 du code de la commande publique.",
    ),
    "insertion": (
        "marché réservé possible",
        "Possible au titre de l’insertion : article L2113-13 du code de la commande publique.",
    ),
    "ess": (
        "marché réservé : certains services",
        "Pour certains services seulement, listés par avis : article L2113-15 du code de la commande publique.",
    ),
    "aucune": ("", "Non : on lui achète comme à toute entreprise."),
}
"""Valeur du champ ``reserve`` → la pastille d'une liste, et ce qu'un acheteur en retient."""


def structure(ctx: Contexte, fiche: Fiche[Structure]) -> PageRendue:
    """Rend la page d'une structure."""
    html = ctx.de_fiche("territoire/structure", "structures", fiche)
    return PageRendue(fiche.contenu.titre, fiche.contenu.resume, html, (TERRITOIRE,))


def type_ess(ctx: Contexte, fiche: Fiche[TypeDeStructure]) -> PageRendue:
    """Rend la page d'une sorte de structure à qui acheter."""
    sorte = fiche.contenu
    rencontres = [f for f in ctx.c.visibles("rencontres") if f.contenu.segment in sorte.segments]
    reserve = RESERVES[sorte.reserve][1]
    html = ctx.de_fiche("territoire/type_ess", "ess", fiche, reserve=reserve, rencontres=rencontres)
    return PageRendue(sorte.titre, sorte.resume, html, (TERRITOIRE, ESS))


def rencontre(ctx: Contexte, fiche: Fiche[Rencontre]) -> PageRendue:
    """Rend la page d'une première rencontre, à imprimer sur une feuille."""
    segment = ctx.c.libelle("segments", fiche.contenu.segment)
    description = f"{segment} : dix questions pour une première rencontre avec un fournisseur solidaire, sur une page."
    html = ctx.de_fiche("territoire/rencontre", "rencontres", fiche, segment=segment)
    return PageRendue(fiche.contenu.titre, description, html, (TERRITOIRE, ESS))


@une_fois
def par_departement(c: Consultation) -> dict[str, Fiches]:
    """Rend, pour chaque département du réseau, les structures qui lui sont propres : ni régionales, ni nationales."""
    siennes = [f for f in c.visibles("structures") if f.contenu.portee == "departementale"]
    return {code: [f for f in siennes if code in f.contenu.departements] for code in c.reseau.departements}


@une_fois
def autres_portees(c: Consultation) -> dict[str, Fiches]:
    """Rend les structures qui ne sont propres à aucun département du réseau : ``regionales``, ``nationales``, ``ailleurs``."""
    portees: dict[str, Fiches] = {"regionales": [], "nationales": [], "ailleurs": []}
    for fiche in c.visibles("structures"):
        ici = bool(set(fiche.contenu.departements) & set(c.reseau.departements))
        if fiche.contenu.portee == "nationale":
            portees["nationales"].append(fiche)
        elif not ici:
            portees["ailleurs"].append(fiche)
        elif fiche.contenu.portee == "regionale":
            portees["regionales"].append(fiche)
    return portees


@macro(famille="familles-structures", departement="departements")
def tableau_structures(ctx: Contexte, famille: str = "", departement: str = "") -> Markup:
    """Rend le tableau des structures qui aident les acheteurs, restreint par facette."""
    return tableau(ctx, "structures", famille=famille, departement=departement)


@macro()
def carte_territoire(ctx: Contexte) -> Markup:
    """Rend la carte du réseau, chaque département étant un lien vers sa section, et le même contenu en tableau."""
    c = ctx.c
    comptes = {code: len(fiches) for code, fiches in par_departement(c).items()}
    contours = next((f.contenu for f in c.fiches("contours").values()), None)
    return ctx.fragment(
        "territoire/carte",
        carte=Carte.de(contours, comptes) if contours else Carte(()),
        contours=contours,
        comptes=comptes,
        departements=par_departement(c),
        **autres_portees(c),
    )


@macro()
def liste_par_departement(ctx: Contexte) -> Markup:
    """Rend une section par département du réseau, puis la région, le pays, et les autres régions."""
    return ctx.fragment(
        "territoire/liste_par_departement", departements=par_departement(ctx.c), **autres_portees(ctx.c)
    )


@macro()
def tableau_facilitateurs(ctx: Contexte) -> Markup:
    """Rend, pour chaque département du réseau, son facilitateur de clauses sociales, ou qui appeler s'il n'est pas connu."""
    departements = {code: _facilitateurs(fiches) for code, fiches in par_departement(ctx.c).items()}
    annuaires = _facilitateurs(autres_portees(ctx.c)["nationales"])
    return ctx.fragment("territoire/tableau_facilitateurs", departements=departements, annuaires=annuaires)


@macro()
def qui_peut_repondre(ctx: Contexte) -> Markup:
    """Rend, par département, le facilitateur et les organismes à appeler avant d'écrire, puis le choix de réserver, d'allotir ou de clausuler."""
    departements = {
        code: (_facilitateurs(fiches), [f for f in fiches if f.contenu.famille != "clauses-sociales"])
        for code, fiches in par_departement(ctx.c).items()
    }
    annuaires = [f for f in autres_portees(ctx.c)["nationales"] if f.contenu.famille in ANNUAIRES]
    return ctx.fragment("territoire/qui_peut_repondre", departements=departements, annuaires=annuaires)


def _facilitateurs(fiches: Fiches) -> Fiches:
    return [f for f in fiches if f.contenu.famille == "clauses-sociales"]


@macro()
def demander_une_fiche(ctx: Contexte) -> Markup:
    """Rend de quoi demander la fiche d'un organisme que l'annuaire n'a pas, sans compte."""
    demandes = ("Nom de l’organisme", "Son site public", "Département", "Ce qu’un acheteur peut lui demander")
    fonction = "Adresse de fonction (contact@, clauses@), jamais celle d’une personne"
    return a_ecrire(ctx, "Inscrire une structure", (*demandes, fonction))


@macro()
def liste_ess(ctx: Contexte) -> Markup:
    """Rend les sortes de structures à qui acheter, par famille."""
    fiches = sorted(ctx.c.visibles("ess"), key=lambda f: (f.contenu.ordre, f.id))
    familles = [(nom, [f for f in fiches if f.contenu.famille == code]) for code, nom in FAMILLES_ESS.items()]
    return ctx.fragment("territoire/liste_ess", familles=[f for f in familles if f[1]], reserves=RESERVES)


@macro()
def liste_rencontres(ctx: Contexte) -> Markup:
    """Rend les premières rencontres à préparer, par famille d'achat."""
    return ctx.fragment("territoire/liste_rencontres", rencontres=ctx.c.visibles("rencontres"))
