import type { JsonObject } from "../../model/activity.ts";
import type { CustomEmoji, Mention } from "../../model/post.ts";
import { guessMediaType } from "../read/file-types.ts";
import { emojiContext } from "./context.ts";

export function writeMention(mention: Mention): JsonObject {
  return { type: "Mention", href: mention.iri, name: mention.name };
}

/** @param href the page that lists posts with the hashtag */
export function writeHashtag(name: string, href: string): JsonObject {
  return { type: "Hashtag", href, name: `#${name}` };
}

/** A custom emoji as a document of its own, under its id. */
export function writeEmojiDocument(emoji: CustomEmoji): JsonObject {
  return { "@context": emojiContext, ...writeEmoji(emoji) };
}

/** A custom emoji as the tag that tells peers where its picture is. */
export function writeEmoji(emoji: CustomEmoji): JsonObject {
  const icon: JsonObject = { type: "Image", url: emoji.url };
  const mediaType = guessMediaType(emoji.url);
  if (mediaType !== null) icon.mediaType = mediaType;
  return {
    ...(emoji.iri === null ? {} : { id: emoji.iri }),
    type: "Emoji",
    name: `:${emoji.shortcode}:`,
    icon,
  };
}
