import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../posts/views/rows.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import type { Notice } from "./views.ts";

export interface ReportSubject {
  id: string;
  comment: string;
  category: string;
  forwarded: boolean;
  postIds: string[];
  ruleIds: string[];
  createdAt: Date;
  closedAt: Date | null;
  isClosed: boolean;
  target: AccountSummary | null;
}

export interface WarningSubject {
  id: string;
  action: string;
  text: string;
  postIds: string[];
  createdAt: Date;
  target: AccountSummary;
  /** What whoever was warned has said against it. */
  appeal: { text: string; state: "open" | "granted" | "rejected" } | null;
}

export interface SeveranceSubject {
  id: string;
  kind: string;
  target: string;
  followers: number;
  following: number;
  createdAt: Date;
}

/** What notifications are about that are not about posts, by the id of the subject. */
export interface Subjects {
  reports: ReadonlyMap<string, ReportSubject>;
  warnings: ReadonlyMap<string, WarningSubject>;
  severances: ReadonlyMap<string, SeveranceSubject>;
}

/** Loads the subjects of a page: a statement for each kind that is on it, which for nearly everybody is none. */
export async function loadSubjects(ctx: Pick<Ctx, "sql">, views: readonly Notice[]): Promise<Subjects> {
  const read = <T extends object>(kind: Notice["kind"], text: string): Promise<T[]> => {
    const ids = views.flatMap((view) => (view.kind === kind ? (view.subjectId ?? []) : []));
    return ids.length === 0 ? Promise.resolve([]) : run<T>(ctx.sql, text, [ids]);
  };
  const [reports, warnings, severances] = await Promise.all([
    read<Omit<ReportSubject, "target"> & Target>("report", reportStatement),
    read<Omit<WarningSubject, "target"> & Target>("warning", warningStatement),
    read<SeveranceSubject>("severance", severanceStatement),
  ]);
  return {
    reports: byId(
      reports.map((row) => ({ ...row, target: row.targetId ? accountSummary(row, "target") : null })),
    ),
    warnings: byId(warnings.map((row) => ({ ...row, target: accountSummary(row, "target") }))),
    severances: byId(severances),
  };
}

type Target = AccountColumns<"target">;

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

const reportStatement = `
select r.id, r.comment, r.category, r.forwarded, r.post_ids as "postIds", r.rule_ids as "ruleIds",
  r.created_at as "createdAt", r.closed_at as "closedAt", r.state = 'closed' as "isClosed",
  ${accountColumns("t", "target")}
from reports r left join accounts t on t.id = r.target_id where r.id = any($1::uuid[])`;

const warningStatement = `
select s.id, s.action, s.text, s.post_ids as "postIds", s.created_at as "createdAt",
  (select jsonb_build_object('text', p.text, 'state', p.state) from appeals p where p.action_id = s.action_id) as appeal,
  ${accountColumns("t", "target")}
from strikes s join accounts t on t.id = s.target_id where s.id = any($1::uuid[])`;

const severanceStatement = `
select p.id, s.kind, s.target, p.followers, p.following, s.created_at as "createdAt"
from severed_accounts p join severances s on s.id = p.severance_id where p.id = any($1::uuid[])`;
