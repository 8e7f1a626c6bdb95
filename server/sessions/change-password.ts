import { err, ok, type Result } from "#protocol/result.ts";
import { findLogin, setOwnPassword } from "../accounts/login.ts";
import { checkPassword, type PasswordError } from "../accounts/password.ts";
import type { ApiCtx } from "../context.ts";
import { endAttempts, endOtherSessions, signOutEverywhere } from "./end.ts";
import { mailLink, takeLink } from "./links.ts";
import { askOwnPassword, type OwnPasswordError } from "./own-password.ts";
import { countAttempt, mailCounters, type Throttled } from "./throttle.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "handleHost" | "mail">;

/** Changes a password. Other browsers are signed out. */
export async function changeOwnPassword(
  ctx: Deps,
  session: { id: string; accountId: string },
  { current, next }: { current: string; next: string },
): Promise<Result<undefined, PasswordError | OwnPasswordError>> {
  const checked = checkPassword(next);
  if (!checked.ok) return checked;
  const shown = await askOwnPassword(ctx, session.accountId, current);
  if (!shown.ok) return shown;
  await setOwnPassword(ctx, session.accountId, next);
  await endOtherSessions(ctx.sql, session.accountId, session.id);
  await endAttempts(ctx.sql, session.accountId);
  await ctx.mail?.later({ kind: "notice", notice: "password-changed", accountId: session.accountId });
  return ok();
}

/**
 * Mails a link to choose a new password to who has lost theirs. The answer is the same, and as quick, for addresses that
 * nobody here has: what is done for others is done afterwards.
 */
export async function askForReset(
  ctx: Deps & Pick<ApiCtx, "log">,
  { email, address }: { email: string; address: string },
): Promise<Throttled | null> {
  const throttled = await countAttempt(ctx, mailCounters(email, address));
  if (throttled !== null) return throttled;
  void mailReset(ctx, email).catch((error: unknown) => ctx.log.error({ err: error }, "reset not mailed"));
  return null;
}

async function mailReset(ctx: Deps, email: string): Promise<void> {
  const found = email.includes("@") ? await findLogin(ctx, email) : null;
  if (!found?.login.email || found.account.state !== "active") return;
  await mailLink(ctx, { accountId: found.account.id, purpose: "reset", email: found.login.email });
}

export type ResetError = PasswordError | { type: "link/not-usable" };

/**
 * Sets a new password by a mailed link. Everybody who was signed in is signed out, with browsers and apps: the old
 * password may have been somebody else's too. A second factor stays.
 */
export async function resetByLink(
  ctx: Deps,
  token: string,
  password: string,
): Promise<Result<undefined, ResetError>> {
  const checked = checkPassword(password);
  if (!checked.ok) return checked;
  const link = await takeLink(ctx, ctx.sql, token, ["reset"]);
  if (link === null) return err({ type: "link/not-usable" });
  // The link has shown that the address is theirs.
  await setOwnPassword(ctx, link.accountId, password, { confirms: link.email });
  await signOutEverywhere(ctx.sql, link.accountId);
  await ctx.mail?.later({ kind: "notice", notice: "password-changed", accountId: link.accountId });
  return ok();
}
