"""La veille : dates d'effet, suites, adresses, étapes, trente minutes par édition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from macros.base.consultation import Consultation
from macros.base.dates import tous_les_jalons
from macros.base.fiche import Fiche
from macros.fiches.veille import couverture
from macros.fiches.veille.adresses import adresse_officielle
from macros.fiches.veille.minutage import minuter
from macros.fiches.veille.modele import EntreeVeille
from macros.fiches.veille.mois import a_lire, entrees_du_mois, lues_du_mois, mois_de_veille
from macros.fiches.veille.page import HORIZON
from macros.lecture.anomalie import Anomalie, Defaut, Gravite
from macros.lecture.defauts import Champs, Fichier
from macros.texte.dates import date_longue, jours_ecrits, mois_long
from macros.texte.nombres import minutes

MINUTES_MAX = 30
VEILLE_DEPUIS = date(2025, 1, 1)
"""Premier jour d'application à partir duquel une obligation a son entrée : le droit d'avant a précédé la veille."""


class Veille(Defaut):
    """La veille, et les dates de la base"""

    OBLIGATION_SANS_DATE = (
        "l'entrée dit « obligatoire » sans date d'effet"
        " → Ajoutez en_vigueur_le : AAAA-MM-JJ ; ou dites autrement, si rien n'oblige."
    )
    EDITION_TROP_LONGUE = (
        "l'édition {mois} demande {minutes} minutes de lecture, pour {maximum} au plus"
        " → Raccourcissez les plus longues : {fichiers}."
    )
    SANS_ADRESSE_OFFICIELLE = (
        "ni les sources ni le texte de l'entrée n'ont d'adresse officielle (Légifrance, EUR-Lex, une juridiction…)"
        " → Ajoutez-la aux sources, ou à « url » du texte ; ou dites pourquoi dans sans_adresse."
    )
    ADRESSE_ET_RAISON = (
        "sans_adresse dit pourquoi l'adresse officielle manque, mais l'entrée en a une : {adresse}"
        " → Retirez sans_adresse."
    )
    MEME_ETAPE = (
        "« {autre} » dit déjà cette étape de « {texte} » ({etape})"
        " → Fondez les deux en une seule entrée ; si ce sont deux règles du texte, chacune cite ses articles."
    )
    ECHEANCE_SANS_OBLIGATION = (
        "l'échéance ne dit pas quelle obligation elle change"
        " → Nommez-les dans « obligations » : [nom-de-fiche, …] ; ou écrivez « obligations: [] » : aucune obligation changée."
    )
    OBLIGATION_SANS_ENTREE = (
        "l'obligation commence le {date}, et aucune entrée de veille ne la nomme"
        " → Nommez-la dans « obligations » de l'entrée qui l'annonce ; sans entrée, écrivez un rappel dans docs/veille."
    )
    DATE_HORS_ECHEANCIER = (
        "le {date} n'est pas à l'échéancier"
        " → Si le droit change ce jour-là, ajoutez la date à « en_vigueur » de son texte, dans data/droit/textes.",
        Gravite.ALERTE,
    )
    GESTE_SANS_ACTION = (
        "a_faire_avant date un geste, mais l'entrée n'est qu'à suivre : un projet, ou rien dans a_faire"
        " → Retirez a_faire_avant ; ou dites dans a_faire ce qu'un acheteur doit faire."
    )
    PUBLICATION_ANTIDATEE = (
        "publie_le ({date}) précède la première publication de la base ({jour})"
        " → Écrivez le jour où la fiche entre dans la base : aujourd'hui, si elle est neuve."
    )
    FORT_SANS_DIAPOSITIVE = (
        "l'entrée, d'impact fort, n'est sur aucune diapositive de l'édition {mois}"
        " → Dites dans a_faire ce qu'un acheteur fait ; si elle ne tient pas dans la séance, raccourcissez les entrées"
        " d'impact fort du mois ; sinon, baissez l'impact."
    )
    MOIS_COURT_SANS_RAISON = (
        "{mois} est lu en entier et a moins de trois entrées ({nombre})"
        " → Ajoutez les entrées qui manquent, ou {code} à mois_courts, et pourquoi il n'y en a pas plus."
    )
    MOIS_PAS_COURT = (
        "{mois} n'est pas un mois court : il a trois entrées, n'est pas lu en entier ou précède la veille"
        " → Retirez-le de mois_courts."
    )
    BRANCHE_EN_DOUBLE = "« {branche} » est relevée deux fois en {mois} → Gardez une ligne par branche et par mois."


OBLIGATOIRE = re.compile(r"\bobligatoires?\b", re.IGNORECASE)
NEGATION = re.compile(r"\b(?:pas|plus|non|jamais|rien|ni|sans|aucune?|facultati\w+)\b[^.;:]*$", re.IGNORECASE)
"""Un mot de négation plus tôt dans la même proposition : elle ne dit pas que c'est obligatoire."""


