import type { Filter } from "../filter.ts";
import type { Statements } from "../ports.ts";
import type { Subject } from "../subject.ts";

/** What a subject is to be like, as all actions in force on it ask together. */
export interface Condition {
  readonly labels: readonly string[];
  readonly notes: readonly { actionId: string; text: string }[];
  readonly isSensitive: boolean;
  readonly filters: readonly Filter[];
  readonly isLimited: boolean;
  readonly isHeld: boolean;
  readonly isRemoved: boolean;
  readonly isFrozen: boolean;
  readonly isSuspended: boolean;
  readonly isDefederated: boolean;
}

/** The host makes a subject so. Doing it again does nothing; what other servers must hear is sent when the transaction is over. */
export interface EffectsPort {
  apply(
    on: Statements,
    subject: Subject,
    condition: Condition,
    why: { actionId: string; isUndo: boolean },
  ): Promise<void>;
}
