import type { Intake, IntakePort } from "#federation/ports.ts";
import { sameOrigin } from "#protocol/ids/iri.ts";
import type { Ctx, Tx } from "../context.ts";
import { buryIri } from "../posts/bury.ts";
import { sever } from "./follow-state.ts";
import { deleteBlock, readBlockByIri } from "./store/blocks.ts";
import { buryBriefly } from "./store/buried.ts";
import { readFollowByIri } from "./store/follows.ts";
import { lockPair, readLocalIdByIri } from "./store/parties.ts";

type Undone = Parameters<IntakePort["undo"]>[0];

/**
 * The end of a Follow or Block by a remote account; `null` when it is about something else. One that names its target
 * counts whatever its id: many servers make up another id for what they undo. One that comes before what it undoes is
 * remembered.
 */
export async function receiveRelationUndo(
  ctx: Pick<Ctx, "db" | "clock">,
  undone: Undone,
): Promise<Intake | null> {
  return ctx.db.transaction(async (tx) => {
    const found = await findUndone(tx, undone);
    const isOurs = found !== null || undone.type === "Follow" || undone.type === "Block";
    if (!isOurs) return null;
    const ended = found !== null && (await end(tx, found, undone.by.id));
    // FEP-fe34: nobody may forbid what another server is yet to send.
    if (undone.iri !== null && sameOrigin(undone.iri, undone.by.iri)) {
      if (ended) await buryBriefly(tx, undone.iri, ctx.clock.now());
      else await buryIri(ctx, tx, undone.iri);
    }
    return { outcome: "accepted" };
  });
}

interface Found {
  kind: "follow" | "block";
  targetId: string;
}

async function findUndone(tx: Tx, { iri, type, by, object }: Undone): Promise<Found | null> {
  if (iri !== null && (type === null || type === "Follow")) {
    const follow = await readFollowByIri(tx, iri);
    if (follow?.followerId === by.id) return { kind: "follow", targetId: follow.followeeId };
  }
  if (iri !== null && (type === null || type === "Block")) {
    const block = await readBlockByIri(tx, iri);
    if (block?.accountId === by.id) return { kind: "block", targetId: block.targetId };
  }
  if (object === null || (type !== "Follow" && type !== "Block")) return null;
  const targetId = await readLocalIdByIri(tx, object);
  return targetId === null ? null : { kind: type === "Follow" ? "follow" : "block", targetId };
}

async function end(tx: Tx, { kind, targetId }: Found, byId: string): Promise<boolean> {
  await lockPair(tx, byId, targetId);
  const removed = kind === "follow" ? await sever(tx, byId, targetId) : await deleteBlock(tx, byId, targetId);
  return removed !== null;
}
