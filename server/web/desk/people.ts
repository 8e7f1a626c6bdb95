import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { type AccountFilter, listAdminAccounts } from "../../admin/accounts/list.ts";
import type { AdminAccountView } from "../../admin/accounts/views.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { readUuid } from "../uuid.ts";
import { type DeskEnv, refused, showDesk } from "./frame.ts";
import { handleOf } from "./names.ts";

const PAGE = 40;
const statuses = ["active", "pending", "disabled", "silenced", "suspended", "sensitized"] as const;

interface Asked {
  q: string;
  origin: "local" | "remote" | null;
  status: (typeof statuses)[number] | null;
}

/** `/desk/people`: accounts known here, as moderators see them. */
export function peopleRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  return new Hono<DeskEnv>().get("/desk/people", async (c) => {
    const { words, session } = c.var;
    const { t } = words;
    if (!may(session.role, "people.read")) return refused(c, site);
    const asked = readAsked(c);
    const before = c.req.query("before");
    const { items, older } = await listAdminAccounts(ctx, filterOf(asked), {
      limit: PAGE,
      maxId: readUuid(before),
    });
    const query = new URLSearchParams(
      Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1])),
    );
    if (older !== null) query.set("before", older);
    const main = html`<h1>${t("people.title")}</h1>${searchForm(asked, words)}
${
  items.length === 0
    ? html`<p class="card">${t("people.none")}</p>`
    : html`<ul class="card ledger">${items.map(
        ({ id, account, ...rest }) =>
          html`<li class="apart"><span><a href="/desk/people/${id}"><bdi>${handleOf(account)}</bdi></a> <bdi class="quiet">${account.displayName}</bdi></span><span class="tags">${statesOf({ id, account, ...rest }, words)}</span></li>`,
      )}</ul>`
}
${older === null ? "" : html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="/desk/people?${query}">${t("desk.older")}</a></nav>`}`;
    return showDesk(c, site, { title: t("people.title"), main, place: "/desk/people" });
  });
}

function readAsked(c: Context): Asked {
  const [origin, status] = [c.req.query("origin"), c.req.query("status")];
  return {
    q: (c.req.query("q") ?? "").trim().slice(0, 300),
    origin: origin === "local" || origin === "remote" ? origin : null,
    status: statuses.find((each) => each === status) ?? null,
  };
}

/** `ana` is how a name begins; `ana@there.example` that of a server's people, `@there.example` all of them. */
function filterOf({ q, origin, status }: Asked): AccountFilter {
  const [name = "", domain = ""] = q.replace(/^@(?=[^@]*@)/, "").split("@");
  return {
    origin,
    status,
    ...(name !== "" && { username: name }),
    ...(domain !== "" && { domain }),
  };
}

/** What somebody is and what was done about them, a word each. */
export function statesOf({ account, login, sensitized }: AdminAccountView, { t }: Words): Html {
  const tag = (text: string, isGrave = false) =>
    html`<span class="tag${isGrave ? " grave" : ""}">${text}</span> `;
  return html`${login !== null && login.role !== "member" ? tag(t(`people.role.${login.role}`)) : ""}${
    login !== null && !login.approved ? tag(t("people.is.pending")) : ""
  }${login?.disabled ? tag(t("people.is.disabled"), true) : ""}${account.state === "suspended" ? tag(t("people.is.suspended"), true) : ""}${
    account.limited ? tag(t("people.is.silenced"), true) : ""
  }${sensitized ? tag(t("people.is.sensitized")) : ""}`;
}

function searchForm({ q, origin, status }: Asked, { t }: Words): Html {
  const option = (value: string, title: string, chosen: string | null) =>
    html`<option value="${value}"${value === chosen ? html` selected` : ""}>${title}</option>`;
  return html`<form method="get" action="/desk/people" class="card filters" role="search">
<div><label for="q">${t("people.query")}</label><p class="hint" id="q-hint">${t("people.queryHint")}</p><input id="q" name="q" type="search" value="${q}" maxlength="300" aria-describedby="q-hint" autocapitalize="none" spellcheck="false"></div>
<div><label for="origin">${t("people.origin")}</label><select id="origin" name="origin"><option value="">${t("desk.any")}</option>${option("local", t("people.local"), origin)}${option("remote", t("people.remote"), origin)}</select></div>
<div><label for="status">${t("people.status")}</label><select id="status" name="status"><option value="">${t("desk.any")}</option>${statuses.map((each) => option(each, t(`people.is.${each}`), status))}</select></div>
<div class="actions"><button>${t("desk.search")}</button></div></form>`;
}
