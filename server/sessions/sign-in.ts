import { err, ok, type Result } from "#protocol/result.ts";
import { verifyLogin } from "../accounts/login.ts";
import type { Obstacle } from "../accounts/obstacle.ts";
import type { Ctx } from "../context.ts";
import { hasAuthenticator } from "./authenticator.ts";
import { isKnownNetwork } from "./known-network.ts";
import { type Browser, startSession } from "./start.ts";
import { beginStep, forgetStep } from "./steps.ts";
import { attemptSucceeded, countAttempt, signInCounters, type Throttled } from "./throttle.ts";

type Deps = Pick<Ctx, "db" | "sql" | "clock" | "ids" | "uris" | "handleHost">;

/** `cookies` are `Set-Cookie` headers. */
export interface SignedIn {
  next: "done" | "second-factor";
  cookies: readonly string[];
}

export type SignInError =
  /** No such name, or another password: which of the two is nobody's business. */
  | { type: "sign-in/wrong" }
  | { type: "sign-in/not-possible"; accountId: string; obstacle: Obstacle }
  | Throttled;

/**
 * Signs a browser in with a name, or an e-mail address, and a password. Who has an authenticator gets a cookie for the
 * next step instead of a session.
 */
export async function signIn(
  ctx: Deps,
  { name, password }: { name: string; password: string },
  browser: Browser,
): Promise<Result<SignedIn, SignInError>> {
  const counters = signInCounters(name, browser.address, {
    isKnown: await isKnownNetwork(ctx, name, browser.address),
  });
  const throttled = await countAttempt(ctx, counters);
  if (throttled !== null) return err(throttled);
  const login = await verifyLogin(ctx, name, password);
  if (login === null) return err({ type: "sign-in/wrong" });
  await attemptSucceeded(ctx, counters);
  const { accountId, obstacle } = login;
  if (obstacle !== null) return err({ type: "sign-in/not-possible", accountId, obstacle });
  if (await hasAuthenticator(ctx, accountId)) {
    const cookie = await beginStep(ctx, { kind: "factor", accountId, challenge: null });
    return ok({ next: "second-factor", cookies: [cookie] });
  }
  return ok({ next: "done", cookies: [forgetStep(ctx), await startSession(ctx, accountId, browser)] });
}
