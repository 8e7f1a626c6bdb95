import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/**
 * Which posts were written here for everybody to read. What people write to some others is not told: the node's own
 * moderators do not get to read it either.
 */
export async function readLocalPosts(ctx: Pick<Ctx, "sql">, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await run<{ id: string }>(
    ctx.sql,
    `select id from posts where id = any($1::uuid[]) and is_local and visibility in ('public', 'unlisted')`,
    [ids],
  );
  return new Set(rows.map((row) => row.id));
}
