import { Hono } from "hono";
import { html, raw } from "hono/html";
import { sanitize } from "#protocol/html/sanitize.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { refuseHold, releaseHold } from "../../policy/holds/decide.ts";
import { type HeldKind, heldKinds } from "../../policy/holds/decision.ts";
import { type Held, listHolds } from "../../policy/holds/list.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { readUuid, UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";

const here = "/desk/holds";
const PAGE = 40;
const MAX_REASON = 1_000;

interface Asked {
  rule: string;
  kind: HeldKind | "";
  domain: string;
}

/** `/desk/holds`: what waits until somebody has looked at it. */
export function holdRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, async (c) => {
    const { words, session } = c.var;
    const { t } = words;
    if (!may(session.role, "hold.release")) return refused(c, site);
    const asked = readAsked((name) => c.req.query(name));
    const after = c.req.query("after");
    const { items, total } = await listHolds(ctx, filterOf(asked), {
      after: readUuid(after),
      limit: PAGE,
    });
    const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
    query.set("after", items.at(-1)?.id ?? "");
    const main = html`${flash(said(c))}<h1>${t("holds.title")}</h1><p>${t("holds.text")}</p>${filterForm(asked, words)}
<p class="quiet">${t("holds.total", { count: total })}</p>
${items.length === 0 ? html`<p class="card">${t("holds.none")}</p>` : decideForm(items, asked, words)}
${items.length < PAGE ? "" : html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${here}?${query}">${t("desk.older")}</a></nav>`}`;
    return showDesk(c, site, { title: t("holds.title"), main, place: here });
  });

  app.post(here, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "hold.release")) return refused(c, site);
    const form = await c.req.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const deed = text("deed");
    const by = { accountId: session.accountId, role: session.role };
    const reason = text("reason").slice(0, MAX_REASON);
    const decision = deed.startsWith("release") ? ("release" as const) : ("refuse" as const);
    if (deed.endsWith("-all")) {
      const filter = filterOf(readAsked(text));
      await ctx.chores.add({ kind: "decide-holds", decision, by, filter, until: ctx.ids.next(), reason });
      return c.redirect(`${here}?said=started`, 303);
    }
    const one = new RegExp(`^(release|refuse):(${UUID})$`).exec(deed)?.[2];
    const ids = one === undefined ? form.getAll("hold").map(String) : [one];
    const picked = ids.filter((id) => readUuid(id) !== null).slice(0, PAGE * 2);
    let done = 0;
    for (const id of picked) {
      const decided =
        decision === "release" ? await releaseHold(ctx, by, id) : await refuseHold(ctx, by, id, { reason });
      if (decided.ok) done++;
    }
    return c.redirect(`${here}?said=${done}-${picked.length - done}`, 303);
  });

  return app;
}

function readAsked(read: (name: string) => string | undefined): Asked {
  return {
    rule: (read("rule") ?? "").trim().slice(0, 200),
    kind: heldKinds.find((kind) => kind === read("kind")) ?? "",
    domain: (read("domain") ?? "").trim().toLowerCase().slice(0, 300),
  };
}

function filterOf({ rule, kind, domain }: Asked) {
  return {
    ...(rule !== "" && { ruleId: rule }),
    ...(kind !== "" && { kind }),
    ...(domain !== "" && { domain }),
  };
}

function said(c: DeskContext): string | null {
  const { t } = c.var.words;
  const text = c.req.query("said") ?? "";
  if (text === "started") return t("holds.allStarted");
  const [, done, skipped] = /^(\d{1,4})-(\d{1,4})$/.exec(text) ?? [];
  return done === undefined ? null : t("holds.done", { done: Number(done), skipped: Number(skipped) });
}

function filterForm({ rule, kind, domain }: Asked, { t }: Words): Html {
  return html`<form method="get" action="${here}" class="card filters" role="search">
