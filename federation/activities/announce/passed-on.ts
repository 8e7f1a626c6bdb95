import type { JsonObject } from "#protocol/model/activity.ts";
import { inboxesOf } from "../../audience.ts";
import { derivedId, type OutboundDeps, type Outgoing } from "../../outgoing.ts";
import type { KnownAccount, OutgoingPost } from "../../ports.ts";
import { isOpen } from "../../post-document.ts";
import { announceOf } from "./outbound.ts";

/**
 * What happens to a post that groups of this node have passed on is passed on to their followers as well, whole (FEP-1b12):
 * group software hears of it from its group alone.
 *
 * @param event its id, of which those of the announcements are derived
 * @param write the activity that a group passes on
 */
export async function passedOn(
  deps: OutboundDeps,
  outgoing: OutgoingPost,
  event: string,
  write: (group: KnownAccount) => JsonObject | Promise<JsonObject>,
): Promise<Outgoing[]> {
  if (!isOpen(outgoing)) return [];
  const groups = await deps.posts.groupsOf(outgoing.id);
  return Promise.all(
    groups.map(async (group) => ({
      document: announceOf(deps, {
        iri: deps.uris.activity(derivedId(event, group.id)),
        by: group,
        object: await write(group),
        author: outgoing.author.iri,
        visibility: "public",
      }),
      sender: group,
      audience: await inboxesOf(deps, { followersOf: group }),
      isPublic: true,
      orderKey: outgoing.post.iri,
    })),
  );
}
