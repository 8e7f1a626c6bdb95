import type { Iri } from "#protocol/ids/iri.ts";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import { writeFollow } from "#protocol/vocab/write/follow.ts";
import { inboxesOf } from "../../audience.ts";
import { activeSender, type Build, type OutboundDeps } from "../../outgoing.ts";
import type { KnownAccount } from "../../ports.ts";

/** Both ends of a follow, or `null` when either is not known any more. */
export async function endsOf(
  deps: OutboundDeps,
  { followerId, followeeId }: { followerId: string; followeeId: string },
): Promise<{ follower: KnownAccount; followee: KnownAccount } | null> {
  const [follower, followee] = await Promise.all([
    deps.accounts.byId(followerId),
    deps.accounts.byId(followeeId),
  ]);
  return follower === null || followee === null ? null : { follower, followee };
}

export const followRequested: Build<"follow.requested"> = async (deps, event) => {
  const [sender, ends] = await Promise.all([activeSender(deps, event.followerId), endsOf(deps, event)]);
  if (sender === null || ends === null) return null;
  const { followee } = ends;
  return {
    document: writeFollow({ iri: event.followIri, actor: sender.iri, object: followee.iri }),
    sender,
    audience: await inboxesOf(deps, { privately: [followee] }),
    isPublic: false,
    orderKey: event.followIri,
  };
};

/**
 * A relay is subscribed to by a `Follow` of the public collection (Mastodon style) or of its actor (LitePub style).
 *
 * @param actor the relay's actor for LitePub; `null` for Mastodon style
 */
export function followOfRelay(node: KnownAccount, followIri: Iri, actor: Iri | null) {
  return writeFollow({ iri: followIri, actor: node.iri, object: actor ?? PUBLIC });
}

export const relayFollowed: Build<"relay.followed"> = async (deps, { relayId }) => {
  const [sender, relay] = await Promise.all([deps.accounts.nodeActor(), deps.relays.byId(relayId)]);
  if (relay === null) return null;
  const { inbox, followIri, style, actorIri } = relay;
  return {
    document: followOfRelay(sender, followIri, style === "litepub" ? actorIri : null),
    sender,
    audience: await inboxesOf(deps, { inboxes: [inbox] }),
    isPublic: false,
    orderKey: followIri,
  };
};
