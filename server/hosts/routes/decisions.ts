import { z } from "zod";
import { filtersFor } from "#moderation/filter.ts";
import { record } from "../../admin/audit.ts";
import type { Routes } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { described } from "../../desk/described.ts";
import { afterDecisions, withdrawDecision } from "../decide.ts";
import { listEffective, readDomain } from "../decisions.ts";
import { nameOf, setDomainRule } from "../policy.ts";

const verdict = z.enum(["none", "limit", "reject"]);
const filterName = z.enum(filtersFor("domain"));
const terms = z.object({
  verdict: z.enum(["none", "limit", "reject", "accept"]),
  reject_media: z.boolean(),
  reject_reports: z.boolean(),
  filters: z.array(z.string()),
  reason: z.string(),
  public_reason: z.string(),
  obfuscate: z.boolean(),
});
const decision = terms.extend({
  source: z.string().describe("`hand`, or `list:`, `import:`, `action:` with an id"),
  account_id: z.string().nullable(),
  expires_at: z.string().nullable(),
  created_at: z.string(),
});
const rule = terms.omit({ verdict: true }).extend({ id: z.string(), verdict, created_at: z.string() });
const domain = z.object({ domain: z.string(), rule: rule.nullable(), decisions: z.array(decision) });
const listed = rule.extend({ domain: z.string(), sources: z.array(z.string()) });

type Terms = {
  rejectMedia: boolean;
  rejectReports: boolean;
  filters: string[];
  reason: string;
  publicReason: string;
  obfuscate: boolean;
  createdAt: Date;
};

export const decisionRoutes: Routes = {
  "GET /api/folkmoot/v1/domains": described(
    {
      summary: "The rules about domains that hold, and who has a say in each",
      permission: "domain.read",
      input: z.object({
        q: z.string().max(253).default("").describe("a part of the name"),
        source: z
          .string()
          .max(60)
          .default("")
          .describe("only those in which this source, or this kind of source, has a say"),
        offset: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      output: z.object({ domains: z.array(listed) }),
    },
    async ({ ctx }, query) => {
      const rows = await listEffective(ctx, query);
      return {
        domains: rows.map((row) => ({ ...ruleEntity(row), domain: row.domain, sources: row.sources })),
      };
    },
  ),

  "GET /api/folkmoot/v1/domains/:domain": described(
    { summary: "What holds about a domain, and who decided what", permission: "domain.read", output: domain },
    ({ ctx, path }) => domainEntity(ctx, named(path.domain)),
  ),

  "PUT /api/folkmoot/v1/domains/:domain": described(
    {
      summary: "Decides by hand about a domain: `accept` lets no list decide about it",
      permission: "domain.decide",
      input: z.object({
        verdict: z.enum(["none", "limit", "reject", "accept"]),
        reject_media: z.boolean().default(false),
        reject_reports: z.boolean().default(false),
        filters: z.array(filterName).max(50).default([]),
        reason: z.string().max(2_000).default(""),
        public_reason: z.string().max(2_000).default(""),
        obfuscate: z.boolean().default(false),
        expires_at: z.iso.datetime().nullable().default(null),
      }),
      output: domain,
    },
    async ({ ctx, viewer, path }, given) => {
      const { reject_media, reject_reports, public_reason, expires_at, ...rest } = given;
      const wanted = {
        ...rest,
        rejectMedia: reject_media,
        rejectReports: reject_reports,
        publicReason: public_reason,
      };
      const options = { by: viewer.accountId, expiresAt: expires_at === null ? null : new Date(expires_at) };
      const set = await setDomainRule(ctx, named(path.domain), wanted, options);
      if (!set.ok) throw refuse(set.error);
      await afterDecisions(ctx);
      return domainEntity(ctx, set.value.domain);
    },
  ),

  "DELETE /api/folkmoot/v1/domains/:domain": described(
    {
      summary: "Withdraws what was decided by hand about a domain; what lists and actions ask for stays",
      permission: "domain.decide",
      output: domain,
    },
    async ({ ctx, viewer, path }) => {
      const name = named(path.domain);
      const by = viewer.accountId;
      await ctx.db.transaction(async (tx) => {
        const { decisions } = await readDomain(ctx, name);
        await withdrawDecision(ctx, tx, { domain: name, source: "hand", by });
        if (decisions.some(({ source }) => source === "hand"))
          await record(ctx, tx, { by, action: "domain.unblocked", target: name });
      });
      await afterDecisions(ctx);
      return domainEntity(ctx, name);
    },
  ),
};

/** @throws Refusal with 404 for what is no domain */
function named(text: string | undefined): string {
  const name = nameOf(text ?? "");
  if (name === null) throw Refusal.notFound();
  return name;
}

async function domainEntity(ctx: Parameters<typeof readDomain>[0], name: string) {
  const { rule: holds, decisions } = await readDomain(ctx, name);
  return {
    domain: name,
    rule: holds && ruleEntity(holds),
    decisions: decisions.map((each) => ({
      ...termsEntity(each),
      verdict: each.verdict,
      source: each.source,
      account_id: each.accountId,
      expires_at: each.expiresAt?.toISOString() ?? null,
    })),
  };
}

function ruleEntity(row: Terms & { id: string; verdict: "none" | "limit" | "reject" }) {
  return { id: row.id, verdict: row.verdict, ...termsEntity(row) };
}

function termsEntity(row: Terms) {
  return {
    reject_media: row.rejectMedia,
    reject_reports: row.rejectReports,
    filters: row.filters,
    reason: row.reason,
    public_reason: row.publicReason,
    obfuscate: row.obfuscate,
    created_at: row.createdAt.toISOString(),
  };
}
