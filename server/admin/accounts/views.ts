import type { Role } from "../../accounts/role.ts";
import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../../posts/views/rows.ts";
import type { AccountSummary } from "../../posts/views/types.ts";

/** An account with what only moderators see. */
export interface AdminAccountView {
  id: string;
  account: AccountSummary;
  /** When it was first known here. */
  knownSince: Date;
  sensitized: boolean;
  /** Null for an account of another server, and for one that nobody can sign in to. */
  login: {
    email: string | null;
    role: Role;
    confirmed: boolean;
    approved: boolean;
    disabled: boolean;
    locale: string | null;
    reason: string | null;
    appId: string | null;
    invitedBy: string | null;
  } | null;
  /** Where it was used from, the latest first. */
  addresses: { ip: string; used_at: string }[];
}

export type AdminAccountRow = AccountColumns<"account"> & {
  id: string;
  knownSince: Date;
  sensitized: boolean;
  login: AdminAccountView["login"];
  addresses: AdminAccountView["addresses"] | null;
};

/** SQL: columns and tables, up to the `where`; the account is `t`, its login `l`. */
export const adminAccounts = `
select t.id, t.created_at as "knownSince", t.sensitized, ${accountColumns("t", "account")},
  case when l.account_id is not null then jsonb_build_object('email', l.email, 'role', l.role,
    'confirmed', l.email_confirmed_at is not null, 'approved', l.approved_at is not null,
    'disabled', l.disabled_at is not null, 'locale', l.locale, 'reason', l.sign_up_reason,
    'appId', l.sign_up_app_id,
    'invitedBy', (select i.created_by from invitations i where i.id = l.invitation_id)) end as login,
  case when l.account_id is not null then (
    select jsonb_agg(jsonb_build_object('ip', host(u.address), 'used_at', u.at) order by u.at desc) from (
      select s.address, to_char(max(s.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from (
        select address, used_at as at from account_addresses where account_id = t.id
        union all select l.sign_up_address::inet, l.created_at
        union all select l.current_sign_in_address::inet, l.current_sign_in_at
        union all select l.last_sign_in_address::inet, l.last_sign_in_at) s
      where s.address is not null and s.at is not null
      group by s.address order by 2 desc limit 50) u) end as addresses
from accounts t left join logins l on l.account_id = t.id`;

/** Everybody but the node itself. */
export const isNobodysOwn = "not (t.kind = 'application' and t.domain is null)";

export function adminAccountView(row: AdminAccountRow): AdminAccountView {
  const { id, knownSince, sensitized, login, addresses } = row;
  return {
    id,
    account: accountSummary(row, "account"),
    knownSince,
    sensitized,
    login,
    addresses: addresses ?? [],
  };
}

/** Several accounts, in one statement, by their ids. */
export async function loadAdminAccounts(
  ctx: Pick<Ctx, "sql">,
  ids: readonly string[],
  /** The node's own account, where it stands for people without one. */
  nodeActorId: string | null = null,
): Promise<Map<string, AdminAccountView>> {
  if (ids.length === 0) return new Map();
  const rows = await run<AdminAccountRow>(
    ctx.sql,
    `${adminAccounts} where t.id = any($1::uuid[]) and (${isNobodysOwn} or t.id = $2::uuid)`,
    [ids, nodeActorId],
  );
  return new Map(rows.map((row) => [row.id, adminAccountView(row)]));
}

export async function findAdminAccount(ctx: Pick<Ctx, "sql">, id: string): Promise<AdminAccountView | null> {
  return (await loadAdminAccounts(ctx, [id])).get(id) ?? null;
}
