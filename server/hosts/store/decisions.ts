import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";
import type { domainDecisions } from "../schema.ts";
import { MAX_BATCH } from "./batch.ts";

export type DecisionRow = typeof domainDecisions.$inferSelect;

const columns = `id, domain, source, verdict, reject_media as "rejectMedia", reject_reports as "rejectReports",
  filters, reason, public_reason as "publicReason", obfuscate, account_id as "accountId",
  expires_at as "expiresAt", created_at as "createdAt"`;

/** One change of decisions at a time in a node: what holds is made of all of them, so none may be overlooked. */
export async function holdDecisions(tx: Tx): Promise<void> {
  await run(
    tx,
    "select pg_advisory_xact_lock(hashtextextended(current_schema() || ':domain-decisions', 0))",
    [],
  );
}

/** What a source's decisions have in common, and each of them. */
export interface Decided {
  readonly source: string;
  readonly accountId: string | null;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly each: readonly Omit<DecisionRow, "source" | "accountId" | "expiresAt" | "createdAt">[];
}

/** Writes decisions of one source, in place of those that it made about the same domains. At most {@link MAX_BATCH}. */
export async function upsertDecisions(
  tx: Tx,
  { source, accountId, expiresAt, createdAt, each }: Decided,
): Promise<void> {
  await run(tx, upsert, [JSON.stringify(each), source, accountId, expiresAt, createdAt]);
}

const upsert = `
insert into domain_decisions (id, domain, source, verdict, reject_media, reject_reports, filters, reason,
  public_reason, obfuscate, account_id, expires_at, created_at)
select d.id, d.domain, $2::text, d.verdict, d."rejectMedia", d."rejectReports", d.filters, d.reason, d."publicReason",
  d.obfuscate, $3::uuid, $4::timestamptz, $5::timestamptz
from jsonb_to_recordset($1::jsonb) as d(id uuid, domain text, verdict text, "rejectMedia" boolean,
  "rejectReports" boolean, filters text[], reason text, "publicReason" text, obfuscate boolean)
on conflict (domain, source) do update set verdict = excluded.verdict, reject_media = excluded.reject_media,
  reject_reports = excluded.reject_reports, filters = excluded.filters, reason = excluded.reason,
  public_reason = excluded.public_reason, obfuscate = excluded.obfuscate, account_id = excluded.account_id,
  expires_at = excluded.expires_at`;

/** Removes what a source decided about some domains; answers those about which it had decided anything. */
export async function deleteDecisions(tx: Tx, source: string, domains: readonly string[]): Promise<string[]> {
  const rows = await run<{ domain: string }>(
    tx,
    `delete from domain_decisions where source = $1::text
       and domain in (select jsonb_array_elements_text($2::jsonb)) returning domain`,
    [source, JSON.stringify(domains)],
  );
  return rows.map(({ domain }) => domain);
}

/** Removes some of what has ended by itself; answers what it was. */
export function deleteExpired(tx: Tx, now: Date): Promise<DecisionRow[]> {
  return run<DecisionRow>(
    tx,
    `delete from domain_decisions where id in (
       select id from domain_decisions where expires_at <= $1::timestamptz order by expires_at limit ${MAX_BATCH})
     returning ${columns}`,
    [now],
  );
}

/** Who decided what about a domain, the first decision first. */
export function readDecisions(on: Runner, domain: string): Promise<DecisionRow[]> {
  return run<DecisionRow>(
    on,
    `select ${columns} from domain_decisions where domain = $1::text order by created_at, id`,
    [domain],
  );
}

export async function readDecision(on: Runner, domain: string, source: string): Promise<DecisionRow | null> {
  const [row] = await run<DecisionRow>(
    on,
    `select ${columns} from domain_decisions where domain = $1::text and source = $2::text`,
    [domain, source],
  );
  return row ?? null;
}

/** Some of the domains that a source decided about, in order. */
export async function readDomainsOf(
  on: Runner,
  source: string,
  limit: number = MAX_BATCH,
): Promise<string[]> {
  const rows = await run<{ domain: string }>(
    on,
    "select domain from domain_decisions where source = $1::text order by domain limit $2::int",
    [source, limit],
  );
  return rows.map(({ domain }) => domain);
}

/**
 * Makes the rules about some domains what their decisions ask for together: the strictest in everything. Where somebody here
 * has decided to accept a domain, lists and imports have no say.
 */
export async function composeRows(tx: Tx, domains: readonly string[]): Promise<void> {
  await run(tx, compose, [JSON.stringify(domains)]);
}

const strictness = "case d.verdict when 'reject' then 2 when 'limit' then 1 else 0 end";
const strictest = `order by ${strictness} desc, d.created_at, d.id`;

const compose = `
with touched as materialized (select distinct jsonb_array_elements_text($1::jsonb) as domain),
composed as materialized (
  select d.domain, min(d.id::text)::uuid as id,
    (array_agg(d.verdict ${strictest}))[1] as verdict, (array_agg(d.reason ${strictest}))[1] as reason,
    (array_agg(d.public_reason ${strictest}))[1] as public_reason, bool_or(d.reject_media) as reject_media,
    bool_or(d.reject_reports) as reject_reports, bool_or(d.obfuscate) as obfuscate,
    case when max(cardinality(d.filters)) = 0 then '{}' else array(select distinct f.filter
      from unnest(string_to_array(string_agg(nullif(array_to_string(d.filters, ','), ''), ','), ',')) as f(filter)
      order by f.filter) end as filters,
    min(d.created_at) as created_at
  from touched t join domain_decisions d on d.domain = t.domain
  where d.verdict <> 'accept' and not ((d.source like 'list:%' or d.source like 'import:%')
    and exists (select from domain_decisions a
      where a.domain = d.domain and a.source = 'hand' and a.verdict = 'accept'))
  group by d.domain),
gone as (
  delete from domain_policies p using touched t where p.domain = t.domain
    and not exists (select from composed c where c.domain = p.domain))
insert into domain_policies as p (domain, id, verdict, reason, public_reason, reject_media, reject_reports, obfuscate,
  filters, created_at)
select domain, id, verdict, reason, public_reason, reject_media, reject_reports, obfuscate, filters, created_at
from composed
on conflict (domain) do update set verdict = excluded.verdict, reason = excluded.reason,
  public_reason = excluded.public_reason, reject_media = excluded.reject_media,
  reject_reports = excluded.reject_reports, obfuscate = excluded.obfuscate, filters = excluded.filters
where (p.verdict, p.reason, p.public_reason, p.reject_media, p.reject_reports, p.obfuscate, p.filters)
  is distinct from (excluded.verdict, excluded.reason, excluded.public_reason, excluded.reject_media,
    excluded.reject_reports, excluded.obfuscate, excluded.filters)`;
