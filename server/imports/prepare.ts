import { rm } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx, Ctx } from "../context.ts";
import type { CsvKind } from "../exports/kinds.ts";
import type { FileError, Import, ImportMode } from "./model.ts";
import { readCsv } from "./read-csv.ts";
import {
  deleteUnconfirmed,
  findImport,
  insertImport,
  insertRows,
  isRunning,
  moveImport,
  readFailedRows,
  readImports,
} from "./store.ts";
import { importFolder } from "./sweep.ts";

export type { Import, ImportKind } from "./model.ts";

export type ConfirmError =
  | { type: "import/not-found" }
  /** Another of its kind is under way. */
  | { type: "import/busy" };

interface Brought {
  accountId: string;
  kind: CsvKind;
  mode: ImportMode;
  fileName: string;
  bytes: Uint8Array;
}

/** Reads a file and keeps its rows until its owner confirms that they are meant. The last file of a kind counts. */
export async function prepareImport(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "handleHost">,
  brought: Brought,
): Promise<Result<{ id: string }, FileError>> {
  const rows = readCsv(brought.kind, brought.bytes, ctx.handleHost);
  if (!rows.ok) return rows;
  const id = ctx.ids.next();
  const { bytes: _, ...kept } = brought;
  await ctx.db.transaction(async (tx) => {
    await deleteUnconfirmed(tx, brought.accountId, brought.kind);
    await insertImport(tx, {
      ...kept,
      id,
      fileName: brought.fileName.slice(0, 200),
      state: "unconfirmed",
      file: null,
      total: rows.value.length,
      done: 0,
      failed: rows.value.filter(({ state }) => state === "failed").length,
      createdAt: ctx.clock.now(),
      startedAt: null,
      finishedAt: null,
    });
    await insertRows(tx, id, rows.value);
  });
  return ok({ id });
}

/** What was looked at is meant: a worker begins with it. */
export async function confirmImport(
  ctx: Pick<ApiCtx, "sql" | "clock" | "transfers">,
  accountId: string,
  id: string,
): Promise<Result<undefined, ConfirmError>> {
  const started = await startImport(ctx, accountId, id);
  if (started.ok) await ctx.transfers.add({ kind: "import", importId: id });
  return started;
}

/** {@link confirmImport} for a process that does the work itself. */
export async function startImport(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  id: string,
): Promise<Result<undefined, ConfirmError>> {
  const found = await findImport(ctx.sql, accountId, id);
  if (found === null) return err({ type: "import/not-found" });
  if (found.state === "unconfirmed") {
    if (await isRunning(ctx.sql, accountId, found.kind)) return err({ type: "import/busy" });
    await moveImport(ctx.sql, id, ["unconfirmed"], "running", ctx.clock.now());
  }
  return ok();
}

/** What is done stays; the rest is left. */
export async function cancelImport(
  ctx: Pick<ApiCtx, "sql" | "clock" | "config">,
  accountId: string,
  id: string,
): Promise<boolean> {
  const found = await findImport(ctx.sql, accountId, id);
  if (found === null) return false;
  const isCancelled = await moveImport(ctx.sql, id, ["unconfirmed", "running"], "cancelled", ctx.clock.now());
  if (isCancelled && found.file !== null) await rm(join(importFolder(ctx), found.file), { force: true });
  return isCancelled;
}

/** One of an account's own; null for others. */
export function readImport(ctx: Pick<Ctx, "sql">, accountId: string, id: string): Promise<Import | null> {
  return findImport(ctx.sql, accountId, id);
}

/** An account's latest, the newest first. */
export function listImports(ctx: Pick<Ctx, "sql">, accountId: string): Promise<Import[]> {
  return readImports(ctx.sql, accountId);
}

/** The first few rows that failed so far. */
export async function firstFailures(ctx: Pick<Ctx, "sql">, id: string) {
  for await (const rows of readFailedRows(ctx.sql, id, 10)) return rows;
  return [];
}
