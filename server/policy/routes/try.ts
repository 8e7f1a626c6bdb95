import { z } from "zod";
import { type Because, verdicts } from "#moderation/policy/verdict.ts";
import type { Routes } from "../../api/call.ts";
import { refuse } from "../../api/refuse.ts";
import { described } from "../../desk/described.ts";
import { tryOnPost } from "../dry-run/one.ts";

const because = z.object({
  rule_id: z.string(),
  rule_name: z.string(),
  verdict: z.enum(verdicts),
  filters: z.array(z.string()),
  facts: z.record(z.string(), z.unknown()).describe("What made it true, by the names of the facts"),
});

const made = z.strictObject({
  text: z.string().max(50_000),
  warning: z.string().max(1_000).nullable().default(null),
  title: z.string().max(1_000).nullable().default(null),
  author: z
    .string()
    .max(400)
    .default("somebody@new.example")
    .describe("`ana`, `ben@there.example`: whoever is not known here is somebody new"),
});

/** What rules say of one post. */
export const policyTryRoutes: Routes = {
  "POST /api/folkmoot/v1/policy/try": described(
    {
      summary:
        "What rules say of one post, and why; nothing is done, and its rates are those of this post alone",
      permission: "policy.read",
      input: z.strictObject({
        rules: z.string().max(1_000_000).optional().describe("Left out: those that hold"),
        format: z.enum(["yaml", "json"]).default("yaml"),
        occasion: z.enum(["inbound", "outbound", "edit"]).optional(),
        post: z.union([
          z.strictObject({
            iri: z.url().max(2_048).describe("Of a post that is here and that anybody may read"),
          }),
          made,
        ]),
      }),
      output: z.object({
        verdict: z.enum(verdicts),
        filters: z.array(z.string()),
        labels: z.array(z.string()),
        because: z.array(because),
        dry: z.array(because).describe("Rules on trial that would have applied"),
        signals: z.array(
          z.object({
            rule_id: z.string(),
            category: z.string(),
            score: z.number(),
            severity: z.number(),
            opens_case: z.boolean(),
          }),
        ),
      }),
    },
    async ({ ctx }, { rules, format, occasion, post }) => {
      const tried = await tryOnPost(ctx, {
        rules: rules === undefined ? null : { rules, format },
        post,
        ...(occasion !== undefined && { occasion }),
      });
      if (!tried.ok) throw refuse(tried.error);
      const { verdict, filters, labels, because: why, dry, signals } = tried.value;
      return {
        verdict,
        filters: [...filters],
        labels: [...labels],
        because: why.map(becauseEntity),
        dry: dry.map(becauseEntity),
        signals: signals.map(({ ruleId, opensCase, ...rest }) => ({
          rule_id: ruleId,
          opens_case: opensCase,
          ...rest,
        })),
      };
    },
  ),
};

function becauseEntity({ ruleId, ruleName, verdict, filters, facts }: Because) {
  return { rule_id: ruleId, rule_name: ruleName, verdict, filters: [...filters], facts: { ...facts } };
}
