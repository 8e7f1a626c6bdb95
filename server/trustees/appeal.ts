import { readAction } from "#moderation/actions/read.ts";
import { type AppealDecisionError, appealDecision } from "#moderation/trustees/panels/appeal.ts";
import { decisionOfAction, latestDecision } from "#moderation/trustees/panels/read.ts";
import { err, type Result } from "#protocol/result.ts";
import type { ActDeps } from "../actions/act.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { aboutCase } from "./about.ts";
import { withTrustees } from "./ports.ts";
import { hasReported } from "./store.ts";

export type AppealToPanelError =
  | AppealDecisionError
  | { readonly type: "appeal/too-late"; readonly until: Date | null };

interface Appealing {
  readonly accountId: string;
  readonly text: string;
}

const DAY_MS = 86_400_000;

/** Whether a panel has decided an action: then a larger one hears an appeal against it. */
export async function isByPanel(ctx: Pick<ActDeps, "sql">, actionId: string): Promise<boolean> {
  return (await decisionOfAction(statementsOn(ctx.sql), actionId)) !== null;
}

/** The author appeals against what a panel has decided about them. */
export async function appealAsAuthor(
  ctx: ActDeps,
  { actionId, accountId, text }: Appealing & { readonly actionId: string },
): Promise<Result<{ appealId: string; panelId: string | null }, AppealToPanelError>> {
  const decision = await decisionOfAction(statementsOn(ctx.sql), actionId);
  const action = await readAction(moderationOf(ctx), actionId);
  // What somebody was not told is not there for them.
  if (decision === null || action?.accountId !== accountId || !action.statement?.toldAt)
    return err({ type: "decision/not-found", decisionId: actionId });
  const until = action.statement.appealUntil;
  if (until === null || until <= ctx.clock.now()) return err({ type: "appeal/too-late", until });
  return make(ctx, { decisionId: decision.id, caseId: decision.caseId, side: "author", accountId, text });
}

/** Somebody who reported appeals against what a panel has decided, also where that was to do nothing. */
export async function appealAsReporter(
  ctx: ActDeps,
  { caseId, accountId, text }: Appealing & { readonly caseId: string },
): Promise<Result<{ appealId: string; panelId: string | null }, AppealToPanelError>> {
  const decision = await latestDecision(statementsOn(ctx.sql), caseId);
  if (decision === null || !(await hasReported(ctx.sql, accountId, caseId)))
    return err({ type: "decision/not-found", decisionId: caseId });
  const until = reporterAppealsUntil(ctx, decision);
  if (until <= ctx.clock.now()) return err({ type: "appeal/too-late", until });
  return make(ctx, { decisionId: decision.id, caseId, side: "reporter", accountId, text });
}

/** Until when those who reported can appeal against a decision. */
export function reporterAppealsUntil(
  { config }: { readonly config: { readonly appealDays: number } },
  { at }: { readonly at: Date },
): Date {
  return new Date(at.getTime() + config.appealDays * DAY_MS);
}

function make(
  ctx: ActDeps,
  { caseId, ...appealing }: Omit<Parameters<typeof appealDecision>[2], "about"> & { readonly caseId: string },
): Promise<Result<{ appealId: string; panelId: string | null }, AppealToPanelError>> {
  return withTrustees<{ appealId: string; panelId: string | null }, AppealToPanelError>(
    ctx,
    async ({ trustees, on, tx }) => {
      const about = await aboutCase(ctx, tx, caseId);
      if (about === null) return err({ type: "decision/not-found", decisionId: appealing.decisionId });
      return appealDecision(trustees, on, { ...appealing, about });
    },
  );
}
