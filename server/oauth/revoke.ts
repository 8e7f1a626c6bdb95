import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { hashSecret } from "../platform/secret.ts";
import type { Runner } from "../platform/statement.ts";
import type { App } from "./apps.ts";
import { deleteToken, deleteTokensOf, readToken } from "./store/tokens.ts";

export type RevokeError = { type: "token/not-own" };

/** Ends a token of an application. One that nobody has is ended already (RFC 7009 §2.2). */
export async function revokeToken(
  ctx: Pick<Ctx, "sql">,
  app: App,
  token: string,
): Promise<Result<undefined, RevokeError>> {
  const row = await readToken(ctx.sql, hashSecret(token));
  if (row === null) return ok();
  if (row.appId !== app.id) return err({ type: "token/not-own" });
  await deleteToken(ctx.sql, row.id);
  return ok();
}

/** Ends every token of an account, with what hangs on it: push subscriptions, streams. */
export function revokeTokensOf(on: Runner, accountId: string): Promise<void> {
  return deleteTokensOf(on, accountId, null);
}

/** Ends what one application may do for an account. */
export function revokeApp(ctx: Pick<Ctx, "sql">, accountId: string, appId: string): Promise<void> {
  return deleteTokensOf(ctx.sql, accountId, appId);
}
