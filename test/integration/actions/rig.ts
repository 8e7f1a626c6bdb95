import type { ApiCtx } from "#server/context.ts";

/** What grows whatever happens, and what says when a row was last written. */
const logs = new Set([
  "account_addresses",
  "actions",
  "active_days",
  "audit_log",
  "case_events",
  "cases",
  "change_cursors",
  "changes",
  "deliveries",
  "kv",
  "node_secrets",
  "oauth_tokens",
  "outbound_activities",
  "outbox_events",
  "queue_jobs",
  "rate_limits",
  "severances",
  "statements",
  "strikes",
  "trends",
]);
const isLog = (name: string) =>
  logs.has(name) || name.startsWith("ledger_") || /outbox|activities|deliver|queue|jobs/.test(name);

type Row = Record<string, unknown>;

/**
 * Everything that the database holds, by table, but for logs and for times of writing: what must be the same after an action was
 * undone as it was before. Notifications of warnings are words that were said, and stay.
 */
export async function dump({ sql }: Pick<ApiCtx, "sql">): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema and table_type = 'BASE TABLE' order by 1`;
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (isLog(name)) continue;
    const rows = await sql.unsafe<{ row: Row }[]>(`select to_jsonb(t) as row from "${name}" t`);
    const kept = rows
      .map(({ row }) => row)
      .filter((row) => name !== "notifications" || row.kind !== "warning")
      .map(({ updated_at: _written, last_used_at: _used, ...row }) =>
        JSON.stringify(name === "removed_parts" ? { ...row, id: null } : row),
      );
    if (kept.length > 0) all[name] = kept.toSorted();
  }
  return all;
}
