import type { Statements } from "../ports.ts";
import { storable } from "../storable.ts";
import type { NewSignal, Signal, Threshold } from "./signal.ts";

export async function insertSignal(
  on: Statements,
  { id, subject, domain, category, score, severity, source, explanation }: NewSignal & { id: string },
  now: Date,
): Promise<void> {
  await on.run(
    `insert into signals (id, subject_kind, subject_iri, subject_id, account_id, domain, category, score, severity,
       source_kind, source, explanation, created_at)
     values ($1::uuid, $2::text, $3::text, $4::uuid, $5::uuid, $6::text, $7::text, $8::float8, $9::int, $10::text, $11::text,
       $12::jsonb, $13::timestamptz)`,
    [
      id,
      subject.kind,
      subject.iri,
      subject.id,
      subject.accountId,
      domain,
      category,
      score,
      severity,
      source.kind,
      source.id,
      JSON.stringify(storable(explanation)),
      now,
    ],
  );
}

export async function setCase(on: Statements, signalId: string, caseId: string): Promise<void> {
  await on.run("update signals set case_id = $2::uuid where id = $1::uuid", [signalId, caseId]);
}

export async function hasOpenCase(on: Statements, subjectIri: string): Promise<boolean> {
  const rows = await on.run(
    "select from cases where subject_iri = $1::text and state in ('open', 'waiting') limit 1",
    [subjectIri],
  );
  return rows.length > 0;
}

/** What is counted together. */
const columns = { post: "subject_iri", account: "account_id::text", domain: "domain" } as const;

/**
 * How many signals of a category there have been since a time.
 *
 * @param key a post's IRI, an account's id, a domain
 * @param most counts no further
 */
export async function countSignals(
  on: Statements,
  {
    per,
    key,
    category,
    leastScore,
    since,
    most,
  }: Pick<Threshold, "per" | "leastScore"> & {
    key: string;
    category: string;
    since: Date;
    most: number;
  },
): Promise<number> {
  const column = per === "account" ? "account_id = $1::uuid" : `${columns[per]} = $1::text`;
  const [row] = await on.run<{ count: number }>(
    `select count(*)::int as count from (
       select from signals where ${column} and category = $2::text and score >= $3::float8 and id > $4::uuid limit $5::int) s`,
    [key, category, leastScore, firstId(since), most],
  );
  return row?.count ?? 0;
}

export async function readSignals(
  on: Statements,
  {
    subjectIri,
    caseId,
    limit,
    before,
  }: { subjectIri?: string; caseId?: string; limit: number; before: string | null },
): Promise<Signal[]> {
  return on.run<Signal>(
    `select id, subject_kind as "subjectKind", subject_iri as "subjectIri", subject_id as "subjectId",
       account_id as "accountId", domain, category, score, severity, source_kind as "sourceKind", source, explanation,
       case_id as "caseId", created_at as "createdAt"
     from signals
     where ($1::text is null or subject_iri = $1::text) and ($2::uuid is null or case_id = $2::uuid)
       and ($3::uuid is null or id < $3::uuid)
     order by id desc limit $4::int`,
    [subjectIri ?? null, caseId ?? null, before, limit],
  );
}

export function readThresholds(on: Statements): Promise<Threshold[]> {
  return on.run<Threshold>(
    `select category, per, count, hours, least_score as "leastScore" from signal_thresholds order by id`,
    [],
  );
}

export async function replaceThresholds(
  on: Statements,
  rows: readonly (Threshold & { id: string })[],
  now: Date,
): Promise<void> {
  await on.run("delete from signal_thresholds", []);
  await on.run(
    `insert into signal_thresholds (id, category, per, count, hours, least_score, created_at)
     select i.id, i.category, i.per, i.count, i.hours, i."leastScore", $2::timestamptz
     from jsonb_to_recordset($1::jsonb) as i(id uuid, category text, per text, count int, hours int, "leastScore" float8)`,
    [JSON.stringify(rows), now],
  );
}

/** The least UUIDv7 of a time. */
function firstId(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
