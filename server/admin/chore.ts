import type { TrusteeNotice } from "#moderation/trustees/ports.ts";
import type { HoldsDecision } from "../policy/holds/decision.ts";

/**
 * What takes too long for a request: payloads of the queue `chores`. `sever-domain` was asked for by a version before this
 * one, and is done as `settle-follows` is.
 */
export type Chore =
  | { kind: "dry-run"; runId: string }
  | ({ kind: "decide-holds" } & HoldsDecision)
  /** A decision about many cases, or its reversal. */
  | { kind: "decide-cases"; bulkId: string }
  /** Tells whoever a decision was about that it was taken back. */
  | { kind: "tell-undone"; actionId: string }
  /** Tells a trustee what they are to do, or to know. */
  | { kind: "tell-trustee"; what: TrusteeNotice["kind"]; accountId: string; panelId: string | null }
  | { kind: "settle-follows" }
  /** Applies an import of domains, or takes it back. */
  | { kind: "domain-import"; importId: string }
  /** Weighs anew what all lists say. */
  | { kind: "settle-lists" }
  /** Asks for a list that is subscribed to, now. */
  | { kind: "refresh-list"; listId: string; isForced: boolean }
  | { kind: "sever-domain"; severanceId: string; domain: string };
