import type { PasswordError } from "../../accounts/password.ts";
import { en } from "../messages/en.ts";

/** What is wrong with a new password, in words. */
export function passwordProblem(error: PasswordError): string {
  return error.type === "password/too-short"
    ? en.problems.passwordShort(error.least)
    : en.problems.passwordLong(error.most);
}
