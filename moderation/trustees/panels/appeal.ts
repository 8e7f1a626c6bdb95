import { err, ok, type Result } from "#protocol/result.ts";
import { noteEvent } from "../../cases/event.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { attachAppeals, insertAppeal, type PanelAppeal, readUnheard } from "../store/appeals.ts";
import { type DecisionRow, findDecision, readDecisionsOf } from "../store/decisions.ts";
import { lockPanel, readPanelsOf } from "../store/panels.ts";
import type { Opening } from "./open.ts";
import { type OpenPanelError, openPanel } from "./open.ts";

export type AppealDecisionError =
  | { readonly type: "decision/not-found"; readonly decisionId: string }
  | { readonly type: "appeal/empty" }
  | { readonly type: "appeal/too-long"; readonly most: number }
  | { readonly type: "appeal/already-made" }
  /** A larger panel has heard the case since: that decision is the one to appeal against. */
  | { readonly type: "appeal/superseded"; readonly decisionId: string }
  /** Nobody hears an appeal against the largest panel. */
  | { readonly type: "appeal/last" };

const MOST_TEXT = 5_000;

/** What the host knows of the case. */
export type About = Pick<Opening, "subject" | "language"> & {
  /** Under which key what is personal about its subject stands in the ledger. */
  readonly keyOf: string;
};

/**
 * The author, or somebody who reported, appeals against a panel's decision: once each a level, in the caller's transaction. A larger panel hears
 * it of which nobody sat before; where there are too few trustees for one it waits for them. Whether it is in time is the caller's
 * to say.
 */
export async function appealDecision(
  ctx: TrusteeCtx,
  on: Statements,
  appealing: Pick<PanelAppeal, "decisionId" | "accountId" | "side" | "text"> & { readonly about: About },
): Promise<Result<{ appealId: string; panelId: string | null }, AppealDecisionError>> {
  const { decisionId, accountId, side, text, about } = appealing;
  if (text.trim() === "") return err({ type: "appeal/empty" });
  if (text.length > MOST_TEXT) return err({ type: "appeal/too-long", most: MOST_TEXT });
  const decision = await findDecision(on, decisionId);
  if (decision === null) return err({ type: "decision/not-found", decisionId });
  const { caseId, level } = decision;
  const sitting = (await readPanelsOf(on, caseId)).find(({ closedAt }) => closedAt === null);
  // Before the case, as where a panel takes a step.
  const heard = sitting === undefined ? null : await lockPanel(on, sitting.id);
  const latest = (await readDecisionsOf(on, caseId)).at(-1);
  if (latest !== undefined && latest.id !== decisionId)
    return err({ type: "appeal/superseded", decisionId: latest.id });
  if (level >= 2) return err({ type: "appeal/last" });
  const appealId = ctx.ids.next();
  const createdAt = ctx.clock.now();
  const made = { id: appealId, decisionId, accountId, side, text, panelId: null, state: "open" as const };
  if (!(await insertAppeal(on, { ...made, createdAt, answeredAt: null })))
    return err({ type: "appeal/already-made" });
  const panelId = heard?.closedAt === null ? heard.id : await hear(ctx, on, decision, about);
  if (panelId !== null) await attachAppeals(on, decisionId, panelId);
  const body = { appeal: appealId, decision: ctx.uris.decision(decisionId), side };
  const secret = { about: about.keyOf, content: { text } };
  await appendEntry(ctx, on, "private", { kind: "appeal.made", caseId, by: accountId, body, secret });
  await appendEntry(ctx, on, "public", { kind: "appeal.made", caseId, body });
  await noteEvent(ctx, on, { caseId, kind: "appealed", by: accountId, details: { appeal: appealId } });
  return ok({ appealId, panelId });
}

/** Puts a decision before the next panel. @returns null where there are too few trustees for one */
async function hear(
  ctx: TrusteeCtx,
  on: Statements,
  { id, caseId, level, actionId }: DecisionRow,
  { subject, language }: About,
): Promise<string | null> {
  const next = (level + 1) as 1 | 2;
  const opening = { caseId, level: next, subject, language, reviews: actionId, heard: id, by: null };
  const opened: Result<{ id: string }, OpenPanelError> = await openPanel(ctx, on, opening);
  return opened.ok ? opened.value.id : null;
}

const DAY_MS = 86_400_000;

/** Decisions whose appeals wait for a panel, and were not put before one within a day. */
export async function unheard(
  ctx: Pick<TrusteeCtx, "clock">,
  on: Statements,
  limit: number,
): Promise<{ id: string; caseId: string }[]> {
  const found: { id: string; caseId: string }[] = [];
  for (const id of await readUnheard(on, new Date(ctx.clock.now().getTime() - DAY_MS), limit)) {
    const decision = await findDecision(on, id);
    if (decision !== null) found.push({ id, caseId: decision.caseId });
  }
  return found;
}

/** Puts one of those before a panel, if there are enough trustees by now. */
export async function hearAgain(
  ctx: TrusteeCtx,
  on: Statements,
  decisionId: string,
  about: About,
): Promise<void> {
  const decision = await findDecision(on, decisionId);
  const panelId = decision === null ? null : await hear(ctx, on, decision, about);
  if (panelId !== null) await attachAppeals(on, decisionId, panelId);
}
