import type { Context, MiddlewareHandler } from "hono";
import { html } from "hono/html";
import { readSettings } from "../accounts/settings.ts";
import type { ApiCtx } from "../context.ts";
import { languageOf, rememberLanguage } from "./language.ts";
import { languages, languageTitles } from "./messages/languages.ts";
import { type Words, wordsIn } from "./messages/words.ts";
import type { SignedIn } from "./signed-in.ts";
import { type Html, page, type Shell, type Site } from "./ui/layout.ts";

/** Pages for people who are signed in, in their language. */
export interface LocalEnv extends SignedIn {
  Variables: SignedIn["Variables"] & { words: Words };
}

/** Finds the words of somebody who is signed in; after `requireSignIn`. */
export function withWords(ctx: ApiCtx): MiddlewareHandler<LocalEnv> {
  return async (c, next) => {
    rememberLanguage(c, ctx.uris.origin.startsWith("https:"));
    const { language } = await readSettings(ctx, c.var.session.accountId);
    c.set("words", wordsIn(languageOf(c, language)));
    await next();
  };
}

/** A page in the reader's language, with the way to the others; kept by nobody. */
export function showLocal(
  c: Context,
  site: Site,
  words: Words,
  {
    title,
    main,
    status = 200,
    head,
    isSignedIn = true,
    isWide = false,
  }: {
    title: string;
    main: Html;
    status?: 200 | 404 | 409 | 422 | 429;
    head?: Html;
    isSignedIn?: boolean;
    isWide?: boolean;
  },
) {
  c.header("cache-control", "no-store");
  const shown = html`${main}${languageLinks(words, c)}`;
  return c.html(
    page({
      site,
      title,
      main: shown,
      isWide,
      lang: words.lang,
      shell: shellOf(words, isSignedIn),
      ...(head !== undefined && { head }),
    }),
    status,
  );
}

/** @param isSignedIn whether the page is for somebody who is */
export function shellOf({ t }: Words, isSignedIn = true): Shell {
  return {
    skip: t("shell.skip"),
    site: t("shell.site"),
    about: t("shell.about"),
    transparency: t("transparency.title"),
    privacy: t("shell.privacy"),
    app: t("shell.app"),
    report: t("shell.report"),
    account: isSignedIn
      ? { path: "/settings", title: t("shell.settings") }
      : { path: "/auth/sign_in", title: t("shell.signIn") },
    footer: t("shell.footer"),
  };
}

/** The same page in the other languages. */
export function languageLinks({ lang, t }: Words, c: Context): Html {
  const at = new URL(c.req.url);
  const to = (language: string) => {
    const query = new URLSearchParams(at.searchParams);
    query.set("lang", language);
    return `${at.pathname}?${query}`;
  };
  return html`<nav class="row pager quiet" aria-label="${t("shell.language")}">${languages.map((each) =>
    each === lang
      ? html`<span lang="${each}" aria-current="true">${languageTitles[each]}</span> `
      : html`<a href="${to(each)}" lang="${each}" hreflang="${each}">${languageTitles[each]}</a> `,
  )}</nav>`;
}

/** What became of a form, at the top of the page that follows: read out, and where the keyboard goes on. */
export function flash(text: string | null, isBad = false): Html | "" {
  if (text === null) return "";
  return html`<p class="card flash${isBad ? " bad" : ""}" role="${isBad ? "alert" : "status"}" tabindex="-1" autofocus>${text}</p>`;
}
