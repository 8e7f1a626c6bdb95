import type { Listed, PageRequest } from "../timelines/page.ts";
import { type Answer, type Call, JSON_TYPE, json } from "./call.ts";

/**
 * Which part of a list a request asks for.
 *
 * @param limits Mastodon's default and most of that list
 */
export function pageOf(
  { params }: Pick<Call, "params">,
  limits: { usual: number; most: number } = { usual: 20, most: 40 },
): PageRequest & { limit: number } {
  return {
    maxId: params.text("max_id"),
    sinceId: params.text("since_id"),
    minId: params.text("min_id"),
    limit: params.whole("limit", { least: 1, most: limits.most }) ?? limits.usual,
  };
}

/** A page of a list with the Link header (RFC 8288) that leads to the next and the previous one. */
export function paged(
  call: Pick<Call, "request">,
  page: Pick<Listed<unknown>, "older" | "newer">,
  items: unknown,
): Answer {
  const link = linkHeader(call.request.url, page);
  return json(items, link === null ? {} : { headers: { link } });
}

/** The same for items that are JSON already. */
export function pagedText(
  call: Pick<Call, "request">,
  page: Pick<Listed<unknown>, "older" | "newer">,
  body: string,
): Answer {
  const link = linkHeader(call.request.url, page);
  const headers = { "content-type": JSON_TYPE, ...(link !== null && { link }) };
  return { status: 200, headers, body };
}

function linkHeader(url: URL, { older, newer }: { older: string | null; newer: string | null }) {
  const links = [
    ...(older === null ? [] : [`<${withParams(url, { max_id: older })}>; rel="next"`]),
    ...(newer === null ? [] : [`<${withParams(url, { min_id: newer })}>; rel="prev"`]),
  ];
  return links.length === 0 ? null : links.join(", ");
}

/** The same address with other bounds. */
function withParams(url: URL, bounds: Record<string, string>): string {
  const next = new URL(url);
  for (const name of ["max_id", "min_id", "since_id"]) next.searchParams.delete(name);
  for (const [name, value] of Object.entries(bounds)) next.searchParams.set(name, value);
  return next.href;
}
