import { decodeEntities } from "./entities.ts";
import { sanitize } from "./sanitize.ts";

const token = /<(\/?)([a-z0-9]+)([^>]*)>|([^<]+)/gi;
const blocks = new Set(
  "p div blockquote ul ol pre table figure h1 h2 h3 h4 h5 h6 hr dl details summary figcaption".split(" "),
);

/**
 * Sanitised HTML as text that reads well: paragraphs apart by an empty line, list items with their mark, links by their
 * text. What Mastodon hides in the middle of a long link is kept, so that the link stays whole; the line that repeats a
 * quoted post's link (`quote-inline`) is left out.
 *
 * @param html the output of {@link sanitize}
 * @example toText("<p>One<br />two</p><ul><li>three</li></ul>") // "One\ntwo\n\n- three"
 */
export function toText(html: string): string {
  if (!html.includes("<")) return tidy(decodeEntities(html.replace(/\s+/g, " ")));
  const lists: (number | null)[] = [];
  let out = "";
  let verbatim = 0;
  let skipped: { name: string; depth: number } | null = null;
  for (const [, slash, rawName, attributes = "", words] of html.matchAll(token)) {
    const name = rawName?.toLowerCase() ?? "";
    const closes = slash === "/";
    if (skipped !== null) {
      if (name === skipped.name) skipped.depth += closes ? -1 : 1;
      if (skipped.depth === 0) skipped = null;
      continue;
    }
    if (words !== undefined) {
      const running = words.replace(/\s+/g, " ");
      out += verbatim > 0 ? words : out.endsWith("\n") ? running.trimStart() : running;
      continue;
    }
    if (!closes && /class="[^"]*\bquote-inline\b/.test(attributes)) {
      skipped = { name, depth: 1 };
      continue;
    }
    if (name === "br") out += "\n";
    else if (name === "li") {
      if (!closes) out = `${lineStart(out)}${mark(lists)}`;
    } else if (name === "tr") out = lineStart(out);
    else if (name === "td" || name === "th") out += closes ? "  " : "";
    else if (blocks.has(name)) {
      if (name === "pre") verbatim += closes ? -1 : 1;
      const nested = lists.length > (closes ? 1 : 0) && (name === "ul" || name === "ol");
      if (name === "ul" || name === "ol") {
        if (closes) lists.pop();
        else lists.push(name === "ol" ? 1 : null);
      }
      out += nested ? "" : "\n\n";
    }
  }
  return tidy(decodeEntities(out));
}

/** Any HTML as text: for titles, warnings and summaries, which are shown as text. */
export function htmlToText(html: string): string {
  return toText(sanitize(html));
}

function lineStart(out: string): string {
  const trimmed = out.replace(/[ \t]+$/, "");
  return trimmed === "" || trimmed.endsWith("\n") ? trimmed : `${trimmed}\n`;
}

function mark(lists: (number | null)[]): string {
  const indent = "  ".repeat(Math.max(0, lists.length - 1));
  const next = lists.at(-1);
  if (next === null || next === undefined) return `${indent}- `;
  lists[lists.length - 1] = next + 1;
  return `${indent}${next}. `;
}

function tidy(text: string): string {
  return text
    .replace(/[ \t ]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
