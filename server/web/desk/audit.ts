import { Hono } from "hono";
import { html } from "hono/html";
import { findSummaryByHandle } from "../../accounts/views/summaries.ts";
import { type ListedDeed, listDeeds } from "../../admin/list-deeds.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { readUuid } from "../uuid.ts";
import { type DeskEnv, refused, showDesk } from "./frame.ts";
import { type Names, namesFor } from "./names.ts";

const PAGE = 50;
const fields = ["by", "kind", "target"] as const;

/** `/desk/audit`: who did what. */
export function auditRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  return new Hono<DeskEnv>().get("/desk/audit", async (c) => {
    const { words, session } = c.var;
    const { t } = words;
    if (!may(session.role, "audit.read")) return refused(c, site);
    const asked = Object.fromEntries(
      fields.map((name) => [name, (c.req.query(name) ?? "").trim().slice(0, 200)]),
    ) as Record<(typeof fields)[number], string>;
    const who = asked.by === "" ? null : await findSummaryByHandle(ctx, asked.by.replace(/^@/, ""), null);
    const before = c.req.query("before");
    const isNobody = asked.by !== "" && who === null;
    const { items, older } = isNobody
      ? { items: [], older: null }
      : await listDeeds(
          ctx,
          session.accountId,
          { by: who?.id ?? null, action: asked.kind || null, target: asked.target || null },
          { limit: PAGE, maxId: readUuid(before) },
        );
    const names = await namesFor(
      ctx,
      words,
      items.map(({ by }) => by),
    );
    const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
    if (older !== null) query.set("before", older);
    const main = html`<h1>${t("audit.title")}</h1><p>${t("audit.text")} <a href="/ledger/public/checkpoint">${t("audit.ledger")}</a></p>
<form method="get" action="/desk/audit" class="card filters" role="search">${fields.map(
      (name) =>
        html`<div><label for="${name}">${t(`audit.${name}`)}</label><p class="hint" id="${name}-hint">${t(`audit.${name}Hint`)}</p><input id="${name}" name="${name}" value="${asked[name]}" maxlength="200" aria-describedby="${name}-hint" autocapitalize="none" spellcheck="false"></div>`,
    )}<div class="actions"><button>${t("desk.apply")}</button></div></form>
${items.length === 0 ? html`<p class="card">${t("audit.none")}</p>` : table(items, words, names)}
${older === null ? "" : html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="/desk/audit?${query}">${t("desk.older")}</a></nav>`}`;
    return showDesk(c, site, { title: t("audit.title"), main, place: "/desk/audit" });
  });
}

function table(deeds: readonly ListedDeed[], { t, time }: Words, names: Names): Html {
  return html`<div class="scrolls" tabindex="0" role="region" aria-label="${t("audit.table")}"><table class="tight"><thead><tr><th scope="col">${t("desk.when")}</th><th scope="col">${t("desk.who")}</th><th scope="col">${t("desk.what")}</th><th scope="col">${t("audit.target")}</th></tr></thead>
<tbody>${deeds.map(
    ({ at, by, action, target, details }) =>
      html`<tr><td>${time(at)}</td><td>${names.link(by)}</td><td><code>${action}</code></td><td><bdi>${target}</bdi>${
        Object.keys(details).length === 0
          ? ""
          : html`<details><summary>${t("desk.details")}</summary><pre class="code" dir="ltr">${JSON.stringify(details, null, 1)}</pre></details>`
      }</td></tr>`,
  )}</tbody></table></div>`;
}
