import { accountEntity } from "../../api/entities/account.ts";
import { roleEntity } from "../../api/entities/role.ts";
import type { ApiCtx } from "../../context.ts";
import type { AdminAccountView } from "../accounts/views.ts";

/** Mastodon's Admin::Account. What only a login has is null for accounts of other servers. */
export function adminAccountEntity(ctx: Pick<ApiCtx, "uris" | "domains" | "proxy">, view: AdminAccountView) {
  const { account, login, addresses } = view;
  return {
    id: view.id,
    username: account.username,
    domain: account.domain,
    created_at: view.knownSince.toISOString(),
    email: login?.email ?? null,
    ip: addresses[0]?.ip ?? null,
    role: login && roleEntity(login.role),
    confirmed: login?.confirmed ?? null,
    suspended: account.state !== "active",
    silenced: account.limited,
    sensitized: view.sensitized,
    disabled: login?.disabled ?? null,
    approved: login?.approved ?? null,
    locale: login?.locale ?? null,
    invite_request: login?.reason ?? null,
    ...(login?.appId && { created_by_application_id: login.appId }),
    ...(login?.invitedBy && { invited_by_account_id: login.invitedBy }),
    ips: login && addresses,
    account: accountEntity(ctx, account),
  };
}
