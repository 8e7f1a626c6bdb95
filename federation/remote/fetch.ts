import { err, ok, type Result } from "#protocol/result.ts";
import type { RemoteDeps, SignableRequest } from "./deps.ts";
import type { FetchError } from "./errors.ts";
import { type Answer, requestOnce } from "./request.ts";
import { admitHost, parseRemoteUrl } from "./urls.ts";

export interface FetchOptions {
  readonly method?: "GET" | "POST";
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Headers that sign one hop; called anew for each, since a signature holds the host and path. */
  readonly sign?: (request: SignableRequest) => Promise<Record<string, string>>;
  /** Decompressed bytes. Default 1 MiB. */
  readonly maxBytes?: number;
  /** What becomes of a longer body: an error, or its beginning. Default `refuse`. */
  readonly whenTooLarge?: "refuse" | "cut";
  /** From call to last byte, over all hops, however slowly a peer drips. Default 10 s. */
  readonly timeoutMs?: number;
  /** Default 3. */
  readonly maxRedirects?: number;
  /** Which `Content-Type` a successful answer may have; every one when absent. */
  readonly contentTypes?: (contentType: string | undefined) => boolean;
  /** Ends the exchange early, e.g. when the node stops. */
  readonly signal?: AbortSignal;
}

export interface Fetched {
  /** The final URL, after redirects and without fragment: the one the answer speaks for. */
  readonly url: string;
  readonly status: number;
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type FetchDeps = Pick<
  RemoteDeps,
  "dispatcher" | "gate" | "userAgent" | "allowPrivateAddress" | "allowHttp" | "count"
>;

/**
 * Asks another server, as if every answer were hostile: public addresses only, the gate before each hop, at most three
 * redirects, one deadline for everything, a limit on decompressed bytes. Statuses other than 2xx are errors.
 *
 * @example
 * const answer = await safeFetch(deps, "https://example.social/users/ana", { accept: ACTIVITY_ACCEPT });
 * if (!answer.ok) return answer.error.type; // "response/status", "timeout", "address/private", ...
 */
export async function safeFetch(
  deps: FetchDeps,
  url: string,
  options: FetchOptions = {},
): Promise<Result<Fetched, FetchError>> {
  const deadline = AbortSignal.timeout(options.timeoutMs ?? 10_000);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  const reached = await followHops(deps, url, options, (request) =>
    requestOnce(deps, request, options, signal),
  );
  const result = reached.ok ? finish(reached.value.answer, reached.value.url) : reached;
  deps.count("remote_requests_total", { outcome: result.ok ? "ok" : result.error.type });
  return result;
}

/**
 * Asks, and asks again where redirects lead, until somebody answers with something else. Every hop is checked anew.
 *
 * @param ask sends one request and follows nothing
 */
export async function followHops<A extends Pick<Answer, "status" | "headers">>(
  deps: FetchDeps,
  start: string,
  options: Pick<FetchOptions, "method" | "accept" | "headers" | "body" | "sign" | "maxRedirects">,
  ask: (request: SignableRequest) => Promise<Result<A, FetchError>>,
): Promise<Result<{ answer: A; url: URL }, FetchError>> {
  const method = options.method ?? "GET";
  const seen = new Set<string>();
  const maxRedirects = options.maxRedirects ?? 3;
  let target = start;
  for (;;) {
    const parsed = parseRemoteUrl(target, deps);
    if (!parsed.ok) return parsed;
    const url = parsed.value;
    if (seen.has(url.href)) return err({ type: "redirect/loop", url: url.href });
    if (seen.size > maxRedirects) return err({ type: "redirect/too-many", url: url.href });
    seen.add(url.href);
    const admitted = await admitHost(deps, url);
    if (!admitted.ok) return admitted;
    const answer = await ask(await prepare(deps, url, method, options));
    if (!answer.ok) return answer;
    const next = redirectTarget(answer.value, url, method);
    if (next === null) return ok({ answer: answer.value, url });
    target = next;
  }
}

/** Gives every hop its own headers and signature, so that none made for one origin reaches another. */
async function prepare(
  deps: FetchDeps,
  url: URL,
  method: string,
  options: Pick<FetchOptions, "accept" | "headers" | "body" | "sign">,
): Promise<SignableRequest> {
  const headers: Record<string, string> = {
    "user-agent": deps.userAgent,
    "accept-encoding": "gzip",
    ...(options.accept === undefined ? {} : { accept: options.accept }),
    ...options.headers,
  };
  const request: SignableRequest = { method, url, headers, ...(options.body ? { body: options.body } : {}) };
  if (options.sign === undefined) return request;
  return { ...request, headers: { ...headers, ...(await options.sign(request)) } };
}

/** Where a redirect leads. A POST is repeated only where that is asked for in so many words (RFC 9110 §15.4.8). */
function redirectTarget(answer: Pick<Answer, "status" | "headers">, url: URL, method: string): string | null {
  const followed = method === "GET" ? [301, 302, 303, 307, 308] : [307, 308];
  const location = answer.headers.location;
  if (!followed.includes(answer.status) || location === undefined) return null;
  // An unparsable target is kept as it is: the next round refuses it with the reason.
  return URL.parse(location, url.href)?.href ?? location;
}

function finish(answer: Answer, url: URL): Result<Fetched, FetchError> {
  if (answer.status < 200 || answer.status > 299 || answer.body === null) {
    const retryAfter = answer.headers["retry-after"];
    return err({ type: "response/status", url: url.href, status: answer.status, retryAfter });
  }
  return ok({ url: url.href, status: answer.status, headers: answer.headers, body: answer.body });
}
