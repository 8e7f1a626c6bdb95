import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../../context.ts";
import { createGate } from "../../platform/gate.ts";
import { deleteUnconfirmed, insertImport } from "../store.ts";
import { importFolder } from "../sweep.ts";
import { BadArchive, openOutbox, TooMuch, type Unpacked } from "./open-outbox.ts";

/** Bytes of an archive that comes by the page. */
export const MAX_ARCHIVE_BYTES = 200 * 1024 * 1024;

/** How much of an archive is looked at before its owner confirms. */
export interface Look extends Unpacked {
  posts: number;
}

/**
 * Of one that comes by the page, whose request waits for it. Where there is more, what is counted is the least; the rest is
 * counted as it is brought in.
 */
export const quickLook: Look = { posts: 10_000, outbox: 96 * 1024 * 1024, tar: 768 * 1024 * 1024 };

/** Of a process, however many send archives at the same time. */
const looking = createGate(1);

export type ArchiveError = { type: "import/no-archive" } | { type: "import/empty" };

/** A new name in the folder where archives wait; the folder is there. */
export async function archivePlace(ctx: Pick<ApiCtx, "config">): Promise<{ file: string; path: string }> {
  const folder = importFolder(ctx);
  await mkdir(folder, { recursive: true });
  const file = randomBytes(24).toString("base64url");
  return { file, path: join(folder, file) };
}

/**
 * Looks into an archive that was put at its place, and keeps it until its owner confirms.
 *
 * @param look whole archives when left out, for whoever runs the node
 */
export async function prepareArchive(
  ctx: Pick<ApiCtx, "db" | "ids" | "clock" | "config">,
  { accountId, fileName, file, look }: { accountId: string; fileName: string; file: string; look?: Look },
): Promise<Result<{ id: string }, ArchiveError>> {
  const path = join(importFolder(ctx), file);
  const total = await looking(() => countPosts(path, look));
  if (total === null || total === 0) {
    await rm(path, { force: true });
    return err({ type: total === null ? "import/no-archive" : "import/empty" });
  }
  const id = ctx.ids.next();
  const replaced = await ctx.db.transaction(async (tx) => {
    const before = await deleteUnconfirmed(tx, accountId, "archive");
    await insertImport(tx, {
      id,
      accountId,
      kind: "archive",
      mode: "merge",
      state: "unconfirmed",
      fileName: fileName.slice(0, 200),
      file,
      total,
      done: 0,
      failed: 0,
      createdAt: ctx.clock.now(),
      startedAt: null,
      finishedAt: null,
    });
    return before;
  });
  for (const left of replaced)
    if (left.file !== null) await rm(join(importFolder(ctx), left.file), { force: true });
  return ok({ id });
}

/** How many posts it has, as far as is looked, by a look at each activity; null when it is no archive. */
async function countPosts(path: string, look?: Look): Promise<number | null> {
  let posts = 0;
  try {
    const items = await openOutbox(path, look);
    if (items === null) return null;
    for await (const item of items) {
      if (item !== null && /"type"\s*:\s*"Create"/.test(item)) posts++;
      if (posts === look?.posts) break;
    }
    return posts;
  } catch (error) {
    if (error instanceof TooMuch && look !== undefined && posts > 0) return posts;
    if (error instanceof BadArchive) return null;
    throw error;
  }
}
