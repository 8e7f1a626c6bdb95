import { toText } from "#protocol/html/text.ts";
import type { PostView } from "../../posts/views/types.ts";
import type { Messages } from "../messages/en.ts";

/**
 * Sanitised HTML as one line of text, cut at a word.
 *
 * @param most code points
 * @example excerpt("<p>One two</p><p>three</p>", 8) // "One two…"
 */
export function excerpt(html: string, most: number): string {
  const text = toText(html).replace(/\s+/g, " ").trim();
  const points = [...text];
  if (points.length <= most) return text;
  const cut = points.slice(0, most).join("");
  const word = cut.lastIndexOf(" ");
  return `${(word > cut.length / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}

/** What may be said of a post where it is not opened: its warning instead of what it warns of. */
export function summaryOf(post: PostView, words: Messages, most: number): string {
  if (post.warning !== null) return words.post.warning(excerpt(post.warning, most));
  return excerpt(post.html, most);
}
