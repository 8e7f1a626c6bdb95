import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { Activity, JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { SignableRequest } from "#protocol/signing/requests.ts";
import { isPlain } from "#protocol/vocab/context.ts";
import { readActivity } from "#protocol/vocab/read/activity.ts";
import type { Inbound, InboundDeps } from "../activities/handler.ts";
import { dispatch, hasEffect } from "../activities/index.ts";
import type { CompactError } from "../compact.ts";
import type { KnownAccount } from "../ports.ts";
import { isJsonObject, parseBoundedJson } from "../remote/json.ts";
import type { Admission } from "./admission.ts";
import { authenticate } from "./authenticate.ts";
import type { KeyOwners } from "./key-owner.ts";
import { type InboxRefusal, problemBody } from "./refusal.ts";
import type { Unvouched } from "./unvouched.ts";

/** An activity at the door, as bytes: signatures are over them. */
export interface InboxRequest {
  method: string;
  /** Path with its query, as on the wire. */
  path: string;
  headers: SignableRequest["headers"];
  body: Uint8Array;
}

export interface InboxAnswer {
  status: number;
  body?: string;
  /** For the log: which activity it was, and why it was left or refused. */
  activity: Iri | null;
  reason?: string;
}

interface Deps extends Omit<InboundDeps, "dispatch"> {
  keyOwners: KeyOwners;
  /** Bounds what one host has under way here: what it sends may make this node wait for others. */
  admit: Admission;
  compact(document: JsonObject): Promise<Result<JsonObject, CompactError>>;
  /** Notes the `Collection-Synchronization` header of an authenticated delivery (FEP-8fcf). */
  synchronise(sender: KnownAccount, header: string): Promise<void>;
}

const BUSY: InboxRefusal = { status: 503, reason: "host/busy" };
const ACTIVITY_TYPES = /^application\/(?:activity\+json|ld\+json|json)\s*(?:;|$)/i;

/**
 * Takes in one activity: bounded, read, checked against the domain policy, authenticated, then handed to its handler. Each
 * outcome is counted. 202 means that it is committed, or that there was nothing to do.
 */
export async function receiveActivity(deps: Deps, request: InboxRequest): Promise<InboxAnswer> {
  const opened = openRequest(deps, request);
  if (!opened.ok) return refuse(deps, opened.error, "unread");
  const { activity } = opened.value;
  if (!hasEffect(activity.type)) return leave(deps, activity, "type/no-effect");
  try {
    return await receiveOpened(deps, request, opened.value);
  } catch (error) {
    return failed(deps, activity, error);
  }
}

async function receiveOpened(deps: Deps, request: InboxRequest, opened: Opened): Promise<InboxAnswer> {
  const { activity } = opened;
  const barred = atTheDoor(deps, activity);
  if (barred !== null) return refuse(deps, barred, activity.type, activity.iri);
  if (await isFarewellOfStranger(deps, activity)) return leave(deps, activity, "delete/unknown-account");
  const inbound = await authenticated(deps, request, opened);
  if (!inbound.ok) {
    // A deleted account's last word cannot be verified any more, and there is nothing left to do.
    if (activity.type === "Delete" && inbound.error.gone)
      return leave(deps, activity, "delete/unknown-account");
    return refuse(deps, inbound.error, activity.type, activity.iri);
  }
  const { actor, via } = inbound.value;
  const handling = deps.admit(hostOf((via ?? actor).iri), () => dispatch(deps, inbound.value));
  if (handling === null) return refuse(deps, BUSY, activity.type, activity.iri);
  const intake = await handling;
  if (intake.outcome === "accepted") return accepted(deps, activity);
  // A rule of the host says that the sender is to know.
  return intake.reason === "policy/rejected"
    ? refuse(deps, { status: 403, reason: intake.reason }, activity.type, activity.iri)
    : leave(deps, activity, intake.reason);
}

/**
 * The Delete of an account that was never seen here. Mastodon tells every server it knows, when the key is gone already:
 * asking for each would be most of a node's fetches.
 */
async function isFarewellOfStranger({ ports }: Deps, { type, actor, objects }: Activity): Promise<boolean> {
  const isFarewell = type === "Delete" && objects.length === 1 && objects[0]?.iri === actor;
  return isFarewell && (await ports.accounts.byIri(actor)) === null;
}

interface Opened {
  json: JsonObject;
  activity: Activity;
}

function openRequest(deps: Deps, { headers, body }: InboxRequest): Result<Opened, InboxRefusal> {
  const type = headers["content-type"];
  if (typeof type !== "string" || !ACTIVITY_TYPES.test(type))
    return err({ status: 415, reason: "body/content-type" });
  if (body.length > deps.ports.settings.maxBodyBytes) return err({ status: 413, reason: "body/too-large" });
  const json = parseBoundedJson(body);
  if (!json.ok) return err({ status: 400, reason: json.error.type });
  if (!isJsonObject(json.value)) return err({ status: 400, reason: "document/not-an-object" });
  const activity = readActivity(json.value);
  return activity.ok
    ? ok({ json: json.value, activity: activity.value })
    : err({ status: 400, reason: activity.error.type });
}

/** Domain policy, before anything is fetched or verified. */
function atTheDoor({ ports }: Deps, { actor }: Activity): InboxRefusal | null {
  if (ports.uris.isLocal(actor)) return { status: 403, reason: "actor/local" };
  return ports.gate(hostOf(actor)) ? null : { status: 403, reason: "domain/rejected" };
}

async function authenticated(
  deps: Deps,
  request: InboxRequest,
  { json, activity }: Opened,
): Promise<Result<Inbound, InboxRefusal & { gone: boolean }>> {
  const url = `${deps.ports.uris.origin}${request.path}`;
  const { method, headers, body } = request;
  const signer = await authenticate(
    { clock: deps.ports.clock, keyOwners: deps.keyOwners },
    { method, url, headers, body },
  );
  if (signer.ok && signer.value.iri === activity.actor) {
    const header = headers["collection-synchronization"];
    if (typeof header === "string") await deps.synchronise(signer.value, header);
    const plain = await asPlain(deps, json, activity);
    if (!plain.ok) return err({ status: 400, reason: plain.error, gone: false });
    return ok({ activity: plain.value, actor: signer.value, via: null, body });
  }
  if (!signer.ok && signer.error.status !== 401) return signer;
  const asking = signer.ok
    ? deps.admit(hostOf(signer.value.iri), () => deps.vouchedFor(json, { mayAsk: true }))
    : deps.vouchedFor(json, { mayAsk: false });
  if (asking === null) return err({ ...BUSY, gone: false });
  const vouched = await asking;
  const notVouchedFor = signer.ok
    ? err({ status: 401, reason: "signature/of-another", gone: false })
    : signer;
  if (!vouched.ok) return asRefusal(vouched.error) ?? notVouchedFor;
  const author = await deps.resolver.fetchAccount(activity.actor);
  if (!author.ok) return notVouchedFor;
  const { activity: meant, isSigned } = vouched.value;
  const via = signer.ok ? signer.value : null;
  return ok({ activity: meant, actor: author.value, via, body: isSigned ? body : null });
}

/** What is wrong with the actor's word; `null` when it is missing, which says nothing new. */
function asRefusal({ type }: Unvouched): Result<never, InboxRefusal & { gone: boolean }> | null {
  if (type === "vouching/nobody") return null;
  return err({ status: type === "signature/busy" ? 503 : 401, reason: type, gone: false });
}

/** Documents whose terms may mean something else than they say are rewritten in the usual ones first. */
async function asPlain(deps: Deps, json: JsonObject, activity: Activity): Promise<Result<Activity, string>> {
  if (isPlain(json)) return ok(activity);
  const compacted = await deps.compact(json);
  if (!compacted.ok) return err(compacted.error.type);
  const read = readActivity(compacted.value);
  return read.ok && read.value.actor === activity.actor ? read : err("document/json-ld");
}

/** Nothing was committed, and the sender comes again: what cannot be had now, and what is a fault of ours, are told apart. */
function failed(deps: Deps, { type, iri }: Activity, error: unknown): InboxAnswer {
  const cause = error instanceof Error ? error.cause : null;
  if (isJsonObject(cause) && cause.type === "batcher/overloaded")
    return refuse(deps, { status: 503, reason: "node/overloaded" }, type, iri);
  deps.ports.log.error({ err: error, activity: iri, type }, "an activity failed");
  return refuse(deps, { status: 500, reason: "node/failed" }, type, iri);
}

function accepted({ ports }: Deps, { type, iri }: Activity): InboxAnswer {
  ports.count({ type, outcome: "accepted", reason: "" });
  return { status: 202, activity: iri };
}

function leave({ ports }: Deps, { type, iri }: Activity, reason: string): InboxAnswer {
  ports.count({ type: hasEffect(type) ? type : "other", outcome: "ignored", reason });
  return { status: 202, activity: iri, reason };
}

function refuse(
  { ports }: Deps,
  refusal: InboxRefusal,
  type: string,
  activity: Iri | null = null,
): InboxAnswer {
  ports.count({ type: hasEffect(type) ? type : "other", outcome: "refused", reason: refusal.reason });
  const { status, reason } = refusal;
  return { status, body: problemBody({ status, reason }), activity, reason };
}