<div><label for="kind">${t("holds.kind")}</label><select id="kind" name="kind"><option value="">${t("desk.any")}</option>${heldKinds.map((each) => html`<option value="${each}"${each === kind ? html` selected` : ""}>${t(`holds.kind.${each}`)}</option>`)}</select></div>
<div><label for="rule">${t("holds.rule")}</label><input id="rule" name="rule" value="${rule}" maxlength="200" autocapitalize="none" spellcheck="false"></div>
<div><label for="domain">${t("queue.domain")}</label><input id="domain" name="domain" value="${domain}" maxlength="300" autocapitalize="none" spellcheck="false"></div>
<div class="actions"><button>${t("desk.apply")}</button></div></form>`;
}

function decideForm(items: readonly Held[], { rule, kind, domain }: Asked, words: Words): Html {
  const { t } = words;
  return html`<form method="post" action="${here}"><input type="hidden" name="rule" value="${rule}"><input type="hidden" name="kind" value="${kind}"><input type="hidden" name="domain" value="${domain}">
<ol class="cases">${items.map((item) => heldLine(item, words))}</ol>
<fieldset><legend>${t("holds.selected")}</legend><div class="stack">
<div><label for="reason">${t("holds.reason")}</label><input id="reason" name="reason" maxlength="1000" dir="auto"></div>
<div class="actions"><button class="plain" name="deed" value="release">${t("holds.release")}</button><button class="plain" name="deed" value="refuse">${t("holds.refuse")}</button></div></div></fieldset>
<details class="card"><summary>${t("holds.all")}</summary><div class="actions"><button class="plain" name="deed" value="release-all">${t("holds.allRelease")}</button><button class="danger" name="deed" value="refuse-all">${t("holds.allRefuse")}</button></div></details></form>`;
}

/**
 * @param shown.isOpen whether whoever reads may see the page of the person
 * @param shown.isPicked whether it can be chosen among others
 */
export function heldLine(
  item: Held,
  words: Words,
  { isOpen = true, isPicked = true }: { isOpen?: boolean; isPicked?: boolean } = {},
): Html {
  const { t, time } = words;
  const { id, kind, handle, because, heldAt, expiresAt, accountId } = item;
  return html`<li data-case="${id}">${isPicked ? html`<input class="pick" type="checkbox" name="hold" value="${id}" aria-label="${t("holds.pick", { name: `@${handle}` })}">` : ""}
<h2>${t(`holds.kind.${kind}`)} · ${isOpen ? html`<a class="to" href="/desk/people/${accountId}"><bdi>@${handle}</bdi></a>` : html`<bdi>@${handle}</bdi>`}</h2>
<p class="side">${t("holds.until", { when: time(expiresAt) })}</p>
<div class="text" dir="auto">${contentOf(item)}</div>
<p class="quiet tight">${t("holds.since", { when: time(heldAt) })} · ${because.map(
    ({ ruleName, facts }) =>
      html`${t("holds.because", { rule: ruleName })} ${Object.entries(facts).map(([fact, value]) => html`<code>${fact}: ${String(value)}</code> `)}`,
  )}</p>
<p class="row"><button class="plain small" name="deed" value="release:${id}">${t("holds.release")}</button> <button class="plain small" name="deed" value="refuse:${id}">${t("holds.refuse")}</button></p></li>`;
}

/** What waits, in words; media are not shown before somebody has let them in. */
function contentOf({ content }: Held): Html {
  switch (content?.kind) {
    case "post":
    case "edit":
      return html`${content.post.warning ? html`<p class="tag">${content.post.warning}</p>` : ""}${raw(sanitize(content.post.html))}`;
    case "profile":
      return html`<p><strong>${content.profile.displayName}</strong></p>${raw(sanitize(content.profile.bioHtml))}`;
    case "own-post":
    case "own-edit":
      return html`<p class="quoted">${content.text}</p>`;
    case "own-profile": {
      const { displayName, bio, fields = [] } = content.changes;
      return html`${displayName === undefined ? "" : html`<p><strong>${displayName}</strong></p>`}${bio === undefined ? "" : html`<p class="quoted">${bio}</p>`}${fields.map(({ name, value }) => html`<p>${name}: ${value}</p>`)}`;
    }
    case "registration":
      return html`<p>${content.username}</p><p class="quoted">${content.reason}</p>`;
    default:
      return html``;
  }
}
