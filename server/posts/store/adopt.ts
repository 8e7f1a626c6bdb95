import { type Runner, run } from "../../platform/statement.ts";
import { belongsInHome, localFollower, wantsLanguage } from "../../timelines/rules.ts";
import { countsReplies } from "./remove.ts";

/**
 * Links the replies and quotes that came before the post they point at. Replies bring their part of the conversation
 * along and reach the home timelines that they had to wait for.
 */
export async function adoptOrphans(on: Runner, parentId: string): Promise<void> {
  await run(on, quotes, [parentId]);
  const adopted = await run<{ conversation: string; joined: string }>(on, replies, [parentId]);
  const into = adopted[0]?.joined;
  if (into === undefined) return;
  const merged = [...new Set(adopted.map((each) => each.conversation))].filter((id) => id !== into);
  if (merged.length > 0) await run(on, merge, [into, merged]);
}

// A quote of oneself needs no consent. Quotes of local posts never wait: what they quote was here first.
const quotes = `
update posts q set quote_id = p.id,
  quote_state = case when p.account_id = q.account_id and not q.is_local then 'accepted' else q.quote_state end
from posts p
where p.id = $1::uuid and q.quote_iri = p.iri and q.quote_id is null`;

const replies = `
with parent as (
  select id, iri, account_id, conversation_id from posts where id = $1::uuid
),
child as (
  update posts o set in_reply_to_id = p.id, in_reply_to_account_id = p.account_id
  from parent p
  where o.in_reply_to_iri = p.iri and o.in_reply_to_id is null and o.id <> p.id
  returning o.id, o.account_id, o.visibility, o.language, o.in_reply_to_iri, o.in_reply_to_account_id, o.deleted_at,
    o.conversation_id, p.conversation_id as joined
),
counted as (
  update posts p set replies_count = p.replies_count + c.n
  from (select count(*)::int as n from child where deleted_at is null) c where p.id = $1::uuid and ${countsReplies("p")} and c.n > 0
),
home as (
  insert into home_entries (account_id, entry_id, post_id)
  select f.follower_id, c.id, c.id from child c join follows f on f.followee_id = c.account_id
    and ${localFollower("f")}
  where c.deleted_at is null and ${belongsInHome("c", "f.follower_id")} and ${wantsLanguage("f", "c.language")}
  on conflict do nothing
)
select conversation_id as conversation, joined from child`;

const merge = `
with muted as (
  insert into conversation_mutes (account_id, conversation_id)
  select distinct m.account_id, $1::uuid from conversation_mutes m where m.conversation_id = any($2::uuid[])
  on conflict do nothing
),
unmuted as (delete from conversation_mutes where conversation_id = any($2::uuid[]))
update posts set conversation_id = $1::uuid where conversation_id = any($2::uuid[])`;
