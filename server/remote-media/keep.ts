import { createHash } from "node:crypto";
import { fileName } from "#media/storage/names.ts";
import { MediaStoreError } from "#media/storage/port.ts";
import { leavesSpace } from "#media/storage/space.ts";
import type { ApiCtx } from "../context.ts";
import { holdFiles } from "../files/hold.ts";
import type { Proxied } from "./address.ts";
import { createBudget } from "./budget.ts";
import { forget, keyOf, readKnown, saveKnown } from "./store.ts";

export type KeepCtx = Pick<ApiCtx, "db" | "sql" | "clock" | "files" | "uris" | "config" | "log">;

/** Puts remote files into the store and remembers them, within the budget. */
export function createKeeper(ctx: KeepCtx) {
  const budget = createBudget(ctx);

  /** That it is here is written first, so that no sweep takes it, and is forgotten again when it could not be put there. */
  async function keep(
    proxied: Proxied,
    { name, mediaType, bytes }: { name: string; mediaType: string; bytes: number },
    put: () => Promise<unknown>,
  ): Promise<boolean> {
    const { mediaStore, dataDir } = ctx.config;
    // The budget may be more than the disk has, which other things need as well.
    if (mediaStore.type === "disk" && !(await leavesSpace(dataDir, bytes))) return false;
    await ctx.db.transaction(async (tx) => {
      await holdFiles(tx);
      await saveKnown(tx, proxied, { file: name, mediaType, bytes, at: ctx.clock.now() });
    });
    try {
      await put();
    } catch (error) {
      await forget(ctx, keyOf(proxied));
      if (!(error instanceof MediaStoreError)) throw error;
      ctx.log.warn({ err: error }, "a remote file was not kept");
      return false;
    }
    await budget.grew(bytes);
    return true;
  }

  return {
    /** A file that is kept, whole; null for one that is not, or moves. */
    async read(proxied: Proxied): Promise<Uint8Array | null> {
      if (!ctx.config.remoteMedia.keeps) return null;
      const known = await readKnown(ctx, keyOf(proxied));
      return known?.file == null || !known.mediaType.startsWith("image/") ? null : ctx.files.read(known.file);
    },

    /** @returns its name; null when the store is full or away */
    async keepBytes(
      proxied: Proxied,
      { bytes, mediaType, extension }: { bytes: Uint8Array; mediaType: string; extension: string },
    ): Promise<string | null> {
      const name = fileName(createHash("sha256").update(bytes).digest("hex"), extension);
      const isKept = await keep(proxied, { name, mediaType, bytes: bytes.byteLength }, () =>
        ctx.files.put(bytes, extension),
      );
      return isKept ? name : null;
    },

    /** The same of a file on this machine, which is moved away. */
    async keepFile(
      proxied: Proxied,
      file: { path: string; sha256: string; extension: string; mediaType: string; bytes: number },
    ): Promise<void> {
      const name = fileName(file.sha256, file.extension);
      await keep(proxied, { ...file, name }, () => ctx.files.putFile(name, file.path));
    },

    async notePassed(proxied: Proxied, mediaType: string): Promise<void> {
      await saveKnown(ctx.sql, proxied, { file: null, mediaType, bytes: 0, at: ctx.clock.now() });
    },
  };
}
