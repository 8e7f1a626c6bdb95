import type { Intake, IntakePort } from "#federation/ports.ts";
import { hostOf, sameOrigin } from "#protocol/ids/iri.ts";
import { type Decision, readDecision } from "#protocol/moot/decision.ts";
import { verifyDecision } from "#protocol/moot/verify-decision.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { ApiCtx } from "../context.ts";
import { FRESH_MS, knownOf, refreshPeer } from "./known.ts";
import { findPeer, type Peer } from "./store/peers.ts";
import { countReceived, isCaseKnown, isReceived } from "./store/received.ts";
import { takeIn } from "./take-in.ts";

/** A decision has at most nine votes of at most sixteen rules, and three texts. */
const MOST_CHARS = 262_144;
export const MOST_A_DAY = 500;
const DAY_MS = 86_400_000;
/** Whoever signs things that do not fit cannot have their node asked more often. */
const AGAIN_MS = 60_000;

const ignored = (reason: string): Intake => ({ outcome: "ignored", reason });

/**
 * A decision that another node announces: taken from nodes that this one follows, of their own panels, when it verifies by their key and
 * their roster. The same one again does nothing.
 */
export async function receiveDecision(
  ctx: ApiCtx,
  { document, by }: Parameters<IntakePort["decision"]>[0],
): Promise<Intake> {
  const peer = await findPeer(ctx.sql, ctx.uris.nodeActor(), by.iri);
  if (peer?.state !== "following") return ignored("decision/unsolicited");
  const written = JSON.stringify(document);
  if (written.length > MOST_CHARS) return ignored("decision/too-large");
  // What PostgreSQL can hold in no text.
  if (written.includes("\\u0000")) return ignored("decision/malformed");
  const read = readDecision(document);
  if (!read.ok) return ignored(read.error.type);
  if (!isTheirs(read.value, peer)) return ignored("decision/not-theirs");
  if (await isReceived(ctx.sql, read.value.id)) return { outcome: "accepted" };
  const name = hostOf(by.iri);
  if (await isTooMuch(ctx, name, read.value)) return ignored("decision/too-many");
  const verified = await verify(ctx, peer, document);
  if (!verified.ok) return ignored(verified.error);
  await takeIn(ctx, { decision: verified.value, document, peer: name });
  return { outcome: "accepted" };
}

/** What may take back something that was done here is never too much. */
async function isTooMuch(
  { sql, clock }: Pick<ApiCtx, "sql" | "clock">,
  peer: string,
  { case: judged, level }: Decision,
): Promise<boolean> {
  if (level > 0 && (await isCaseKnown(sql, peer, judged))) return false;
  const since = new Date(clock.now().getTime() - DAY_MS);
  return (await countReceived(sql, peer, since)) >= MOST_A_DAY;
}

function isTheirs({ attributedTo, id, panel, case: judged }: Decision, { actorIri }: Peer): boolean {
  return attributedTo === actorIri && [id, panel, judged].every((iri) => sameOrigin(iri, actorIri));
}

/** By what is known of the peer; where that is old, or does not fit, by what it says of itself now. */
async function verify(ctx: ApiCtx, peer: Peer, document: JsonObject): Promise<Result<Decision, string>> {
  const now = ctx.clock.now();
  const age = peer.fetchedAt === null ? Number.POSITIVE_INFINITY : now.getTime() - peer.fetchedAt.getTime();
  const known = await check(peer, document, now);
  if ((known.ok && age < FRESH_MS) || age < AGAIN_MS) return known;
  const fresh = await refreshPeer(ctx, peer);
  if (fresh.ok) return check(fresh.value, document, now);
  // Whoever cannot be reached is as they were.
  return fresh.error.type === "peer/unreachable" ? known : err(fresh.error.type);
}

async function check(peer: Peer, document: JsonObject, now: Date): Promise<Result<Decision, string>> {
  const known = await knownOf(peer, document, now);
  if (known === null) return err("decision/not-by-node");
  const verified = await verifyDecision(document, known);
  return verified.ok ? ok(verified.value.decision) : err(verified.error.type);
}
