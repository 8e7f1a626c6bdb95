import { html } from "hono/html";
import type { AuthorizedApp } from "../../oauth/apps.ts";
import type { ListedBrowser } from "../../sessions/list.ts";
import type { Passkey } from "../../sessions/passkeys.ts";
import { en } from "../messages/en.ts";
import { settingsNavigation } from "../settings/navigation.ts";
import { field } from "../ui/field.ts";
import type { Html } from "../ui/layout.ts";
import { browserName } from "./browser-name.ts";
import { currentPassword } from "./current-password.ts";

const words = en.security;
const here = "/settings/security";

/** What was wrong with a form, by the field it is said at. */
export type SecurityProblems = Partial<
  Record<
    "password" | "passwordCurrent" | "email" | "emailCurrent" | "factorCurrent" | "passkeyCurrent",
    string
  >
>;

interface Parts {
  email: string | null;
  authenticator: { codes: number } | null;
  passkeys: readonly Passkey[];
  browsers: readonly (ListedBrowser & { isThis: boolean })[];
  apps: readonly AuthorizedApp[];
  saved: string | null;
  problems: SecurityProblems;
}

/** Everything that keeps an account safe, on one page; each part is a form of its own. */
export function securityPage(parts: Parts): Html {
  return html`${settingsNavigation(here)}
<h1>${words.title}</h1>
${parts.saved === null ? "" : html`<p class="card" role="status">${parts.saved}</p>`}
${passwordSection(parts.problems)}
${emailSection(parts)}
${authenticatorSection(parts)}
${passkeySection(parts)}
${browserSection(parts.browsers)}
${appSection(parts.apps)}
<p><a href="/auth/sign_out">${en.signIn.signOut}</a></p>`;
}

function passwordSection(problems: SecurityProblems): Html {
  return html`<section aria-labelledby="password-title">
<h2 id="password-title">${words.passwordTitle}</h2>
<form method="post" action="${here}/password" class="card stack">
${currentPassword("password-current", problems.passwordCurrent)}
${field({
  id: "password-next",
  name: "password",
  label: words.next,
  hint: words.nextHint,
  problem: problems.password ?? null,
  type: "password",
  autocomplete: "new-password",
  required: true,
  minlength: 10,
  maxlength: 256,
  autofocus: problems.password !== undefined,
})}
<button>${words.changePassword}</button>
</form>
</section>`;
}

function emailSection({ email, problems }: Parts): Html {
  return html`<section aria-labelledby="email-title">
<h2 id="email-title">${words.emailTitle}</h2>
<form method="post" action="${here}/email" class="card stack">
<p>${email === null ? words.emailNone : words.emailNow(email)}</p>
${field({
  name: "email",
  label: words.email,
  hint: words.emailHint,
  problem: problems.email ?? null,
  type: "email",
  autocomplete: "email",
  required: true,
  maxlength: 254,
  autofocus: problems.email !== undefined,
})}
${currentPassword("email-current", problems.emailCurrent)}
<button>${words.changeEmail}</button>
</form>
</section>`;
}

function authenticatorSection({ authenticator, problems }: Parts): Html {
  const actions =
    authenticator === null
      ? html`<button formaction="${here}/authenticator/start">${words.add}</button>`
      : html`<div class="actions">
<button formaction="${here}/recovery_codes">${words.newCodes}</button>
<button formaction="${here}/authenticator/remove" class="plain">${words.remove}</button>
</div>`;
  return html`<section aria-labelledby="factor-title">
<h2 id="factor-title">${words.authenticatorTitle}</h2>
<form method="post" action="${here}/authenticator/start" class="card stack">
<p>${authenticator === null ? words.authenticatorOff : words.authenticatorOn(authenticator.codes)}</p>
${currentPassword("factor-current", problems.factorCurrent)}
${actions}
</form>
</section>`;
}

function passkeySection({ passkeys, problems }: Parts): Html {
  return html`<section aria-labelledby="passkeys-title">
<h2 id="passkeys-title">${words.passkeysTitle}</h2>
<form method="post" class="card stack">
<p>${words.passkeysText}</p>
${passkeys.length === 0 ? html`<p class="quiet">${words.passkeysNone}</p>` : html`<ul class="spaced">${passkeys.map(passkeyItem)}</ul>`}
${currentPassword("passkey-current", problems.passkeyCurrent)}
<p class="quiet" data-without-passkeys>${words.passkeyNoScript}</p>
<div class="stack" hidden>
${field({
  id: "passkey-name",
  name: "name",
  label: words.passkeyName,
  hint: words.passkeyNameHint,
  problem: null,
  autocomplete: "off",
  maxlength: 50,
})}
<button type="button" data-passkey data-kind="new" data-ask="${here}/passkeys/options" data-answer="${here}/passkeys"
 data-problem="passkey-problem" data-failed="${words.passkeyFailed}">${words.addPasskey}</button>
</div>
<p class="wrong" id="passkey-problem" role="alert"></p>
</form>
</section>`;
}

function passkeyItem({ id, name, createdAt, lastUsedAt }: Passkey): Html {
  const used = lastUsedAt === null ? words.neverUsed : words.used(en.time(lastUsedAt));
  return html`<li><strong>${name}</strong> <span class="quiet">${words.added(en.time(createdAt))}, ${used}</span>
<button formaction="${here}/passkeys/${id}/remove" class="plain">${words.removePasskey(name)}</button></li>`;
}

function browserSection(browsers: Parts["browsers"]): Html {
  return html`<section aria-labelledby="sessions-title">
<h2 id="sessions-title">${words.sessionsTitle}</h2>
<div class="card stack">
<p>${words.sessionsText}</p>
<ul class="spaced">${browsers.map(browserItem)}</ul>
${
  browsers.length < 2
    ? ""
    : html`<form method="post" action="${here}/sessions/end_others"><button class="plain">${words.endOthers}</button></form>`
}
</div>
</section>`;
}

function browserItem({ id, userAgent, address, lastUsedAt, isThis }: Parts["browsers"][number]): Html {
  const name = browserName(userAgent) ?? words.unknownBrowser;
  return html`<li><span>${name}</span> <span class="quiet">${address ?? ""}, ${isThis ? words.thisOne : words.used(en.time(lastUsedAt))}</span>
<form method="post" action="${here}/sessions/${id}/end"><button class="plain" aria-label="${words.endSession}: ${name}">${words.endSession}</button></form></li>`;
}

function appSection(apps: readonly AuthorizedApp[]): Html {
  return html`<section aria-labelledby="apps-title">
<h2 id="apps-title">${words.appsTitle}</h2>
<div class="card stack">
<p>${words.appsText}</p>
${apps.length === 0 ? html`<p class="quiet">${words.appsNone}</p>` : html`<ul class="spaced">${apps.map(appItem)}</ul>`}
</div>
</section>`;
}

function appItem({ id, name, website, scopes, since, lastUsedAt }: AuthorizedApp): Html {
  const used = lastUsedAt === null ? words.neverUsed : words.used(en.time(lastUsedAt));
  return html`<li>${website === null ? html`<strong>${name}</strong>` : html`<a href="${website}" rel="nofollow noreferrer">${name}</a>`}
<span class="quiet">${scopes.join(" ")}, ${words.since(en.time(since))}, ${used}</span>
<form method="post" action="${here}/apps/${id}/revoke"><button class="plain">${words.revoke(name)}</button></form></li>`;
}
