import type { Iri } from "#protocol/ids/iri.ts";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { writeCreate } from "#protocol/vocab/write/create.ts";
import { writeDelete } from "#protocol/vocab/write/delete.ts";
import { writeTombstone } from "#protocol/vocab/write/tombstone.ts";
import { writeUpdate } from "#protocol/vocab/write/update.ts";
import { inboxesOf } from "../../audience.ts";
import { derivedId, type OutboundDeps, type Outgoing } from "../../outgoing.ts";
import type { OutgoingPost } from "../../ports.ts";
import { videoDocument } from "../../post-document.ts";

/*
 * What becomes of a post's film, told beside what becomes of the post, and only to who follows the author's channel. It is the
 * author who tells it, as on PeerTube.
 */

/** The `Create` of a post's film; `null` when it has none. Its id is named after the post. */
export function createOfFilm(deps: Pick<OutboundDeps, "uris">, outgoing: OutgoingPost): JsonObject | null {
  const post = videoDocument(deps.uris, outgoing);
  if (post === null) return null;
  const iri = deps.uris.activity(derivedId(outgoing.id, "film"));
  return writeCreate({ iri, actor: outgoing.author.iri, post });
}

/** The same for who follows the channel; nothing when nobody does. */
export async function filmCreated(deps: OutboundDeps, outgoing: OutgoingPost): Promise<Outgoing[]> {
  const document = createOfFilm(deps, outgoing);
  return document === null ? [] : toChannel(deps, outgoing, () => document);
}

/** Its `Update`; its `Delete` when an edit took it away. */
export async function filmEdited(
  deps: OutboundDeps,
  outgoing: OutgoingPost,
  eventId: string,
): Promise<Outgoing[]> {
  const object = videoDocument(deps.uris, outgoing);
  if (object === null) return filmDeleted(deps, outgoing, eventId);
  const iri = deps.uris.activity(derivedId(eventId, "film"));
  const publishedAt = deps.clock.now();
  return toChannel(deps, outgoing, () =>
    writeUpdate({ iri, actor: outgoing.author.iri, object, publishedAt }),
  );
}

/** Its `Delete`, whether or not there was one: a deleted post does not tell. */
export async function filmDeleted(
  deps: OutboundDeps,
  outgoing: OutgoingPost,
  eventId: string,
): Promise<Outgoing[]> {
  const { id, post, author, deletedAt } = outgoing;
  if (post.visibility !== "public") return [];
  const iri = deps.uris.activity(derivedId(eventId, "film"));
  const object = writeTombstone(deps.uris.video(id), deletedAt === null ? {} : { deletedAt });
  return toChannel(deps, outgoing, () => writeDelete({ iri, actor: author.iri, object, to: [PUBLIC] }));
}

async function toChannel(
  deps: OutboundDeps,
  { id, author }: OutgoingPost,
  write: () => JsonObject,
): Promise<Outgoing[]> {
  const inboxes: Iri[] = await deps.deliveries.channelInboxes(author.id);
  const audience = await inboxesOf(deps, { inboxes });
  if (audience.length === 0) return [];
  const document = write();
  return [{ document, sender: author, audience, isPublic: true, orderKey: deps.uris.video(id) }];
}
