import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import type { Activity, JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { isPlain } from "#protocol/vocab/context.ts";
import { typesOf } from "#protocol/vocab/json.ts";
import { readActivity } from "#protocol/vocab/read/activity.ts";
import type { CompactError } from "../compact.ts";
import type { Ports } from "../ports.ts";
import type { FetchProblem } from "../resolving/errors.ts";
import type { KeyOwners } from "./key-owner.ts";
import { signedMeaning } from "./ld-signature.ts";
import { checkProofs } from "./proof.ts";
import type { Turns } from "./turns.ts";
import type { Unvouched } from "./unvouched.ts";

interface Deps extends Pick<Ports, "clock" | "uris"> {
  keyOwners: KeyOwners;
  inTurn: Turns;
  fetchDocument(iri: Iri): Promise<Result<JsonObject, FetchProblem>>;
  compact(document: JsonObject): Promise<Result<JsonObject, CompactError>>;
}

export interface Vouched {
  activity: Activity;
  /** Its actor signed the bytes, so that others can believe them too. */
  isSigned: boolean;
}

/**
 * An activity that somebody else brought (a relay, a community, a server that forwards), as its own actor vouches for it:
 * by an object proof (FEP-8b32), by a Linked Data Signature, or by what its server answers for it.
 *
 * @param json as it was received: proofs are over it
 * @param options.mayAsk whether the actor's server may be asked: only for those who say who they are
 */
export async function vouchedFor(
  deps: Deps,
  json: JsonObject,
  options: { mayAsk: boolean },
): Promise<Result<Vouched, Unvouched>> {
  const claimed = readActivity(json);
  if (!claimed.ok) return err({ type: "vouching/nobody" });
  const { actor } = claimed.value;
  const signed = await asSigned(deps, json, actor);
  const vouched = signed.ok
    ? asSaidBy(actor, signed.value, true)
    : options.mayAsk
      ? await asServed(deps, claimed.value)
      : null;
  if (vouched !== null) return ok(vouched);
  return signed.ok ? err({ type: "vouching/nobody" }) : signed;
}

/** In plain terms, as the actor proved or signed it. */
async function asSigned(deps: Deps, json: JsonObject, actor: Iri): Promise<Result<JsonObject, Unvouched>> {
  const proofs = await checkProofs(deps, json, actor);
  const proved = proofs.ok ? await plain(deps, json) : null;
  if (proved !== null) return ok(proved);
  const signed = await signedMeaning(deps, json, actor);
  return signed.ok || signed.error.type !== "vouching/nobody" || proofs.ok ? signed : proofs;
}

/** Servers keep these under their ids. Of the rest, such as the votes of a large community, only what is about us is worth a request. */
const kept = new Set(["Announce", "Delete"]);

async function asServed(deps: Deps, claimed: Activity): Promise<Vouched | null> {
  const { actor, iri, type, objects } = claimed;
  const object = objects.length === 1 ? (objects[0]?.iri ?? null) : null;
  // Not every server keeps these, but the post says it all, and says it as it is now.
  if ((type === "Create" || type === "Update") && object !== null && sameOrigin(object, actor)) {
    const post = await serving(deps, object);
    return post === null ? null : asSaidBy(actor, { type, actor, object: post }, false);
  }
  const isAboutUs = object !== null && deps.uris.isLocal(object);
  if (iri === null || !(kept.has(type) || isAboutUs)) return null;
  const activity = await serving(deps, iri);
  if (activity !== null) return asSaidBy(actor, activity, false);
  const isOwnPost = type === "Delete" && object !== null && sameOrigin(object, actor);
  return isOwnPost && (await isGone(deps, object)) ? asSaidBy(actor, { type, actor, object }, false) : null;
}

async function isGone({ fetchDocument }: Deps, iri: Iri): Promise<boolean> {
  const fetched = await fetchDocument(iri);
  if (fetched.ok) return fetched.value.id === iri && typesOf(fetched.value).includes("Tombstone");
  return fetched.error.type === "response/status" && fetched.error.status === 410;
}

async function serving({ fetchDocument }: Deps, iri: Iri): Promise<JsonObject | null> {
  const fetched = await fetchDocument(iri);
  return fetched.ok && fetched.value.id === iri ? fetched.value : null;
}

async function plain({ compact }: Deps, json: JsonObject): Promise<JsonObject | null> {
  if (isPlain(json)) return json;
  const compacted = await compact(json);
  return compacted.ok ? compacted.value : null;
}

function asSaidBy(actor: Iri, json: JsonObject, isSigned: boolean): Vouched | null {
  const read = readActivity(json);
  return read.ok && read.value.actor === actor ? { activity: read.value, isSigned } : null;
}
