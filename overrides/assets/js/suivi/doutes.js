// Ce qui est à vérifier avant d'envoyer une lettre, et que la page ne juge pas seule. Sans page.

import { ecrireNombre, lireNombre } from "../nombres.js";
import { articlesDe, estDeTravaux } from "./ccag.js";
import { uniteDite } from "./citation.js";
import { DUE, delaisPour, SANCTIONS } from "./ecarts.js";
import { dejaRetenu } from "./lettres.js";

/** Rend ce qui est à vérifier avant d'envoyer, et que la lettre ne dit pas. */
export function aVerifier(genre, valeurs, suivi, cle) {
  const articles = articlesDe(suivi);
  return [
    "Envoyez-la par un moyen qui date sa réception, et gardez cette date.",
    genre === "mise-en-demeure" &&
      `Le délai de la clause l’emporte. ${articles ? `Pour une clause d’insertion ou d’environnement, la pénalité suppose cette mise en demeure restée sans effet (${articles.nom}, articles ${articles.insertion} et ${articles.environnement}).` : "Sans CCAG, tout délai vient du contrat."}`,
    genre === "mise-en-demeure" &&
    !/rédui|réduction|réfaction|résili|pas pay/i.test(valeurs.clause) &&
    !DUE.test(valeurs.clause)
      ? "La clause citée ne dit aucune sanction : ajoutez celle qui en porte une, si le contrat en a une."
      : "",
    valeurs.resiliation &&
      `Cette lettre ne résilie rien.${suivi.ccag === "Travaux" ? " Pour un retard, il faut aussi un constat contradictoire et l’avis du maître d’œuvre (CCAG-Travaux, article 50.3.1)." : ""}`,
    genre === "penalite" && valeurs.immediate && articles
      ? `Sans mise en demeure, le contrat doit l’écrire et déroger, pour l’insertion ou l’environnement, aux articles ${articles.insertion} et ${articles.environnement} du ${articles.nom}.`
      : "",
    genre === "penalite" && articles && /insertion|facilitateur/i.test(valeurs.clause)
      ? `S’il vous a signalé ses difficultés, les heures que ni vous ni le facilitateur n’avez pu rendre possibles ne comptent pas (${articles.nom}, article ${articles.insertion}).`
      : "",
    genre === "mise-en-demeure" && valeurs.encouru
      ? "La somme annoncée n’est due que si la clause citée punit ce fait, et pas un autre : relisez-la."
      : "",
    ...lesDoutes(genre, valeurs, suivi, cle),
    suivi.lettres.some(
      (une) => une.cle === cle && une.genre !== genre && une.genre in SANCTIONS && une.valeurs.ecrite,
    ) && genre in SANCTIONS
      ? "Ce fait a déjà une lettre de pénalité ou de réduction de prix : les deux ne se cumulent que si le contrat l’écrit."
      : "",
    genre === "reduction" && articles ? laRefaction(articles, valeurs, suivi) : "",
    ["penalite", "reduction"].includes(genre) && estDeTravaux(suivi)
      ? "Portez cette somme au décompte général : une pénalité qui n’y est pas est perdue (CCAG-Travaux, articles 12.4.2 et 12.4.3)."
      : "",
  ].filter(Boolean);
}

// La phrase du contrat qui déroge à la réfaction du CCAG la règle : citée, rien à dire ; lue dans le document, elle se nomme.
function laRefaction({ nom, refaction, apres }, { clause }, { textes }) {
  const deroge = new RegExp(`dérog[^.]*article ${refaction}\\b`, "i");
  if (deroge.test(clause)) return "";
  const texte = textes.find((un) => deroge.test(un.texte));
  if (texte) return `Citez aussi « ${texte.titre} » (${texte.piece}), qui déroge à l’article ${refaction} du ${nom}.`;
  return `Le ${nom} (article ${refaction}) n’ouvre la réfaction qu’au moment d’admettre ou de réceptionner : plus tard, il faut une phrase de votre contrat. ${apres}`;
}

// Ce que la page ne sait pas juger seule.
function lesDoutes(genre, valeurs, suivi, cle) {
  const { clause, ou, deja, plafond, unite, calcul } = valeurs;
  const delais = [...new Set(delaisPour(valeurs, suivi, cle).map(({ dit }) => dit))];
  const { somme, plafonds } = dejaRetenu(suivi, cle, valeurs);
  const autre = somme > lireNombre(deja) || plafonds.some((un) => un !== lireNombre(plafond));
  const { ecart = "" } = suivi.attendus.find(({ id }) => id === cle.split("|")[0]) ?? {};
  return [
    delais.length > 1 && `la clause citée dit ${delais.join(" et ")} : prenez le délai qui vaut pour ce fait.`,
    /\bCCTP\b/.test(clause) &&
      !/CCTP/.test(ou) &&
      "la clause citée renvoie au CCTP : citez aussi l’article du CCTP que ce fait enfreint.",
    genre in SANCTIONS &&
      /^Aucune sanction propre/.test(ecart) &&
      "ce fait n’a pas de sanction propre dans ce suivi : celle que vous citez doit le viser.",
    ...(genre === "penalite"
      ? [
          uniteDite(unite, clause) === "ailleurs" &&
            `la clause citée ne dit pas « par ${unite} » à la suite d’un montant : compte-t-elle ainsi ?`,
          somme > 0 &&
            autre &&
            `ce suivi a déjà retenu ${ecrireNombre(somme)}\u00a0€ sous le même article, plafond ${plafonds.map(ecrireNombre).join(" puis ")}\u00a0€ : comptez-les si c’est le même plafond.`,
          /\d/.test(calcul) &&
            /facturé|demande de paiement|année d’exécution/i.test(clause) &&
            !/20\d\d|mois|année/i.test(calcul) &&
            "la clause citée compte sur une période : le calcul prend-il la sienne, et non tout le marché ?",
        ]
      : []),
  ].map((dit) => dit && `À vérifier : ${dit}`);
}
