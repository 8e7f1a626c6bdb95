import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { mailLink } from "../sessions/links.ts";
import { askOwnPassword, type OwnPasswordError } from "../sessions/own-password.ts";
import { maySignUp, type SignUpError } from "../signups/may-sign-up.ts";
import { type EmailError, normaliseEmail } from "./email.ts";
import { changeLogin, isEmailTaken, readLogin } from "./store/logins.ts";

export type ChangeEmailError = EmailError | SignUpError | OwnPasswordError | { type: "account/email-taken" };

/** An account's e-mail address; null without one. */
export async function readEmail(ctx: Pick<ApiCtx, "db">, accountId: string): Promise<string | null> {
  return (await readLogin(ctx.db, accountId))?.email ?? null;
}

/**
 * Changes an account's e-mail address: at once where no mail can be sent, else when the link that goes to the new one has
 * been opened.
 */
export async function changeEmail(
  ctx: Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "mail">,
  accountId: string,
  { email, password }: { email: string; password: string },
): Promise<Result<{ awaits: "confirmation" | null }, ChangeEmailError>> {
  const plain = normaliseEmail(email);
  if (!plain.ok) return plain;
  const shown = await askOwnPassword(ctx, accountId, password);
  if (!shown.ok) return shown;
  if (await isEmailTaken(ctx.db, plain.value)) return err({ type: "account/email-taken" });
  const allowed = await maySignUp(ctx, { email: plain.value, address: null });
  if (!allowed.ok) return allowed;
  if (ctx.mail === null) {
    await changeLogin(ctx.db, accountId, { email: plain.value });
    return ok({ awaits: null });
  }
  await mailLink(ctx, { accountId, purpose: "change", email: plain.value });
  return ok({ awaits: "confirmation" });
}
