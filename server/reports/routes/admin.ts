import type { Result } from "#protocol/result.ts";
import { adminPage } from "../../admin/paging.ts";
import { type Answer, type Call, json, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { isReportAbout } from "../about.ts";
import {
  assignReport,
  closeReport,
  type HandleReportError,
  reclassifyReport,
  reopenReport,
} from "../handle.ts";
import { readCurrentRules } from "../rules.ts";
import { findReport, readReportPage, renderReports } from "../views.ts";

type AdminCall = Call<Viewer>;

const categories = ["spam", "legal", "violation", "other"] as const;

export const adminReportRoutes: Routes = {
  async "GET /api/v1/admin/reports"(call) {
    const { ctx, viewer, params } = call;
    const reporterId = params.text("account_id");
    const targetId = params.text("target_account_id");
    const filter = {
      isClosed: params.flag("resolved") ?? false,
      reporterId: reporterId && idOf(reporterId),
      targetId: targetId && idOf(targetId),
      targetDomain: params.text("by_target_domain")?.toLowerCase() || null,
    };
    const page = await readReportPage(ctx, viewer.accountId, filter, pageOf(call, adminPage));
    return paged(call, page, await renderReports(ctx, viewer.accountId, page.items));
  },

  "GET /api/v1/admin/reports/:id": (call) => shown(call, idOf(call.path.id)),

  async "PUT /api/v1/admin/reports/:id"(call) {
    const { ctx, params } = call;
    const category = params.oneOf("category", categories);
    const named = params.has("rule_ids") ? params.list("rule_ids") : null;
    const rules = named && (await readCurrentRules(ctx, named));
    if (named !== null && rules !== null && rules.length < new Set(named).size)
      throw Refusal.invalid("rule_ids", "does not reference valid rules");
    const ruleIds = rules?.map((rule) => rule.id) ?? null;
    return done(call, (by, id) => reclassifyReport(ctx, by, id, { category, ruleIds }));
  },

  "POST /api/v1/admin/reports/:id/assign_to_self": (call) =>
    done(call, (by, id) => assignReport(call.ctx, by, id, by)),
  "POST /api/v1/admin/reports/:id/unassign": (call) =>
    done(call, (by, id) => assignReport(call.ctx, by, id, null)),
  "POST /api/v1/admin/reports/:id/resolve": (call) => done(call, (by, id) => closeReport(call.ctx, by, id)),
  "POST /api/v1/admin/reports/:id/reopen": (call) => done(call, (by, id) => reopenReport(call.ctx, by, id)),
};

async function done(
  call: AdminCall,
  work: (by: string, id: string) => Promise<Result<undefined, HandleReportError>>,
): Promise<Answer> {
  const id = idOf(call.path.id);
  const handled = await work(call.viewer.accountId, id);
  if (!handled.ok) throw refuse(handled.error);
  return shown(call, id);
}

async function shown({ ctx, viewer }: AdminCall, id: string): Promise<Answer> {
  const report = await findReport(ctx, id);
  if (report === null || (await isReportAbout(ctx.sql, id, viewer.accountId))) throw Refusal.notFound();
  const [entity] = await renderReports(ctx, viewer.accountId, [report]);
  return json(entity);
}
