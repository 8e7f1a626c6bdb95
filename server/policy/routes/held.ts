import { z } from "zod";
import { heldKinds } from "../holds/decision.ts";
import type { Held, HeldItem } from "../holds/list.ts";

const becauseSchema = z.object({
  rule_id: z.string(),
  rule: z.string(),
  facts: z.record(z.string(), z.unknown()),
});

export const heldSchema = z.object({
  id: z.string(),
  kind: z.enum(heldKinds),
  subject: z.string().describe("The id of the post or account"),
  account_id: z.string(),
  handle: z.string().nullable(),
  domain: z.string().nullable(),
  community_id: z.string().nullable(),
  content: z.unknown().describe("What waits; null once it is decided"),
  because: z.array(becauseSchema),
  state: z.enum(["held", "releasing", "released", "refused", "expired"]),
  held_at: z.string(),
  expires_at: z.string(),
  decided_at: z.string().nullable(),
});

export function heldEntity(item: HeldItem | Held): z.input<typeof heldSchema> {
  return {
    id: item.id,
    kind: item.kind,
    subject: item.subjectIri,
    account_id: item.accountId,
    handle: "handle" in item ? item.handle : null,
    domain: item.domain,
    community_id: item.communityId,
    content: item.content,
    because: item.because.map(({ ruleId, ruleName, facts }) => ({ rule_id: ruleId, rule: ruleName, facts })),
    state: item.state,
    held_at: item.heldAt.toISOString(),
    expires_at: item.expiresAt.toISOString(),
    decided_at: item.decidedAt?.toISOString() ?? null,
  };
}
