import { err, ok, type Result } from "#protocol/result.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { fits, limits, type Reason, type Verdict, verdicts } from "./note.ts";
import { personOf } from "./person.ts";
import { lockNote } from "./store/notes.ts";
import { countRating, countRatingsBy, deleteRating, saveRating } from "./store/ratings.ts";

export type RateNoteError =
  | { type: "context-note/not-found" }
  | { type: "context-note/own" }
  | { type: "context-note/bad-reason"; reason: Reason }
  | { type: "context-note/too-many-ratings"; most: number };

const DAY_MS = 86_400_000;

/** Somebody says what they find of another's note, or something else than before. In the caller's transaction. */
export async function rateNote(
  ctx: Pick<ModerationCtx, "clock">,
  on: Statements,
  rated: { accountId: string; noteId: string; verdict: Verdict; reasons: readonly Reason[] },
): Promise<Result<void, RateNoteError>> {
  const { accountId, noteId, verdict } = rated;
  const reasons = [...new Set(rated.reasons)];
  const unfit = reasons.find((reason) => !fits(reason, verdict));
  if (unfit !== undefined) return err({ type: "context-note/bad-reason", reason: unfit });
  const person = await personOf(ctx, on, accountId);
  const note = await lockNote(on, noteId);
  if (note === null) return err({ type: "context-note/not-found" });
  if (note.writer === person.number) return err({ type: "context-note/own" });
  const at = ctx.clock.now();
  const today = await countRatingsBy(on, person.number, new Date(at.getTime() - DAY_MS));
  if (today >= limits.ratingsADay)
    return err({ type: "context-note/too-many-ratings", most: limits.ratingsADay });
  const after = verdicts.indexOf(verdict);
  const row = { note: note.number, person: person.number, rating: after, reasons, at };
  const before = await saveRating(on, row);
  await countRating(on, note.number, { before, after });
  return ok();
}

/** Takes a rating back. Doing it again does nothing. */
export async function unrateNote(
  ctx: Pick<ModerationCtx, "clock">,
  on: Statements,
  { accountId, noteId }: { accountId: string; noteId: string },
): Promise<Result<void, { type: "context-note/not-found" }>> {
  const person = await personOf(ctx, on, accountId);
  const note = await lockNote(on, noteId);
  if (note === null) return err({ type: "context-note/not-found" });
  const before = await deleteRating(on, { note: note.number, person: person.number });
  if (before !== null) await countRating(on, note.number, { before, after: null });
  return ok();
}
