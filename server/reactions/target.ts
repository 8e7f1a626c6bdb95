import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/**
 * The post that an id stands for: its own, or that of the boost. Whether it is there, or may be seen, is for others to say:
 * what one has done to a post can be taken back also when it is out of sight.
 */
export async function targetOf(ctx: Pick<Ctx, "sql">, id: string): Promise<string> {
  const [boost] = await run<{ postId: string }>(
    ctx.sql,
    `select post_id as "postId" from boosts where id = $1::uuid`,
    [id],
  );
  return boost?.postId ?? id;
}
