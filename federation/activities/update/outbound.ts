import type { Iri } from "#protocol/ids/iri.ts";
import { writeAccount, writeSuspendedAccount } from "#protocol/vocab/write/account.ts";
import { writeUpdate } from "#protocol/vocab/write/update.ts";
import { inboxesOf, inboxesOfPost } from "../../audience.ts";
import { activeSender, type Build, livePost, type OutboundDeps, type Outgoing } from "../../outgoing.ts";
import type { OutgoingPost } from "../../ports.ts";
import { isOpen, postDocument } from "../../post-document.ts";
import { filmEdited } from "../create/film.ts";

export const postEdited: Build<"post.edited"> = async (deps, { postId, at }, { id, iri }) => {
  const found = await livePost(deps, postId);
  if (found === null) return null;
  const outgoing = at === undefined ? found : { ...found, post: { ...found.post, updatedAt: new Date(at) } };
  return [await updateOf(deps, outgoing, iri), ...(await filmEdited(deps, outgoing, id))];
};

/** The counts of a poll that closed, as the `Question` with its `closed`. */
export const pollClosed: Build<"poll.closed"> = async (deps, { postId }, { iri }) => {
  const outgoing = await livePost(deps, postId);
  return outgoing === null ? null : updateOf(deps, outgoing, iri);
};

async function updateOf(deps: OutboundDeps, outgoing: OutgoingPost, iri: Iri): Promise<Outgoing> {
  const { id, post, author } = outgoing;
  const participants = await deps.posts.participants(id);
  return {
    document: writeUpdate({
      iri,
      actor: author.iri,
      object: postDocument(deps.uris, outgoing),
      publishedAt: deps.clock.now(),
    }),
    sender: author,
    audience: await inboxesOfPost(deps, outgoing, participants),
    isPublic: isOpen(outgoing),
    orderKey: post.iri,
  };
}

/** Of the whole actor document: peers replace what they know. */
export const accountUpdated: Build<"account.updated"> = async (deps, { accountId }, { iri }) => {
  const [sender, profile] = await Promise.all([
    activeSender(deps, accountId),
    deps.accounts.profile(accountId),
  ]);
  if (sender === null || profile === null) return null;
  return {
    document: writeUpdate({
      iri,
      actor: sender.iri,
      object: writeAccount(profile),
      publishedAt: deps.clock.now(),
    }),
    sender,
    audience: await inboxesOf(deps, { followersOf: sender }),
    isPublic: true,
    orderKey: sender.iri,
  };
};

/** Of the actor that is suspended: peers hide it until the next Update. Moot once it is not suspended any more. */
export const accountSuspended: Build<"account.suspended"> = async (deps, { accountId }, { iri }) => {
  const [sender, profile] = await Promise.all([
    deps.accounts.byId(accountId),
    deps.accounts.profile(accountId),
  ]);
  if (!sender?.isLocal || sender.state !== "suspended" || profile === null) return null;
  return {
    document: writeUpdate({
      iri,
      actor: sender.iri,
      object: writeSuspendedAccount(profile),
      publishedAt: deps.clock.now(),
    }),
    sender,
    audience: await inboxesOf(deps, { followersOf: sender }),
    isPublic: true,
    orderKey: sender.iri,
  };
};
