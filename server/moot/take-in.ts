import { appendEntry } from "#moderation/ledger/append.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { reverse } from "./reverse.ts";
import { readPolicies } from "./store/policies.ts";
import {
  type Became,
  changeReceived,
  insertReceived,
  lockReceivedOf,
  type Received,
} from "./store/received.ts";
import { treat } from "./treat.ts";
import { type Treatment, treatmentOf } from "./treatment.ts";

interface Taken {
  readonly decision: Decision;
  readonly document: JsonObject;
  /** The domain of whose panel it is. */
  readonly peer: string;
}

/**
 * Keeps a verified decision of another node, and does with it what the policies here say. Of several about one case that of the largest panel
 * counts, in whatever order they come: what a smaller one did here is undone, unless somebody here has undone it already.
 */
export async function takeIn(ctx: ApiCtx, taken: Taken): Promise<void> {
  const { decision, peer } = taken;
  const later: (() => Promise<void>)[] = [];
  await ctx.db.transaction(async (tx) => {
    const known = await lockReceivedOf(tx, peer, decision.case);
    const treatment = treatmentOf(await readPolicies(tx), { peer, verdict: decision.verdict });
    const received = rowOf(ctx, taken, treatment);
    if (!(await insertReceived(tx, received))) return;
    const became = await settle(ctx, tx, { ...taken, treatment, known }, later);
    await changeReceived(tx, { id: received.id, ...became });
    if (became.state !== "ignored") await enter(ctx, tx, received, became);
  });
  ctx.outbox.wake();
  for (const work of later) await work();
}

async function settle(
  ctx: ApiCtx,
  tx: Tx,
  { decision, peer, treatment, known }: Taken & { treatment: Treatment; known: readonly Received[] },
  later: (() => Promise<void>)[],
): Promise<Became> {
  if (known.some(({ level }) => level >= decision.level))
    return { state: "superseded", actionId: null, caseId: null, why: null };
  let kept: string | null = null;
  let isOverruled = false;
  for (const earlier of known) {
    const reversed = await reverse(ctx, tx, earlier, { decision, mayStay: treatment === "apply" });
    later.push(...reversed.later);
    kept ??= reversed.kept;
    isOverruled ||= reversed.isOverruled;
  }
  if (kept !== null) return { state: "applied", actionId: kept, caseId: null, why: null };
  return treat(ctx, tx, { decision, peer, treatment, isOverruled }, later);
}

function rowOf(ctx: ApiCtx, { decision, document, peer }: Taken, treatment: Treatment): Received {
  const { id: iri, case: caseIri, level, verdict, subject } = decision;
  return {
    id: ctx.ids.next(),
    iri,
    peer,
    caseIri,
    level,
    verdict,
    subjectKind: subject.kind,
    subjectIri: treatment === "ignore" ? null : subject.id,
    document: treatment === "ignore" ? null : document,
    treatment,
    state: "shown",
    actionId: null,
    caseId: null,
    why: null,
    receivedAt: ctx.clock.now(),
  };
}

async function enter(
  ctx: ApiCtx,
  tx: Tx,
  { iri, peer, level, verdict }: Received,
  { state, actionId, caseId }: Became,
): Promise<void> {
  const body = { decision: iri, peer, level, verdict, state, action: actionId };
  for (const ledger of ["private", "public"] as const)
    await appendEntry(moderationOf(ctx), statementsOn(tx), ledger, {
      kind: "decision.received",
      caseId,
      body,
    });
}
