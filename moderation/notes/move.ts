import type { Iri } from "#protocol/ids/iri.ts";
import type { EffectsPort } from "../actions/effects.ts";
import { findActionById } from "../actions/read.ts";
import { takeAction } from "../actions/take.ts";
import { undoAction } from "../actions/undo.ts";
import { appendEntry } from "../ledger/append.ts";
import { commitTo } from "../ledger/commitment.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import type { Subject } from "../subject.ts";
import type { NoteState } from "./note.ts";
import { deleteNote, type LockedNote, lockNote, moveState } from "./store/notes.ts";

type Deps = Pick<ModerationCtx, "clock" | "ids"> & { effects: EffectsPort };

/** A note that has become something else. */
export interface Moved {
  readonly id: string;
  readonly before: NoteState;
  readonly state: NoteState | "withdrawn";
}

/**
 * Makes a note what the last run of the model asks for, in the caller's transaction: what is found helpful is shown beside the
 * post by an action, and what no longer is goes by its undo. What a moderator has undone is not shown again.
 *
 * @returns null where it is so already
 */
export async function moveNote(ctx: Deps, on: Statements, noteId: string): Promise<Moved | null> {
  const note = await lockNote(on, noteId);
  if (note === null || note.state === note.wanted) return null;
  const { state: before, wanted: state } = note;
  const actionId = state === "helpful" ? await show(ctx, on, note) : await hide(ctx, on, note);
  await moveState(on, note.id, { state, actionId, now: ctx.clock.now() });
  await enter(ctx, on, note, state);
  return { id: note.id, before, state };
}

/** Somebody takes their note back, with what was found of it. In the caller's transaction. */
export async function withdrawNote(ctx: Deps, on: Statements, noteId: string): Promise<Moved | null> {
  const note = await lockNote(on, noteId);
  if (note === null) return null;
  await hide(ctx, on, note);
  await enter(ctx, on, note, "withdrawn");
  await deleteNote(on, note.id);
  return { id: note.id, before: note.state, state: "withdrawn" };
}

/** @returns the action that shows it */
async function show(ctx: Deps, on: Statements, note: LockedNote): Promise<string | null> {
  const last = note.actionId === null ? null : await findActionById(on, note.actionId);
  if (last?.undoneBy) return last.id;
  const taken = await takeAction(ctx, on, {
    caseId: null,
    caseVersion: null,
    subject: subjectOf(note),
    kind: "note",
    params: { contextNote: note.id },
    by: null,
    cause: `note:${note.id}`,
    endsAt: null,
    statement: {
      category: "other",
      rules: [],
      facts: "",
      text: "",
      isAutomated: false,
      appealUntil: null,
      toldAt: null,
    },
  });
  return taken.ok ? taken.value.action.id : null;
}

/** @returns the action that showed it */
async function hide(ctx: Deps, on: Statements, note: LockedNote): Promise<string | null> {
  if (note.actionId !== null && note.state === "helpful")
    await undoAction(ctx, on, { actionId: note.actionId, by: null, reason: "" });
  return note.actionId;
}

/** Everybody may know that a note became something; which post it is about, whoever has its address. */
async function enter(
  ctx: Deps,
  on: Statements,
  { id, postIri, state: before, ratings }: LockedNote,
  state: Moved["state"],
): Promise<void> {
  await appendEntry(ctx, on, "public", {
    kind: "note.moved",
    body: { note: id, before, state, ratings, subject: await commitTo(ctx, on, postIri) },
  });
}

function subjectOf({ postIri, postId, postAccountId }: LockedNote): Subject {
  return { kind: "post", iri: postIri as Iri, id: postId, accountId: postAccountId };
}
