import type { ApiCtx } from "../context.ts";
import { noteProgress } from "./store/making.ts";

const EVERY_MS = 1_000;

/**
 * Writes down every second how far a medium is, which tells its owner, and other processes that this one lives.
 *
 * @returns `unwanted`: aborted as soon as nobody wants the medium any more
 */
export function keepNoting(ctx: Pick<ApiCtx, "sql" | "clock" | "log">, mediumId: string) {
  const unwanted = new AbortController();
  let progress = 0;
  let writing = false;
  const timer = setInterval(async () => {
    if (writing) return;
    writing = true;
    try {
      if (!(await noteProgress(ctx.sql, mediumId, progress, ctx.clock.now()))) unwanted.abort();
    } catch (error) {
      ctx.log.warn({ err: error, medium: mediumId }, "progress of a medium not written");
    } finally {
      writing = false;
    }
  }, EVERY_MS);
  return {
    unwanted: unwanted.signal,
    note(done: number) {
      progress = Math.min(1, Math.max(progress, done));
    },
    stop: () => clearInterval(timer),
  };
}
