import { readFile } from "node:fs/promises";
import { err, ok, type Result } from "#protocol/result.ts";
import { Refusal } from "../../api/refusal.ts";
import { receiveUpload } from "../../api/upload/receive.ts";
import type { ApiCtx } from "../../context.ts";
import { openWork } from "../../media/work.ts";
import { type BroughtFile, MOST_FILE_BYTES, MOST_FILES } from "../../submissions/files.ts";

/** What a form was sent with. */
export interface Sent {
  field(name: string): string;
  /** Bytes of each file, in their order. */
  sizes: readonly number[];
  /** Reads the files into memory. */
  files(): Promise<BroughtFile[]>;
}

/** Somewhat more than may be brought: whose file is too large is told so, with the words that they wrote. */
const limits = { maxFileBytes: 2 * MOST_FILE_BYTES, maxFiles: MOST_FILES + 1 };

/**
 * Receives a report with its files on the disk, where they do not hold up others however slowly they come, and removes them
 * when `work` is over.
 *
 * @returns the refusal of what is no form, or far too large
 */
export async function receiveReport<T>(
  ctx: Pick<ApiCtx, "config">,
  request: Request,
  work: (sent: Sent) => Promise<T>,
): Promise<Result<T, Refusal>> {
  const folder = await openWork(ctx);
  try {
    const { fields, uploads } = await receiveUpload(request, folder.path, limits);
    const values = new Map(fields);
    return ok(
      await work({
        field: (name) => values.get(name) ?? "",
        sizes: uploads.map(({ file }) => file.size),
        files: () =>
          Promise.all(
            uploads.map(async ({ fileName, file }) => ({ name: fileName, bytes: await readFile(file.path) })),
          ),
      }),
    );
  } catch (error) {
    if (error instanceof Refusal) return err(error);
    throw error;
  } finally {
    await folder.remove();
  }
}
