import type { Context } from "hono";
import { html } from "hono/html";
import { contentPolicy } from "../headers.ts";
import { type LocalEnv, showLocal } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { statusOf } from "./problem.ts";
import { trusteeScript } from "./scripts.ts";

export type TrusteeContext = Context<LocalEnv>;

const places = [
  { path: "/trustee", title: "portal.office" },
  { path: "/trustee/training", title: "portal.training" },
  { path: "/trustee/record", title: "quality.tab" },
  { path: "/trustee/key", title: "portal.key" },
  { path: "/trustee/settings", title: "portal.settings" },
] as const;

type Place = (typeof places)[number]["path"];

export interface ShownPage {
  readonly title: string;
  readonly main: Html;
  /** What was refused of a form. */
  readonly problem?: { readonly type: string } | null;
  /** For a page with two columns. */
  readonly isWide?: boolean;
  /** What signs in the browser of somebody who keeps their key there; pages without it have no scripts. */
  readonly script?: "keys" | "ballot" | null;
}

/** A page for one trustee. */
export function showTrustee(
  c: TrusteeContext,
  site: Site,
  { title, main, problem = null, isWide = false, script = null }: ShownPage,
) {
  const status = problem === null ? 200 : statusOf(problem);
  if (script === null) return showLocal(c, site, c.var.words, { title, main, status, isWide });
  c.header("content-security-policy", contentPolicy({ scripts: true }));
  const head = html`<script type="module" src="${trusteeScript(script)}"></script>`;
  return showLocal(c, site, c.var.words, { title, main, status, isWide, head });
}

/** The way between the pages of somebody's own office. */
export function officeTabs(here: Place, { t }: Words): Html {
  return html`<nav class="tabs" aria-label="${t("portal.navigation")}">${places.map(
    ({ path, title }) =>
      html`<a href="${path}"${path === here ? html` aria-current="page"` : ""}>${t(title)}</a> `,
  )}</nav>`;
}

/** The page of what is not there, or is not theirs. */
export function nothingHere(c: TrusteeContext, site: Site) {
  const { words } = c.var;
  const title = words.t("desk.notFoundTitle");
  const main = html`<h1>${title}</h1><p>${words.t("desk.notFound")}</p><p><a href="/trustee">${words.t("portal.title")}</a></p>`;
  return showLocal(c, site, words, { title, main, status: 404 });
}

/** What a form did, as the address of the page that follows says it; whatever else stands there says nothing. */
export function saidIn(c: TrusteeContext): string | null {
  const said = c.req.query("said") ?? "";
  return Object.hasOwn(known, said) ? c.var.words.t(known[said as keyof typeof known]) : null;
}

const known = {
  consented: "portal.said.consented",
  declined: "portal.said.declined",
  paused: "portal.said.paused",
  resumed: "portal.said.resumed",
  left: "portal.said.left",
  voted: "portal.said.voted",
  said: "portal.said.said",
  drafted: "portal.said.drafted",
  signed: "portal.said.signed",
  recused: "portal.said.recused",
  saved: "portal.saved",
  key: "portal.keyChosen",
} as const;

/** @example c.redirect(withSaid("/trustee", "paused"), 303) */
export function withSaid(path: string, said: keyof typeof known): string {
  return `${path}?said=${said}`;
}
