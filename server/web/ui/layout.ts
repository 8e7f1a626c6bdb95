import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

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
}

/** A whole page. It is complete without scripts, and loads nothing from other servers. */
export function page({ site, title, head, main }: PageParts): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${site.name}</title>
<link rel="stylesheet" href="/ui/style.css">
${head ?? ""}
</head>
<body>
<header>${site.name}</header>
<main>${main}</main>
${site.description === "" ? "" : html`<footer>${site.description}</footer>`}
</body>
</html>
`;
}
