import { Hono } from "hono";
import { html } from "hono/html";
import { isCategory } from "#moderation/category.ts";
import { LEAST } from "#moderation/trustees/quality/least.ts";
import type { Tally } from "#moderation/trustees/quality/person-record.ts";
import type { ApiCtx } from "../../context.ts";
import { type OwnRecord, readOwnRecord } from "../../trustees/quality/read.ts";
import { type LocalEnv, showLocal, withWords } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import { requireSignIn } from "../signed-in.ts";
import type { Html, Site } from "../ui/layout.ts";
import { figureList, figureTable, languageTitle, partOf, share } from "./figures.ts";
import { officeTabs } from "./frame.ts";

const here = "/trustee/record";

/** `/trustee/record`: what can be said of how somebody has judged, for them alone. */
export function recordRoutes(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();
  app.use(here, requireSignIn(ctx), withWords(ctx));
  app.get(here, async (c) => {
    const { session, words } = c.var;
    const title = words.t("quality.record.title");
    const found = await readOwnRecord(ctx, session.accountId);
    const body = found === null ? html`<p>${words.t("quality.record.none")}</p>` : recordPart(found, words);
    const main = html`${found === null ? "" : officeTabs(here, words)}<h1>${title}</h1>${body}`;
    return showLocal(c, site, words, { title, main, status: found === null ? 404 : 200 });
  });
  return app;
}

function recordPart({ at, figures, repeat }: OwnRecord, words: Words): Html {
  const { t, number, time } = words;
  const lead = html`<p>${t("quality.record.lead")}</p>`;
  if (at === null || figures === null) return html`${lead}<p class="card">${t("quality.none")}</p>`;
  const { seats } = figures;
  const shown = (["drawn", "silent", "recused", "declined"] as const).map(
    (each) => [t(`quality.seats.${each}`), number(seats[each])] as const,
  );
  return html`${lead}<p class="quiet">${t("quality.asOf", { when: time(at) })}</p>
${votesPart(figures.judgements, words)}
${figureList(t("quality.seats"), shown)}
${repeatPart(repeat, words)}
<h2>${t("quality.meaning")}</h2><p>${t("quality.means.reliability")}</p><p>${t("quality.means.graver")}</p><p>${t("quality.means.changed")}</p><p>${t("quality.means.reversed")}</p><p>${t("quality.means.small", { least: number(LEAST) })}</p>`;
}

type Judgements = NonNullable<NonNullable<OwnRecord["figures"]>["judgements"]>;

function votesPart(judgements: Judgements | null, words: Words): Html | "" {
  if (judgements === null) return "";
  const { t, number } = words;
  const { votes, reliability, votedAgain, changed, reversed, topics, languages } = judgements;
  const between = (): string => {
    if (reliability === null) return t("quality.tooFew");
    const [of, low, high] = [reliability.share, reliability.low, reliability.high].map((each) =>
      share(each, words),
    );
    return t("quality.between", { share: of ?? "", low: low ?? "", high: high ?? "" });
  };
  const figures: [string, string][] = [
    [t("quality.votes.count"), number(votes)],
    [t("quality.reliability"), between()],
    [t("quality.asDecided"), partOf(judgements.asDecided, votes, words)],
    [t("quality.graver"), partOf(judgements.graver, votes, words)],
    [t("quality.milder"), partOf(judgements.milder, votes, words)],
    [t("quality.changed"), partOf(changed, votedAgain, words)],
    [t("quality.reversed"), partOf(reversed, votes, words)],
  ];
  return html`${figureList(t("quality.votes"), figures)}
${tallyTable(t("quality.byTopic"), t("quality.topic"), topics, ({ topic }) => topicTitle(topic, words), words)}
${tallyTable(t("quality.byLanguage"), t("quality.language"), languages, ({ language }) => languageTitle(language, words), words)}`;
}

function tallyTable<Row extends Tally>(
  caption: string,
  title: string,
  rows: readonly Row[],
  name: (row: Row) => string,
  { t, number }: Words,
): Html | "" {
  const count = (key: "votes" | "asDecided" | "graver" | "milder", word: Parameters<Words["t"]>[0]) => ({
    title: t(word as "quality.graver"),
    cell: (row: Row) => number(row[key]),
  });
  return figureTable(
    caption,
    [
      { title, cell: name },
      count("votes", "quality.votes.count"),
      count("asDecided", "quality.asDecided"),
      count("graver", "quality.graver"),
      count("milder", "quality.milder"),
    ],
    rows,
  );
}

function repeatPart(repeat: OwnRecord["repeat"], words: Words): Html | "" {
  if (repeat.length === 0) return "";
  const { t } = words;
  return html`<h2>${t("quality.repeat")}</h2><p>${t("quality.repeat.text")}</p><ul class="card ledger">${repeat.map(
    ({ topic, cases }) =>
      html`<li><p><strong>${topicTitle(topic, words)}</strong></p>${
        cases.length === 0
          ? html`<p class="quiet">${t("quality.repeat.none")}</p>`
          : html`<ul>${cases.map(({ id, language, text }) => html`<li><a href="/trustee/training?case=${encodeURIComponent(id)}" lang="${language}" dir="auto">${shortened(text)}</a></li>`)}</ul>`
      }</li>`,
  )}</ul>`;
}

const LONGEST = 120;

/** The beginning of a text, to be known by. */
function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${[...text].slice(0, LONGEST).join("")}…`;
}

/** A category in the reader's words. */
export function topicTitle(topic: string, { t }: Words): string {
  return isCategory(topic) ? t(`category.${topic}`) : topic;
}
