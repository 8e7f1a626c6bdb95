import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import type { OutcomeDetails } from "./schema.ts";

/** A report as whoever made it may know of it. */
export interface OwnReport {
  id: string;
  targetId: string | null;
  comment: string;
  state: "open" | "closed";
  outcome: "acted" | "not-acted" | null;
  outcomeAt: Date | null;
  outcomeDetails: OutcomeDetails | null;
  createdAt: Date;
}

/** What somebody here has reported, the newest first. */
export function listOwnReports(
  { sql }: Pick<Ctx, "sql">,
  reporterId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<OwnReport[]> {
  return run<OwnReport>(
    sql,
    `select t.id, t.target_id as "targetId", t.comment, t.state, t.outcome, t.outcome_at as "outcomeAt",
       t.outcome_details as "outcomeDetails", t.created_at as "createdAt"
     from reports t where t.reporter_id = $1::uuid and ($2::uuid is null or t.id < $2::uuid)
     order by t.id desc limit $3::int`,
    [reporterId, before, limit],
  );
}
