import type { Iri } from "#protocol/ids/iri.ts";
import { writeFlag } from "#protocol/vocab/write/flag.ts";
import { inboxesOf } from "../../audience.ts";
import type { Build, OutboundDeps } from "../../outgoing.ts";
import type { KnownAccount } from "../../ports.ts";

/**
 * A report in the node's name, to the server of the account that is reported. Its post in a community (Lemmy, mbin,
 * PieFed) is for that community's moderators: a `Flag` of the one post, addressed to the Group, as Lemmy wants it.
 * Everywhere else, as Mastodon sends it, the account comes first and its posts follow.
 */
export const reportForwarded: Build<"report.forwarded"> = async (deps, event) => {
  const { reportIri, targetId, subjects, comment, alsoTo = [] } = event;
  const [sender, target] = await Promise.all([deps.accounts.nodeActor(), deps.accounts.byId(targetId)]);
  if (target === null || target.isLocal) return null;
  const posts = subjects.filter((iri) => iri !== target.iri);
  const inCommunity = await findInCommunity(deps, posts);
  const objects: readonly [Iri, ...Iri[]] =
    inCommunity === null ? [target.iri, ...posts] : [inCommunity.post];
  const to = inCommunity?.community ?? target;
  const others = await Promise.all(alsoTo.map((id) => deps.accounts.byId(id)));
  return {
    document: writeFlag({ iri: reportIri, actor: sender.iri, objects, to: to.iri, reason: comment }),
    sender,
    audience: await inboxesOf(deps, {
      privately: [to],
      openly: others.filter((account) => account !== null),
    }),
    isPublic: false,
    orderKey: reportIri,
  };
};

async function findInCommunity(
  deps: OutboundDeps,
  posts: readonly Iri[],
): Promise<{ post: Iri; community: KnownAccount } | null> {
  const [post] = posts;
  if (post === undefined || posts.length > 1) return null;
  const outgoing = await deps.posts.byIri(post);
  const iri = outgoing?.post.community ?? null;
  const community = iri === null ? null : await deps.accounts.byIri(iri);
  return community === null || community.isLocal ? null : { post, community };
}
