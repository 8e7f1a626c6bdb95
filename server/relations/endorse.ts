import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { deleteEndorsement, insertEndorsement } from "./store/endorsements.ts";
import { readFollow } from "./store/follows.ts";
import { lockPair } from "./store/parties.ts";

export type EndorseError = { type: "endorse/not-followed"; accountId: string };

interface Input {
  accountId: string;
  targetId: string;
}

/** A local account shows another on its profile: one that it follows, and as long as it does. Twice does nothing. */
export async function endorse(
  ctx: Pick<Ctx, "db" | "clock">,
  { accountId, targetId }: Input,
): Promise<Result<undefined, EndorseError>> {
  return ctx.db.transaction(async (tx): Promise<Result<undefined, EndorseError>> => {
    await lockPair(tx, accountId, targetId);
    const follow = await readFollow(tx, accountId, targetId);
    if (follow?.state !== "accepted") return err({ type: "endorse/not-followed", accountId: targetId });
    await insertEndorsement(tx, accountId, targetId, ctx.clock.now());
    return ok();
  });
}

export async function unendorse(ctx: Pick<Ctx, "sql">, { accountId, targetId }: Input): Promise<void> {
  await deleteEndorsement(ctx.sql, accountId, targetId);
}
