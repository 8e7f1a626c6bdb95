import { writeQuoteRequest } from "#protocol/vocab/write/quote-request.ts";
import { inboxesOf } from "../../audience.ts";
import { type Build, livePost } from "../../outgoing.ts";
import { postDocument } from "../../post-document.ts";

/**
 * Asks the quoted author (FEP-044f). The quote is inlined, so that its author can judge it also when they could not fetch it.
 */
export const quoteRequested: Build<"quote.requested"> = async (deps, { postId }, { iri }) => {
  const outgoing = await livePost(deps, postId);
  if (outgoing === null || outgoing.post.quote === null) return null;
  const { post, author } = outgoing;
  const quoted = await deps.posts.byIri(outgoing.post.quote.iri);
  if (quoted === null || quoted.deletedAt !== null) return null;
  return {
    document: writeQuoteRequest({
      iri,
      actor: author.iri,
      quoted: quoted.post.iri,
      quote: postDocument(deps.uris, outgoing),
      author: quoted.author.iri,
    }),
    sender: author,
    audience: await inboxesOf(deps, { privately: [quoted.author] }),
    isPublic: false,
    orderKey: post.iri,
  };
};
