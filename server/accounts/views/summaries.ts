import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../../posts/views/rows.ts";
import type { AccountSummary } from "../../posts/views/types.ts";
import type { Role } from "../role.ts";

type Deps = Pick<Ctx, "sql">;
type Row = AccountColumns<"account">;

/**
 * SQL: whether an account is there for others. Not what has been deleted, nor who has joined and is not let in yet.
 *
 * @param account alias of the row of `accounts`
 */
export function isShown(account: string): string {
  return `(${account}.state <> 'deleted' and not exists (select from logins nl where nl.account_id = ${account}.id
    and (nl.email_confirmed_at is null or nl.approved_at is null)))`;
}

/** Accounts in the order of their ids; those that are not there are left out. */
export async function loadSummaries(ctx: Deps, ids: readonly string[]): Promise<AccountSummary[]> {
  if (ids.length === 0) return [];
  const rows = await run<Row>(
    ctx.sql,
    `select ${accountColumns("a", "account")} from unnest($1::uuid[]) with ordinality as i(id, at)
     join accounts a on a.id = i.id where ${isShown("a")} order by i.at`,
    [ids],
  );
  return rows.map((row) => accountSummary(row, "account"));
}

export async function findSummary(ctx: Deps, id: string): Promise<AccountSummary | null> {
  const [found] = await loadSummaries(ctx, [id]);
  return found ?? null;
}

/** @param domain null for this node's */
export async function findSummaryByHandle(
  ctx: Deps,
  username: string,
  domain: string | null,
): Promise<AccountSummary | null> {
  const [row] = await run<Row>(
    ctx.sql,
    `select ${accountColumns("a", "account")} from accounts a
     where lower(a.username) = lower($1::text) and ${domain === null ? "a.domain is null and $2::text is null" : "a.domain = $2::text"}
       and ${isShown("a")} limit 1`,
    [username, domain],
  );
  return row === undefined ? null : accountSummary(row, "account");
}

/** Where accounts have moved to, by the IRI that they name. */
export async function loadByIris(ctx: Deps, iris: readonly string[]): Promise<Map<string, AccountSummary>> {
  if (iris.length === 0) return new Map();
  const rows = await run<Row>(
    ctx.sql,
    `select ${accountColumns("a", "account")} from accounts a where a.iri = any($1::text[]) and ${isShown("a")}`,
    [iris],
  );
  return new Map(rows.map((row) => [row.accountIri, accountSummary(row, "account")]));
}

/** Who of some accounts speaks for the node. */
export async function loadRoles(ctx: Deps, ids: readonly string[]): Promise<Map<string, Role>> {
  if (ids.length === 0) return new Map();
  const rows = await run<{ id: string; role: Role }>(
    ctx.sql,
    `select account_id as id, role from logins where account_id = any($1::uuid[]) and role <> 'member'`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.role]));
}
