import { type Obstacle, obstacleOf } from "../accounts/obstacle.ts";
import type { Role } from "../accounts/role.ts";
import type { Authenticated } from "../api/admit.ts";
import type { Ctx } from "../context.ts";
import { hashSecret } from "../platform/secret.ts";
import { run } from "../platform/statement.ts";

interface Row {
  id: string;
  appId: string;
  scopes: string[];
  accountId: string | null;
  lastUsedAt: Date | null;
  state: string | null;
  /** Null for an account that nobody signs in to, such as a bot's. */
  role: Role | null;
  emailConfirmedAt: Date | null;
  approvedAt: Date | null;
  disabledAt: Date | null;
}

/** Mastodon's words. */
const obstacles: Record<Obstacle, string> = {
  unconfirmed: "Your login is missing a confirmed e-mail address",
  pending: "Your login is currently pending approval",
  disabled: "Your login is currently disabled",
};

const TOUCH_EVERY_MS = 3_600_000;

/**
 * Who a token stands for, looked up by its hash. One of a deleted account is nobody's any more.
 *
 * @param address where it came from, noted with the time once an hour
 */
export async function authenticate(
  ctx: Pick<Ctx, "sql" | "clock">,
  token: string | null,
  address: string | null = null,
): Promise<Authenticated | null | "invalid"> {
  if (token === null) return null;
  const [row] = await run<Row>(ctx.sql, statement, [hashSecret(token)]);
  if (row === undefined) return "invalid";
  const now = ctx.clock.now();
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > TOUCH_EVERY_MS)
    await run(ctx.sql, touch, [row.id, now, address]);
  const { id, appId, scopes, accountId } = row;
  return {
    token: { id, appId, scopes },
    viewer: accountId === null ? null : { accountId, role: row.role ?? "member" },
    obstacle: accountId === null ? null : obstacleIn(row),
  };
}

function obstacleIn(row: Row): string | null {
  const obstacle = row.role === null ? (row.state === "active" ? null : "disabled") : obstacleOf(row);
  return obstacle && obstacles[obstacle];
}

const statement = `
select t.id, t.app_id as "appId", t.scopes, t.account_id as "accountId", t.last_used_at as "lastUsedAt", a.state, l.role,
  l.email_confirmed_at as "emailConfirmedAt", l.approved_at as "approvedAt", l.disabled_at as "disabledAt"
from oauth_tokens t left join accounts a on a.id = t.account_id left join logins l on l.account_id = t.account_id
where t.token_hash = $1::text and a.state is distinct from 'deleted'`;

const touch = `
update oauth_tokens set last_used_at = $2::timestamptz, last_used_address = coalesce($3::text, last_used_address)
where id = $1::uuid`;
