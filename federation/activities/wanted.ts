import type { Iri } from "#protocol/ids/iri.ts";
import type { Post } from "#protocol/model/post.ts";
import type { KnownAccount } from "../ports.ts";
import { type Inbound, type InboundDeps, localAccount } from "./handler.ts";

/**
 * Whether a post that was sent here concerns anybody here: its author is followed, it names or answers somebody here, or
 * a relay or community brought it that somebody asked for. What strangers push at nobody is left out, as on Mastodon.
 */
export async function isWanted(
  deps: InboundDeps,
  post: Post,
  author: KnownAccount,
  inbound: Inbound,
): Promise<boolean> {
  if (await deps.isFollowedHere(author)) return true;
  if (inbound.actor.id !== author.id && (await deps.isFollowedHere(inbound.actor))) return true;
  if (inbound.via !== null && (await isAskedFor(deps, inbound.via))) return true;
  const { to, cc, mentions, inReplyTo, quote, community } = post;
  for (const about of [inReplyTo, quote?.iri ?? null])
    if (about !== null && deps.ports.uris.isLocal(about) && (await deps.ports.posts.knows(about)))
      return true;
  return namesSomebodyHere(deps, [community, ...to, ...cc, ...mentions.map(({ iri }) => iri)]);
}

async function isAskedFor(deps: InboundDeps, via: KnownAccount): Promise<boolean> {
  return (await deps.ports.relays.byActor(via.iri)) !== null || deps.isFollowedHere(via);
}

/** As many names as are looked up: the rest are for nobody here, or for nobody at all. */
const MOST_NAMES = 20;

async function namesSomebodyHere(deps: InboundDeps, named: readonly (Iri | null)[]): Promise<boolean> {
  const local = new Set(
    named.filter((iri) => iri !== null && deps.ports.uris.parse(iri)?.name === "account"),
  );
  for (const iri of [...local].slice(0, MOST_NAMES)) if (await localAccount(deps, iri)) return true;
  return false;
}
