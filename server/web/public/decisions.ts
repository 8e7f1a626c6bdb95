import { type Context, Hono } from "hono";
import { html } from "hono/html";
import {
  type DecisionRow,
  decisionById,
  decisionsAgainst,
  listPublicDecisions,
  panelsOfCase,
} from "#moderation/trustees/panels/read.ts";
import { readPanel } from "#protocol/moot/panel.ts";
import type { ApiCtx } from "../../context.ts";
import { statementsOn } from "../../desk/moderation.ts";
import { readRules } from "../../site/rules.ts";
import { mayReadDecision, type Reader, readableDecision, readerOf } from "../../trustees/may-read.ts";
import { panelRecord } from "../../trustees/records.ts";
import { rulesNamed } from "../../trustees/rules.ts";
import { contentPolicy } from "../headers.ts";
import { languageOf } from "../language.ts";
import { showLocal } from "../local-page.ts";
import { type Words, wordsIn } from "../messages/words.ts";
import { trusteeScript } from "../trustees/scripts.ts";
import type { Html, Site } from "../ui/layout.ts";
import { readUuid } from "../uuid.ts";
import { decisionPage, listPage } from "./decision-page.ts";
import { panelPage } from "./panel-page.ts";

const PAGE = 40;

/** `/moot/…`: what panels have decided and how they were drawn, for whoever reads with a browser. */
export function decisionPages(ctx: ApiCtx, site: Site): Hono {
  const app = new Hono();
  const on = statementsOn(ctx.sql);

  app.get("/moot/decisions", async (c) => {
    const by = await reading(ctx, c);
    const before = readUuid(c.req.query("before"));
    const found = await listPublicDecisions(on, { before, limit: PAGE + 1 });
    const shown = found.slice(0, PAGE);
    const heardAgain = await decisionsAgainst(
      on,
      shown.map(({ id }) => id),
    );
    const { words } = by;
    const main = listPage({ decisions: shown, heardAgain, hasMore: found.length > PAGE }, words);
    return show(c, site, by, { title: words.t("judged.title"), main });
  });

  app.get("/moot/decisions/:id", async (c) => {
    const by = await reading(ctx, c);
    const { words, reader } = by;
    const decision = await readableDecision(ctx, reader, c.req.param("id"));
    if (decision === null) return nothing(c, site, by);
    const parts = await around(ctx, reader, decision);
    const title = words.t("judged.one", { when: words.day(decision.at) });
    c.header("content-security-policy", contentPolicy({ scripts: true }));
    const head = html`<script type="module" src="${trusteeScript("verify")}"></script>`;
    return show(c, site, by, { title, main: decisionPage({ ...parts, decision }, words), head });
  });

  app.get("/moot/panels/:id", async (c) => {
    const by = await reading(ctx, c);
    const id = readUuid(c.req.param("id"));
    const record = id === null ? null : await panelRecord(ctx, id);
    const read = record === null ? null : readPanel(record);
    if (id === null || read === null || !read.ok) return nothing(c, site, by);
    const { words, reader } = by;
    const hasDecision = (await readableDecision(ctx, reader, id)) !== null;
    const main = panelPage({ panel: read.value, decisionId: hasDecision ? id : null }, words);
    return show(c, site, by, { title: words.t("drawn.title"), main });
  });

  return app;
}

interface Reading {
  readonly reader: Reader;
  readonly words: Words;
}

async function reading(ctx: ApiCtx, c: Context): Promise<Reading> {
  return { reader: await readerOf(ctx, c.req.raw), words: wordsIn(languageOf(c)) };
}

function show(
  c: Context,
  site: Site,
  { reader, words }: Reading,
  shown: { title: string; main: Html; head?: Html; status?: 404 },
) {
  return showLocal(c, site, words, { ...shown, isSignedIn: reader !== null });
}

function nothing(c: Context, site: Site, by: Reading) {
  const { t } = by.words;
  const title = t("desk.notFoundTitle");
  const main = html`<h1>${title}</h1><p>${t("desk.notFound")}</p><p><a href="/moot/decisions">${t("judged.title")}</a></p>`;
  return show(c, site, by, { title, main, status: 404 });
}

/** What a decision's page says beside it: its rules in words, and the decisions that it has to do with. */
async function around(ctx: ApiCtx, reader: Reader, decision: DecisionRow) {
  const on = statementsOn(ctx.sql);
  const { id, caseId, heard } = decision;
  const mayRead = async (other: DecisionRow | null | undefined) =>
    other != null && (await mayReadDecision(ctx, reader, other)) ? other : null;
  const [rules, against, later, panels] = await Promise.all([
    readRules(ctx),
    heard === null ? null : decisionById(on, heard),
    decisionsAgainst(on, [id]),
    panelsOfCase(on, caseId),
  ]);
  return {
    ruleOf: (iri: string) => rulesNamed(ctx.uris, [iri], rules)[0]?.text ?? null,
    heard: await mayRead(against),
    heardAgain: await mayRead(later.get(id)),
    isHeard: panels.some((panel) => panel.heard === id && panel.closedAt === null),
    origin: ctx.uris.origin,
  };
}
