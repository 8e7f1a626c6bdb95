import { type Runner, run } from "../../platform/statement.ts";
import { visibleTo } from "../../posts/visible.ts";
import { keptByList } from "../../timelines/rules.ts";

/** One viewer and one thing: an entry of their home, an account they do not want to see ... */
interface Pair {
  viewerId: string;
  subjectId: string;
}

/** By the thing, who. */
export type Viewers = ReadonlyMap<string, ReadonlySet<string>>;

function bySubject(pairs: readonly Pair[]): Viewers {
  const viewers = new Map<string, Set<string>>();
  for (const { viewerId, subjectId } of pairs) {
    const known = viewers.get(subjectId);
    if (known === undefined) viewers.set(subjectId, new Set([viewerId]));
    else known.add(viewerId);
  }
  return viewers;
}

/**
 * Which of some viewers have which of some entries at home. What one of their exclusive lists keeps is not there.
 *
 * @param entryIds posts and boosts of about one time: a home is read from the oldest to the newest of them
 */
export async function readHomesOfRecent(
  on: Runner,
  viewerIds: readonly string[],
  entryIds: readonly string[],
): Promise<Viewers> {
  if (viewerIds.length === 0 || entryIds.length === 0) return new Map();
  const sorted = [...entryIds].sort();
  return bySubject(await run<Pair>(on, recent, [viewerIds, sorted, sorted[0], sorted.at(-1)]));
}

/** `offset 0` has each home read by its own range of the index, and never the index of all homes. */
const wanted = (from: string) => `
select v.id as "viewerId", h.entry_id as "subjectId" from unnest($1::uuid[]) as v(id) cross join lateral (
  select e.entry_id, coalesce(e.boosted_by_id, p.account_id) as by_id
  from home_entries e join posts p on p.id = e.post_id where e.account_id = v.id and ${from} offset 0
) h where not ${keptByList("h.by_id", "v.id")}`;

const recent = wanted("e.entry_id between $3::uuid and $4::uuid and e.entry_id = any($2::uuid[])");

/** The same for entries of any age. */
export async function readHomes(
  on: Runner,
  viewerIds: readonly string[],
  entryIds: readonly string[],
): Promise<Viewers> {
  if (viewerIds.length === 0 || entryIds.length === 0) return new Map();
  return bySubject(await run<Pair>(on, any, [viewerIds, entryIds]));
}

const any = wanted("e.entry_id = any($2::uuid[])");

/** Which of some viewers follow which of some accounts; everybody counts as following themselves. */
export async function readFollowers(
  on: Runner,
  viewerIds: readonly string[],
  accountIds: readonly string[],
): Promise<Viewers> {
  if (viewerIds.length === 0 || accountIds.length === 0) return new Map();
  return bySubject(await run<Pair>(on, followers, [viewerIds, accountIds]));
}

const followers = `
select f.follower_id as "viewerId", f.followee_id as "subjectId" from follows f
where f.followee_id = any($2::uuid[]) and f.follower_id = any($1::uuid[]) and f.state = 'accepted'
union all
select v.id, v.id from unnest($1::uuid[]) as v(id) where v.id = any($2::uuid[])`;

/** Which of some viewers do not want to see which of some accounts: see `hiddenFrom` of the timelines. */
export async function readHidden(
  on: Runner,
  viewerIds: readonly string[],
  accountIds: readonly string[],
  now: Date,
): Promise<Viewers> {
  if (viewerIds.length === 0 || accountIds.length === 0) return new Map();
  return bySubject(await run<Pair>(on, hidden, [viewerIds, accountIds, now]));
}

/** The other way about than `hiddenFrom`: from the few accounts to those of the many viewers. */
const hidden = `
select k.account_id as "viewerId", k.target_id as "subjectId" from blocks k
where k.target_id = any($2::uuid[]) and k.account_id = any($1::uuid[])
union
select k.target_id, k.account_id from blocks k
where k.account_id = any($2::uuid[]) and k.target_id = any($1::uuid[])
union
select m.account_id, m.target_id from mutes m
where m.target_id = any($2::uuid[]) and m.account_id = any($1::uuid[])
  and (m.expires_at is null or m.expires_at > $3::timestamptz)
union
select d.account_id, a.id from accounts a join domain_blocks d on d.domain = a.domain
where a.id = any($2::uuid[]) and d.account_id = any($1::uuid[])`;

/** Which of some viewers may see what some posts quote, by the quoting post. */
export async function readQuoteViewers(
  on: Runner,
  viewerIds: readonly string[],
  postIds: readonly string[],
): Promise<Viewers> {
  if (viewerIds.length === 0 || postIds.length === 0) return new Map();
  return bySubject(await run<Pair>(on, quoteViewers, [viewerIds, postIds]));
}

const quoteViewers = `
select v.id as "viewerId", p.id as "subjectId"
from posts p join posts q on q.id = p.quote_id and q.deleted_at is null cross join unnest($1::uuid[]) as v(id)
where p.id = any($2::uuid[]) and ${visibleTo("q", "v.id")}`;
