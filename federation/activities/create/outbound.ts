import { writeCreate } from "#protocol/vocab/write/create.ts";
import { writeVote } from "#protocol/vocab/write/vote.ts";
import { inboxesOf, inboxesOfPost } from "../../audience.ts";
import {
  activeSender,
  type Build,
  derivedId,
  livePost,
  type OutboundDeps,
  type Outgoing,
} from "../../outgoing.ts";
import type { OutgoingPost } from "../../ports.ts";
import { isOpen, postDocument } from "../../post-document.ts";
import { filmCreated } from "./film.ts";

/**
 * The `Create` of a local post. Its id is named after the post, so that the outbox, a group that passes it on and its
 * delivery all mean the same activity.
 */
export function createOf(deps: Pick<OutboundDeps, "uris">, outgoing: OutgoingPost) {
  const { id, author } = outgoing;
  return writeCreate({
    iri: deps.uris.activity(id),
    actor: author.iri,
    post: postDocument(deps.uris, outgoing),
  });
}

export const postCreated: Build<"post.created"> = async (deps, { postId }) => {
  const outgoing = await livePost(deps, postId);
  if (outgoing === null) return null;
  const ofPost = {
    document: createOf(deps, outgoing),
    sender: outgoing.author,
    audience: await inboxesOfPost(deps, outgoing),
    isPublic: isOpen(outgoing),
    orderKey: outgoing.post.iri,
  };
  return [ofPost, ...(await filmCreated(deps, outgoing))];
};

/** One `Create` for each option that was chosen, to the poll's author alone. */
export const voteCast: Build<"vote.cast"> = async (deps, { postId, accountId }, minted) => {
  const [sender, cast] = await Promise.all([
    activeSender(deps, accountId),
    deps.posts.vote(postId, accountId),
  ]);
  if (sender === null || cast === null) return null;
  const { question, author, votes } = cast;
  const audience = await inboxesOf(deps, { privately: [author] });
  return votes.map(
    ({ iri, option }): Outgoing => ({
      document: writeVote({
        iri: deps.uris.activity(derivedId(minted.id, iri)),
        vote: iri,
        actor: sender.iri,
        question,
        author: author.iri,
        option,
      }),
      sender,
      audience,
      isPublic: false,
      orderKey: iri,
    }),
  );
};
