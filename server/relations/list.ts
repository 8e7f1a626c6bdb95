import type { Page } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { type ListedAccount, type ListName, readDomainBlocks, readList } from "./store/lists.ts";

export type { ListedAccount, ListName } from "./store/lists.ts";

const MAX_PAGE = 200;

/**
 * Accounts in relation to one: `followers`, `following`, `requests` (who asks to follow it), `requested` (whom it asks),
 * `blocks`, `mutes`. Newest accounts first.
 *
 * @example const page = await listRelated(ctx, "followers", ana.id, { cursor: null, limit: 40 });
 */
export async function listRelated(
  ctx: Pick<Ctx, "sql" | "clock">,
  name: ListName,
  accountId: string,
  page: { cursor: string | null; limit: number },
): Promise<Page<ListedAccount>> {
  const limit = clamp(page.limit);
  const rows = await readList(ctx, name, accountId, page.cursor, limit + 1);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Domains that an account blocks, in alphabetical order. */
export async function listDomainBlocks(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  page: { cursor: string | null; limit: number },
): Promise<Page<string>> {
  const limit = clamp(page.limit);
  const rows = await readDomainBlocks(ctx, accountId, page.cursor, limit + 1);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1) ?? null) : null };
}

function clamp(limit: number): number {
  return Math.min(Math.max(1, limit), MAX_PAGE);
}
