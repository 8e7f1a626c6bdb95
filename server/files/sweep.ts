import { MediaStoreError } from "#media/storage/port.ts";
import type { ApiCtx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import { nameOfUrl } from "./address.ts";
import { lockFiles } from "./hold.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "uris" | "files">;

/** Names that a statement asks for at a time. */
const BATCH = 1_000;
/** Files that are removed while nobody can put one, and how many at a time: nobody waits for long. */
const REMOVED_AT_A_TIME = 64;
const REMOVED_AT_ONCE = 8;

/**
 * SQL: whether something of this node uses the file `n.name`. Whatever comes to keep files adds its own, with an index: each is
 * asked once for every file there is, and `offset 0` has it use that index rather than read the table. Addresses are compared
 * by their ends, as media may have been served elsewhere before.
 */
const uses = [
  "exists (select from accounts a where a.domain is null and substring(a.avatar_url from '[^/]+$') = n.name offset 0)",
  "exists (select from accounts a where a.domain is null and substring(a.header_url from '[^/]+$') = n.name offset 0)",
  "exists (select from media_files f where f.file = n.name offset 0)",
  "exists (select from custom_emojis e where e.file = n.name or e.static_file = n.name offset 0)",
  "exists (select from remote_media r where r.file = n.name offset 0)",
  "exists (select from evidence v where v.file = n.name offset 0)",
];

const unused = `select n.name from unnest($1::text[]) as n(name) where not (${uses.join(" or ")})`;

/** Removes the files at some addresses, unless they are still used, or none of this node's. */
export async function removeUnused(ctx: Deps, urls: readonly (string | null)[]): Promise<number> {
  const names = urls.flatMap((url) => (url === null ? null : nameOfUrl(ctx.uris, url)) ?? []);
  return removeUnusedFiles(ctx, names);
}

/**
 * Removes files, unless they are still used. What could not be removed because others are putting files at the time, or the
 * store does not answer, is left to the next sweep.
 *
 * @param names of files
 */
export async function removeUnusedFiles(ctx: Deps, names: readonly string[]): Promise<number> {
  let removed = 0;
  for (let at = 0; at < names.length; at += BATCH) {
    // Without the lock first: most files are used, and nobody who puts one should wait for that to be found out.
    const candidates = await findUnused(ctx.sql, names.slice(at, at + BATCH));
    for (let from = 0; from < candidates.length; from += REMOVED_AT_A_TIME) {
      const count = await removeLocked(ctx, candidates.slice(from, from + REMOVED_AT_A_TIME));
      if (count === null) return removed;
      removed += count;
    }
  }
  return removed;
}

/** Removes every file that nothing uses: what was left when a process died in between. A recurring task. */
export async function sweepFiles(ctx: Deps): Promise<number> {
  let removed = 0;
  for await (const names of ctx.files.names()) removed += await removeUnusedFiles(ctx, names);
  return removed;
}

/** @returns null when now is not the time */
async function removeLocked(ctx: Deps, candidates: readonly string[]): Promise<number | null> {
  try {
    return await ctx.db.transaction(async (tx) => {
      if (!(await lockFiles(tx))) return null;
      const names = await findUnused(tx, candidates);
      for (let at = 0; at < names.length; at += REMOVED_AT_ONCE)
        await Promise.all(names.slice(at, at + REMOVED_AT_ONCE).map((name) => ctx.files.remove(name)));
      return names.length;
    });
  } catch (error) {
    if (error instanceof MediaStoreError) return null;
    throw error;
  }
}

async function findUnused(on: Runner, names: readonly string[]): Promise<string[]> {
  // Names hold nothing that would have to be quoted.
  const rows = await run<{ name: string }>(on, unused, [`{${names.join(",")}}`]);
  return rows.map(({ name }) => name);
}
