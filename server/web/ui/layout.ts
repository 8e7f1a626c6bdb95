import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { en } from "../messages/en.ts";
import { directionOf, type Language } from "../messages/languages.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Site {
  /** The node's name, shown on every page. */
  name: string;
  description: string;
}

export interface PageParts {
  site: Site;
  title: string;
  /** For `<head>`: links to other forms of the page. */
  head?: Html;
  main: Html;
  /** For what needs more room than text. */
  isWide?: boolean;
  /** What the page is written in; English when it says nothing. */
  lang?: Language;
  /** What stands around every page, in that language. */
  shell?: Shell;
  /** Links of the header beside the site's own. */
  navigation?: Html;
}

/** The words around every page. */
export interface Shell {
  skip: string;
  site: string;
  about: string;
  transparency: string;
  privacy: string;
  report: string;
  app: string;
  /** To signing in, or to the settings of somebody who has. */
  account: { path: string; title: string };
  footer: string;
}

const english: Shell = { ...en.shell, account: { path: "/auth/sign_in", title: en.shell.signIn } };

/** A whole page. It is complete without scripts, and loads nothing from other servers. */
export function page(parts: PageParts): Html {
  const { site, title, head, main, isWide = false, lang = "en", shell: words = english, navigation } = parts;
  return html`<!doctype html>
<html lang="${lang}" dir="${directionOf(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${site.name}</title>
<link rel="icon" href="/ui/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/ui/style.css">
${head ?? ""}
</head>
<body${isWide ? html` class="wide"` : ""}>
<a class="skip" href="#main">${words.skip}</a>
<header><a class="site" href="/">${site.name}</a>
<nav aria-label="${words.site}"><a href="/about">${words.about}</a> <a href="/app">${words.app}</a> <a href="${words.account.path}">${words.account.title}</a></nav></header>
${navigation ?? ""}<main id="main" tabindex="-1">${main}</main>
<footer>${site.description === "" ? "" : html`<p>${site.description}</p>`}
<nav aria-label="${words.footer}"><a href="/">${site.name}</a> <a href="/about">${words.about}</a> <a href="/about/transparency">${words.transparency}</a> <a href="/privacy-policy">${words.privacy}</a> <a href="/report">${words.report}</a></nav></footer>
</body>
</html>
`;
}
