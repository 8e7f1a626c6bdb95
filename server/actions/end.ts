import { actionsOver } from "#moderation/actions/undo.ts";
import type { ApiCtx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";
import { each } from "../platform/each.ts";
import type { ActDeps } from "./act.ts";
import { undo } from "./undo.ts";

const BATCH = 100;

/**
 * Ends actions whose time is over, by the same path by which they are undone. A periodic task; several processes may run
 * it, and each action ends once.
 *
 * @returns how many ended
 */
export async function endActions(ctx: ActDeps & Pick<ApiCtx, "log">): Promise<number> {
  let count = 0;
  await each(ctx.log, "end an action", await actionsOver(moderationOf(ctx), BATCH), async (actionId) => {
    const ended = await undo(ctx, null, { actionId, reason: "", isOver: true });
    if (ended.ok) count++;
  });
  return count;
}
