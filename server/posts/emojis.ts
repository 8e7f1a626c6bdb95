import type { CustomEmoji } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import { emojisInTexts } from "../emojis/find.ts";
import type { Content } from "./draft.ts";

/** This node's custom emoji that occur in what an author typed, as `:blobcat:`. */
export function emojisIn(
  ctx: Pick<Ctx, "sql" | "uris">,
  { text, title, warning, poll }: Pick<Content, "text" | "title" | "warning" | "poll">,
): Promise<CustomEmoji[]> {
  return emojisInTexts(ctx, [text, title ?? "", warning ?? "", ...(poll?.options ?? [])]);
}
