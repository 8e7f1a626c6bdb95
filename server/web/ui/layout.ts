import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { en } from "../messages/en.ts";

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
}

const words = en.shell;

/** A whole page. It is complete without scripts, and loads nothing from other servers. */
export function page({ site, title, head, main, isWide = false }: PageParts): Html {
  return html`<!doctype html>
<html lang="en">
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
<nav aria-label="${words.site}"><a href="/about">${words.about}</a> <a href="/app">${words.app}</a> <a href="/auth/sign_in">${words.signIn}</a></nav></header>
<main id="main">${main}</main>
<footer>${site.description === "" ? "" : html`<p>${site.description}</p>`}
<nav aria-label="${words.footer}"><a href="/">${site.name}</a> <a href="/about">${words.about}</a> <a href="/privacy-policy">${words.privacy}</a></nav></footer>
</body>
</html>
`;
}
