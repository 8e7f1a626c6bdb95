import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

/**
 * Everything that an account wrote or did, with what it counted for in others' posts. Statement after statement: two
 * that change the same post cannot be parts of one.
 */
const statements = [
  `update posts p set boosts_count = greatest(0, p.boosts_count - b.n)
   from (select post_id, count(*)::int as n from boosts where account_id = $1::uuid group by post_id) b
   where p.id = b.post_id`,
  `update posts p set likes_count = greatest(0, p.likes_count - r.n)
   from (select post_id, count(*)::int as n from reactions where account_id = $1::uuid and kind = 'like'
     group by post_id) r
   where p.id = r.post_id`,
  `update posts p set replies_count = greatest(0, p.replies_count - c.n)
   from (select in_reply_to_id, count(*)::int as n from posts
     where account_id = $1::uuid and in_reply_to_id is not null and deleted_at is null group by in_reply_to_id) c
   where p.id = c.in_reply_to_id`,
  "delete from boosts where account_id = $1::uuid",
  "delete from reactions where account_id = $1::uuid",
  "delete from account_settings where account_id = $1::uuid",
  "delete from bookmarks where account_id = $1::uuid",
  "delete from pins where account_id = $1::uuid",
  "delete from notifications where account_id = $1::uuid or from_account_id = $1::uuid",
  "delete from home_entries where account_id = $1::uuid",
  "delete from lists where account_id = $1::uuid",
  "delete from list_accounts where account_id = $1::uuid",
  "delete from filters where account_id = $1::uuid",
  "delete from conversations where account_id = $1::uuid",
  "delete from followed_hashtags where account_id = $1::uuid",
  "delete from featured_hashtags where account_id = $1::uuid",
  "delete from markers where account_id = $1::uuid",
  `update posts c set in_reply_to_id = null from posts p
   where p.account_id = $1::uuid and c.in_reply_to_id = p.id and c.account_id <> $1::uuid`,
  `update posts c set quote_id = null from posts p
   where p.account_id = $1::uuid and c.quote_iri = p.iri and c.account_id <> $1::uuid`,
  "delete from context_notes where post_account_id = $1::uuid",
  "delete from media where account_id = $1::uuid",
  "delete from posts where account_id = $1::uuid",
];

/** Removes what an account published and did. Entries in others' home timelines no longer join, and are pruned later. */
export async function eraseContent(tx: Tx, accountId: string): Promise<void> {
  for (const statement of statements) await run(tx, statement, [accountId]);
}
