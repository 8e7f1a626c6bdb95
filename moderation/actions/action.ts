import type { Subject } from "../subject.ts";
import type { ActionKind, ActionParams } from "./kind.ts";

/** Something that was done about a subject. In force until it is undone, or its time is over. */
export interface Action {
  readonly id: string;
  readonly caseId: string | null;
  readonly kind: ActionKind;
  readonly params: ActionParams;
  readonly subject: Subject;
  /** Who answers for the subject. */
  readonly accountId: string | null;
  /** The moderator; null for a rule, a list, another server or the node itself. */
  readonly by: string | null;
  /** `moderator`, `rule:<id>`, `list:<id>`, `origin`, `decision:<iri>` ... */
  readonly cause: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
  readonly undoReason: string | null;
}
