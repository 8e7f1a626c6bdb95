import MarkdownIt from "markdown-it";
import { sanitize } from "./sanitize.ts";

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });

/**
 * Markdown (CommonMark with tables and bare links) as sanitised HTML; HTML inside it is shown as text. A line break is a
 * line break, as in PeerTube and the forums that send Markdown.
 *
 * @example markdownToHtml("**bold**\nnext") // "<p><strong>bold</strong><br />\nnext</p>\n"
 */
export function markdownToHtml(source: string): string {
  return sanitize(markdown.render(source));
}
