import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { catalogues, type MessageKey } from "./catalogues.ts";
import { acceptedLanguage, languageNamed, languages } from "./languages.ts";
import { wordsIn } from "./words.ts";

const parse = (message: string) =>
  new IntlMessageFormat(message, "en", undefined, { ignoreTag: true }).getAst();
type Element = ReturnType<typeof parse>[number];

/** The names of a message's values, also of those within the branches of a plural. */
function namesIn(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    if ("options" in element)
      return [element.value, ...Object.values(element.options).flatMap((option) => namesIn(option.value))];
    // A literal's value is text, that of an argument its name; `#` has none.
    return "value" in element && element.type !== 0 ? [element.value] : [];
  });
}

const keys = Object.keys(catalogues.en) as MessageKey[];
const valuesOf = (key: MessageKey) => [...new Set(namesIn(parse(catalogues.en[key])))].sort();

describe("the words of the desk", () => {
  it.each(languages)("in %s hold the same values as in English, and are words with any number", (lang) => {
    const words = wordsIn(lang);
    for (const key of keys) {
      const elements = parse(catalogues[lang][key]);
      expect([...new Set(namesIn(elements))].sort(), `${lang} ${key}`).toEqual(valuesOf(key));
      for (const count of [0, 1, 2, 3, 11, 100, 1_000_000]) {
        const values = Object.fromEntries(valuesOf(key).map((name) => [name, count]));
        // Which values a key takes is known to the compiler only where the key is.
        const said = (words.t as (key: MessageKey, values: object) => string)(key, values);
        expect(said.trim() === "" && key !== "case.alike", `${lang} ${key} of ${count}`).toBe(false);
        expect(said).not.toMatch(/[{}]|undefined|NaN/);
      }
    }
  });

  it.each(languages.filter((lang) => lang !== "en"))("are translated to %s, all but names", (lang) => {
    const same = keys.filter((key) => catalogues[lang][key] === catalogues.en[key]);
    // Words that two languages share.
    expect(same.filter((key) => catalogues.en[key].split(" ").length > 2)).toEqual([]);
  });

  it("count in Arabic as Arabic does", () => {
    const { t } = wordsIn("ar");
    expect(new Set([0, 1, 2, 3, 11, 100].map((count) => t("queue.count", { count }))).size).toBe(6);
  });

  it("are chosen by what a browser accepts, in the order of its weights", () => {
    expect(acceptedLanguage("pt-BR, fr;q=0.8, en;q=0.9")).toBe("en");
    expect(acceptedLanguage("ar-EG,ar;q=0.9,en;q=0.1")).toBe("ar");
    expect(acceptedLanguage("de;q=0, ja")).toBeNull();
    expect(acceptedLanguage(undefined)).toBeNull();
    expect(languageNamed("DE-at")).toBe("de");
    expect(languageNamed("__proto__")).toBeNull();
  });
});
