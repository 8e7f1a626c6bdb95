import type { Action } from "#moderation/actions/action.ts";
import { findActionById } from "#moderation/actions/read.ts";
import { endByPanel, lockForPanel } from "#moderation/cases/panel.ts";
import type { Case } from "#moderation/cases/words.ts";
import type { Panel } from "#moderation/trustees/panels/panel.ts";
import type { CarriedOut } from "#moderation/trustees/ports.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import { type ActDeps, type Acted, actWithin } from "../actions/act.ts";
import { undoWithin } from "../actions/undo.ts";
import { casesOf } from "../cases/ports.ts";
import type { Tx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { publishDecision } from "../moot/publish.ts";
import { readRules } from "../site/rules.ts";
import { rulesNamed } from "./rules.ts";
import { actionToReview, prolongAppeal, readConcerned } from "./store.ts";

const DAY_MS = 86_400_000;

/**
 * Does what a panel of this node has decided, in its transaction: what is in force already is confirmed, or taken back wholly and another thing
 * done in its place. The case ends with it, and the decision goes to the servers that it concerns and to those that follow this node's.
 */
export async function carryOut(
  ctx: ActDeps,
  tx: Tx,
  panel: Panel,
  decision: Decision,
): Promise<CarriedOut & { afterwards(): Promise<void> }> {
  const on = statementsOn(tx);
  const judged = await lockForPanel(ctx, on, panel.caseId);
  // What was done in an emergency while a first panel sat is for it to confirm or replace too.
  const meanwhile = panel.level === 0 ? await actionToReview(tx, panel.caseId) : null;
  const reviewed = meanwhile ?? panel.reviews;
  const before = reviewed === null ? null : await findActionById(on, reviewed);
  const later: (() => Promise<void>)[] = [];
  let outcome: CarriedOut["outcome"] = before === null ? "taken" : "replaced";
  let actionId: string | null = null;
  if (before !== null && before.undoneAt === null && isSame(before, decision)) {
    outcome = "confirmed";
    actionId = before.id;
    const until = new Date(ctx.clock.now().getTime() + ctx.config.appealDays * DAY_MS);
    await prolongAppeal(tx, before.id, until);
  } else if (judged !== null) {
    const done = await replace(ctx, tx, { judged, before, decision });
    actionId = done.acted?.actionId ?? null;
    later.push(...done.afterwards);
  }
  if (judged !== null) await end(ctx, tx, { panel, decision, outcome, actionId });
  if (panel.document !== null)
    await publishDecision(ctx, tx, {
      document: panel.document,
      concerned: await readConcerned(tx, panel.caseId),
    });
  return {
    outcome,
    actionId,
    async afterwards() {
      for (const work of later) await work();
    },
  };
}

/** Whether what is in force is what the panel asks for. */
function isSame({ kind, startsAt, endsAt }: Action, { verdict, days }: Decision): boolean {
  if (kind !== verdict) return false;
  const lasts = endsAt === null ? null : Math.round((endsAt.getTime() - startsAt.getTime()) / DAY_MS);
  return lasts === days;
}

async function replace(
  ctx: ActDeps,
  tx: Tx,
  { judged, before, decision }: { judged: Case; before: Action | null; decision: Decision },
): Promise<{ acted: Acted | null; afterwards: (() => Promise<void>)[] }> {
  const afterwards: (() => Promise<void>)[] = [];
  const { reasons, facts, verdict, days, rules } = decision;
  if (before !== null && before.undoneAt === null) {
    const undone = await undoWithin(ctx, tx, null, {
      actionId: before.id,
      reason: reasons.slice(0, 2_000).toWellFormed(),
    });
    if (undone.ok) afterwards.push(undone.value.afterwards);
  }
  const broken = rulesNamed(ctx.uris, rules, await readRules(ctx));
  const acted = await actWithin(ctx, tx, null, {
    caseId: judged.id,
    subject: judged.subject,
    kind: verdict,
    endsAt: days === null ? null : new Date(ctx.clock.now().getTime() + days * DAY_MS),
    reasons: { category: judged.category, ruleIds: broken.map(({ id }) => id), facts, text: reasons },
    cause: `decision:${decision.id}`,
    isByPanel: true,
  });
  // What cannot be done any more (its author has deleted it) leaves the decision as it is.
  if (acted.ok) afterwards.push(acted.value.afterwards);
  return { acted: acted.ok ? acted.value : null, afterwards };
}

async function end(
  ctx: ActDeps,
  tx: Tx,
  {
    panel,
    decision,
    outcome,
    actionId,
  }: { panel: Panel; decision: Decision } & Pick<CarriedOut, "outcome" | "actionId">,
): Promise<void> {
  const { verdict } = decision;
  await endByPanel(casesOf(ctx, tx), statementsOn(tx), {
    caseId: panel.caseId,
    state: verdict === "none" ? "dismissed" : "decided",
    details: { panel: panel.id, actions: actionId === null ? [] : [actionId] },
    isNews: outcome === "replaced" && verdict !== "none",
  });
}
