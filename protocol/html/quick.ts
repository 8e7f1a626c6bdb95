import { commonAttributes, linkAttributes } from "./rules.ts";

/** Elements without attributes that may stand anywhere inside a paragraph. */
const inline = new Set(["strong", "em", "b", "i", "u", "s", "del", "code", "span", "a"]);
/** Tags that stand in most posts and are already written as they come out. */
const frequent = new Set([
  "span",
  'span class="invisible"',
  'span class="ellipsis"',
  'span class="h-card" translate="no"',
]);
const attribute = /\s+([a-z][a-z-]*)="([^"<>&`\\]*)"/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: text with control characters is left to the library
const plainText = /^[^<>&\x00\r]*$/;
const safeReference = /&(?:amp|lt|gt);|&(?:quot|#39|#34|apos);/g;
const characters: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
  "&apos;": "'",
};
const maxDepth = 16;

/**
 * The answer of the sanitiser for the HTML that microblogs send (paragraphs, line breaks, links, mentions, hashtags and
 * simple emphasis, all well nested), found by one scan without building a tree; `null` for anything else, which the
 * library then reads. A property test holds the two together: whatever this answers, the library answers.
 */
export function sanitizeQuickly(html: string): string | null {
  const open: string[] = [];
  let out = "";
  let position = 0;
  while (position < html.length) {
    const tagStart = html.indexOf("<", position);
    const text = scanText(html.slice(position, tagStart === -1 ? html.length : tagStart));
    if (text === null) return null;
    out += text;
    if (tagStart === -1) break;
    const tagEnd = html.indexOf(">", tagStart);
    if (tagEnd === -1) return null;
    const tag = scanTag(html.slice(tagStart + 1, tagEnd), open);
    if (tag === null) return null;
    out += tag;
    position = tagEnd + 1;
  }
  return open.length === 0 ? out : null;
}

/** Text as the library writes it: only `&`, `<` and `>` stay escaped. */
function scanText(text: string): string | null {
  if (plainText.test(text)) return text;
  const others = text.replace(safeReference, "");
  if (!plainText.test(others)) return null;
  return text.replace(safeReference, (reference) => characters[reference] ?? reference);
}

/** One tag, from after `<` to before `>`; opens or closes it on the stack. */
function scanTag(tag: string, open: string[]): string | null {
  if (frequent.has(tag)) return open.length < maxDepth ? push("span", tag.slice(4), open) : null;
  if (tag === "p") return open.length === 0 ? push("p", "", open) : null;
  if (tag === "br" || tag === "br/" || tag === "br /") return "<br />";
  if (tag.startsWith("/")) return open.pop() === tag.slice(1) ? `<${tag}>` : null;
  const name = /^[a-z]+/.exec(tag)?.[0] ?? "";
  if (!inline.has(name) || open.length >= maxDepth) return null;
  // A link inside a link makes the parser close the outer one.
  if (name === "a" && open.includes("a")) return null;
  const found = scanAttributes(tag, name.length);
  if (found === null) return null;
  if (name === "a") {
    const kept = linkAttributes(found);
    return kept === null ? null : push("a", write(kept), open);
  }
  return push(name, name === "span" ? write(commonAttributes(found)) : "", open);
}

function push(name: string, attributes: string, open: string[]): string {
  open.push(name);
  return `<${name}${attributes}>`;
}

function scanAttributes(tag: string, from: number): { [name: string]: string } | null {
  const found: { [name: string]: string } = {};
  let position = from;
  while (position < tag.length) {
    attribute.lastIndex = position;
    const match = attribute.exec(tag);
    const [whole, name, value] = match ?? [];
    // Of an attribute given twice the parser takes the first; such HTML is not worth a fast path.
    if (whole === undefined || name === undefined || value === undefined || name in found) return null;
    found[name] = value;
    position += whole.length;
  }
  return found;
}

function write(attributes: { [name: string]: string }): string {
  let out = "";
  for (const name in attributes) out += ` ${name}="${attributes[name]}"`;
  return out;
}
