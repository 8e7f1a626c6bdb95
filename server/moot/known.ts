import type { Iri } from "#protocol/ids/iri.ts";
import { readRoster, termsOf, verifyRoster } from "#protocol/moot/roster.ts";
import type { Known } from "#protocol/moot/verify-decision.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { importPublicKey } from "#protocol/signing/keys.ts";
import { type JsonObject, readProofs } from "#protocol/signing/proofs.ts";
import type { ApiCtx } from "../context.ts";
import { type Peer, savePeerKnown } from "./store/peers.ts";

type Deps = Pick<ApiCtx, "sql" | "clock" | "fetchRemote">;

export type UnknownPeer =
  | { readonly type: "peer/unreachable" }
  /** Their actor names no key, or their roster is not signed with one of its. */
  | { readonly type: "peer/bad-key" }
  | { readonly type: "peer/bad-roster" };

const MOST_ACTOR_BYTES = 262_144;
const MOST_ROSTER_BYTES = 4 * 1_048_576;
const MOST_KEYS = 100;
/** So long what a peer has said of itself holds, unless something does not fit it. */
export const FRESH_MS = 3_600_000;

/**
 * What decisions of a peer are verified with: the key that a decision names and the terms of its trustees, as the peer has said them last. Null
 * where it names a key that is not known.
 */
export async function knownOf(peer: Peer, decision: JsonObject, now: Date): Promise<Known | null> {
  const proofs = readProofs(decision);
  const methods = (proofs.ok ? proofs.value : []).flatMap((each) =>
    each.ok ? each.value.verificationMethod : [],
  );
  const method = methods.find((each) => Object.hasOwn(peer.keys, each));
  const roster = peer.roster === null ? null : readRoster(peer.roster);
  if (method === undefined || roster === null || !roster.ok) return null;
  const key = await importPublicKey(peer.keys[method] ?? "");
  if (!key.ok) return null;
  return { node: { method, key: key.value }, termOf: termsOf(roster.value), now };
}

/** What a node says of itself: its keys, and who signs for it. */
export async function askPeer(
  ctx: Pick<Deps, "clock" | "fetchRemote">,
  actorIri: Iri,
): Promise<Result<Pick<Peer, "keys"> & { roster: JsonObject }, UnknownPeer>> {
  const accept = "application/activity+json";
  const address = new URL("/moot/roster", actorIri).href;
  const [actor, roster] = await Promise.all([
    fetchJson(ctx, actorIri, { accept, maxBytes: MOST_ACTOR_BYTES }),
    fetchJson(ctx, address, { accept: "application/json", maxBytes: MOST_ROSTER_BYTES }),
  ]);
  if (actor === null || roster === null) return err({ type: "peer/unreachable" });
  const keys = keysOf(actor, actorIri);
  if (Object.keys(keys).length === 0) return err({ type: "peer/bad-key" });
  const isTheirs = await isTheirRoster(roster, { keys, actorIri, now: ctx.clock.now() });
  return isTheirs ? ok({ keys, roster }) : err({ type: "peer/bad-roster" });
}

/** Asks a peer anew, and keeps what it says. */
export async function refreshPeer(ctx: Deps, peer: Peer): Promise<Result<Peer, UnknownPeer>> {
  const asked = await askPeer(ctx, peer.actorIri);
  if (!asked.ok) return asked;
  const at = ctx.clock.now();
  await savePeerKnown(ctx.sql, peer.accountId, { ...asked.value, at });
  return ok({ ...peer, ...asked.value, fetchedAt: at });
}

async function fetchJson(
  ctx: Pick<Deps, "fetchRemote">,
  url: string,
  options: { accept: string; maxBytes: number },
): Promise<JsonObject | null> {
  const fetched = await ctx.fetchRemote(url, options);
  if (!fetched.ok || new URL(fetched.value.url).origin !== new URL(url).origin) return null;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(fetched.value.body));
    return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as JsonObject) : null;
  } catch {
    return null;
  }
}

/** FEP-521a: the Multikeys that an actor makes assertions with. */
function keysOf(actor: JsonObject, iri: string): Record<string, string> {
  if (actor.id !== iri) return {};
  const listed = [actor.assertionMethod ?? []].flat().slice(0, MOST_KEYS) as unknown[];
  const keys = listed.flatMap((each) => {
    const { id, controller, publicKeyMultibase } = (each ?? {}) as Record<string, unknown>;
    const isKey = typeof id === "string" && typeof publicKeyMultibase === "string" && controller === iri;
    return isKey && id.startsWith(`${iri}#`) ? [[id, publicKeyMultibase] as const] : [];
  });
  return Object.fromEntries(keys);
}

async function isTheirRoster(
  roster: JsonObject,
  { keys, actorIri, now }: Pick<Peer, "keys" | "actorIri"> & { now: Date },
): Promise<boolean> {
  const proofs = readProofs(roster);
  const [proof] = proofs.ok ? proofs.value : [];
  const method = proof?.ok ? proof.value.verificationMethod : "";
  const key = await importPublicKey((Object.hasOwn(keys, method) && keys[method]) || "");
  if (!key.ok) return false;
  const verified = await verifyRoster(roster, { node: { method, key: key.value }, now });
  return verified.ok && verified.value.attributedTo === actorIri;
}
