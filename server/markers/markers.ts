import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

export const markedTimelines = ["home", "notifications"] as const;
export type MarkedTimeline = (typeof markedTimelines)[number];

export interface Marker {
  timeline: MarkedTimeline;
  lastReadId: string;
  /** How often it was set. */
  version: number;
  updatedAt: Date;
}

const columns = `timeline, last_read_id as "lastReadId", version, updated_at as "updatedAt"`;

/** How far an account has read its timelines, as its clients last said. */
export function readMarkers(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  timelines: readonly MarkedTimeline[],
): Promise<Marker[]> {
  return run<Marker>(
    ctx.sql,
    `select ${columns} from markers where account_id = $1::uuid and timeline = any($2::text[])`,
    [accountId, timelines],
  );
}

/** Sets markers. One statement, so that two clients at once do not stand in each other's way. */
export function setMarkers(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  marks: readonly { timeline: MarkedTimeline; lastReadId: string }[],
): Promise<Marker[]> {
  return run<Marker>(
    ctx.sql,
    `insert into markers (account_id, timeline, last_read_id, version, updated_at)
     select $1::uuid, m.timeline, m."lastReadId", 1, $3::timestamptz
     from jsonb_to_recordset($2::jsonb) as m(timeline text, "lastReadId" uuid) order by 2
     on conflict (account_id, timeline) do update set last_read_id = excluded.last_read_id,
       version = markers.version + 1, updated_at = excluded.updated_at
     returning ${columns}`,
    [accountId, JSON.stringify(marks), ctx.clock.now()],
  );
}
