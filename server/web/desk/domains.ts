import { Hono } from "hono";
import { html } from "hono/html";
import { normaliseDomain } from "#protocol/ids/domain.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { afterDecisions } from "../../hosts/decide.ts";
import { type EffectiveRule, listEffective, readDomain } from "../../hosts/decisions.ts";
import { removeDomainRule, setDomainRule } from "../../hosts/policy.ts";
import { previewSevered } from "../../subscriptions/preview.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { durations } from "./act-form.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";
import { namesFor } from "./names.ts";

const here = "/desk/domains";
const PAGE = 100;
const DAY_MS = 86_400_000;
const verdicts = ["reject", "limit", "none", "accept"] as const;

/** `/desk/domains`: what holds about other servers, and who decided it. */
export function domainRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, (c) => overview(c, ctx, site, null));

  app.post(here, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "domain.decide")) return refused(c, site);
    const read = await readForm(c);
    const domain = normaliseDomain(read("domain").trim());
    const verdict = verdicts.find((each) => each === read("verdict")) ?? "limit";
    const days = Number(read("days")) || 0;
    const terms = {
      verdict,
      reason: read("reason").trim().slice(0, 1_000),
      publicReason: read("public_reason").trim().slice(0, 1_000),
      rejectMedia: read("reject_media") === "yes",
      rejectReports: read("reject_reports") === "yes",
      obfuscate: read("obfuscate") === "yes",
    };
    const expiresAt = days > 0 ? new Date(ctx.clock.now().getTime() + days * DAY_MS) : null;
    const done =
      domain === null ? null : await setDomainRule(ctx, domain, terms, { by: session.accountId, expiresAt });
    if (done === null || !done.ok) return overview(c, ctx, site, words.t("domains.bad"));
    await afterDecisions(ctx);
    return c.redirect(`${here}/${encodeURIComponent(done.value.domain)}?said=decided`, 303);
  });

  app.get(`${here}/:domain{[a-z0-9.*:-]+\\.[a-z0-9.:-]+}`, async (c) => {
    const { session, words } = c.var;
    const { t } = words;
    if (!may(session.role, "domain.read")) return refused(c, site);
    const domain = c.req.param("domain");
    const { rule, decisions } = await readDomain(ctx, domain);
    const names = await namesFor(
      ctx,
      words,
      decisions.map(({ accountId }) => accountId),
    );
    const said =
      { decided: t("domains.said"), withdrawn: t("domains.withdrawn") }[c.req.query("said") ?? ""] ?? null;
    const isByHand = decisions.some(({ source }) => source === "hand");
    const main = html`<p class="crumb"><a href="${here}">${t("domains.title")}</a></p>${flash(said)}<h1>${domain}</h1>
${rule === null ? html`<p class="card">${t("domains.noRule")}</p>` : html`<p class="card"><strong>${t(`domains.verdict.${rule.verdict}`)}</strong> <span dir="auto">${rule.publicReason || rule.reason}</span></p>`}
<section class="card" aria-labelledby="who-title"><h2 id="who-title">${t("domains.decisions")}</h2><ul class="ledger">${decisions.map(
      (each) =>
        html`<li><p><strong>${sourceTitle(each.source, words)}</strong>: ${t(`domains.verdict.${each.verdict}`)} <span class="quiet tight">${names.text(each.accountId)} · ${words.time(each.createdAt)}${each.expiresAt === null ? "" : html` · ${t("domains.until", { when: words.time(each.expiresAt) })}`}</span></p>${each.reason === "" ? "" : html`<p class="quoted" dir="auto">${each.reason}</p>`}</li>`,
    )}</ul>
${isByHand && rule !== null && may(session.role, "domain.decide") ? html`<form method="post" action="${here}/${domain}/withdraw"><button class="plain">${t("domains.withdraw")}</button></form>` : ""}</section>
<p><a href="${here}/${domain}/severed">${t("domains.severed")}</a></p>
${may(session.role, "domain.decide") ? decideForm(domain, words) : ""}`;
    return showDesk(c, site, { title: domain, main, place: here });
  });

  app.post(`${here}/:domain{[a-z0-9.*:-]+\\.[a-z0-9.:-]+}/withdraw`, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "domain.decide")) return refused(c, site);
    const domain = c.req.param("domain");
    const { rule } = await readDomain(ctx, domain);
    if (rule !== null) await removeDomainRule(ctx, session.accountId, rule.id);
    await afterDecisions(ctx);
    return c.redirect(`${here}/${domain}?said=withdrawn`, 303);
  });

  app.get(`${here}/:domain{[a-z0-9.*:-]+\\.[a-z0-9.:-]+}/severed`, async (c) => {
    const { session, words } = c.var;
    const { t } = words;
    if (!may(session.role, "domain.read")) return refused(c, site);
    const domain = c.req.param("domain");
    const page = /^\d{1,6}$/.test(c.req.query("page") ?? "") ? Number(c.req.query("page")) : 0;
    const found = await previewSevered(ctx, domain, { offset: page * PAGE, limit: PAGE + 1 });
    const main = html`<p class="crumb"><a href="${here}/${domain}">${domain}</a></p><h1>${t("domains.severed")}</h1><p>${t("domains.severedText", { domain })}</p>
${found.length === 0 ? html`<p class="card">${t("domains.severedNone")}</p>` : html`<ul class="card ledger">${found.slice(0, PAGE).map(({ personId, person, account, isFollower }) => html`<li>${isFollower ? html`<bdi>@${account}</bdi> → <a href="/desk/people/${personId}"><bdi>@${person}</bdi></a>` : html`<a href="/desk/people/${personId}"><bdi>@${person}</bdi></a> → <bdi>@${account}</bdi>`}</li>`)}</ul>`}
${found.length > PAGE ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${here}/${domain}/severed?page=${page + 1}">${t("desk.older")}</a></nav>` : ""}`;
    return showDesk(c, site, { title: t("domains.severed"), main, place: here });
  });

  return app;
}

async function overview(c: DeskContext, ctx: ApiCtx, site: Site, problem: string | null) {
  const { session, words } = c.var;
  const { t } = words;
  if (!may(session.role, "domain.read")) return refused(c, site);
  const q = (c.req.query("q") ?? "").trim().slice(0, 300);
  const page = /^\d{1,6}$/.test(c.req.query("page") ?? "") ? Number(c.req.query("page")) : 0;
  const source = (c.req.query("source") ?? "").slice(0, 100);
  const found = await listEffective(ctx, { q, source, offset: page * PAGE, limit: PAGE + 1 });
  const mayDecide = may(session.role, "domain.decide");
  const next = new URLSearchParams({
    ...(q !== "" && { q }),
    ...(source !== "" && { source }),
    page: String(page + 1),
  });
  const main = html`${flash(problem, true)}<h1>${t("domains.title")}</h1><p>${t("domains.text")}</p>
<p class="row"><a class="button small" href="/desk/domains/import">${t("imports.title")}</a> <a class="button small" href="/desk/subscriptions">${t("subs.title")}</a> <a class="button small" href="/desk/advice">${t("advice.title")}</a></p>
<form method="get" action="${here}" class="card filters" role="search">${source === "" ? "" : html`<input type="hidden" name="source" value="${source}">`}<div><label for="q">${t("domains.query")}</label><input id="q" name="q" type="search" value="${q}" maxlength="300" autocapitalize="none" spellcheck="false"></div><div class="actions"><button>${t("desk.search")}</button></div></form>
${found.length === 0 ? html`<p class="card">${t("domains.none")}</p>` : table(found.slice(0, PAGE), words)}
${found.length > PAGE ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${here}?${next}">${t("desk.older")}</a></nav>` : ""}
${mayDecide ? decideForm("", words) : ""}`;
  return showDesk(c, site, {
    title: t("domains.title"),
    main,
    place: here,
    status: problem === null ? 200 : 422,
  });
}

function table(rules: readonly EffectiveRule[], words: Words): Html {
  const { t } = words;
  return html`<div class="scrolls" tabindex="0" role="region" aria-label="${t("domains.title")}"><table><thead><tr><th scope="col">${t("domains.query")}</th><th scope="col">${t("domains.verdict")}</th><th scope="col">${t("domains.sources")}</th></tr></thead><tbody>${rules.map(
    (rule) =>
      html`<tr><td><a href="${here}/${rule.domain}">${rule.domain}</a></td><td>${t(`domains.verdict.${rule.verdict}`)}${rule.rejectMedia ? html` · ${t("domains.rejectMedia")}` : ""}${rule.rejectReports ? html` · ${t("domains.rejectReports")}` : ""}<br><span class="quiet tight" dir="auto">${rule.publicReason || rule.reason}</span></td><td>${[...new Set(rule.sources.map((source) => sourceTitle(source, words)))].join(", ")}</td></tr>`,
  )}</tbody></table></div>`;
}

function sourceTitle(source: string, { t }: Words): string {
  const kind = source.split(":")[0];
  if (kind === "list" || kind === "import" || kind === "action") return t(`domains.source.${kind}`);
  return t("domains.source.hand");
}

function decideForm(domain: string, { t }: Words): Html {
  const tick = (name: string, title: string) =>
    html`<label><input type="checkbox" name="${name}" value="yes">${title}</label>`;
  return html`<section class="card" aria-labelledby="decide-title"><h2 id="decide-title">${t("domains.decide")}</h2><p class="quiet tight">${t("domains.decideHint")}</p>
<form method="post" action="${here}" class="stack">
<div><label for="domain">${t("domains.query")}</label><input id="domain" name="domain" value="${domain}" required maxlength="300" autocapitalize="none" spellcheck="false"></div>
<div><label for="verdict">${t("domains.verdict")}</label><select id="verdict" name="verdict">${verdicts.map((each) => html`<option value="${each}">${t(`domains.verdict.${each}`)}</option>`)}</select></div>
<div class="checks">${tick("reject_media", t("domains.rejectMedia"))}${tick("reject_reports", t("domains.rejectReports"))}${tick("obfuscate", t("domains.obfuscate"))}</div>
<div><label for="reason">${t("domains.reason")}</label><input id="reason" name="reason" maxlength="1000" dir="auto"></div>
<div><label for="public_reason">${t("domains.publicReason")}</label><input id="public_reason" name="public_reason" maxlength="1000" dir="auto"></div>
<div><label for="days">${t("act.duration")}</label><select id="days" name="days">${durations.map((days) => html`<option value="${days}">${days === 0 ? t("act.forever") : t("act.days", { count: days })}</option>`)}</select></div>
<p><button>${t("domains.decide")}</button></p></form></section>`;
}
