import type { Ctx } from "../context.ts";
import { deleteGoneInboxes } from "./store.ts";

const KEPT_MS = 30 * 24 * 3_600_000;

/** An inbox that answered 410 gets another chance after a month: one day of a wrong setting must not end a server. */
export function forgetGoneInboxes(ctx: Pick<Ctx, "db" | "clock">): Promise<number> {
  return deleteGoneInboxes(ctx, new Date(ctx.clock.now().getTime() - KEPT_MS));
}
