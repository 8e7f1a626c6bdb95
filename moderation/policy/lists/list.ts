import type { Folding } from "../match/fold.ts";

export const listKinds = ["word", "domain", "link", "sha256", "pdq", "handle"] as const;
export type ListKind = (typeof listKinds)[number];

/** How the words of a list are looked for; of no meaning to lists of another kind. */
export interface WordOptions {
  readonly folding: Folding;
  /** Not within longer words. Words of scripts without spaces are always found within texts. */
  readonly wholeWords: boolean;
}

/** A list by which conditions ask: `inList: <name>`. */
export interface ListSource {
  readonly name: string;
  readonly kind: ListKind;
  readonly options: WordOptions;
  readonly entries: readonly string[];
}

/** A list made ready to be asked. Never changed: another state of it is another one. */
export interface CompiledList {
  readonly name: string;
  readonly kind: ListKind;
  readonly size: number;
  /** What of the list is in a text, or is it. Empty for nothing. */
  find(value: string, memo: ListMemo): readonly string[];
  /** Whether a hash is near one of the list, for `pdq`. */
  near(value: string, distance: number): boolean;
}

/** What several lists need of one text: made once an evaluation. */
export interface ListMemo {
  folded(value: string, folding: Folding): FoldedText;
}

export interface FoldedText {
  readonly text: string;
  /** Its words, in order. */
  readonly words: readonly string[];
}

/** The lists of a node by name. */
export type Lists = ReadonlyMap<string, CompiledList>;

/** A list without its entries. */
export interface PolicyList extends WordOptions {
  readonly id: string;
  readonly name: string;
  readonly kind: ListKind;
  readonly description: string;
  readonly entriesCount: number;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ListEntry {
  readonly entry: string;
  readonly comment: string;
  readonly addedBy: string | null;
  readonly addedAt: Date;
}
