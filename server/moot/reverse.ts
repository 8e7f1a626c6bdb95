import type { Action } from "#moderation/actions/action.ts";
import { findActionById } from "#moderation/actions/read.ts";
import { appendEntry } from "#moderation/ledger/append.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import { undoWithin } from "../actions/undo.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { changeReceived, type Received } from "./store/received.ts";

const DAY_MS = 86_400_000;
const MOST_REASON = 2_000;

export interface Reversed {
  /** The action that stays, since the later decision asks for the same. */
  readonly kept: string | null;
  /** Whether somebody here had undone what it did: that is their word, and stays. */
  readonly isOverruled: boolean;
  readonly later: readonly (() => Promise<void>)[];
}

const nothing: Reversed = { kept: null, isOverruled: false, later: [] };

/**
 * Takes back what an earlier decision of a case did here, since a larger panel has decided. What that confirms stays as it is.
 *
 * @param by.mayStay whether the later decision is one to be applied
 */
export async function reverse(
  ctx: ApiCtx,
  tx: Tx,
  earlier: Received,
  { decision, mayStay }: { decision: Decision; mayStay: boolean },
): Promise<Reversed> {
  const { actionId } = earlier;
  const action = actionId === null ? null : await findActionById(statementsOn(tx), actionId);
  const isOverruled = action !== null && action.undoneBy !== null;
  if (over.has(earlier.state)) return { ...nothing, isOverruled };
  if (action === null || action.undoneAt !== null) {
    await changeReceived(tx, { ...earlier, state: "superseded" });
    return { ...nothing, isOverruled };
  }
  if (mayStay && asksForSame(action, decision)) {
    await changeReceived(tx, { ...earlier, state: "superseded" });
    return { ...nothing, kept: action.id };
  }
  const reason = decision.reasons.slice(0, MOST_REASON).toWellFormed();
  const undone = await undoWithin(ctx, tx, null, { actionId: action.id, reason });
  if (!undone.ok) throw new Error(`what a decision did cannot be undone: ${undone.error.type}`);
  await changeReceived(tx, { ...earlier, state: "reversed" });
  await enter(ctx, tx, { decision: earlier.iri, by: decision.id, action: action.id });
  return { ...nothing, later: [undone.value.afterwards] };
}

/** What nothing of an earlier decision is in force in. */
const over: ReadonlySet<Received["state"]> = new Set(["ignored", "superseded", "reversed"]);

async function enter(ctx: ApiCtx, tx: Tx, body: Record<string, unknown>): Promise<void> {
  for (const ledger of ["private", "public"] as const)
    await appendEntry(moderationOf(ctx), statementsOn(tx), ledger, { kind: "decision.reversed", body });
}

/** Whether what is in force is what is asked for. */
function asksForSame({ kind, startsAt, endsAt }: Action, { verdict, days }: Decision): boolean {
  const lasts = endsAt === null ? null : Math.round((endsAt.getTime() - startsAt.getTime()) / DAY_MS);
  return kind === verdict && lasts === days;
}
