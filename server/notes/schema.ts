import { index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { JsonObject } from "#protocol/signing/proofs.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** What other nodes were told of notes of this one, as it was signed last. What was withdrawn says nothing any more, and stays. */
export const announcedNotes = pgTable(
  "announced_notes",
  {
    noteId: uuid("note_id").primaryKey(),
    status: text({ enum: ["helpful", "withdrawn"] }).notNull(),
    document: jsonb().$type<JsonObject>().notNull(),
    at: time("at").notNull(),
  },
  (t) => [index("announced_notes_status").on(t.status)],
);

/** Notes that other nodes have told of, verified, and what became of them here. */
export const peerNotes = pgTable(
  "peer_notes",
  {
    id: uuid().primaryKey(),
    iri: text().notNull().unique(),
    /** The domain of the node whose people wrote and rated it. */
    peer: text().notNull(),
    postIri: text("post_iri").notNull(),
    document: jsonb().$type<JsonObject>().notNull(),
    /** `kept` for the desk, `shown` beside the post, `hidden` by a moderator, `withdrawn` by the peer. */
    state: text({ enum: ["kept", "shown", "hidden", "withdrawn"] }).notNull(),
    /** The action that shows it, or did last. */
    actionId: uuid("action_id"),
    /** Whoever has shown or hidden it by hand: no setting changes that. */
    decidedBy: uuid("decided_by"),
    receivedAt: time("received_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (t) => [
    index("peer_notes_post").on(t.postIri),
    index("peer_notes_peer").on(t.peer, t.receivedAt),
    index("peer_notes_newest").on(t.id.desc()),
  ],
);

/** What is done with notes of a peer: by its domain, or `*` for all that have none of their own. */
export const peerNotePolicies = pgTable("peer_note_policies", {
  peer: text().primaryKey(),
  treatment: text({ enum: ["show", "keep", "ignore"] }).notNull(),
  setBy: uuid("set_by"),
  setAt: time("set_at").notNull(),
});
