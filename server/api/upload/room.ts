import type { ApiCtx } from "../../context.ts";
import { openWork } from "../../media/work.ts";
import { readUpload, readUploads } from "../body.ts";
import type { ParamValue } from "../params.ts";
import { diskFull, type UploadLimits } from "./receive.ts";
import { createOpenTurns, createUploadTurns } from "./turns.ts";

/** One file, and a picture that stands for it. */
const MAX_FILES = 2;

export interface Upload {
  values: Record<string, ParamValue>;
  /** Removes what came and was not kept. */
  end(): Promise<void>;
}

/** Where files are received while they are none of the store's yet. */
export function createUploadRoom(ctx: Pick<ApiCtx, "config">) {
  const accounts = createUploadTurns();
  const networks = createOpenTurns();
  const { maxPictureBytes, maxVideoBytes } = ctx.config.limits;
  const media = { maxFileBytes: Math.max(maxPictureBytes, maxVideoBytes), maxFiles: MAX_FILES };

  async function receive(leave: () => void, read: (folder: string) => Promise<Upload["values"]>) {
    try {
      const work = await openWork(ctx).catch(() => {
        throw diskFull();
      });
      try {
        return { values: await read(work.path), end: work.remove };
      } catch (error) {
        await work.remove();
        throw error;
      }
    } finally {
      leave();
    }
  }

  return {
    /** A medium. @throws Refusal for what cannot be received; nothing of it is left then */
    receive: (request: Request, query: Upload["values"], accountId: string): Promise<Upload> =>
      receive(accounts.enter(accountId), (folder) => readUpload(request, query, folder, media)),

    /** What an endpoint takes by limits of its own. @param sender an account, or a network @throws Refusal as above */
    receiveMany: (
      request: Request,
      query: Upload["values"],
      { sender, limits }: { sender: { accountId: string } | { network: string }; limits: UploadLimits },
    ): Promise<Upload> =>
      receive(
        "accountId" in sender ? accounts.enter(sender.accountId) : networks.enter(sender.network),
        (folder) => readUploads(request, query, folder, limits),
      ),
  };
}
