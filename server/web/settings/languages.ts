/** ISO 639-1 codes of the languages that most people write in; any other is kept where an app has set it. */
const codes =
  "af am ar as az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fil fr ga gd gl gu he hi hr hu hy id is it ja jv ka kk km kn ko ku ky la lb lo lt lv mk ml mn mr ms my nb ne nl nn oc or pa pl ps pt ro ru sa sc si sk sl so sq sr sv sw ta te tg th ti tk tr tt uk ur uz vi yi yo zh zu";

const inEnglish = new Intl.DisplayNames("en", { type: "language" });

/**
 * Languages to choose from, by their codes, in the order of their names; each also by its own name.
 *
 * @param chosen one that must be among them
 * @example languageNames("pt-BR")["de"]; // "German (Deutsch)"
 */
export function languageNames(chosen: string | null): Record<string, string> {
  const all = new Set(codes.split(" "));
  if (chosen !== null) all.add(chosen);
  const named = [...all].map((code) => [code, nameOf(code)] as const);
  return Object.fromEntries(named.sort(([, a], [, b]) => a.localeCompare(b, "en")));
}

function nameOf(code: string): string {
  const english = inEnglish.of(code) ?? code;
  const own = new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code;
  return own.toLowerCase() === english.toLowerCase() || own === code ? english : `${english} (${own})`;
}
