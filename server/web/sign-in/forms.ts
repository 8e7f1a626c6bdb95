import { html } from "hono/html";
import { alert } from "../form.ts";
import { en } from "../messages/en.ts";
import { field } from "../ui/field.ts";
import type { Html } from "../ui/layout.ts";

const words = en.signIn;

/** Name and password, or a passkey. What was wrong is said of both together: neither tells whether the other exists. */
export function signInForm(parts: {
  name: string;
  next: string;
  problem: string | null;
  canJoin: boolean;
}): Html {
  const { name, next, problem, canJoin } = parts;
  return html`<h1>${words.title}</h1>
${next.startsWith("/oauth/authorize") ? html`<p>${words.forApp}</p>` : ""}
${alert(problem)}
<form method="post" action="/auth/sign_in" class="card stack">
<input type="hidden" name="next" value="${next}">
${field({
  name: "name",
  label: words.name,
  hint: words.nameHint,
  value: name,
  problem: null,
  autocomplete: "username",
  required: true,
  maxlength: 320,
  autofocus: name === "",
})}
${field({
  name: "password",
  label: words.password,
  hint: words.passwordHint,
  problem: null,
  type: "password",
  autocomplete: "current-password",
  required: true,
  maxlength: 256,
  autofocus: name !== "",
})}
<button>${words.submit}</button>
</form>
<form class="card stack" hidden>
<input type="hidden" name="next" value="${next}">
<button type="button" data-passkey data-kind="get" data-ask="/auth/passkey/options" data-answer="/auth/passkey"
 data-problem="passkey-problem" data-failed="${words.passkeyFailed}">${words.passkey}</button>
<p class="wrong" id="passkey-problem" role="alert"></p>
</form>
<p><a href="/auth/password">${words.forgotten}</a></p>
${canJoin ? html`<p><a href="/join">${words.join}</a></p>` : ""}`;
}

/** Six digits, or a recovery code. */
export function factorForm({ next, problem }: { next: string; problem: string | null }): Html {
  return html`<h1>${words.factorTitle}</h1>
<p>${words.factorText}</p>
<form method="post" action="/auth/second_factor" class="card stack">
<input type="hidden" name="next" value="${next}">
${field({
  name: "code",
  label: words.code,
  hint: words.codeHint,
  problem,
  autocomplete: "one-time-code",
  required: true,
  maxlength: 40,
  autofocus: true,
})}
<button>${words.codeSubmit}</button>
</form>`;
}
