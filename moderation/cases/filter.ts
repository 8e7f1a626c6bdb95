import type { Category, Severity } from "../category.ts";
import type { SubjectKind } from "../subject.ts";
import type { CaseState } from "./words.ts";

/** Which cases. Whatever is left out does not matter. */
export interface CaseFilter {
  /** These alone; at most 500. */
  readonly ids?: readonly string[];
  /** `unfinished` (open or waiting) when it is left out; `closed` are those decided or dismissed. */
  readonly state?: CaseState | "unfinished" | "closed";
  readonly category?: Category;
  readonly severity?: Severity;
  readonly subject?: SubjectKind;
  /** Null for those that nobody has taken. */
  readonly assignedTo?: string | null;
  readonly communityId?: string;
  /** Null for those about people of this node. */
  readonly domain?: string | null;
  readonly accountId?: string;
  readonly waveId?: string;
  /** Those that should have been decided by now. */
  readonly isOverdue?: boolean;
  /** Words of what the subject says, all of them. */
  readonly text?: string;
  /** What a rule has found: `source` of a signal, such as `rule:links-of-newcomers`. */
  readonly rule?: string;
}

/** What a filter selects, as a condition on the row `c` of `cases`. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Whether all of it is closed. */
  readonly isClosed: boolean;
}

const MAX_IDS = 500;

const states = {
  unfinished: "c.state in ('open', 'waiting')",
  open: "c.state = 'open' and c.state in ('open', 'waiting')",
  waiting: "c.state = 'waiting'",
  closed: "c.closed_at is not null",
  decided: "c.closed_at is not null and c.state = 'decided'",
  dismissed: "c.closed_at is not null and c.state = 'dismissed'",
} as const;

/**
 * SQL for a filter: only what is asked for stands in it, so that each has the index that suits it.
 *
 * @param scope the communities whose cases are seen, null for all; and who sees them: never what is about themselves
 */
export function conditionOf(
  filter: CaseFilter,
  scope: { communities: readonly string[] | null; accountId: string | null },
  now: Date,
): Condition {
  const { state = "unfinished" } = filter;
  const parts: string[] = [states[state]];
  const parameters: unknown[] = [];
  const where = (sql: (parameter: string) => string, value: unknown) => {
    parameters.push(value);
    parts.push(sql(`$${parameters.length}`));
  };
  if (scope.communities !== null)
    where((p) => `c.community_id = any(${p}::uuid[])`, `{${scope.communities.join(",")}}`);
  if (scope.accountId !== null) where((p) => `c.account_id is distinct from ${p}::uuid`, scope.accountId);
  if (filter.ids !== undefined)
    where((p) => `c.id = any(${p}::uuid[])`, `{${filter.ids.slice(0, MAX_IDS).join(",")}}`);
  if (filter.category !== undefined) where((p) => `c.category = ${p}::text`, filter.category);
  if (filter.severity !== undefined) where((p) => `c.severity = ${p}::int`, filter.severity);
  if (filter.subject !== undefined) where((p) => `c.subject_kind = ${p}::text`, filter.subject);
  if (filter.assignedTo === null) parts.push("c.assigned_to is null");
  else if (filter.assignedTo !== undefined) where((p) => `c.assigned_to = ${p}::uuid`, filter.assignedTo);
  if (filter.communityId !== undefined) where((p) => `c.community_id = ${p}::uuid`, filter.communityId);
  if (filter.domain === null) parts.push("c.domain is null");
  else if (filter.domain !== undefined) where((p) => `c.domain = ${p}::text`, filter.domain);
  if (filter.accountId !== undefined) where((p) => `c.account_id = ${p}::uuid`, filter.accountId);
  if (filter.waveId !== undefined) where((p) => `c.wave_id = ${p}::uuid`, filter.waveId);
  if (filter.isOverdue) where((p) => `c.due_at < ${p}::timestamptz and c.closed_at is null`, now);
  if (filter.text !== undefined && filter.text.trim() !== "")
    where((p) => `to_tsvector('simple', c.excerpt) @@ plainto_tsquery('simple', ${p}::text)`, filter.text);
  if (filter.rule !== undefined)
    where(
      (p) => `exists (select from signals s where s.case_id = c.id and s.source = ${p}::text)`,
      filter.rule,
    );
  return {
    sql: parts.join(" and "),
    parameters,
    isClosed: state === "closed" || state === "decided" || state === "dismissed",
  };
}
