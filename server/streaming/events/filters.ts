import type { Change } from "../../changes/feed.ts";
import type { ApiCtx } from "../../context.ts";
import { filterResultEntity } from "../../filters/entities.ts";
import type { CompiledFilters } from "../../filters/port.ts";
import { run } from "../../platform/statement.ts";
import type { PostView } from "../../posts/views/types.ts";

/** What a viewer's filters say of posts, by post: Mastodon's FilterResults. Empty for nearly everybody. */
export type FilteredFor = (
  viewerId: string,
  posts: readonly PostView[],
) => ReadonlyMap<string, readonly unknown[]>;

export interface Filters {
  /** Reads what is not known yet: one statement for all viewers, and one for each who has filters. */
  load(viewerIds: readonly string[]): Promise<FilteredFor>;
  /** The log says whose have changed. */
  forget(changes: readonly Change[]): void;
  /** For a while nobody read the log: what has changed meanwhile was not heard of. */
  forgetAll(): void;
}

const AT_ONCE = 8;
/** Accounts, and the size of all their filters. */
const MAX_KNOWN = 20_000;
const MAX_SIZE = 1_000_000;

const nothing: ReadonlyMap<string, readonly unknown[]> = new Map();

/**
 * The filters of those who listen, for as long as the log does not say that they have changed. Two thousand readers of
 * one post would otherwise be asked about one by one.
 */
export function createFilters(ctx: Pick<ApiCtx, "sql" | "clock" | "filters">): Filters {
  /** Null for accounts without filters. */
  const known = new Map<string, CompiledFilters | null>();
  let size = 0;

  function keep(accountId: string, filters: CompiledFilters | null): void {
    size += filters?.size ?? 0;
    if (known.size >= MAX_KNOWN || size > MAX_SIZE) {
      known.clear();
      size = filters?.size ?? 0;
    }
    known.set(accountId, filters);
  }

  return {
    async load(viewerIds) {
      const loaded = new Map<string, CompiledFilters | null>();
      const missing = viewerIds.filter((id) => !known.has(id));
      const having = missing.length === 0 ? [] : await run<{ id: string }>(ctx.sql, withFilters, [missing]);
      for (let at = 0; at < having.length; at += AT_ONCE) {
        const some = having.slice(at, at + AT_ONCE);
        await Promise.all(some.map(async ({ id }) => loaded.set(id, await ctx.filters.of(id))));
      }
      for (const id of missing) keep(id, loaded.get(id) ?? null);
      for (const id of viewerIds) loaded.set(id, loaded.get(id) ?? known.get(id) ?? null);
      const now = ctx.clock.now();
      return (viewerId, posts) => {
        const filters = loaded.get(viewerId);
        if (!filters || filters.isEmpty) return nothing;
        const filtered = posts.flatMap((post) => {
          const matches = post.account.id === viewerId ? [] : filters.match(post, now);
          const results = matches.map((match) => filterResultEntity(match, post.id));
          return results.length === 0 ? [] : [[post.id, results] as const];
        });
        return filtered.length === 0 ? nothing : new Map(filtered);
      };
    },
    forget(changes) {
      for (const { kind, accountId } of changes) {
        if (kind !== "filters.changed" || accountId === null) continue;
        size -= known.get(accountId)?.size ?? 0;
        known.delete(accountId);
        ctx.filters.forget(accountId);
      }
    },
    forgetAll() {
      known.clear();
      size = 0;
    },
  };
}

const withFilters = `
select v.id from unnest($1::uuid[]) as v(id) where exists (select from filters f where f.account_id = v.id)`;
