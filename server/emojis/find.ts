import type { CustomEmoji } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import { fileUrl } from "../files/address.ts";
import type { Runner } from "../platform/statement.ts";
import { readByShortcodes } from "./store.ts";

type Deps = Pick<Ctx, "uris"> & { readonly sql: Runner };

const pattern = /:([A-Za-z0-9_]{2,64}):/g;
/** Different ones in one text; further ones stay text. */
const MOST = 100;

/**
 * The node's own emoji by their names, as posts and profiles carry them.
 *
 * @param shortcodes without colons
 */
export async function findEmojis(ctx: Deps, shortcodes: readonly string[]): Promise<CustomEmoji[]> {
  if (shortcodes.length === 0) return [];
  const rows = await readByShortcodes(ctx.sql, shortcodes);
  return rows.map(({ shortcode, file }) => ({
    shortcode,
    url: fileUrl(ctx.uris, file),
    iri: ctx.uris.emoji(shortcode),
  }));
}

/**
 * The node's own emoji that occur in texts, as `:blobcat:`.
 *
 * @example const emojis = await emojisInTexts(ctx, [displayName, bio]);
 */
export function emojisInTexts(ctx: Deps, texts: readonly string[]): Promise<CustomEmoji[]> {
  return findEmojis(ctx, shortcodesIn(texts));
}

/** Names that stand between colons, each once. */
function shortcodesIn(texts: readonly string[]): string[] {
  const names = texts.flatMap((text) => Array.from(text.matchAll(pattern), (match) => match[1] ?? ""));
  return [...new Set(names)].slice(0, MOST);
}
