import { moveNote } from "#moderation/notes/move.ts";
import { lockNotes, notesToMove, scoreNotes } from "#moderation/notes/score.ts";
import { effectsIn } from "../actions/effects/index.ts";
import type { Ctx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { each } from "../platform/each.ts";
import { fitInThread } from "./model.ts";
import { reopenEdited } from "./store.ts";

type Deps = Pick<Ctx, "sql" | "db" | "clock" | "ids" | "outbox" | "uris" | "log">;

/** Notes that are moved in one run of the task. */
const AT_ONCE = 500;

/**
 * Runs the model where ratings have changed, shows what is found helpful now, takes back what no longer is, and locks what is two
 * weeks old. A periodic task.
 */
export async function settleNotes(ctx: Deps): ReturnType<typeof scoreNotes> {
  const moderation = moderationOf(ctx);
  await reopenEdited(ctx.sql);
  const run = await scoreNotes(moderation, fitInThread);
  await each(ctx.log, "move a note of context", await notesToMove(moderation, AT_ONCE), (noteId) =>
    ctx.db.transaction((tx) =>
      moveNote({ ...moderation, effects: effectsIn(ctx, tx, "") }, statementsOn(tx), noteId),
    ),
  );
  ctx.outbox.wake();
  await lockNotes(moderation);
  return run;
}
