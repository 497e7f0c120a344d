// La famille d'achat d'un code CPV. Sans page.

/**
 * Rend la famille d'un code CPV dans { codes: huit chiffres → famille } : la sienne, sinon celle dont un code commence de même, trois
 * chiffres au moins ; rien si aucune, ou si plusieurs familles se le disputent.
 */
export function familleDuCpv({ codes }, code) {
  const chiffres = String(code ?? "").slice(0, 8);
  for (let n = /^\d{8}$/.test(chiffres) ? 8 : 0; n >= 3; n--) {
    const debut = chiffres.slice(0, n);
    const trouvees = new Set(
      Object.keys(codes)
        .filter((un) => un.startsWith(debut))
        .map((un) => codes[un]),
    );
    if (trouvees.size === 1) return [...trouvees][0];
    if (trouvees.size > 1) return "";
  }
  return "";
}
