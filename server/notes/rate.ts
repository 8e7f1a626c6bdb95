import type { Reason, Verdict } from "#moderation/notes/note.ts";
import { type RateNoteError, rateNote, unrateNote } from "#moderation/notes/rate.ts";
import { noteOf } from "#moderation/notes/read.ts";
import { err, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import type { Ctx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { findVisible } from "../posts/find.ts";
import { withdrawIn } from "./leave.ts";
import { mayTakePart, type StandingError } from "./may.ts";

export type GiveRatingError = RateNoteError | StandingError;
type Deps = Pick<Ctx, "sql" | "db" | "clock" | "ids">;

/** Somebody says what they find of a note on a post that they may see. */
export async function giveRating(
  ctx: Deps,
  given: { accountId: string; noteId: string; verdict: Verdict; reasons: readonly Reason[] },
): Promise<Result<void, GiveRatingError>> {
  const { accountId, noteId } = given;
  const allowed = await mayTakePart(ctx, accountId);
  if (!allowed.ok) return allowed;
  return orRollBack<void, GiveRatingError>(ctx, async (tx) => {
    const on = statementsOn(tx);
    const note = await noteOf(on, noteId, accountId);
    if (note === null || (await findVisible(tx, note.postId, accountId)) === null)
      return err({ type: "context-note/not-found" });
    return rateNote(moderationOf(ctx), on, given);
  });
}

/** Takes a rating back. */
export function takeBackRating(
  ctx: Deps,
  taking: { accountId: string; noteId: string },
): Promise<Result<void, { type: "context-note/not-found" }>> {
  return orRollBack(ctx, (tx) => unrateNote(moderationOf(ctx), statementsOn(tx), taking));
}

/** Somebody takes their own note back. */
export async function takeBackNote(
  ctx: Deps & Pick<Ctx, "outbox" | "uris">,
  { accountId, noteId }: { accountId: string; noteId: string },
): Promise<Result<void, { type: "context-note/not-found" }>> {
  const done = await orRollBack<void, { type: "context-note/not-found" }>(ctx, async (tx) => {
    const note = await noteOf(statementsOn(tx), noteId, accountId);
    if (note === null || !note.isOwn || !(await withdrawIn(ctx, tx, noteId)))
      return err({ type: "context-note/not-found" });
    return { ok: true, value: undefined };
  });
  ctx.outbox.wake();
  return done;
}
