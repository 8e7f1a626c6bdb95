import type { Tx } from "../../context.ts";
import { eraseDecided } from "../store/holds.ts";

/** Forgets what was held of somebody and decided, as the law may ask: the same is held anew if it comes again. */
export function eraseHeld(tx: Tx, accountId: string): Promise<void> {
  return eraseDecided(tx, accountId);
}
