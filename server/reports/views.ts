import { ensureNodeActor } from "../accounts/node-actor.ts";
import { loadAdminAccounts } from "../admin/accounts/views.ts";
import { adminAccountEntity } from "../admin/entities/account.ts";
import { readListed } from "../admin/listed.ts";
import { renderPosts } from "../api/statuses.ts";
import type { ApiCtx, Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { completeViews } from "../posts/views/load.ts";
import { type PostViewRow, postColumns } from "../posts/views/rows.ts";
import type { Listed, PageRequest } from "../timelines/page.ts";
import { isAbout } from "./about.ts";
import { readCitedRules } from "./rules.ts";
import { type ReportRow, reportColumns } from "./store/reports.ts";

export interface ReportFilter {
  isClosed: boolean;
  reporterId?: string | null;
  targetId?: string | null;
  targetDomain?: string | null;
}

/** Reports about accounts that are known here, newest first; none about whoever asks. */
export function readReportPage(
  ctx: Pick<Ctx, "sql">,
  viewerId: string,
  { isClosed, reporterId = null, targetId = null, targetDomain = null }: ReportFilter,
  page: PageRequest,
): Promise<Listed<ReportRow>> {
  const select = `select ${reportColumns} from reports t where t.target_id is not null and t.state = $3::text
    and ($4::uuid is null or t.reporter_id = $4::uuid) and ($5::uuid is null or t.target_id = $5::uuid)
    and ($6::text is null or exists (select from accounts a where a.id = t.target_id and a.domain = $6::text))
    and not ${isAbout("t", "$7::uuid")}`;
  const state = isClosed ? "closed" : "open";
  return readListed<ReportRow>(ctx, page, select, [state, reporterId, targetId, targetDomain, viewerId]);
}

export async function findReport(ctx: Pick<Ctx, "sql">, id: string): Promise<ReportRow | null> {
  const [row] = await run<ReportRow>(
    ctx.sql,
    `select ${reportColumns} from reports t where t.id = $1::uuid and t.target_id is not null`,
    [id],
  );
  return row ?? null;
}

/** Mastodon's Admin::Reports: with accounts, posts and rules, in the same few statements for one or a hundred. */
export async function renderReports(ctx: ApiCtx, viewerId: string | null, reports: readonly ReportRow[]) {
  // Mastodon's clients want a name for whoever complained: the node's own stands for people without an account.
  const isAnonymous = reports.some((report) => report.reporterId === null);
  const nobody = isAnonymous ? await ensureNodeActor(ctx) : null;
  const people = reports.flatMap(({ reporterId, targetId, assignedTo, closedBy }) =>
    [reporterId ?? nobody, targetId, assignedTo, closedBy].flatMap((id) => id ?? []),
  );
  const [accounts, posts, rules] = await Promise.all([
    loadAdminAccounts(ctx, [...new Set(people)], nobody),
    loadReportedPosts(ctx, viewerId, [...new Set(reports.flatMap((report) => report.postIds))]),
    readCitedRules(ctx, [...new Set(reports.flatMap((report) => report.ruleIds))]),
  ]);
  const statuses = await renderPosts(ctx, viewerId, posts);
  const account = (id: string | null) => {
    const view = accounts.get(id ?? "");
    return view === undefined ? null : adminAccountEntity(ctx, view);
  };
  return reports.map((report) => ({
    id: report.id,
    action_taken: report.state === "closed",
    action_taken_at: report.closedAt?.toISOString() ?? null,
    category: report.category,
    comment: report.comment,
    forwarded: report.forwarded,
    created_at: report.createdAt.toISOString(),
    updated_at: report.updatedAt.toISOString(),
    account: account(report.reporterId ?? nobody),
    target_account: account(report.targetId),
    assigned_account: account(report.assignedTo),
    action_taken_by_account: account(report.closedBy),
    statuses: statuses.filter((status) => report.postIds.includes(status.id)),
    rules: rules.filter((rule) => report.ruleIds.includes(rule.id)),
  }));
}

/** Posts that moderators look at because they were reported, whoever they were for. */
async function loadReportedPosts(ctx: ApiCtx, viewerId: string | null, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await run<PostViewRow>(
    ctx.sql,
    `select ${postColumns("$1::uuid")} from posts p join accounts a on a.id = p.account_id
     where p.id = any($2::uuid[]) and p.deleted_at is null order by p.id`,
    [viewerId, ids],
  );
  const views = await completeViews(ctx, viewerId, rows);
  return rows.flatMap((row) => views.get(row.id) ?? []);
}
