import type { Federation } from "@fedify/fedify";
import { bundledContext } from "../remote/contexts.ts";
import type { ServingPorts } from "./asked.ts";
import { serveHostMeta } from "./host-meta.ts";
import { anyOrigin, problem, tagged } from "./response.ts";
import { serveWebFinger } from "./webfinger.ts";

/** Of Fedify's `Federation`, what is asked of it here. */
export type NodeInfoServer = Pick<Federation<void>, "fetch">;

type Deps = Pick<ServingPorts, "uris" | "handleHost" | "accounts">;

const CONTEXT = "https://w3id.org/folkmoot/v1";

/** What describes the node and finds its accounts: open to everybody, whatever the `Accept` header says. `null` elsewhere. */
export async function serveDiscovery(
  deps: Deps,
  fedify: NodeInfoServer,
  request: Request,
  url: URL,
): Promise<Response | null> {
  switch (url.pathname) {
    case "/.well-known/webfinger":
      return serveWebFinger(deps, request, url);
    case "/.well-known/host-meta":
    case "/.well-known/host-meta.json":
      return serveHostMeta(deps, request, url);
    case "/.well-known/nodeinfo":
    case "/nodeinfo/2.1":
      return withAnyOrigin(await fedify.fetch(request, { contextData: undefined }));
    case "/ns/v1":
      return serveContext(request);
    default:
      return null;
  }
}

function serveContext(request: Request): Response {
  const context = bundledContext(CONTEXT);
  if (context === null) return problem(404, "document/not-found");
  return tagged(request, JSON.stringify(context), {
    "content-type": "application/ld+json",
    "cache-control": "public, max-age=86400",
    ...anyOrigin,
  });
}

function withAnyOrigin(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(anyOrigin)) headers.set(name, value);
  headers.set("cache-control", "public, max-age=300");
  return new Response(response.body, { status: response.status, headers });
}
