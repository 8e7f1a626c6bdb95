import type { Ctx } from "../context.ts";
import { readTokenOwner } from "./store/tokens.ts";

/** Whose token it is, also while they may not use their account; null for an application's own. */
export function tokenOwner(ctx: Pick<Ctx, "sql">, tokenId: string): Promise<string | null> {
  return readTokenOwner(ctx.sql, tokenId);
}
