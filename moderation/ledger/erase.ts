import type { ModerationCtx, Statements } from "../ports.ts";
import { appendEntry } from "./append.ts";
import { destroyKeys } from "./store.ts";

/**
 * Erases what the ledger holds encrypted about somebody or something, on a legal request: its key is destroyed, and with it the
 * salt of its commitments, in the caller's transaction. Entries and hashes stay, so everything verifies as before. That it was done is an entry itself.
 *
 * @param reason for the record: of the request, not of what is erased
 * @returns how many keys were destroyed; 0 where there was none
 */
export async function eraseKey(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  about: string,
  { reason, by }: { reason: string; by: string | null },
): Promise<number> {
  const destroyed = await destroyKeys(on, about, reason, ctx.clock.now());
  for (const key of destroyed)
    await appendEntry(ctx, on, "private", { kind: "ledger.erased", by, body: { key, reason } });
  return destroyed.length;
}
