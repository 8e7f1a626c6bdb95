import { noteEvent } from "#moderation/cases/event.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import {
  closeDecided,
  type DecidedReport,
  readAnswerable,
  reopenReports,
  setOutcome,
} from "./store/outcomes.ts";
import { outcomeWords, tellable } from "./words.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "sql" | "db" | "outbox">;

/**
 * A case was decided, dismissed or reopened: the reports whose cases are all closed are closed with what came of them, and
 * whoever complained is told. The server of a `Flag` gets its answer; people here are told by `tellReporters` afterwards;
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

async function tell(ctx: Deps, tx: Tx, report: DecidedReport, at: Date): Promise<void> {
  const { id, reporterId, originDomain, subjects, isDecided, kinds, rules } = report;
  const taken = kinds.filter((kind) => kind !== "none");
  // Decided without a word on what was done: something was, in another way.
  const acted = taken.length > 0 || (isDecided && kinds.length === 0);
  const details = { actions: acted ? tellable(taken) : [], rules: acted ? rules : [] };
  const isTeller = reporterId !== null && originDomain === null;
  await setOutcome(tx, id, { acted, details, at, toldAt: isTeller ? null : at });
  if (originDomain === null) return;
  const text = outcomeWords({ acted, ...details });
  for (const { iri, accountId } of await readAnswerable(tx, id))
    await ctx.outbox.append(tx, {
      kind: "report.answered",
      flagIri: iri,
      accountId,
      subjects,
      acted,
      ...details,
      text,
      at: at.toISOString(),
    });
}
