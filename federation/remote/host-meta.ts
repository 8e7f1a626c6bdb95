import type { Result } from "#protocol/result.ts";
import { ok } from "#protocol/result.ts";
import { parseMediaType } from "./content-types.ts";
import type { FetchError } from "./errors.ts";
import { type FetchDeps, safeFetch } from "./fetch.ts";

const XRD_TYPES = ["application/xrd+xml", "application/xml", "text/xml"];

/**
 * The URL template that a host's `host-meta` (RFC 6415 §3) gives for WebFinger, e.g.
 * `https://id.example/.well-known/webfinger?resource={uri}`; `null` when it has none.
 *
 * @param origin scheme and authority of the host
 */
export async function fetchWebFingerTemplate(
  deps: FetchDeps,
  origin: string,
): Promise<Result<string | null, FetchError>> {
  const answer = await safeFetch(deps, `${origin}/.well-known/host-meta`, {
    accept: "application/xrd+xml",
    maxBytes: 64 * 1024,
    contentTypes: (type) => XRD_TYPES.includes(parseMediaType(type)?.essence ?? ""),
  });
  return answer.ok ? ok(findTemplate(new TextDecoder().decode(answer.value.body))) : answer;
}

/** Reads the one element needed by pattern: an XML parser would bring entities and their attacks with it. */
function findTemplate(xrd: string): string | null {
  for (const element of xrd.matchAll(/<(?:\w{1,16}:)?Link\s([^<>]{1,4096})>/g)) {
    const rel = /\brel\s*=\s*["']([^"']*)["']/.exec(element[1] ?? "")?.[1];
    const template = /\btemplate\s*=\s*["']([^"']*)["']/.exec(element[1] ?? "")?.[1];
    if (rel === "lrdd" && template?.includes("{uri}")) return template.replaceAll("&amp;", "&");
  }
  return null;
}
