import { eraseOld } from "#moderation/evidence/erase.ts";
import type { ApiCtx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";
import { removeUnusedFiles } from "../files/sweep.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "files" | "uris" | "config">;

const DAY_MS = 24 * 3_600_000;

/** Erases what was kept for cases that have been closed for longer than the setting says. A recurring task. */
export async function eraseOldEvidence(ctx: Deps): Promise<void> {
  const closedBefore = new Date(ctx.clock.now().getTime() - ctx.config.evidenceDays * DAY_MS);
  await removeUnusedFiles(ctx, await eraseOld(moderationOf(ctx), closedBefore));
}
