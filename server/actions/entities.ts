import { z } from "zod";
import type { Action } from "#moderation/actions/action.ts";
import type { Appeal } from "#moderation/actions/appeals.ts";
import type { ActionView } from "#moderation/actions/read.ts";

const time = z.iso.datetime().nullable();

const appealSchema = z.object({
  id: z.string(),
  state: z.enum(["open", "granted", "rejected"]),
  text: z.string(),
  created_at: z.iso.datetime(),
  answered_at: time,
  answer: z.string().nullable(),
});

const statementSchema = z.object({
  category: z.string(),
  rules: z.array(z.object({ id: z.string(), text: z.string() })),
  facts: z.string(),
  text: z.string(),
  automated: z.boolean(),
  appeal_until: time,
  told_at: time,
});

/** What whoever is concerned sees of what was done: everything but who did it. */
export const decisionSchema = z.object({
  id: z.string(),
  kind: z.string(),
  subject: z.object({ kind: z.string(), iri: z.string(), id: z.string().nullable() }),
  label: z.string().nullable(),
  note: z.string().nullable(),
  filters: z.array(z.string()),
  taken_at: z.iso.datetime(),
  ends_at: time,
  undone_at: time,
  in_force: z.boolean(),
  statement: statementSchema.nullable(),
  appeal: appealSchema.nullable(),
});

/** What moderators see of it. */
export const actionSchema = decisionSchema.extend({
  account_id: z.string().nullable(),
  case_id: z.string().nullable(),
  by: z.string().nullable(),
  cause: z.string(),
  undone_by: z.string().nullable(),
  undo_reason: z.string().nullable(),
});

/** An appeal with the action that it is against, for moderators. */
export const appealedSchema = z.object({
  ...appealSchema.shape,
  account_id: z.string(),
  action: actionSchema,
});

export function appealEntity(appeal: Appeal): z.input<typeof appealSchema> {
  const { id, state, text, createdAt, answeredAt, answer } = appeal;
  return {
    id,
    state,
    text,
    created_at: createdAt.toISOString(),
    answered_at: answeredAt?.toISOString() ?? null,
    answer,
  };
}

export function decisionEntity(
  { id, kind, params, subject, startsAt, endsAt, undoneAt, statement }: ActionView,
  appeal: Appeal | null,
): z.input<typeof decisionSchema> {
  return {
    id,
    kind,
    subject: { kind: subject.kind, iri: subject.iri, id: subject.id },
    label: params.label ?? null,
    note: params.note ?? null,
    filters: [...(params.filters ?? [])],
    taken_at: startsAt.toISOString(),
    ends_at: endsAt?.toISOString() ?? null,
    undone_at: undoneAt?.toISOString() ?? null,
    in_force: undoneAt === null,
    statement: statement && {
      category: statement.category,
      rules: [...statement.rules],
      facts: statement.facts,
      text: statement.text,
      automated: statement.isAutomated,
      appeal_until: statement.appealUntil?.toISOString() ?? null,
      told_at: statement.toldAt?.toISOString() ?? null,
    },
    appeal: appeal && appealEntity(appeal),
  };
}

export function actionEntity(view: ActionView, appeal: Appeal | null): z.input<typeof actionSchema> {
  const { accountId, caseId, by, cause, undoneBy, undoReason }: Action = view;
  return {
    ...decisionEntity(view, appeal),
    account_id: accountId,
    case_id: caseId,
    by,
    cause,
    undone_by: undoneBy,
    undo_reason: undoReason,
  };
}
