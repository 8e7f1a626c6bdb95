import { err, ok, type Result } from "#protocol/result.ts";
import { noteEvent } from "../cases/event.ts";
import { appendEntry } from "../ledger/append.ts";
import { commitTo } from "../ledger/commitment.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { keyOf, type Subject } from "../subject.ts";
import type { Action } from "./action.ts";
import { compose } from "./compose.ts";
import type { EffectsPort } from "./effects.ts";
import { type ActionKind, type ActionParams, actionKinds } from "./kind.ts";
import type { Statement } from "./statement.ts";
import {
  insertAction,
  insertStatement,
  lockCase,
  lockSubject,
  readInForce,
  touchCase,
} from "./store/actions.ts";

export type TakeActionError =
  | { type: "action/not-for-subject"; kind: ActionKind; subject: Subject["kind"] }
  | { type: "case/not-found"; caseId: string }
  | { type: "case/changed-meanwhile"; version: number };

export interface Taking {
  readonly caseId: string | null;
  /** The version of the case that was seen; null for whoever saw none. */
  readonly caseVersion: number | null;
  readonly subject: Subject;
  readonly kind: ActionKind;
  readonly params: ActionParams;
  readonly by: string | null;
  readonly cause: string;
  readonly endsAt: Date | null;
  readonly statement: Omit<Statement, "actionId">;
}

type Deps = Pick<ModerationCtx, "clock" | "ids"> & { effects: EffectsPort };

/**
 * Does something about a subject, in the caller's transaction: the action is written down with its reasons, the subject
 * is made what all actions in force on it ask for, and the step is entered in the case and in both ledgers.
 */
export async function takeAction(
  ctx: Deps,
  on: Statements,
  taking: Taking,
): Promise<Result<{ action: Action }, TakeActionError>> {
  const { caseId, caseVersion, subject, kind, params, by, cause, endsAt } = taking;
  const kinds: readonly Subject["kind"][] = actionKinds[kind];
  if (!kinds.includes(subject.kind))
    return err({ type: "action/not-for-subject", kind, subject: subject.kind });
  const now = ctx.clock.now();
  if (caseId !== null) {
    const found = await lockCase(on, caseId);
    if (found === null) return err({ type: "case/not-found", caseId });
    if (caseVersion !== null && caseVersion !== found.version)
      return err({ type: "case/changed-meanwhile", version: found.version });
    await touchCase(on, caseId, now);
  }
  await lockSubject(on, subject.iri);
  const before = await readInForce(on, subject.iri);
  const action: Action = {
    id: ctx.ids.next(),
    caseId,
    kind,
    params,
    subject,
    accountId: subject.accountId,
    by,
    cause,
    startsAt: now,
    endsAt,
    undoneAt: null,
    undoneBy: null,
    undoReason: null,
  };
  await insertAction(on, action);
  await insertStatement(on, { actionId: action.id, ...taking.statement });
  await ctx.effects.apply(on, subject, compose([...before, action]), {
    action,
    isUndo: false,
    before: compose(before),
  });
  await enterTaken(ctx, on, action, taking.statement);
  return ok({ action });
}

/** In the case, and in both ledgers: everybody may know that there was a decision, nobody whom it concerns. */
async function enterTaken(
  ctx: Deps,
  on: Statements,
  { id, caseId, kind, params, subject, by, cause, endsAt }: Action,
  { category, rules, facts, text, isAutomated }: Taking["statement"],
): Promise<void> {
  if (caseId !== null)
    await noteEvent(ctx, on, {
      caseId,
      kind: "acted",
      by,
      details: { action: id, kind },
      secret: { about: keyOf(subject), content: { subject: subject.iri } },
    });
  const told = {
    action: id,
    kind,
    subjectKind: subject.kind,
    category,
    rules: rules.map((rule) => rule.id),
    automated: isAutomated,
    until: endsAt?.toISOString() ?? null,
  };
  await appendEntry(ctx, on, "private", {
    kind: "action.taken",
    caseId,
    by,
    body: { ...told, cause },
    secret: {
      about: keyOf(subject),
      content: { subject: subject.iri, params: { ...params }, facts, text },
    },
  });
  const committed = await commitTo(ctx, on, subject.iri);
  await appendEntry(ctx, on, "public", {
    kind: "action.taken",
    caseId,
    body: { ...told, subject: committed },
  });
}
