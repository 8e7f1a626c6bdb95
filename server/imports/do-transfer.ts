import type { ApiCtx } from "../context.ts";
import { buildArchive } from "../exports/build-archive.ts";
import { runImport } from "./run.ts";
import type { Transfer } from "./transfer.ts";

/** Does one, or a part of it and puts the rest into the queue again. Each may be done twice. */
export async function doTransfer(ctx: ApiCtx, transfer: Transfer, signal: AbortSignal): Promise<void> {
  if (transfer.kind === "archive") return buildArchive(ctx, transfer.archiveId, signal);
  const isDone = await runImport(ctx, transfer.importId, { signal, forMs: 30_000 });
  if (!isDone) await ctx.transfers.add(transfer);
}