def obligatoire_datee(c: Consultation, fiche: Fiche[EntreeVeille]) -> Iterator[Anomalie]:
    """Une entrée qui dit « obligatoire » dit depuis quand."""
    entree = fiche.contenu
    if entree.en_vigueur_le or not entree.oblige:
        return
    for chemin, texte in (("titre",), entree.titre), (("change",), entree.change):
        dits = (t.start() for t in OBLIGATOIRE.finditer(texte) if not NEGATION.search(texte[: t.start()]))
        if (debut := next(dits, None)) is not None:
            yield fiche.anomalie_des_mots(chemin, texte, debut, Veille.OBLIGATION_SANS_DATE())
            break


def effet_apres_signature(c: Consultation, fiche: Fiche[EntreeVeille]) -> Iterator[Anomalie]:
    """Un texte ne s'applique pas avant d'être signé."""
    entree, texte = fiche.contenu, c.fiches("textes").get(fiche.contenu.texte or "")
    signature = texte.contenu.signe_le if texte else None
    if texte and signature and entree.en_vigueur_le and entree.en_vigueur_le < signature:
        message = f"la date d'effet ({entree.en_vigueur_le}) précède la signature du texte ({signature})"
        conseil = f"Corrigez en_vigueur_le, ou signe_le dans {texte.fichier}."
        yield fiche.anomalie(("en_vigueur_le",), Champs.ORDRE_DES_DATES(message, conseil))


def suites(c: Consultation, fiche: Fiche[EntreeVeille]) -> Iterator[Anomalie]:
    """Une entrée fait suite à une entrée plus ancienne."""
    entree = fiche.contenu
    avant = c.fiches("veille").get(entree.fait_suite_a or "")
    if avant and avant.contenu.date > entree.date:
        conseil = "fait_suite_a nomme l'entrée que celle-ci prolonge : échangez les deux, ou retirez le champ."
        constat = Champs.ORDRE_DES_DATES(f"« {avant.id} » est plus récente que cette entrée", conseil)
        yield fiche.anomalie(("fait_suite_a",), constat)


def trente_minutes(c: Consultation) -> Iterator[Anomalie]:
    """Une édition se lit en trente minutes : au-delà, dit quelles entrées raccourcir."""
    par_mois: dict[str, list[Fiche[EntreeVeille]]] = {}
    for fiche in a_lire(c.fiches("veille").values()):
        par_mois.setdefault(fiche.contenu.mois, []).append(fiche)
    for mois, fiches in sorted(par_mois.items()):
        mots = {fiche.fichier: fiche.contenu.mots(fiche.corps) for fiche in fiches}
        if (total := sum(map(minutes, mots.values()))) <= MINUTES_MAX:
            continue
        longues = sorted(fiches, key=lambda f: (-mots[f.fichier], f.fichier))[:5]
        liste = " ; ".join(f"{f.fichier} ({mots[f.fichier]} mots)" for f in longues)
        constat = Veille.EDITION_TROP_LONGUE(mois=mois, minutes=total, maximum=MINUTES_MAX, fichiers=liste)
        yield longues[0].anomalie(("change",), constat)


def forts_projetes(c: Consultation) -> Iterator[Anomalie]:
    """Une entrée d'impact fort a sa diapositive dans l'édition de son mois."""
    impacts = list(c.valeurs("impacts"))
    for mois in mois_de_veille(c) if impacts else ():
        lues = [e for e in lues_du_mois(c, mois) if e.contenu.impact in impacts]  # un autre mot est déjà signalé
        projetees = {s.entree.id for s in minuter(lues, impacts).sequences if s.entree}
        for fiche in entrees_du_mois(c, mois):
            if fiche.contenu.impact == impacts[0] and fiche.id not in projetees:
                yield fiche.anomalie(("impact",), Veille.FORT_SANS_DIAPOSITIVE(mois=mois))


