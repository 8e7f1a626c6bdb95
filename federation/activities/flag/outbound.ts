import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { writeFlag, writeFlagOfOne } from "#protocol/vocab/write/flag.ts";
import { inboxesOf } from "../../audience.ts";
import type { Build, EventOf, OutboundDeps } from "../../outgoing.ts";
import type { KnownAccount } from "../../ports.ts";

type Event = EventOf<"report.forwarded">;

/** One `Flag`, under an id that it is given. */
interface Draft {
  write: (iri: Iri) => JsonObject;
  to: KnownAccount[];
  also: KnownAccount[];
}

/** A post that has a `Flag` of its own. */
interface Apart {
  post: Iri;
  kind: "community" | "film" | "sound";
  to: KnownAccount;
}

/**
 * A report in the node's name, in the shape that each server takes; what software it runs shows in what is reported:
 *
 * - a post in a community (Lemmy, mbin, PieFed) is for that community's moderators: a `Flag` of the one post to the Group
 * - a film (PeerTube) or a sound (Funkwhale) is named alone, tagged with the reasons that its software knows
 * - everything else goes as Mastodon sends it: the account first, its posts after it
 *
 * Of several the first has the report's id, and the others that with a number as its fragment.
 */
export const reportForwarded: Build<"report.forwarded"> = async (deps, event) => {
  const { reportIri, targetId, alsoTo = [] } = event;
  const [sender, target] = await Promise.all([deps.accounts.nodeActor(), deps.accounts.byId(targetId)]);
  if (target === null || target.isLocal) return null;
  const others = await Promise.all(alsoTo.map((id) => deps.accounts.byId(id)));
  const posts = event.subjects.filter((iri) => iri !== target.iri);
  const apart = (await Promise.all(posts.map((post) => findApart(deps, post, target)))).flatMap(
    (found) => found ?? [],
  );
  const also = others.filter((account) => account !== null);
  const drafts = draftsOf({ event, actor: sender.iri, target, posts, apart, also });
  return Promise.all(
    drafts.map(async ({ write, to, also: openly }, at) => ({
      document: write(at === 0 ? reportIri : (`${reportIri}#${at}` as Iri)),
      sender,
      audience: await inboxesOf(deps, { privately: to, openly }),
      isPublic: false,
      orderKey: reportIri,
    })),
  );
};

function draftsOf(all: {
  event: Event;
  actor: Iri;
  target: KnownAccount;
  posts: readonly Iri[];
  apart: readonly Apart[];
  also: KnownAccount[];
}): Draft[] {
  const { event, actor, target, posts, apart, also } = all;
  const common = { actor, reason: event.comment };
  const drafts = apart.map(({ post, kind, to }): Draft => {
    const tags = tagsFor(kind, event);
    const parts = { ...common, object: post, to: to.iri, tags, isOfCommunity: kind === "community" };
    return { write: (iri) => writeFlagOfOne({ ...parts, iri }), to: [to], also: [] };
  });
  // Where a community is at home elsewhere, the author's own server hears of the post as well.
  const isTold = ({ to }: Apart) => hostOf(to.iri) === hostOf(target.iri);
  const told = new Set(apart.filter(isTold).map(({ post }) => post));
  const rest = posts.filter((post) => !told.has(post));
  const isForTarget = rest.length > 0 || posts.length === 0;
  if (!isForTarget && also.length === 0) return drafts;
  const objects: [Iri, ...Iri[]] = [target.iri, ...(isForTarget ? rest : posts)];
  const tags = tagsFor("film", event);
  const whole = (iri: Iri) => writeFlag({ ...common, iri, objects, tags });
  return [{ write: whole, to: isForTarget ? [target] : [], also }, ...drafts];
}

/** PeerTube's names do for everybody: it alone looks at them, beside nodes like this one. */
function tagsFor(kind: Apart["kind"], { reasons }: Event): string[] {
  if (reasons === undefined || kind === "community") return [];
  return kind === "sound" ? [`#${reasons.funkwhale}`] : reasons.known;
}

async function findApart(deps: OutboundDeps, post: Iri, author: KnownAccount): Promise<Apart | null> {
  const found = (await deps.posts.byIri(post))?.post;
  if (found === undefined) return null;
  const community = found.community === null ? null : await deps.accounts.byIri(found.community);
  // A channel of PeerTube is a Group, and no community.
  if (found.kind === "video") return { post, kind: "film", to: author };
  if (found.kind === "audio") return { post, kind: "sound", to: author };
  return community === null || community.isLocal ? null : { post, kind: "community", to: community };
}
