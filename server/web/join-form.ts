import { html } from "hono/html";
import type { JoinError } from "../accounts/join.ts";
import type { Messages } from "./messages/en.ts";
import { field } from "./ui/field.ts";
import type { Html } from "./ui/layout.ts";

export interface JoinValues {
  username: string;
  displayName: string;
}

type FieldName = "username" | "displayName" | "password";
export type Problems = Partial<Record<FieldName, string>>;

/** The form with what was typed before, except the password, and what was wrong with it. */
export function joinForm(parts: {
  words: Messages;
  host: string;
  intro: string;
  values: JoinValues;
  problems: Problems;
}): Html {
  const { words, values, problems } = parts;
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
<button>${words.join.submit}</button>
</form>`;
}

/** Which field an error is about, in words; null when it is about the invitation. */
export function toProblems(error: JoinError, words: Messages): Problems | null {
  const { problems } = words;
  switch (error.type) {
    case "account/username-invalid":
      return { username: error.username === "" ? problems.usernameMissing : problems.usernameInvalid };
    case "account/username-reserved":
      return { username: problems.usernameReserved };
    case "account/username-taken":
      return { username: problems.usernameTaken };
    case "password/too-short":
      return { password: problems.passwordShort(error.least) };
    case "password/too-long":
      return { password: problems.passwordLong(error.most) };
    case "account/display-name-too-long":
      return { displayName: problems.displayNameLong(error.most) };
    case "account/email-taken":
    case "invitation/not-usable":
    case "join/closed":
      return null;
  }
}
