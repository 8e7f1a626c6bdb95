import type { OwnView } from "#moderation/notes/note.ts";
import { noteOf, notesOn, notesToRate } from "#moderation/notes/read.ts";
import { ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { loadPostViews } from "../posts/views/load.ts";
import type { PostView } from "../posts/views/types.ts";
import { mayTakePart, type StandingError } from "./may.ts";

type Deps = Pick<ApiCtx, "sql" | "clock">;

/** A note with the post that it is about. */
export interface NoteOnPost {
  note: OwnView;
  post: PostView;
}

/**
 * Notes on a post: those that are found helpful for everybody, the others for who is signed in here.
 *
 * @param viewerId null for nobody in particular
 */
export async function readNotes(ctx: Deps, postId: string, viewerId: string | null): Promise<OwnView[]> {
  const notes = await notesOn(statementsOn(ctx.sql), postId, viewerId);
  return viewerId === null ? notes.filter(({ state }) => state === "helpful") : notes;
}

/** A note on a post that the viewer may see, as with `readNotes`; null otherwise. */
export async function readNote(
  ctx: Deps,
  noteId: string,
  viewerId: string | null,
): Promise<NoteOnPost | null> {
  const note = await noteOf(statementsOn(ctx.sql), noteId, viewerId);
  if (note === null || (viewerId === null && note.state !== "helpful")) return null;
  const post = (await loadPostViews(ctx, viewerId, [note.postId])).get(note.postId);
  return post === undefined ? null : { note, post };
}

/** Notes that need ratings, for somebody who may give them; those on posts that they do not see are left out. */
export async function readNotesToRate(
  ctx: Deps,
  viewerId: string,
  page: { before: string | null; limit: number },
): Promise<Result<{ notes: NoteOnPost[]; next: string | null }, StandingError>> {
  const allowed = await mayTakePart(ctx, viewerId);
  if (!allowed.ok) return allowed;
  const found = await notesToRate(statementsOn(ctx.sql), viewerId, { ...page, limit: page.limit + 1 });
  const notes = found.slice(0, page.limit);
  const posts = await loadPostViews(ctx, viewerId, [...new Set(notes.map(({ postId }) => postId))]);
  const seen = notes.flatMap((note) => {
    const post = posts.get(note.postId);
    return post === undefined ? [] : [{ note, post }];
  });
  return ok({ notes: seen, next: found.length > page.limit ? (notes.at(-1)?.id ?? null) : null });
}
