/** What a request asks for: an ActivityPub document, a page for people, or whatever there is. */
export type Preference = "document" | "page" | "either";

const DOCUMENT = ["application/activity+json", "application/ld+json"];
const PAGE = ["text/html", "application/xhtml+xml"];

/** No program sends more. The split below looks ahead from each comma to the end: its time grows with the square. */
const MAX_CHARS = 1024;

/**
 * Reads an `Accept` header (RFC 9110 §12.5.1). Only a range that names a type asks for it: wildcards, `application/json` and
 * an absent header are content with either. What is beyond a kilobyte is not read.
 *
 * @example preferenceOf("text/html,application/xhtml+xml,*\/*;q=0.8") // "page"
 */
export function preferenceOf(accept: string | null): Preference {
  const ranges = (accept ?? "")
    .slice(0, MAX_CHARS)
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map(readRange);
  const best = (types: readonly string[]) =>
    Math.max(0, ...ranges.filter(({ type }) => types.includes(type)).map(({ quality }) => quality));
  const document = best(DOCUMENT);
  const page = best(PAGE);
  if (document === 0 && page === 0) return "either";
  return document >= page ? "document" : "page";
}

function readRange(range: string): { type: string; quality: number } {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  const value = quality === undefined ? 1 : Number(quality);
  return { type, quality: value >= 0 && value <= 1 ? value : 0 };
}
