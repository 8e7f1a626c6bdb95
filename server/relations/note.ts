import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { deleteNote, upsertNote } from "./store/notes.ts";

export type NoteError = { type: "note/too-long"; most: number };

const MAX_NOTE = 2_000;

/** Keeps what somebody writes about another, for themselves alone. An empty text takes it back. */
export async function writeNote(
  ctx: Pick<Ctx, "sql">,
  input: { accountId: string; targetId: string; text: string },
): Promise<Result<undefined, NoteError>> {
  const { accountId, targetId, text } = input;
  if ([...text].length > MAX_NOTE) return err({ type: "note/too-long", most: MAX_NOTE });
  if (text.trim() === "") await deleteNote(ctx.sql, accountId, targetId);
  else await upsertNote(ctx.sql, accountId, targetId, text);
  return ok();
}
