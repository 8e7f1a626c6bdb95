import { z } from "zod";
import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { ApiCtx } from "../../context.ts";
import { described } from "../../desk/described.ts";
import { decidePeerNote, setNotePolicy } from "./decide.ts";
import { listPeerNotes, listPolicies } from "./read.ts";
import { settlePeerNotes } from "./settle.ts";
import { findPeerNote } from "./store.ts";
import { type PeerNote, treatments } from "./words.ts";

const peerNoteSchema = z.object({
  id: z.string(),
  uri: z.string(),
  peer: z.string(),
  status_uri: z.string(),
  text: z.string(),
  sources: z.array(z.string()),
  why_no_source: z.string().nullable(),
  language: z.string().nullable(),
  ratings: z.number(),
  state: z.enum(["kept", "shown", "hidden", "withdrawn"]),
  is_decided: z.boolean(),
  received_at: z.string(),
  updated_at: z.string(),
});

const policySchema = z.object({ peer: z.string(), treatment: z.enum(treatments) });

function entity(note: PeerNote): z.input<typeof peerNoteSchema> {
  const { document } = note;
  return {
    id: note.id,
    uri: note.iri,
    peer: note.peer,
    status_uri: note.postIri,
    text: document.content,
    sources: [...document.sources],
    why_no_source: document.whyNoSource,
    language: document.language,
    ratings: document.ratings,
    state: note.state,
    is_decided: note.decidedBy !== null,
    received_at: note.receivedAt.toISOString(),
    updated_at: note.updatedAt.toISOString(),
  };
}

async function decide(ctx: ApiCtx, id: string, by: string, isShown: boolean) {
  const done = await decidePeerNote(ctx, { id, by, isShown });
  if (!done.ok) throw refuse(done.error);
  const note = await findPeerNote(ctx.sql, id);
  if (note === null) throw Refusal.notFound();
  return entity(note);
}

/** Notes of context of other nodes, and what is done with them. */
export const peerNoteRoutes: Routes = {
  "GET /api/folkmoot/v1/peer_notes": described(
    {
      summary: "Notes of context that other nodes have told of, newest first",
      permission: "case.read",
      input: z.strictObject({
        max_id: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(100).default(40),
      }),
      output: z.array(peerNoteSchema),
    },
    async ({ ctx }, { max_id: before = null, limit }) =>
      (await listPeerNotes(ctx.sql, { before, limit })).map(entity),
  ),

  "POST /api/folkmoot/v1/peer_notes/:id/show": described(
    {
      summary: "Shows it beside its post, whatever the settings say",
      permission: "action.take",
      output: peerNoteSchema,
    },
    ({ ctx, viewer, path }) => decide(ctx, idOf(path.id), viewer.accountId, true),
  ),

  "POST /api/folkmoot/v1/peer_notes/:id/hide": described(
    { summary: "Hides it, whatever the settings say", permission: "action.undo", output: peerNoteSchema },
    ({ ctx, viewer, path }) => decide(ctx, idOf(path.id), viewer.accountId, false),
  ),

  "GET /api/folkmoot/v1/peer_note_policies": described(
    {
      summary: "What is done with notes of which peer; `*` stands for all that are not named",
      permission: "domain.read",
      output: z.array(policySchema),
    },
    ({ ctx }) => listPolicies(ctx.sql),
  ),

  "PUT /api/folkmoot/v1/peer_note_policies/:domain": described(
    {
      summary:
        "Says what is done with notes of a peer: shown, kept for the desk, or ignored; null for no setting",
      permission: "domain.decide",
      input: z.strictObject({ treatment: z.enum(treatments).nullable() }),
      output: z.array(policySchema),
    },
    async ({ ctx, viewer, path }, { treatment }) => {
      const set = await setNotePolicy(ctx, { peer: path.domain ?? "", treatment, by: viewer.accountId });
      if (!set.ok) throw refuse(set.error);
      await settlePeerNotes(ctx);
      return listPolicies(ctx.sql);
    },
  ),
};
