import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

/** A query that answers what is wanted for some domains, each once, with parameters from `$1` on. */
export interface Wanted {
  /**
   * Its columns: `domain`, `verdict`, `reject_media`, `reject_reports`, `filters`, `reason`, `public_reason`, `obfuscate`.
   * Its rows are in the order in which they are written.
   */
  readonly query: string;
  readonly params: readonly unknown[];
}

/**
 * Writes what a query asks for as one source's decisions, and the rules about those domains for which nobody else has decided
 * anything: they are what the decision says. It never leaves the database, which is what makes long lists fast.
 *
 * @param by.ids as many as there may be rows
 * @returns how many were written, their SHA-256, and the domains whose rule has to be composed of several decisions
 */
export async function insertWanted(
  tx: Tx,
  { query, params }: Wanted,
  by: { source: string; accountId: string | null; createdAt: Date; ids: readonly string[] },
): Promise<{ decided: number; sha256: string; domains: string[]; shared: string[] }> {
  const [source, accountId, createdAt, ids] = [1, 2, 3, 4].map((at) => `$${params.length + at}`);
  const [row] = await run<{ decided: number; sha256: string; domains: string[]; shared: string[] }>(
    tx,
    `with wanted as materialized (
       select w.*, row_number() over () as at, exists (select from domain_decisions d
         where d.domain = w.domain and d.source <> ${source}::text) as is_shared from (${query}) w),
     decided as (
       insert into domain_decisions (id, source, account_id, expires_at, created_at, ${terms}, domain)
       select i.id::uuid, ${source}::text, ${accountId}::uuid, null, ${createdAt}::timestamptz, ${terms}, domain
       from wanted w join unnest(string_to_array(${ids}::text, ',')) with ordinality as i(id, at) using (at)
       on conflict (domain, source) do update set ${excluded}, account_id = excluded.account_id, expires_at = null),
     ruled as (
       insert into domain_policies as p (id, created_at, ${terms}, domain)
       select i.id::uuid, ${createdAt}::timestamptz, ${terms}, domain
       from wanted w join unnest(string_to_array(${ids}::text, ',')) with ordinality as i(id, at) using (at)
       where not is_shared
       on conflict (domain) do update set ${excluded}
       where (p.verdict, p.reason, p.public_reason, p.reject_media, p.reject_reports, p.obfuscate, p.filters)
         is distinct from (excluded.verdict, excluded.reason, excluded.public_reason, excluded.reject_media,
           excluded.reject_reports, excluded.obfuscate, excluded.filters))
     select count(*)::int as decided, coalesce(array_agg(domain) filter (where is_shared), '{}') as shared,
       coalesce(array_agg(domain), '{}') as domains,
       encode(sha256(convert_to(coalesce(string_agg(jsonb_build_array(domain, verdict, reject_media, reject_reports,
         filters, reason, public_reason, obfuscate)::text || E'\\n', '' order by at), ''), 'UTF8')), 'hex') as sha256
     from wanted`,
    [...params, by.source, by.accountId, by.createdAt, by.ids.join(",")],
  );
  return row ?? { decided: 0, sha256: "", domains: [], shared: [] };
}

const terms = "verdict, reject_media, reject_reports, filters, reason, public_reason, obfuscate";
const excluded = terms
  .split(", ")
  .map((name) => `${name} = excluded.${name}`)
  .join(", ");
