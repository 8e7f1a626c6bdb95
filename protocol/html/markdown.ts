import MarkdownIt from "markdown-it";
import { linkNames, type Resolver } from "./compose.ts";
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

// Without `fuzzy` links, which would take `@ana@example.social` for an address of mail.
const composing = new MarkdownIt({ html: false, linkify: true, breaks: true });
composing.linkify.set({ fuzzyEmail: false, fuzzyLink: false });
composing.core.ruler.push("names", ({ tokens }) => {
  for (const { children } of tokens) {
    let isInLink = false;
    for (const token of children ?? []) {
      if (token.type === "link_open") isInLink = true;
      else if (token.type === "link_close") isInLink = false;
      else if (token.type === "text" && !isInLink) token.type = "names";
    }
  }
});
composing.renderer.rules.names = (tokens, at, _options, env) =>
  linkNames(tokens[at]?.content ?? "", env?.resolver as Resolver);

/**
 * What somebody of this node typed as Markdown, with mentions and hashtags linked as {@link compose} links them, but in code
 * and in links.
 *
 * @example composeMarkdown("**hi** @ana", resolver) // '<p><strong>hi</strong> <span class="h-card" …'
 */
export function composeMarkdown(source: string, resolver: Resolver): string {
  return sanitize(composing.render(source, { resolver })).trim();
}
