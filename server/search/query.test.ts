import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery, type SearchQuery, traitNames } from "./query.ts";
import { folded, isHalfPair, wordsOf } from "./words.ts";

const nothing: SearchQuery = {
  texts: [],
  hashtags: [],
  traits: [],
  languages: [],
  authors: [],
  from: null,
  until: null,
  scope: "all",
};
const word = (text: string, more = {}) => ({ text, isPhrase: false, isNegated: false, ...more });
const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe("a search query", () => {
  it.each<[string, Partial<SearchQuery>]>([
    ["", {}],
    ["  \t ", {}],
    ["tea cake", { texts: [word("tea"), word("cake")] }],
    ["+tea -milk", { texts: [word("tea"), word("milk", { isNegated: true })] }],
    ['"at five" tea', { texts: [word("at five", { isPhrase: true }), word("tea")] }],
    ['-"at five"', { texts: [word("at five", { isPhrase: true, isNegated: true })] }],
    ['"never closed', { texts: [word("never closed", { isPhrase: true })] }],
    [
      "tea #Cake -#milk",
      {
        texts: [word("tea")],
        hashtags: [
          { name: "Cake", isNegated: false },
          { name: "milk", isNegated: true },
        ],
      },
    ],
    [
      "from:me FROM:@ana@example.social -from:ben",
      {
        authors: [
          { handle: "me", isNegated: false },
          { handle: "ana@example.social", isNegated: false },
          { handle: "ben", isNegated: true },
        ],
      },
    ],
    [
      "has:media -is:reply",
      {
        traits: [
          { trait: "media", isNegated: false },
          { trait: "reply", isNegated: true },
        ],
      },
    ],
    [
      "language:en -language:pt-BR",
      {
        languages: [
          { language: "en", isNegated: false },
          { language: "pt", isNegated: true },
        ],
      },
    ],
    ["in:library", { scope: "library" }],
    ["before:2026-02-01", { until: day("2026-02-01") }],
    ["after:2026-02-01", { from: day("2026-02-02") }],
    ["during:2026-02-01", { from: day("2026-02-01"), until: day("2026-02-02") }],
    ["during:2026-12", { from: day("2026-12-01"), until: day("2027-01-01") }],
    ["during:2026", { from: day("2026-01-01"), until: day("2027-01-01") }],
    ["after:1767225600", { from: new Date(1767225601_000) }],
    [
      "after:2026-01-01 after:2026-03-01 before:2026-06-01 before:2026-05-01",
      {
        from: day("2026-03-02"),
        until: day("2026-05-01"),
      },
    ],
  ])("%j is read as what it asks for", (text, expected) => {
    expect(parseQuery(text)).toEqual({ ...nothing, ...expected });
  });

  it.each([
    "before:2026-02-31",
    "has:wings",
    "in:hell",
    "https://example.org/a?b",
    "language:",
    "12:30",
    "before:soon",
  ])("%j is text, as it is no operator", (text) => {
    const { texts, ...others } = parseQuery(text);
    expect(others).toEqual({ ...others, traits: [], languages: [], from: null, until: null, scope: "all" });
    expect(texts).toHaveLength(1);
  });

  it("is read without failing, in bounds, whatever it is", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom('"', "-", "+", "#", ":", "from:", "before:", "has:", "in:", "“", " ", ...traitNames),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const query = parseQuery(pieces.join(""));
        const parts = [query.texts, query.hashtags, query.traits, query.languages, query.authors].flat();
        expect(parts.length).toBeLessThanOrEqual(24);
        for (const { text } of query.texts) expect(text.trim()).not.toBe("");
      }),
    );
  });

  it("takes time in proportion to its length alone", () => {
    const started = performance.now();
    parseQuery(`${"a:".repeat(100_000)}${'"'.repeat(100_000)}`);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe("the words of a text", () => {
  it.each([
    ["Tea, at FIVE!", "tea at five"],
    ["ﬁne ＦＵＬＬ", "fine full"],
    ["naïve café", "naïve café"],
    ["don't e-mail foo_bar", "don t e mail foo bar"],
    ["東京都に行く", "東京 京都 都に に行 行く"],
    ["猫", "猫"],
    ["go東京go", "go 東京 go"],
    ["학교에서", "학교 교에 에서"],
    ["🐈 ... !", ""],
    [`${"x".repeat(81)} y`, "y"],
  ])("of %j are %j", (text, expected) => {
    expect(wordsOf(text)).toBe(expected);
  });

  it("are found without accents too, in Latin script alone", () => {
    expect(folded("café naïve straße й 학교 が")).toBe("cafe naive straße й 학교 が");
  });

  it("may be half a pair", () => {
    expect(["猫", "a", "猫犬", ""].map(isHalfPair)).toEqual([true, false, false, false]);
  });

  it("are letters and digits between single spaces, and stay what they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const words = wordsOf(text);
        expect(words).toMatch(/^([\p{L}\p{N}][\p{L}\p{N}\p{M}]*( [\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*)?$/u);
        expect(words.isWellFormed()).toBe(true);
      }),
    );
  });
});
