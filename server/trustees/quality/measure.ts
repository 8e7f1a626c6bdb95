import { measureJudgements } from "#moderation/trustees/quality/measure.ts";
import type { Ctx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { runInThread } from "./models.ts";

/** Looks at what panels have judged, where there is more of it. A periodic task. */
export function measureQuality(
  ctx: Pick<Ctx, "sql" | "db" | "clock" | "ids">,
): ReturnType<typeof measureJudgements> {
  return measureJudgements(moderationOf(ctx), runInThread);
}
