import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** Whether an account deleted a post that anybody could read. What it showed to some only was never there for others. */
export async function wasDeleted(
  ctx: Pick<Ctx, "sql">,
  post: { id: string; username: string },
): Promise<boolean> {
  const rows = await run(
    ctx.sql,
    `select from posts p join accounts a on a.id = p.account_id
     where p.id = $1::uuid and p.deleted_at is not null and p.visibility in ('public', 'unlisted')
       and a.domain is null and lower(a.username) = lower($2::text)`,
    [post.id, post.username],
  );
  return rows.length > 0;
}
