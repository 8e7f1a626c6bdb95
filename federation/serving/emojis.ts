import { writeEmojiDocument } from "#protocol/vocab/write/tags.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { type Found, missing } from "./found.ts";

/** A custom emoji of this node, for peers that read the tags of posts by their ids. */
export async function findEmoji({ emojis }: Pick<ServingPorts, "emojis">, { id }: Asked): Promise<Found> {
  const emoji = await emojis.byShortcode(id);
  return emoji === null
    ? missing
    : { is: "document", document: writeEmojiDocument(emoji), isPublic: true, page: emoji.url };
}
