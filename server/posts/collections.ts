import type { CollectionPort, Page } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";

type PostCollections = Pick<
  CollectionPort,
  "outbox" | "featured" | "replies" | "likes" | "shares" | "context" | "localPostsCount"
>;

const PAGE = 20;
const LEAST = "00000000-0000-0000-0000-000000000000";
const GREATEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * The collections of posts that other servers may page through. Cursors are the id of the last item. Only what is public
 * or unlisted is in them.
 */
export function createPostCollections(ctx: Pick<Ctx, "sql" | "clock">): PostCollections {
  const { sql } = ctx;
  return {
    outbox: async (accountId, cursor) => {
      const rows = await run<{ id: string; kind: "post" | "boost" }>(sql, outbox, [
        accountId,
        cursor ?? GREATEST,
      ]);
      return pageOf(rows, ({ id, kind }) => ({ id, kind }));
    },
    featured: async (accountId) => {
      const rows = await run<{ id: string }>(sql, featured, [accountId]);
      return rows.map((row) => row.id);
    },
    replies: (postId, cursor) => iris(sql, replies, postId, cursor),
    context: (conversationId, cursor) => iris(sql, context, conversationId, cursor),
    likes: (postId) => count(sql, "select likes_count as n from posts where id = $1::uuid", postId),
    shares: (postId) => count(sql, "select boosts_count as n from posts where id = $1::uuid", postId),
    async localPostsCount() {
      const [row] = await run<Awaited<ReturnType<CollectionPort["localPostsCount"]>>>(sql, usage, [
        ctx.clock.now(),
      ]);
      return row ?? { posts: 0, accounts: 0, activeMonth: 0, activeHalfYear: 0 };
    },
  };
}

const open = (post: string) => `${post}.visibility in ('public', 'unlisted') and ${post}.deleted_at is null`;

const outbox = `
(select p.id, 'post' as kind from posts p
 where p.account_id = $1::uuid and p.id < $2::uuid and ${open("p")} order by p.id desc limit ${PAGE})
union all
(select b.id, 'boost' from boosts b join posts p on p.id = b.post_id
 where b.account_id = $1::uuid and b.id < $2::uuid and b.visibility <> 'followers' and ${open("p")}
 order by b.id desc limit ${PAGE})
order by id desc limit ${PAGE}`;

const featured = `
select p.id from pins n join posts p on p.id = n.post_id
where n.account_id = $1::uuid and ${open("p")} order by n.created_at desc, p.id desc`;

const replies = `
select p.id, p.iri from posts p
where p.in_reply_to_id = $1::uuid and p.id > $2::uuid and ${open("p")} order by p.id limit ${PAGE}`;

const context = `
select p.id, p.iri from posts p
where p.conversation_id = $1::uuid and p.id > $2::uuid and ${open("p")} order by p.id limit ${PAGE}`;

/** NodeInfo's numbers. Somebody is active who published within 30, or 180, days. */
const usage = `
select coalesce(sum(posts_count), 0)::int as posts, count(*)::int as accounts,
  count(*) filter (where last_post_at > $1::timestamptz - interval '30 days')::int as "activeMonth",
  count(*) filter (where last_post_at > $1::timestamptz - interval '180 days')::int as "activeHalfYear"
from accounts where domain is null and state = 'active' and kind <> 'application'`;

async function iris(on: Runner, statement: string, id: string, cursor: string | null): Promise<Page<Iri>> {
  const rows = await run<{ id: string; iri: Iri }>(on, statement, [id, cursor ?? LEAST]);
  return pageOf(rows, (row) => row.iri);
}

function pageOf<Row extends { id: string }, T>(rows: Row[], item: (row: Row) => T): Page<T> {
  const last = rows.at(-1);
  return { items: rows.map(item), next: rows.length === PAGE && last !== undefined ? last.id : null };
}

async function count(on: Runner, statement: string, postId: string): Promise<number> {
  const [row] = await run<{ n: number }>(on, statement, [postId]);
  return row?.n ?? 0;
}
