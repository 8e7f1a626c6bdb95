import type { Readable } from "node:stream";
import { err, ok, type Result } from "#protocol/result.ts";
import type { SignableRequest } from "./deps.ts";
import type { FetchError } from "./errors.ts";
import { type FetchDeps, followHops } from "./fetch.ts";
import { asFetchError, discard, flat, withoutHost } from "./request.ts";

export interface OpenOptions {
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Until the last hop has answered with its headers. Default 10 s. */
  readonly timeoutMs?: number;
  /** From call to last byte, however slowly a peer drips or whoever reads it reads. Default a minute. */
  readonly wholeMs?: number;
  /** Ends the exchange early. */
  readonly signal?: AbortSignal;
}

export interface Opened {
  /** The final URL, after redirects and without fragment. */
  readonly url: string;
  /** 2xx; 206 for a part that was asked for. */
  readonly status: number;
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it comes, of any length: the caller counts, and reads it to its end or destroys it. */
  readonly body: Readable;
}

interface Hop {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable | null;
}

/**
 * `safeFetch` for what is too large to be held in memory: the same checks of every hop, and a body that is read as it comes.
 * Bodies are asked for as they are, and refused when they come encoded.
 *
 * @example
 * const opened = await openRemote(deps, "https://example.social/talk.mp4", { headers: { range: "bytes=0-99" } });
 */
export async function openRemote(
  deps: FetchDeps,
  url: string,
  options: OpenOptions = {},
): Promise<Result<Opened, FetchError>> {
  const late = new AbortController();
  const head = setTimeout(() => late.abort(), options.timeoutMs ?? 10_000);
  const whole = setTimeout(() => late.abort(), options.wholeMs ?? 60_000);
  const signal = options.signal === undefined ? late.signal : AbortSignal.any([late.signal, options.signal]);
  const headers = { ...options.headers, "accept-encoding": "identity" };
  const reached = await followHops(deps, url, { ...options, headers }, (request) =>
    ask(deps, request, signal),
  );
  clearTimeout(head);
  const result = reached.ok ? finish(reached.value.answer, reached.value.url) : reached;
  if (result.ok) result.value.body.once("close", () => clearTimeout(whole));
  else clearTimeout(whole);
  deps.count("remote_requests_total", { outcome: result.ok ? "ok" : result.error.type });
  return result;
}

async function ask(
  deps: Pick<FetchDeps, "dispatcher">,
  { url, headers: sent }: SignableRequest,
  signal: AbortSignal,
): Promise<Result<Hop, FetchError>> {
  try {
    const { statusCode, headers, body } = await deps.dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "GET",
      headers: withoutHost(sent),
      signal,
    });
    const hop = { status: statusCode, headers: flat(headers) };
    const encoding = hop.headers["content-encoding"]?.trim().toLowerCase() ?? "";
    const isEncoded = encoding !== "" && encoding !== "identity";
    if (hop.status >= 200 && hop.status <= 299 && !isEncoded) return ok({ ...hop, body });
    await discard(body, signal);
    const isRefused = isEncoded && hop.status >= 200 && hop.status <= 299;
    return isRefused
      ? err({ type: "response/encoding", url: url.href, encoding })
      : ok({ ...hop, body: null });
  } catch (thrown) {
    return err(asFetchError(thrown, url, signal, 0));
  }
}

function finish({ status, headers, body }: Hop, url: URL): Result<Opened, FetchError> {
  if (body !== null) return ok({ url: url.href, status, headers, body });
  return err({ type: "response/status", url: url.href, status, retryAfter: headers["retry-after"] });
}
