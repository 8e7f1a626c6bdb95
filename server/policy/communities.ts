import type { RuleChange } from "#moderation/policy/edit.ts";
import { readPolicy } from "#moderation/policy/read-policy.ts";
import type { Rule } from "#moderation/policy/rule.ts";
import { changeRule, type SavePolicyError } from "#moderation/policy/save.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { may, type Permission } from "../admin/permissions.ts";
import type { Viewer } from "../api/viewer.ts";
import { isCommunity } from "../cases/handler.ts";
import type { ApiCtx, Ctx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";
import { type HoldError, refuseHold, releaseHold } from "./holds/decide.ts";
import { readHold } from "./holds/list.ts";

/** The rules of one community beside the node's, and what they hold back: for whoever looks after it. */

/** A community whose rules somebody may see or change, by the scope that its rules name. */
export interface RuledCommunity {
  id: string;
  scope: string;
}

/** @returns null for who neither looks after it nor has the permission for the whole node */
export async function findRuled(
  ctx: Pick<Ctx, "sql" | "uris">,
  { accountId, role }: Viewer,
  id: string,
  permission: Permission,
): Promise<RuledCommunity | null> {
  const owner = may(role, permission) ? null : accountId;
  return (await isCommunity(ctx, id, owner)) ? { id, scope: ctx.uris.account(id) } : null;
}

/** A community's own rules, and the version of all rules that they are of: 0 before the first. */
export async function rulesOfCommunity(
  ctx: ApiCtx,
  { scope }: RuledCommunity,
): Promise<{ version: number; rules: readonly Rule[]; source: string; format: "yaml" | "json" }> {
  const held = await readPolicy(moderationOf(ctx));
  const rules = held?.rules.rules.filter((each) => each.scope === scope) ?? [];
  return { version: held?.number ?? 0, rules, source: held?.source ?? "", format: held?.format ?? "yaml" };
}

/** Changes one of a community's rules, which hold from then on, and none of anybody else's. */
export async function changeRuleOfCommunity(
  ctx: ApiCtx,
  by: string,
  { scope }: RuledCommunity,
  ruleId: string,
  change: RuleChange,
  saving: { note: string; basedOn: number | null },
): Promise<Result<undefined, SavePolicyError>> {
  const own: RuleChange = change.type === "put" ? { ...change, rule: { ...change.rule, scope } } : change;
  const changed = await changeRule(moderationOf(ctx), by, ruleId, own, { ...saving, within: scope });
  if (!changed.ok) return changed;
  await ctx.rules.refresh();
  return ok();
}

/** Has a community pass on what its rules hold, or not. */
export async function decideForCommunity(
  ctx: ApiCtx,
  { accountId, role }: Viewer,
  { id }: RuledCommunity,
  { holdId, decision }: { holdId: string; decision: "release" | "refuse" },
): Promise<Result<undefined, HoldError>> {
  const item = await readHold(ctx, holdId);
  if (item?.kind !== "boost" || item.communityId !== id) return err({ type: "hold/not-found" });
  const decided = await (decision === "release" ? releaseHold : refuseHold)(ctx, { accountId, role }, holdId);
  return decided.ok ? ok() : decided;
}
