import { html } from "hono/html";
import { settings as words } from "../messages/en-settings.ts";
import type { Html } from "../ui/layout.ts";

const pages = [
  ...Object.entries(words.pages).map(([name, title]) => [`/settings/${name}`, title] as const),
  ...Object.entries(words.beside),
];

/** Characters of an account's address in a form. */
export const MAX_QUERY = 2_000;

/** The way between the pages of settings. */
export function settingsNavigation(here: string): Html {
  return html`<nav aria-label="${words.navigation}" class="tabs">${pages.map(
    ([path, title]) =>
      html`<a href="${path}"${path === here ? html` aria-current="page"` : ""}>${title}</a> `,
  )}</nav>`;
}
