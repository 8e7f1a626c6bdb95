import {
  boolean,
  customType,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** Activities this node sends, as the exact bytes that are signed and delivered. The id is the outbox event's. */
export const activities = pgTable(
  "activities",
  {
    id: uuid().primaryKey(),
    iri: text().notNull(),
    /** The local account that signs the request: the actor, or the forwarder of somebody else's activity. */
    senderId: uuid("sender_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    type: text().notNull(),
    body: bytes().notNull(),
    /** May be shown to anyone at its id. */
    isPublic: boolean("is_public").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [uniqueIndex("activities_iri").on(t.iri), index("activities_created").on(t.createdAt)],
);

/** One request still to be made. Rows go away when delivered or given up. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: uuid().primaryKey(),
    activityId: uuid("activity_id")
      .notNull()
      .references(() => activities.id, { onDelete: "cascade" }),
    inbox: text().notNull(),
    host: text().notNull(),
    /** IRI of the object: of two deliveries to one inbox with the same key, the older goes first. */
    orderKey: text("order_key").notNull(),
    attempts: integer().notNull().default(0),
    /** Attempts that failed though the host is up (401, 403): of the others none says that it will never be taken. */
    refusals: integer().notNull().default(0),
    nextAttemptAt: time("next_attempt_at").notNull(),
    /** Until when a worker holds it. */
    claimedUntil: time("claimed_until"),
    lastError: text("last_error"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("deliveries_once").on(t.activityId, t.inbox),
    index("deliveries_due").on(t.host, t.nextAttemptAt),
    index("deliveries_order").on(t.inbox, t.orderKey, t.id),
  ],
);

/** Inboxes that answered 410 Gone: nothing is sent there any more. */
export const goneInboxes = pgTable("gone_inboxes", {
  inbox: text().primaryKey(),
  since: time("since").notNull(),
});
