import { sql } from "drizzle-orm";
import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Advice that this node publishes for others, as FIRES' datasets. */
export const datasets = pgTable("datasets", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  summary: text().notNull().default(""),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at"),
});

/** The records of a dataset, in the order of their ids. Only added to; a tombstone empties what was said of its entity. */
export const datasetChanges = pgTable(
  "dataset_changes",
  {
    id: uuid().primaryKey(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id, { onDelete: "cascade" }),
    type: text({ enum: ["advisory", "recommendation", "retraction", "tombstone"] }).notNull(),
    entity: text({ enum: ["domain", "actor"] }).notNull(),
    /** A domain, or an actor's IRI. Hashed in those that a tombstone has emptied. */
    key: text().notNull(),
    labels: text().array().notNull().default(sql`'{}'`),
    policy: text({ enum: ["accept", "filter", "reject", "drop"] }),
    filters: text().array().notNull().default(sql`'{}'`),
    comment: text().notNull().default(""),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    index("dataset_changes_order").on(t.datasetId, t.id),
    index("dataset_changes_entity").on(t.datasetId, t.entity, t.key, t.id),
  ],
);
