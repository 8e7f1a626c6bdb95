import type { FoldedText, ListMemo } from "../lists/list.ts";
import { wordsOf } from "../lists/tokens.ts";
import { type Folding, fold } from "../match/fold.ts";

/** Folds each text once an evaluation, however many rules ask for it. */
export function createMemo(): ListMemo {
  const levels = new Map<Folding, Map<string, FoldedText>>();
  return {
    folded(value, folding) {
      let level = levels.get(folding);
      if (level === undefined) {
        level = new Map();
        levels.set(folding, level);
      }
      let folded = level.get(value);
      if (folded === undefined) {
        folded = foldedText(fold(value, folding));
        level.set(value, folded);
      }
      return folded;
    },
  };
}

function foldedText(text: string): FoldedText {
  let words: readonly string[] | null = null;
  return {
    text,
    get words() {
      words ??= wordsOf(text);
      return words;
    },
  };
}
