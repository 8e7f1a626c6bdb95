import { forgetNotePerson, notesToErase } from "#moderation/notes/erase.ts";
import { withdrawNote } from "#moderation/notes/move.ts";
import { effectsIn } from "../actions/effects/index.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";

export type LeaveDeps = Pick<Ctx, "db" | "sql" | "clock" | "ids" | "outbox" | "uris">;

/** Withdraws a note in a transaction that is under way: nothing of it is left, nor shown. */
export async function withdrawIn(ctx: LeaveDeps, tx: Tx, noteId: string): Promise<boolean> {
  const moderation = { ...moderationOf(ctx), effects: effectsIn(ctx, tx, "") };
  return (await withdrawNote(moderation, statementsOn(tx), noteId)) !== null;
}

/** Notes by an account, about some posts, or about what an account published. */
export async function withdrawNotes(
  ctx: LeaveDeps,
  tx: Tx,
  about: { iris: readonly string[]; accountId: string | null },
): Promise<void> {
  for (const noteId of await notesToErase(statementsOn(tx), about)) await withdrawIn(ctx, tx, noteId);
}

/** Somebody deletes their account: their notes go and are shown no more, and so does what they found of others' notes. */
export async function leaveNotes(ctx: LeaveDeps, tx: Tx, accountId: string): Promise<void> {
  await withdrawNotes(ctx, tx, { iris: [], accountId });
  await forgetNotePerson(statementsOn(tx), accountId);
}
