import { err } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { type Applied, applyRow, makeLists } from "./apply-row.ts";
import { importArchive } from "./archive/import-archive.ts";
import type { Import, WaitingRow } from "./model.ts";
import { removeOthersOf } from "./overwrite.ts";
import { findImport, moveImport, readWaiting, settleRow } from "./store.ts";

/** Rows that are looked at together, and servers that are asked side by side. */
const BATCH = 40;
const SIDE_BY_SIDE = 4;

/**
 * Works on an import until it is over, time is up, or the process must stop; what is done is on record row by row. Rows
 * of one server are done one after another, and a server that does not answer is not asked for the rest of the batch.
 *
 * @returns whether it is over
 */
export async function runImport(
  ctx: ApiCtx,
  importId: string,
  { signal, forMs }: { signal: AbortSignal; forMs: number },
): Promise<boolean> {
  const started = performance.now();
  for (;;) {
    const current = await findImport(ctx.sql, null, importId);
    if (current?.state !== "running") return true;
    if (current.kind === "archive") return importArchive(ctx, current, signal);
    const rows = await readWaiting(ctx.sql, importId, BATCH);
    if (rows.length === 0) {
      if (current.mode === "overwrite") await removeOthersOf(ctx, current, current.kind);
      await moveImport(ctx.sql, importId, ["running"], "finished", ctx.clock.now());
      return true;
    }
    await applyBatch(ctx, current, rows, signal);
    if (signal.aborted || performance.now() - started > forMs) return false;
  }
}

async function applyBatch(
  ctx: ApiCtx,
  current: Import,
  rows: readonly WaitingRow[],
  signal: AbortSignal,
): Promise<void> {
  if (current.kind === "lists") await makeLists(ctx, current.accountId, rows);
  const byHost = Map.groupBy(rows, ({ key }) => hostOf(key));
  const queue = [...byHost.values()];
  const work = async () => {
    for (let group = queue.shift(); group !== undefined; group = queue.shift())
      await applyGroup(ctx, current, group, signal);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
}

async function applyGroup(
  ctx: ApiCtx,
  { id, accountId, kind }: Import,
  rows: readonly WaitingRow[],
  signal: AbortSignal,
): Promise<void> {
  if (kind === "archive") return;
  let isUnreachable = false;
  for (const { position, ...row } of rows) {
    if (signal.aborted) return;
    const applied: Applied = isUnreachable
      ? err({ type: "remote/unreachable" })
      : await applyRow(ctx, accountId, kind, { position, ...row });
    const outcome: { reason: string | null; targetId: string | null } = applied.ok
      ? { reason: null, targetId: applied.value.targetId }
      : { reason: applied.error.type, targetId: null };
    isUnreachable = outcome.reason === "remote/unreachable";
    await settleRow(ctx.sql, id, position, outcome);
  }
}

/** Of an address, a domain or the IRI of a post; empty for accounts of this node. */
function hostOf(key: string): string {
  const at = key.lastIndexOf("@");
  if (at !== -1) return key.slice(at + 1);
  return URL.parse(key)?.host ?? (key.includes(".") ? key : "");
}
