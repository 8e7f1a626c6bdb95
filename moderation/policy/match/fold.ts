/**
 * How alike two texts must be to be the same, each with what those before it overlook too.
 *
 * - `exact`: compatibility forms (ﬁ, Ａ, 𝐀) are the letters they stand for: NFKC
 * - `case`: upper and lower case
 * - `marks`: accents and other marks
 * - `confusables`: letters of other scripts, digits and signs that look like Latin letters, and what is invisible
 */
export const foldings = ["exact", "case", "marks", "confusables"] as const;
export type Folding = (typeof foldings)[number];

/** Without case, so that whatever Unicode folds to the same letter becomes the same: ẞ and ß, ſ and s, ς and σ. */
export function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
}

/** @example fold("Ｖ1ÁGRA", "confusables") // "viagra" */
export function fold(text: string, folding: Folding): string {
  const whole = text.normalize("NFKC");
  if (folding === "exact") return whole;
  const level = foldCase(whole);
  if (folding === "case") return level;
  const bare = level
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .normalize("NFC");
  if (folding === "marks") return bare;
  return bare
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replaceAll(lookalikes, (sign) => looksLike.get(sign) ?? sign);
}

/**
 * Unicode's confusables (UTS #39) as far as they are met in spam: Cyrillic, Greek, Armenian and phonetic letters in lower case, and the
 * digits and signs of "leet". What NFKC and marks already take care of is left out.
 */
const looksLike = new Map(
  Object.entries({
    a: "а ɑ α @ 4",
    b: "ь ƅ",
    c: "с ϲ",
    d: "ԁ ɗ",
    e: "е ҽ є ε 3",
    g: "ɡ ց",
    h: "һ հ",
    i: "і ι ı ɩ 1 | l",
    j: "ј ϳ",
    k: "к κ",
    m: "м",
    n: "п ո",
    o: "о ο σ օ 0",
    p: "р ρ",
    q: "ԛ զ",
    r: "г ᴦ",
    s: "ѕ ꜱ 5 $",
    t: "т τ 7",
    u: "υ ս ʋ",
    v: "ѵ ν",
    w: "ԝ ѡ ω",
    x: "х χ",
    y: "у γ ү",
    z: "ᴢ",
  }).flatMap(([letter, signs]) => signs.split(" ").map((sign) => [sign, letter] as const)),
);
const lookalikes = new RegExp(
  `[${[...looksLike.keys()].map((sign) => sign.replace(/[|$^\]\\-]/, "\\$&")).join("")}]`,
  "gu",
);
