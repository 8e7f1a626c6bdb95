import { Hono } from "hono";
import { html } from "hono/html";
import { readOneRule, ruleText } from "#moderation/policy/one-rule.ts";
import type { PolicyProblem } from "#moderation/policy/problem.ts";
import type { Rule } from "#moderation/policy/rule.ts";
import type { SavePolicyError } from "#moderation/policy/save.ts";
import { findSummary } from "../../accounts/views/summaries.ts";
import { may } from "../../admin/permissions.ts";
import { listCommunities } from "../../cases/handler.ts";
import type { ApiCtx } from "../../context.ts";
import {
  changeRuleOfCommunity,
  decideForCommunity,
  findRuled,
  rulesOfCommunity,
} from "../../policy/communities.ts";
import { countHits } from "../../policy/hits.ts";
import { listHolds } from "../../policy/holds/list.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { readUuid, UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, nothingHere, showDesk, showProblem } from "./frame.ts";
import { heldLine } from "./holds.ts";
import { problemList, switchOf, whyNot } from "./rules.ts";
import { rulesTable, switches } from "./rules-page.ts";

const here = "/desk/communities";
/** Of which hits are shown. */
const HITS_DAYS = 7;
const HELD_SHOWN = 40;
/** Of one rule. */
const MOST_TEXT = 20_000;
const EXAMPLE = `id: no-sales
name: Nothing is sold here
on: [inbound]
when: { post.text: { contains: [for sale, discount] } }
then: { verdict: hold }
`;

/** What was written, and what became of it. */
interface Again {
  text?: string;
  note?: string;
  said?: string | null;
  isBad?: boolean;
  /** In the text of the rule. */
  problems?: readonly PolicyProblem[];
  /** In the rule among all others. */
  whole?: readonly PolicyProblem[];
}

/** `/desk/communities`: the rules of single communities and what they hold, for those who look after them. */
export function communityRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, async (c) => {
    const { words, session } = c.var;
    const { t } = words;
    const all = await listCommunities(ctx, may(session.role, "policy.read") ? null : session.accountId);
    const main = html`<h1>${t("communities.title")}</h1><p>${t("communities.text")}</p>
${all.length === 0 ? html`<p class="card">${t("communities.none")}</p>` : html`<ul class="card ledger">${all.map(({ id, username }) => html`<li><p><a href="${here}/${id}"><bdi>@${username}</bdi></a></p></li>`)}</ul>`}`;
    return showDesk(c, site, { title: t("communities.title"), main, place: placeOf(c) });
  });

  app.get(`${here}/:id`, async (c) => {
    const { t } = c.var.words;
    const deed = c.req.query("said");
    const said =
      deed === "saved"
        ? t("communities.saved")
        : deed === "removed"
          ? t("communities.removed")
          : deed === "decided"
            ? t("communities.decided")
            : null;
    return show(c, ctx, site, { said });
  });

  app.post(`${here}/:id/rules`, async (c) => {
    const { words, session } = c.var;
    const community = await findRuled(ctx, session, idIn(c), "policy.change");
    if (community === null) return nothingHere(c, site);
    const read = await readForm(c);
    const [text, note] = [read("source").replaceAll("\r\n", "\n"), read("note").trim()];
    const deed = read("deed");
    const written = deed === "save" ? readOneRule(text.slice(0, MOST_TEXT)) : null;
    if (written !== null && !written.ok)
      return show(c, ctx, site, {
        text,
        note,
        ...whyNot({ type: "policy/invalid", problems: written.error }, words),
      });
    const change =
      written !== null
        ? ({ type: "put", rule: written.value.rule } as const)
        : deed === "remove"
          ? ({ type: "remove" } as const)
          : switchOf(deed);
    if (change === null) return c.redirect(`${here}/${community.id}`, 303);
    const basedOn = written === null ? null : Number(read("based_on")) || 0;
    const ruleId = written?.value.id ?? read("rule");
    const saved = await changeRuleOfCommunity(ctx, session.accountId, community, ruleId, change, {
      note,
      basedOn,
    });
    if (!saved.ok) return show(c, ctx, site, { text, note, ...why(saved.error, words) });
    return c.redirect(`${here}/${community.id}?said=${deed === "remove" ? "removed" : "saved"}`, 303);
  });

  app.post(`${here}/:id/holds`, async (c) => {
    const { session } = c.var;
    const community = await findRuled(ctx, session, idIn(c), "hold.release");
    if (community === null) return nothingHere(c, site);
    const [, decision, holdId = ""] =
      new RegExp(`^(release|refuse):(${UUID})$`).exec((await readForm(c))("deed")) ?? [];
    if (decision !== "release" && decision !== "refuse") return c.redirect(`${here}/${community.id}`, 303);
    const decided = await decideForCommunity(ctx, session, community, { holdId, decision });
    if (!decided.ok) return showProblem(c, site, decided.error);
    return c.redirect(`${here}/${community.id}?said=decided`, 303);
  });

  return app;
}

