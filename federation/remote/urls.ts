import { err, ok, type Result } from "#protocol/result.ts";
import { isPrivateLiteral } from "./dispatcher.ts";
import type { FetchError, UrlError } from "./errors.ts";

const MAX_URL_LENGTH = 2048;

/**
 * A URL this node may ask: absolute, https (http where allowed), no user name or password, at most 2,048 characters.
 * The fragment is cut off, since it never travels.
 *
 * @example parseRemoteUrl("ftp://example.social/x", { allowHttp: false }) // { ok: false, error: { type: "url/scheme", ... } }
 */
export function parseRemoteUrl(value: string | URL, options: { allowHttp: boolean }): Result<URL, UrlError> {
  const text = String(value);
  const url = text.length <= MAX_URL_LENGTH ? URL.parse(text) : null;
  if (url === null) return err({ type: "url/invalid", url: text.slice(0, MAX_URL_LENGTH) });
  if (url.protocol !== "https:" && !(url.protocol === "http:" && options.allowHttp)) {
    return err({ type: "url/scheme", url: text });
  }
  if (url.username !== "" || url.password !== "") return err({ type: "url/credentials", url: text });
  url.hash = "";
  return ok(url);
}

/** Hosts that are plainly this machine or its network, by name alone: `localhost`, `*.localhost`, private literals. */
export function isLocalHost(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || isPrivateLiteral(hostname);
}

/**
 * What can be refused before anything is resolved or connected: a literal private address, and hosts the gate
 * turns away.
 */
export async function admitHost(
  deps: { gate(host: string): boolean | Promise<boolean>; allowPrivateAddress: boolean },
  url: URL,
): Promise<Result<void, FetchError>> {
  if (!(await deps.gate(url.host))) return err({ type: "host/refused", host: url.host });
  if (!deps.allowPrivateAddress && isPrivateLiteral(url.hostname)) {
    return err({ type: "address/private", host: url.host });
  }
  return ok();
}
