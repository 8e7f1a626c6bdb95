import type { Change } from "#moderation/actions/effects.ts";
import type { ActionKind } from "#moderation/actions/kind.ts";
import type { Subject } from "#moderation/subject.ts";
import type { Ctx, Tx } from "../../context.ts";
import { type DecisionTerms, decideDomain, plainDecision, withdrawDecision } from "../../hosts/decide.ts";

const verdicts: Partial<Record<ActionKind, DecisionTerms["verdict"]>> = {
  limit: "limit",
  filter: "none",
  defederate: "reject",
};

/** Each action has its own say about a domain; what holds is made of what everybody says: see `server/hosts/decide.ts`. */
export async function applyToDomain(
  ctx: Pick<Ctx, "clock" | "ids">,
  tx: Tx,
  { iri }: Subject,
  { action, isUndo }: Change,
): Promise<void> {
  const { host: domain } = new URL(iri);
  const source = `action:${action.id}` as const;
  const verdict = verdicts[action.kind];
  if (isUndo) await withdrawDecision(ctx, tx, { domain, source });
  else if (verdict !== undefined) {
    const { filters = [], publicReason = "" } = action.params;
    const terms = {
      ...plainDecision,
      verdict,
      publicReason,
      rejectMedia: filters.includes("reject-media"),
      rejectReports: filters.includes("reject-reports"),
      filters: [...filters],
    };
    await decideDomain(ctx, tx, { domain, source, terms });
  }
}
