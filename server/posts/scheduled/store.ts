import { type Runner, run } from "../../platform/statement.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "../../timelines/page.ts";
import type { ScheduledDraft } from "./draft.ts";

/** A post that waits for its time. */
export interface ScheduledPost {
  id: string;
  accountId: string;
  appId: string | null;
  draft: ScheduledDraft;
  dueAt: Date;
}

const columns = `s.id, s.account_id as "accountId", s.app_id as "appId", s.draft, s.due_at as "dueAt"`;

/** Others that schedule for the same account wait until the transaction ends, so that its limits hold. */
export async function lockSchedule(on: Runner, accountId: string): Promise<void> {
  await run(on, "select pg_advisory_xact_lock(hashtextextended('scheduled ' || $1::text, 0))", [accountId]);
}

/** How many wait, in all and for one day (UTC), beside one of them. */
export async function countScheduled(
  on: Runner,
  accountId: string,
  day: Date,
  beside: string | null,
): Promise<{ all: number; ofDay: number }> {
  const [counts] = await run<{ all: number; ofDay: number }>(
    on,
    `select count(*)::int as "all",
       count(*) filter (where (due_at at time zone 'UTC')::date = ($2::timestamptz at time zone 'UTC')::date)::int as "ofDay"
     from scheduled_posts where account_id = $1::uuid and id is distinct from $3::uuid`,
    [accountId, day, beside],
  );
  return counts ?? { all: 0, ofDay: 0 };
}

export async function insertScheduled(on: Runner, post: ScheduledPost & { createdAt: Date }): Promise<void> {
  await run(
    on,
    `insert into scheduled_posts (id, account_id, app_id, draft, due_at, created_at)
     values ($1::uuid, $2::uuid, (select o.id from oauth_apps o where o.id = $3::uuid), $4::jsonb, $5::timestamptz,
       $6::timestamptz)
     on conflict do nothing`,
    [post.id, post.accountId, post.appId, JSON.stringify(post.draft), post.dueAt, post.createdAt],
  );
}

export async function findScheduled(
  on: Runner,
  id: string,
  accountId: string,
): Promise<ScheduledPost | null> {
  const [post] = await run<ScheduledPost>(
    on,
    `select ${columns} from scheduled_posts s where s.id = $1::uuid and s.account_id = $2::uuid`,
    [id, accountId],
  );
  return post ?? null;
}

/** The latest made first. */
export async function listScheduled(
  on: Runner,
  accountId: string,
  page: PageRequest,
): Promise<Listed<ScheduledPost>> {
  const range = rangeOf(page);
  const rows = await run<ScheduledPost>(
    on,
    `select ${columns} from scheduled_posts s
     where s.account_id = $1::uuid and s.id < $2::uuid and s.id > $3::uuid
     order by s.id ${range.ascending ? "asc" : "desc"} limit ${range.limit}`,
    [accountId, range.below, range.above],
  );
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => row,
  );
}

/** @returns whether it still waited */
export async function moveScheduled(on: Runner, id: string, dueAt: Date): Promise<boolean> {
  const rows = await run(
    on,
    `update scheduled_posts set due_at = $2::timestamptz
     where id = $1::uuid and claimed_at is null and held_at is null returning id`,
    [id, dueAt],
  );
  return rows.length > 0;
}

/** @returns whether it still waited */
export async function cancelScheduled(
  on: Runner,
  id: string,
  accountId: string,
  now: Date,
): Promise<boolean> {
  const rows = await run(
    on,
    `with cancelled as (
       delete from scheduled_posts where id = $1::uuid and account_id = $2::uuid and claimed_at is null returning id
     ),
     -- They may be part of another post.
     freed as (
       update media m set scheduled_id = null, updated_at = $3::timestamptz from cancelled c where m.scheduled_id = c.id
     )
     select id from cancelled`,
    [id, accountId, now],
  );
  return rows.length > 0;
}

/** After this long without an end, the process that was publishing is taken for dead. */
const DEAD_AFTER = "interval '2 minutes'";

/**
 * Takes posts whose time has come, for this process alone. Each keeps the id that it is published under.
 *
 * @param ids as many as are taken at most
 */
export function claimDue(
  on: Runner,
  now: Date,
  ids: readonly string[],
): Promise<(ScheduledPost & { postId: string; isReleased: boolean })[]> {
  return run(
    on,
    `with due as materialized (
       select s.id from scheduled_posts s
       where s.due_at <= $1::timestamptz and s.held_at is null
         and (s.claimed_at is null or s.claimed_at < $1::timestamptz - ${DEAD_AFTER})
       order by s.due_at limit cardinality($2::uuid[]) for update skip locked
     ),
     numbered as (select id, row_number() over () as n from due)
     update scheduled_posts s set claimed_at = $1::timestamptz, post_id = coalesce(s.post_id, ($2::uuid[])[n.n])
     from numbered n where s.id = n.id
     returning ${columns}, s.post_id as "postId", s.released_at is not null as "isReleased"`,
    [now, ids],
  );
}

/** Drops one that is published, or cannot be; one that waits for a moderator stays. */
export async function dropScheduled(on: Runner, id: string): Promise<void> {
  await run(on, "delete from scheduled_posts where id = $1::uuid and held_at is null", [id]);
}

/** Keeps a post for a moderator, whether it had a time or not. */
export async function holdScheduled(
  on: Runner,
  post: Omit<ScheduledPost, "dueAt"> & { now: Date },
): Promise<void> {
  await run(
    on,
    `insert into scheduled_posts (id, account_id, app_id, draft, due_at, created_at, held_at)
     values ($1::uuid, $2::uuid, (select o.id from oauth_apps o where o.id = $3::uuid), $4::jsonb, $5::timestamptz,
       $5::timestamptz, $5::timestamptz)
     on conflict (id) do update set held_at = excluded.held_at, claimed_at = null`,
    [post.id, post.accountId, post.appId, JSON.stringify(post.draft), post.now],
  );
}

/** Lets a post go that waits for a moderator: it is due. @returns whether it was still there */
export async function releaseScheduled(on: Runner, id: string, now: Date): Promise<boolean> {
  const rows = await run(
    on,
    `update scheduled_posts set held_at = null, claimed_at = null, released_at = $2::timestamptz, due_at = $2::timestamptz
     where id = $1::uuid and held_at is not null returning id`,
    [id, now],
  );
  return rows.length > 0;
}

/** Gives up a post that waits for a moderator; its media are its author's again. */
export async function refuseScheduled(on: Runner, id: string, now: Date): Promise<boolean> {
  const rows = await run(
    on,
    `with refused as (delete from scheduled_posts where id = $1::uuid and held_at is not null returning id),
     freed as (
       update media m set scheduled_id = null, updated_at = $2::timestamptz from refused r where m.scheduled_id = r.id
     )
     select id from refused`,
    [id, now],
  );
  return rows.length > 0;
}
