import type { Language } from "../messages/languages.ts";

/** A language by its name in another; one that has none by its tag. @example languageTitle("de", "fr") // "allemand" */
export function languageTitle(tag: string, reader: Language): string {
  try {
    return new Intl.DisplayNames(reader, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
