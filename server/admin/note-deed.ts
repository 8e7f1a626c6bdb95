import type { Ctx } from "../context.ts";
import { type Deed, record } from "./audit.ts";

/** Writes down what was done by a use case that knows of nobody who did it. */
export function noteDeed(ctx: Pick<Ctx, "db" | "ids" | "clock">, deed: Deed): Promise<void> {
  return ctx.db.transaction((tx) => record(ctx, tx, deed));
}
