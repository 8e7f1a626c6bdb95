import type { ModerationCtx } from "../ports.ts";
import type { ListEntry, PolicyList } from "./lists/list.ts";
import { readEntries, readList, readLists } from "./store/lists.ts";

type Deps = Pick<ModerationCtx, "db">;

/** Every list, by name. */
export async function listLists(ctx: Deps): Promise<readonly PolicyList[]> {
  return readLists(ctx.db);
}

/**
 * A list with a page of its entries.
 *
 * @param options.after the last entry of the page before
 * @param options.containing only entries with this in them, in any case
 * @param options.limit at most 1,000
 */
export async function showList(
  ctx: Deps,
  name: string,
  options: { after?: string | null; containing?: string | null; limit?: number } = {},
): Promise<{ list: PolicyList; entries: readonly ListEntry[] } | null> {
  const { after = null, containing = null, limit = 100 } = options;
  const list = await readList(ctx.db, name);
  if (list === null) return null;
  const most = Math.min(Math.max(limit, 1), 1_000);
  return { list, entries: await readEntries(ctx.db, list.id, { after, containing, limit: most }) };
}

const BATCH = 10_000;

/** All entries, a batch at a time: a list of a million is never in memory as a whole. */
export async function* exportList(ctx: Deps, list: PolicyList): AsyncGenerator<readonly ListEntry[]> {
  for (let after: string | null = null; ; ) {
    const batch = await readEntries(ctx.db, list.id, { after, containing: null, limit: BATCH });
    if (batch.length > 0) yield batch;
    after = batch.at(-1)?.entry ?? null;
    if (batch.length < BATCH) return;
  }
}
