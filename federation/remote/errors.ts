import type { JsonError } from "./json.ts";

/** Why a URL is not even tried. `url` is the offending one, which after a redirect differs from the one asked for. */
export type UrlError =
  | { readonly type: "url/invalid"; readonly url: string }
  | { readonly type: "url/scheme"; readonly url: string }
  | { readonly type: "url/credentials"; readonly url: string };

/** Why an HTTP exchange with another server gave nothing. */
export type FetchError =
  | UrlError
  | { readonly type: "address/private"; readonly host: string }
  | { readonly type: "host/refused"; readonly host: string }
  | { readonly type: "redirect/too-many"; readonly url: string }
  | { readonly type: "redirect/loop"; readonly url: string }
  /** `retryAfter` is the header as it came (RFC 9110 §10.2.3: seconds or a date). */
  | {
      readonly type: "response/status";
      readonly url: string;
      readonly status: number;
      readonly retryAfter: string | undefined;
    }
  | { readonly type: "response/too-large"; readonly url: string; readonly limit: number }
  | { readonly type: "response/content-type"; readonly url: string; readonly contentType: string }
  | { readonly type: "response/encoding"; readonly url: string; readonly encoding: string }
  | { readonly type: "timeout"; readonly url: string }
  | { readonly type: "network"; readonly url: string; readonly message: string };

/** Why a URL gave no ActivityPub document. */
export type DocumentError =
  | FetchError
  | JsonError
  | { readonly type: "document/not-object"; readonly url: string }
  | { readonly type: "document/foreign-id"; readonly url: string; readonly id: string }
  | { readonly type: "document/no-alternate"; readonly url: string };

/** Why a handle led to no actor. */
export type LookupError =
  | FetchError
  | JsonError
  | { readonly type: "handle/invalid"; readonly reason: string }
  | { readonly type: "webfinger/invalid"; readonly url: string }
  | { readonly type: "webfinger/no-self"; readonly subject: string }
  | { readonly type: "webfinger/subject-mismatch"; readonly asked: string; readonly answered: string };

/**
 * True when the failure may be gone in a moment (a restart, a busy server), false when asking again soon is
 * pointless.
 */
export function isTransient(error: { readonly type: string; readonly status?: number }): boolean {
  if (error.type === "timeout" || error.type === "network") return true;
  return error.type === "response/status" && (error.status === 429 || (error.status ?? 0) >= 500);
}
