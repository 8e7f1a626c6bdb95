import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { Inbound } from "../activities/handler.ts";
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
  if (body === null || activity.iri === null) return;
  if (activity.json.signature === undefined && activity.json.proof === undefined) return;
  const parent = await ports.posts.byIri(inReplyTo);
  const followers = parent?.isLocal ? parent.author.followers : null;
  if (parent === null || followers === null) return;
  if (!activity.to.includes(followers) && !activity.cc.includes(followers)) return;
  const origin = hostOf(actor.iri);
  const inboxes = await ports.deliveries.followerInboxes(parent.author.id);
  const { iri, type } = activity;
  await ports.deliveries.enqueue(
    {
      id: ports.ids.next(),
      iri,
      senderId: parent.author.id,
      type,
      body,
      isPublic: false,
      orderKey: activity.objects[0]?.iri ?? iri,
    },
    inboxes.filter((inbox) => hostOf(inbox) !== origin && ports.gate(hostOf(inbox))),
  );
}
