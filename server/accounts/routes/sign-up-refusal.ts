import { type Detail, Refusal } from "../../api/refusal.ts";
import type { JoinError } from "../join.ts";

interface Problem extends Detail {
  field: string;
}

/** The names of fields at the beginning of Mastodon's sentences. */
const titles: Readonly<Record<string, string>> = {
  username: "Username",
  email: "E-mail address",
  password: "Password",
  agreement: "Service agreement",
  reason: "Reason",
};

/**
 * All that is wrong with somebody's sign-up, as Mastodon says it: a sentence, and codes for programs by field.
 * https://docs.joinmastodon.org/methods/accounts/#422-unprocessable-entity
 */
export function signUpRefusal(errors: readonly JoinError[]): Refusal {
  if (errors.some(({ type }) => forbidding.has(type))) return Refusal.forbidden();
  const problems = errors.map(toProblem);
  const sentences = problems.map(({ field, description }) => `${titles[field] ?? field} ${description}`);
  const details: Record<string, Detail[]> = {};
  for (const { field, error, description } of problems) {
    details[field] ??= [];
    details[field].push({ error, description });
  }
  return new Refusal(422, `Validation failed: ${sentences.join(", ")}`, { details });
}

const forbidding = new Set<JoinError["type"]>([
  "join/closed",
  "invitation/not-usable",
  "signup/address-blocked",
]);

function toProblem(error: JoinError): Problem {
  const problem = (field: string, code: string, description: string) => ({ field, error: code, description });
  switch (error.type) {
    case "account/username-invalid":
      return error.username === ""
        ? problem("username", "ERR_BLANK", "can't be blank")
        : problem("username", "ERR_INVALID", "must only contain letters, numbers and underscores");
    case "account/username-reserved":
      return problem("username", "ERR_RESERVED", "is reserved");
    case "account/username-taken":
      return problem("username", "ERR_TAKEN", "has already been taken");
    case "password/missing":
      return problem("password", "ERR_BLANK", "can't be blank");
    case "password/too-short":
      return problem("password", "ERR_TOO_SHORT", `is too short (minimum is ${error.least} characters)`);
    case "password/too-long":
      return problem("password", "ERR_TOO_LONG", `is too long (maximum is ${error.most} characters)`);
    case "account/display-name-too-long":
      return problem("display_name", "ERR_TOO_LONG", `is too long (maximum is ${error.most} characters)`);
    case "account/email-missing":
      return problem("email", "ERR_BLANK", "can't be blank");
    case "account/email-invalid":
      return problem("email", "ERR_INVALID", "is invalid");
    case "account/email-taken":
      return problem("email", "ERR_TAKEN", "has already been taken");
    case "signup/email-blocked":
      return problem("email", "ERR_BLOCKED", "uses a forbidden e-mail provider");
    case "agreement/missing":
      return problem("agreement", "ERR_ACCEPTED", "must be accepted");
    case "reason/missing":
      return problem("reason", "ERR_BLANK", "can't be blank");
    case "reason/too-long":
      return problem("reason", "ERR_TOO_LONG", `is too long (maximum is ${error.most} characters)`);
    case "join/refused-by-policy":
      return problem("username", "ERR_BLOCKED", `is not let in here: ${error.rule}`);
    case "join/closed":
    case "invitation/not-usable":
    case "signup/address-blocked":
      throw new Error(`${error.type} is about no field`);
  }
}
