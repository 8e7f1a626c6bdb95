import { err, ok, type Result } from "#protocol/result.ts";
import { findAlternate } from "./alternate.ts";
import { ACTIVITY_ACCEPT, isActivityType, isHtmlType } from "./content-types.ts";
import type { RemoteDeps } from "./deps.ts";
import type { DocumentError } from "./errors.ts";
import type { Fetched } from "./fetch.ts";
import { isJsonObject, parseBoundedJson } from "./json.ts";
import { signedFetch } from "./knock.ts";
import type { DocumentResult, RemoteDocument } from "./memory.ts";

export interface DocumentOptions {
  /** The URL was pasted by a person and may be a web page: its alternate document is followed, once. */
  readonly html?: boolean;
  /** Ask even if the same URL failed a moment ago (somebody pressed "try again"). */
  readonly fresh?: boolean;
  /** For everything it takes: redirects, second knock, page and `id`. Default 20 s. */
  readonly timeoutMs?: number;
}

const MAX_DOCUMENT_BYTES = 1024 * 1024;

/**
 * Reads an ActivityPub document from the server that owns it.
 *
 * The answer is trusted for what its origin may say (FEP-fe34 §4): it must be served as ActivityStreams, and its `id`,
 * when it has one, must have the origin of the final URL. An `id` elsewhere is fetched once, from there, and that
 * answer is the result. Without an `id` (collection pages) the document speaks for its final URL only.
 *
 * Equal fetches at the same time are one request; failures are remembered for seconds to a minute.
 *
 * @returns the document as parsed JSON, and the final URL. Errors: all of `FetchError`, `json/...`,
 *   `document/not-object`, `document/foreign-id`, `document/no-alternate`
 * @example
 * const actor = await fetchDocument(deps, "https://example.social/users/ana");
 * if (actor.ok) actor.value.document.type; // "Person"
 */
export function fetchDocument(
  deps: RemoteDeps,
  iri: string,
  options: DocumentOptions = {},
): Promise<DocumentResult> {
  const { memory } = deps;
  const key = `${options.html === true ? "page" : "document"} ${iri}`;
  const failure = options.fresh === true ? undefined : memory.failure(key);
  if (failure !== undefined) return Promise.resolve(err(failure));
  const running = memory.running.get(key);
  if (running !== undefined) return running;
  const deadline = AbortSignal.timeout(options.timeoutMs ?? 20_000);
  const fetching = read(deps, iri, options.html === true, deadline)
    .then((result) => {
      if (!result.ok && isWorthRemembering(result.error)) memory.rememberFailure(key, result.error);
      if (!result.ok) deps.log.debug({ iri, error: result.error }, "remote document refused");
      return result;
    })
    .finally(() => memory.running.delete(key));
  memory.running.set(key, fetching);
  return fetching;
}

/** The gate's answer is not kept: it is asked each time, so that lifting a block works at once. */
function isWorthRemembering(error: DocumentError): boolean {
  return error.type !== "host/refused";
}

async function read(
  deps: RemoteDeps,
  iri: string,
  html: boolean,
  signal: AbortSignal,
): Promise<DocumentResult> {
  const found = await load(deps, iri, html, signal);
  if (!found.ok || speaksForItself(found.value)) return found;
  const id = String(found.value.document.id);
  const owned = await load(deps, id, false, signal);
  if (!owned.ok) return owned;
  if (owned.value.document.id !== id || !speaksForItself(owned.value)) {
    return err({ type: "document/foreign-id", url: owned.value.url, id });
  }
  return owned;
}

function speaksForItself({ document, url }: RemoteDocument): boolean {
  if (document.id === undefined || document.id === null) return true;
  return URL.parse(String(document.id))?.origin === new URL(url).origin;
}

async function load(
  deps: RemoteDeps,
  iri: string,
  html: boolean,
  signal: AbortSignal,
): Promise<DocumentResult> {
  const answer = await signedFetch(deps, iri, {
    accept: html ? `${ACTIVITY_ACCEPT}, text/html;q=0.1` : ACTIVITY_ACCEPT,
    contentTypes: (type) => isActivityType(type) || (html && isHtmlType(type)),
    maxBytes: MAX_DOCUMENT_BYTES,
    signal,
  });
  if (!answer.ok) return answer;
  if (isActivityType(answer.value.headers["content-type"])) return parse(answer.value);
  const page = new TextDecoder().decode(answer.value.body);
  const alternate = findAlternate(page, answer.value.headers.link, answer.value.url);
  if (alternate === null) return err({ type: "document/no-alternate", url: answer.value.url });
  return load(deps, alternate, false, signal);
}

function parse({ body, url }: Fetched): Result<RemoteDocument, DocumentError> {
  const parsed = parseBoundedJson(body);
  if (!parsed.ok) return parsed;
  return isJsonObject(parsed.value)
    ? ok({ url, document: parsed.value })
    : err({ type: "document/not-object", url });
}
