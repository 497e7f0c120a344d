// Le doigt ou la souris, appuyé ou non.

const FINS = ["pointerup", "pointercancel"];
let appuye = false;
addEventListener("pointerdown", () => (appuye = true), true);
for (const fin of FINS) addEventListener(fin, () => (appuye = false), true);

/** Attend que le doigt ou la souris se relève, et que son clic soit passé : redessiner entre l'appui et le clic le perdrait. */
export async function relache() {
  if (!appuye) return;
  await Promise.race(FINS.map((fin) => new Promise((fini) => addEventListener(fin, fini, { once: true }))));
  await new Promise((fini) => setTimeout(fini));
}
