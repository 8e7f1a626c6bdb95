import { z } from "zod";
import type { Call, Routes } from "../api/call.ts";
import { idOf } from "../api/ids.ts";
import { Refusal } from "../api/refusal.ts";
import { refuse } from "../api/refuse.ts";
import { entryOf } from "../api/shown.ts";
import { described } from "../desk/described.ts";
import { noteEntity, noteSchema, reasonSchema, verdictSchema } from "./entities.ts";
import { giveRating, takeBackNote, takeBackRating } from "./rate.ts";
import { readNote, readNotes, readNotesToRate } from "./read.ts";
import { addNote } from "./write.ts";

const several = <T extends z.ZodType>(of: T, most: number) =>
  z.union([z.array(of).max(most), of.transform((one) => [one])]).default([]);

async function shown({ ctx, viewer }: Pick<Call, "ctx" | "viewer">, noteId: string) {
  const found = await readNote(ctx, noteId, viewer?.accountId ?? null);
  if (found === null) throw Refusal.notFound();
  return noteEntity(ctx.uris, found.note);
}

/** Notes of context: written on posts, rated, and read. */
export const contextNoteRoutes: Routes = {
  "GET /api/folkmoot/v1/statuses/:id/notes": described(
    {
      summary: "Notes of context on a post; without a token those that are found helpful",
      permission: null,
      output: z.array(noteSchema),
    },
    async (call: Call) => {
      const { post } = await entryOf(call);
      const notes = await readNotes(call.ctx, post.id, call.viewer?.accountId ?? null);
      return notes.map((note) => noteEntity(call.ctx.uris, note));
    },
  ),

  "POST /api/folkmoot/v1/statuses/:id/notes": described(
    {
      summary: "Writes a note of context on a public post",
      permission: null,
      input: z.strictObject({
        text: z.string().max(4_000).default(""),
        sources: several(z.string().max(2_048), 20),
        why_no_source: z.string().max(1_000).default(""),
        language: z.string().max(35).nullable().default(null),
      }),
      output: noteSchema,
      status: 201,
    },
    async (call, { text, sources, why_no_source: whyNoSource, language }) => {
      const { ctx, viewer } = call;
      const { post } = await entryOf(call);
      const draft = { text, sources, whyNoSource, language };
      const added = await addNote(ctx, { accountId: viewer.accountId, postId: post.id, draft });
      if (!added.ok) throw refuse(added.error);
      return shown(call, added.value.id);
    },
  ),

  "GET /api/folkmoot/v1/notes": described(
    {
      summary: "Notes that need ratings, newest first: by others, and not rated yet by who asks",
      permission: null,
      input: z.strictObject({
        max_id: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(40).default(20),
      }),
      output: z.object({ notes: z.array(noteSchema), next: z.string().nullable() }),
    },
    async ({ ctx, viewer }, { max_id: before = null, limit }) => {
      const found = await readNotesToRate(ctx, viewer.accountId, { before, limit });
      if (!found.ok) throw refuse(found.error);
      const { notes, next } = found.value;
      return { notes: notes.map(({ note }) => noteEntity(ctx.uris, note)), next };
    },
  ),

  "GET /api/folkmoot/v1/notes/:id": described(
    { summary: "A note of context", permission: null, output: noteSchema },
    (call: Call) => shown(call, idOf(call.path.id)),
  ),

  "DELETE /api/folkmoot/v1/notes/:id": described(
    { summary: "Takes back one's own note, with its ratings", permission: null, output: z.object({}) },
    async ({ ctx, viewer, path }) => {
      const done = await takeBackNote(ctx, { accountId: viewer.accountId, noteId: idOf(path.id) });
      if (!done.ok) throw refuse(done.error);
      return {};
    },
  ),

  "POST /api/folkmoot/v1/notes/:id/rating": described(
    {
      summary: "Says what one finds of another's note, or something else than before",
      permission: null,
      input: z.strictObject({ rating: verdictSchema, reasons: several(reasonSchema, 20) }),
      output: noteSchema,
    },
    async (call, { rating: verdict, reasons }) => {
      const { ctx, viewer, path } = call;
      const noteId = idOf(path.id);
      const given = await giveRating(ctx, { accountId: viewer.accountId, noteId, verdict, reasons });
      if (!given.ok) throw refuse(given.error);
      return shown(call, noteId);
    },
  ),

  "DELETE /api/folkmoot/v1/notes/:id/rating": described(
    { summary: "Takes back one's rating of a note", permission: null, output: z.object({}) },
    async ({ ctx, viewer, path }) => {
      const done = await takeBackRating(ctx, { accountId: viewer.accountId, noteId: idOf(path.id) });
      if (!done.ok) throw refuse(done.error);
      return {};
    },
  ),
};
