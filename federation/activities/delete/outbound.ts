import type { Iri } from "#protocol/ids/iri.ts";
import { addressing, PUBLIC } from "#protocol/ids/visibility.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { writeDelete } from "#protocol/vocab/write/delete.ts";
import { writeTombstone } from "#protocol/vocab/write/tombstone.ts";
import { inboxesOf, inboxesOfPost } from "../../audience.ts";
import type { Build, OutboundDeps } from "../../outgoing.ts";
import type { KnownAccount, OutgoingPost } from "../../ports.ts";
import { isOpen } from "../../post-document.ts";
import { passedOn } from "../announce/passed-on.ts";
import { filmDeleted } from "../create/film.ts";

/**
 * Of a post, as its `Tombstone`. Addressed as the post was, not to the public as Mastodon does: not even the id of a
 * private post is shown to others. A suspended author's posts are deleted as well.
 */
export const postDeleted: Build<"post.deleted"> = async (deps, { postId }, { id, iri }) => {
  const outgoing = await deps.posts.byId(postId);
  if (outgoing === null || !outgoing.isLocal || outgoing.deletedAt === null) return null;
  const document = await deleteOf(deps, outgoing, { iri, summary: null });
  const ofPost = {
    document,
    sender: outgoing.author,
    audience: await inboxesOfPost(deps, outgoing, await deps.posts.participants(postId)),
    isPublic: isOpen(outgoing),
    orderKey: outgoing.post.iri,
  };
  return [
    ofPost,
    ...(await passedOn(deps, outgoing, id, () => document)),
    ...(await filmDeleted(deps, outgoing, id)),
  ];
};

/**
 * Of a post that moderators of this node removed: by its author, whose server we are, and with the reason as its
 * `summary`, by which Lemmy and Folkmoot know that it may come back. Others take it for a deletion. Of somebody else's post
 * in a community of this node, that community alone tells its followers.
 */
export const postRemoved: Build<"post.removed"> = async (deps, event, { id }) => {
  const outgoing = await deps.posts.byId(event.postId);
  if (outgoing === null || outgoing.deletedAt === null) return null;
  const { removalIri: iri, summary } = event;
  if (!outgoing.isLocal) {
    const removal = await removalOf(deps, outgoing, { iri, summary });
    return passedOn(deps, outgoing, id, removal);
  }
  const document = await deleteOf(deps, outgoing, { iri, summary });
  const ofPost = {
    document,
    sender: outgoing.author,
    audience: await inboxesOfPost(deps, outgoing, await deps.posts.participants(event.postId)),
    isPublic: isOpen(outgoing),
    orderKey: outgoing.post.iri,
  };
  return [
    ofPost,
    ...(await passedOn(deps, outgoing, id, () => document)),
    ...(await filmDeleted(deps, outgoing, id)),
  ];
};

/** The removal of somebody else's post from a community of this node: by the node's own actor, to be passed on. */
export async function removalOf(
  deps: OutboundDeps,
  { post, deletedAt }: OutgoingPost,
  { iri, summary }: { iri: Iri; summary: string },
): Promise<(group: KnownAccount) => JsonObject> {
  const { iri: actor } = await deps.accounts.nodeActor();
  const object = writeTombstone(post.iri, deletedAt === null ? {} : { deletedAt });
  return (group) =>
    writeDelete({ iri, actor, summary, object, to: [PUBLIC], cc: [group.iri], audience: group.iri });
}

/** The `Delete` of a post, as it was or will be sent. */
export async function deleteOf(
  deps: OutboundDeps,
  { id, post, author, deletedAt }: OutgoingPost,
  { iri, summary }: { iri: Iri; summary: string | null },
): Promise<JsonObject> {
  const followers = author.followers ?? deps.uris.followers(author.id);
  const addressees = post.visibility === "direct" ? await deps.posts.addressees(id) : [];
  return writeDelete({
    iri,
    actor: author.iri,
    summary,
    // Without its former type, which JSON-LD takes for a relative IRI: nothing with one can be signed.
    object: writeTombstone(post.iri, deletedAt === null ? {} : { deletedAt }),
    ...addressing(
      post.visibility,
      followers,
      addressees.map((account) => account.iri),
    ),
  });
}

/** Of the actor itself, to every server that this node knows: each may hold its posts. */
export const accountDeleted: Build<"account.deleted"> = async (deps, { accountId }, { iri }) => {
  const sender = await deps.accounts.byId(accountId);
  if (sender === null || !sender.isLocal) return null;
  return {
    document: writeDelete({ iri, actor: sender.iri, object: sender.iri, to: [PUBLIC] }),
    sender,
    audience: await inboxesOf(deps, { followersOf: sender, everywhere: true }),
    isPublic: true,
    orderKey: sender.iri,
  };
};

/** Of a stamp, by its id, as Mastodon sends it: to whom it was given and to those who may have seen the quote. */
export const quoteRevoked: Build<"quote.revoked"> = async (deps, { authorizationId }, { iri }) => {
  const stamp = await deps.posts.quoteAuthorization(authorizationId);
  if (stamp === null || stamp.state !== "revoked" || !stamp.author.isLocal) return null;
  const quoting = await deps.accounts.byIri(stamp.quotingAccount);
  return {
    document: writeDelete({ iri, actor: stamp.author.iri, object: stamp.iri, to: [PUBLIC] }),
    sender: stamp.author,
    audience: await inboxesOf(deps, {
      followersOf: stamp.author,
      openly: quoting === null ? [] : [quoting],
    }),
    isPublic: true,
    orderKey: stamp.iri,
  };
};
