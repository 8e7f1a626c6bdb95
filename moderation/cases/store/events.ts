import type { Statements } from "../../ports.ts";
import { storable } from "../../storable.ts";
import type { CaseEvent, CaseEventKind } from "../words.ts";

export async function insertEvent(
  on: Statements,
  event: {
    id: string;
    caseId: string;
    kind: CaseEventKind;
    by: string | null;
    details: Record<string, unknown>;
    at: Date;
  },
): Promise<void> {
  await on.run(
    `insert into case_events (id, case_id, kind, account_id, details, at)
     values ($1::uuid, $2::uuid, $3::text, $4::uuid, $5::jsonb, $6::timestamptz)`,
    [event.id, event.caseId, event.kind, event.by, JSON.stringify(storable(event.details)), event.at],
  );
}

/** The newest events of a case, the oldest of them first. */
export async function readEvents(on: Statements, caseId: string, most: number): Promise<CaseEvent[]> {
  const rows = await on.run<CaseEvent>(
    `select id, kind, account_id as "by", details, at from case_events where case_id = $1::uuid
     order by id desc limit $2::int`,
    [caseId, most],
  );
  return rows.reverse();
}
