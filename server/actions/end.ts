import { actionsOver } from "#moderation/actions/undo.ts";
import { moderationOf } from "../desk/moderation.ts";
import type { ActDeps } from "./act.ts";
import { undo } from "./undo.ts";

const BATCH = 100;

/**
 * Ends actions whose time is over, by the same path by which they are undone. A periodic task; several processes may run
 * it, and each action ends once.
 *
 * @returns how many ended
 */
export async function endActions(ctx: ActDeps): Promise<number> {
  let count = 0;
  for (const actionId of await actionsOver(moderationOf(ctx), BATCH)) {
    const ended = await undo(ctx, null, { actionId, reason: "", isOver: true });
    if (ended.ok) count++;
  }
  return count;
}
