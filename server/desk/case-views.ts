import type { Category, Severity } from "#moderation/category.ts";
import { stillCounts } from "../admin/strikes.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

type Deps = Pick<Ctx, "sql">;

/** A complaint in a case. */
export interface CaseReport {
  id: string;
  /** Null for somebody without an account. */
  reporterId: string | null;
  /** The server that it came from; null for this node. */
  domain: string | null;
  comment: string;
  topic: Category;
  /** How many reports of one server are in it. */
  count: number;
  /** What was said about it between whoever made it and the moderators. */
  messages: number;
  createdAt: Date;
}

const MOST = 50;

export async function caseIdOfNumber({ sql }: Deps, number: number): Promise<string | null> {
  const [row] = await run<{ id: string }>(sql, "select id from cases where number = $1::bigint", [number]);
  return row?.id ?? null;
}

/** The newest fifty. */
export function reportsOfCase({ sql }: Deps, caseId: string): Promise<CaseReport[]> {
  return run<CaseReport>(
    sql,
    `select r.id, r.reporter_id as "reporterId", r.origin_domain as domain, r.comment, r.topic, r.count,
       (select count(*)::int from report_messages m where m.report_id = r.id) as messages, r.created_at as "createdAt"
     from report_cases c join reports r on r.id = c.report_id
     where c.case_id = $1::uuid order by r.id desc limit ${MOST}`,
    [caseId],
  );
}

export interface CaseSignal {
  id: string;
  category: Category;
  score: number;
  severity: Severity;
  sourceKind: "rule" | "person" | "model" | "node";
  source: string;
  explanation: Record<string, unknown>;
  /** What has become since of the decision of another node that it is about. */
  decisionState: "superseded" | "reversed" | null;
  createdAt: Date;
}

/** The newest fifty. */
export function signalsOfCase({ sql }: Deps, caseId: string): Promise<CaseSignal[]> {
  return run<CaseSignal>(
    sql,
    `select s.id, s.category, s.score, s.severity, s.source_kind as "sourceKind", s.source, s.explanation,
       s.created_at as "createdAt", (select d.state from received_decisions d where s.source_kind = 'node'
         and d.iri = s.explanation ->> 'decision' and d.state in ('superseded', 'reversed')) as "decisionState"
     from signals s where s.case_id = $1::uuid order by s.id desc limit ${MOST}`,
    [caseId],
  );
}

/** What was decided about somebody and not taken back. */
export async function countStrikes({ sql }: Deps, accountId: string): Promise<number> {
  const [row] = await run<{ count: number }>(
    sql,
    `select count(*)::int as count from strikes s where s.target_id = $1::uuid and ${stillCounts("s")}`,
    [accountId],
  );
  return row?.count ?? 0;
}

export async function caseNumberOf({ sql }: Deps, caseId: string): Promise<number | null> {
  const [row] = await run<{ number: number }>(
    sql,
    "select number::float8 as number from cases where id = $1::uuid",
    [caseId],
  );
  return row?.number ?? null;
}

/** What people call cases, by id. */
export async function caseNumbersOf({ sql }: Deps, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await run<{ id: string; number: number }>(
    sql,
    "select id, number::float8 as number from cases where id = any($1::uuid[])",
    [ids],
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}
