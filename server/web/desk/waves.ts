import { Hono } from "hono";
import { html } from "hono/html";
import { listWaves, type Wave } from "#moderation/cases/waves.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { type DeskEnv, showDesk } from "./frame.ts";

const here = "/desk/waves";
const MOST = 100;

/** `/desk/waves`: many cases about the same, and the way to decide about all of them. */
export function waveRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.get(here, async (c) => {
    const { words, handler, session } = c.var;
    const { t } = words;
    const isOver = c.req.query("view") === "over";
    const waves = await listWaves(moderationOf(ctx), handler, { isOver, limit: MOST });
    const mayDecide = may(session.role, "case.bulk") && handler.communities === null;
    const main = html`<p class="crumb"><a href="/desk">${t("desk.cases")}</a></p><h1>${t("waves.title")}</h1><p>${t("waves.text")}</p>
<nav class="tabs" aria-label="${t("waves.views")}"><a href="${here}"${isOver ? "" : html` aria-current="page"`}>${t("waves.now")}</a> <a href="${here}?view=over"${isOver ? html` aria-current="page"` : ""}>${t("waves.over")}</a></nav>
<div data-live="30">${
      waves.length === 0
        ? html`<p class="card">${t(isOver ? "waves.noneOver" : "waves.none")}</p>`
        : html`<ul class="card ledger">${waves.map((wave) => line(wave, mayDecide, words))}</ul>`
    }</div>`;
    return showDesk(c, site, { title: t("waves.title"), main, place: "/desk" });
  });
  return app;
}

function line(
  wave: Wave & { openCount: number; count: number },
  mayDecide: boolean,
  { t, time }: Words,
): Html {
  const { id, kind, value, example, startedAt, lastAt, openCount, count } = wave;
  return html`<li><h2>${t(`waves.kind.${kind}`)}${kind === "text" ? "" : html` <bdi>${value}</bdi>`}</h2>
<p class="quiet tight">${t("waves.counts", { open: openCount, count })} · ${t("waves.since", { from: time(startedAt), to: time(lastAt) })}</p>
${example === "" ? "" : html`<details><summary>${t("waves.example")}</summary><p class="quoted" dir="auto">${example}</p></details>`}
<p class="row"><a href="/desk?wave=${id}">${t("waves.cases")}</a>${mayDecide && openCount > 0 ? html` <a class="button small" href="/desk/bulk?wave=${id}">${t("waves.decide", { count: openCount })}</a>` : ""}</p></li>`;
}
