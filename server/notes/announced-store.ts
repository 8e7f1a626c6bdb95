import type { JsonObject } from "#protocol/signing/proofs.ts";
import { type Runner, run } from "../platform/statement.ts";

/** A note that others are to hear of, with what they hear. */
export interface Announceable {
  id: string;
  postIri: string;
  text: string;
  sources: string[];
  whyNoSource: string | null;
  language: string | null;
  alias: string;
  ratings: number;
  createdAt: Date;
  /** What they were told last. */
  last: JsonObject | null;
}

/** Notes that are shown on public posts, and of which others have not heard. */
export function readToAnnounce(on: Runner, limit: number): Promise<Announceable[]> {
  return run<Announceable>(
    on,
    `select n.id, n.post_iri as "postIri", n.text, n.sources, n.why_no_source as "whyNoSource", n.language, w.alias,
       n.helpful + n.somewhat + n.not_helpful as ratings, n.created_at as "createdAt", d.document as last
     from context_notes n join context_note_people w on w.number = n.writer
       join actions a on a.id = n.action_id and a.undone_at is null
       join posts p on p.id = n.post_id and p.visibility = 'public' and p.deleted_at is null
       left join announced_notes d on d.note_id = n.id
     where n.state = 'helpful' and d.status is distinct from 'helpful' order by n.id limit $1::int`,
    [limit],
  );
}

/** Notes that others have heard of, and that are not shown here any more: taken back, deleted, overruled, or their post is gone. */
export function readToWithdraw(on: Runner, limit: number): Promise<{ id: string; last: JsonObject }[]> {
  return run<{ id: string; last: JsonObject }>(
    on,
    `select d.note_id as id, d.document as last from announced_notes d
       left join context_notes n on n.id = d.note_id and n.state = 'helpful'
       left join actions a on a.id = n.action_id and a.undone_at is null
       left join posts p on p.id = n.post_id and p.visibility = 'public' and p.deleted_at is null
     where d.status = 'helpful' and (n.id is null or a.id is null or p.id is null) order by d.note_id limit $1::int`,
    [limit],
  );
}

/** @returns false where another process has told it already */
export async function saveAnnounced(
  on: Runner,
  told: { noteId: string; status: "helpful" | "withdrawn"; document: JsonObject; at: Date },
): Promise<boolean> {
  const rows = await run(
    on,
    `insert into announced_notes (note_id, status, document, at) values ($1::uuid, $2::text, $3::jsonb, $4::timestamptz)
     on conflict (note_id) do update set status = excluded.status, document = excluded.document, at = excluded.at
       where announced_notes.status <> excluded.status returning note_id`,
    [told.noteId, told.status, JSON.stringify(told.document), told.at],
  );
  return rows.length > 0;
}

/** A note as others were told of it last; null where they were not. */
export async function findAnnounced(on: Runner, noteId: string): Promise<JsonObject | null> {
  const [row] = await run<{ document: JsonObject }>(
    on,
    "select document from announced_notes where note_id = $1::uuid",
    [noteId],
  );
  return row?.document ?? null;
}
