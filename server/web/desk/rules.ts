import { Hono } from "hono";
import { html } from "hono/html";
import type { RuleChange } from "#moderation/policy/edit.ts";
import type { PolicyProblem } from "#moderation/policy/problem.ts";
import { compareVersions, listVersions, readPolicy } from "#moderation/policy/read-policy.ts";
import {
  changeRule,
  checkPolicy,
  rollBackTo,
  type SavePolicyError,
  savePolicy,
} from "#moderation/policy/save.ts";
import { readStarterPolicy } from "#moderation/policy/starter.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { countHits } from "../../policy/hits.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";
import { namesFor } from "./names.ts";
import { diffPart, rulesPage } from "./rules-page.ts";

const here = "/desk/rules";
/** Of which hits are shown. */
const HITS_DAYS = 7;

/** What was written, and what became of it. */
interface Again {
  text?: string;
  note?: string;
  said?: string | null;
  isBad?: boolean;
  problems?: readonly PolicyProblem[];
}

/** `/desk/rules`: what the node decides by itself, its versions, and what changed between them. */
export function ruleRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  const moderation = () => moderationOf(ctx);

  app.get(here, (c) => {
    const { t } = c.var.words;
    const saved = /^\d{1,9}$/.exec(c.req.query("saved") ?? "")?.[0];
    return show(c, ctx, site, saved === undefined ? {} : { said: t("rules.saved", { number: saved }) });
  });

  app.get(`${here}/starter`, async (c) => {
    if (!may(c.var.session.role, "policy.change")) return refused(c, site);
    return show(c, ctx, site, { text: await readStarterPolicy(), said: c.var.words.t("rules.begun") });
  });

  app.post(here, async (c) => {
    const { words, session } = c.var;
    if (!may(session.role, "policy.change")) return refused(c, site);
    const read = await readForm(c);
    const [text, note] = [read("source").replaceAll("\r\n", "\n"), read("note").trim()];
    const format = text.trimStart().startsWith("{") ? ("json" as const) : ("yaml" as const);
    if (read("step") === "check") {
      const checked = await checkPolicy(moderation(), { text, format });
      if (!checked.ok) return show(c, ctx, site, { text, note, ...bad(checked.error, words) });
      return show(c, ctx, site, {
        text,
        note,
        said: words.t("rules.ok", { count: checked.value.rules.length }),
      });
    }
    const basedOn = Number(read("based_on")) || 0;
    const saved = await savePolicy(moderation(), session.accountId, { text, format, note, basedOn });
    if (!saved.ok) return show(c, ctx, site, { text, note, ...whyNot(saved.error, words) });
    await ctx.rules.refresh();
    return c.redirect(`${here}?saved=${saved.value.version.number}`, 303);
  });

  app.post(`${here}/rule`, async (c) => {
    const { words, session } = c.var;
    if (!may(session.role, "policy.change")) return refused(c, site);
    const read = await readForm(c);
    const change = switchOf(read("deed"));
    if (change === null) return c.redirect(here, 303);
    const saved = await changeRule(moderation(), session.accountId, read("rule"), change);
    if (!saved.ok) return show(c, ctx, site, whyNot(saved.error, words));
    await ctx.rules.refresh();
    return c.redirect(`${here}?saved=${saved.value.version.number}`, 303);
  });

  app.get(`${here}/versions/:number{[0-9]{1,9}}`, async (c) => {
    const { words, session } = c.var;
    if (!may(session.role, "policy.read")) return refused(c, site);
    const number = Number(c.req.param("number"));
    const version = number < 1 ? null : await readPolicy(moderation(), number);
    const diff = await compareVersions(moderation(), number - 1, number);
    if (version === null) return nothingHere(c, site);
    const names = await namesFor(ctx, words, [version.by]);
    const title = words.t("rules.version", { number });
    const main = html`<p class="crumb"><a href="${here}">${words.t("rules.title")}</a></p><h1>${title}</h1>
<p class="quiet">${words.t("rules.current", { number, when: words.time(version.createdAt), name: names.text(version.by) })}</p>
${version.note === "" ? "" : html`<p class="quoted" dir="auto">${version.note}</p>`}
${diff.ok ? diffPart(diff.value, words) : ""}
${may(session.role, "policy.change") ? html`<form method="post" action="${here}/versions/${number}"><p><button class="plain">${words.t("rules.back", { number })}</button></p></form>` : ""}
<section aria-labelledby="text-title"><h2 id="text-title">${words.t("rules.edit")}</h2><pre class="code" dir="ltr" tabindex="0">${version.source}</pre></section>`;
    return showDesk(c, site, { title, main, place: here });
  });

  app.post(`${here}/versions/:number{[0-9]{1,9}}`, async (c) => {
    const { words, session } = c.var;
    if (!may(session.role, "policy.change")) return refused(c, site);
    const saved = await rollBackTo(moderation(), session.accountId, Number(c.req.param("number")));
    if (!saved.ok) return show(c, ctx, site, whyNot(saved.error, words));
    await ctx.rules.refresh();
    return c.redirect(`${here}?saved=${saved.value.version.number}`, 303);
  });

  return app;
}

async function show(c: DeskContext, ctx: ApiCtx, site: Site, again: Again) {
  const { words, session } = c.var;
  if (!may(session.role, "policy.read")) return refused(c, site);
  const moderation = moderationOf(ctx);
  const [current, versions, hits] = await Promise.all([
    readPolicy(moderation),
    listVersions(moderation, { limit: 20 }),
    countHits(ctx, HITS_DAYS),
  ]);
  const names = await namesFor(
    ctx,
    words,
    versions.map(({ by }) => by),
  );
  const { said = null, isBad = false, problems = [] } = again;
  const main = html`${flash(said, isBad)}${problemList(problems, words)}${rulesPage(
    {
      current,
      versions,
      hits,
      text: again.text ?? current?.source ?? "",
      note: again.note ?? "",
      problems,
      mayChange: may(session.role, "policy.change"),
    },
    words,
    names,
  )}`;
  return showDesk(c, site, { title: words.t("rules.title"), main, place: here, status: isBad ? 422 : 200 });
}

/** What a button of `switches` asks for. */
export function switchOf(deed: string): RuleChange | null {
  const members = {
    enable: { enabled: true },
    disable: { enabled: false },
    live: { mode: "live" },
    dry: { mode: "dry" },
  } as const;
  const change = Object.entries(members).find(([name]) => name === deed)?.[1];
  return change === undefined ? null : { type: "set", members: change };
}

function bad(problems: readonly PolicyProblem[], { t }: Words): Again {
  return { said: t("rules.bad", { count: problems.length }), isBad: true, problems };
}

/** Why rules were not saved, in words. */
export function whyNot(error: SavePolicyError, words: Words): Again {
  if (error.type === "policy/invalid") return bad(error.problems, words);
  if (error.type === "policy/changed-meanwhile")
    return { said: words.t("rules.meanwhile", { number: error.number }), isBad: true };
  return { said: words.t("problem.other", { reason: error.type }), isBad: true };
}

/** Where each error is. */
export function problemList(problems: readonly PolicyProblem[], { t }: Words): Html {
  if (problems.length === 0) return html``;
  return html`<ul class="card" id="problems">${problems.map(
    (problem) =>
      html`<li><strong>${t("rules.problem", { line: problem.line, column: problem.column })}</strong>${problem.rule === null ? "" : html` · <code>${problem.rule}</code>`}: <span lang="en" dir="ltr">${problem.reason}</span></li>`,
  )}</ul>`;
}
