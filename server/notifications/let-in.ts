import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** Whatever an account's policy says about strangers, this one may notify it: it has asked for an answer. */
export async function letIn(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  fromAccountId: string,
): Promise<void> {
  await run(
    ctx.sql,
    `insert into notification_permissions (account_id, from_account_id, created_at)
     values ($1::uuid, $2::uuid, $3::timestamptz) on conflict do nothing`,
    [accountId, fromAccountId, ctx.clock.now()],
  );
}
