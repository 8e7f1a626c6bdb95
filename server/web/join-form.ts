import { html } from "hono/html";
import { type JoinError, MAX_REASON } from "../accounts/join.ts";
import type { Messages } from "./messages/en.ts";
import { field } from "./ui/field.ts";
import type { Html } from "./ui/layout.ts";

export interface JoinValues {
  username: string;
  displayName: string;
  email: string;
  reason: string;
}

type FieldName = "username" | "displayName" | "email" | "password" | "reason";
export type Problems = Partial<Record<FieldName, string>>;

/** What the form asks for beside what it always does. */
export interface Asked {
  /** The address must be confirmed. */
  email: boolean;
  /** A moderator reads why. */
  reason: boolean;
}

/** The form with what was typed before, except the password, and what was wrong with it. */
export function joinForm(parts: {
  words: Messages;
  host: string;
  intro: string;
  asked: Asked;
  values: JoinValues;
  problems: Problems;
}): Html {
  const { words, values, problems, asked } = parts;
  const wrong = Object.keys(problems);
  const focus = wrong[0] ?? "username";
  return html`<h1>${words.join.title}</h1>
<p>${parts.intro}</p>
${wrong.length === 0 ? "" : html`<p class="wrong" role="alert">${words.join.problems(wrong.length)}</p>`}
<form method="post" class="card stack">
${field({
  name: "username",
  label: words.join.username,
  hint: words.join.usernameHint(parts.host),
  value: values.username,
  problem: problems.username ?? null,
  autocomplete: "username",
  required: true,
  maxlength: 30,
  autofocus: focus === "username",
})}
${field({
  name: "displayName",
  label: words.join.displayName,
  hint: words.join.displayNameHint,
  value: values.displayName,
  problem: problems.displayName ?? null,
  autocomplete: "name",
  maxlength: 100,
  autofocus: focus === "displayName",
})}
${field({
  name: "email",
  label: asked.email ? words.join.email : words.join.emailOptional,
  hint: asked.email ? words.join.emailConfirmHint : words.join.emailHint,
  value: values.email,
  problem: problems.email ?? null,
  type: "email",
  autocomplete: "email",
  required: asked.email,
  maxlength: 254,
  autofocus: focus === "email",
})}
${field({
  name: "password",
  label: words.join.password,
  hint: words.join.passwordHint,
  problem: problems.password ?? null,
  type: "password",
  autocomplete: "new-password",
  required: true,
  minlength: 10,
  maxlength: 256,
  autofocus: focus === "password",
})}
${
  asked.reason
    ? field({
        name: "reason",
        label: words.join.reason,
        hint: words.join.reasonHint,
        value: values.reason,
        problem: problems.reason ?? null,
        autocomplete: "off",
        required: true,
        maxlength: MAX_REASON,
        autofocus: focus === "reason",
      })
    : ""
}
<button>${words.join.submit}</button>
</form>`;
}

/** Which fields errors are about, in words; null when one is about whether they may join at all. */
export function toProblems(errors: readonly JoinError[], words: Messages): Problems | null {
  const problems: Problems = {};
  for (const error of errors) {
    const problem = toProblem(error, words.problems);
    if (problem === null) return null;
    Object.assign(problems, problem);
  }
  return problems;
}

function toProblem(error: JoinError, words: Messages["problems"]): Problems | null {
  switch (error.type) {
    case "account/username-invalid":
      return { username: error.username === "" ? words.usernameMissing : words.usernameInvalid };
    case "account/username-reserved":
      return { username: words.usernameReserved };
    case "account/username-taken":
      return { username: words.usernameTaken };
    case "password/missing":
      return { password: words.passwordMissing };
    case "password/too-short":
      return { password: words.passwordShort(error.least) };
    case "password/too-long":
      return { password: words.passwordLong(error.most) };
    case "account/display-name-too-long":
      return { displayName: words.displayNameLong(error.most) };
    case "account/email-missing":
      return { email: words.emailMissing };
    case "account/email-invalid":
      return { email: words.emailInvalid };
    case "account/email-taken":
      return { email: words.emailTaken };
    case "signup/email-blocked":
      return { email: words.emailBlocked };
    case "reason/missing":
      return { reason: words.reasonMissing };
    case "reason/too-long":
      return { reason: words.reasonLong(error.most) };
    case "join/refused-by-policy":
      return { username: words.refused(error.rule) };
    case "agreement/missing":
    case "signup/address-blocked":
    case "invitation/not-usable":
    case "join/closed":
      return null;
  }
}