/** Moderators come here from the rules of the node. */
const placeOf = (c: DeskContext) => (c.var.handler.communities === null ? "/desk/rules" : here);

/** No account has this one. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

function idIn(c: DeskContext): string {
  return readUuid(c.req.param("id")) ?? NOBODY;
}

/** Why a rule was not saved. Where in the file of all rules it would have stood is nobody's concern here. */
function why(error: SavePolicyError, words: Words): Again {
  if (error.type === "policy/outside-scope") return { said: words.t("communities.taken"), isBad: true };
  if (error.type === "policy/too-many-rules")
    return { said: words.t("communities.tooMany", { count: error.most }), isBad: true };
  if (error.type !== "policy/invalid") return whyNot(error, words);
  return { said: words.t("rules.bad", { count: error.problems.length }), isBad: true, whole: error.problems };
}

async function show(c: DeskContext, ctx: ApiCtx, site: Site, again: Again) {
  const { words, session } = c.var;
  const { t } = words;
  const community = await findRuled(ctx, session, idIn(c), "policy.read");
  const account = community === null ? null : await findSummary(ctx, community.id);
  if (community === null || account === null) return nothingHere(c, site);
  const [{ version, rules, source, format }, hits, held, mayChange] = await Promise.all([
    rulesOfCommunity(ctx, community),
    countHits(ctx, HITS_DAYS),
    listHolds(ctx, { communityId: community.id, kind: "boost" }, { after: null, limit: HELD_SHOWN }),
    findRuled(ctx, session, community.id, "policy.change"),
  ]);
  const { said = null, isBad = false, problems = [], whole = [] } = again;
  const asked = c.req.query("rule");
  const isOwn = rules.some(({ id }) => id === asked);
  const text = again.text ?? (asked !== undefined && isOwn ? ownText(source, format, asked) : EXAMPLE);
  const action = `${here}/${community.id}`;
  const title = t("communities.of", { name: `@${account.username}` });
  const deeds = (rule: Rule) =>
    switches(
      `${action}/rules`,
      rule,
      words,
      html` <button class="plain small" name="deed" value="remove">${t("communities.remove")}</button> <a href="${action}?rule=${encodeURIComponent(rule.id)}#edit-title">${t("communities.write")}</a>`,
    );
  const main = html`<p class="crumb"><a href="${here}">${t("communities.title")}</a></p>${flash(said, isBad)}${problemList(problems, words)}${reasons(whole)}<h1>${title}</h1><p>${t("communities.how")}</p>
${rules.length === 0 ? html`<p class="card">${t("communities.noRules")}</p>` : rulesTable(rules, hits, mayChange === null ? null : deeds, words)}
${mayChange === null ? "" : editor(action, { text, note: again.note ?? "", basedOn: version, isBad: problems.length + whole.length > 0 }, words)}
<section aria-labelledby="held-title"><h2 id="held-title">${t("communities.held")}</h2><p class="quiet">${t("holds.total", { count: held.total })}</p>
${held.items.length === 0 ? html`<p class="card">${t("holds.none")}</p>` : html`<form method="post" action="${action}/holds"><ol class="cases">${held.items.map((item) => heldLine(item, words, { isOpen: may(session.role, "people.read"), isPicked: false }))}</ol></form>`}</section>`;
  return showDesk(c, site, { title, main, place: placeOf(c), status: isBad ? 422 : 200 });
}

/** A rule without its scope, which is the community's whatever is written. */
function ownText(source: string, format: "yaml" | "json", id: string): string {
  return (ruleText(source, format, id) ?? "").replace(/^ *"?scope"?:.*\n/m, "");
}

function reasons(whole: readonly PolicyProblem[]): Html {
  if (whole.length === 0) return html``;
  return html`<ul class="card" id="problems">${whole.map(({ reason }) => html`<li lang="en" dir="ltr">${reason}</li>`)}</ul>`;
}

function editor(
  action: string,
  { text, note, basedOn, isBad }: { text: string; note: string; basedOn: number; isBad: boolean },
  { t }: Words,
): Html {
  return html`<section class="card" aria-labelledby="edit-title"><h2 id="edit-title">${t("communities.edit")}</h2>
<form method="post" action="${action}/rules" class="stack"><input type="hidden" name="based_on" value="${basedOn}">
<div><label for="source">${t("communities.rule")}</label><p class="hint" id="source-hint">${t("communities.ruleHint")}</p>
<textarea id="source" name="source" class="code" rows="10" maxlength="${MOST_TEXT}" dir="ltr" spellcheck="false" autocapitalize="none" wrap="off" aria-describedby="source-hint${isBad ? " problems" : ""}"${isBad ? html` aria-invalid="true"` : ""}>${text}</textarea></div>
<div><label for="note">${t("rules.note")}</label><input id="note" name="note" value="${note}" maxlength="1000" dir="auto"></div>
<p><button name="deed" value="save">${t("rules.save")}</button></p></form></section>`;
}
