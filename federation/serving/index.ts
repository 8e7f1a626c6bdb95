import { hostOf } from "#protocol/ids/iri.ts";
import type { LocalUri } from "#protocol/ids/uris.ts";
import type { HeaderFields } from "#protocol/signing/message.ts";
import type { KnownAccount } from "../ports.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { type NodeInfoServer, serveDiscovery } from "./discovery.ts";
import { preferenceOf } from "./negotiate.ts";
import { documentOf, pageOf } from "./pages.ts";
import { problem, respond } from "./response.ts";
import { alwaysReadable, type Route, routes } from "./routes.ts";

export interface ServingDeps {
  /** Which account of another server signed a GET; `null` when none did, or its signature does not hold. */
  verifyFetch(request: SignedFetch): Promise<KnownAccount | null>;
  /** Answers for NodeInfo. */
  fedify: NodeInfoServer;
}

export interface SignedFetch {
  method: string;
  /** As the outside sees it: signatures are over it. */
  url: string;
  headers: HeaderFields;
}

export interface Serving {
  /** The answer to a GET or HEAD for one of the node's documents; `null` when the web application is to answer. */
  handle(request: Request): Promise<Response | null>;
}

/**
 * Serves what other servers read: actors, posts, activities, collections, WebFinger, NodeInfo.
 *
 * The ids of documents answer with the document, and send whoever asks for HTML to the page. Pages (`/@ana`) are the web
 * application's, and send whoever asks for ActivityStreams to the document.
 *
 * @example
 * const serving = createServing(ports, { verifyFetch, fedify });
 * const answer = await serving.handle(new Request("https://example.social/users/0190…"));
 */
export function createServing(ports: ServingPorts, deps: ServingDeps): Serving {
  const { uris, settings, gate } = ports;

  async function verify(request: Request, url: URL): Promise<KnownAccount | null> {
    const headers = Object.fromEntries(request.headers);
    if (headers.signature === undefined) return null;
    const asked = `${uris.origin}${request.url.slice(url.origin.length).replace(/#.*$/s, "")}`;
    const viewer = await deps.verifyFetch({ method: request.method, url: asked, headers });
    return viewer !== null && viewer.state === "active" && gate(hostOf(viewer.iri)) ? viewer : null;
  }

  function askedBy(request: Request, url: URL, { id }: LocalUri): Asked {
    let verifying: Promise<KnownAccount | null> | undefined;
    const viewer = () => {
      verifying ??= verify(request, url);
      return verifying;
    };
    return { id, query: url.searchParams, viewer };
  }

  async function serveDocument(
    request: Request,
    url: URL,
    local: LocalUri,
    route: Route,
  ): Promise<Response | null> {
    if (preferenceOf(request.headers.get("accept")) === "page") return redirect(await pageOf(ports, local));
    const asked = askedBy(request, url, local);
    const mustBeSigned = settings.authorizedFetch && !alwaysReadable.has(local.name);
    if (mustBeSigned && (await asked.viewer()) === null) return problem(401, "fetch/signature-required");
    return respond(request, await route(ports, asked), { mayCache: !settings.authorizedFetch });
  }

  return {
    async handle(request) {
      const url = new URL(request.url);
      if (request.method !== "GET" && request.method !== "HEAD") return null;
      const discovered = await serveDiscovery(ports, deps.fedify, request, url);
      if (discovered !== null) return discovered;
      const local = uris.parse(`${uris.origin}${url.pathname}`);
      if (local === null) return null;
      const route = routes[local.name];
      if (typeof route === "function") return serveDocument(request, url, local, route);
      if (route === "inbox") return problem(405, "inbox/post-only", { allow: "POST" });
      const isDocument = preferenceOf(request.headers.get("accept")) === "document";
      return route === "page" && isDocument ? redirect(await documentOf(ports, local, url.pathname)) : null;
    },
  };
}

/** 302: which of the two it is depends on the `Accept` header. */
function redirect(location: string | null): Response | null {
  return location === null
    ? null
    : new Response(null, { status: 302, headers: { location, vary: "Accept" } });
}
