import type { Iri } from "#protocol/ids/iri.ts";
import { iri as readIri } from "#protocol/vocab/json.ts";
import type { Intake } from "../ports.ts";
import { type Inbound, type InboundDeps, ignored, localAccount } from "./handler.ts";

/**
 * Accept and Reject: the answer to a Follow (of an account or a relay) or to a request to quote. An id alone is a Follow's:
 * which post a request was about is known only when it is inlined.
 */
export async function receiveAnswer(
  deps: InboundDeps,
  { activity, actor }: Inbound,
  accepted: boolean,
): Promise<Intake> {
  const { ports } = deps;
  const [ref] = activity.objects;
  if (ref === undefined) return ignored("activity/no-object");
  if (ref.type === "QuoteRequest") {
    const quoting = readIri(ref.json?.instrument);
    const authorization = activity.result?.iri ?? null;
    return ports.intake.quoteAnswered({ by: actor, requestIri: ref.iri, quoting, authorization, accepted });
  }
  if (ref.iri !== null && (await ports.relays.answered(ref.iri, accepted, actor.iri)))
    return { outcome: "accepted" };
  if (ref.type !== null && ref.type !== "Follow") return ignored("answer/no-effect");
  const follower = await localAccount(deps, followerOf(ref.json));
  return ports.intake.followAnswered({ iri: ref.iri, follower, followee: actor, accepted });
}

function followerOf(json: Inbound["activity"]["json"] | null): Iri | null {
  return json === null ? null : readIri(json.actor);
}
