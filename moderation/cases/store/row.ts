import type { Iri } from "#protocol/ids/iri.ts";
import type { Category, Severity } from "../../category.ts";
import type { SubjectKind } from "../../subject.ts";
import { priorityOf } from "../priority.ts";
import type { Case, CaseState } from "../words.ts";

export interface CaseRow {
  id: string;
  number: number;
  subjectKind: SubjectKind;
  subjectIri: Iri;
  subjectId: string | null;
  accountId: string | null;
  domain: string | null;
  communityId: string | null;
  state: CaseState;
  category: Category;
  severity: Severity;
  reach: number;
  rank: number;
  excerpt: string;
  reportsCount: number;
  signalsCount: number;
  serversCount: number;
  assignedTo: string | null;
  waveId: string | null;
  openedAt: Date;
  dueAt: Date | null;
  closedAt: Date | null;
  closedBy: string | null;
  version: number;
  updatedAt: Date;
}

/** Columns of a case; the table is `c`. */
export const columns = `c.id, c.number::float8 as number, c.subject_kind as "subjectKind", c.subject_iri as "subjectIri",
  c.subject_id as "subjectId", c.account_id as "accountId", c.domain, c.community_id as "communityId", c.state, c.category,
  c.severity, c.reach, c.priority as rank, c.excerpt, c.reports_count as "reportsCount", c.signals_count as "signalsCount",
  c.servers_count as "serversCount", c.assigned_to as "assignedTo", c.wave_id as "waveId", c.opened_at as "openedAt",
  c.due_at as "dueAt", c.closed_at as "closedAt", c.closed_by as "closedBy", c.version, c.updated_at as "updatedAt"`;

export function isOpen({ state }: { state: CaseState }): boolean {
  return state === "open" || state === "waiting";
}

export function toCase(row: CaseRow, now: Date): Case {
  const { subjectKind, subjectIri, subjectId, rank: _, ...rest } = row;
  const facts = {
    severity: row.severity,
    reach: row.reach,
    reports: row.reportsCount,
    servers: row.serversCount,
    openedAt: row.openedAt,
  };
  return {
    ...rest,
    subject: { kind: subjectKind, iri: subjectIri, id: subjectId, accountId: row.accountId },
    // A closed case does not become more urgent.
    priority: priorityOf(facts, row.closedAt ?? now),
    isOverdue: isOpen(row) && row.dueAt !== null && row.dueAt < now,
  };
}
