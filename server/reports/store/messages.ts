import { type Runner, run } from "../../platform/statement.ts";

export interface ReportMessage {
  id: string;
  reportId: string;
  /** `server`: the moderators of the server that the report came from or went to. */
  from: "reporter" | "moderators" | "server";
  /** The moderator, for moderators alone. */
  accountId: string | null;
  iri: string | null;
  text: string;
  createdAt: Date;
}

/** False when a message with that IRI is there. */
export async function insertMessage(on: Runner, message: ReportMessage): Promise<boolean> {
  const { id, reportId, from, accountId, iri, text, createdAt } = message;
  const rows = await run(
    on,
    `insert into report_messages (id, report_id, from_side, account_id, iri, text, created_at)
     values ($1::uuid, $2::uuid, $3::text, $4::uuid, $5::text, $6::text, $7::timestamptz)
     on conflict do nothing returning id`,
    [id, reportId, from, accountId, iri, text, createdAt],
  );
  return rows.length > 0;
}

/** Oldest first. */
export function readMessages(on: Runner, reportId: string): Promise<ReportMessage[]> {
  return run<ReportMessage>(
    on,
    `select id, report_id as "reportId", from_side as "from", account_id as "accountId", iri, text,
       created_at as "createdAt"
     from report_messages where report_id = $1::uuid order by created_at, id limit 500`,
    [reportId],
  );
}

/** How many messages a side has written since a time. */
export async function countMessages(
  on: Runner,
  reportId: string,
  from: ReportMessage["from"],
  since: Date,
): Promise<number> {
  const [row] = await run<{ count: number }>(
    on,
    `select count(*)::int as count from report_messages
     where report_id = $1::uuid and from_side = $2::text and created_at > $3::timestamptz`,
    [reportId, from, since],
  );
  return row?.count ?? 0;
}
