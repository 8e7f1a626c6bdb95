import { linkify } from "../../html/links.ts";
import { markdownToHtml } from "../../html/markdown.ts";
import { sanitize } from "../../html/sanitize.ts";
import type { JsonObject } from "../../model/activity.ts";
import { isObject } from "../document.ts";
import { many, text } from "../json.ts";
import { limits } from "../limits.ts";

/**
 * The text of an object as sent: `content`, or the first of its `contentMap` when that is all there is, or the `Note` that
 * Castopod gives as the `description` of an episode.
 */
export function rawContent(json: JsonObject): string | null {
  const description = many(json.description).find(isObject);
  return (
    text(json.content) ??
    firstOf(json.contentMap) ??
    text(description?.content) ??
    firstOf(description?.contentMap)
  );
}

function firstOf(map: unknown): string | null {
  if (!isObject(map)) return null;
  for (const value of Object.values(map)) {
    const found = text(value);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Content as sanitised HTML, by its `mediaType`: Markdown (PeerTube), plain text, or HTML, the default. HTML that holds
 * no tag but line breaks was meant as text, and keeps its lines.
 */
export function readHtml(content: string | null, mediaType: string | null): string {
  if (content === null) return "";
  const kind = mediaType?.split(";")[0]?.trim().toLowerCase();
  const isMarkdown = kind === "text/markdown" || kind === "text/x-markdown";
  if (isMarkdown && content.length <= limits.markdown) return markdownToHtml(content);
  if (isMarkdown || kind === "text/plain") return plainToHtml(content);
  const trimmed = content.trim();
  if (!trimmed.includes("<") && trimmed.includes("\n")) return sanitize(paragraphs(trimmed));
  return sanitize(content);
}

/** Plain text as HTML: paragraphs, line breaks, links. */
function plainToHtml(plain: string): string {
  const trimmed = plain.trim();
  return trimmed === "" ? "" : sanitize(paragraphs(linkify(trimmed)));
}

/** Empty lines part paragraphs, others break them. */
function paragraphs(html: string): string {
  const found: string[][] = [[]];
  for (const line of html.split("\n")) {
    const words = line.trim();
    if (words !== "") found.at(-1)?.push(words);
    else if (found.at(-1)?.length !== 0) found.push([]);
  }
  return found.map((lines) => (lines.length === 0 ? "" : `<p>${lines.join("<br>")}</p>`)).join("");
}
