import { LRUCache } from "lru-cache";
import type { Dispatcher } from "undici";
import type { BodyDigest } from "#protocol/signing/digest.ts";
import { digestBody } from "#protocol/signing/digest.ts";
import { type SigningKey, signRequest } from "#protocol/signing/requests.ts";
import type { ClaimedDelivery, Ports, SignatureStyle } from "../ports.ts";
import { exchange } from "./exchange.ts";
import { type Attempt, classifyStatus } from "./outcome.ts";

/** An inbox that takes longer than this to answer is treated as down. */
const TIMEOUT_MS = 15_000;
const CONTENT_TYPE = "application/activity+json";

interface Parcel {
  senderId: string;
  isPublic: boolean;
  body: Uint8Array;
  digest: BodyDigest;
  key: SigningKey;
}

interface Deps {
  deliveries: Pick<Ports["deliveries"], "body">;
  hosts: Pick<Ports["hosts"], "signatureStyle" | "rememberStyle">;
  clock: Ports["clock"];
  dispatcher: Dispatcher;
  userAgent: string;
  allowHttp: boolean;
  /** The RSA key of a local account: the one kind every peer verifies. */
  rsaKey(accountId: string): Promise<SigningKey>;
  /** FEP-8fcf header for deliveries of this sender to this host; null when there is none. */
  synchronisation?(senderId: string, host: string): Promise<string | null>;
}

/**
 * One signed POST. A refused signature is tried once more in the other style ("double-knocking"), and the style that is
 * let in is remembered for the host. Redirects are not followed: an inbox that moved announces it in its actor.
 */
export function createSender(deps: Deps): (delivery: ClaimedDelivery) => Promise<Attempt> {
  // A fan-out reads, hashes and parses once what all its requests share.
  const parcels = new LRUCache<string, Promise<Parcel | null>>({ max: 64 });
  const styles = new LRUCache<string, SignatureStyle>({ max: 5_000 });

  const parcel = (activityId: string): Promise<Parcel | null> => {
    const known = parcels.get(activityId);
    if (known !== undefined) return known;
    const loading = load(deps, activityId);
    parcels.set(activityId, loading);
    loading.catch(() => parcels.delete(activityId));
    return loading;
  };

  const styleOf = async (host: string): Promise<SignatureStyle> => {
    const known = styles.get(host) ?? (await deps.hosts.signatureStyle(host)) ?? "cavage";
    styles.set(host, known);
    return known;
  };

  return async (delivery) => {
    const url = URL.parse(delivery.inbox);
    if (url === null || (url.protocol !== "https:" && !(deps.allowHttp && url.protocol === "http:"))) {
      return { outcome: "rejected", error: "inbox is not an address we send to", answered: false };
    }
    const loaded = await parcel(delivery.activityId);
    if (loaded === null) return { outcome: "rejected", error: "the activity is gone", answered: false };
    const style = await styleOf(delivery.host);
    const first = await post(deps, url, delivery, loaded, style);
    if (first.outcome !== "retry" || first.hostFailed) return first;
    const other = style === "cavage" ? "rfc9421" : "cavage";
    const second = await post(deps, url, delivery, loaded, other);
    if (second.outcome !== "delivered") return first;
    styles.set(delivery.host, other);
    await deps.hosts.rememberStyle(delivery.host, other);
    return second;
  };
}

async function load(deps: Deps, activityId: string): Promise<Parcel | null> {
  const stored = await deps.deliveries.body(activityId);
  if (stored === null) return null;
  const body = new Uint8Array(stored.body);
  const [digest, key] = await Promise.all([digestBody(body), deps.rsaKey(stored.senderId)]);
  return { senderId: stored.senderId, isPublic: stored.isPublic, body, digest, key };
}

async function post(
  deps: Deps,
  url: URL,
  delivery: ClaimedDelivery,
  parcel: Parcel,
  style: SignatureStyle,
): Promise<Attempt> {
  const headers: Record<string, string> = { "content-type": CONTENT_TYPE };
  const request = { method: "POST", url: url.href, headers, body: parcel.body };
  const signed = await signRequest(request, parcel.key, {
    style,
    now: deps.clock.now(),
    digest: parcel.digest,
  });
  const extra = parcel.isPublic ? {} : await synchronisationHeader(deps, parcel.senderId, delivery.host);
  try {
    const { status, retryAfter } = await exchange(deps.dispatcher, {
      origin: url.origin,
      path: url.pathname + url.search,
      method: "POST",
      headers: { ...headers, ...signed, ...extra, "user-agent": deps.userAgent },
      body: parcel.body,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    return classifyStatus(status, retryAfter);
  } catch (error) {
    // An address that is not public among them (AddressRefused): one bad answer of a name server, or for ever.
    return { outcome: "retry", error: describe(error), hostFailed: true, retryAfterMs: null };
  }
}

/**
 * Only beside what is for followers alone, as Mastodon does: that is where a server that counts a follower too many would
 * show it to somebody it is not for. The digest costs a look at all followers a host.
 */
async function synchronisationHeader(
  deps: Deps,
  senderId: string,
  host: string,
): Promise<Record<string, string>> {
  const header = (await deps.synchronisation?.(senderId, host)) ?? null;
  return header === null ? {} : { "collection-synchronization": header };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : error.name;
  return `${code}: ${error.message}`;
}
