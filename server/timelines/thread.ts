import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { loadPostViews } from "../posts/views/load.ts";
import type { PostView } from "../posts/views/types.ts";

export interface Thread {
  /** From the thread's first known post down to the parent. */
  ancestors: PostView[];
  /** Each answer with the answers to it below, the older ones first; what authors add to their own posts before all others. */
  descendants: PostView[];
}

interface ThreadLimits {
  ancestors: number;
  descendants: number;
  depth: number;
}

/** Mastodon's. */
const forAnybody: ThreadLimits = { ancestors: 40, descendants: 60, depth: 20 };
const forAccounts: ThreadLimits = { ancestors: 4_096, descendants: 4_096, depth: 4_096 };

interface ThreadRow {
  id: string;
  parentId: string | null;
  isAncestor: boolean;
  depth: number;
}

/**
 * Parameters: the post, how many ancestors, descendants and levels. Every post has one parent, so that a loop below the
 * post would have to come back to it; above it, the depth ends what peers have tied into one.
 */
export const threadStatement = `
with recursive up as (
  select p.id, p.in_reply_to_id, 0 as depth from posts p where p.id = $1::uuid
  union all
  select q.id, q.in_reply_to_id, u.depth + 1 from up u join posts q on q.id = u.in_reply_to_id
  where u.depth < $2::int
),
down as (
  select $1::uuid as id, null::uuid as parent, 0 as depth
  union all
  select q.id, d.id, d.depth + 1 from down d join posts q on q.in_reply_to_id = d.id
  where d.depth < $4::int and q.id <> $1::uuid
)
(select id, null::uuid as "parentId", true as "isAncestor", depth from up where id <> $1::uuid)
union all
(select id, parent, false, depth from down where id <> $1::uuid limit $3::int)`;

/**
 * What stands around a post in its conversation, as far as the viewer may see it; a few levels of it for whoever has no
 * account here. Two statements, and those of a page.
 *
 * @example const { ancestors, descendants } = await readThread(ctx, viewerId, postId);
 */
export async function readThread(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  postId: string,
): Promise<Thread> {
  const limits = viewerId === null ? forAnybody : forAccounts;
  const rows = await run<ThreadRow>(ctx.sql, threadStatement, [
    postId,
    limits.ancestors,
    // What is cut off must be cut off at the end of the order below, not of the database's.
    forAccounts.descendants,
    limits.depth,
  ]);
  const above = ancestorIds(rows);
  const below = inTreeOrder(rows, postId, limits.descendants).filter((id) => !above.includes(id));
  const views = await loadPostViews(ctx, viewerId, [...above, ...below]);
  const viewsOf = (ids: readonly string[]) => ids.flatMap((id) => views.get(id) ?? []);
  return { ancestors: viewsOf(above), descendants: continuationsFirst(viewsOf(below)) };
}

function ancestorIds(rows: readonly ThreadRow[]): string[] {
  const ancestors = rows.filter((row) => row.isAncestor).sort((a, b) => a.depth - b.depth);
  return [...new Set(ancestors.map((row) => row.id))].reverse();
}

/** Depth first, siblings by age. */
function inTreeOrder(rows: readonly ThreadRow[], rootId: string, most: number): string[] {
  const children = new Map<string, string[]>();
  for (const { id, parentId } of rows) {
    if (parentId === null) continue;
    const siblings = children.get(parentId);
    if (siblings === undefined) children.set(parentId, [id]);
    else siblings.push(id);
  }
  const newestFirst = (parent: string) => (children.get(parent) ?? []).sort((a, b) => (a < b ? 1 : -1));
  const order: string[] = [];
  const stack = newestFirst(rootId);
  while (order.length < most) {
    const id = stack.pop();
    if (id === undefined) break;
    order.push(id);
    stack.push(...newestFirst(id));
  }
  return order;
}

function continuationsFirst(posts: readonly PostView[]): PostView[] {
  const isContinuation = (post: PostView) => post.inReplyTo?.accountId === post.account.id;
  return [...posts.filter(isContinuation), ...posts.filter((post) => !isContinuation(post))];
}
