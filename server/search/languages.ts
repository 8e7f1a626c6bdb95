/** PostgreSQL's text search configurations, from version 15 on, by language (ISO 639). */
const configurations = {
  ar: "arabic",
  hy: "armenian",
  eu: "basque",
  ca: "catalan",
  da: "danish",
  nl: "dutch",
  en: "english",
  fi: "finnish",
  fr: "french",
  de: "german",
  el: "greek",
  hi: "hindi",
  hu: "hungarian",
  id: "indonesian",
  ga: "irish",
  it: "italian",
  lt: "lithuanian",
  ne: "nepali",
  no: "norwegian",
  nb: "norwegian",
  nn: "norwegian",
  pt: "portuguese",
  ro: "romanian",
  ru: "russian",
  sr: "serbian",
  es: "spanish",
  sv: "swedish",
  ta: "tamil",
  tr: "turkish",
  yi: "yiddish",
} as const;

/** All of them, each once; `simple`, which knows no language, is not among them. */
export const stemmers: readonly string[] = [...new Set(Object.values(configurations))];

/** `en` of `en-GB`; null for none. */
export function baseLanguage(language: string | null): string | null {
  const base = language?.split(/[_-]/)[0]?.toLowerCase() ?? "";
  return /^[a-z]{2,3}$/.test(base) ? base : null;
}

/** How words of a language are brought to their stem. @example stemmerOf("de") // "german" */
export function stemmerOf(base: string | null): string {
  return configurations[base as keyof typeof configurations] ?? "simple";
}
