import { z } from "zod";
import { type ActionKind, actionKinds } from "#moderation/actions/kind.ts";
import { categories } from "#moderation/category.ts";
import { type Filter, filters } from "#moderation/filter.ts";
import type { Routes } from "../api/call.ts";
import { idOf } from "../api/ids.ts";
import { Refusal } from "../api/refusal.ts";
import { refuse } from "../api/refuse.ts";
import type { ApiCtx } from "../context.ts";
import { described } from "../desk/described.ts";
import { act } from "./act.ts";
import { answerAppeal, appeal } from "./appeal.ts";
import {
  actionEntity,
  actionSchema,
  appealEntity,
  appealedSchema,
  decisionEntity,
  decisionSchema,
} from "./entities.ts";
import { readAppealed, readDecision, readDecisions, readOwnDecision } from "./read.ts";
import { findSubject } from "./subjects.ts";
import { undo } from "./undo.ts";

const kinds = Object.keys(actionKinds) as [ActionKind, ...ActionKind[]];
const uuid = z.uuid();
const page = { max_id: uuid.optional(), limit: z.coerce.number().int().min(1).max(100).default(40) };
const yes = z.union([z.boolean(), z.enum(["true", "false"])]).transform((value) => String(value) === "true");

const subjectSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("post"), id: uuid }),
  z.strictObject({ kind: z.literal("account"), id: uuid }),
  z.strictObject({ kind: z.literal("domain"), name: z.string() }),
  z.strictObject({ kind: z.literal("hashtag"), name: z.string() }),
]);

const taking = z
  .strictObject({
    subject: subjectSchema,
    kind: z.enum(kinds),
    case_id: uuid.optional(),
    case_version: z.number().int().optional(),
    label: z.string().optional(),
    note: z.string().optional(),
    filters: z
      .array(z.enum(filters as [Filter]))
      .max(30)
      .optional(),
    public_reason: z.string().max(1_000).optional(),
    ends_at: z.iso.datetime({ offset: true }).optional(),
    category: z.enum(Object.keys(categories) as [keyof typeof categories]),
    rule_ids: z.array(uuid).max(50).default([]),
    facts: z.string().default(""),
    text: z.string().default(""),
    is_told: z.boolean().default(true),
  })
  .refine(({ case_id, case_version }) => case_id === undefined || case_version !== undefined, {
    path: ["case_version"],
    message: "is needed with case_id: what was changed meanwhile is not overruled unseen",
  });

