import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { writeBlock } from "#protocol/vocab/write/block.ts";
import { writeFollow } from "#protocol/vocab/write/follow.ts";
import { writeUndo } from "#protocol/vocab/write/undo.ts";
import { inboxesOf, inboxesOfPost, type Targets } from "../../audience.ts";
import { activeSender, type Build, type OutboundDeps, type Outgoing } from "../../outgoing.ts";
import type { KnownAccount } from "../../ports.ts";
import { isOpen } from "../../post-document.ts";
import { announceOf } from "../announce/outbound.ts";
import { passedOn } from "../announce/passed-on.ts";
import { filmEdited } from "../create/film.ts";
import { deleteOf, removalOf } from "../delete/outbound.ts";
import { endsOf, followOfRelay } from "../follow/outbound.ts";
import { reactionOf } from "../like/outbound.ts";

interface Undone {
  iri: Iri;
  sender: KnownAccount;
  /** Written again as it was sent: what it undoes is inlined. */
  activity: JsonObject;
  undoneIri: Iri;
  targets: Targets;
  isPublic?: boolean;
}

async function undo(deps: OutboundDeps, undone: Undone): Promise<Outgoing> {
  const { iri, sender, activity, undoneIri, targets, isPublic = false } = undone;
  return {
    document: writeUndo({ iri, actor: sender.iri, activity }),
    sender,
    audience: await inboxesOf(deps, targets),
    isPublic,
    orderKey: undoneIri,
  };
}

/** The boost itself is gone by now: the event tells how widely it was addressed. */
export const boostUndone: Build<"boost.undone"> = async (deps, event, { iri }) => {
  const { accountId, boostIri, postId, visibility } = event;
  const [sender, boosted] = await Promise.all([activeSender(deps, accountId), deps.posts.byId(postId)]);
  if (sender === null || boosted === null) return null;
  const { post, author } = boosted;
  const about = { by: sender, object: post.iri, author: author.iri, visibility };
  return undo(deps, {
    iri,
    sender,
    activity: announceOf(deps, { ...about, iri: boostIri }),
    undoneIri: boostIri,
    targets: { followersOf: sender, openly: [author] },
    isPublic: visibility !== "followers",
  });
};

/**
 * The removal of a post is taken back, in Lemmy's form: the `Delete` is inlined. A film is offered again as it is. Of somebody
 * else's post, the communities of this node that told of its removal tell their followers.
 */
export const postRestored: Build<"post.restored"> = async (deps, event, { id, iri }) => {
  const { postId, removalIri, summary } = event;
  const outgoing = await deps.posts.byId(postId);
  if (outgoing === null) return null;
  const { post, author } = outgoing;
  if (!outgoing.isLocal) {
    const { iri: actor } = await deps.accounts.nodeActor();
    const removal = await removalOf(deps, outgoing, { iri: removalIri, summary });
    return passedOn(deps, outgoing, id, (group) => writeUndo({ iri, actor, activity: removal(group) }));
  }
  const activity = await deleteOf(deps, outgoing, { iri: removalIri, summary });
  const document = writeUndo({ iri, actor: author.iri, activity });
  const ofPost = {
    document,
    sender: author,
    audience: await inboxesOfPost(deps, outgoing, await deps.posts.participants(postId)),
    isPublic: isOpen(outgoing),
    orderKey: post.iri,
  };
  return [
    ofPost,
    ...(await passedOn(deps, outgoing, id, () => document)),
    ...(outgoing.deletedAt === null ? await filmEdited(deps, outgoing, id) : []),
  ];
};

export const reactionUndone: Build<"reaction.undone"> = async (deps, event, { iri }) => {
  const { accountId, reactionIri, postId, reaction, emoji } = event;
  const [sender, outgoing] = await Promise.all([activeSender(deps, accountId), deps.posts.byId(postId)]);
  if (sender === null || outgoing === null) return null;
  const { post, author } = outgoing;
  const activity = reactionOf({
    iri: reactionIri,
    kind: reaction,
    actor: sender.iri,
    post: post.iri,
    author: author.iri,
    emoji,
    emojiUrl: null,
  });
  if (activity === null) return null;
  return undo(deps, { iri, sender, activity, undoneIri: reactionIri, targets: { privately: [author] } });
};

export const followUndone: Build<"follow.undone"> = async (deps, event, { iri }) => {
  const ends = await endsOf(deps, event);
  if (ends === null || !ends.follower.isLocal) return null;
  const { follower, followee } = ends;
  const activity = writeFollow({ iri: event.followIri, actor: follower.iri, object: followee.iri });
  return undo(deps, {
    iri,
    sender: follower,
    activity,
    undoneIri: event.followIri,
    targets: { privately: [followee] },
  });
};

export const blockUndone: Build<"block.undone"> = async (deps, event, { iri }) => {
  const { accountId, targetId, blockIri } = event;
  const [sender, target] = await Promise.all([activeSender(deps, accountId), deps.accounts.byId(targetId)]);
  if (sender === null || target === null) return null;
  const activity = writeBlock({ iri: blockIri, actor: sender.iri, object: target.iri });
  return undo(deps, { iri, sender, activity, undoneIri: blockIri, targets: { privately: [target] } });
};

export const relayUnfollowed: Build<"relay.unfollowed"> = async (deps, event, { iri }) => {
  const sender = await deps.accounts.nodeActor();
  const activity = followOfRelay(sender, event.followIri, event.relayActor);
  return undo(deps, {
    iri,
    sender,
    activity,
    undoneIri: event.followIri,
    targets: { inboxes: [event.inbox] },
  });
};
