import { err, ok, type Result } from "#protocol/result.ts";
import { verifyOwnPassword } from "../accounts/login.ts";
import type { Ctx } from "../context.ts";
import { accountCounters, attemptSucceeded, countAttempt, type Throttled } from "./throttle.ts";

export type OwnPasswordError = { type: "password/wrong" } | Throttled;

/**
 * Has somebody who is signed in show that it is them, before what must not happen in a browser that was left open. Wrong
 * passwords are counted here too.
 */
export async function askOwnPassword(
  ctx: Pick<Ctx, "db" | "sql" | "clock">,
  accountId: string,
  password: string,
): Promise<Result<undefined, OwnPasswordError>> {
  const counters = accountCounters("password", accountId);
  const throttled = await countAttempt(ctx, counters);
  if (throttled !== null) return err(throttled);
  if (!(await verifyOwnPassword(ctx, accountId, password))) return err({ type: "password/wrong" });
  await attemptSucceeded(ctx, counters);
  return ok();
}
