import type { Statements } from "../../ports.ts";
import type { Mark } from "../marks.ts";

export interface Wave {
  readonly id: string;
  readonly kind: "text" | "link" | "newcomer";
  /** The mark that its cases share. */
  readonly value: string;
  /** What one of them says. */
  readonly example: string;
  readonly startedAt: Date;
  readonly lastAt: Date;
  readonly closedAt: Date | null;
}

const columns = `w.id, w.kind, w.value, w.example, w.started_at as "startedAt", w.last_at as "lastAt",
  w.closed_at as "closedAt"`;

/** The wave that a case with these marks belongs to, if it is still coming. */
export async function findWave(
  on: Statements,
  marks: readonly Mark[],
  since: Date,
): Promise<{ id: string; kind: string; value: string; lastAt: Date } | null> {
  const [wave] = await on.run<{ id: string; kind: string; value: string; lastAt: Date }>(
    `select w.id, w.kind, w.value, w.last_at as "lastAt" from jsonb_to_recordset($1::jsonb) as r(kind text, value text)
     join case_waves w on w.kind = r.kind and w.value = r.value and w.closed_at is null
     where w.last_at >= $2::timestamptz
     order by array_position(array['text', 'link', 'newcomer'], w.kind) limit 1`,
    [JSON.stringify(marks.map(({ kind, value }) => ({ kind, value }))), since],
  );
  return wave ?? null;
}

/** The same for a text that is nearly that of a case in a wave. */
export async function findNearWave(
  on: Statements,
  near: readonly Mark[],
  options: { sinceId: string; bits: number },
): Promise<string | null> {
  const [first] = near;
  if (first === undefined) return null;
  const [row] = await on.run<{ waveId: string }>(
    `select c.wave_id as "waveId" from case_marks m join cases c on c.id = m.case_id
     where m.kind = 'near' and m.value = any($1::text[]) and m.case_id >= $2::uuid and c.wave_id is not null
       and bit_count((m.hash # $3::bigint)::bit(64)) <= $4::int
     order by m.case_id desc limit 1`,
    [`{${near.map(({ value }) => `"${value}"`).join(",")}}`, options.sinceId, `${first.hash}`, options.bits],
  );
  return row?.waveId ?? null;
}

/** How many open cases share a mark, of those that came since, as far as `most`; and about how many accounts they are. */
export async function countAlike(
  on: Statements,
  { kind, value }: Pick<Mark, "kind" | "value">,
  { sinceId, most }: { sinceId: string; most: number },
): Promise<{ cases: number; accounts: number }> {
  const [row] = await on.run<{ cases: number; accounts: number }>(
    `select count(*)::int as cases, count(distinct a.account_id)::int as accounts from (
       select c.account_id from case_marks m join cases c on c.id = m.case_id
       where m.kind = $1::text and m.value = $2::text and m.case_id >= $3::uuid and c.state in ('open', 'waiting')
       limit $4::int) a`,
    [kind, value, sinceId, most],
  );
  return row ?? { cases: 0, accounts: 0 };
}

/** Makes a wave, or finds the one that another process has just made; an old one of the same mark is over. */
export async function insertWave(
  on: Statements,
  wave: { id: string; kind: string; value: string; example: string; at: Date; since: Date },
): Promise<string> {
  await on.run(
    `update case_waves set closed_at = $3::timestamptz where kind = $1::text and value = $2::text and closed_at is null
       and last_at < $4::timestamptz`,
    [wave.kind, wave.value, wave.at, wave.since],
  );
  const [row] = await on.run<{ id: string }>(
    `insert into case_waves as w (id, kind, value, example, started_at, last_at)
     values ($1::uuid, $2::text, $3::text, $4::text, $5::timestamptz, $5::timestamptz)
     on conflict (kind, value) where closed_at is null do update set last_at = w.last_at returning w.id`,
    [wave.id, wave.kind, wave.value, wave.example, wave.at],
  );
  if (row === undefined) throw new Error("A wave was neither found nor made.");
  return row.id;
}

export async function setWave(on: Statements, caseId: string, waveId: string): Promise<void> {
  await on.run("update cases set wave_id = $2::uuid where id = $1::uuid", [caseId, waveId]);
}

/** Takes in the open cases that share a wave's mark and are in none; those that somebody is changing come the next time. */
export async function adoptStrays(
  on: Statements,
  { id, kind, value }: { id: string; kind: string; value: string },
  { sinceId, at }: { sinceId: string; at: Date },
): Promise<void> {
  await on.run(
    `update cases set wave_id = $1::uuid where id in (
       select c.id from case_marks m join cases c on c.id = m.case_id
       where m.kind = $2::text and m.value = $3::text and m.case_id >= $4::uuid and c.wave_id is null
         and c.state in ('open', 'waiting') for update of c skip locked)`,
    [id, kind, value, sinceId],
  );
  await on.run("update case_waves set last_at = greatest(last_at, $2::timestamptz) where id = $1::uuid", [
    id,
    at,
  ]);
}

/**
 * Waves, the one that a case came to last first, with how many cases are open in each.
 *
 * @param options.isOver those to which nothing has come since, and of which no case is open
 */
export function readWaves(
  on: Statements,
  options: { limit: number; isOver: boolean; since: Date; communities: readonly string[] | null },
): Promise<(Wave & { openCount: number; count: number })[]> {
  const seen = "($2::uuid[] is null or c.community_id = any($2::uuid[]))";
  // By the open cases, which are few: not by counting those of every wave that there ever was.
  const goesOn = `((w.closed_at is null and w.last_at >= $3::timestamptz) or w.id in (select c.wave_id from cases c
    where c.wave_id is not null and c.state in ('open', 'waiting') and ${seen}))`;
  return on.run(
    `select ${columns}, n.count, n."openCount" from case_waves w
     cross join lateral (select count(*)::int as count,
       count(*) filter (where c.state in ('open', 'waiting'))::int as "openCount"
       from cases c where c.wave_id = w.id and ${seen}) n
     where ${options.isOver ? "not " : ""}${goesOn} and n.count > 0
     order by w.last_at desc, w.id limit $1::int`,
    [
      options.limit,
      options.communities === null ? null : `{${options.communities.join(",")}}`,
      options.since,
    ],
  );
}
