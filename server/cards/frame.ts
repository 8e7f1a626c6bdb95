import { Parser } from "htmlparser2";
import { escapeHtml } from "#protocol/html/entities.ts";
import { MAX_URL } from "./find-link.ts";
import { pixels } from "./limits.ts";

/**
 * One iframe, written here from a few values of somebody else's: whatever a page or its oEmbed says, nothing of its HTML is
 * passed on.
 *
 * @returns null unless the address is https, and not this node's
 */
export function frame(
  src: string,
  size: { width: unknown; height: unknown },
  isLocal: (url: string) => boolean,
): string | null {
  const url = URL.parse(src.trim());
  if (url?.protocol !== "https:" || url.username !== "" || url.href.length > MAX_URL || isLocal(url.href))
    return null;
  const [width, height] = [pixels(size.width), pixels(size.height)];
  const sized = width > 0 && height > 0 ? ` width="${width}" height="${height}"` : "";
  return `<iframe src="${escapeHtml(url.href)}"${sized} allowfullscreen="true" allowtransparency="true" scrolling="no" frameborder="0" sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms"></iframe>`;
}

/** The first iframe of an oEmbed's `html`, as {@link frame} writes it; null without one that will do. */
export function frameOf(html: string, isLocal: (url: string) => boolean): string | null {
  let found: string | null = null;
  const parser = new Parser({
    onopentag(name, { src, width, height }) {
      if (name === "iframe" && found === null && src !== undefined)
        found = frame(src.startsWith("//") ? `https:${src}` : src, { width, height }, isLocal);
    },
  });
  parser.end(html.slice(0, 20_000));
  return found;
}
