import type { Role } from "../accounts/login.ts";
import type { Authenticated } from "../api/admit.ts";
import type { Ctx } from "../context.ts";
import { hashSecret } from "../platform/secret.ts";
import { run } from "../platform/statement.ts";

export { hashSecret } from "../platform/secret.ts";

interface Row {
  id: string;
  appId: string;
  scopes: string[];
  accountId: string | null;
  role: Role | null;
  state: string | null;
}

/** Who a token stands for, looked up by its hash. */
export async function authenticate(
  ctx: Pick<Ctx, "sql">,
  token: string | null,
): Promise<Authenticated | null | "invalid"> {
  if (token === null) return null;
  const [row] = await run<Row>(ctx.sql, statement, [hashSecret(token)]);
  if (row === undefined) return "invalid";
  const { id, appId, scopes, accountId } = row;
  return {
    token: { id, appId, scopes },
    viewer: accountId === null ? null : { accountId, role: row.role ?? "member" },
    obstacle: accountId !== null && row.state !== "active" ? "Your login is currently disabled" : null,
  };
}

const statement = `
select t.id, t.app_id as "appId", t.scopes, t.account_id as "accountId", l.role, a.state
from oauth_tokens t left join accounts a on a.id = t.account_id left join logins l on l.account_id = t.account_id
where t.token_hash = $1::text`;
