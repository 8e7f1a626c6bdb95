/**
 * Scripts written without spaces between words, and Hangul, whose words carry their particles: PostgreSQL would take a whole
 * sentence for one word.
 */
const unspaced =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Bopo}ー々〆][\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Bopo}\p{M}ー々〆]*/gu;
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Characters of a text that can be found, and of a word. */
const MOST = 20_000;
const LONGEST = 80;

/**
 * The words of a text as the index has them, between single spaces: NFKC, lower case, without signs, so that PostgreSQL's
 * parser sees nothing to guess at; scripts without spaces as overlapping pairs of characters.
 *
 * @example wordsOf("Tea at 5! 東京都") // "tea at 5 東京 京都"
 */
export function wordsOf(text: string): string {
  const plain = text.slice(0, MOST).toWellFormed().normalize("NFKC").toLowerCase();
  const spaced = plain.replace(unspaced, (run) => ` ${pairs(run).join(" ")} `);
  return (spaced.match(word) ?? []).filter(({ length }) => length <= LONGEST).join(" ");
}

/** The same words without accents, as people type them in a hurry: "café" is "cafe". */
export function folded(words: string): string {
  // Composed again: a Hangul syllable must stay one character.
  return words
    .normalize("NFKD")
    .replace(/(?<=\p{sc=Latn})\p{M}+/gu, "")
    .normalize("NFC");
}

function pairs(run: string): string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}

/** Whether a word is a single character of a script without spaces: it is found at the beginning of a pair. */
export function isHalfPair(words: string): boolean {
  return [...words].length === 1 && words.replace(unspaced, "") === "";
}
