import { fileName } from "#media/storage/names.ts";
import { MediaStoreError } from "#media/storage/port.ts";
import { leavesSpace } from "#media/storage/space.ts";
import type { ApiCtx } from "../context.ts";
import { holdFiles } from "../files/hold.ts";
import type { Proxied } from "./address.ts";
import { createBudget } from "./budget.ts";
import { keyOf, readKnown, saveKnown } from "./store.ts";

export type KeepCtx = Pick<ApiCtx, "db" | "sql" | "clock" | "files" | "uris" | "config" | "log">;

/** Puts remote files into the store and remembers them, within the budget. */
export function createKeeper(ctx: KeepCtx) {
  const budget = createBudget(ctx);

  async function kept<T>(bytes: number, put: () => Promise<T>): Promise<T | null> {
    const { mediaStore, dataDir } = ctx.config;
    try {
      // The budget may be more than the disk has, which other things need as well.
      if (mediaStore.type === "disk" && !(await leavesSpace(dataDir, bytes))) return null;
      const value = await put();
      await budget.grew(bytes);
      return value;
    } catch (error) {
      if (!(error instanceof MediaStoreError)) throw error;
      ctx.log.warn({ err: error }, "a remote file was not kept");
      return null;
    }
  }

  /**
   * Remembers a file that was put into the store: only now, as no transaction should wait for a store that is slow.
   *
   * @returns false when a sweep came in between: the next reader fetches it again
   */
  function note(
    proxied: Proxied,
    { name, mediaType, bytes }: { name: string; mediaType: string; bytes: number },
  ): Promise<boolean> {
    return ctx.db.transaction(async (tx) => {
      await holdFiles(tx);
      if ((await ctx.files.size(name)) === null) return false;
      await saveKnown(tx, proxied, { file: name, mediaType, bytes, at: ctx.clock.now() });
      return true;
    });
  }

  return {
    /** A file that is kept, whole; null for one that is not, or moves. */
    async read(proxied: Proxied): Promise<Uint8Array | null> {
      if (!ctx.config.remoteMedia.keeps) return null;
      const known = await readKnown(ctx, keyOf(proxied));
      return known?.file == null || !known.mediaType.startsWith("image/") ? null : ctx.files.read(known.file);
    },

    /** @returns its name; null when the store is full or away */
    keepBytes(
      proxied: Proxied,
      { bytes, mediaType, extension }: { bytes: Uint8Array; mediaType: string; extension: string },
    ): Promise<string | null> {
      return kept(bytes.byteLength, async () => {
        const name = await ctx.files.put(bytes, extension);
        return (await note(proxied, { name, mediaType, bytes: bytes.byteLength })) ? name : null;
      });
    },

    /** The same of a file on this machine, which is moved away. */
    async keepFile(
      proxied: Proxied,
      file: { path: string; sha256: string; extension: string; mediaType: string; bytes: number },
    ): Promise<void> {
      const name = fileName(file.sha256, file.extension);
      await kept(file.bytes, async () => {
        await ctx.files.putFile(name, file.path);
        await note(proxied, { name, mediaType: file.mediaType, bytes: file.bytes });
      });
    },

    async notePassed(proxied: Proxied, mediaType: string): Promise<void> {
      await saveKnown(ctx.sql, proxied, { file: null, mediaType, bytes: 0, at: ctx.clock.now() });
    },
  };
}
