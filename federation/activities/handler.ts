import type { Iri } from "#protocol/ids/iri.ts";
import type { Activity, JsonObject } from "#protocol/model/activity.ts";
import type { Result } from "#protocol/result.ts";
import type { Unvouched } from "../inbox/unvouched.ts";
import type { Vouched } from "../inbox/vouched.ts";
import type { Intake, KnownAccount, Ports } from "../ports.ts";
import type { Resolver } from "../resolver.ts";
import type { FetchProblem } from "../resolving/errors.ts";

/** What handlers work with. */
export interface InboundDeps {
  ports: Ports;
  resolver: Pick<Resolver, "fetchAccount" | "fetchPost">;
  /** A document from its own server, in plain terms. */
  fetchDocument(iri: Iri): Promise<Result<JsonObject, FetchProblem>>;
  /** Whether anybody here follows the account; remembered for some seconds. */
  isFollowedHere(account: KnownAccount): Promise<boolean>;
  /** An activity on its own actor's word, whoever brought it. */
  vouchedFor(json: JsonObject, options: { mayAsk: boolean }): Promise<Result<Vouched, Unvouched>>;
  /** Hands an activity that came inside another one to its own handler. */
  dispatch(inbound: Inbound): Promise<Intake>;
  /** Passes a reply on to the followers of the local author it answers (ActivityPub §7.1.2). */
  forward(inbound: Inbound, inReplyTo: Iri): Promise<void>;
}

/** An activity whose actor is known to have made it. */
export interface Inbound {
  activity: Activity;
  actor: KnownAccount;
  /** The community or relay that brought it; `null` when it came from its own server. */
  via: KnownAccount | null;
  /** The bytes as received, while they are the actor's own. */
  body: Uint8Array | null;
}

export interface ActivityHandler {
  /** ActivityStreams type. */
  type: string;
  receive(deps: InboundDeps, inbound: Inbound): Promise<Intake>;
}

export function ignored(reason: string): Intake {
  return { outcome: "ignored", reason };
}

/** The object's id; its own when it is inlined. */
export function objectIri({ objects }: Activity): Iri | null {
  return objects[0]?.iri ?? null;
}

/** The activity's id, or one made from what it says: some peers send none for Follow, Like and Block. */
export function idOf({ iri, actor, type }: Activity, object: Iri): Iri {
  return iri ?? (`${actor}#${type.toLowerCase()}/${encodeURIComponent(object)}` as Iri);
}

export async function localAccount({ ports }: InboundDeps, iri: Iri | null): Promise<KnownAccount | null> {
  if (iri === null || !ports.uris.isLocal(iri)) return null;
  const account = await ports.accounts.byIri(iri);
  return account?.isLocal && account.state === "active" ? account : null;
}
