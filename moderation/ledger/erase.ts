import type { ModerationCtx } from "../ports.ts";
import { appendEntry } from "./append.ts";
import { destroyKeys } from "./store.ts";

/**
 * Erases what the ledger holds encrypted about somebody or something, on a legal request: its key is destroyed, and with it the
 * salt of its commitments. Entries and hashes stay, so everything verifies as before. That it was done is an entry itself.
 *
 * @param reason for the record: of the request, not of what is erased
 * @returns how many keys were destroyed; 0 where there was none
 */
export function eraseKey(
  ctx: ModerationCtx,
  about: string,
  { reason, by }: { reason: string; by: string | null },
): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const destroyed = await destroyKeys(tx, about, reason, ctx.clock.now());
    for (const key of destroyed)
      await appendEntry(ctx, tx, "private", { kind: "ledger.erased", by, body: { key, reason } });
    return destroyed.length;
  });
}
