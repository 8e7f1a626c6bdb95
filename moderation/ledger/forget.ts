import type { ModerationCtx } from "../ports.ts";
import { deleteCheckpoints } from "./store.ts";

/** Checkpoints made before `before` go, but for the last one of each day. No entry ever does. */
export function forgetCheckpoints(ctx: Pick<ModerationCtx, "db">, before: Date): Promise<void> {
  return deleteCheckpoints(ctx.db, before);
}
