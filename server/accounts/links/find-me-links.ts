import { Parser } from "htmlparser2";

/**
 * Where a web page says that its owner is to be found: the targets of its links with `rel="me"`, whole and without what does
 * not lead anywhere on the web.
 *
 * @param address the page's own, after redirects
 * @example findMeLinks('<a rel="me nofollow" href="/@ana">', "https://ana.example/") // ["https://ana.example/@ana"]
 */
export function findMeLinks(html: string, address: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, { rel = "", href = "" }) {
      if (name !== "a" && name !== "link") return;
      if (!rel.toLowerCase().split(/\s+/).includes("me")) return;
      const url = href.trim() === "" ? null : URL.parse(href.trim(), address);
      if (url !== null && /^https?:$/.test(url.protocol)) found.push(url.href);
    },
  });
  parser.end(html);
  return found;
}
