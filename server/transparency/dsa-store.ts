import type { StatementRecord } from "#moderation/transparency/dsa/record.ts";
import { leastId } from "../measures/period.ts";
import { type Runner, run } from "../platform/statement.ts";
import * as facts from "./facts-sql.ts";

type Row = Omit<StatementRecord, "takenAt" | "endsAt" | "contentAt"> & {
  takenAt: Date | string;
  endsAt: Date | string | null;
  contentAt: Date | string | null;
  subjectId: string | null;
};

/** What actions of a period were about, the oldest first; those after an id. */
export async function readStatementRecords(
  on: Runner,
  { from, until }: { from: Date; until: Date },
  { after, limit }: { after: string | null; limit: number },
): Promise<StatementRecord[]> {
  const rows = await run<Row>(on, text, [leastId(from), leastId(until), after, limit]);
  return rows.map(({ subjectId, contentAt, takenAt, endsAt, ...row }) => ({
    ...row,
    takenAt: new Date(takenAt),
    endsAt: endsAt === null ? null : new Date(endsAt),
    contentAt: contentAt === null ? madeAt(subjectId) : new Date(contentAt),
  }));
}

/** When something was made that is not there any more: its id says so (UUIDv7, RFC 9562 §5.7). */
function madeAt(id: string | null): Date | null {
  return id === null || id[14] !== "7"
    ? null
    : new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

const text = `
  select a.id as "actionId", a.kind, a.params, a.subject_kind as "subjectKind", a.subject_id as "subjectId",
    w.id is not null and w.domain is null as "isLocal", a.starts_at as "takenAt", a.ends_at as "endsAt",
    coalesce(s.category, 'other') as category, coalesce(s.rules, '[]') as rules, ${facts.finder} as finder,
    coalesce(r.category = 'legal', false) as "isLegalNotice", ${facts.decider} as decider,
    case a.subject_kind when 'post' then p.published_at when 'account' then w.created_at end as "contentAt",
    p.language, coalesce(p.html <> '' or p.title <> '', false) as "hasText",
    coalesce((select jsonb_agg(m ->> 'kind') from jsonb_array_elements(p.media) m), '[]') as media
  from actions a ${facts.joins}
  where a.id >= $1::uuid and a.id < $2::uuid and ($3::uuid is null or a.id > $3::uuid)
  order by a.id limit $4::int`;
