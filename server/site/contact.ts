import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../posts/views/rows.ts";
import type { AccountSummary } from "../posts/views/types.ts";

/** The account of whoever runs the node; null before there is one. */
export async function readOwner(ctx: Pick<Ctx, "sql">): Promise<AccountSummary | null> {
  const [row] = await run<AccountColumns<"account">>(
    ctx.sql,
    `select ${accountColumns("a", "account")} from logins l join accounts a on a.id = l.account_id
     where l.role = 'owner' and a.state = 'active' order by l.created_at, a.id limit 1`,
    [],
  );
  return row === undefined ? null : accountSummary(row, "account");
}
