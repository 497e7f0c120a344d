// Les fichiers d'un suivi : lui-même, ses dates. Chargés quand on en demande un.

import "./socle.js";
import { nomDeFichier } from "../dossier/ecritures.js";
import { enIcs } from "../dossier/suivi.js";
import { remettreAuVisiteur } from "../fichier.js";
import { ADire } from "../texte.js";
import { aDater } from "./etat.js";
import { enFichier } from "./lecture.js";

/** Remet au visiteur un fichier du suivi ; échoue avec ce qu'il faut dire. */
export function remettre(genre, suivi, ...jours) {
  const [contenu, type, fin] = FABRIQUES[genre](suivi, ...jours);
  remettreAuVisiteur(new Blob([contenu], { type }), `${nomDeFichier(suivi.nom)}-${fin}`);
}

const FABRIQUES = {
  enregistrer: (suivi) => [enFichier(suivi), "application/json", "suivi.json"],
  ics: (suivi, jour, feries) => {
    const dates = aDater(suivi, jour, feries);
    if (!dates.length) throw new ADire("Aucune date : dites la notification et la durée, dans « Le marché ».");
    const maintenant = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    return [enIcs(suivi.id, dates, maintenant), "text/calendar", "dates.ics"];
  },
};
