import type { ApiCtx } from "../../context.ts";
import { openWork } from "../../media/work.ts";
import { readUpload } from "../body.ts";
import type { ParamValue } from "../params.ts";
import { diskFull } from "./receive.ts";
import { createUploadTurns } from "./turns.ts";

/** One file, and a picture that stands for it. */
const MAX_FILES = 2;

export interface Upload {
  values: Record<string, ParamValue>;
  /** Removes what came and was not kept. */
  end(): Promise<void>;
}

/** Where files are received while they are none of the store's yet. */
export function createUploadRoom(ctx: Pick<ApiCtx, "config">) {
  const turns = createUploadTurns();
  const { maxPictureBytes, maxVideoBytes } = ctx.config.limits;
  const limits = { maxFileBytes: Math.max(maxPictureBytes, maxVideoBytes), maxFiles: MAX_FILES };
  return {
    /** @throws Refusal for what cannot be received; nothing of it is left then */
    async receive(request: Request, query: Record<string, ParamValue>, accountId: string): Promise<Upload> {
      const leave = turns.enter(accountId);
      try {
        const work = await openWork(ctx).catch(() => {
          throw diskFull();
        });
        try {
          return { values: await readUpload(request, query, work.path, limits), end: work.remove };
        } catch (error) {
          await work.remove();
          throw error;
        }
      } finally {
        leave();
      }
    },
  };
}
