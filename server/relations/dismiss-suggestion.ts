import type { Ctx } from "../context.ts";
import { insertDismissal } from "./store/suggestions.ts";

/** Somebody does not want to be shown an account again as one to follow. An account that does not exist is none to show. */
export async function dismissSuggestion(
  ctx: Pick<Ctx, "sql">,
  { accountId, targetId }: { accountId: string; targetId: string },
): Promise<void> {
  await insertDismissal(ctx.sql, accountId, targetId);
}
