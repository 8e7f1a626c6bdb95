import { type Runner, run } from "../../platform/statement.ts";
import { belongsInHome, localFollower, wantsLanguage } from "../../timelines/rules.ts";

/**
 * SQL for statements that store posts and count them with their authors, as `authors`: authors whose followers changed
 * after the statement had begun. It saw the old ones; who accepts a follow meanwhile holds the author's row, and sees no
 * post that is not committed.
 */
export const followedMeanwhile = `
followed_meanwhile as materialized (
  select n.id from authors n join accounts a on a.id = n.id where a.followers_count <> n.followers_count
)`;

/** Brings posts into the home timelines of followers who came while they were stored. */
export async function reachNewFollowers(on: Runner, postIds: readonly string[]): Promise<void> {
  if (postIds.length > 0) await run(on, statement, [postIds]);
}

const statement = `
insert into home_entries (account_id, entry_id, post_id)
select f.follower_id, p.id, p.id from posts p
join follows f on f.followee_id = p.account_id and ${localFollower("f")}
where p.id = any($1::uuid[]) and p.deleted_at is null and ${belongsInHome("p", "f.follower_id")}
  and ${wantsLanguage("f", "p.language")}
on conflict do nothing`;
