import type { Category } from "../category.ts";

/** Why something was done, for whoever is concerned (the fields of article 17 of the EU's Digital Services Act). */
export interface Statement {
  readonly actionId: string;
  readonly category: Category;
  /** Rules of the node that were broken, in the words that they had then. */
  readonly rules: readonly { id: string; text: string }[];
  /** What was found; no names of reporters. */
  readonly facts: string;
  /** What the moderator writes to whoever is concerned. */
  readonly text: string;
  readonly isAutomated: boolean;
  readonly appealUntil: Date | null;
  /** When whoever is concerned was told; null for nobody. */
  readonly toldAt: Date | null;
}
