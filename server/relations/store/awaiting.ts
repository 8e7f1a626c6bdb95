import { type Runner, run } from "../../platform/statement.ts";

export interface AwaitedPost {
  accountId: string;
  fromAccountId: string;
  postId: string;
}

/**
 * Who wants to hear of some posts: followers who asked for it, of what has come to their home. Answers to others are no
 * news.
 */
export async function readAwaited(on: Runner, postIds: readonly string[]): Promise<AwaitedPost[]> {
  return run<AwaitedPost>(
    on,
    `select f.follower_id as "accountId", p.account_id as "fromAccountId", p.id as "postId"
     from posts p join follows f on f.followee_id = p.account_id and f.notifies and f.state = 'accepted'
     where p.id = any($1::uuid[]) and p.deleted_at is null and p.visibility <> 'direct'
       and (p.in_reply_to_iri is null or p.in_reply_to_account_id = p.account_id)
       and exists (select from home_entries h where h.account_id = f.follower_id and h.entry_id = p.id)
     order by p.id`,
    [postIds],
  );
}
