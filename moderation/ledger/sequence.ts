import { signCheckpoint } from "#protocol/log/checkpoint.ts";
import type { NoteSigner } from "#protocol/log/note-key.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { createEdge } from "./edge.ts";
import type { LedgerName } from "./name.ts";
import { readEdge } from "./read.ts";
import { findHead, insertCheckpoint, insertTiles, isPending, lockLedger, placePending } from "./store.ts";

/** Entries that get their numbers in one transaction. */
const BATCH = 2_000;

/**
 * Gives everything that waits its number, and signs a checkpoint for each batch, in its transaction: what the checkpoint says
 * is there. One process at a time.
 *
 * @param signer its name is the ledger's origin
 * @param mode `wait` for a process that is at it, or `skip` while there is one
 * @returns how many entries there are now that were not there before
 */
export async function sequence(
  ctx: Pick<ModerationCtx, "db" | "clock">,
  ledger: LedgerName,
  signer: () => Promise<NoteSigner>,
  mode: "wait" | "skip",
): Promise<number> {
  let total = 0;
  while (await isPending(ctx.db, ledger)) {
    const placed = await ctx.db.transaction(async (tx) =>
      placeBatch(ctx, tx, { ledger, signer: await signer(), mode }),
    );
    if (placed === null) break;
    total += placed;
  }
  return total;
}

async function placeBatch(
  { clock }: Pick<ModerationCtx, "clock">,
  tx: Statements,
  { ledger, signer, mode }: { ledger: LedgerName; signer: NoteSigner; mode: "wait" | "skip" },
): Promise<number | null> {
  if (!(await lockLedger(tx, ledger, mode))) return null;
  const head = await findHead(tx, ledger);
  const size = head?.size ?? 0;
  const leaves = await placePending(tx, ledger, { from: size, most: BATCH });
  if (leaves.length === 0) return 0;
  const edge = createEdge(size, await readEdge(tx, ledger, size));
  for (const leaf of leaves) edge.append(leaf);
  await insertTiles(tx, ledger, edge.takeFull());
  const root = edge.root();
  const checkpoint = { origin: signer.key.name, size: edge.size, root, extensions: [] };
  const note = await signCheckpoint(checkpoint, [signer]);
  await insertCheckpoint(tx, ledger, { size: edge.size, root, note, at: clock.now() });
  return leaves.length;
}
