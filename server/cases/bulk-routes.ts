import { z } from "zod";
import type { ActionKind } from "#moderation/actions/kind.ts";
import { type Bulk, cancelBulk, findBulk, listBulks, undoBulk } from "#moderation/cases/bulk.ts";
import type { Result } from "#protocol/result.ts";
import type { Call, Routes } from "../api/call.ts";
import { idOf } from "../api/ids.ts";
import { refuse } from "../api/refuse.ts";
import type { Viewer } from "../api/viewer.ts";
import { described } from "../desk/described.ts";
import { moderationOf } from "../desk/moderation.ts";
import { bulkKinds, type StartError, startDecision } from "./bulk.ts";
import { category, filterOf, filterShape, yes } from "./input.ts";

const bulkSchema = z.object({
  id: z.string(),
  account_id: z.string(),
  filter: z.record(z.string(), z.unknown()),
  decision: z.object({
    state: z.enum(["decided", "dismissed"]),
    category: z.string(),
    action: z.string().nullable(),
  }),
  state: z.enum(["running", "done", "cancelled", "undoing", "undone"]),
  total: z.number(),
  done: z.number(),
  skipped: z.number(),
  created_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
  undone_by: z.string().nullable(),
});

function entity(bulk: Bulk): z.input<typeof bulkSchema> {
  return {
    id: bulk.id,
    account_id: bulk.by,
    filter: { ...bulk.filter },
    decision: {
      state: bulk.decision.state,
      category: bulk.decision.reasons.category,
      action: bulk.decision.action?.kind ?? null,
    },
    state: bulk.state,
    total: bulk.total,
    done: bulk.done,
    skipped: bulk.skipped,
    created_at: bulk.createdAt.toISOString(),
    ended_at: bulk.endedAt?.toISOString() ?? null,
    undone_by: bulk.undoneBy,
  };
}

function shown(result: Result<Bulk, StartError>) {
  if (!result.ok) throw refuse(result.error);
  return entity(result.value);
}

const byOf = ({ viewer }: Call<Viewer>) => ({ accountId: viewer.accountId, communities: null });

/** Decisions about many cases at once: a spam wave, or whatever the queue is filtered by. */
export const caseBulkRoutes: Routes = {
  "POST /api/folkmoot/v1/case_bulks": described(
    {
      summary:
        "Decides all open cases that a filter selects, each with its own action and record; it can be stopped and undone",
      permission: "case.bulk",
      input: z.strictObject({
        filter: z.strictObject(filterShape),
        state: z.enum(["decided", "dismissed"]),
        category,
        action: z
          .strictObject({
            kind: z.enum(bulkKinds as [ActionKind, ...ActionKind[]]),
            on_author: yes.default(false),
            hours: z.number().positive().max(87_600).optional(),
          })
          .nullable()
          .default(null),
        rule_ids: z.array(z.uuid()).max(50).default([]),
        facts: z.string().default(""),
        text: z.string().default(""),
      }),
      output: bulkSchema,
      status: 202,
    },
    async (call, { filter, state, category: about, action, rule_ids: ruleIds, facts, text }) => {
      const by = byOf(call);
      const decision = {
        state,
        action: action && {
          kind: action.kind,
          onAuthor: action.on_author,
          ...(action.hours !== undefined && { hours: action.hours }),
        },
        reasons: { category: about, ruleIds, facts, text },
      };
      const asked = { handler: by, filter: filterOf(filter, by), decision };
      return shown(await startDecision(call.ctx, call.viewer, asked));
    },
  ),
  "GET /api/folkmoot/v1/case_bulks": described(
    { summary: "The newest of them", permission: "case.bulk", output: z.array(bulkSchema) },
    async ({ ctx }) => (await listBulks(moderationOf(ctx), 40)).map(entity),
  ),
  "GET /api/folkmoot/v1/case_bulks/:id": described(
    { summary: "How far it is", permission: "case.bulk", output: bulkSchema },
    async ({ ctx, path }) => shown(await findBulk(moderationOf(ctx), idOf(path.id))),
  ),
  "POST /api/folkmoot/v1/case_bulks/:id/cancel": described(
    { summary: "Stops it; what it has decided stays", permission: "case.bulk", output: bulkSchema },
    async (call) => shown(await cancelBulk(moderationOf(call.ctx), byOf(call), idOf(call.path.id))),
  ),
  "POST /api/folkmoot/v1/case_bulks/:id/undo": described(
    { summary: "Takes back all that it has done", permission: "case.bulk", output: bulkSchema, status: 202 },
    async (call) => {
      const undone = await undoBulk(moderationOf(call.ctx), byOf(call), idOf(call.path.id));
      if (undone.ok) await call.ctx.chores.add({ kind: "decide-cases", bulkId: undone.value.id });
      return shown(undone);
    },
  ),
};
