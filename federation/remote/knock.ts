import type { Result } from "#protocol/result.ts";
import type { SignatureStyle } from "../ports.ts";
import type { RemoteDeps } from "./deps.ts";
import type { FetchError } from "./errors.ts";
import { type Fetched, type FetchOptions, safeFetch } from "./fetch.ts";

/**
 * The style tried first with a host nobody knows yet: nearly every server reads the draft, so starting with it saves
 * most strangers a second request.
 */
const FIRST_STYLE: SignatureStyle = "cavage";

/**
 * `safeFetch` signed as this node, in the style that host is known to take. Refused with 401 or 403, it knocks once
 * more in the other style, and remembers that one if it opens the door ("double-knocking").
 */
export async function signedFetch(
  deps: RemoteDeps,
  url: string,
  options: FetchOptions,
): Promise<Result<Fetched, FetchError>> {
  const { sign } = deps;
  const host = URL.parse(url)?.host;
  if (sign === undefined || host === undefined) return safeFetch(deps, url, options);
  const knock = (style: SignatureStyle) =>
    safeFetch(deps, url, { ...options, sign: (request) => sign(request, style) });

  const first = (await deps.signatureStyle(host)) ?? FIRST_STYLE;
  const answer = await knock(first);
  if (answer.ok || !isRefusal(answer.error)) return answer;
  const second = otherStyle(first);
  const retried = await knock(second);
  if (retried.ok) await deps.rememberStyle(host, second);
  return retried;
}

/** @example otherStyle("rfc9421") // "cavage" */
function otherStyle(style: SignatureStyle): SignatureStyle {
  return style === "rfc9421" ? "cavage" : "rfc9421";
}

function isRefusal(error: FetchError): boolean {
  return error.type === "response/status" && (error.status === 401 || error.status === 403);
}
