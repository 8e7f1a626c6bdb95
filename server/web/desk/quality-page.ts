import { html } from "hono/html";
import type { NodeFigures, Outcomes } from "#moderation/trustees/quality/figures.ts";
import { LEAST } from "#moderation/trustees/quality/least.ts";
import type { Agreement } from "#moderation/trustees/quality/node-record.ts";
import type { GroupSeverity } from "#moderation/trustees/quality/severity.ts";
import type { Uris } from "#protocol/ids/uris.ts";
import type { SiteRule } from "../../site/rules.ts";
import { rulesNamed } from "../../trustees/rules.ts";
import type { Words } from "../messages/words.ts";
import { type Column, figureList, figureTable, languageTitle, partOf, share } from "../trustees/figures.ts";
import { topicTitle } from "../trustees/record.ts";
import type { Html } from "../ui/layout.ts";

interface Rules {
  readonly rules: readonly SiteRule[];
  readonly uris: Pick<Uris, "parse">;
}

/** Figures of all panels, those first that somebody should look at. */
export function qualityPage(
  found: { at: Date; figures: NodeFigures } | null,
  named: Rules,
  words: Words,
): Html {
  const { t, time, number } = words;
  const lead = html`<p class="crumb"><a href="/desk/trustees">${t("offices.title")}</a></p><h1>${t("quality.title")}</h1><p>${t("quality.lead")}</p>`;
  if (found === null) return html`${lead}<p class="card">${t("quality.none")}</p>`;
  const { figures } = found;
  return html`${lead}<p class="quiet">${t("quality.asOf", { when: time(found.at) })}</p>
${unevenPart(figures.severity, words)}
${figureList(t("quality.all"), summary(figures, words))}
${figureTable(
  t("quality.agreement.topics"),
  agreementColumns(t("quality.topic"), ({ topic }: { topic: string }) => topicTitle(topic, words), words),
  figures.topics,
)}
${figureTable(
  t("quality.agreement.languages"),
  agreementColumns(
    t("quality.language"),
    ({ language }: { language: string | null }) => languageTitle(language, words),
    words,
  ),
  figures.languages,
)}
${severityTable(t("quality.severity.languages"), t("quality.language"), figures.severity.languages, (language) => languageTitle(language, words), words)}
${severityTable(t("quality.severity.origins"), t("quality.origin"), figures.severity.origins, (origin) => t(`quality.origin.${origin}`), words)}
${levelTable(figures.levels, words)}
${figureTable<NodeFigures["rules"][number]>(t("quality.rules"), [{ title: t("quality.rule"), cell: ({ rule }) => ruleTitle(rule, named) }, ...outcomeColumns(words)], figures.rules)}
<h2>${t("quality.meaning")}</h2><p>${t("quality.means.alpha")}</p><p>${t("quality.means.reliability")}</p><p>${t("quality.means.severity")}</p><p>${t("quality.means.origin")}</p><p>${t("quality.means.draws")}</p><p>${t("quality.means.reversed")}</p><p>${t("quality.means.small", { least: number(LEAST) })}</p>`;
}

function unevenPart({ languages, origins }: NodeFigures["severity"], words: Words): Html {
  const { t } = words;
  const lines = [
    ...languages.map((each) => ({ ...each, title: languageTitle(each.group, words) })),
    ...origins.map((each) => ({ ...each, title: t(`quality.origin.${each.group}`) })),
  ].filter(({ isUneven }) => isUneven);
  if (lines.length === 0) return html`<p>${t("quality.even")}</p>`;
  return html`<div class="card flash bad"><h2>${t("quality.uneven")}</h2><ul>${lines.map(
    ({ title, severity, panels, chance }) =>
      html`<li>${t(severity > 0.5 ? "quality.uneven.graver" : "quality.uneven.milder", {
        group: title,
        severity: share(severity, words),
        middle: share(0.5, words),
        panels,
        chance: share(chance, words, 2),
      })}</li>`,
  )}</ul></div>`;
}

function summary(figures: NodeFigures, words: Words): [string, string][] {
  const { t, number } = words;
  const { agreement, reliability, ballots, draws } = figures;
  const rows: [string, string][] = [
    [t("quality.panels"), number(agreement.panels)],
    [t("quality.votes.count"), number(agreement.votes)],
    [t("quality.people"), number(figures.people)],
    [t("quality.alpha"), alphaOf(agreement, words)],
    [t("quality.changed"), partOf(figures.changed, figures.votedAgain, words)],
    [t("quality.lost"), partOf(ballots.lost, ballots.due, words)],
  ];
  if (reliability !== null) {
    const quarters = reliability.quartiles.map((each) => share(each, words)).join(" · ");
    rows.push([t("quality.quartiles", { people: number(reliability.people) }), quarters]);
  }
  if (draws !== null) {
    const seats = [draws.least, draws.median, draws.most].map((each) => number(each)).join(" · ");
    rows.push([t("quality.draws", { people: number(draws.people) }), seats]);
  }
  return rows;
}

const alphaOf = ({ alpha }: Agreement, { number }: Words) =>
  alpha === null ? "–" : number(Math.round(alpha * 100) / 100);

function agreementColumns<Row>(
  title: string,
  cell: (row: Row) => string,
  words: Words,
): [Column<Row & Agreement>, ...Column<Row & Agreement>[]] {
  const { t, number } = words;
  return [
    { title, cell },
    { title: t("quality.panels"), cell: ({ panels }) => number(panels) },
    { title: t("quality.votes.count"), cell: ({ votes }) => number(votes) },
    { title: t("quality.alpha"), cell: (row) => alphaOf(row, words) },
  ];
}

function severityTable<Group>(
  caption: string,
  title: string,
  rows: readonly GroupSeverity<Group>[],
  name: (group: Group) => string,
  words: Words,
): Html | "" {
  const { t, number } = words;
  return figureTable(
    caption,
    [
      { title, cell: ({ group }) => name(group) },
      { title: t("quality.panels"), cell: ({ panels }) => number(panels) },
      { title: t("quality.severity"), cell: ({ severity }) => share(severity, words) },
      { title: t("quality.chance"), cell: ({ chance }) => (chance === 1 ? "–" : share(chance, words, 2)) },
    ],
    rows,
  );
}

function levelTable(levels: NodeFigures["levels"], words: Words): Html | "" {
  const { t } = words;
  const hours = (count: number) => t("quality.hours", { count: Math.round(count * 10) / 10 });
  const titles = [t("quality.level.0"), t("quality.level.1"), t("quality.level.2")];
  return figureTable<NodeFigures["levels"][number]>(
    t("quality.levels"),
    [
      { title: t("quality.level"), cell: ({ level }) => titles[level] ?? `${level}` },
      { title: t("quality.median"), cell: ({ medianHours }) => hours(medianHours) },
      { title: t("quality.ninth"), cell: ({ ninthHours }) => hours(ninthHours) },
      ...outcomeColumns(words),
    ],
    levels,
  );
}

function outcomeColumns<Row extends Outcomes>({ t, number }: Words): Column<Row>[] {
  return [
    { title: t("quality.decisions"), cell: ({ decisions }) => number(decisions) },
    { title: t("quality.heard"), cell: ({ heard }) => number(heard) },
    { title: t("quality.replaced"), cell: ({ reversed }) => number(reversed) },
  ];
}

/** A rule in its words; by its address where it is none of this node's, or not any more. */
function ruleTitle(rule: string, { rules, uris }: Rules): string {
  return rulesNamed(uris, [rule], rules)[0]?.text ?? rule;
}
