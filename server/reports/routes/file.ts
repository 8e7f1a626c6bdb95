import { findSummary } from "../../accounts/views/summaries.ts";
import { json, type Routes } from "../../api/call.ts";
import { accountEntity } from "../../api/entities/account.ts";
import { idOf, idsOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { fileReport } from "../file.ts";
import { readCurrentRules } from "../rules.ts";
import { findReport } from "../views.ts";

const categories = ["spam", "legal", "violation", "other"] as const;

export const reportRoutes: Routes = {
  async "POST /api/v1/reports"({ ctx, viewer, params }) {
    const targetId = idOf(params.required("account_id"));
    const ruleIds = params.list("rule_ids");
    const category = params.oneOf("category", categories);
    const rules = await readCurrentRules(ctx, ruleIds);
    if (rules.length < new Set(ruleIds).size || (category === "violation" && rules.length === 0))
      throw Refusal.invalid("rule_ids", "does not reference valid rules");
    const filed = await fileReport(ctx, {
      reporterId: viewer.accountId,
      targetId,
      postIds: idsOf(params.list("status_ids")),
      comment: params.text("comment") ?? "",
      category: category ?? "other",
      ruleIds: rules.map((rule) => rule.id),
      forward: params.flag("forward") ?? false,
      forwardTo: params.has("forward_to_domains") ? params.list("forward_to_domains") : null,
    });
    if (!filed.ok) throw refuse(filed.error);
    const [report, target] = await Promise.all([findReport(ctx, filed.value.id), findSummary(ctx, targetId)]);
    if (report === null || target === null) throw Refusal.notFound();
    return json({
      id: report.id,
      action_taken: false,
      action_taken_at: null,
      category: report.category,
      comment: report.comment,
      forwarded: report.forwarded,
      created_at: report.createdAt.toISOString(),
      status_ids: report.postIds,
      rule_ids: report.ruleIds,
      collection_ids: [],
      target_account: accountEntity(ctx, target),
    });
  },
};
