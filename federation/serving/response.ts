import { createHash } from "node:crypto";
import type { Found } from "./found.ts";

const ACTIVITY_JSON = "application/activity+json; charset=utf-8";
/** Short: an edit or a deletion is to be seen soon. Peers that hold the document are told of both anyway. */
const PUBLIC_CACHE = "public, max-age=60";
const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
};

/** Any browser code may read what finds and describes the node (RFC 7033 §5). */
export const anyOrigin = { "access-control-allow-origin": "*" };

/** A found document as a response, with an entity tag; 304 when the requester has it already. */
export function respond(request: Request, found: Found, options: { mayCache: boolean }): Response {
  switch (found.is) {
    case "document": {
      const isShared = found.isPublic && options.mayCache;
      const headers = {
        "content-type": ACTIVITY_JSON,
        "cache-control": isShared ? PUBLIC_CACHE : "private, no-cache",
        vary: isShared ? "Accept" : "Accept, Signature",
        ...(found.page === undefined ? {} : { link: `<${found.page}>; rel="alternate"; type="text/html"` }),
      };
      const { document } = found;
      return tagged(
        request,
        document instanceof Uint8Array ? new Uint8Array(document) : JSON.stringify(document),
        headers,
      );
    }
    case "gone":
      return new Response(JSON.stringify(found.tombstone), {
        status: 410,
        headers: { "content-type": ACTIVITY_JSON, vary: "Accept" },
      });
    case "missing":
      return problem(404, "document/not-found");
    case "forbidden":
      return problem(403, found.reason);
  }
}

/** A body with its entity tag (RFC 9110 §8.8.3), or 304 when `If-None-Match` names it. */
export function tagged(
  request: Request,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const known = (request.headers.get("if-none-match") ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""));
  if (known.includes(etag) || known.includes("*")) {
    const { "content-type": _, ...rest } = headers;
    return new Response(null, { status: 304, headers: { ...rest, etag } });
  }
  // HEAD is answered by the same code; the server drops the body.
  return new Response(body, { headers: { ...headers, etag } });
}

/** RFC 9457. `reason` says what this node calls it. */
export function problem(
  status: number,
  reason: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const title = titles[status] ?? "Error";
  return new Response(JSON.stringify({ type: "about:blank", title, status, reason }), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}