def mois_courts_expliques(c: Consultation) -> Iterator[Anomalie]:
    """Un mois lu en entier a trois entrées, ou la couverture dit pourquoi ; sans liste tenue, rien n'est demandé."""
    for fiche in c.fiches("couverture").values():
        if (dits := fiche.contenu.mois_courts) is None:
            continue
        courts = couverture.mois_courts(c)
        for code in sorted({*courts} ^ {*dits}):
            mois, nombre = mois_long(code), len(entrees_du_mois(c, code))
            if code in dits:
                yield fiche.anomalie(("mois_courts", code), Veille.MOIS_PAS_COURT(mois=mois))
            else:
                constat = Veille.MOIS_COURT_SANS_RAISON(mois=mois, nombre=nombre, code=code)
                yield fiche.anomalie(("mois_courts",), constat)


def adresses(c: Consultation, fiche: Fiche[EntreeVeille]) -> Iterator[Anomalie]:
    """Une entrée mène à une adresse officielle, ou dit pourquoi elle n'en a pas."""
    officielle, raison = adresse_officielle(c, fiche.contenu), fiche.contenu.sans_adresse
    if not officielle and not raison:
        yield fiche.anomalie(("sources",), Veille.SANS_ADRESSE_OFFICIELLE())
    elif officielle and raison:
        yield fiche.anomalie(("sans_adresse",), Veille.ADRESSE_ET_RAISON(adresse=officielle))


def etapes(entree: EntreeVeille) -> Iterator[str]:
    """Rend les étapes d'un texte que l'entrée raconte : l'événement, et l'application quand elle le suit de près.

    Une édition annonce les dates des six mois qui viennent : une application plus proche n'a pas d'entrée à elle.
    """
    if entree.evenement != "echeance":
        yield entree.evenement
    effet = entree.en_vigueur_le or (entree.date if entree.evenement == "echeance" else None)
    if effet and (effet - entree.date).days <= HORIZON:
        yield f"application le {date_longue(effet)}"


def doublons(c: Consultation) -> Iterator[Anomalie]:
    """Une étape d'un texte a une seule entrée. Deux règles du même texte se distinguent par leurs articles."""
    vues: dict[tuple[str, str], list[Fiche[EntreeVeille]]] = {}
    for fiche in sorted(c.fiches("veille").values(), key=lambda f: f.id):
        entree = fiche.contenu
        for etape in etapes(entree) if entree.texte else ():
            deja = vues.setdefault((entree.texte, etape), [])
            # Un projet ou une doctrine peut avancer : la suite déclarée est une nouvelle entrée.
            suivie = entree.fait_suite_a if etape in ("projet", "doctrine", "etude") else None
            if autre := next((f for f in deja if f.id != suivie and _meme_objet(f.contenu, entree)), None):
                constat = Veille.MEME_ETAPE(autre=autre.id, texte=entree.texte, etape=etape)
                yield fiche.anomalie(("texte",), constat)
                break
            deja.append(fiche)


def _meme_objet(a: EntreeVeille, b: EntreeVeille) -> bool:
    return not a.articles or not b.articles or bool(set(a.articles) & set(b.articles))


def dates_ecrites(c: Consultation) -> Iterator[Anomalie]:
    """Une date à venir que la veille ou le registre écrit est à l'échéancier ; celles d'un projet n'y sont pas."""
    connues = {jalon.le for jalon in tous_les_jalons(c)}
    for genre in ("textes", "codes", "veille"):
        for fiche in c.fiches(genre).values():
            if "projet" in (getattr(fiche.contenu, "nature", ""), getattr(fiche.contenu, "evenement", "")):
                continue
            for chemin, texte in fiche.balises:
                for jour in sorted({j for j in jours_ecrits(texte) if j > c.jour} - connues):
                    yield fiche.anomalie(chemin, Veille.DATE_HORS_ECHEANCIER(date=date_longue(jour)))


