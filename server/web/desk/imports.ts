import { Hono } from "hono";
import { html } from "hono/html";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { applyImport, beginImport, findImport, listImports, undoImport } from "../../subscriptions/import.ts";
import { type DomainPreview, previewDomains, previewList } from "../../subscriptions/preview.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";

const here = "/desk/domains/import";
const one = `${here}/:id{${UUID}}`;
const PAGE = 100;

/** `/desk/domains/import`: a list of servers, looked at before it is applied. */
export function importRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, (c) => overview(c, ctx, site, null));

  app.post(here, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "list.manage")) return refused(c, site);
    const file = (await c.req.formData()).get("file");
    if (!(file instanceof File) || file.size === 0)
      return overview(c, ctx, site, words.t("imports.unreadable"));
    const input = { name: file.name.slice(0, 200), by: session.accountId };
    const begun = await beginImport(ctx, input, chunksOf(file));
    if (!begun.ok) return overview(c, ctx, site, words.t("imports.unreadable"));
    return c.redirect(`${here}/${begun.value.id}`, 303);
  });

  app.get(one, async (c) => {
    const { session, words } = c.var;
    const { t } = words;
    if (!may(session.role, "list.manage")) return refused(c, site);
    const id = c.req.param("id");
    const found = await findImport(ctx, id);
    const preview = await previewList(ctx, id);
    if (!found.ok || !preview.ok) return nothingHere(c, site);
    const list = found.value;
    const domains = await previewDomains(ctx, id, { offset: 0, limit: PAGE });
    const button = (deed: string, title: string) =>
      html`<form method="post" action="${here}/${id}/${deed}"><button${deed === "undo" ? html` class="plain"` : ""}>${title}</button></form>`;
    const isBusy = list.state === "applying" || list.state === "undoing";
    const main = html`<p class="crumb"><a href="${here}">← ${t("imports.title")}</a></p><h1><bdi>${list.name}</bdi></h1>
<div data-live="2"><p role="status"><span class="tag">${stateOf(list.state, words)}</span></p>
${isBusy ? html`<p><progress max="${list.total}" value="${list.done}" aria-label="${t("desk.state")}"></progress> ${t("desk.progress", { done: list.done, total: list.total })}</p>` : ""}
<div class="actions">${list.state === "ready" || list.state === "undone" ? button("apply", t("imports.apply")) : ""}${list.state === "applied" || list.state === "applying" ? button("undo", t("imports.undo")) : ""}</div></div>
<section class="card" aria-labelledby="preview-title"><h2 id="preview-title">${t("imports.preview")}</h2>
<dl>${(["added", "changed", "same", "exempt", "invalid"] as const).map((kind) => html`<dt>${t(`imports.${kind}`)}</dt><dd>${words.number(preview.value[kind])}</dd>`)}</dl>
<p><strong>${t("imports.severs", { follows: preview.value.follows, people: preview.value.people })}</strong></p>
${list.invalid.length === 0 ? "" : html`<details><summary>${t("imports.invalid")}</summary><ul>${list.invalid.map((bad) => html`<li>${t("imports.line", { line: bad.line, reason: String(bad.reason) })}</li>`)}</ul></details>`}</section>
${table(domains, words)}`;
    return showDesk(c, site, { title: list.name, main, place: "/desk/domains" });
  });

  app.post(`${one}/:deed{apply|undo}`, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "list.manage")) return refused(c, site);
    const id = c.req.param("id");
    const step = c.req.param("deed") === "apply" ? applyImport : undoImport;
    await step(ctx, session.accountId, id);
    return c.redirect(`${here}/${id}`, 303);
  });

  return app;
}

async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  for await (const chunk of file.stream()) yield chunk;
}

async function overview(c: DeskContext, ctx: ApiCtx, site: Site, problem: string | null) {
  const { session, words } = c.var;
  const { t, time } = words;
  if (!may(session.role, "list.manage")) return refused(c, site);
  const imports = await listImports(ctx);
  const main = html`<p class="crumb"><a href="/desk/domains">← ${t("domains.title")}</a></p>${flash(problem, true)}<h1>${t("imports.title")}</h1><p>${t("imports.text")}</p>
<form method="post" action="${here}" enctype="multipart/form-data" class="card stack"><div><label for="file">${t("imports.file")}</label><input id="file" name="file" type="file" required accept=".csv,.txt,text/csv,text/plain"></div><p><button>${t("imports.read")}</button></p></form>
${imports.length === 0 ? "" : html`<section class="card" aria-labelledby="earlier"><h2 id="earlier">${t("imports.earlier")}</h2><ul class="ledger">${imports.map((list) => html`<li><p><a href="${here}/${list.id}"><bdi>${list.name}</bdi></a> <span class="tag">${stateOf(list.state, words)}</span> <span class="quiet tight">${time(list.createdAt)} · ${t("subs.entries", { count: list.total })}</span></p></li>`)}</ul></section>`}`;
  return showDesk(c, site, {
    title: t("imports.title"),
    main,
    place: "/desk/domains",
    status: problem === null ? 200 : 422,
  });
}

function stateOf(state: string, { t }: Words): string {
  const known = ["reading", "ready", "applying", "applied", "undoing", "undone"] as const;
  const found = known.find((each) => each === state);
  return found === undefined ? state : t(`imports.state.${found}`);
}

function table(domains: readonly DomainPreview[], { t, number }: Words): Html {
  if (domains.length === 0) return html``;
  return html`<div class="scrolls" tabindex="0" role="region" aria-label="${t("imports.preview")}"><table><thead><tr><th scope="col">${t("domains.query")}</th><th scope="col">${t("domains.verdict")}</th><th scope="col" class="number">${t("imports.followers")}</th><th scope="col" class="number">${t("imports.following")}</th></tr></thead><tbody>${domains.map(
    ({ domain, kind, followers, following }) =>
      html`<tr><td>${domain}</td><td>${t(`imports.${kind}`)}</td><td class="number">${number(followers)}</td><td class="number">${number(following)}</td></tr>`,
  )}</tbody></table></div>`;
}
