import { accountKinds } from "#protocol/vocab/types.ts";
import { checkStamp } from "../../quote-stamp.ts";
import { carriedPost } from "../embedded.ts";
import { type ActivityHandler, type Inbound, type InboundDeps, ignored } from "../handler.ts";
import { isWanted } from "../wanted.ts";

/** A post or a profile has changed. */
export const update: ActivityHandler = {
  type: "Update",
  async receive(deps, inbound) {
    const { activity, actor } = inbound;
    const [ref] = activity.objects;
    if (ref === undefined) return ignored("activity/no-object");
    if (ref.iri === actor.iri || accountKinds.has(ref.type ?? "")) return updateAccount(deps, inbound);
    const carried = await carriedPost(deps, ref, inbound);
    if (!carried.ok) return ignored(carried.error);
    const { post, author } = carried.value;
    const intake = await deps.ports.intake.edit(post, author);
    if (intake.outcome === "accepted") {
      await checkStamp(deps.ports, post);
      if (post.inReplyTo !== null && deps.ports.uris.isLocal(post.inReplyTo))
        await deps.forward(inbound, post.inReplyTo);
      return intake;
    }
    // An Update that overtook its Create holds all that the Create does, and newer.
    if (intake.reason !== "post/unknown" || !(await isWanted(deps, post, author, inbound))) return intake;
    const taken = await deps.ports.intake.post(post, author, "delivered");
    if (taken.outcome === "accepted") await checkStamp(deps.ports, post);
    return taken;
  },
};

/** The profile is read from its own server: what is inlined here lacks a confirmed handle. */
async function updateAccount(deps: InboundDeps, { activity, actor }: Inbound) {
  if (activity.objects[0]?.iri !== actor.iri) return ignored("update/not-allowed");
  const fetched = await deps.resolver.fetchAccount(actor.iri, { fresh: true });
  return fetched.ok ? { outcome: "accepted" as const, id: fetched.value.id } : ignored(fetched.error.type);
}
