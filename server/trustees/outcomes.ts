import {
  type AnsweredAppeal,
  appealsBy,
  type DecisionRow,
  decisionById,
  decisionOfAction,
  latestDecision,
} from "#moderation/trustees/panels/read.ts";
import { err, type Result } from "#protocol/result.ts";
import type { ActDeps } from "../actions/act.ts";
import type { Ctx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { type AppealToPanelError, appealAsReporter, reporterAppealsUntil } from "./appeal.ts";
import { casesReportedIn } from "./store.ts";

/** What a panel has decided, for somebody who is concerned, with what they say against it. */
export interface Outcome {
  readonly decision: DecisionRow;
  /** Theirs, against all decisions on the case, the first one first. */
  readonly appeals: readonly AnsweredAppeal[];
  /** Until when they can appeal; null where nobody tells them. */
  readonly until: Date | null;
  /** Why they cannot appeal against it; null where they can. */
  readonly closed: "last" | "made" | "late" | "superseded" | null;
}

type Deps = Pick<Ctx, "sql" | "clock"> & { readonly config: { readonly appealDays: number } };

/** For whoever an action is about: the decision by which it is in force. Null for an action that no panel has decided. */
export async function outcomeOfAction(
  ctx: Deps,
  { actionId, accountId, until }: { actionId: string; accountId: string; until: Date | null },
): Promise<Outcome | null> {
  const decision = await decisionOfAction(statementsOn(ctx.sql), actionId);
  return decision && outcomeOf(ctx, decision, { accountId, until });
}

/** For somebody who has reported something: the last word of panels on the cases that their report is in. */
export async function outcomesOfReport(
  ctx: Deps,
  { reportId, accountId }: { reportId: string; accountId: string },
): Promise<Outcome[]> {
  const on = statementsOn(ctx.sql);
  const found: Outcome[] = [];
  for (const caseId of await casesReportedIn(ctx.sql, reportId, accountId)) {
    const decision = await latestDecision(on, caseId);
    if (decision === null) continue;
    found.push(await outcomeOf(ctx, decision, { accountId, until: reporterAppealsUntil(ctx, decision) }));
  }
  return found;
}

async function outcomeOf(
  ctx: Deps,
  decision: DecisionRow,
  { accountId, until }: { accountId: string; until: Date | null },
): Promise<Outcome> {
  const on = statementsOn(ctx.sql);
  const { id, caseId, level } = decision;
  const [appeals, latest] = await Promise.all([
    appealsBy(on, { accountId, caseId }),
    latestDecision(on, caseId),
  ]);
  const outcome = { decision, appeals, until };
  if (latest?.id !== id) return { ...outcome, closed: "superseded" };
  if (appeals.some(({ decisionId }) => decisionId === id)) return { ...outcome, closed: "made" };
  if (level >= 2) return { ...outcome, closed: "last" };
  return { ...outcome, closed: until === null || until <= ctx.clock.now() ? "late" : null };
}

/** Somebody who has reported something appeals against the decision that they have read. */
export async function appealAboutReport(
  ctx: ActDeps,
  input: { reportId: string; decisionId: string; accountId: string; text: string },
): Promise<Result<{ appealId: string; panelId: string | null }, AppealToPanelError>> {
  const { reportId, decisionId, accountId, text } = input;
  const on = statementsOn(ctx.sql);
  const decision = await decisionById(on, decisionId);
  const cases = await casesReportedIn(ctx.sql, reportId, accountId);
  if (decision === null || !cases.includes(decision.caseId))
    return err({ type: "decision/not-found", decisionId });
  const latest = await latestDecision(on, decision.caseId);
  if (latest !== null && latest.id !== decisionId)
    return err({ type: "appeal/superseded", decisionId: latest.id });
  return appealAsReporter(ctx, { caseId: decision.caseId, accountId, text });
}
