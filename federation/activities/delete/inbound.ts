import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import type { ObjectRef } from "#protocol/model/activity.ts";
import type { Intake } from "../../ports.ts";
import { type ActivityHandler, type Inbound, type InboundDeps, ignored } from "../handler.ts";

/** A post, a stamp or the account itself is gone; or a community's moderator removed somebody's post from it. */
export const deletion: ActivityHandler = {
  type: "Delete",
  async receive(deps, inbound) {
    let last: Intake = ignored("activity/no-object");
    for (const ref of inbound.activity.objects) last = await deleteOne(deps, inbound, ref);
    return last;
  },
};

async function deleteOne(deps: InboundDeps, inbound: Inbound, { iri, type }: ObjectRef): Promise<Intake> {
  const { ports } = deps;
  const { actor, via } = inbound;
  if (iri === null) return ignored("object/no-id");
  if (iri === actor.iri) return ports.intake.deleteAccount(actor);
  if (type === "QuoteAuthorization") return ports.intake.quoteRevoked(iri, actor);
  const isKnown = await ports.posts.knows(iri);
  // An id that is not known yet is remembered as deleted, so only its own server may name it.
  if (!isKnown && !sameOrigin(iri, actor.iri)) return ignored("delete/not-allowed");
  if (!isKnown && type === null) await ports.intake.quoteRevoked(iri, actor);
  // Lemmy: a moderator's removal gives the reason as `summary`, a deletion by the author has none.
  const { summary } = inbound.activity.json;
  const how = { removal: typeof summary === "string" && summary.trim() !== "" ? summary.trim() : null };
  const outcome = await ports.intake.deletePost(iri, actor, how);
  if (outcome.outcome === "accepted") await forwardDeletion(deps, inbound, iri);
  // A community announces what its moderators remove: it is the one that may.
  if (outcome.outcome === "ignored" && via !== null && isKnown) return ports.intake.deletePost(iri, via, how);
  return outcome;
}

/** Whoever was passed a reply by this node is passed its deletion too. */
async function forwardDeletion(deps: InboundDeps, inbound: Inbound, iri: Iri): Promise<void> {
  const deleted = await deps.ports.posts.byIri(iri);
  const parent = deleted?.post.inReplyTo ?? null;
  if (parent !== null && deps.ports.uris.isLocal(parent)) await deps.forward(inbound, parent);
}
