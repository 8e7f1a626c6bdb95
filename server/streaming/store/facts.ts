import { type Runner, run } from "../../platform/statement.ts";

/** What a viewer has done with a post; most viewers have done nothing with what is new. */
export interface Facts {
  liked: boolean;
  boosted: boolean;
  bookmarked: boolean;
  mutedConversation: boolean;
  /** Positions chosen in its poll. */
  chosen: number[];
  /** Emojis they reacted with. */
  reactions: string[];
}

interface Row {
  viewerId: string;
  postId: string;
  what: "liked" | "boosted" | "bookmarked" | "muted" | "chosen" | "reacted";
  detail: string | null;
}

/** By post, by viewer; only those who have done something. */
export type FactsByPost = ReadonlyMap<string, ReadonlyMap<string, Facts>>;

export async function readFacts(
  on: Runner,
  viewerIds: readonly string[],
  postIds: readonly string[],
): Promise<FactsByPost> {
  const facts = new Map<string, Map<string, Facts>>();
  if (viewerIds.length === 0 || postIds.length === 0) return facts;
  for (const { viewerId, postId, what, detail } of await run<Row>(on, statement, [viewerIds, postIds])) {
    const ofPost = facts.get(postId) ?? new Map<string, Facts>();
    const known = ofPost.get(viewerId) ?? nothing();
    facts.set(postId, ofPost);
    ofPost.set(viewerId, known);
    if (what === "liked") known.liked = true;
    else if (what === "boosted") known.boosted = true;
    else if (what === "bookmarked") known.bookmarked = true;
    else if (what === "muted") known.mutedConversation = true;
    else if (what === "chosen") known.chosen.push(Number(detail));
    else known.reactions.push(detail ?? "");
  }
  return facts;
}

function nothing(): Facts {
  return {
    liked: false,
    boosted: false,
    bookmarked: false,
    mutedConversation: false,
    chosen: [],
    reactions: [],
  };
}

const by = (alias: string) => `${alias}.post_id = any($2::uuid[]) and ${alias}.account_id = any($1::uuid[])`;

const statement = `
select r.account_id as "viewerId", r.post_id as "postId",
  case r.kind when 'like' then 'liked' else 'reacted' end as what, r.emoji as detail from reactions r where ${by("r")}
union all
select b.account_id, b.post_id, 'boosted', null from boosts b where ${by("b")}
union all
select k.account_id, k.post_id, 'bookmarked', null from bookmarks k where ${by("k")}
union all
select v.account_id, v.post_id, 'chosen', v.position::text from poll_votes v where ${by("v")}
union all
select m.account_id, p.id, 'muted', null from posts p
join conversation_mutes m on m.conversation_id = p.conversation_id
where p.id = any($2::uuid[]) and m.account_id = any($1::uuid[])`;
