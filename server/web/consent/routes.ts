import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { ApiCtx } from "../../context.ts";
import {
  type AuthorizationError,
  type AuthorizationParams,
  type AuthorizationRequest,
  checkAuthorization,
  issueCode,
} from "../../oauth/authorize.ts";
import { outOfBand, withAnswer } from "../../oauth/redirect-uri.ts";
import { currentSession } from "../../sessions/current.ts";
import { notice, readForm, show } from "../form.ts";
import { en } from "../messages/en.ts";
import { signInPage } from "../signed-in.ts";
import type { Site } from "../ui/layout.ts";
import { consentForm, formActionOf } from "./form.ts";

const words = en.consent;
const path = "/oauth/authorize";
const denial = {
  error: "access_denied",
  error_description: "The resource owner or authorization server denied the request.",
};

/** `/oauth/authorize`, where a person is asked whether an app may come in, and `/oauth/authorize/native` with its code. */
export function consentRoutes(ctx: ApiCtx, site: Site): Hono {
  const app = new Hono();

  app.get(path, async (c) => {
    const url = new URL(c.req.url);
    const params = readParams((name) => url.searchParams.get(name));
    const checked = await checkAuthorization(ctx, params);
    if (!checked.ok) return refused(c, checked.error);
    if (isYes(url.searchParams.get("force_login"))) {
      url.searchParams.delete("force_login");
      return c.redirect(`${signInPage(path + url.search)}&again=1`, 303);
    }
    const session = await currentSession(ctx, c.req.raw);
    if (session === null) return c.redirect(signInPage(path + url.search), 303);
    const request = checked.value;
    return show(c, site, {
      title: words.title,
      main: consentForm({ request, params, username: session.username, here: path + url.search }),
      policy: formActionOf(request.redirectUri),
    });
  });

  app.post(path, async (c) => {
    const read = await readForm(c);
    const checked = await checkAuthorization(
      ctx,
      readParams((name) => read(name) || null),
    );
    if (!checked.ok) return refused(c, checked.error);
    if (read("decision") !== "allow") return goOn(c, checked.value, denial);
    const session = await currentSession(ctx, c.req.raw);
    // Signed out meanwhile: the page is shown again after they have come back.
    if (session === null) return c.redirect(signInPage(again(read)), 303);
    // Signed in as somebody else, in another tab: the question was about another account.
    if (read("as") !== "" && read("as") !== session.username) return c.redirect(again(read), 303);
    return goOn(c, checked.value, { code: await issueCode(ctx, session.accountId, checked.value) });
  });

  app.delete(path, async (c) => {
    const read = await readForm(c);
    const query = new URL(c.req.url).searchParams;
    const checked = await checkAuthorization(
      ctx,
      readParams((name) => read(name) || query.get(name)),
    );
    return checked.ok ? goOn(c, checked.value, denial) : refused(c, checked.error);
  });

  app.get(`${path}/native`, (c) => {
    const code = c.req.query("code") ?? "";
    if (!/^[A-Za-z0-9_-]{20,100}$/.test(code))
      return show(c, site, { title: words.deniedTitle, main: notice(words.deniedTitle, words.denied) });
    return show(c, site, {
      title: words.codeTitle,
      main: html`<h1>${words.codeTitle}</h1><p>${words.codeText}</p><pre><code id="code">${code}</code></pre>`,
    });
  });

  function goOn(c: Context, request: AuthorizationRequest, answer: Record<string, string>) {
    const { redirectUri, state } = request;
    c.header("cache-control", "no-store");
    if (redirectUri !== outOfBand) return c.redirect(withAnswer(redirectUri, { ...answer, state }), 303);
    const { code } = answer;
    return c.redirect(code === undefined ? `${path}/native` : `${path}/native?code=${code}`, 303);
  }

  function refused(c: Context, error: AuthorizationError) {
    const told = (text: string) =>
      show(c, site, { title: words.wrongTitle, main: notice(words.wrongTitle, text), status: 400 });
    switch (error.type) {
      case "authorization/unknown-app":
        return told(words.unknownApp);
      case "authorization/wrong-redirect-uri":
        return told(words.wrongRedirect);
      case "authorization/refused": {
        const { redirectUri, state, description } = error;
        if (redirectUri === outOfBand) return told(description);
        const answer = { error: error.error, error_description: description, state };
        return c.redirect(withAnswer(redirectUri, answer), 303);
      }
    }
  }

  return app;
}

function readParams(read: (name: string) => string | null): AuthorizationParams {
  return {
    responseType: read("response_type"),
    clientId: read("client_id"),
    redirectUri: read("redirect_uri"),
    scope: read("scope"),
    state: read("state"),
    codeChallenge: read("code_challenge"),
    codeChallengeMethod: read("code_challenge_method"),
  };
}

/** The page with the question, from the fields of its form. */
function again(read: (name: string) => string): string {
  const names = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
  ];
  const query = new URLSearchParams();
  for (const name of names) if (read(name) !== "") query.set(name, read(name));
  return `${path}?${query}`;
}

function isYes(text: string | null): boolean {
  return text !== null && ["1", "true", "t", "on", "yes"].includes(text.toLowerCase());
}
