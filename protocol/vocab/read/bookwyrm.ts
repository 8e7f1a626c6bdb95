import { escapeHtml } from "../../html/entities.ts";
import { linkRel } from "../../html/rules.ts";
import { sanitize } from "../../html/sanitize.ts";
import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { iri, number, objects, text, typesOf } from "../json.ts";
import { readLine } from "./names.ts";

const bookTypes = new Set(["Edition", "Work", "Book"]);

/** The book that a review, comment or quotation is about. */
export function readBook(json: JsonObject): Iri | null {
  const tagged = objects(json.tag).find((tag) => typesOf(tag).some((type) => bookTypes.has(type)));
  return iri(json.inReplyToBook) ?? iri(tagged?.href);
}

/**
 * What BookWyrm says beside the content: the quoted passage of a `Quotation` stands above the comment on it, and the
 * "wants to read" of a `GeneratedNote` is followed by the book's name.
 */
export function withBook(json: JsonObject, html: string): string {
  const type = typesOf(json)[0];
  const quote = type === "Quotation" ? text(json.quote) : null;
  if (quote !== null && quote !== "") return `<blockquote>${sanitize(quote)}</blockquote>${html}`;
  if (type !== "GeneratedNote") return html;
  const books = objects(json.tag).flatMap((tag) => {
    const href = typesOf(tag).some((name) => bookTypes.has(name)) ? iri(tag.href) : null;
    const name = readLine(tag.name, 500);
    return href === null || name === null || html.includes(escapeHtml(name)) ? [] : [bookLink(href, name)];
  });
  return [html, ...books].join(" ");
}

/** A review's stars, 0 to 5; nothing outside of that. */
export function readRating(json: JsonObject): number | null {
  const rating = number(json.rating);
  return rating !== null && rating >= 0 && rating <= 5 ? rating : null;
}

function bookLink(href: Iri, name: string): string {
  return sanitize(`<a href="${escapeHtml(href)}" rel="${linkRel}">${escapeHtml(name)}</a>`);
}
