import { z } from "zod";
import { type Category, categories, type Severity } from "#moderation/category.ts";
import { listThresholds, setThresholds } from "#moderation/signals/threshold.ts";
import type { Routes } from "../../api/call.ts";
import { refuse } from "../../api/refuse.ts";
import { yes } from "../../cases/input.ts";
import { described } from "../../desk/described.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { flag, signalsAbout } from "../signals/by-people.ts";

const category = z.enum(Object.keys(categories) as [Category, ...Category[]]);

const signalSchema = z.object({
  id: z.string(),
  subject: z.string(),
  category: z.string(),
  score: z.number(),
  severity: z.number(),
  source_kind: z.enum(["rule", "person", "model", "node"]),
  source: z.string(),
  explanation: z.unknown(),
  case_id: z.string().nullable(),
  created_at: z.string(),
});

const thresholdSchema = z.strictObject({
  category: category.nullable().default(null),
  per: z.enum(["post", "account", "domain"]),
  count: z.number().int(),
  hours: z.number().int(),
  least_score: z.number().default(0),
});

/** Observations of posts and accounts, and how many of them open a case. */
export const signalRoutes: Routes = {
  "POST /api/folkmoot/v1/signals": described(
    {
      summary: "Marks a post or an account without a report",
      permission: "case.handle",
      status: 201,
      input: z.strictObject({
        subject: z.url().max(2_048).describe("The id of a post or account that is known here"),
        category,
        severity: z.coerce.number().int().min(0).max(4).optional(),
        note: z.string().max(1_000).default(""),
        opens_case: yes.default(false),
      }),
      output: z.object({ id: z.string(), case_id: z.string().nullable() }),
    },
    async ({ ctx, viewer }, { subject, category: about, severity, note, opens_case }) => {
      const raised = await flag(ctx, viewer.accountId, {
        iri: subject,
        category: about,
        severity: (severity ?? categories[about]) as Severity,
        note,
        opensCase: opens_case,
      });
      if (!raised.ok) throw refuse(raised.error);
      return { id: raised.value.signalId, case_id: raised.value.caseId };
    },
  ),

  "GET /api/folkmoot/v1/signals": described(
    {
      summary: "Signals about a subject or of a case, the newest first",
      permission: "case.read",
      input: z.strictObject({
        subject: z.string().max(2_048).optional(),
        case: z.uuid().optional(),
        before: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(100).default(40),
      }),
      output: z.array(signalSchema),
    },
    async ({ ctx }, { subject, case: caseId, before = null, limit }) => {
      const found = await signalsAbout(ctx, {
        ...(subject !== undefined && { subjectIri: subject }),
        ...(caseId !== undefined && { caseId }),
        before,
        limit,
      });
      return found.map((signal) => ({
        id: signal.id,
        subject: signal.subjectIri,
        category: signal.category,
        score: signal.score,
        severity: signal.severity,
        source_kind: signal.sourceKind,
        source: signal.source,
        explanation: signal.explanation,
        case_id: signal.caseId,
        created_at: signal.createdAt.toISOString(),
      }));
    },
  ),

  "GET /api/folkmoot/v1/policy/thresholds": described(
    { summary: "How many signals open a case", permission: "policy.read", output: z.array(thresholdSchema) },
    async ({ ctx }) =>
      (await listThresholds(moderationOf(ctx))).map(({ leastScore, ...threshold }) => ({
        ...threshold,
        category: threshold.category as Category | null,
        least_score: leastScore,
      })),
  ),

  "PUT /api/folkmoot/v1/policy/thresholds": described(
    {
      summary: "Puts others in their place; none are the usual ones",
      permission: "policy.change",
      input: z.strictObject({ thresholds: z.array(thresholdSchema).max(50) }),
      output: z.object({}),
    },
    async ({ ctx, viewer }, { thresholds }) => {
      const set = await setThresholds(
        moderationOf(ctx),
        viewer.accountId,
        thresholds.map(({ least_score, ...threshold }) => ({ ...threshold, leastScore: least_score })),
      );
      if (!set.ok) throw refuse(set.error);
      return {};
    },
  ),
};
