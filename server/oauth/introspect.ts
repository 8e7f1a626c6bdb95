import type { Ctx } from "../context.ts";
import { hashSecret } from "../platform/secret.ts";
import type { App } from "./apps.ts";
import { readToken } from "./store/tokens.ts";

/** What a token is (RFC 7662 §2.2). One of another application is told from one that nobody has by nothing. */
export type Introspection =
  | { active: false }
  | {
      active: true;
      scope: string;
      client_id: string;
      token_type: "Bearer";
      iat: number;
      username?: string;
      sub?: string;
    };

export async function introspect(
  ctx: Pick<Ctx, "sql" | "uris">,
  app: App,
  token: string,
): Promise<Introspection> {
  const row = await readToken(ctx.sql, hashSecret(token));
  if (row === null || row.appId !== app.id) return { active: false };
  const { accountId, username } = row;
  return {
    active: true,
    scope: row.scopes.join(" "),
    client_id: app.clientId,
    token_type: "Bearer",
    iat: Math.floor(row.createdAt.getTime() / 1000),
    ...(accountId !== null && username !== null && { username, sub: ctx.uris.account(accountId) }),
  };
}
