import type { Iri } from "#protocol/ids/iri.ts";
import { iri as readIri } from "#protocol/vocab/json.ts";
import { limits } from "#protocol/vocab/limits.ts";
import { readProse } from "#protocol/vocab/read/names.ts";
import type { Intake, KnownAccount, Ports } from "../ports.ts";
import { type Inbound, type InboundDeps, ignored, localAccount } from "./handler.ts";

/**
 * Accept and Reject: the answer to a Follow (of an account or a relay), to a report, or to a request to quote. An id alone
 * is a Follow's or a report's: which post a request was about is known only when it is inlined.
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
  if (ref.type === "Flag" || ref.type === null) {
    const answered = await reportAnswer(ports, activity, actor, accepted ? "accepted" : "rejected");
    if (answered !== null) return answered;
  }
  if (ref.iri !== null && (await ports.relays.answered(ref.iri, accepted, actor.iri)))
    return { outcome: "accepted" };
  if (ref.type !== null && ref.type !== "Follow") return ignored("answer/no-effect");
  const follower = await localAccount(deps, followerOf(ref.json));
  return ports.intake.followAnswered({ iri: ref.iri, follower, followee: actor, accepted });
}

/** The answer to a report that is known here; null for anything else. */
export async function reportAnswer(
  { uris, intake }: Pick<Ports, "uris" | "intake">,
  { objects, result, text }: Inbound["activity"],
  by: KnownAccount,
  answer: "accepted" | "rejected" | "resolved" | "reopened",
): Promise<Intake | null> {
  const flag = objects[0]?.iri ?? null;
  const isOurs = flag !== null && uris.parse(flag)?.name === "activity";
  // By its id alone it may be anything; only a report of this node is worth a look.
  if (flag === null || (objects[0]?.type !== "Flag" && !isOurs)) return null;
  const said = readProse(result?.json?.content, limits.summary) ?? text ?? "";
  return intake.reportAnswered({ flag, by, answer, text: said, texts: textsOf(result?.json?.contentMap) });
}

/** Languages that a text is looked at in, at most. */
const MOST_LANGUAGES = 50;

function textsOf(map: unknown): Record<string, string> {
  if (typeof map !== "object" || map === null || Array.isArray(map)) return {};
  const said = Object.entries(map)
    .slice(0, MOST_LANGUAGES)
    .flatMap(([language, value]) => {
      const text = readProse(value, limits.summary);
      return text === null ? [] : [[language, text] as const];
    });
  return Object.fromEntries(said);
}

function followerOf(json: Inbound["activity"]["json"] | null): Iri | null {
  return json === null ? null : readIri(json.actor);
}
