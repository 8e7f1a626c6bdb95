import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { cases } from "../cases/schema.ts";

/** What a case is judged by, as it was when it was reported: posts with their versions, the thread, media by hash, files. */
export const evidence = pgTable(
  "evidence",
  {
    id: uuid().primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    kind: text({ enum: ["post", "account", "thread", "medium", "file", "comment"] }).notNull(),
    /** Of the post, account or medium. */
    iri: text(),
    /** A post or account as JSON of `protocol/model`; null once it was erased on a legal request. */
    content: jsonb().$type<Record<string, unknown>>(),
    /** SHA-256 of the content's RFC 8785 bytes or of the file, hex. */
    sha256: text().notNull(),
    /** Address of the bytes in the host's store. */
    file: text(),
    mediaType: text("media_type"),
    size: bigint({ mode: "number" }),
    /** Why its bytes could not be had; null while they are here or waited for. */
    problem: text(),
    /** How often the host has tried to fetch it, and when last. */
    attempts: integer().notNull().default(0),
    triedAt: timestamp("tried_at", { withTimezone: true }),
    capturedAt: timestamp("captured_at", { withTimezone: true }).notNull(),
    /** When content and file were erased: on a legal request, or as the case has been closed for long. */
    erasedAt: timestamp("erased_at", { withTimezone: true }),
  },
  (t) => [
    index("evidence_case").on(t.caseId, t.id),
    index("evidence_file").on(t.file),
    index("evidence_iri").on(t.iri),
    // What was fetched lately, and how much that is.
    index("evidence_fetched").on(t.triedAt).where(sql`${t.kind} = 'medium' and ${t.file} is not null`),
    index("evidence_awaited")
      .on(t.id)
      .where(
        sql`${t.kind} = 'medium' and ${t.file} is null and ${t.problem} is null and ${t.erasedAt} is null`,
      ),
  ],
);
