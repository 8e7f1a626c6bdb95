import { channelName, channelOwner } from "#protocol/vocab/write/channel.ts";
import type { KnownAccount } from "../ports.ts";
import { parseHandle } from "../remote/handles.ts";
import { findLocalAccount, isOurHost } from "../resolving/local.ts";
import { isUuid } from "../uuid.ts";
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
  const rels = url.searchParams.getAll("rel");
  const isWanted = (rel: string) => rels.length === 0 || rels.includes(rel);
  const owner = await findChannelOwner(deps, resource);
  if (owner !== null) return answer(request, await describeChannel(deps, owner, isWanted));
  const found = await findLocalAccount(deps, resource);
  if (!found.isOurs || found.account?.state !== "active")
    return problem(404, "webfinger/not-found", anyOrigin);
  return answer(request, await describe(deps, found.account, isWanted));
}

function answer(request: Request, descriptor: object): Response {
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

/** Whose channel a resource names: `acct:ana.videos@<this node>`, or the channel's IRI; `null` when it names none. */
async function findChannelOwner(deps: Deps, resource: string): Promise<KnownAccount | null> {
  const owner = await namedOwner(deps, resource);
  return owner?.isLocal && owner.state === "active" && owner.kind === "person" ? owner : null;
}

async function namedOwner(deps: Deps, resource: string): Promise<KnownAccount | null> {
  const { uris, accounts } = deps;
  if (/^https?:/i.test(resource)) {
    const local = uris.parse(resource);
    return local?.name === "channel" && isUuid(local.id) ? accounts.byId(local.id) : null;
  }
  const handle = parseHandle(resource.replace(/^acct:/i, "").replace(/^@/, ""));
  if (!handle.ok || !isOurHost(deps, handle.value.host)) return null;
  const username = channelOwner(handle.value.user);
  return username === null ? null : accounts.localByUsername(username);
}

async function describeChannel(
  deps: Deps,
  owner: KnownAccount,
  isWanted: (rel: string) => boolean,
): Promise<object> {
  const { links } = await describe(deps, owner, isWanted);
  const channel = deps.uris.channel(owner.id);
  return {
    subject: `acct:${channelName(owner.username)}@${deps.handleHost}`,
    aliases: [channel],
    links: links.map((link) => (link.rel === "self" ? { ...link, href: channel } : link)),
  };
}