def echeance_et_obligation(c: Consultation, fiche: Fiche[EntreeVeille]) -> Iterator[Anomalie]:
    """Une échéance nomme les obligations qu'elle change, ou dit qu'elle n'en change aucune."""
    if fiche.contenu.evenement == "echeance" and fiche.contenu.obligations is None:
        yield fiche.anomalie(("evenement",), Veille.ECHEANCE_SANS_OBLIGATION())


def geste_utile(c: Consultation, fiche: Fiche[EntreeVeille]) -> Iterator[Anomalie]:
    """Un geste ne se date que si l'entrée demande quelque chose."""
    if fiche.contenu.a_faire_avant and fiche.contenu.suivi:
        yield fiche.anomalie(("a_faire_avant",), Veille.GESTE_SANS_ACTION())


def obligations_annoncees(c: Consultation) -> Iterator[Anomalie]:
    """Une obligation récente a son entrée de veille ; une fiche reprise a la sienne dans l'autre réseau."""
    if any(genre == "veille" for genre, _ in c.base.refusees):
        return  # une entrée est illisible, et déjà signalée
    nommees = {nom for fiche in c.fiches("veille").values() for nom in fiche.contenu.obligations or ()}
    for fiche in c.fiches("obligations").values():
        if fiche.contenu.depuis >= VEILLE_DEPUIS and fiche.id not in nommees and not fiche.contenu.reprise_de:
            constat = Veille.OBLIGATION_SANS_ENTREE(date=date_longue(fiche.contenu.depuis))
            yield fiche.anomalie(("depuis",), constat)


def nom_de_veille(c: Consultation, fiche: Fiche[EntreeVeille]) -> Iterator[Anomalie]:
    """Une entrée de veille s'appelle ``AAAA/AAAA-MM-JJ-sujet.md``, au jour de l'événement."""
    jour = fiche.contenu.date.isoformat()
    if not fiche.id.startswith(f"{jour}-"):
        message = f"la date {jour} diffère de celle du nom de fichier"
        constat = Fichier.IDENTITE(message, f"Nommez le fichier {jour}-sujet.md, ou corrigez la date.")
        yield fiche.anomalie(("date",), constat)
    elif f"/{fiche.id[:4]}/" not in fiche.fichier:
        conseil = f"Rangez-la dans docs/veille/{fiche.id[:4]}/."
        constat = Fichier.IDENTITE("l'entrée n'est pas dans le dossier de son année", conseil)
        yield fiche.anomalie(("date",), constat)


def dates(c: Consultation, fiche: Fiche[EntreeVeille]) -> Iterator[Anomalie]:
    """Une entrée paraît après l'événement, sauf une échéance."""
    if fiche.contenu.publie_le < fiche.contenu.date and fiche.contenu.evenement != "echeance":
        constat = Champs.ORDRE_DES_DATES("l'entrée est publiée avant l'événement", "Corrigez publie_le ou date.")
        yield fiche.anomalie(("publie_le",), constat)


def premiere_publication(c: Consultation) -> Iterator[Anomalie]:
    """Aucune fiche ne se dit publiée avant que la base n'existe ; une fiche reprise garde le jour de l'autre réseau."""
    debut = couverture.premiere_publication(c)
    for genre, fiche in c.par_genre():
        publie_le = getattr(fiche.contenu, "publie_le", None)
        # Un texte de droit porte le jour où la loi a paru, pas celui de sa fiche.
        if genre.nom != "textes" and publie_le and publie_le < debut and not fiche.contenu.reprise_de:
            yield fiche.anomalie(("publie_le",), Veille.PUBLICATION_ANTIDATEE(date=publie_le, jour=debut))


def branches_uniques(c: Consultation) -> Iterator[Anomalie]:
    """Une branche du droit n'est relevée qu'une fois un même mois."""
    for fiche in c.fiches("couverture").values():
        vues: set[tuple[str, str]] = set()
        for rang, lue in enumerate(fiche.contenu.branches_lues):
            for place, branche in enumerate(lue.branches):
                if (lue.mois, branche) in vues:
                    constat = Veille.BRANCHE_EN_DOUBLE(branche=branche, mois=mois_long(lue.mois))
                    yield fiche.anomalie(("branches_lues", rang, "branches", place), constat)
                vues.add((lue.mois, branche))
