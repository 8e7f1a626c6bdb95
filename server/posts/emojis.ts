import type { CustomEmoji } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import type { Content } from "./draft.ts";

const shortcode = /:([A-Za-z0-9_]{2,}):/g;
/** Different ones in one post; further ones stay text. */
const MOST = 100;

/** This node's custom emoji that occur in what an author typed, as `:blobcat:`. */
export async function emojisIn(
  ctx: Pick<Ctx, "sql">,
  { text, title, warning, poll }: Pick<Content, "text" | "title" | "warning" | "poll">,
): Promise<CustomEmoji[]> {
  const typed = [text, title ?? "", warning ?? "", ...(poll?.options ?? [])].join("\n");
  const names = [...new Set(Array.from(typed.matchAll(shortcode), (match) => match[1] ?? ""))];
  return names.length === 0 ? [] : findEmojis(ctx, names.slice(0, MOST));
}

export async function findEmojis(_ctx: Pick<Ctx, "sql">, _names: readonly string[]): Promise<CustomEmoji[]> {
  return [];
}
