import { pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Relays this node subscribes to. Mastodon's style follows the Public collection, LitePub's follows the relay's actor. */
export const relays = pgTable("relays", {
  id: uuid().primaryKey(),
  inbox: text().notNull().unique(),
  actorIri: text("actor_iri"),
  style: text({ enum: ["mastodon", "litepub"] }).notNull(),
  state: text({ enum: ["pending", "accepted", "rejected"] }).notNull(),
  followIri: text("follow_iri").notNull().unique(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
});
