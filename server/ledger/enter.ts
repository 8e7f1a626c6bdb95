import { forgetCheckpoints } from "#moderation/ledger/forget.ts";
import { ledgerNames } from "#moderation/ledger/name.ts";
import { sequence } from "#moderation/ledger/sequence.ts";
import type { Ctx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";
import { ledgerSigner } from "./signer.ts";

const KEPT_MS = 7 * 86_400_000;

type Deps = Pick<Ctx, "clock" | "ids" | "sql" | "db" | "uris">;

/**
 * Gives the steps that wait their numbers in both ledgers.
 *
 * @param mode `wait` to have all that is committed entered when it returns; `skip` where another process may be at it
 */
export async function enterSteps(ctx: Deps, mode: "wait" | "skip" = "skip"): Promise<void> {
  for (const ledger of ledgerNames)
    await sequence(moderationOf(ctx), ledger, () => ledgerSigner(ctx, ledger), mode);
}

/** Checkpoints go after a week, but for one a day. */
export function pruneCheckpoints(ctx: Deps): Promise<void> {
  return forgetCheckpoints(moderationOf(ctx), new Date(ctx.clock.now().getTime() - KEPT_MS));
}
