import type { CaseCtx, CasePorts } from "#moderation/cases/ports.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";
import { hasReported, isModerator } from "./store.ts";

/** What cases need of this node, in a transaction. */
function casePorts(tx: Tx): CasePorts {
  return {
    // Who is alone on a node decides what they have reported themselves: otherwise nobody would.
    isConcerned: async (_, accountId, { caseId, ownerId }) =>
      accountId === ownerId || hasReported(tx, accountId, caseId),
    mayHandle: (_, accountId, { communityId }) => isModerator(tx, accountId, communityId),
    turned: async () => {},
    noteShared: async () => {},
  };
}

/**
 * What use cases of cases work with in a transaction.
 *
 * @example await closeCase(casesOf(ctx, tx), statementsOn(tx), by, { caseId, version, state: "decided" });
 */
export function casesOf(ctx: Pick<Ctx, "clock" | "ids" | "sql" | "db">, tx: Tx): CaseCtx {
  const { clock, ids } = moderationOf(ctx);
  return { clock, ids, cases: casePorts(tx) };
}
