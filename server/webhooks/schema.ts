import { sql } from "drizzle-orm";
import { boolean, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Addresses of the operators' own programs, which are told what happens on the node. */
export const webhooks = pgTable("webhooks", {
  id: uuid().primaryKey(),
  url: text().notNull().unique(),
  events: text().array().notNull().default(sql`'{}'`),
  /** Key of the signatures. It must be known to sign with it, so it is kept as it is. */
  secret: text().notNull(),
  enabled: boolean().notNull().default(true),
  /** JSON with `{{object.username}}` for values; null for the whole payload. */
  template: text(),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});
