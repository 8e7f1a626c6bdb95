import { eraseEvidence, eraseOld } from "#moderation/evidence/erase.ts";
import type { ApiCtx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { removeUnusedFiles } from "../files/sweep.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "files" | "uris" | "config">;

const DAY_MS = 24 * 3_600_000;

/** Erases what was kept for cases that have been closed for longer than the setting says. A recurring task. */
export async function eraseOldEvidence(ctx: Deps): Promise<void> {
  const closedBefore = new Date(ctx.clock.now().getTime() - ctx.config.evidenceDays * DAY_MS);
  await removeUnusedFiles(ctx, await eraseOld(moderationOf(ctx), closedBefore));
}

/**
 * Erases what cases keep of a post, an account or a medium, as the law may ask; the ledger still says that there was something,
 * and its hash.
 *
 * @param by null for the command line
 */
export async function eraseEvidenceOf(ctx: Deps, by: string | null, iri: string): Promise<void> {
  const files = await ctx.db.transaction((tx) =>
    eraseEvidence(moderationOf(ctx), statementsOn(tx), { iri }, { by, because: "law" }),
  );
  await removeUnusedFiles(ctx, files);
}
