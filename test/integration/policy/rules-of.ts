import { expect } from "vitest";
import { savePolicy } from "#moderation/policy/save.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { must } from "#test/e2e/people.ts";
import type { ApiRig } from "../api/rig.ts";

/**
 * Puts rules in force on a node at once.
 *
 * @example await rulesOf(rig)("  - { id: a, on: [inbound], when: always, then: hold }");
 */
export function rulesOf({ ctx }: Pick<ApiRig, "ctx">): (text: string) => Promise<void> {
  return async (text) => {
    must(await savePolicy(moderationOf(ctx), null, { text: `rules:\n${text || "  []"}`, format: "yaml" }));
    expect(await ctx.rules.refresh()).toBeNull();
  };
}
