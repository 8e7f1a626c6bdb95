import type { Statements } from "../ports.ts";
import type { OwnView } from "./note.ts";
import { findNote, readNotesOn, readOwn, readTexts, readWanting } from "./store/notes.ts";

const MOST_ON_A_POST = 100;

/** @param viewerId who looks; null for nobody in particular */
export function noteOf(on: Statements, id: string, viewerId: string | null): Promise<OwnView | null> {
  return findNote(on, id, viewerId);
}

/** Notes on a post, helpful ones first, at most 100. */
export function notesOn(on: Statements, postId: string, viewerId: string | null): Promise<OwnView[]> {
  return readNotesOn(on, postId, viewerId, MOST_ON_A_POST);
}

/** Notes that need ratings, and that this person may give one, the newest first. */
export function notesToRate(
  on: Statements,
  viewerId: string,
  page: { before: string | null; limit: number },
): Promise<OwnView[]> {
  return readWanting(on, viewerId, page);
}

/** What somebody wrote, the newest first. */
export function notesBy(
  on: Statements,
  accountId: string,
  page: { before: string | null; limit: number },
): Promise<OwnView[]> {
  return readOwn(on, accountId, page);
}

/** What readers see of notes, by their ids; those that are gone are missing. */
export function textsOfNotes(on: Statements, ids: readonly string[]): ReturnType<typeof readTexts> {
  return readTexts(on, ids);
}
