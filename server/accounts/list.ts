import type { Page } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { readById, readFirstOwner, readLocal, readPage } from "./store/accounts.ts";
import { type AccountView, toView } from "./views.ts";

const MAX_PAGE = 200;

/**
 * Accounts known here, newest first.
 *
 * @param options.limit at most 200
 * @example const page = await listAccounts(ctx, { where: "local", cursor: null, limit: 40 });
 */
export async function listAccounts(
  ctx: Pick<Ctx, "db" | "handleHost">,
  options: { where: "local" | "remote" | "all"; cursor: string | null; limit: number },
): Promise<Page<AccountView>> {
  const limit = Math.min(Math.max(1, options.limit), MAX_PAGE);
  const rows = await readPage(ctx.db, { where: options.where, before: options.cursor, limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => toView(row, ctx.handleHost));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export async function readAccount(
  ctx: Pick<Ctx, "db" | "handleHost">,
  id: string,
): Promise<AccountView | null> {
  const row = await readById(ctx.db, id);
  return row && toView(row, ctx.handleHost);
}

/** A local account by its name, in any case; null also for one that is suspended or deleted. */
export async function findLocalAccount(
  ctx: Pick<Ctx, "db" | "handleHost">,
  username: string,
): Promise<AccountView | null> {
  const row = await readLocal(ctx.db, username);
  return row === null || row.state !== "active" ? null : toView(row, ctx.handleHost);
}

/** Whether a local account was here, and is suspended or deleted. */
export async function isLocalGone(ctx: Pick<Ctx, "db">, username: string): Promise<boolean> {
  const row = await readLocal(ctx.db, username);
  return row !== null && row.state !== "active";
}

/** Who owns the node: the oldest owner's account; null while there is none. */
export async function findOwner(ctx: Pick<Ctx, "db" | "handleHost">): Promise<AccountView | null> {
  const row = await readFirstOwner(ctx.db);
  return row && toView(row, ctx.handleHost);
}
