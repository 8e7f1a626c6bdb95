import type { Filter } from "../filter.ts";
import type { Statements } from "../ports.ts";
import type { Subject } from "../subject.ts";
import type { ActionKind, ActionParams } from "./kind.ts";

/** What a subject is to be like, as all actions in force on it ask together. */
export interface Condition {
  readonly labels: readonly string[];
  /** By moderators, with their text; or by readers, which the host has. */
  readonly notes: readonly ({ actionId: string; text: string } | { actionId: string; contextNote: string })[];
  readonly isSensitive: boolean;
  readonly filters: readonly Filter[];
  readonly isLimited: boolean;
  readonly isHeld: boolean;
  readonly isRemoved: boolean;
  readonly isFrozen: boolean;
  readonly isSuspended: boolean;
  readonly isDefederated: boolean;
}

/** What changed a condition: an action that begins, or one that ends. */
export interface Change {
  readonly action: { readonly id: string; readonly kind: ActionKind; readonly params: ActionParams };
  readonly isUndo: boolean;
  /** What the subject was to be like until now. */
  readonly before: Condition;
}

/** The host makes a subject so. Doing it again does nothing; what other servers must hear is sent when the transaction is over. */
export interface EffectsPort {
  apply(on: Statements, subject: Subject, condition: Condition, change: Change): Promise<void>;
}
