"""Le registre du droit : textes, articles de codes, seuils ; tout ce qu'ils déclarent aux sorties."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi, Table
from macros.base.promesses import Document, Groupe, Rendre
from macros.base.tableau import PAR_DATE, PAR_TITRE, Facette, Tableau, de, par_valeur
from macros.fiches.droit import jalons, page, regles, regles_des_seuils, relu
from macros.fiches.droit.modele import CodeDroit, TexteDroit
from macros.fiches.droit.reference import adresse_article, resoudre
from macros.fiches.droit.seuil import Seuils
from macros.sorties.recherche.aides import nu, phrases


def _mots(fiche: Fiche[TexteDroit]) -> list[str]:
    return [*([fiche.contenu.numero] if fiche.contenu.numero else []), fiche.id]


def _documents_d_un_texte(c: Consultation, fiche: Fiche[TexteDroit]) -> Iterator[Document]:
    texte, nature = fiche.contenu, c.libelle("natures-textes", fiche.contenu.nature)
    champs = {
        "titre": [texte.titre, texte.numero or "", nature],
        "lexique": c.mots("themes", texte.themes),
        "resume": [texte.resume],
        "texte": phrases(fiche),
    }
    nomme = bool(texte.numero and texte.numero not in texte.titre)
    titre = f"{texte.titre} ({nature[0].lower()}{nature[1:]} {texte.numero})" if nomme else texte.titre
    noms = [texte.titre, fiche.id]
    yield Document("droit", fiche.id, c.adresse("textes", fiche.id), titre, texte.resume, champs, noms=noms)


def _documents_d_un_code(c: Consultation, fiche: Fiche[CodeDroit]) -> Iterator[Document]:
    code = fiche.contenu
    for numero, article in code.articles.items():
        titre = f"Article {numero} du {code.titre[0].lower()}{code.titre[1:]}"
        champs = {"titre": [f"{code.sigle} {numero}", code.titre], "resume": [article.objet], "texte": []}
        adresse = adresse_article(fiche.id, numero)
        yield Document("droit", f"{fiche.id}/{numero}", adresse, titre, article.objet, champs)


def _documents_des_seuils(c: Consultation, fiche: Fiche[Seuils]) -> Iterator[Document]:
    for nom, seuil in fiche.contenu.seuils.items():
        resume = f"{seuil.affichage(c.jour)}. {nu(seuil.effet)}"
        champs = {
            "titre": [seuil.libelle],
            "references": [seuil.fondement],
            "lexique": ["seuil"],
            "resume": [resume],
            "texte": [nu(seuil.pour), *map(seuil.ecrire, seuil.valeurs)],  # « 40 000 » mène aussi au seuil d'hier
        }
        yield Document("seuils", nom, f"droit/seuils/#{nom}", seuil.libelle, resume, champs, noms=[seuil.libelle])


def _articles(c: Consultation) -> Iterator[tuple[str, str, Rendre]]:
    for fiche in c.fiches("codes").values():
        for numero in fiche.contenu.articles:
            yield adresse_article(fiche.id, numero), fiche.fichier, partial(page.article, code=fiche, numero=numero)


CODES = Genre(
    nom="codes",
    modele=CodeDroit,
    libelle="code",
    titre="Codes",
    lecture=Lecture(dossier="data/droit/articles"),
    pages=Pages(adresse="droit/{id}/", reserves=frozenset({"agec", "seuils"}), rendre=page.code, autres=_articles),
    recherche=Recherche(groupe=Groupe("droit", "Droit", 50, "Article"), documents=_documents_d_un_code),
    donnees=Donnees(
        jeu=Jeu(
            "codes",
            "Articles de codes cités",
            5,
            tables=(Table("articles", "Articles de codes", (("articles", "numero"),)),),
        ),
        schema="articles",
    ),
)
TEXTES = Genre(
    nom="textes",
    modele=TexteDroit,
    libelle="texte de droit",
    titre="Textes de droit",
    lecture=Lecture(dossier="data/droit/textes", resoudre=resoudre),
    pages=Pages(
        adresse="droit/{id}/",
        reserves=frozenset({"agec", "seuils"}),
        rendre=page.texte,
        tableau=Tableau(
            noms=("texte", "textes", "Chercher dans les textes de droit"),
            rangee="droit/_rangee.html",
            groupe=par_valeur("nature", "natures-textes"),
            facettes=(
                Facette("nature", "Nature", de("nature"), "natures-textes"),
                Facette("theme", "Thème", de("themes"), "themes"),
            ),
            tris=(*PAR_TITRE, *PAR_DATE),
            jour=lambda f: f.contenu.signe_le or f.contenu.publie_le or "",
            mots=_mots,
        ),
        fichiers=relu.fichiers,
        macros=(page.tableau_textes,),
    ),
    recherche=Recherche(groupe=Groupe("droit", "Droit", 51, "Texte de droit"), documents=_documents_d_un_texte),
    suivi=Suivi(jalons=jalons.des_textes),
    donnees=Donnees(jeu=Jeu("textes", "Textes de droit et décisions", 4), schema="texte"),
    regles=Regles(
        ensemble=(regles.cycles, regles.noms, regles.verifications, regles.versions),
        de_fiche=(regles.dates,),
        de_toute_fiche=(regles.cites,),
        defauts=(regles.Registre,),
    ),
)
SEUILS = Genre(
    nom="seuils",
    modele=Seuils,
    libelle="seuils",
    titre="Seuils",
    lecture=Lecture(
        fichier="data/droit/seuils.yml",
        ordre=lambda _, fiches: fiches,
        fournit=lambda registre, jour: {nom: seuil.affichage(jour) for nom, seuil in registre.seuils.items()},
    ),
    pages=Pages(
        lisible="droit/seuils/", macros=(page.echelle_seuils, page.tableau_seuils, page.detail_seuils, page.seuil)
    ),
    recherche=Recherche(groupe=Groupe("seuils", "Seuils", 46, "Seuil"), documents=_documents_des_seuils),
    suivi=Suivi(jalons=jalons.des_seuils),
    donnees=Donnees(
        jeu=Jeu(
            "seuils",
            "Seuils",
            6,
            tables=(Table("seuils-valeurs", "Valeurs datées des seuils", (("seuils", "seuil"), ("valeurs", "rang"))),),
        ),
        schema="seuils",
    ),
    regles=Regles(
        ensemble=(regles_des_seuils.recopies_des_pages,),
        de_fiche=(regles_des_seuils.periodes,),
        de_toute_fiche=(regles_des_seuils.montants_recopies,),
        defauts=(regles_des_seuils.Periodes,),
    ),
)
