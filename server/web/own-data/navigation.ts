import { html } from "hono/html";
import { data as words } from "../messages/en-data.ts";
import type { Html } from "../ui/layout.ts";

const pages = [
  ["/settings/security", words.security],
  ["/settings/export", words.exportTitle],
  ["/settings/import", words.importTitle],
] as const;

/** The way between the pages of settings. */
export function settingsNavigation(here: string): Html {
  return html`<nav aria-label="${words.navigation}" class="row">${pages.map(
    ([path, title]) =>
      html`<a href="${path}"${path === here ? html` aria-current="page"` : ""}>${title}</a> `,
  )}</nav>`;
}
