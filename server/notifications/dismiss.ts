import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** Forgets everything that an account was told, and the requests that wait. */
export async function clearNotifications(ctx: Pick<Ctx, "sql">, accountId: string): Promise<void> {
  await run(
    ctx.sql,
    `with requests as (delete from notification_requests where account_id = $1::uuid)
     delete from notifications where account_id = $1::uuid`,
    [accountId],
  );
}

/** Forgets one notification. False when the account has none with that id. */
export async function dismissNotification(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  id: string,
): Promise<boolean> {
  const rows = await run(
    ctx.sql,
    "delete from notifications where account_id = $1::uuid and id = $2::uuid returning id",
    [accountId, id],
  );
  return rows.length > 0;
}

/** Forgets a group; nothing happens when there is none. */
export async function dismissGroup(ctx: Pick<Ctx, "sql">, accountId: string, key: string): Promise<void> {
  await run(ctx.sql, "delete from notifications where account_id = $1::uuid and group_key = $2::text", [
    accountId,
    key,
  ]);
}