/** What was done about subjects, for moderators; and what those who are concerned are told, and say against it. */
export const actionRoutes: Routes = {
  "POST /api/folkmoot/v1/actions": described(
    {
      summary: "Does something about a subject, with reasons",
      permission: "action.take",
      input: taking,
      output: actionSchema,
      status: 201,
    },
    async ({ ctx, viewer }, input) => {
      const subject = await findSubject(ctx, input.subject);
      if (subject === null) throw Refusal.notFound();
      const { label, note, filters, public_reason: publicReason } = input;
      const done = await act(ctx, viewer, {
        subject,
        kind: input.kind,
        caseId: input.case_id ?? null,
        caseVersion: input.case_version ?? null,
        params: {
          ...(label !== undefined && { label }),
          ...(note !== undefined && { note }),
          ...(filters !== undefined && { filters }),
          ...(publicReason !== undefined && { publicReason }),
        },
        endsAt: input.ends_at === undefined ? null : new Date(input.ends_at),
        reasons: { category: input.category, ruleIds: input.rule_ids, facts: input.facts, text: input.text },
        isTold: input.is_told,
      });
      if (!done.ok) throw refuse(done.error);
      return shown(ctx, done.value.actionId);
    },
  ),

  "GET /api/folkmoot/v1/actions": described(
    {
      summary:
        "What was done, newest first: about a subject, in a case, or about an account and what it published",
      permission: "case.read",
      input: z.strictObject({
        case_id: uuid.optional(),
        account_id: uuid.optional(),
        subject: z.url().optional(),
        in_force: yes.optional(),
        ...page,
      }),
      output: z.array(actionSchema),
    },
    async ({ ctx, viewer }, input) => {
      const found = await readDecisions(
        ctx,
        {
          notOn: viewer.accountId,
          caseId: input.case_id ?? null,
          accountId: input.account_id ?? null,
          subjectIri: input.subject ?? null,
          isInForce: input.in_force ?? false,
        },
        { before: input.max_id ?? null, limit: input.limit },
      );
      return found.map(({ action, appeal: made }) => actionEntity(action, made));
    },
  ),

  "GET /api/folkmoot/v1/actions/:id": described(
    { summary: "Something that was done", permission: "case.read", output: actionSchema },
    async ({ ctx, viewer, path }) => {
      const found = await readDecision(ctx, idOf(path.id));
      if (found === null || found.action.accountId === viewer.accountId) throw Refusal.notFound();
      return actionEntity(found.action, found.appeal);
    },
  ),

  "POST /api/folkmoot/v1/actions/:id/undo": described(
    {
      summary: "Takes it back: what other actions ask for stays",
      permission: "action.undo",
      input: z.strictObject({ reason: z.string().default("") }),
      output: actionSchema,
    },
    async ({ ctx, viewer, path }, { reason }) => {
      const actionId = idOf(path.id);
      const done = await undo(ctx, viewer, { actionId, reason });
      if (!done.ok) throw refuse(done.error);
      return shown(ctx, actionId);
    },
  ),

  "GET /api/folkmoot/v1/appeals": described(
    {
      summary: "Appeals that wait, the oldest first; or all of them, the newest first",
      permission: "appeal.answer",
      input: z.strictObject({
        all: yes.default(false),
        after: uuid.optional(),
        limit: page.limit,
      }),
      output: z.array(appealedSchema),
    },
    async ({ ctx, viewer }, { all, after = null, limit }) => {
      const filter = { isOpen: !all, notBy: viewer.accountId };
      const found = await readAppealed(ctx, filter, { after, limit });
      return found.map(({ appeal: made, action }) => ({
        ...appealEntity(made),
        account_id: made.accountId,
        action: actionEntity(action, made),
      }));
    },
  ),

  "POST /api/folkmoot/v1/appeals/:id/answer": described(
    {
      summary: "Answers an appeal; one that is granted undoes the action",
      permission: "appeal.answer",
      input: z.strictObject({ granted: z.boolean(), answer: z.string().default("") }),
      output: actionSchema,
    },
    async ({ ctx, viewer, path }, { granted, answer }) => {
      const done = await answerAppeal(ctx, viewer, { appealId: idOf(path.id), isGranted: granted, answer });
      if (!done.ok) throw refuse(done.error);
      return shown(ctx, done.value.actionId);
    },
  ),

  "GET /api/folkmoot/v1/decisions": described(
    {
      summary: "What was done about oneself, with the reasons, newest first",
      permission: null,
      input: z.strictObject(page),
      output: z.array(decisionSchema),
    },
    async ({ ctx, viewer }, input) => {
      const found = await readDecisions(
        ctx,
        { accountId: viewer.accountId, isTold: true },
        { before: input.max_id ?? null, limit: input.limit },
      );
      return found.map(({ action, appeal: made }) => decisionEntity(action, made));
    },
  ),

  "GET /api/folkmoot/v1/decisions/:id": described(
    { summary: "One of them", permission: null, output: decisionSchema },
    ({ ctx, viewer, path }) => own(ctx, idOf(path.id), viewer.accountId),
  ),

  "POST /api/folkmoot/v1/decisions/:id/appeal": described(
    {
      summary: "Appeals against it, once and while there is time",
      permission: null,
      input: z.strictObject({ text: z.string() }),
      output: decisionSchema,
      status: 201,
    },
    async ({ ctx, viewer, path }, { text }) => {
      const actionId = idOf(path.id);
      const made = await appeal(ctx, { actionId, accountId: viewer.accountId, text });
      if (!made.ok) throw refuse(made.error);
      return own(ctx, actionId, viewer.accountId);
    },
  ),
};

async function shown(ctx: ApiCtx, id: string) {
  const found = await readDecision(ctx, id);
  if (found === null) throw Refusal.notFound();
  return actionEntity(found.action, found.appeal);
}

async function own(ctx: ApiCtx, id: string, accountId: string) {
  const found = await readOwnDecision(ctx, id, accountId);
  if (found === null) throw Refusal.notFound();
  return decisionEntity(found.action, found.appeal);
}
