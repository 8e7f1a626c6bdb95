import { type DocumentLoader, FetchError } from "@fedify/vocab-runtime";
import { bundledContext } from "./contexts.ts";
import type { RemoteDeps } from "./deps.ts";
import { fetchDocument } from "./documents.ts";
import type { DocumentError } from "./errors.ts";

/**
 * Fedify's way to JSON-LD contexts: bundled ones, and never the network. An unknown context is taken as empty.
 *
 * Fetching it would let any sender make this node ask any URL, for each activity, and would let whoever holds that
 * host later change what stored documents mean. Its terms are then unmapped and fall away on expansion; those of the
 * contexts beside it, ActivityStreams above all, stay.
 *
 * @example createFederation({ contextLoaderFactory: () => createContextLoader(deps) })
 */
export function createContextLoader(deps: Pick<RemoteDeps, "count">): DocumentLoader {
  return async (url) => {
    const known = bundledContext(url);
    if (known === null) deps.count("remote_contexts_unknown_total", {});
    return { contextUrl: null, documentUrl: url, document: known ?? { "@context": {} } };
  };
}

/**
 * Fedify's way to documents of other servers, with all limits and origin checks of `fetchDocument`, signed as this
 * node. Contexts asked for through it are answered from the bundle.
 *
 * @throws FetchError as Fedify expects; it carries the HTTP status when there was one, so that a key that is gone (410)
 *   is told from one out of reach
 */
export function createDocumentLoader(deps: RemoteDeps): DocumentLoader {
  return async (url) => {
    const context = bundledContext(url);
    if (context !== null) return { contextUrl: null, documentUrl: url, document: context };
    const fetched = await fetchDocument(deps, url);
    if (fetched.ok)
      return { contextUrl: null, documentUrl: fetched.value.url, document: fetched.value.document };
    throw new FetchError(url, fetched.error.type, responseOf(fetched.error));
  };
}

function responseOf(error: DocumentError): Response | undefined {
  if (error.type !== "response/status") return undefined;
  // The Response class takes 200 to 599 only; some servers invent others.
  return error.status <= 599 ? new Response(null, { status: error.status }) : undefined;
}
