import { sameOrigin } from "#protocol/ids/iri.ts";
import type { ObjectRef } from "#protocol/model/activity.ts";
import { iri as readIri } from "#protocol/vocab/json.ts";
import { limits } from "#protocol/vocab/limits.ts";
import { readProse } from "#protocol/vocab/read/names.ts";
import { readVote } from "#protocol/vocab/read/poll.ts";
import type { Intake, Ports } from "../../ports.ts";
import { checkStamp } from "../../quote-stamp.ts";
import { carriedPost } from "../embedded.ts";
import { type ActivityHandler, type Inbound, type InboundDeps, idOf, ignored } from "../handler.ts";
import { isWanted } from "../wanted.ts";

/** As many as a poll has options at most. */
const MOST_OBJECTS = 20;

/** A post, or a vote in a poll here. GoToSocial sends several votes as one Create with several objects. */
export const create: ActivityHandler = {
  type: "Create",
  async receive(deps, inbound) {
    const { objects } = inbound.activity;
    // Each may cost a request: a Create of hundreds of ids would have this node ask for them all.
    if (objects.length > MOST_OBJECTS) return ignored("activity/too-many-objects");
    let last: Intake = ignored("activity/no-object");
    for (const ref of objects) last = await receiveOne(deps, inbound, ref);
    return last;
  },
};

/** What moderators elsewhere write to this node's about a report is no post; null for everything else. */
async function reportNote(
  ports: Pick<Ports, "uris" | "intake">,
  { activity, actor }: Inbound,
  { iri, type, json }: ObjectRef,
): Promise<Intake | null> {
  if (type !== "Note" || json === null || !activity.to.includes(ports.uris.nodeActor())) return null;
  const flag = readIri(json.inReplyTo);
  const text = readProse(json.content, limits.summary);
  if (iri === null || flag === null || text === null || !sameOrigin(iri, actor.iri)) return null;
  return ports.intake.reportNote({ iri, by: actor, flag, text });
}

async function receiveOne(deps: InboundDeps, inbound: Inbound, ref: ObjectRef): Promise<Intake> {
  const { ports } = deps;
  const { actor, activity } = inbound;
  const vote = ref.json === null ? null : readVote(ref.json);
  if (vote !== null && ports.uris.isLocal(vote.question)) {
    if (vote.voter !== null && vote.voter !== actor.iri) return ignored("vote/by-another");
    const { question, option } = vote;
    return ports.intake.vote({ iri: vote.iri ?? idOf(activity, question), voter: actor, question, option });
  }
  const note = await reportNote(ports, inbound, ref);
  if (note !== null) return note;
  const carried = await carriedPost(deps, ref, inbound);
  if (!carried.ok) return ignored(carried.error);
  const { post, author } = carried.value;
  if (!(await isWanted(deps, post, author, inbound))) return ignored("post/unsolicited");
  const intake = await ports.intake.post(post, author, "delivered");
  if (intake.outcome === "accepted") await checkStamp(ports, post);
  if (intake.outcome === "accepted" && post.inReplyTo !== null) {
    if (ports.uris.isLocal(post.inReplyTo)) await deps.forward(inbound, post.inReplyTo);
    else if (!(await ports.posts.knows(post.inReplyTo)))
      await ports.later({ kind: "fetch-thread", iri: post.inReplyTo, depth: ports.settings.maxThreadDepth });
  }
  return intake;
}
