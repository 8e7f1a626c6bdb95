import type { Ctx } from "../context.ts";
import { changeAccount } from "./store/accounts.ts";

/** What the node's rules do to an account, and the labels they give it, until its profile says something else. */
export async function changeMarks(
  ctx: Pick<Ctx, "db">,
  accountId: string,
  marks: { ruleFilters: string[]; ruleLabels: string[] },
): Promise<void> {
  await ctx.db.transaction((tx) => changeAccount(tx, accountId, marks));
}
