import type { Iri } from "#protocol/ids/iri.ts";
import { addressing } from "#protocol/ids/visibility.ts";
import { writeAdd, writeRemove } from "#protocol/vocab/write/add.ts";
import { inboxesOf } from "../../audience.ts";
import { activeSender, type Build, livePost, type OutboundDeps, type Outgoing } from "../../outgoing.ts";
import { isOpen } from "../../post-document.ts";

/** Pinned and unpinned posts, to and from the collection of featured ones, told to followers. */
export const pinAdded: Build<"pin.added"> = (deps, event, { iri }) => featuredBy(deps, event, iri, writeAdd);

export const pinRemoved: Build<"pin.removed"> = (deps, event, { iri }) =>
  featuredBy(deps, event, iri, writeRemove);

async function featuredBy(
  deps: OutboundDeps,
  { accountId, postId }: { accountId: string; postId: string },
  iri: Iri,
  write: typeof writeAdd,
): Promise<Outgoing | null> {
  const [sender, outgoing] = await Promise.all([activeSender(deps, accountId), livePost(deps, postId)]);
  if (sender === null || outgoing === null || outgoing.post.visibility === "direct") return null;
  const followers = sender.followers ?? deps.uris.followers(sender.id);
  return {
    document: write({
      iri,
      actor: sender.iri,
      object: outgoing.post.iri,
      target: deps.uris.featured(sender.id),
      ...addressing(outgoing.post.visibility, followers, []),
    }),
    sender,
    audience: await inboxesOf(deps, { followersOf: sender }),
    isPublic: isOpen(outgoing),
    orderKey: outgoing.post.iri,
  };
}
