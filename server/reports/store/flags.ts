import type { Subject } from "#moderation/subject.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** Whose words are kept, and how many `Flag`s a report remembers so that the same one counts once. */
export const WORDS_KEPT = 50;
const FLAGS_KEPT = 1_000;

/** One server's reports come in one after another, so that the same ones find each other. Holds until the transaction ends. */
export async function inTurn(tx: Tx, domain: string): Promise<void> {
  await run(tx, "select pg_advisory_xact_lock(hashtextextended('flags of ' || $1::text, 0))", [domain]);
}

/** The report that a `Flag` has been counted in already. */
export async function readReportOfFlag(on: Runner, iri: Iri): Promise<string | null> {
  const [row] = await run<{ id: string }>(
    on,
    `select report_id as id from report_flags where iri = $1::text
     union all select id from reports where iri = $1::text limit 1`,
    [iri],
  );
  return row?.id ?? null;
}

/** The open report of a server about the same subjects. */
export async function readSame(on: Runner, domain: string, subjectsKey: string): Promise<string | null> {
  const [row] = await run<{ id: string }>(
    on,
    `select id from reports where origin_domain = $1::text and subjects_key = $2::text and state = 'open'
     order by id limit 1`,
    [domain, subjectsKey],
  );
  return row?.id ?? null;
}

/** The open report of a server that names a subject, or is about an account. */
export async function readOfSubject(
  on: Runner,
  domain: string,
  { kind, iri, accountId }: Pick<Subject, "kind" | "iri" | "accountId">,
): Promise<string | null> {
  const [row] = await run<{ id: string }>(
    on,
    `select id from reports where origin_domain = $1::text and state = 'open'
       and ($2::text = any(subjects) or ($3::boolean and target_id = $4::uuid)) order by id limit 1`,
    [domain, iri, kind === "account", accountId],
  );
  return row?.id ?? null;
}

/** Whether somebody said exactly this in a report before, by a `Flag` without an id. */
export async function saidBefore(
  on: Runner,
  reportId: string,
  accountId: string,
  comment: string,
): Promise<boolean> {
  const rows = await run(
    on,
    `select from report_flags where report_id = $1::uuid and account_id = $2::uuid and comment = $3::text
       and iri like 'urn:uuid:%' limit 1`,
    [reportId, accountId, comment],
  );
  return rows.length > 0;
}

/** How many reports of a server were made since an id's time, up to `most`. */
export async function countSince(on: Runner, domain: string, id: string, most: number): Promise<number> {
  const [row] = await run<{ count: number }>(
    on,
    `select count(*)::int as count from (select from reports where origin_domain = $1::text and id > $2::uuid
     limit $3::int) r`,
    [domain, id, most],
  );
  return row?.count ?? 0;
}

/** Remembers a `Flag` as a part of a report: the words of the first fifty, the ids of the first thousand. */
export async function keepFlag(
  tx: Tx,
  flag: { iri: string; reportId: string; accountId: string; comment: string; at: Date },
): Promise<void> {
  await run(
    tx,
    `insert into report_flags (iri, report_id, account_id, comment, received_at)
     select $1::text, $2::uuid, $3::uuid, case when kept.count < ${WORDS_KEPT} then $4::text else '' end, $5::timestamptz
     from (select count(*) from report_flags where report_id = $2::uuid) kept where kept.count < ${FLAGS_KEPT}
     on conflict do nothing`,
    [flag.iri, flag.reportId, flag.accountId, flag.comment, flag.at],
  );
}

/** Counts one more `Flag` in a report; answers how many there are, and when the one before came. */
export async function countFlag(
  tx: Tx,
  reportId: string,
  at: Date,
): Promise<{ count: number; lastAt: Date | null }> {
  const [row] = await run<{ count: number; lastAt: Date | null }>(
    tx,
    `update reports r set count = r.count + 1, updated_at = $2::timestamptz
     from (select id, coalesce(updated_at, created_at) as at from reports where id = $1::uuid for update) o where r.id = o.id
     returning r.count, o.at as "lastAt"`,
    [reportId, at],
  );
  return row ?? { count: 0, lastAt: null };
}

/**
 * Whether something that a report is about may look different than at a time. The times of changes made elsewhere are those of
 * other clocks: what was changed there may always look different. So may what changed seconds before, in a transaction that the
 * look did not see.
 */
export async function hasChanged(on: Runner, reportId: string, since: Date | null): Promise<boolean> {
  if (since === null) return true;
  const rows = await run(
    on,
    `select from report_cases c join cases k on k.id = c.case_id
       left join posts p on k.subject_kind = 'post' and p.id = k.subject_id
       left join accounts a on k.subject_kind = 'account' and a.id = k.subject_id
     where c.report_id = $1::uuid
       and (greatest(p.edited_at, a.updated_at) >= $2::timestamptz - interval '10 seconds'
         or (p.edited_at is not null and not p.is_local))
     limit 1`,
    [reportId, since],
  );
  return rows.length > 0;
}

/** The report that a `Flag` is a part of, and the server that sent it. */
export async function readFlagger(
  on: Runner,
  iri: Iri,
): Promise<{ reportId: string; domain: string | null } | null> {
  const [row] = await run<{ reportId: string; domain: string | null }>(
    on,
    `select f.report_id as "reportId", r.origin_domain as domain
     from report_flags f join reports r on r.id = f.report_id where f.iri = $1::text`,
    [iri],
  );
  return row ?? null;
}
