import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { loadPostViews } from "../posts/views/load.ts";
import type { PostView } from "../posts/views/types.ts";

export interface Thread {
  /** From the thread's first known post down to the parent. */
  ancestors: PostView[];
  /** Answers and answers to them, in the order they were written. */
  descendants: PostView[];
}

const MAX_ANCESTORS = 200;
const MAX_DESCENDANTS = 500;
const MAX_DEPTH = 100;

/** `union` and the depth end what peers have tied into a loop. */
export const threadStatement = `
with recursive up as (
  select p.id, p.in_reply_to_id, 0 as depth from posts p where p.id = $1::uuid
  union
  select q.id, q.in_reply_to_id, u.depth + 1 from up u join posts q on q.id = u.in_reply_to_id
  where u.depth < ${MAX_ANCESTORS}
),
down as (
  select $1::uuid as id, 0 as depth
  union
  select q.id, d.depth + 1 from down d join posts q on q.in_reply_to_id = d.id where d.depth < ${MAX_DEPTH}
)
(select id, true as "isAncestor", -depth as place from up where id <> $1::uuid)
union all
(select id, false, 0 from down where id <> $1::uuid limit ${MAX_DESCENDANTS})`;

/** What stands around a post in its conversation, as far as the viewer may see it. */
export async function readThread(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  postId: string,
): Promise<Thread> {
  const around = await run<{ id: string; isAncestor: boolean; place: number }>(ctx.sql, threadStatement, [
    postId,
  ]);
  const views = await loadPostViews(
    ctx,
    viewerId,
    around.map((each) => each.id),
  );
  const viewsOf = (isAncestor: boolean) =>
    around
      .filter((each) => each.isAncestor === isAncestor)
      .sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1))
      .flatMap((each) => views.get(each.id) ?? []);
  const ancestors = [...new Set(viewsOf(true))];
  return { ancestors, descendants: [...new Set(viewsOf(false))].filter((view) => !ancestors.includes(view)) };
}
