import type { HoldsDecision } from "../policy/holds/decision.ts";

/**
 * What takes too long for a request: payloads of the queue `chores`. `sever-domain` was asked for by a version before this
 * one, and is done as `settle-follows` is.
 */
export type Chore =
  | ({ kind: "decide-holds" } & HoldsDecision)
  | { kind: "settle-follows" }
  | { kind: "sever-domain"; severanceId: string; domain: string };
