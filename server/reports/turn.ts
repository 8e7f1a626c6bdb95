import { noteEvent } from "#moderation/cases/event.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import type { OutcomeDetails } from "./schema.ts";
import {
  closeDecided,
  type DecidedReport,
  lockActedOn,
  noteRevised,
  readAnswerable,
  reopenReports,
  setOutcome,
} from "./store/outcomes.ts";
import { outcomeInAll, tellable } from "./words.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "sql" | "db" | "outbox">;

/**
 * A case was decided, dismissed or reopened: the reports whose cases are all closed are closed with what came of them, and
 * whoever complained is told. The server of a `Flag` gets its answer; people are told by `tellReporters` afterwards;
 * who submitted without an account looks it up.
 *
 * Called in the transaction of the case; the caller wakes the outbox.
 */
export async function noteTurn(
  ctx: Deps,
  tx: Tx,
  turn: { caseId: string; state: "open" | "waiting" | "decided" | "dismissed"; by: string | null },
): Promise<void> {
  const { caseId, state, by } = turn;
  const at = ctx.clock.now();
  if (state === "open" || state === "waiting") return reopenReports(tx, caseId, at);
  const decided = await closeDecided(tx, { caseId, by, at });
  if (decided.length === 0) return;
  for (const report of decided) await tell(ctx, tx, report, at);
  const told = {
    here: decided.filter(({ reporterId, originDomain }) => reporterId !== null && originDomain === null)
      .length,
    elsewhere: decided.filter(({ originDomain }) => originDomain !== null).length,
    byReceipt: decided.filter(({ reporterId }) => reporterId === null).length,
  };
  await noteEvent(moderationOf(ctx), statementsOn(tx), { caseId, kind: "told", by: null, details: told });
}

/**
 * An action of a case was taken back: who was told that something was done hears that it is so no more. In the transaction of
 * the undoing; nothing happens while the reports are open. The caller wakes the outbox.
 */
export async function noteUndone(ctx: Deps, tx: Tx, caseId: string): Promise<void> {
  const at = ctx.clock.now();
  for (const report of await lockActedOn(tx, caseId)) {
    const left = report.kinds.filter((kind) => kind !== "none");
    const acted = left.length > 0;
    const actions = tellable(left);
    if (acted && actions.join() === [...report.told.actions].sort().join()) continue;
    const details = { actions, rules: acted ? report.rules : [], isRevised: true };
    await settle(ctx, tx, report, { acted, details, at });
    await noteRevised(tx, report.id);
  }
}

async function tell(ctx: Deps, tx: Tx, report: DecidedReport, at: Date): Promise<void> {
  const { isDecided, kinds, rules } = report;
  const taken = kinds.filter((kind) => kind !== "none");
  // Decided without a word on what was done: something was, in another way.
  const acted = taken.length > 0 || (isDecided && kinds.length === 0);
  const details = { actions: acted ? tellable(taken) : [], rules: acted ? rules : [] };
  await settle(ctx, tx, report, { acted, details, at });
}

/** Writes the outcome down, and answers the `Flag`s in the report. */
async function settle(
  ctx: Deps,
  tx: Tx,
  { id, reporterId, originDomain, subjects }: DecidedReport,
  outcome: { acted: boolean; details: OutcomeDetails; at: Date },
): Promise<void> {
  const { acted, details, at } = outcome;
  // Who has only a receipt looks it up.
  await setOutcome(tx, id, { ...outcome, toldAt: reporterId === null ? at : null });
  if (originDomain === null) return;
  const texts = outcomeInAll({ acted, ...details });
  const { actions, rules } = details;
  for (const { iri, accountId } of await readAnswerable(tx, id))
    await ctx.outbox.append(tx, {
      kind: "report.answered",
      flagIri: iri,
      accountId,
      subjects,
      acted,
      actions,
      rules,
      text: texts.en,
      texts,
      at: at.toISOString(),
    });
}
