import { Hono } from "hono";
import { html } from "hono/html";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { answerDraft, listDrafts } from "../../subscriptions/drafts.ts";
import { refreshList } from "../../subscriptions/refresh.ts";
import { listSubscriptions, subscribe, unsubscribe } from "../../subscriptions/subscribe.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";
import { reasonIn } from "./subscription-page.ts";

const here = "/desk/subscriptions";
const one = `${here}/:id{${UUID}}`;
const DRAFTS = 100;

type List = Awaited<ReturnType<typeof listSubscriptions>>[number];
interface Said {
  text: string;
  isBad: boolean;
}

/** `/desk/subscriptions`: lists that others keep, what they may do here, and what they recommend. */
export function subscriptionRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, (c) => {
    const { t } = c.var.words;
    const text = { subscribed: t("subs.subscribed"), ended: t("subs.ended"), done: t("desk.done") }[
      c.req.query("said") ?? ""
    ];
    return overview(c, ctx, site, text === undefined ? null : { text, isBad: false });
  });

  app.post(here, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "list.manage")) return refused(c, site);
    const read = await readForm(c);
    const threshold = /^[1-9]\d?$/.test(read("threshold")) ? Number(read("threshold")) : 1;
    const terms = {
      ...(read("name").trim() !== "" && { name: read("name").trim().slice(0, 200) }),
      mode: read("mode") === "apply" ? ("apply" as const) : ("recommend" as const),
      threshold,
    };
    const made = await subscribe(ctx, session.accountId, { url: read("url").trim(), terms });
    if (!made.ok) return overview(c, ctx, site, { text: words.t("subs.bad"), isBad: true });
    return c.redirect(`${here}?said=subscribed`, 303);
  });

  app.post(`${one}/refresh`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "list.manage")) return refused(c, site);
    const isForced = (await readForm(c))("force") === "yes";
    const done = await refreshList(ctx, c.req.param("id"), { isForced });
    const said = done.ok
      ? { text: words.t("subs.refreshed", { ...done.value }), isBad: false }
      : {
          text: words.t("subs.failed", { reason: reasonIn(JSON.stringify(done.error), words) }),
          isBad: true,
        };
    return overview(c, ctx, site, said);
  });

  app.post(`${one}/end`, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "list.manage")) return refused(c, site);
    const keeps = (await readForm(c))("what") === "keep";
    await unsubscribe(ctx, session.accountId, c.req.param("id"), { keeps });
    return c.redirect(`${here}?said=ended`, 303);
  });

  app.post(`${one}/answer`, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "domain.decide")) return refused(c, site);
    const read = await readForm(c);
    const answer = read("answer") === "confirm" ? ("confirmed" as const) : ("dismissed" as const);
    await answerDraft(ctx, session.accountId, { listId: c.req.param("id"), domain: read("domain"), answer });
    return c.redirect(`${here}?said=done`, 303);
  });

  return app;
}

async function overview(c: DeskContext, ctx: ApiCtx, site: Site, said: Said | null) {
  const { session, words } = c.var;
  const { t } = words;
  if (!may(session.role, "domain.read")) return refused(c, site);
  const [lists, drafts] = await Promise.all([
    listSubscriptions(ctx),
    listDrafts(ctx, { offset: 0, limit: DRAFTS }),
  ]);
  const mayManage = may(session.role, "list.manage");
  const main = html`<p class="crumb"><a href="/desk/domains">${t("domains.title")}</a></p>${said === null ? "" : flash(said.text, said.isBad)}<h1>${t("subs.title")}</h1><p>${t("subs.text")}</p><p class="row"><a class="button small" href="/desk/advice">${t("advice.title")}</a></p>
${lists.length === 0 ? html`<p class="card">${t("subs.none")}</p>` : lists.map((list) => card(list, mayManage, words))}
${
  drafts.length === 0
    ? ""
    : html`<section class="card" aria-labelledby="drafts-title"><h2 id="drafts-title">${t("subs.drafts")}</h2><ul class="ledger">${drafts.map(
        (draft) =>
          html`<li class="apart"><span><a href="${draft.accountId === null ? `/desk/domains/${draft.domain}` : `/desk/people/${draft.accountId}`}">${draft.domain}</a> <span class="quiet tight">${t("subs.voices", { count: draft.voices })}</span></span>${
            may(session.role, "domain.decide")
              ? html`<form method="post" action="${here}/${draft.listId}/answer" class="row" aria-label="${draft.domain}"><input type="hidden" name="domain" value="${draft.domain}"><button class="plain small" name="answer" value="confirm">${t("subs.confirm")}</button><button class="plain small" name="answer" value="dismiss">${t("subs.dismiss")}</button></form>`
              : ""
          }</li>`,
      )}</ul></section>`
}
${mayManage ? subscribeForm(words) : ""}`;
  return showDesk(c, site, {
    title: t("subs.title"),
    main,
    place: "/desk/domains",
    status: said?.isBad ? 422 : 200,
  });
}

function card(list: List, mayManage: boolean, words: Words): Html {
  const { t, time } = words;
  const path = `${here}/${list.id}`;
  return html`<article class="card stack" aria-labelledby="list-${list.id}"><h2 id="list-${list.id}"><a href="${path}"><bdi>${list.name}</bdi></a></h2>
<p class="quiet tight"><bdi>${list.url}</bdi> · ${t(`subs.mode.${list.mode}`)} · ${t("subs.entries", { count: list.total })}${list.fetchedAt === null ? "" : html` · ${t("subs.fetchedAt", { when: time(list.fetchedAt) })}`}</p>
${list.error === null || list.state === "guarded" ? "" : html`<p class="wrong">${t("subs.failed", { reason: reasonIn(list.error, words) })}</p>`}${list.state === "paused" ? html`<p class="quiet">${t("subs.state.paused")}</p>` : ""}${list.state === "guarded" ? html`<p class="wrong">${t("subs.guarded")}</p>` : ""}
${
  mayManage
    ? html`<div class="actions"><form method="post" action="${path}/refresh"><button class="plain">${t("subs.refresh")}</button></form>${
        list.state === "guarded"
          ? html`<form method="post" action="${path}/refresh"><input type="hidden" name="force" value="yes"><button class="danger">${t("subs.force")}</button></form>`
          : ""
      }</div><details><summary>${t("subs.unsubscribe")}</summary><form method="post" action="${path}/end" class="actions"><button class="danger" name="what" value="drop">${t("subs.drop")}</button><button class="plain" name="what" value="keep">${t("subs.keep")}</button></form></details>`
    : ""
}</article>`;
}

function subscribeForm({ t }: Words): Html {
  return html`<section class="card" aria-labelledby="new-title"><h2 id="new-title">${t("subs.subscribe")}</h2><form method="post" action="${here}" class="stack">
<div><label for="url">${t("subs.url")}</label><p class="hint" id="url-hint">${t("subs.urlHint")}</p><input id="url" name="url" required maxlength="2048" aria-describedby="url-hint" autocapitalize="none" spellcheck="false" dir="ltr"></div>
<div><label for="name">${t("subs.name")}</label><input id="name" name="name" maxlength="200" dir="auto"></div>
<div><label for="mode">${t("subs.mode")}</label><select id="mode" name="mode"><option value="recommend">${t("subs.mode.recommend")}</option><option value="apply">${t("subs.mode.apply")}</option></select></div>
<div><label for="threshold">${t("subs.threshold")}</label><input id="threshold" name="threshold" value="1" inputmode="numeric" maxlength="2"></div>
<p><button>${t("subs.subscribe")}</button></p></form></section>`;
}
