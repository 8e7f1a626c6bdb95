import type { Tx } from "../../context.ts";
import { mayNotify } from "../../notifications/rule.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { visibleTo } from "../../posts/visible.ts";
import { localFollower } from "../../timelines/rules.ts";

export interface NewBoost {
  id: string;
  iri: string;
  accountId: string;
  post: { id: string } | { iri: string };
  visibility: "public" | "unlisted" | "followers";
  createdAt: Date;
  /** Id for the notification of the post's author. */
  notification: string;
  /** When it was made, as its server says: later than the end of another by the same id, it is a new one. */
  claimedAt?: Date | null;
}

export interface StoredReaction {
  /** The post's id; null when it is not known here. */
  postId: string | null;
  isNew: boolean;
  /** Its undoing came before it. */
  isUndone: boolean;
  /** The post is there, and this account may do this with it. */
  isAllowed: boolean;
}

/** Whether a tombstone is for what was made at that time, too; it is for all that does not say when. */
export const isCovered = (tombstone: string, claimedAt: string) =>
  `(${claimedAt}::timestamptz is null or ${tombstone}.created_at >= ${claimedAt}::timestamptz)`;

/** How many entries of a home timeline must have passed before the same post is shown again by another boost. */
const REPEAT_AFTER = 40;

/**
 * Public and unlisted posts may be boosted by all who see them, followers-only ones by their author alone. The post stays locked until
 * the transaction ends: of two boosts one is shown on a home timeline, and which, depends on the other.
 */
export async function insertBoost(on: Tx, boost: NewBoost, now: Date): Promise<StoredReaction> {
  const { id = null, iri = null } = boost.post as { id?: string; iri?: string };
  await run(on, "select from posts where id = $1::uuid or iri = $2::text for no key update", [id, iri]);
  const [stored] = await run<StoredReaction>(on, insert, [
    boost.id,
    boost.iri,
    boost.accountId,
    id,
    iri,
    boost.visibility,
    boost.createdAt,
    boost.notification,
    now,
    boost.claimedAt ?? null,
  ]);
  return stored ?? { postId: null, isNew: false, isUndone: false, isAllowed: false };
}

const insert = `
with target as materialized (
  select p.id, p.account_id, p.conversation_id, (p.visibility in ('public', 'unlisted')
      or (p.visibility = 'followers' and p.account_id = $3::uuid)) and ${visibleTo("p", "$3::uuid")} as allowed
  from posts p where (p.id = $4::uuid or p.iri = $5::text) and p.deleted_at is null
),
undone as materialized (
  select exists (select from tombstones t where t.iri = $2::text and ${isCovered("t", "$10")}) as yes
),
fresh as (
  insert into boosts (id, iri, account_id, post_id, visibility, created_at)
  select $1::uuid, $2::text, $3::uuid, t.id, $6::text, $7::timestamptz from target t, undone u
  where t.allowed and not u.yes
  on conflict do nothing returning id, account_id, post_id
),
counted as (update posts p set boosts_count = p.boosts_count + 1 from fresh f where p.id = f.post_id),
home as (
  insert into home_entries (account_id, entry_id, post_id, boosted_by_id)
  select r.id, f.id, f.post_id, f.account_id from fresh f cross join lateral (
    select w.follower_id as id from follows w where w.followee_id = f.account_id and ${localFollower("w")}
      and w.shows_boosts
    union all
    select a.id from accounts a where a.id = f.account_id and a.domain is null
  ) r
  where not exists (
    select from (
      select h.post_id from home_entries h where h.account_id = r.id order by h.entry_id desc limit ${REPEAT_AFTER}
    ) recent where recent.post_id = f.post_id)
  on conflict do nothing
),
notified as (
  insert into notifications (id, account_id, kind, from_account_id, post_id, created_at)
  select $8::uuid, t.account_id, 'boost', f.account_id, t.id, $9::timestamptz from fresh f, target t
  where ${mayNotify("t.account_id", "f.account_id", "$9", "t.conversation_id")}
  on conflict do nothing
)
select t.id as "postId", exists (select from fresh) as "isNew", u.yes as "isUndone",
  coalesce(t.allowed, false) as "isAllowed"
from undone u left join target t on true`;

export interface Withdrawn {
  iri: string;
  postId: string;
  visibility: "public" | "unlisted" | "followers";
}

/**
 * Takes a boost back, by its own id or by the post; null when there is none. Where it stood on a home timeline in place
 * of somebody else's boost of the same post, that one takes its place.
 */
export async function deleteBoost(
  on: Tx,
  undone: { accountId: string; iri?: string | null; postId?: string | null },
): Promise<Withdrawn | null> {
  const which = [undone.accountId, undone.iri ?? null, undone.postId ?? null];
  await run(
    on,
    `select from posts p where p.id in (select b.post_id from boosts b
       where b.account_id = $1::uuid and (b.iri = $2::text or b.post_id = $3::uuid)) for no key update of p`,
    which,
  );
  const rows = await run<Withdrawn>(on, remove, which);
  return rows[0] ?? null;
}

const remove = `
with gone as (
  delete from boosts b where b.account_id = $1::uuid and (b.iri = $2::text or b.post_id = $3::uuid)
  returning b.id, b.iri, b.account_id, b.post_id, b.visibility
),
counted as (
  update posts p set boosts_count = greatest(p.boosts_count - 1, 0) from gone g where p.id = g.post_id
),
home as (
  delete from home_entries h using gone g where h.entry_id = g.id and h.account_id in (
    select w.follower_id from follows w where w.followee_id = g.account_id and ${localFollower("w")}
    union all select g.account_id)
  returning h.account_id, h.post_id
),
again as (
  insert into home_entries (account_id, entry_id, post_id, boosted_by_id)
  select h.account_id, other.id, h.post_id, other.account_id from home h cross join lateral (
    select b.id, b.account_id from boosts b join follows w on w.followee_id = b.account_id
      and w.follower_id = h.account_id and w.state = 'accepted' and w.shows_boosts
    where b.post_id = h.post_id and b.account_id <> $1::uuid order by b.id limit 1
  ) other
  on conflict do nothing
),
unnotified as (
  delete from notifications n using gone g
  where n.kind = 'boost' and n.post_id = g.post_id and n.from_account_id = g.account_id
)
select iri, post_id as "postId", visibility from gone`;

/** The id of an account's boost of a post. */
export async function findBoost(on: Runner, accountId: string, postId: string): Promise<string | null> {
  const [boost] = await run<{ id: string }>(
    on,
    "select id from boosts where account_id = $1::uuid and post_id = $2::uuid",
    [accountId, postId],
  );
  return boost?.id ?? null;
}
