import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { completeViews } from "../posts/views/load.ts";
import { type PostViewRow, postColumns } from "../posts/views/rows.ts";
import type { PostView } from "../posts/views/types.ts";

/** What has become of something. */
export type Present = "there" | "removed" | "gone";

/**
 * A post as it is now, for moderators: whoever it was for, and also where moderators have removed it.
 *
 * @returns null for one that its author has deleted, or that is not known here
 */
export async function presentPost(
  ctx: Pick<Ctx, "sql" | "clock">,
  id: string,
): Promise<{ post: PostView; state: Present } | null> {
  const [row] = await run<PostViewRow & { isRemoved: boolean }>(
    ctx.sql,
    `select ${postColumns("$1::uuid")}, p.removed_at is not null as "isRemoved"
     from posts p join accounts a on a.id = p.account_id
     where p.id = $2::uuid and (p.deleted_at is null or p.removed_at is not null)`,
    [null, id],
  );
  if (row === undefined) return null;
  const post = (await completeViews(ctx, null, [row])).get(row.id);
  return post === undefined ? null : { post, state: row.isRemoved ? "removed" : "there" };
}
