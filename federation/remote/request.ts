import { type Dispatcher, errors } from "undici";
import { err, ok, type Result } from "#protocol/result.ts";
import { BodyTooLarge, readBody, UnknownEncoding } from "./body.ts";
import type { SignableRequest } from "./deps.ts";
import { AddressRefused } from "./dispatcher.ts";
import type { FetchError } from "./errors.ts";

/** One hop's answer. The body is read only for a 2xx; it is `null` for redirects and failures. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

interface Limits {
  readonly maxBytes?: number;
  readonly whenTooLarge?: "refuse" | "cut";
  readonly contentTypes?: (contentType: string | undefined) => boolean;
}

const DEFAULT_MAX_BYTES = 1024 * 1024;
/** As much of an unwanted body as is read to keep its connection usable; a longer one costs the connection. */
const DISCARDED_BYTES = 16 * 1024;

/** Sends one request, follows nothing, and turns everything that can go wrong on the wire into a value. */
export async function requestOnce(
  deps: { dispatcher: Dispatcher },
  request: SignableRequest,
  limits: Limits,
  signal: AbortSignal,
): Promise<Result<Answer, FetchError>> {
  const { url } = request;
  const maxBytes = limits.maxBytes ?? DEFAULT_MAX_BYTES;
  try {
    const response = await deps.dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method === "POST" ? "POST" : "GET",
      headers: withoutHost(request.headers),
      body: request.body ?? null,
      signal,
    });
    const headers = flat(response.headers);
    const answer = { status: response.statusCode, headers };
    if (answer.status < 200 || answer.status > 299) {
      await discard(response.body, signal);
      return ok({ ...answer, body: null });
    }
    const refusal = refuse(url, headers, limits, maxBytes);
    if (refusal !== null) {
      await discard(response.body, signal);
      return err(refusal);
    }
    const encoding = headers["content-encoding"];
    return ok({ ...answer, body: await readBody(response.body, encoding, maxBytes, limits.whenTooLarge) });
  } catch (thrown) {
    return err(asFetchError(thrown, url, signal, maxBytes));
  }
}

/** What the headers alone already rule out. */
function refuse(
  url: URL,
  headers: Record<string, string>,
  limits: Limits,
  maxBytes: number,
): FetchError | null {
  const contentType = headers["content-type"];
  if (limits.contentTypes !== undefined && !limits.contentTypes(contentType)) {
    return { type: "response/content-type", url: url.href, contentType: contentType ?? "" };
  }
  if (limits.whenTooLarge !== "cut" && Number(headers["content-length"] ?? 0) > maxBytes) {
    return { type: "response/too-large", url: url.href, limit: maxBytes };
  }
  return null;
}

/** Reads a little of a body that nobody wants, so that its connection can be used again. */
export async function discard(body: Dispatcher.ResponseData["body"], signal: AbortSignal): Promise<void> {
  // A body that fails or drags on while nobody wants it changes nothing about the answer.
  await body.dump({ limit: DISCARDED_BYTES, signal }).catch(() => undefined);
}

/** undici writes `Host` from the URL; a second one, from a signer, would make the request malformed. */
export function withoutHost(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "host"));
}

/** Lower-case names; repeated headers joined by `, `. */
export function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined)
      entries.push([name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]);
  }
  return Object.fromEntries(entries);
}

/** What went wrong on the wire, as a value. */
export function asFetchError(thrown: unknown, url: URL, signal: AbortSignal, limit: number): FetchError {
  if (thrown instanceof AddressRefused) return { type: "address/private", host: url.host };
  if (thrown instanceof BodyTooLarge) return { type: "response/too-large", url: url.href, limit };
  if (thrown instanceof UnknownEncoding) {
    return { type: "response/encoding", url: url.href, encoding: thrown.message };
  }
  const timedOut =
    thrown instanceof errors.ConnectTimeoutError ||
    thrown instanceof errors.HeadersTimeoutError ||
    thrown instanceof errors.BodyTimeoutError;
  if (timedOut || signal.aborted) return { type: "timeout", url: url.href };
  return {
    type: "network",
    url: url.href,
    message: thrown instanceof Error ? thrown.message : String(thrown),
  };
}
