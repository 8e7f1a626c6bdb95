import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { may } from "../../admin/permissions.ts";
import { createUploadTurns } from "../../api/upload/turns.ts";
import type { ApiCtx } from "../../context.ts";
import {
  applyImport,
  findImport,
  forgetImport,
  listImports,
  undoImport,
} from "../../subscriptions/import.ts";
import { type PreviewKind, previewDomains, previewList } from "../../subscriptions/preview.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";
import { MOST_LIST_BYTES, type ReadFile, readListFile } from "./import-file.ts";
import { domainsPart, previewKinds, previewPart, progressPart, stateOf } from "./import-page.ts";

const here = "/desk/domains/import";
const one = `${here}/:id{${UUID}}`;
const PAGE = 100;
/** Files that somebody may send at a time. */
const MOST_FILES = 2;

/** Whether a file comes by this request: it has a limit of its own. */
export const takesListFile = ({ req }: Context) => req.path === here && req.method === "POST";

/** `/desk/domains/import`: a list of servers, looked at before it is applied. */
export function importRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  const turns = createUploadTurns(MOST_FILES);

  app.get(here, (c) => overview(c, ctx, site, null));

  app.post(here, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "list.manage")) return refused(c, site);
    const read = await readListFile(ctx, c.req.raw, session.accountId, turns);
    return "id" in read ? c.redirect(`${here}/${read.id}`, 303) : overview(c, ctx, site, read);
  });

  app.get(one, (c) => showOne(c, ctx, site));

  app.post(`${one}/:deed{apply|undo|forget}`, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "list.manage")) return refused(c, site);
    const id = c.req.param("id");
    if (c.req.param("deed") === "forget") {
      await forgetImport(ctx, id);
      return c.redirect(here, 303);
    }
    const step = c.req.param("deed") === "apply" ? applyImport : undoImport;
    await step(ctx, session.accountId, id);
    return c.redirect(`${here}/${id}`, 303);
  });

  return app;
}

async function showOne(c: DeskContext, ctx: ApiCtx, site: Site) {
  const { session, words } = c.var;
  const { t } = words;
  if (!may(session.role, "list.manage")) return refused(c, site);
  const id = c.req.param("id") ?? "";
  const found = await findImport(ctx, id);
  if (!found.ok) return nothingHere(c, site);
  const list = found.value;
  const asked = c.req.query("kind") ?? "";
  const kind: PreviewKind | null = previewKinds.find((each) => each === asked) ?? null;
  const page = /^\d{1,5}$/.test(c.req.query("page") ?? "") ? Number(c.req.query("page")) : 0;
  // Half a million domains are compared only where somebody decides by it, not while a job works on them.
  const isLooked = list.state === "ready" || list.state === "undone";
  const preview = isLooked ? await previewList(ctx, id) : null;
  const domains = isLooked
    ? await previewDomains(ctx, id, { kind, offset: page * PAGE, limit: PAGE + 1 })
    : [];
  const next = new URLSearchParams({ ...(kind !== null && { kind }), page: String(page + 1) });
  const main = html`<p class="crumb"><a href="${here}">${t("imports.title")}</a></p><h1><bdi>${list.name}</bdi></h1>
${progressPart(list, words)}
${preview?.ok ? previewPart(list, preview.value, words) : ""}
${isLooked ? domainsPart(`${here}/${id}`, domains.slice(0, PAGE), kind, words) : ""}
${domains.length > PAGE ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${here}/${id}?${next}">${t("desk.older")}</a></nav>` : ""}`;
  return showDesk(c, site, { title: list.name, main, place: "/desk/domains" });
}

async function overview(
  c: DeskContext,
  ctx: ApiCtx,
  site: Site,
  refusal: Exclude<ReadFile, { id: string }> | null,
) {
  const { session, words } = c.var;
  const { t, time, number } = words;
  if (!may(session.role, "list.manage")) return refused(c, site);
  const imports = await listImports(ctx);
  // What is left of the body is in the way of another request.
  if (refusal?.isCut) c.header("connection", "close");
  const size = number(MOST_LIST_BYTES / 1_048_576);
  const problem = refusal === null ? null : sentence(refusal.problem, size, words);
  const main = html`<p class="crumb"><a href="/desk/domains">${t("domains.title")}</a></p>${flash(problem, true)}<h1>${t("imports.title")}</h1><p>${t("imports.text")}</p>
<form method="post" action="${here}" enctype="multipart/form-data" class="card stack"><div><label for="purpose">${t("imports.purpose")}</label><select id="purpose" name="purpose"><option value="block">${t("imports.purpose.block")}</option><option value="allow">${t("imports.purpose.allow")}</option></select></div>
<div><label for="file">${t("imports.file")}</label><p class="hint" id="file-hint">${t("imports.fileHint", { size })}</p><input id="file" name="file" type="file" required accept=".csv,.txt,.json,text/csv,text/plain,application/json" aria-describedby="file-hint"></div><p><button>${t("imports.read")}</button></p></form>
${imports.length === 0 ? "" : html`<section class="card" aria-labelledby="earlier"><h2 id="earlier">${t("imports.earlier")}</h2><ul class="ledger">${imports.map((list) => html`<li><p><a href="${here}/${list.id}"><bdi>${list.name}</bdi></a> <span class="tag">${stateOf(list.state, words)}</span> <span class="quiet tight">${time(list.createdAt)} · ${t("subs.entries", { count: list.total })}</span></p></li>`)}</ul></section>`}`;
  return showDesk(c, site, {
    title: t("imports.title"),
    main,
    place: "/desk/domains",
    status: refusal?.status ?? 200,
  });
}

function sentence(problem: Exclude<ReadFile, { id: string }>["problem"], size: string, { t }: Words): string {
  return problem === "imports.tooLarge" ? t(problem, { size }) : t(problem);
}
