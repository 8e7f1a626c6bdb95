import { err, ok, type Result } from "#protocol/result.ts";
import { networkOf } from "../../api/limits/network.ts";
import { Refusal } from "../../api/refusal.ts";
import { receiveUpload } from "../../api/upload/receive.ts";
import type { createOpenTurns } from "../../api/upload/turns.ts";
import type { ApiCtx } from "../../context.ts";
import { openWork } from "../../media/work.ts";
import { type BroughtFile, MOST_FILE_BYTES, MOST_FILES } from "../../submissions/files.ts";

/** What a form was sent with. */
export interface Sent {
  field(name: string): string;
  /** Until the work is over. */
  files: readonly BroughtFile[];
}

/** Somewhat more than may be brought: whose file is too large is told so, with the words that they wrote. */
const limits = { maxFileBytes: 2 * MOST_FILE_BYTES, maxFiles: MOST_FILES + 1 };

/**
 * Receives a report with its files on the disk, where they hold up nobody however slowly they come, a few at a time from one
 * network, and removes them when `work` is over.
 *
 * @returns the refusal of what is no form, or far too large
 */
export async function receiveReport<T>(
  ctx: Pick<ApiCtx, "config">,
  request: Request,
  { turns, address }: { turns: ReturnType<typeof createOpenTurns>; address: string },
  work: (sent: Sent) => Promise<T>,
): Promise<Result<T, Refusal>> {
  try {
    const leave = turns.enter(networkOf(address));
    try {
      const folder = await openWork(ctx);
      try {
        const { fields, uploads } = await receiveUpload(request, folder.path, limits);
        const values = new Map(fields);
        const sent = {
          field: (name: string) => values.get(name) ?? "",
          files: uploads.map(({ file }) => file),
        };
        return ok(await work(sent));
      } finally {
        await folder.remove();
      }
    } finally {
      leave();
    }
  } catch (error) {
    if (error instanceof Refusal) return err(error);
    throw error;
  }
}
