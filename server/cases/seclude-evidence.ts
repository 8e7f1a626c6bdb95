import { join } from "node:path";
import { giveUp, keepApart, openlyNamed } from "#moderation/evidence/awaited.ts";
import type { ApiCtx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { apartNameOf } from "../files/address.ts";
import { holdFiles } from "../files/hold.ts";
import { openWork } from "../media/work.ts";

const AT_ONCE = 10;

/**
 * Evidence begins by naming the file that the post shows, which everybody may read. This keeps a copy apart and names that, so
 * that the open one goes when no post shows it any more.
 *
 * @returns how many were copied
 */
export async function secludeEvidence(
  ctx: Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "files" | "config">,
): Promise<number> {
  const moderation = moderationOf(ctx);
  const open = await openlyNamed(moderation.db, AT_ONCE);
  for (const { id, file } of open) {
    const apart = apartNameOf(file);
    const work = await openWork(ctx);
    try {
      const path = join(work.path, "copy");
      if (await ctx.files.copyTo(file, path)) {
        await ctx.db.transaction(async (tx) => {
          await holdFiles(tx);
          await ctx.files.putFile(apart, path);
          await keepApart(statementsOn(tx), id, { open: file, apart });
        });
      } else await giveUp(moderation.db, id, "is gone");
    } finally {
      await work.remove();
    }
  }
  return open.length;
}
