import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import type { StrikeAction } from "./accounts/store.ts";

/** What a moderator has decided, for whom it is about. */
export async function readStrike(
  ctx: Pick<Ctx, "sql">,
  id: string,
): Promise<{ targetId: string; action: StrikeAction; text: string } | null> {
  const [row] = await run<{ targetId: string; action: StrikeAction; text: string }>(
    ctx.sql,
    `select target_id as "targetId", action, text from strikes where id = $1::uuid`,
    [id],
  );
  return row ?? null;
}
