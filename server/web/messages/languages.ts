/** The languages of the desk, of submissions and of decisions. */
export const languages = ["en", "es", "de", "fr", "ar"] as const;
export type Language = (typeof languages)[number];

/** Each by its own name, as somebody looks for it who reads nothing else. */
export const languageTitles: Readonly<Record<Language, string>> = {
  en: "English",
  es: "Español",
  de: "Deutsch",
  fr: "Français",
  ar: "العربية",
};

const known: ReadonlySet<string> = new Set(languages);

/** @example languageNamed("de-AT") // "de" */
export function languageNamed(tag: string | null | undefined): Language | null {
  const primary = tag?.trim().split("-", 1)[0]?.toLowerCase() ?? "";
  return known.has(primary) ? (primary as Language) : null;
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/**
 * The first language of an Accept-Language header (RFC 9110 §12.5.4) that there are words in.
 *
 * @example acceptedLanguage("pt-BR, fr;q=0.8, en;q=0.9") // "en"
 */
export function acceptedLanguage(header: string | undefined): Language | null {
  if (header === undefined) return null;
  const wanted = header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";");
      const q = parameters.map((each) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: languageNamed(tag), weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted.find(({ language }) => language !== null)?.language ?? null;
}
