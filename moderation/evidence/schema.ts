import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
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
    capturedAt: timestamp("captured_at", { withTimezone: true }).notNull(),
  },
  (t) => [index("evidence_case").on(t.caseId, t.id), index("evidence_file").on(t.file)],
);
