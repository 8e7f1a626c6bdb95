import type { Refusal } from "#protocol/vocab/refusal.ts";
import type { CompactError } from "../compact.ts";
import type { DocumentError } from "../remote/errors.ts";

/** Why an account or post of another server could not be had. */
export type FetchProblem =
  | DocumentError
  | Refusal
  /** Under this node's own origin, where nothing is fetched. */
  | { readonly type: "document/local"; readonly iri: string }
  | { readonly type: CompactError["type"]; readonly iri: string }
  /** The document that came has another id than the one it was wanted for. */
  | { readonly type: "document/other-id"; readonly iri: string; readonly found: string }
  | { readonly type: "post/wrapped-too-deep"; readonly iri: string }
  | { readonly type: "post/author-not-active"; readonly iri: string; readonly author: string }
  /** The host did not take it; `reason` is its own. */
  | { readonly type: "post/ignored"; readonly iri: string; readonly reason: string };

/** Why a search gave nothing, in the words of whoever searched. */
export type ResolveError =
  | { type: "remote/not-found"; query: string }
  | { type: "remote/refused"; query: string; reason: string }
  /** Its server does not answer, or there is none of that name. */
  | { type: "remote/unreachable"; query: string };

/** @param query what was looked for, as it was typed */
export function asResolveError(
  query: string,
  error: { readonly type: string; readonly status?: number },
): ResolveError {
  const isMissing =
    (error.type === "response/status" && (error.status === 404 || error.status === 410)) ||
    [
      "handle/invalid",
      "url/invalid",
      "document/local",
      "document/no-alternate",
      "webfinger/no-self",
    ].includes(error.type);
  if (error.type === "network" || error.type === "timeout") return { type: "remote/unreachable", query };
  return isMissing
    ? { type: "remote/not-found", query }
    : { type: "remote/refused", query, reason: error.type };
}
