import type { Ctx, Tx } from "../context.ts";
import { readPeers } from "./store/peers.ts";

/**
 * A moderator shares a note of a case with the other nodes in it: with those that reported, and those that answered a report
 * of ours. In the transaction of the note.
 */
export async function shareNote(
  ctx: Pick<Ctx, "ids" | "uris" | "outbox">,
  tx: Tx,
  { caseId, text, at }: { caseId: string; text: string; at: Date },
): Promise<void> {
  for (const { flagIri, accountId } of await readPeers(tx, caseId))
    await ctx.outbox.append(tx, {
      kind: "report.note",
      noteIri: ctx.uris.activity(ctx.ids.next()),
      flagIri,
      accountId,
      text,
      at: at.toISOString(),
    });
}
