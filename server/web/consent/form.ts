import { html } from "hono/html";
import type { AuthorizationParams, AuthorizationRequest } from "../../oauth/authorize.ts";
import { outOfBand } from "../../oauth/redirect-uri.ts";
import type { Policy } from "../headers.ts";
import { en } from "../messages/en.ts";
import { signInPage } from "../signed-in.ts";
import type { Html } from "../ui/layout.ts";
import { describeScopes } from "./scopes.ts";

const words = en.consent;

/** The question whether an app may come in: which, what it may do, and where it goes on to. */
export function consentForm(parts: {
  request: AuthorizationRequest;
  params: AuthorizationParams;
  username: string;
  here: string;
}): Html {
  const { request, params, username, here } = parts;
  const { app, redirectUri } = request;
  const hidden = {
    response_type: params.responseType,
    client_id: params.clientId,
    redirect_uri: params.redirectUri,
    scope: params.scope,
    state: params.state,
    code_challenge: params.codeChallenge,
    code_challenge_method: params.codeChallengeMethod,
  };
  return html`<h1>${words.asks(app.name)}</h1>
<p>${words.as(username)} <a href="${signInPage(here)}&amp;again=1">${words.other}</a></p>
<form method="post" action="/oauth/authorize" class="card stack">
${Object.entries(hidden).map(([name, value]) => (value === null ? "" : html`<input type="hidden" name="${name}" value="${value}">`))}
<input type="hidden" name="as" value="${username}">
<p>${words.may}</p>
<ul>${describeScopes(request.scopes).map((text) => html`<li>${text}</li>`)}</ul>
${redirectUri === outOfBand ? "" : html`<p class="quiet">${words.goesTo(placeOf(redirectUri))}</p>`}
<p class="quiet">${words.warning}</p>
<div class="actions">
<button name="decision" value="allow">${words.allow}</button>
<button name="decision" value="deny" class="plain">${words.deny}</button>
</div>
</form>`;
}

/** The host of a web address, the scheme of an application's own. */
function placeOf(redirectUri: string): string {
  const url = new URL(redirectUri);
  return isWeb(url) ? url.host : url.protocol;
}

/** What the answer to the form may lead to. A host that a policy has no words for is let through by its scheme. */
export function formActionOf(redirectUri: string): Policy {
  if (redirectUri === outOfBand) return {};
  const url = new URL(redirectUri);
  return { formAction: isWeb(url) && /^[a-z0-9.:/-]+$/.test(url.origin) ? url.origin : url.protocol };
}

function isWeb(url: URL): boolean {
  return url.protocol === "https:" || url.protocol === "http:";
}
