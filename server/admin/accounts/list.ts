import ipaddr from "ipaddr.js";
import type { Role } from "../../accounts/role.ts";
import type { Ctx } from "../../context.ts";
import type { Listed, PageRequest } from "../../timelines/page.ts";
import { readListed } from "../listed.ts";
import {
  type AdminAccountRow,
  type AdminAccountView,
  adminAccounts,
  adminAccountView,
  isNobodysOwn,
} from "./views.ts";

export interface AccountFilter {
  origin?: "local" | "remote" | null;
  status?: "active" | "pending" | "disabled" | "silenced" | "suspended" | "sensitized" | null;
  /** Any of them. */
  roles?: readonly Role[] | null;
  /** Beginnings, in any case. */
  username?: string | null;
  displayName?: string | null;
  email?: string | null;
  domain?: string | null;
  /** An address or a network. */
  ip?: string | null;
  invitedBy?: string | null;
}

const statuses = {
  active: "t.state = 'active'",
  pending: "l.approved_at is null and l.account_id is not null",
  disabled: "l.disabled_at is not null and t.state = 'active'",
  silenced: "t.limited",
  suspended: "t.state = 'suspended'",
  sensitized: "t.sensitized",
} as const;

/** Accounts known here, as moderators see them, newest first. */
export async function listAdminAccounts(
  ctx: Pick<Ctx, "sql">,
  filter: AccountFilter,
  page: PageRequest,
): Promise<Listed<AdminAccountView>> {
  const conditions = [isNobodysOwn];
  const parameters: unknown[] = [];
  const add = (value: unknown, condition: (parameter: string) => string) => {
    parameters.push(value);
    conditions.push(condition(`$${parameters.length + 2}`));
  };
  const { origin, status, roles, username, displayName, email, domain, ip, invitedBy } = filter;
  if (origin) conditions.push(`t.domain is ${origin === "local" ? "null" : "not null"}`);
  if (status) conditions.push(statuses[status]);
  else conditions.push("t.state <> 'deleted'");
  if (roles) add(roles, (p) => `l.role = any(${p}::text[])`);
  if (username) add(prefix(username), (p) => `lower(t.username) like ${p}::text`);
  if (displayName) add(prefix(displayName), (p) => `lower(t.display_name) like ${p}::text`);
  if (email) add(prefix(email), (p) => `lower(l.email) like ${p}::text`);
  if (domain) add(domain.toLowerCase(), (p) => `t.domain = ${p}::text`);
  if (invitedBy)
    add(
      invitedBy,
      (p) => `l.invitation_id in (select i.id from invitations i where i.created_by = ${p}::uuid)`,
    );
  if (ip) {
    if (!ipaddr.isValid(ip) && !ipaddr.isValidCIDR(ip)) return { items: [], older: null, newer: null };
    add(ip, cameFrom);
  }
  const select = `${adminAccounts} where ${conditions.join(" and ")}`;
  const found = await readListed<AdminAccountRow>(ctx, page, select, parameters);
  return { ...found, items: found.items.map(adminAccountView) };
}

const cameFrom = (network: string) => `(
  exists (select from account_addresses aa where aa.account_id = t.id and aa.address <<= ${network}::text::inet)
  or l.sign_up_address::inet <<= ${network}::text::inet
  or l.current_sign_in_address::inet <<= ${network}::text::inet
  or l.last_sign_in_address::inet <<= ${network}::text::inet)`;

/** What begins like this, with the signs that mean something to `like` taken as themselves. */
function prefix(text: string): string {
  return `${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, "\\$&")}%`;
}
