import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx, Ctx, Tx } from "../context.ts";
import { mailLink, takeLink } from "../sessions/links.ts";
import { countAttempt, mailCounters, type Throttled } from "../sessions/throttle.ts";
import { maySignUp, type SignUpError } from "../signups/may-sign-up.ts";
import { type EmailError, normaliseEmail } from "./email.ts";
import { orRollBack } from "./rollback.ts";
import { changeLogin, isEmailTaken, readLogin, readLoginByEmail } from "./store/logins.ts";

/** Whether an account's address counts as its owner's. */
export async function isConfirmed(ctx: Pick<Ctx, "db">, accountId: string): Promise<boolean> {
  return ((await readLogin(ctx.db, accountId))?.emailConfirmedAt ?? null) !== null;
}

export type ConfirmAgainError =
  | EmailError
  | SignUpError
  | { type: "account/email-taken" }
  | { type: "confirmation/other-app" }
  | { type: "confirmation/not-awaited" };

/** Mails the link to confirm an account once more, to another address when one is given. */
export async function sendConfirmationAgain(
  ctx: Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "mail">,
  { accountId, appId, email }: { accountId: string; appId: string; email: string | null },
): Promise<Result<undefined, ConfirmAgainError>> {
  const login = await readLogin(ctx.db, accountId);
  if (login === null || login.emailConfirmedAt !== null) return err({ type: "confirmation/not-awaited" });
  if (login.signUpAppId !== appId) return err({ type: "confirmation/other-app" });
  let address = login.email;
  if (email !== null) {
    const plain = normaliseEmail(email);
    if (!plain.ok) return plain;
    if (plain.value !== login.email) {
      if (await isEmailTaken(ctx.db, plain.value)) return err({ type: "account/email-taken" });
      const allowed = await maySignUp(ctx, { email: plain.value, address: null });
      if (!allowed.ok) return allowed;
      await changeLogin(ctx.db, accountId, { email: plain.value });
    }
    address = plain.value;
  }
  if (address !== null) await mailLink(ctx, { accountId, purpose: "confirm", email: address });
  return ok();
}

/**
 * The same for who comes with a browser and has only the address. The answer is the same, and as quick, for addresses that
 * nobody here has: what is done for others is done afterwards.
 */
export async function askForConfirmation(
  ctx: Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "mail" | "log">,
  { email, address }: { email: string; address: string },
): Promise<Throttled | null> {
  const throttled = await countAttempt(ctx, mailCounters(email, address));
  if (throttled !== null) return throttled;
  void mailAgain(ctx, email).catch((error: unknown) =>
    ctx.log.error({ err: error }, "confirmation not mailed"),
  );
  return null;
}

async function mailAgain(ctx: Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "mail">, email: string) {
  const plain = normaliseEmail(email);
  const login = plain.ok ? await readLoginByEmail(ctx.db, plain.value) : null;
  if (login === null || login.email === null || login.emailConfirmedAt !== null) return;
  await mailLink(ctx, { accountId: login.accountId, purpose: "confirm", email: login.email });
}

/** The address that was confirmed, and what it was before when it has changed. */
export interface Confirmed {
  accountId: string;
  purpose: "confirm" | "change";
  formerEmail: string | null;
  isApproved: boolean;
}

export type ConfirmError = { type: "link/not-usable" } | { type: "account/email-taken" };

/** Opens a mailed link: the account's address is confirmed, or becomes the one that the link went to. */
export async function confirmEmail(
  ctx: Pick<ApiCtx, "db" | "clock" | "mail">,
  token: string,
): Promise<Result<Confirmed, ConfirmError>> {
  const now = ctx.clock.now();
  const outcome = await orRollBack<Confirmed, ConfirmError>(ctx, async (tx: Tx) => {
    const link = await takeLink(ctx, tx, token, ["confirm", "change"]);
    const login = link && (await readLogin(tx, link.accountId));
    if (link === null || !login) return err({ type: "link/not-usable" });
    const { accountId, email } = link;
    const purpose = link.purpose === "change" ? "change" : "confirm";
    // A link that went to an address which is no longer the account's confirms nothing.
    if (purpose === "confirm" && login.email !== email) return err({ type: "link/not-usable" });
    if (login.email !== email && (await isEmailTaken(tx, email))) return err({ type: "account/email-taken" });
    await changeLogin(tx, accountId, { email, emailConfirmedAt: login.emailConfirmedAt ?? now });
    return ok({
      accountId,
      purpose,
      formerEmail: login.email === email ? null : login.email,
      isApproved: login.approvedAt !== null,
    });
  });
  if (outcome.ok && outcome.value.purpose === "change" && outcome.value.formerEmail !== null)
    await ctx.mail?.later({
      kind: "notice",
      notice: "email-changed",
      accountId: outcome.value.accountId,
      to: outcome.value.formerEmail,
    });
  return outcome;
}
