import type { ActionKind, ActionParams } from "../../actions/kind.ts";
import type { Category } from "../../category.ts";
import type { SubjectKind } from "../../subject.ts";
import type { Decider, Finder } from "../record.ts";

/** What a statement of reasons is made of: an action, and what it is about. */
export interface StatementRecord {
  readonly actionId: string;
  readonly kind: ActionKind;
  readonly params: ActionParams;
  readonly subjectKind: SubjectKind;
  /** Whether its author is of this node. */
  readonly isLocal: boolean;
  readonly takenAt: Date;
  readonly endsAt: Date | null;
  readonly category: Category;
  /** Rules of the node that were broken, in the words that they had then. */
  readonly rules: readonly { readonly id: string; readonly text: string }[];
  readonly finder: Finder;
  /** Whether who reported it said that it is against the law. */
  readonly isLegalNotice: boolean;
  readonly decider: Decider;
  /** When the post was made, or the account; null where nobody knows any more. */
  readonly contentAt: Date | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly hasText: boolean;
  /** `image`, `video`, `audio` ... */
  readonly media: readonly string[];
}

/** What a node's admins say of all its statements. */
export interface StatementSettings {
  /** Categories that are against the law here, with the law. What is of no other is against the node's rules. */
  readonly legalGrounds: ReadonlyMap<string, string>;
  /** ISO 3166-1; empty where nobody has said. */
  readonly territory: readonly string[];
  /** Where the rules can be read; null for a node without any. */
  readonly rulesUrl: string | null;
}
