import { Hono } from "hono";
import { html } from "hono/html";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { answerDraft } from "../../subscriptions/drafts.ts";
import { listSubscriptionEntries } from "../../subscriptions/entries.ts";
import { previewList } from "../../subscriptions/preview.ts";
import {
  changeSubscription,
  findSubscription,
  type SubscriptionError,
} from "../../subscriptions/subscribe.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";
import { entriesPart, reasonIn, termsForm, termsIn } from "./subscription-page.ts";

const one = `/desk/subscriptions/:id{${UUID}}`;
const PAGE = 100;

/** `/desk/subscriptions/:id`: what a list may do, what it says, and what it has brought about. */
export function oneSubscriptionRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(one, (c) => {
    const { t } = c.var.words;
    return showOne(c, ctx, site, c.req.query("said") === "changed" ? flash(t("subs.changed")) : "");
  });

  app.post(one, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "list.manage")) return refused(c, site);
    const terms = termsIn(await readForm(c));
    const changed = await changeSubscription(ctx, session.accountId, c.req.param("id"), terms);
    if (changed.ok) return c.redirect(`/desk/subscriptions/${c.req.param("id")}?said=changed`, 303);
    if (changed.error.type === "domain-list/not-found") return nothingHere(c, site);
    return showOne(c, ctx, site, flash(whyNot(changed.error, words), true), 422);
  });

  app.post(`${one}/entry`, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "domain.decide")) return refused(c, site);
    const read = await readForm(c);
    const answers = { confirm: "confirmed", dismiss: "dismissed" } as const;
    const answer = Object.entries(answers).find(([deed]) => deed === read("answer"))?.[1] ?? null;
    const [listId, domain] = [c.req.param("id"), read("key")];
    await answerDraft(ctx, session.accountId, { listId, domain, answer });
    const after = read("after").slice(0, 2_048);
    const back = new URLSearchParams(after === "" ? {} : { after });
    return c.redirect(`/desk/subscriptions/${listId}?${back}#entries`, 303);
  });

  return app;
}

function whyNot(error: SubscriptionError, { t }: Words): string {
  return error.type === "domain-list/bad-exclusion"
    ? t("subs.badExclusion", { domain: error.domain })
    : t("subs.bad");
}

async function showOne(c: DeskContext, ctx: ApiCtx, site: Site, said: Html | "", status: 200 | 422 = 200) {
  const { session, words } = c.var;
  const { t } = words;
  if (!may(session.role, "domain.read")) return refused(c, site);
  const id = c.req.param("id") ?? "";
  const found = await findSubscription(ctx, id);
  if (!found.ok) return nothingHere(c, site);
  const list = found.value;
  const after = (c.req.query("after") ?? "").slice(0, 2_048);
  const [preview, entries] = await Promise.all([
    previewList(ctx, id),
    listSubscriptionEntries(ctx, id, { after, limit: PAGE + 1 }),
  ]);
  const last = entries.at(PAGE - 1);
  const main = html`<p class="crumb"><a href="/desk/subscriptions">${t("subs.title")}</a></p>${said}<h1><bdi>${list.name}</bdi></h1>
<p class="quiet tight"><bdi>${list.url}</bdi> · ${t(`subs.state.${stateOf(list.state)}`)} · ${t("subs.entries", { count: list.total })}${list.fetchedAt === null ? "" : html` · ${t("subs.fetchedAt", { when: words.time(list.fetchedAt) })}`}</p>
${list.error === null ? "" : html`<p class="wrong">${t("subs.failed", { reason: reasonIn(list.error, words) })}</p>`}
<p><a href="/desk/domains?source=list:${id}">${t("subs.caused")}</a></p>
${
  preview.ok
    ? html`<section class="card" aria-labelledby="preview-title"><h2 id="preview-title">${t("subs.preview")}</h2><dl>${(["added", "changed", "same", "exempt"] as const).map((kind) => html`<dt>${t(`imports.${kind}`)}</dt><dd>${words.number(preview.value[kind])}</dd>`)}</dl><p><strong>${t("imports.severs", { follows: preview.value.follows, people: preview.value.people })}</strong></p></section>`
    : ""
}
${may(session.role, "list.manage") ? termsForm(list, words) : ""}
${entriesPart(list, entries.slice(0, PAGE), { after, mayDecide: may(session.role, "domain.decide") }, words)}
${entries.length > PAGE && last !== undefined ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="/desk/subscriptions/${id}?${new URLSearchParams({ after: last.key })}#entries">${t("desk.older")}</a></nav>` : ""}`;
  return showDesk(c, site, { title: list.name, main, place: "/desk/domains", status });
}

function stateOf(state: string): "active" | "paused" | "guarded" {
  return state === "paused" || state === "guarded" ? state : "active";
}
