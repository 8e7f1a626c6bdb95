import { verdicts } from "#protocol/moot/vote.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { record } from "../admin/audit.ts";
import type { ApiCtx } from "../context.ts";
import { hostNamed } from "../hosts/named.ts";
import { readPolicies, savePolicy } from "./store/policies.ts";
import type { DecisionPolicy, Treatment } from "./treatment.ts";

export type SetPolicyError =
  | { readonly type: "peer/bad-domain" }
  | { readonly type: "decision-policy/bad-verdict"; readonly verdict: string };

export function listPolicies(ctx: Pick<ApiCtx, "sql">): Promise<DecisionPolicy[]> {
  return readPolicies(ctx.sql);
}

/**
 * Says what is done with decisions that come from now on. What was done stays.
 *
 * @param policy.peer a peer's domain, or `*` for all that have no policy of their own
 * @param policy.verdict what they ask, or `*`
 * @param policy.treatment null for none any more
 */
export async function setPolicy(
  ctx: Pick<ApiCtx, "db" | "sql" | "clock" | "ids">,
  policy: { peer: string; verdict: string; treatment: Treatment | null; by: string },
): Promise<Result<void, SetPolicyError>> {
  const { verdict, treatment, by } = policy;
  const peer = policy.peer === "*" ? policy.peer : hostNamed(policy.peer);
  if (peer === null) return err({ type: "peer/bad-domain" });
  if (verdict !== "*" && !(verdicts as readonly string[]).includes(verdict))
    return err({ type: "decision-policy/bad-verdict", verdict });
  await ctx.db.transaction(async (tx) => {
    await savePolicy(tx, { peer, verdict, treatment, by, at: ctx.clock.now() });
    await record(ctx, tx, { by, action: "peer.policy", target: peer, details: { verdict, treatment } });
  });
  return ok();
}
