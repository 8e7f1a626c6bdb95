import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { appeal } from "../../actions/appeal.ts";
import { type Decision, readDecisions, readOwnDecision } from "../../actions/read.ts";
import type { ApiCtx } from "../../context.ts";
import { keepPass, readPass } from "../../sessions/decision-pass.ts";
import { type Outcome, outcomeOfAction } from "../../trustees/outcomes.ts";
import { readForm, setCookies } from "../form.ts";
import { languageOf } from "../language.ts";
import { flash, showLocal } from "../local-page.ts";
import { type Words, wordsIn } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { readUuid, UUID } from "../uuid.ts";
import { decisionPage, titleOf } from "./page.ts";
import { type ReaderEnv, requireReader } from "./reader.ts";

const PAGE = 40;

export const decisionPaths = ["/decisions", "/decisions/*"] as const;

/** `/decisions`: what moderators have decided about somebody, told to them, and what they say against it. */
export function decisionRoutes(ctx: ApiCtx, site: Site): Hono<ReaderEnv> {
  const app = new Hono<ReaderEnv>();

  // From a letter. The secret goes into a cookie at once: no address that is shown, kept or sent on has it.
  app.get(`/decisions/pass/:id{${UUID}}`, async (c) => {
    c.header("cache-control", "no-store");
    c.header("x-robots-tag", "noindex");
    const token = c.req.query("token") ?? "";
    if ((await readPass(ctx, token)) === null) return passOver(c, ctx, site);
    setCookies(c, [keepPass(ctx, token)]);
    return c.redirect(`/decisions/${c.req.param("id")}`, 303);
  });

  for (const path of decisionPaths) app.use(path, requireReader(ctx));

  app.get("/decisions", async (c) => {
    const { words, reader } = c.var;
    const found = await readDecisions(
      ctx,
      { accountId: reader.accountId, isTold: true },
      { before: readUuid(c.req.query("before")), limit: PAGE + 1 },
    );
    const hasMore = found.length > PAGE;
    const main = listPage(found.slice(0, PAGE), { hasMore, isSignedIn: reader.isSignedIn }, words);
    return showLocal(c, site, words, { title: words.t("decision.listTitle"), main, ...reader });
  });

  app.get(`/decisions/:id{${UUID}}`, (c) => one(c, ctx, site, null));

  app.post(`/decisions/:id{${UUID}}/appeal`, async (c) => {
    const { accountId } = c.var.reader;
    const actionId = c.req.param("id");
    const text = (await readForm(c))("text");
    const made = await appeal(ctx, { actionId, accountId, text });
    return made.ok
      ? c.redirect(`/decisions/${actionId}?sent`, 303)
      : one(c, ctx, site, { type: made.error.type, text });
  });

  return app;
}

/** A decision with its reasons; what was refused of an appeal stands there with it. */
async function one(
  c: Context<ReaderEnv>,
  ctx: ApiCtx,
  site: Site,
  refused: { type: string; text: string } | null,
) {
  const { words, reader } = c.var;
  const { isSignedIn } = reader;
  const decision = await readOwnDecision(ctx, c.req.param("id") ?? "", reader.accountId);
  if (decision === null) {
    const title = words.t("desk.notFoundTitle");
    return showLocal(c, site, words, {
      title,
      main: html`<h1>${title}</h1><p>${words.t("desk.notFound")}</p>`,
      status: 404,
      isSignedIn,
    });
  }
  const outcome = await outcomeOf(ctx, decision, reader.accountId);
  const sent = words.t(outcome === null ? "decision.appealSent" : "again.sent");
  const said = c.req.query("sent") === undefined ? "" : flash(sent);
  const main = html`${said}${decisionPage(decision, { now: ctx.clock.now(), refused, outcome }, words)}`;
  const title = titleOf(decision, words);
  return showLocal(c, site, words, { title, main, status: refused === null ? 200 : 422, isSignedIn });
}

/** By which panel it was decided. What is undone, or was never open to an appeal, has none to be made. */
function outcomeOf(ctx: ApiCtx, { action }: Decision, accountId: string): Promise<Outcome | null> {
  const until = action.undoneAt === null ? (action.statement?.appealUntil ?? null) : null;
  return outcomeOfAction(ctx, { actionId: action.id, accountId, until });
}

/** The link of a letter that is none, or too old. */
function passOver(c: Context, ctx: ApiCtx, site: Site) {
  const words = wordsIn(languageOf(c));
  const { t } = words;
  const title = t("decision.passOver");
  const { adminEmail } = ctx.config;
  const main = html`<h1>${title}</h1><p>${t("decision.passOverText")}</p>
<p><a href="/auth/sign_in?next=/decisions">${t("shell.signIn")}</a></p>
${adminEmail === undefined ? "" : html`<p>${t("decision.passOverMail", { address: adminEmail })}</p>`}`;
  return showLocal(c, site, words, { title, main, status: 404, isSignedIn: false });
}

function listPage(
  decisions: readonly Decision[],
  { hasMore, isSignedIn }: { hasMore: boolean; isSignedIn: boolean },
  words: Words,
): Html {
  const { t, time } = words;
  const last = decisions.at(-1)?.action.id;
  return html`<h1>${t("decision.listTitle")}</h1><p>${t("decision.listText")}</p>
${
  decisions.length === 0
    ? html`<p class="card">${t("decision.none")}</p>`
    : html`<ul class="card ledger">${decisions.map(
        (each) => html`<li><p><a href="/decisions/${each.action.id}">${titleOf(each, words)}</a></p>
<p class="quiet tight">${t(`did.${each.action.kind}`)} · ${time(each.action.startsAt)} · ${t(each.action.undoneAt === null ? "decision.inForce" : "decision.notInForce")}</p></li>`,
      )}</ul>`
}
${hasMore ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="/decisions?before=${last}">${t("desk.older")}</a></nav>` : ""}
${isSignedIn ? html`<p><a href="/my/reports">${t("decision.yourReports")}</a></p>` : html`<p class="quiet">${t("decision.passText")}</p>`}`;
}
