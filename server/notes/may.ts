import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { readStanding } from "./store.ts";

export type StandingError = { type: "context-note/not-allowed"; because: "new" | "limited" };

/** How old an account must be. */
const LEAST_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Whether somebody may write notes of context and rate them: people of this node whose account is a week old, and whom moderators
 * have not limited. Trustees may from their first day on.
 */
export async function mayTakePart(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
): Promise<Result<void, StandingError>> {
  const standing = await readStanding(ctx.sql, accountId);
  if (standing === null || !standing.isActive || standing.isLimited)
    return err({ type: "context-note/not-allowed", because: "limited" });
  const age = ctx.clock.now().getTime() - standing.createdAt.getTime();
  return standing.isTrustee || age >= LEAST_DAYS * DAY_MS
    ? ok()
    : err({ type: "context-note/not-allowed", because: "new" });
}
