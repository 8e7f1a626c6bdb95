import type { ServingPorts } from "./asked.ts";
import { anyOrigin, tagged } from "./response.ts";

/** Where WebFinger is (RFC 6415), as XRD or, at `host-meta.json` or where JSON is asked for, as JRD. */
export function serveHostMeta({ uris }: Pick<ServingPorts, "uris">, request: Request, url: URL): Response {
  const template = `${uris.origin}/.well-known/webfinger?resource={uri}`;
  const headers = { "cache-control": "public, max-age=3600", vary: "Accept", ...anyOrigin };
  const isJson =
    url.pathname.endsWith(".json") ||
    /\bapplication\/(jrd\+)?json\b/i.test(request.headers.get("accept") ?? "");
  if (isJson) {
    const links = [{ rel: "lrdd", type: "application/jrd+json", template }];
    return tagged(request, JSON.stringify({ links }), { ...headers, "content-type": "application/jrd+json" });
  }
  const xrd = `<?xml version="1.0" encoding="UTF-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
  <Link rel="lrdd" type="application/jrd+json" template="${template}"/>
</XRD>
`;
  return tagged(request, xrd, { ...headers, "content-type": "application/xrd+xml; charset=utf-8" });
}
