import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import type { CustomEmoji } from "../../model/post.ts";
import { writeActivity } from "./activity.ts";
import { reactionContext } from "./context.ts";
import { writeEmoji } from "./tags.ts";

/**
 * `EmojiReact` to a post (FEP-c0e0), which Pleroma, Akkoma, Misskey and Mitra understand; Mastodon ignores it rather than
 * counting a like that nobody meant.
 *
 * @param parts.emoji one Unicode emoji, or a custom one
 */
export function writeEmojiReact(parts: {
  iri: Iri;
  actor: Iri;
  object: Iri;
  author: Iri;
  emoji: string | CustomEmoji;
}): JsonObject {
  const { object, author, emoji, ...envelope } = parts;
  const reaction =
    typeof emoji === "string"
      ? { content: emoji }
      : { content: `:${emoji.shortcode}:`, tag: [writeEmoji(emoji)] };
  return writeActivity("EmojiReact", { ...envelope, to: [author] }, { object, ...reaction }, reactionContext);
}
