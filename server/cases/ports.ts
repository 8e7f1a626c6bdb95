import type { CaseCtx, CasePorts } from "#moderation/cases/ports.ts";
import { isBeforePanel } from "#moderation/trustees/panels/read.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";
import { shareNote } from "../reports/share-note.ts";
import { noteTurn } from "../reports/turn.ts";
import { isConcerned, isModerator } from "./store.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "sql" | "db" | "uris" | "outbox">;

/** What cases need of this node, in a transaction. */
function casePorts(ctx: Deps, tx: Tx): CasePorts {
  return {
    // Who is alone on a node decides what they have reported themselves: otherwise nobody would.
    isConcerned: (_, accountId, caseId) => isConcerned(tx, accountId, caseId),
    mayHandle: (_, accountId, { communityId }) => isModerator(tx, accountId, communityId),
    isBeforePanel: (on, caseId) => isBeforePanel(on, caseId),
    turned: (_, { case: { id, state }, by }) => noteTurn(ctx, tx, { caseId: id, state, by }),
    noteShared: (_, { case: { id }, note }) =>
      shareNote(ctx, tx, { caseId: id, text: note.text, at: note.createdAt }),
  };
}

/**
 * What use cases of cases work with in a transaction. Who closes a case or shares a note wakes the outbox afterwards.
 *
 * @example await closeCase(casesOf(ctx, tx), statementsOn(tx), by, { caseId, version, state: "decided" });
 */
export function casesOf(ctx: Deps, tx: Tx): CaseCtx {
  const { clock, ids } = moderationOf(ctx);
  return { clock, ids, cases: casePorts(ctx, tx) };
}
