import { addressing } from "#protocol/ids/visibility.ts";
import { readDecision } from "#protocol/moot/decision.ts";
import { decisionContext } from "#protocol/moot/decision-context.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { writeAnnounce } from "#protocol/vocab/write/announce.ts";
import { ensureNodeActor } from "../accounts/node-actor.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { signAsNode } from "./sign.ts";
import { insertPublished } from "./store/published.ts";

type Deps = Pick<ApiCtx, "db" | "ids" | "clock" | "uris" | "handleHost" | "outbox" | "config">;

/**
 * Tells other nodes of a decision of this one, in the transaction in which it is made: as an `Announce` that is signed once and goes out as
 * those bytes, however often. One that does not say what it is about goes to those servers alone that it concerns. The caller wakes the outbox.
 *
 * @param decided.document with the trustees' proofs and the node's
 * @param decided.concerned accounts of other servers: the author, and whoever has reported
 */
export async function publishDecision(
  ctx: Deps,
  tx: Tx,
  { document, concerned }: { document: JsonObject; concerned: readonly string[] },
): Promise<void> {
  if (!ctx.config.publishesDecisions) return;
  const read = readDecision(document);
  if (!read.ok) throw new Error(`what a panel has decided is no decision: ${read.error.type}`);
  const { id: iri, subject } = read.value;
  const isPublic = subject.id !== null;
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const followers = ctx.uris.followers(await ensureNodeActor(ctx));
  const announce = writeAnnounce({
    iri: ctx.uris.activity(id),
    actor: ctx.uris.nodeActor(),
    object: { ...document, "@context": decisionContext },
    publishedAt: now,
    ...addressing(isPublic ? "public" : "direct", followers, []),
  });
  const activity = JSON.stringify(await signAsNode(ctx, announce));
  const isNews = await insertPublished(tx, { id, iri, activity, isPublic, concerned, createdAt: now });
  if (isNews) await ctx.outbox.append(tx, { kind: "moot.decision", activityId: id });
}
