import { importPrivateKey } from "#protocol/signing/keys.ts";
import type { Statements } from "../../ports.ts";
import type { KeptKey, TrusteeCtx } from "../ports.ts";
import { findCurrentKey } from "../store/keys.ts";

/** The key that the node keeps for somebody; null where only they have it, or it has ended. */
export async function keptKeyOf(ctx: TrusteeCtx, on: Statements, accountId: string): Promise<KeptKey | null> {
  const key = await findCurrentKey(on, accountId, ctx.clock.now());
  if (key === null || key.secret === null) return null;
  const read = await importPrivateKey(await ctx.trustees.unseal(key.secret));
  if (!read.ok) throw new Error(`a trustee's key cannot be read: ${read.error.type}`);
  return { trustee: key.trustee, privateKey: read.value };
}
