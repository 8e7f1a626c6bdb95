import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { checkDigits } from "./authenticator.ts";
import { useRecoveryCode } from "./recovery-codes.ts";
import { type Browser, startSession } from "./start.ts";
import { forgetStep, readStep, takeStep } from "./steps.ts";
import { accountCounters, attemptSucceeded, countAttempt, type Throttled } from "./throttle.ts";

type Deps = Pick<Ctx, "sql" | "clock" | "ids" | "uris">;

export type SecondFactorError =
  /** The first step is too long ago, or was never made. */
  { type: "second-factor/not-begun" } | { type: "second-factor/wrong" } | Throttled;

/**
 * Ends signing in with six digits of the authenticator, or with a recovery code in their place.
 *
 * @returns `Set-Cookie` headers
 */
export async function signInWithCode(
  ctx: Deps,
  code: string,
  browser: Browser,
): Promise<Result<readonly string[], SecondFactorError>> {
  const step = await readStep(ctx, "factor", browser.headers);
  if (step === null || step.accountId === null) return err({ type: "second-factor/not-begun" });
  const { accountId } = step;
  const counters = accountCounters("factor", accountId);
  const throttled = await countAttempt(ctx, counters);
  if (throttled !== null) return err(throttled);
  const isRight = (await checkDigits(ctx, accountId, code)) || (await useRecoveryCode(ctx, accountId, code));
  if (!isRight) return err({ type: "second-factor/wrong" });
  await attemptSucceeded(ctx, counters);
  // Another request with the same cookie and another code may have ended the step meanwhile.
  if ((await takeStep(ctx, "factor", browser.headers)) === null)
    return err({ type: "second-factor/not-begun" });
  return ok([forgetStep(ctx), await startSession(ctx, accountId, browser)]);
}
