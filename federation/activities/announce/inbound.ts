import type { Iri } from "#protocol/ids/iri.ts";
import { visibilityOf } from "#protocol/ids/visibility.ts";
import type { JsonObject, ObjectRef } from "#protocol/model/activity.ts";
import { typesOf } from "#protocol/vocab/json.ts";
import { readActivity } from "#protocol/vocab/read/activity.ts";
import { effectiveActivities } from "#protocol/vocab/types.ts";
import type { Intake } from "../../ports.ts";
import { carriedPost } from "../embedded.ts";
import { type ActivityHandler, type Inbound, type InboundDeps, idOf, ignored } from "../handler.ts";

/**
 * A boost; from a community also any activity, passed on whole (FEP-1b12); from a relay a post, without being a boost; from a node what it
 * says in the moot.
 */
export const announce: ActivityHandler = {
  type: "Announce",
  async receive(deps, inbound) {
    const { activity, actor, via } = inbound;
    const [ref] = activity.objects;
    if (ref === undefined) return ignored("activity/no-object");
    if (ref.json !== null && effectiveActivities.has(ref.type ?? "")) {
      // One level: what is wrapped twice is a loop or an attack.
      return via === null ? receiveWrapped(deps, inbound, ref.json) : ignored("announce/nested");
    }
    if (ref.iri === null) return ignored("object/no-id");
    if (ref.json !== null && typesOf(ref.json).includes("ContextNote"))
      return via === null
        ? deps.ports.intake.contextNote({ document: ref.json, by: actor })
        : ignored("announce/nested");
    if (ref.json !== null && typesOf(ref.json).includes("Decision"))
      return deps.ports.intake.decision({ document: ref.json, by: actor });
    const isRelay = (await deps.ports.relays.byActor(actor.iri)) !== null;
    return isRelay ? receiveRelayed(deps, inbound, ref) : receiveBoost(deps, inbound, ref.iri);
  },
};

async function receiveWrapped(
  deps: InboundDeps,
  { actor: community }: Inbound,
  json: JsonObject,
): Promise<Intake> {
  const claimed = readActivity(json);
  if (!claimed.ok) return ignored(claimed.error.type);
  const { actor: iri } = claimed.value;
  if (deps.ports.uris.isLocal(iri)) return ignored("announce/our-own");
  if (!(await deps.isFollowedHere(community))) return ignored("announce/unsolicited");
  const vouched = await deps.vouchedFor(json, { mayAsk: true });
  if (!vouched.ok)
    return ignored(vouched.error.type === "vouching/nobody" ? "announce/unverified" : vouched.error.type);
  const author = await deps.resolver.fetchAccount(iri);
  if (!author.ok) return ignored(author.error.type);
  return deps.dispatch({ activity: vouched.value.activity, actor: author.value, via: community, body: null });
}

/** What a relay names is taken from its own server, as if that had delivered it. */
async function receiveRelayed(deps: InboundDeps, inbound: Inbound, { iri }: ObjectRef): Promise<Intake> {
  if (iri !== null && (await deps.ports.posts.knows(iri))) return { outcome: "accepted" };
  const carried = await carriedPost(deps, { iri, type: null, json: null }, inbound);
  if (!carried.ok) return ignored(carried.error);
  return deps.ports.intake.post(carried.value.post, carried.value.author, "delivered");
}

async function receiveBoost(deps: InboundDeps, { activity, actor }: Inbound, post: Iri): Promise<Intake> {
  const { ports } = deps;
  const isOurs = ports.uris.isLocal(post);
  if (!isOurs && !(await deps.isFollowedHere(actor))) return ignored("boost/unsolicited");
  if (!(await ports.posts.knows(post))) {
    if (isOurs) return ignored("post/unknown");
    const fetched = await deps.resolver.fetchPost(post);
    if (!fetched.ok) return ignored(fetched.error.type);
  }
  const { to, cc, publishedAt } = activity;
  const addressed = to.length + cc.length === 0 ? "public" : visibilityOf({ to, cc }, actor.followers);
  const visibility = addressed === "direct" ? "followers" : addressed;
  return ports.intake.boost({ iri: idOf(activity, post), by: actor, post, visibility, publishedAt });
}
