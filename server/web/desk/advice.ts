import { Hono } from "hono";
import { html } from "hono/html";
import { type Advice, createDataset, type PublishError, publishAdvice } from "#moderation/advice/publish.ts";
import { findDataset, findSnapshot, listChanges, listDatasets } from "#moderation/advice/published.ts";
import { datasetDocument } from "#moderation/advice/write-fires.ts";
import { isFilter } from "#moderation/filter.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Site } from "../ui/layout.ts";
import { readUuid, UUID } from "../uuid.ts";
import { adviceForm, newDatasetForm, recordsPart, saidPart } from "./advice-page.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";

const here = "/desk/advice";
const one = `${here}/:id{${UUID}}`;
/** Of what is said now: the rest is found by its name. */
const MOST_SHOWN = 200;

interface Again {
  said: string;
  isBad: boolean;
}

/** `/desk/advice`: what this node advises others about servers and accounts, which they read by FIRES. */
export function adviceRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  const moderation = () => moderationOf(ctx);

  app.get(here, (c) => overview(c, ctx, site, null));

  app.post(here, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "advice.publish")) return refused(c, site);
    const read = await readForm(c);
    const name = read("name").trim().slice(0, 200);
    if (name === "") return overview(c, ctx, site, { said: words.t("advice.noName"), isBad: true });
    const summary = read("summary").trim().slice(0, 2_000);
    const made = await createDataset(moderation(), session.accountId, { name, summary });
    return c.redirect(`${here}/${made.id}`, 303);
  });

  app.get(one, (c) => {
    const isDone = c.req.query("said") === "published";
    return showOne(c, ctx, site, isDone ? { said: c.var.words.t("advice.published"), isBad: false } : null);
  });

  app.post(one, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "advice.publish")) return refused(c, site);
    const id = c.req.param("id");
    const form = await c.req.formData();
    const advice = adviceIn(
      (name) => String(form.get(name) ?? ""),
      form.getAll("filters").map((each) => String(each)),
    );
    if (advice === null) return showOne(c, ctx, site, { said: words.t("advice.badLabel"), isBad: true });
    const made = await publishAdvice(moderation(), session.accountId, id, advice);
    if (made.ok) return c.redirect(`${here}/${id}?said=published`, 303);
    if (made.error.type === "advice/dataset-not-found") return nothingHere(c, site);
    return showOne(c, ctx, site, { said: whyNot(made.error, words), isBad: true });
  });

  return app;
}

const types = ["advisory", "recommendation", "retraction", "tombstone"] as const;
const policies = ["accept", "filter", "reject", "drop"] as const;

/** What a form says; null where a label is no address. */
function adviceIn(read: (name: string) => string, filters: readonly string[]): Advice | null {
  const labels = read("labels").split(/\s+/).filter(Boolean).slice(0, 50);
  if (labels.some((label) => !/^https?:$/.test(URL.parse(label)?.protocol ?? ""))) return null;
  return {
    type: types.find((each) => each === read("type")) ?? "advisory",
    entity: read("entity") === "actor" ? "actor" : "domain",
    key: read("key").trim().slice(0, 2_048),
    labels,
    policy: policies.find((each) => each === read("policy")) ?? null,
    filters: filters.filter((filter) => isFilter(filter)),
    comment: read("comment").trim().slice(0, 2_000),
  };
}

function whyNot(error: PublishError, { t }: Words): string {
  if (error.type === "advice/no-policy") return t("advice.noPolicy");
  return t(error.type === "advice/bad-key" ? "advice.badKey" : "advice.nothingToRetract");
}

async function overview(c: DeskContext, ctx: ApiCtx, site: Site, again: Again | null) {
  const { session, words } = c.var;
  const { t, time } = words;
  if (!may(session.role, "domain.read")) return refused(c, site);
  const datasets = await listDatasets(moderationOf(ctx));
  const main = html`<p class="crumb"><a href="/desk/domains">${t("domains.title")}</a></p>${again === null ? "" : flash(again.said, again.isBad)}<h1>${t("advice.title")}</h1><p>${t("advice.text")}</p>
${
  datasets.length === 0
    ? html`<p class="card">${t("advice.none")}</p>`
    : html`<ul class="card ledger">${datasets.map((dataset) => html`<li><p><a href="${here}/${dataset.id}"><bdi>${dataset.name}</bdi></a> <span class="quiet tight">${time(dataset.updatedAt ?? dataset.createdAt)}</span></p>${dataset.summary === "" ? "" : html`<p class="quiet tight" dir="auto">${dataset.summary}</p>`}</li>`)}</ul>`
}
${may(session.role, "advice.publish") ? newDatasetForm(words) : ""}`;
  const status = again?.isBad ? 422 : 200;
  return showDesk(c, site, { title: t("advice.title"), main, place: "/desk/domains", status });
}

async function showOne(c: DeskContext, ctx: ApiCtx, site: Site, again: Again | null) {
  const { session, words } = c.var;
  const { t } = words;
  if (!may(session.role, "domain.read")) return refused(c, site);
  const id = c.req.param("id") ?? "";
  const since = readUuid(c.req.query("since"));
  const q = (c.req.query("q") ?? "").trim().toLowerCase().slice(0, 300);
  const moderation = moderationOf(ctx);
  const dataset = await findDataset(moderation, id);
  if (dataset === null) return nothingHere(c, site);
  const [snapshot, { changes, lastId, total }] = await Promise.all([
    findSnapshot(moderation, id),
    listChanges(moderation, id, since),
  ]);
  const found = snapshot.filter(({ type, key }) => type !== "tombstone" && key.includes(q));
  const url = datasetDocument(ctx.uris.origin, dataset).id;
  const last = changes.at(-1)?.id;
  const main = html`<p class="crumb"><a href="${here}">${t("advice.title")}</a></p>${again === null ? "" : flash(again.said, again.isBad)}<h1><bdi>${dataset.name}</bdi></h1>
${dataset.summary === "" ? "" : html`<p dir="auto">${dataset.summary}</p>`}<p class="quiet tight">${t("advice.address")} <a href="${url}" dir="ltr">${url}</a></p>
${saidPart(id, found.slice(0, MOST_SHOWN), { q, isCut: found.length > MOST_SHOWN, mayPublish: may(session.role, "advice.publish") }, words)}
${may(session.role, "advice.publish") ? adviceForm(id, words) : ""}
${recordsPart(changes, total, words)}
${last !== undefined && last !== lastId ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${here}/${id}?since=${last}#records">${t("desk.older")}</a></nav>` : ""}`;
  const status = again?.isBad ? 422 : 200;
  return showDesk(c, site, { title: dataset.name, main, place: "/desk/domains", status });
}
