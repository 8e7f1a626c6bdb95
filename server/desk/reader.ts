import type { Call } from "../api/call.ts";
import type { Viewer } from "../api/viewer.ts";
import { currentSession } from "../sessions/current.ts";

/** What a browser says of a request that this node's own pages make, or somebody who types the address. */
const own = new Set<string | null>([null, "same-origin", "none"]);

/**
 * Who asks for a file of the desk: by a token for moderation, or with a browser's session, since links of the desk's pages
 * lead to it. Null for nobody who could be meant.
 */
export async function readerOf({
  ctx,
  viewer,
  token,
  request,
}: Pick<Call, "ctx" | "viewer" | "token" | "request">): Promise<Viewer | null> {
  // A token is for what its scopes say; a browser's cookie is for all that its owner may do.
  if (token !== null)
    return token.scopes.some((scope) => /^admin:read(:reports)?$/.test(scope)) ? viewer : null;
  return own.has(request.headers.get("sec-fetch-site")) ? currentSession(ctx, request) : null;
}
