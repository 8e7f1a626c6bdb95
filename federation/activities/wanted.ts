import type { Iri } from "#protocol/ids/iri.ts";
import type { Post } from "#protocol/model/post.ts";
import type { KnownAccount } from "../ports.ts";
import type { Inbound, InboundDeps } from "./handler.ts";

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
  const isLocal = (iri: Iri | null | undefined) => iri != null && deps.ports.uris.isLocal(iri);
  if (post.to.some(isLocal) || post.cc.some(isLocal) || post.mentions.some(({ iri }) => isLocal(iri)))
    return true;
  if (isLocal(post.inReplyTo) || isLocal(post.quote?.iri) || isLocal(post.community)) return true;
  if (await deps.isFollowedHere(author)) return true;
  if (inbound.actor.id !== author.id && (await deps.isFollowedHere(inbound.actor))) return true;
  if (inbound.via === null) return false;
  return (await deps.ports.relays.byActor(inbound.via.iri)) !== null || deps.isFollowedHere(inbound.via);
}
