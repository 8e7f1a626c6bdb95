import { loadByIris, loadRoles } from "../accounts/views/summaries.ts";
import type { ApiCtx } from "../context.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import { type AccountEntity, accountEntity } from "./entities/account.ts";
import { accountRoleEntity } from "./entities/role.ts";

type Rendered = Omit<AccountEntity, "roles"> & {
  roles: ReturnType<typeof accountRoleEntity>[];
  moved?: AccountEntity;
};

/**
 * Accounts as Mastodon's Account, with what lies beside them, in the same two statements for one or eighty: who speaks for the
 * node, and where they have moved.
 */
export async function renderAccounts(
  ctx: Pick<ApiCtx, "sql" | "uris" | "proxy">,
  accounts: readonly AccountSummary[],
): Promise<Rendered[]> {
  const [roles, moved] = await Promise.all([
    loadRoles(
      ctx,
      accounts.filter((account) => account.domain === null).map((account) => account.id),
    ),
    loadByIris(
      ctx,
      accounts.flatMap((account) => account.movedTo ?? []),
    ),
  ]);
  return accounts.map((account) => {
    const role = roles.get(account.id);
    const target = account.movedTo === null ? undefined : moved.get(account.movedTo);
    return {
      ...accountEntity(ctx, account),
      roles: role === undefined || account.state !== "active" ? [] : [accountRoleEntity(role)],
      ...(target !== undefined && account.state === "active" && { moved: accountEntity(ctx, target) }),
    };
  });
}

/** One account. */
export async function renderAccount(
  ctx: Pick<ApiCtx, "sql" | "uris" | "proxy">,
  account: AccountSummary,
): Promise<Rendered> {
  const [rendered] = await renderAccounts(ctx, [account]);
  if (rendered === undefined) throw new Error("one account gives one entity");
  return rendered;
}
