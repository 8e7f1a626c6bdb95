import { type NoteDraft, type WriteNoteError, writeNote } from "#moderation/notes/write.ts";
import { err, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import type { Ctx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { findVisible } from "../posts/find.ts";
import { mayTakePart, type StandingError } from "./may.ts";

export type AddNoteError =
  | WriteNoteError
  | StandingError
  | { type: "context-note/post-not-found" }
  | { type: "context-note/not-public" };

/**
 * Somebody adds a note of context to a post that everybody may read.
 *
 * @example await addNote(ctx, { accountId, postId, draft: { text: "It was 1969.", sources: ["https://nasa.example/"] } });
 */
export async function addNote(
  ctx: Pick<Ctx, "sql" | "db" | "clock" | "ids">,
  { accountId, postId, draft }: { accountId: string; postId: string; draft: NoteDraft },
): Promise<Result<{ id: string }, AddNoteError>> {
  const allowed = await mayTakePart(ctx, accountId);
  if (!allowed.ok) return allowed;
  return orRollBack<{ id: string }, AddNoteError>(ctx, async (tx) => {
    const post = await findVisible(tx, postId, accountId);
    if (post === null) return err({ type: "context-note/post-not-found" });
    if (post.visibility !== "public" && post.visibility !== "unlisted")
      return err({ type: "context-note/not-public" });
    return writeNote(moderationOf(ctx), statementsOn(tx), { accountId, post, draft });
  });
}
