import type { Context } from "hono";
import { html } from "hono/html";
import type { Handler } from "#moderation/cases/words.ts";
import { may, type Permission } from "../../admin/permissions.ts";
import type { DeskCounts } from "../../desk/counts.ts";
import { contentPolicy } from "../headers.ts";
import { languageLinks, shellOf } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { SignedIn } from "../signed-in.ts";
import { type Html, page, type Site } from "../ui/layout.ts";
import { problemOf, statusOf } from "./problem.ts";
import { DESK_SCRIPT } from "./script.ts";

/** What pages of the desk get beside who is signed in. */
export interface DeskEnv extends SignedIn {
  Variables: SignedIn["Variables"] & { words: Words; counts: DeskCounts; handler: Handler };
}
export type DeskContext = Context<DeskEnv>;

type Status = 200 | 403 | 404 | 409 | 413 | 422;

const places = [
  { path: "/desk", title: "desk.cases", permission: "case.read", count: "cases" },
  { path: "/desk/holds", title: "desk.holds", permission: "hold.release", count: "holds" },
  { path: "/desk/people", title: "desk.people", permission: "people.read", count: null },
  { path: "/desk/appeals", title: "desk.appeals", permission: "action.undo", count: "appeals" },
  { path: "/desk/trustees", title: "offices.title", permission: "trustee.read", count: null },
  { path: "/desk/rules", title: "desk.rules", permission: "policy.read", count: null },
  { path: "/desk/lists", title: "desk.lists", permission: "policy.read", count: null },
  { path: "/desk/domains", title: "desk.domains", permission: "domain.read", count: null },
  { path: "/desk/moot", title: "moot.title", permission: "domain.read", count: null },
  { path: "/desk/notes", title: "peerNote.title", permission: "case.read", count: null },
  { path: "/desk/audit", title: "desk.audit", permission: "audit.read", count: null },
] as const satisfies readonly {
  path: string;
  title: string;
  permission: Permission;
  count: keyof DeskCounts | null;
}[];

/** What there is for those who look after a community and nothing else. */
const ofCommunities = [
  { path: "/desk", title: "desk.cases", count: null },
  { path: "/desk/communities", title: "communities.title", count: null },
] as const;

export type Place = (typeof places)[number]["path"] | (typeof ofCommunities)[number]["path"];

/** A page of the desk: kept by nobody, and more with its script than without. */
export function showDesk(
  c: DeskContext,
  site: Site,
  { title, main, place, status = 200 }: { title: string; main: Html; place: Place | null; status?: Status },
) {
  const { words } = c.var;
  c.header("cache-control", "no-store");
  c.header("content-security-policy", contentPolicy({ scripts: true }));
  const navigation = deskNavigation(c, place);
  const head = html`<script type="module" src="${DESK_SCRIPT}"></script>`;
  const shown = html`${main}${languageLinks(words, c)}`;
  return c.html(
    page({
      site,
      title,
      main: shown,
      head,
      isWide: true,
      lang: words.lang,
      shell: shellOf(words),
      navigation,
    }),
    status,
  );
}

function deskNavigation({ var: { words, session, counts, handler } }: DeskContext, here: Place | null): Html {
  const { t, number } = words;
  const open =
    handler.communities === null
      ? places.filter(({ permission }) => may(session.role, permission))
      : ofCommunities;
  return html`<nav class="desk-bar" aria-label="${t("desk.navigation")}"><ul>${open.map(
    ({ path, title, count }) =>
      html`<li><a href="${path}"${path === here ? html` aria-current="page"` : ""}>${t(title)}${
        count === null || counts[count].count === 0
          ? ""
          : html` <span class="count" aria-hidden="true">${number(counts[count].count)}${counts[count].isMore ? "+" : ""}</span><span class="invisible"> (${t("desk.waiting", { count: counts[count].count })})</span>`
      }</a></li>`,
  )}</ul></nav>\n`;
}

/** The page of what is not there. */
export function nothingHere(c: DeskContext, site: Site) {
  const { t } = c.var.words;
  const main = html`<h1>${t("desk.notFoundTitle")}</h1><p>${t("desk.notFound")}</p><p><a href="/desk">${t("desk.cases")}</a></p>`;
  return showDesk(c, site, { title: t("desk.notFoundTitle"), main, place: null, status: 404 });
}

/** The page for somebody whose role does not allow what they asked for. */
export function refused(c: DeskContext, site: Site) {
  return showProblem(c, site, { type: "desk/forbidden" });
}

/** A page that says what a use case refused, and leads back. */
export function showProblem(c: DeskContext, site: Site, problem: { readonly type: string }) {
  const { words } = c.var;
  const title = words.t("desk.problem");
  const main = html`<h1>${title}</h1><p>${problemOf(problem, words)}</p><p><a href="/desk">${words.t("desk.cases")}</a></p>`;
  return showDesk(c, site, { title, main, place: null, status: statusOf(problem) });
}
