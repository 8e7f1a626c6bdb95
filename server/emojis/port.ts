import type { EmojiPort } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { findEmojis } from "./find.ts";

/** What federation asks about the node's emoji. */
export function createEmojiPort(ctx: Pick<Ctx, "sql" | "uris">): EmojiPort {
  return { byShortcode: async (shortcode) => (await findEmojis(ctx, [shortcode]))[0] ?? null };
}
