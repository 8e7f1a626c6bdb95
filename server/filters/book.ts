import type { Ctx } from "../context.ts";
import { compileFilters } from "./match.ts";
import type { CompiledFilters, FilterBook } from "./port.ts";
import { readFilters } from "./store.ts";

interface Entry {
  readonly readAt: number;
  readonly filters: Promise<{ written: string; compiled: CompiledFilters }>;
  size: number;
}

const FRESH_MS = 1_000;
/** Accounts, and the size of all their filters. */
const MAX_ENTRIES = 2_000;
const MAX_SIZE = 1_000_000;

/**
 * Keeps filters in memory: readers of timelines would have to read them with every page. Another process's change is seen
 * within a second; what has not changed by then is not compiled again.
 */
export function createFilterBook(ctx: Pick<Ctx, "sql">): FilterBook {
  const entries = new Map<string, Entry>();
  let size = 0;

  function drop(accountId: string): void {
    size -= entries.get(accountId)?.size ?? 0;
    entries.delete(accountId);
  }

  async function read(accountId: string, before: Entry | undefined) {
    const known = await before?.filters.catch(() => undefined);
    const filters = await readFilters(ctx.sql, accountId);
    const written = JSON.stringify(filters);
    return known?.written === written ? known : { written, compiled: compileFilters(filters) };
  }

  async function weigh(accountId: string, entry: Entry): Promise<void> {
    const { compiled } = await entry.filters;
    if (entries.get(accountId) !== entry) return;
    entry.size = compiled.size;
    size += compiled.size;
    for (const oldest of entries.keys()) {
      if (oldest === accountId || (entries.size <= MAX_ENTRIES && size <= MAX_SIZE)) return;
      drop(oldest);
    }
  }

  return {
    async of(accountId) {
      const known = entries.get(accountId);
      if (known && performance.now() - known.readAt < FRESH_MS) return (await known.filters).compiled;
      const entry = { readAt: performance.now(), filters: read(accountId, known), size: 0 };
      drop(accountId);
      entries.set(accountId, entry);
      weigh(accountId, entry).catch(() => {
        if (entries.get(accountId) === entry) drop(accountId);
      });
      return (await entry.filters).compiled;
    },
    forget: drop,
  };
}
