import type { Moderator } from "../../admin/may-act.ts";

/** What can wait for a moderator. */
export const heldKinds = [
  "post",
  "edit",
  "profile",
  "own-post",
  "own-edit",
  "own-profile",
  "boost",
  "registration",
] as const;
export type HeldKind = (typeof heldKinds)[number];

/** Who decides: a moderator, or the node when nobody has in time. */
export type Decider = Moderator | null;

/** What a moderator has decided about many: all that a filter finds. */
export interface HoldsDecision {
  decision: "release" | "refuse";
  by: Decider;
  filter: { ruleId?: string; kind?: HeldKind; domain?: string; accountId?: string };
  /** Ids of what came later are not meant. */
  until: string;
  reason: string;
}
