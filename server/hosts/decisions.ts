import type { Ctx, Tx } from "../context.ts";
import { run } from "../platform/statement.ts";
import type { DecisionTerms } from "./decide.ts";
import { type DecisionRow, readDecisions, readDomainsOf } from "./store/decisions.ts";
import { type DomainRule, readRule } from "./store/rules.ts";

export { readDomainsOf };

/** What holds about a domain by itself, and who decided what about it. */
export async function readDomain(
  ctx: Pick<Ctx, "sql" | "db">,
  domain: string,
): Promise<{ rule: DomainRule | null; decisions: DecisionRow[] }> {
  const [rule, decisions] = await Promise.all([
    ctx.db.transaction((tx) => readRule(tx, domain)),
    readDecisions(ctx.sql, domain),
  ]);
  return { rule, decisions };
}

export type EffectiveRule = DomainRule & { sources: string[] };

/** The rules that hold, in alphabetical order, with who has a say in each. */
export function listEffective(
  ctx: Pick<Ctx, "sql">,
  { q, source, offset, limit }: { q: string; source: string; offset: number; limit: number },
): Promise<EffectiveRule[]> {
  return run<EffectiveRule>(
    ctx.sql,
    `select p.id, p.domain, p.verdict, p.reason, p.public_reason as "publicReason", p.reject_media as "rejectMedia",
       p.reject_reports as "rejectReports", p.obfuscate, p.filters, p.created_at as "createdAt",
       array(select d.source from domain_decisions d where d.domain = p.domain order by d.source) as sources
     from domain_policies p
     where ($1::text = '' or position(lower($1::text) in p.domain) > 0)
       and ($2::text = '' or exists (select from domain_decisions d where d.domain = p.domain
         and (d.source = $2::text or split_part(d.source, ':', 1) = $2::text)))
     order by p.domain offset $3::int limit $4::int`,
    [q, source, offset, limit],
  );
}

/** What one source decided about some domains, and whether somebody here has decided about them, too. */
export function readSourceDecisions(
  tx: Tx,
  source: string,
  domains: readonly string[],
): Promise<{ domain: string; terms: DecisionTerms; isDecidedByHand: boolean }[]> {
  return run(
    tx,
    `select d.domain, jsonb_build_object('verdict', d.verdict, 'rejectMedia', d.reject_media,
       'rejectReports', d.reject_reports, 'filters', d.filters, 'reason', d.reason,
       'publicReason', d.public_reason, 'obfuscate', d.obfuscate) as terms,
       exists (select from domain_decisions h where h.domain = d.domain and h.source = 'hand') as "isDecidedByHand"
     from domain_decisions d where d.source = $1::text
       and d.domain in (select jsonb_array_elements_text($2::jsonb))`,
    [source, JSON.stringify(domains)],
  );
}
