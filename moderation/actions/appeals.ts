import { err, ok, type Result } from "#protocol/result.ts";
import { noteEvent } from "../cases/event.ts";
import { appendEntry } from "../ledger/append.ts";
import { commitTo } from "../ledger/commitment.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { keyOf } from "../subject.ts";
import type { Action } from "./action.ts";
import { findAction, lockCase, lockSubject, readStatements, touchCase } from "./store/actions.ts";
import {
  type Appeal,
  type AppealFilter,
  findAppeal,
  insertAppeal,
  readAppeals,
  readAppealsOf,
  saveAnswer,
} from "./store/appeals.ts";

export type { Appeal } from "./store/appeals.ts";

export type AppealError =
  | { type: "action/not-found"; actionId: string }
  | { type: "appeal/empty" }
  | { type: "appeal/too-long"; most: number }
  | { type: "appeal/too-late"; until: Date | null }
  | { type: "appeal/already-made" }
  | { type: "appeal/undone-already" };

export type AnswerAppealError =
  | { type: "appeal/not-found"; appealId: string }
  | { type: "appeal/already-answered" }
  | { type: "appeal/too-long"; most: number };

type Deps = Pick<ModerationCtx, "clock" | "ids">;

const MAX_TEXT = 5_000;

/** Whoever is concerned says why an action is wrong: once an action, while there is time. In the caller's transaction. */
export async function makeAppeal(
  ctx: Deps,
  on: Statements,
  { actionId, accountId, text }: { actionId: string; accountId: string; text: string },
): Promise<Result<{ appealId: string; caseId: string | null }, AppealError>> {
  if (text.trim() === "") return err({ type: "appeal/empty" });
  if (text.length > MAX_TEXT) return err({ type: "appeal/too-long", most: MAX_TEXT });
  const action = await findAction(on, actionId);
  const statement = (await readStatements(on, [actionId])).get(actionId);
  // What somebody was not told is not there for them.
  if (action?.accountId !== accountId || !statement?.toldAt)
    return err({ type: "action/not-found", actionId });
  if (action.undoneAt !== null) return err({ type: "appeal/undone-already" });
  const at = ctx.clock.now();
  const { appealUntil } = statement;
  if (appealUntil === null || appealUntil <= at) return err({ type: "appeal/too-late", until: appealUntil });
  const appealId = ctx.ids.next();
  const { caseId } = action;
  if (caseId !== null && (await lockCase(on, caseId)) !== null) await touchCase(on, caseId, at);
  if (!(await insertAppeal(on, { id: appealId, actionId, accountId, text, at })))
    return err({ type: "appeal/already-made" });
  await enter(ctx, on, action, {
    kind: "appeal.made",
    by: accountId,
    body: { appeal: appealId },
    content: { text },
  });
  if (caseId !== null)
    await noteEvent(ctx, on, {
      caseId,
      kind: "appealed",
      by: accountId,
      details: { appeal: appealId, action: actionId },
    });
  return ok({ appealId, caseId });
}

/** Says what becomes of an appeal, in the caller's transaction; the caller undoes the action of one that is granted. */
export async function answerAppeal(
  ctx: Deps,
  on: Statements,
  { appealId, by, isGranted, answer }: { appealId: string; by: string; isGranted: boolean; answer: string },
): Promise<Result<{ action: Action }, AnswerAppealError>> {
  if (answer.length > MAX_TEXT) return err({ type: "appeal/too-long", most: MAX_TEXT });
  const found = await findAppeal(on, appealId);
  const action = found === null ? null : await findAction(on, found.actionId);
  if (found === null || action === null) return err({ type: "appeal/not-found", appealId });
  if (action.caseId !== null) await lockCase(on, action.caseId);
  await lockSubject(on, action.subject.iri);
  const state = isGranted ? "granted" : "rejected";
  if (!(await saveAnswer(on, { id: appealId, state, by, answer, at: ctx.clock.now() })))
    return err({ type: "appeal/already-answered" });
  await enter(ctx, on, action, {
    kind: `appeal.${state}`,
    by,
    body: { appeal: appealId },
    content: { answer },
  });
  await noteAnswered(ctx, on, action, { by, appealId, isGranted });
  return ok({ action });
}

/**
 * An action that is undone without an answer to the appeal against it: what the appeal asked for has happened, so it is granted.
 * In the caller's transaction.
 *
 * @returns the appeal's id; null where none is open
 */
export async function grantByUndo(
  ctx: Deps,
  on: Statements,
  action: Action,
  { by, answer }: { by: string | null; answer: string },
): Promise<string | null> {
  const appeal = (await readAppealsOf(on, [action.id])).get(action.id);
  if (appeal?.state !== "open") return null;
  const { id } = appeal;
  if (!(await saveAnswer(on, { id, state: "granted", by, answer, at: ctx.clock.now() }))) return null;
  await enter(ctx, on, action, {
    kind: "appeal.granted",
    by,
    body: { appeal: id },
    content: { answer },
  });
  await noteAnswered(ctx, on, action, { by, appealId: id, isGranted: true });
  return id;
}

async function noteAnswered(
  ctx: Deps,
  on: Statements,
  { id, caseId }: Action,
  { by, appealId, isGranted }: { by: string | null; appealId: string; isGranted: boolean },
): Promise<void> {
  if (caseId === null) return;
  const details = { appeal: appealId, action: id, granted: isGranted };
  await noteEvent(ctx, on, { caseId, kind: "answered", by, details });
}

/** In both ledgers: everybody may know that somebody appealed, and what came of it. */
async function enter(
  ctx: Deps,
  on: Statements,
  { id, caseId, subject }: Action,
  entry: { kind: string; by: string | null; body: Record<string, unknown>; content: Record<string, unknown> },
): Promise<void> {
  const body = { ...entry.body, action: id };
  const secret = { about: keyOf(subject), content: entry.content };
  await appendEntry(ctx, on, "private", { kind: entry.kind, caseId, by: entry.by, body, secret });
  const committed = await commitTo(ctx, on, subject.iri);
  await appendEntry(ctx, on, "public", { kind: entry.kind, caseId, body: { ...body, subject: committed } });
}

/** A page of appeals, the oldest that waits first, or the newest of all. */
export function listAppeals(
  { db }: Pick<ModerationCtx, "db">,
  filter: AppealFilter,
  page: { after?: string | null; limit: number },
): Promise<Appeal[]> {
  return readAppeals(db, filter, page);
}

/** Appeals against some actions, by the action's id. */
export { findAppeal as findAppealById, readAppealsOf as appealsOf } from "./store/appeals.ts";
