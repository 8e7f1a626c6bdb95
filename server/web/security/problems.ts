import type { ChangeEmailError } from "../../accounts/change-email.ts";
import type { ApiCtx } from "../../context.ts";
import type { OwnPasswordError } from "../../sessions/own-password.ts";
import { minutesUntil } from "../form.ts";
import { en } from "../messages/en.ts";

/** Why somebody has not shown by their password who they are, in words. */
export function ownPasswordProblem(ctx: Pick<ApiCtx, "clock">, error: OwnPasswordError): string {
  return error.type === "password/wrong"
    ? en.security.currentWrong
    : en.signIn.tooMany(minutesUntil(error.until, ctx.clock.now()));
}

/** What is wrong with a new e-mail address, in words. */
export function emailProblem({ type }: Exclude<ChangeEmailError, OwnPasswordError>): string {
  switch (type) {
    case "account/email-missing":
      return en.problems.emailMissing;
    case "account/email-invalid":
      return en.problems.emailInvalid;
    case "account/email-taken":
      return en.problems.emailTaken;
    case "signup/email-blocked":
    case "signup/address-blocked":
      return en.problems.emailBlocked;
  }
}
