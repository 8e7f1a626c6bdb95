import { type Runner, run } from "../../platform/statement.ts";
import { storableJson } from "../../posts/storable.ts";
import type { DryRunResult } from "../dry-run/result.ts";
import type { policyDryRuns } from "../schema.ts";
import { firstId } from "./facts.ts";

export type PolicyRun = typeof policyDryRuns.$inferSelect;

/** What a list shows of a run: not its rules and results, which may be a megabyte each. */
export type RunOutline = Omit<PolicyRun, "rules" | "result">;

const outline = `r.id, r.format, r.days, r.most, r.state, r.seen, r.total, r.account_id as "accountId",
  r.created_at as "createdAt", r.finished_at as "finishedAt"`;
const columns = `${outline}, r.rules, r.result`;

export async function insertRun(
  on: Runner,
  {
    id,
    rules,
    format,
    days,
    most,
    accountId,
    createdAt,
  }: Omit<PolicyRun, "state" | "seen" | "total" | "result" | "finishedAt">,
): Promise<void> {
  const since = firstId(new Date(createdAt.getTime() - days * 86_400_000));
  await run(
    on,
    `insert into policy_dry_runs (id, rules, format, days, most, total, account_id, created_at)
     values ($1::uuid, $2::text, $3::text, $4::int, $5::int,
       (select count(*)::int from (select from posts p where p.id > $8::uuid and p.deleted_at is null
         and p.visibility in ('public', 'unlisted') limit $5::int) n),
       $6::uuid, $7::timestamptz)`,
    [id, rules, format, days, most, accountId, createdAt, since],
  );
}

export async function findRun(on: Runner, id: string): Promise<PolicyRun | null> {
  const [row] = await run<PolicyRun>(on, `select ${columns} from policy_dry_runs r where r.id = $1::uuid`, [
    id,
  ]);
  return row ?? null;
}

export function readRuns(on: Runner): Promise<RunOutline[]> {
  return run<RunOutline>(on, `select ${outline} from policy_dry_runs r order by r.id desc limit 50`, []);
}

/** Begins a run that waits, or one whose process died; null for one that is over. */
export async function startRun(on: Runner, id: string): Promise<PolicyRun | null> {
  const [row] = await run<PolicyRun>(
    on,
    `update policy_dry_runs r set state = 'running', seen = 0, result = null
     where r.id = $1::uuid and r.state in ('waiting', 'running') returning ${columns}`,
    [id],
  );
  return row ?? null;
}

/** @returns false for a run that somebody has cancelled */
export async function noteProgress(
  on: Runner,
  id: string,
  progress: { state: "running" | "done" | "failed"; seen?: number; result?: DryRunResult; finishedAt?: Date },
): Promise<boolean> {
  const rows = await run(
    on,
    `update policy_dry_runs set state = $2::text, seen = coalesce($3::int, seen), result = coalesce($4::jsonb, result),
       finished_at = $5::timestamptz
     where id = $1::uuid and state = 'running' returning id`,
    [
      id,
      progress.state,
      progress.seen ?? null,
      progress.result === undefined ? null : storableJson(progress.result),
      progress.finishedAt ?? null,
    ],
  );
  return rows.length > 0;
}

export async function cancelRun(on: Runner, id: string, now: Date): Promise<boolean> {
  const rows = await run(
    on,
    `update policy_dry_runs set state = 'cancelled', finished_at = $2::timestamptz
     where id = $1::uuid and state in ('waiting', 'running') returning id`,
    [id, now],
  );
  return rows.length > 0;
}

export async function pruneRuns(on: Runner, before: Date): Promise<void> {
  await run(on, "delete from policy_dry_runs where created_at < $1::timestamptz", [before]);
}

/** Ids of posts that are not deleted, the oldest first. Letters, and what followers alone read, are never among them. */
export async function readIdsSince(
  on: Runner,
  after: { id: string } | { since: Date },
  limit: number,
): Promise<string[]> {
  const from = "id" in after ? after.id : firstId(after.since);
  const rows = await run<{ id: string }>(
    on,
    `select id from posts where id > $1::uuid and deleted_at is null and visibility in ('public', 'unlisted')
     order by id limit $2::int`,
    [from, limit],
  );
  return rows.map(({ id }) => id);
}

export async function readAuthorsOf(
  on: Runner,
  postIds: readonly string[],
): Promise<Map<string, { username: string; domain: string | null; kind: string }>> {
  const rows = await run<{ id: string; username: string; domain: string | null; kind: string }>(
    on,
    `select p.id, a.username, a.domain, a.kind from posts p join accounts a on a.id = p.account_id
     where p.id = any($1::uuid[])`,
    [postIds],
  );
  return new Map(rows.map(({ id, ...author }) => [id, author]));
}
