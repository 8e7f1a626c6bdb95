import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAutomaton } from "./automaton.ts";
import { fold } from "./fold.ts";
import { compileFilters } from "./match.ts";
import type { Filter } from "./model.ts";
import type { Filterable } from "./port.ts";

const now = new Date("2026-01-01T00:00:00Z");

const filterOf = (keywords: [string, boolean][], more: Partial<Filter> = {}): Filter => ({
  id: "f",
  title: "Filter",
  contexts: ["home"],
  action: "warn",
  expiresAt: null,
  keywords: keywords.map(([keyword, wholeWord], at) => ({ id: `${at}`, keyword, wholeWord })),
  posts: [],
  ...more,
});

const postOf = (text: string, more: Partial<Filterable> = {}): Filterable => ({
  id: "p",
  title: null,
  html: `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`,
  warning: null,
  media: [],
  poll: null,
  ...more,
});

const phraseIn = (keywords: [string, boolean][], post: Filterable) =>
  compileFilters([filterOf(keywords)]).match(post, now)[0]?.phrase ?? null;

describe("a keyword", () => {
  it.each([
    ["tea", false, "steam", "tea"],
    ["tea", true, "steam", null],
    ["tea", true, "Hot TEA!", "TEA"],
    ["tea", true, "téa tea", "tea"],
    ["tea", true, "tea_time teas", null],
    ["tee", true, "Früchtetee", null],
    ["ee", true, "Tée éee", null],
    ["#tea", true, "a#tea b", "#tea"],
    ["#tea", true, "#teas", null],
    ["c++", true, "c++11", "c++"],
    ["чай", true, "Горячий ЧАЙ.", "ЧАЙ"],
    ["чай", true, "чайник", null],
    ["ς", false, "ΟΔΟΣ", "Σ"],
    ["𝒳", true, "a𝒳", null],
    ["𝒳", true, "a 𝒳", "𝒳"],
    ["👍", true, "ok👍ok", "👍"],
    ["hot tea", true, "hot tea", "hot tea"],
    ["a.c", false, "abc", null],
    ["(a+)+$", false, "(a+)+$", "(a+)+$"],
  ])("%s (whole word: %s) in %s is found as %s", (keyword, wholeWord, text, expected) => {
    expect(phraseIn([[keyword, wholeWord]], postOf(text))).toBe(expected);
  });

  it("is looked for in the warning, the title, the poll and the descriptions of media, and not in markup", () => {
    const keywords: [string, boolean][] = [["tea", true]];
    const media = [{ alt: "a cup of tea" }];
    expect(phraseIn(keywords, postOf("x", { warning: "Tea" }))).toBe("Tea");
    expect(phraseIn(keywords, postOf("x", { title: "Tea" }))).toBe("Tea");
    expect(phraseIn(keywords, postOf("x", { media }))).toBe("tea");
    expect(phraseIn(keywords, postOf("x", { poll: { options: [{ title: "tea" }, { title: "no" }] } }))).toBe(
      "tea",
    );
    expect(phraseIn(keywords, postOf("x", { html: '<a href="https://tea.example/tea">x</a>' }))).toBeNull();
    expect(phraseIn([["fish & chips", true]], postOf("Fish & Chips"))).toBe("Fish & Chips");
    expect(phraseIn([["green tea", true]], postOf("x", { html: "<p>green <b>tea</b></p>" }))).toBe(
      "green tea",
    );
  });
});

describe("filters", () => {
  it("do nothing once they have expired", () => {
    const filters = compileFilters([filterOf([["tea", true]], { expiresAt: now })]);
    expect(filters.match(postOf("tea"), new Date(now.getTime() - 1))).toHaveLength(1);
    expect(filters.match(postOf("tea"), now)).toEqual([]);
  });

  it("name posts one by one", () => {
    const filter = filterOf([], { posts: [{ id: "1", postId: "p" }] });
    expect(compileFilters([filter]).match(postOf("x"), now)).toEqual([
      { filter, phrase: null, isNamed: true },
    ]);
    expect(compileFilters([filter]).match(postOf("x", { id: "q" }), now)).toEqual([]);
  });
});

const alphabet = fc.constantFrom(
  "a",
  "A",
  "b",
  "ß",
  "é",
  "É",
  "σ",
  "Σ",
  "ς",
  "1",
  "_",
  " ",
  ".",
  "#",
  "-",
  "𝒳",
  "👍",
  "ж",
  "Ж",
);
const phrase = fc.array(alphabet, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(""));
const keyword = fc.tuple(phrase, fc.boolean());

/** Mastodon's own way: one expression of all keywords. */
function byExpression(keywords: readonly [string, boolean][], text: string): string | null {
  const letter = "[\\p{L}\\p{M}\\p{Nd}\\p{Pc}]";
  const parts = keywords.map(([given, wholeWord]) => {
    const escaped = given.replace(
      /[.*+?^${}()|[\]\\\-/#]/gu,
      (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`,
    );
    const starts = new RegExp(`^${letter}`, "u").test(given);
    const ends = new RegExp(`${letter}$`, "u").test(given);
    const before = wholeWord && starts ? `(?<!${letter})` : "";
    const after = wholeWord && ends ? `(?!${letter})` : "";
    return `${before}${escaped}${after}`;
  });
  return new RegExp(parts.join("|"), "iu").exec(text)?.[0] ?? null;
}

it("finds exactly what one regular expression of all keywords finds", () => {
  fc.assert(
    fc.property(
      fc.array(keyword, { minLength: 1, maxLength: 5 }),
      fc.array(alphabet, { maxLength: 30 }),
      (keywords, parts) => {
        const text = parts.join("");
        const post = { id: "p", title: null, html: "", warning: text, media: [], poll: null };
        expect(phraseIn(keywords, post)).toBe(byExpression(keywords, text));
      },
    ),
    { numRuns: 500 },
  );
});

it("finds every place of every phrase", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[ab]{1,4}$/), { maxLength: 6 }),
      fc.stringMatching(/^[abc]{0,40}$/),
      (phrases, text) => {
        const found: string[] = [];
        createAutomaton(phrases).each(text, (at, end) => found.push(`${at} ${end}`));
        const expected = phrases.flatMap((given, at) =>
          [...text].flatMap((_, end) => (text.slice(0, end + 1).endsWith(given) ? [`${at} ${end + 1}`] : [])),
        );
        expect(found.sort()).toEqual(expected.sort());
      },
    ),
  );
});

it("folds a text without moving anything", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(fold(text)).toHaveLength(text.length);
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});

it("takes twenty thousand keywords and a long text in its stride", () => {
  const post = postOf("a".repeat(100_000));
  const keywords = (count: number) =>
    compileFilters(
      Array.from({ length: count }, (_, at) => filterOf([[`aaaa${at.toString(26)}`, at % 2 === 0]])),
    );
  const [few, many] = [keywords(20), keywords(20_000)];
  const time = (filters: typeof few) => {
    const started = performance.now();
    expect(filters.match(post, now)).toEqual([]);
    return performance.now() - started;
  };
  // The best of some rounds in turn: a busy machine slows down both, and a thousand times as much would show.
  const rounds = Array.from({ length: 8 }, () => ({ few: time(few), many: time(many) }));
  const best = (which: "few" | "many") => Math.min(...rounds.map((round) => round[which]));
  expect(best("many")).toBeLessThan(best("few") * 30);
});
