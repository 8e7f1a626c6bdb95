import { type Automaton, createAutomaton } from "../match/automaton.ts";
import { fold } from "../match/fold.ts";
import type { CompiledList, FoldedText, WordOptions } from "./list.ts";
import { wordsOf } from "./tokens.ts";

/** Scripts that put no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A text names at most so many words of a list. */
const MOST_FOUND = 50;

/**
 * Words and phrases. Whole ones are looked up by their first word, so that a text costs the same however long the list is; parts of words,
 * and what is no word at all, are found by an automaton.
 */
export function compileWords(
  entries: readonly string[],
  { folding, wholeWords }: WordOptions,
): Pick<CompiledList, "find"> {
  /** By first word: the phrases that begin with it (their further words), and null for the word alone. */
  const phrases = new Map<string, { rest: readonly string[]; entry: string }[]>();
  const single = new Map<string, string>();
  const parts = new Map<string, string>();
  for (const entry of entries) {
    const text = fold(entry, folding).trim();
    const words = wordsOf(text);
    const [first, ...rest] = words;
    if (text === "") continue;
    if (!wholeWords || first === undefined || unspaced.test(text)) parts.set(text, entry);
    else if (rest.length === 0) single.set(first, entry);
    else {
      const known = phrases.get(first);
      if (known === undefined) phrases.set(first, [{ rest, entry }]);
      else known.push({ rest, entry });
    }
  }
  const partTexts = [...parts.keys()];
  const partEntries = [...parts.values()];
  const automaton: Automaton | null = partTexts.length > 0 ? createAutomaton(partTexts) : null;

  function findWhole({ words }: FoldedText, found: Set<string>): void {
    for (const [at, word] of words.entries()) {
      const alone = single.get(word);
      if (alone !== undefined) found.add(alone);
      for (const { rest, entry } of phrases.get(word) ?? [])
        if (rest.every((other, offset) => words[at + 1 + offset] === other)) found.add(entry);
      if (found.size >= MOST_FOUND) return;
    }
  }

  return {
    find(value, memo) {
      const folded = memo.folded(value, folding);
      const found = new Set<string>();
      if (single.size > 0 || phrases.size > 0) findWhole(folded, found);
      automaton?.scan(folded.text, (index) => {
        if (found.size < MOST_FOUND) found.add(partEntries[index] ?? "");
      });
      return found.size === 0 ? none : [...found];
    },
  };
}

const none: readonly string[] = [];
