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
  const out = new Lines();
  const lists: (number | null)[] = [];
  let verbatim = 0;
  let skipped: { name: string; depth: number } | null = null;
  for (const [, slash, rawName, attributes = "", words] of html.matchAll(token)) {
    const name = rawName?.toLowerCase() ?? "";
    const closes = slash === "/";
    if (skipped !== null) {
      if (name === skipped.name) skipped.depth += closes ? -1 : 1;
      if (skipped.depth === 0) skipped = null;
    } else if (words !== undefined) {
      if (verbatim > 0) out.add(words);
      else out.addRunning(words);
    } else if (!closes && /class="[^"]*\bquote-inline\b/.test(attributes)) {
      skipped = { name, depth: 1 };
    } else if (name === "br") {
      out.add("\n");
    } else if (name === "li" && !closes) {
      out.startLine();
      out.add(mark(lists));
    } else if (name === "tr") {
      out.startLine();
    } else if (name === "td" || name === "th") {
      out.add(closes ? "  " : "");
    } else if (blocks.has(name)) {
      if (name === "pre") verbatim += closes ? -1 : 1;
      const isList = name === "ul" || name === "ol";
      const isNested = isList && lists.length > (closes ? 1 : 0);
      if (isList && closes) lists.pop();
      else if (isList) lists.push(name === "ol" ? 1 : null);
      if (!isNested) out.add("\n\n");
    }
  }
  return tidy(decodeEntities(out.toString()));
}

/** Collects text piece by piece and knows where a line begins; asking a growing string would copy it every time. */
class Lines {
  #parts: string[] = [];
  #last = "\n";

  add(text: string): void {
    if (text === "") return;
    this.#parts.push(text);
    this.#last = text.slice(-1);
  }

  /** Text in which white space is one space, and none at the start of a line. */
  addRunning(text: string): void {
    const running = text.replace(/\s+/g, " ");
    this.add(this.#last === "\n" ? running.trimStart() : running);
  }

  startLine(): void {
    if (this.#last !== "\n") this.add("\n");
  }

  toString(): string {
    return this.#parts.join("");
  }
}

/** Any HTML as text: for titles, warnings and summaries, which are shown as text. */
export function htmlToText(html: string): string {
  return toText(sanitize(html));
}

function mark(lists: (number | null)[]): string {
  const indent = "  ".repeat(Math.max(0, lists.length - 1));
  const next = lists.at(-1);
  if (next === null || next === undefined) return `${indent}- `;
  lists[lists.length - 1] = next + 1;
  return `${indent}${next}. `;
}

function tidy(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
