import { createHash } from "node:crypto";
import { readListed } from "../../admin/listed.ts";
import { adminPage } from "../../admin/paging.ts";
import { type Call, json, nothing, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { ApiCtx } from "../../context.ts";
import { afterDecisions } from "../decide.ts";
import {
  addDomainRule,
  changeDomainRule,
  type DomainRuleError,
  type RuleTerms,
  removeDomainRule,
} from "../policy.ts";
import { type DomainRule, readRuleById } from "../store/rules.ts";

const severities = { silence: "limit", suspend: "reject", noop: "none" } as const;
const names = { limit: "silence", reject: "suspend", none: "noop" } as const;
const words = ["silence", "suspend", "noop"] as const;
const MAX_COMMENT = 2_000;

const select = `select t.id, t.domain, t.verdict, t.reason, t.public_reason as "publicReason",
  t.reject_media as "rejectMedia", t.reject_reports as "rejectReports", t.obfuscate, t.created_at as "createdAt"
  from domain_policies t where true`;

export const domainBlockRoutes: Routes = {
  async "GET /api/v1/admin/domain_blocks"(call) {
    const page = await readListed<DomainRule>(call.ctx, pageOf(call, adminPage), select);
    return paged(call, page, page.items.map(blockEntity));
  },

  async "GET /api/v1/admin/domain_blocks/:id"({ ctx, path }) {
    const rule = await readRuleById(ctx, idOf(path.id));
    if (rule === null) throw Refusal.notFound();
    return json(blockEntity(rule));
  },

  async "POST /api/v1/admin/domain_blocks"(call) {
    const { ctx, viewer, params } = call;
    const terms = { ...plain, ...termsOf(call) };
    const added = await addDomainRule(ctx, viewer.accountId, params.required("domain"), terms);
    if (!added.ok) return await conflict(ctx, added.error);
    await afterDecisions(ctx);
    return json(blockEntity(added.value));
  },

  async "PUT /api/v1/admin/domain_blocks/:id"(call) {
    const { ctx, viewer, path } = call;
    const changed = await changeDomainRule(ctx, viewer.accountId, idOf(path.id), termsOf(call));
    if (!changed.ok) throw refuse(changed.error);
    await afterDecisions(ctx);
    return json(blockEntity(changed.value.after));
  },

  async "DELETE /api/v1/admin/domain_blocks/:id"({ ctx, viewer, path }) {
    const removed = await removeDomainRule(ctx, viewer.accountId, idOf(path.id));
    if (!removed.ok) throw refuse(removed.error);
    await afterDecisions(ctx);
    return nothing;
  },
};

const plain: RuleTerms = {
  verdict: "limit",
  reason: "",
  publicReason: "",
  rejectMedia: false,
  rejectReports: false,
  obfuscate: false,
};

function termsOf({ params }: Pick<Call, "params">): Partial<RuleTerms> {
  const severity = params.oneOf("severity", words);
  const flag = (name: string, param: string) => {
    const value = params.flag(param);
    return value === null ? {} : { [name]: value };
  };
  const text = (name: string, param: string) => {
    const value = params.text(param);
    if (value !== null && value.length > MAX_COMMENT)
      throw Refusal.invalid(param, `is too long (maximum is ${MAX_COMMENT} characters)`, "ERR_TOO_LONG");
    return params.has(param) ? { [name]: value ?? "" } : {};
  };
  return {
    ...(severity !== null && { verdict: severities[severity] }),
    ...text("reason", "private_comment"),
    ...text("publicReason", "public_comment"),
    ...flag("rejectMedia", "reject_media"),
    ...flag("rejectReports", "reject_reports"),
    ...flag("obfuscate", "obfuscate"),
  };
}

/** With the rule that is there, as Mastodon answers. */
async function conflict(ctx: ApiCtx, error: DomainRuleError) {
  if (error.type !== "domain/rule-exists") throw refuse(error);
  const existing = await readRuleById(ctx, error.id);
  return json(
    {
      error: `You have already imposed stricter limits on ${error.domain}.`,
      existing_domain_block: existing && blockEntity(existing),
    },
    { status: 422 },
  );
}

/** Mastodon's Admin::DomainBlock. */
function blockEntity(rule: DomainRule) {
  return {
    id: rule.id,
    domain: rule.domain,
    digest: createHash("sha256").update(rule.domain).digest("hex"),
    created_at: rule.createdAt.toISOString(),
    severity: names[rule.verdict],
    reject_media: rule.rejectMedia,
    reject_reports: rule.rejectReports,
    private_comment: rule.reason || null,
    public_comment: rule.publicReason || null,
    obfuscate: rule.obfuscate,
  };
}
