import { type Runner, run } from "../platform/statement.ts";
import { belongsInHome, wantsLanguage } from "./rules.ts";

/** How many of somebody's posts a new follower finds at once. */
const RECENT = 40;

/**
 * Brings the recent posts and boosts of somebody into the home timeline of a new follower of this node, in the caller's
 * transaction. Doing it again does nothing.
 */
export async function mergeIntoHome(on: Runner, followerId: string, followeeId: string): Promise<void> {
  // What is merged is old: nobody's stream is told (see migrations, note_home).
  await run(on, "select set_config('folkmoot.quiet', 'on', true)", []);
  await run(on, merge, [followerId, followeeId]);
  await run(on, "select set_config('folkmoot.quiet', '', true)", []);
}

const follow = "select from follows f where f.follower_id = $1::uuid and f.followee_id = $2::uuid";

const merge = `
insert into home_entries (account_id, entry_id, post_id, boosted_by_id)
select $1::uuid, e.entry_id, e.post_id, e.boosted_by_id from (
  (select p.id as entry_id, p.id as post_id, null::uuid as boosted_by_id
   from posts p where p.account_id = $2::uuid and p.deleted_at is null and ${belongsInHome("p", "$1::uuid")}
     and not exists (${follow} and not ${wantsLanguage("f", "p.language")})
   order by p.id desc limit ${RECENT})
  union all
  (select b.id, b.post_id, b.account_id
   from boosts b join posts p on p.id = b.post_id and p.deleted_at is null where b.account_id = $2::uuid
     and not exists (${follow} and not f.shows_boosts)
   order by b.id desc limit ${RECENT})
) e
where exists (select from accounts a where a.id = $1::uuid and a.domain is null)
on conflict do nothing`;

/** Takes what somebody wrote or boosted out of an account's home timeline, in the caller's transaction. */
export async function removeFromHome(on: Runner, followerId: string, followeeId: string): Promise<void> {
  await run(on, remove, [followerId, followeeId]);
}

const remove = `
delete from home_entries h where h.account_id = $1::uuid and (h.boosted_by_id = $2::uuid
  or (h.boosted_by_id is null
    and exists (select from posts p where p.id = h.post_id and p.account_id = $2::uuid)))`;

/** Brings a home timeline in line with the terms of a follow that has changed, in the caller's transaction. */
export async function fitHome(on: Runner, followerId: string, followeeId: string): Promise<void> {
  await run(on, fit, [followerId, followeeId]);
  await mergeIntoHome(on, followerId, followeeId);
}

const fit = `
delete from home_entries h using follows f, posts p
where f.follower_id = $1::uuid and f.followee_id = $2::uuid and h.account_id = $1::uuid and p.id = h.post_id
  and ((h.boosted_by_id = $2::uuid and not f.shows_boosts)
    or (h.boosted_by_id is null and p.account_id = $2::uuid and p.visibility <> 'direct'
      and not ${wantsLanguage("f", "p.language")}))`;
