import { type Category, categories, isCategory } from "#moderation/category.ts";
import { raise } from "#moderation/signals/raise.ts";
import type { Subject } from "#moderation/subject.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { signalsOf } from "../policy/signals/ports.ts";

const MOST_REASON = 2_000;

interface Recommended {
  readonly decision: Decision;
  readonly peer: string;
  readonly subject: Subject;
  /** The author's; null for one of this node. */
  readonly domain: string | null;
}

/**
 * Brings a decision of another node to the desk: as a signal on its subject, in the case that is open or in one of its own.
 *
 * @returns the case
 */
export async function recommend(
  ctx: ApiCtx,
  tx: Tx,
  { decision, peer, subject, domain }: Recommended,
): Promise<string | null> {
  const category: Category = isCategory(decision.category) ? decision.category : "other";
  const { id, verdict, days, reasons } = decision;
  const { caseId } = await raise(signalsOf(ctx, tx), statementsOn(tx), {
    subject,
    domain,
    category,
    score: 1,
    severity: categories[category],
    source: { kind: "node", id: peer },
    explanation: { decision: id, verdict, days, reasons: reasons.slice(0, MOST_REASON).toWellFormed() },
    opensCase: true,
  });
  return caseId;
}
