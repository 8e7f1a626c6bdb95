import { readPolicy } from "#moderation/policy/read-policy.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";

/** The rules that hold; version 0 where there are none. */
export async function rulesInForce(ctx: ApiCtx) {
  const held = await readPolicy(moderationOf(ctx));
  return { source: held?.source ?? "", number: held?.number ?? 0, rules: held?.rules ?? { rules: [] } };
}

/** What somebody wrote into a form. */
export function formatOf(text: string): "yaml" | "json" {
  return text.trimStart().startsWith("{") ? "json" : "yaml";
}
