import type { KnownAccount } from "../ports.ts";
import { findLocalAccount } from "../resolving/local.ts";
import type { ServingPorts } from "./asked.ts";
import { anyOrigin, problem, tagged } from "./response.ts";

type Deps = Pick<ServingPorts, "uris" | "handleHost" | "accounts">;

const PROFILE_PAGE = "http://webfinger.net/rel/profile-page";
const AVATAR = "http://webfinger.net/rel/avatar";

/**
 * WebFinger (RFC 7033): `acct:` on the handles' domain or the origin's host, the actor's IRI, the profile page, and the
 * node's root for its own actor. `rel` may be given several times and narrows the links.
 */
export async function serveWebFinger(deps: Deps, request: Request, url: URL): Promise<Response> {
  const resource = url.searchParams.get("resource");
  // A handle without `acct:` is no URI, but is sent by some.
  const isReadable = resource !== null && (/^https?:\/\/./i.test(resource) || resource.includes("@"));
  if (!isReadable) return problem(400, "webfinger/bad-resource", anyOrigin);
  const found = await findLocalAccount(deps, resource);
  if (!found.isOurs || found.account?.state !== "active")
    return problem(404, "webfinger/not-found", anyOrigin);
  const rels = url.searchParams.getAll("rel");
  const descriptor = await describe(deps, found.account, (rel) => rels.length === 0 || rels.includes(rel));
  return tagged(request, JSON.stringify(descriptor), {
    "content-type": "application/jrd+json",
    "cache-control": "public, max-age=300",
    ...anyOrigin,
  });
}

async function describe(deps: Deps, account: KnownAccount, isWanted: (rel: string) => boolean) {
  const profile = await deps.accounts.profile(account.id);
  const page = profile?.url ?? account.iri;
  const links = [
    { rel: PROFILE_PAGE, type: "text/html", href: page },
    { rel: "self", type: "application/activity+json", href: account.iri },
    ...(profile?.avatarUrl ? [{ rel: AVATAR, href: profile.avatarUrl }] : []),
  ];
  return {
    subject: `acct:${account.username}@${deps.handleHost}`,
    aliases: [...new Set([account.iri, page])],
    links: links.filter((link) => isWanted(link.rel)),
  };
}
