import { z } from "zod";
import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { refuse } from "../../api/refuse.ts";
import { described } from "../../desk/described.ts";
import {
  cancelDryRun,
  listDryRuns,
  type PolicyRun,
  type RunOutline,
  readDryRun,
  startDryRun,
} from "../dry-run/run.ts";
import { countHits } from "../hits.ts";

const outlineSchema = z.object({
  id: z.string(),
  state: z.enum(["waiting", "running", "done", "cancelled", "failed"]),
  days: z.number(),
  seen: z.number(),
  total: z.number(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
});

const runSchema = outlineSchema.extend({
  result: z
    .unknown()
    .describe(
      "Counts by verdict, rule and domain, and some posts with the rules that applied and their facts",
    ),
});

/** What rules would have done, and what they have done. */
export const dryRunRoutes: Routes = {
  "POST /api/folkmoot/v1/policy/dry-runs": described(
    {
      summary: "Tries rules on past posts, in the background",
      permission: "policy.read",
      status: 202,
      input: z.strictObject({
        rules: z.string().max(1_000_000),
        format: z.enum(["yaml", "json"]).default("yaml"),
        days: z.coerce.number().int().min(1).max(90).default(7),
        most: z.coerce.number().int().min(1).max(1_000_000).default(100_000).describe("Posts to look at"),
      }),
      output: runSchema,
    },
    async ({ ctx, viewer }, input) => {
      const started = await startDryRun(ctx, viewer.accountId, input);
      if (!started.ok) throw refuse(started.error);
      const run = await readDryRun(ctx, started.value.id);
      if (!run.ok) throw refuse(run.error);
      return entity(run.value);
    },
  ),

  "GET /api/folkmoot/v1/policy/dry-runs": described(
    {
      summary: "Trials of the last week, the newest first",
      permission: "policy.read",
      output: z.array(outlineSchema),
    },
    async ({ ctx }) => (await listDryRuns(ctx)).map(outline),
  ),

  "GET /api/folkmoot/v1/policy/dry-runs/:id": described(
    {
      summary: "How far a trial has come, and what it has found",
      permission: "policy.read",
      output: runSchema,
    },
    async ({ ctx, path }) => {
      const run = await readDryRun(ctx, idOf(path.id));
      if (!run.ok) throw refuse(run.error);
      return entity(run.value);
    },
  ),

  "POST /api/folkmoot/v1/policy/dry-runs/:id/cancel": described(
    {
      summary: "Ends a trial; what it has found so far stays",
      permission: "policy.read",
      output: z.object({}),
    },
    async ({ ctx, path }) => {
      const cancelled = await cancelDryRun(ctx, idOf(path.id));
      if (!cancelled.ok) throw refuse(cancelled.error);
      return {};
    },
  ),

  "GET /api/folkmoot/v1/policy/hits": described(
    {
      summary: "How often each rule applied in the last days, live or on trial",
      permission: "policy.read",
      input: z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(7) }),
      output: z.array(
        z.object({
          rule_id: z.string(),
          mode: z.enum(["live", "dry"]),
          hits: z.number(),
          last_at: z.string(),
        }),
      ),
    },
    async ({ ctx }, { days }) =>
      (await countHits(ctx, days)).map(({ ruleId, mode, hits, lastAt }) => ({
        rule_id: ruleId,
        mode,
        hits,
        last_at: lastAt.toISOString(),
      })),
  ),
};

function entity(run: PolicyRun) {
  return { ...outline(run), result: run.result };
}

function outline({ id, state, days, seen, total, createdAt, finishedAt }: RunOutline) {
  return {
    id,
    state,
    days,
    seen,
    total,
    created_at: createdAt.toISOString(),
    finished_at: finishedAt?.toISOString() ?? null,
  };
}
