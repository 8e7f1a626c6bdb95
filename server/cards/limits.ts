/** Characters of what a page says of itself. */
export const most = { title: 500, description: 2_000, name: 200, alt: 1_500 } as const;

/** What a page says, as one line of text of at most so many characters: no line breaks, no control characters. */
export function line(text: unknown, length: number): string {
  if (typeof text !== "string") return "";
  const tidy = text
    .slice(0, length * 8)
    // Control characters, and those that turn the direction of what comes after.
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toWellFormed();
  return tidy.length <= length ? tidy : `${[...tidy.slice(0, length - 1)].join("").toWellFormed()}…`;
}

/** Pixels; 0 for what is no such number. */
export function pixels(value: unknown): number {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  const number = /^\d{1,5}(\.\d+)?(px)?$/.test(text) ? Math.round(Number.parseFloat(text)) : 0;
  return number <= 10_000 ? number : 0;
}

/** A date that a page names, in years that make sense; null for others. */
export function dateOf(text: unknown): Date | null {
  if (typeof text !== "string" || text.length > 60) return null;
  const date = new Date(text);
  const year = date.getUTCFullYear();
  return year >= 1000 && year <= 9999 ? date : null;
}

/** `en_GB` as `en-GB`, when it is a language; null for others. */
export function languageOf(text: unknown): string | null {
  if (typeof text !== "string" || text.length > 35) return null;
  try {
    return Intl.getCanonicalLocales(text.trim().replaceAll("_", "-"))[0]?.split("-u-")[0] ?? null;
  } catch {
    return null;
  }
}
