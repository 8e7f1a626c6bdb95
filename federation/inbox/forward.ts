import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import { isPublic } from "#protocol/ids/visibility.ts";
import type { Activity } from "#protocol/model/activity.ts";
import type { Inbound } from "../activities/handler.ts";
import { derivedId } from "../outgoing.ts";
import type { Ports } from "../ports.ts";

/**
 * Passes a reply to a local post on to the local author's followers, with its original bytes, when it is addressed to
 * them (ActivityPub §7.1.2). Only what its own author signed is passed on: nobody could believe the rest.
 */
export async function forward(
  ports: Ports,
  { activity, actor, body }: Inbound,
  inReplyTo: Iri,
): Promise<void> {
  const { iri, type, json } = activity;
  if (body === null || iri === null) return;
  if (json.signature === undefined && json.proof === undefined) return;
  const parent = await ports.posts.byIri(inReplyTo);
  const followers = parent?.isLocal ? parent.author.followers : null;
  if (parent === null || followers === null || !isMeantFor(followers, activity)) return;
  const about = activity.objects[0]?.iri ?? iri;
  const inboxes = await ports.deliveries.followerInboxes(parent.author.id);
  await ports.deliveries.enqueue(
    {
      // A reply goes out once, under however many ids its Create is repeated.
      id: type === "Create" ? derivedId(parent.id, about) : ports.ids.next(),
      iri,
      senderId: parent.author.id,
      type,
      body,
      isPublic: false,
      orderKey: about,
    },
    inboxes.filter((inbox) => hostOf(inbox) !== hostOf(actor.iri) && ports.gate(hostOf(inbox))),
  );
}

/** Mastodon addresses a Delete to the public alone, whoever got the post. */
function isMeantFor(followers: Iri, { type, to, cc }: Activity): boolean {
  const addressed = [...to, ...cc];
  return addressed.includes(followers) || (type === "Delete" && addressed.some(isPublic));
}
