import type { ApiCtx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { fileUrl, nameOfUrl } from "./files.ts";
import { lockFiles } from "./hold.ts";

type Deps = Pick<ApiCtx, "db" | "uris" | "files">;

/** SQL: whether something of this node shows the picture at `n.url`. Whatever comes to keep files adds its own. */
const uses = [
  "exists (select from accounts a where a.domain is null and a.avatar_url = n.url)",
  "exists (select from accounts a where a.domain is null and a.header_url = n.url)",
  `substring(n.url from '[^/]+$') in (select file from custom_emojis union select static_file from custom_emojis)`,
];

const unused = `select n.url from unnest($1::text[]) as n(url) where not (${uses.join(" or ")})`;

/** Removes the files at some addresses, unless they are still shown, or none of this node's. */
export async function removeUnused(ctx: Deps, urls: readonly (string | null)[]): Promise<number> {
  const ours = urls.filter((url) => url !== null && nameOfUrl(ctx.uris.origin, url) !== null);
  if (ours.length === 0) return 0;
  return ctx.db.transaction(async (tx) => {
    await lockFiles(tx);
    const rows = await run<{ url: string }>(tx, unused, [`{${ours.map((url) => `"${url}"`).join(",")}}`]);
    for (const { url } of rows) await ctx.files.remove(nameOfUrl(ctx.uris.origin, url) ?? "");
    return rows.length;
  });
}

/** Removes every file that nothing shows: what was left when a process died in between. A recurring task. */
export async function sweepFiles(ctx: Deps): Promise<number> {
  let removed = 0;
  for await (const names of ctx.files.names())
    removed += await removeUnused(
      ctx,
      names.map((name) => fileUrl(ctx.uris.origin, name)),
    );
  return removed;
}
