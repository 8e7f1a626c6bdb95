import type { raise } from "#moderation/signals/raise.ts";
import { bringToCase } from "../../cases/bring.ts";
import type { Ctx, Tx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { readHeldAsSeen } from "../holds/as-seen.ts";
import { findSubject } from "../store/subject.ts";

export type SignalDeps = Pick<Ctx, "clock" | "ids" | "db" | "sql" | "uris" | "handleHost">;

/** What signals are raised with in a transaction of this node. */
export function signalsOf(ctx: SignalDeps, tx: Tx): Parameters<typeof raise>[0] {
  const { clock, ids } = moderationOf(ctx);
  return {
    clock,
    ids,
    signals: {
      async bring(_, { subject, ...bringing }) {
        // A rule may have seen a post before the database held it.
        const known = subject.id === null ? await findSubject(tx, subject.iri) : null;
        const { id, accountId } = known ?? subject;
        const apart = id === null ? await readHeldAsSeen(ctx, tx, subject.iri) : null;
        return bringToCase(ctx, tx, { ...bringing, subject: { ...subject, id, accountId }, apart });
      },
    },
  };
}
