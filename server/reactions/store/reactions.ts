import type { ReactionKind } from "#federation/ports.ts";
import { mayNotify } from "../../notifications/rule.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { visibleTo } from "../../posts/visible.ts";
import { isCovered, type StoredReaction, type Withdrawn } from "./boosts.ts";

/** UTF-16 units: room for the longest sequences of Unicode and for shortcodes. */
export const MAX_EMOJI = 64;

export interface NewReaction {
  id: string;
  iri: string;
  accountId: string;
  post: { id: string } | { iri: string };
  kind: ReactionKind;
  emoji: string;
  emojiUrl: string | null;
  notification: string;
  /** When it was made, as its server says: later than the end of another by the same id, it is a new one. */
  claimedAt?: Date | null;
}

export async function insertReaction(on: Runner, reaction: NewReaction, now: Date): Promise<StoredReaction> {
  const [stored] = await run<StoredReaction>(on, insert, [
    reaction.id,
    reaction.iri,
    reaction.accountId,
    "id" in reaction.post ? reaction.post.id : null,
    "iri" in reaction.post ? reaction.post.iri : null,
    reaction.kind,
    reaction.emoji,
    reaction.emojiUrl,
    reaction.notification,
    now,
    reaction.claimedAt ?? null,
  ]);
  return stored ?? { postId: null, isNew: false, isUndone: false, isAllowed: false };
}

const insert = `
with target as materialized (
  select p.id, p.account_id, p.conversation_id, ${visibleTo("p", "$3::uuid")} as allowed
  from posts p where (p.id = $4::uuid or p.iri = $5::text) and p.deleted_at is null
),
undone as materialized (
  select exists (select from tombstones t where t.iri = $2::text and ${isCovered("t", "$11")}) as yes
),
fresh as (
  insert into reactions (id, iri, account_id, post_id, kind, emoji, emoji_url, created_at)
  select $1::uuid, $2::text, $3::uuid, t.id, $6::text, $7::text, $8::text, $10::timestamptz from target t, undone u
  where t.allowed and not u.yes
  on conflict do nothing returning account_id, post_id, kind, emoji
),
counted as (
  update posts p set likes_count = p.likes_count + 1 from fresh f where p.id = f.post_id and f.kind = 'like'
),
notified as (
  insert into notifications (id, account_id, kind, from_account_id, post_id, emoji, created_at)
  select $9::uuid, t.account_id, case f.kind when 'emoji' then 'reaction' else 'like' end, f.account_id, t.id,
    nullif(f.emoji, ''), $10::timestamptz
  from fresh f, target t
  where f.kind <> 'dislike' and ${mayNotify("t.account_id", "f.account_id", "$10", "t.conversation_id")}
  on conflict do nothing
)
select t.id as "postId", exists (select from fresh) as "isNew", u.yes as "isUndone",
  coalesce(t.allowed, false) as "isAllowed"
from undone u left join target t on true`;

export interface WithdrawnReaction extends Withdrawn {
  kind: ReactionKind;
  emoji: string;
}

/** Takes a reaction back, by its own id or by what it was; null when there is none. */
export async function deleteReaction(
  on: Runner,
  undone: {
    accountId: string;
    iri?: string | null;
    was?: { postId: string; kind: ReactionKind; emoji: string } | null;
  },
): Promise<WithdrawnReaction | null> {
  const { accountId, iri = null, was } = undone;
  const parameters = [accountId, iri, was?.postId ?? null, was?.kind ?? null, was?.emoji ?? null];
  const rows = await run<WithdrawnReaction>(on, remove, parameters);
  return rows[0] ?? null;
}

const remove = `
with gone as (
  delete from reactions r where r.account_id = $1::uuid
    and (r.iri = $2::text or (r.post_id = $3::uuid and r.kind = $4::text and r.emoji = $5::text))
  returning r.iri, r.account_id, r.post_id, r.kind, r.emoji
),
counted as (
  update posts p set likes_count = greatest(p.likes_count - 1, 0)
  from gone g where p.id = g.post_id and g.kind = 'like'
),
unnotified as (
  delete from notifications n using gone g
  where n.kind = case g.kind when 'emoji' then 'reaction' else 'like' end and n.post_id = g.post_id
    and n.from_account_id = g.account_id and n.emoji is not distinct from nullif(g.emoji, '')
)
select iri, post_id as "postId", kind, emoji from gone`;
