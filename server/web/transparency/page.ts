import { html } from "hono/html";
import type { Figure, FigureId, Row, Time, TimeId } from "#moderation/transparency/figures.ts";
import { lastDay } from "../../transparency/entities.ts";
import { columnName, figureName, rowName } from "../../transparency/names.ts";
import type { PeriodFigures, Transparency } from "../../transparency/read.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

const PATH = "/about/transparency";
const API = "/api/folkmoot/v1/transparency";

/** In the order of the Santa Clara Principles: numbers, notice, appeal; then what else is counted. */
const sections = [
  {
    title: "section.numbers",
    figures: ["actions-by-category", "actions-by-kind", "actions-by-finder", "holds"],
    times: [],
  },
  { title: "section.notice", figures: ["notices"], times: [] },
  {
    title: "section.appeals",
    figures: [
      "reversals-by-rule",
      "reversals-by-language",
      "appeals-by-side",
      "appeals-by-kind",
      "appeals-by-rule",
    ],
    times: [],
  },
  { title: "section.reports", figures: ["reports-by-source", "reports-by-category"], times: [] },
  {
    title: "section.times",
    figures: [],
    times: [
      "report-to-decision",
      "report-to-decision-by-rule",
      "report-to-decision-by-language",
      "appeal-to-answer",
    ],
  },
] as const satisfies readonly { title: string; figures: readonly FigureId[]; times: readonly TimeId[] }[];

export interface Neighbours {
  /** A day of each. */
  readonly before: Date | null;
  readonly after: Date | null;
}

/** The figures of one period, each with what it means. */
export function transparencyPage(found: Transparency, neighbours: Neighbours, words: Words): Html {
  const { t } = words;
  const [shown] = found.periods;
  return html`<h1>${t("transparency.title")}</h1><p class="lead">${t("transparency.lead")}</p>
<p>${t("transparency.about")} <a href="https://santaclaraprinciples.org/" rel="noopener">${t("transparency.principles")}</a></p>
<p><a href="/moot/decisions">${t("judged.title")}</a></p>
${shown === undefined ? "" : periodParts(shown, found, neighbours, words)}`;
}

export function noSuchPeriod({ t, lang }: Words): Html {
  return html`<h1>${t("transparency.title")}</h1><p>${t("transparency.badPeriod")}</p>
<p><a href="${PATH}?lang=${lang}">${t("transparency.latest")}</a></p>`;
}

function periodParts(
  figures: PeriodFigures,
  { least, firstOn }: Transparency,
  neighbours: Neighbours,
  words: Words,
): Html {
  const { t, day, time, number } = words;
  const isEmpty = figures.figures.every(({ total }) => total.total === 0);
  const title = t("transparency.period", {
    from: day(figures.period.from),
    until: day(lastDay(figures.period)),
  });
  const query = `from=${dayOf(figures.period.from)}&until=${dayOf(lastDay(figures.period))}`;
  return html`<h2>${title}</h2>${periodLinks(neighbours, words)}
${
  isEmpty
    ? html`<p class="card">${t("transparency.empty")}${firstOn === null ? "" : html` ${t("transparency.firstOn", { when: day(firstOn) })}`}</p>`
    : html`<p>${t("transparency.small", { least: number(least) })}</p>
<p class="quiet">${t("transparency.counted", { when: time(figures.countedAt) })}</p>
${sections.map((section) => sectionPart(section, figures, words))}`
}
<p>${t("transparency.files")} <a href="${API}.csv?${query}">CSV</a> · <a href="${API}?${query}">JSON</a></p>`;
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

function periodLinks({ before, after }: Neighbours, { t, lang }: Words): Html {
  const link = (at: Date | null, rel: string, text: string) =>
    at === null ? "" : html`<a rel="${rel}" href="${PATH}?from=${dayOf(at)}&amp;lang=${lang}">${text}</a> `;
  return html`<nav class="row pager" aria-label="${t("transparency.periods")}">${link(before, "prev", t("transparency.earlier"))}${link(after, "next", t("transparency.later"))}</nav>`;
}

function sectionPart(
  { title, figures, times }: (typeof sections)[number],
  shown: PeriodFigures,
  words: Words,
): Html {
  const { t } = words;
  return html`<section><h2>${t(title)}</h2>
${title === "section.numbers" ? automatedPart(shown, words) : ""}
${figures.map((id) => figurePart(shown.figures.find((each) => each.id === id) as Figure, shown, words))}
${times.map((id) => timePart(shown.times.find((each) => each.id === id) as Time, shown, words))}
</section>`;
}

function automatedPart({ automated }: PeriodFigures, { t, lang }: Words): Html | "" {
  return automated === null
    ? ""
    : html`<p><strong>${t("transparency.automated", { share: percent(automated, lang) })}</strong></p>`;
}

function figurePart({ id, columns, rows, total }: Figure, { rules }: PeriodFigures, words: Words): Html {
  const { t } = words;
  const isByOutcome = total.reversed !== undefined;
  // The sum first: on a phone it is what is seen without scrolling.
  const line = (row: Row) =>
    html`${countCell(row.total, words)}${row.cells.map((n) => countCell(n, words))}${
      isByOutcome ? html`<td class="number">${shareText(row, words)}</td>` : ""
    }`;
  const head = html`<thead><tr><td></td><th scope="col" class="number">${t("transparency.total")}</th>${columns.map((column) => html`<th scope="col" class="number">${columnName(column, words)}</th>`)}${
    isByOutcome ? html`<th scope="col" class="number">${t("transparency.reversed")}</th>` : ""
  }</tr></thead>`;
  return figureCard(
    id,
    words,
    rows.length === 0
      ? html`<p>${t("transparency.none")}</p>`
      : html`${head}<tbody>${rows.map((row) => html`<tr><th scope="row" dir="auto">${rowName(id, row.key, words, rules)}</th>${line(row)}</tr>`)}</tbody>
<tfoot><tr><th scope="row">${t("transparency.total")}</th>${line(total)}</tr></tfoot>`,
    rows.length === 0,
  );
}

function timePart({ id, rows }: Time, { rules }: PeriodFigures, words: Words): Html {
  const { t } = words;
  const head = html`<thead><tr><td></td><th scope="col" class="number">${t("transparency.median")}</th><th scope="col" class="number">${t("transparency.ninetieth")}</th></tr></thead>`;
  return figureCard(
    id,
    words,
    rows.length === 0
      ? html`<p>${t("transparency.few")}</p>`
      : html`${head}<tbody>${rows.map(
          ({ key, median, ninetieth }) =>
            html`<tr><th scope="row" dir="auto">${rowName(id, key, words, rules)}</th><td class="number">${lasting(median, words)}</td><td class="number">${lasting(ninetieth, words)}</td></tr>`,
        )}</tbody>`,
    rows.length === 0,
  );
}

/** A table that scrolls by itself on a narrow screen, with its name as its caption and what it means before it. */
function figureCard(id: FigureId | TimeId, words: Words, inside: Html, isEmpty: boolean): Html {
  const { title, definition } = figureName(id, words);
  if (isEmpty)
    return html`<div class="card stack"><h3>${title}</h3><p class="quiet">${definition}</p>${inside}</div>`;
  return html`<div class="card stack"><h3 id="${id}">${title}</h3><p class="quiet">${definition}</p>
<div class="scrolls" role="region" aria-labelledby="${id}" tabindex="0"><table><caption class="invisible">${title}</caption>${inside}</table></div></div>`;
}

function countCell(n: number | null, { t, number }: Words): Html {
  return html`<td class="number">${
    n === null
      ? html`<span aria-hidden="true">–</span><span class="invisible">${t("transparency.held")}</span>`
      : number(n)
  }</td>`;
}

function shareText({ reversed }: Row, { t, lang }: Words): Html {
  return reversed == null
    ? html`<span aria-hidden="true">–</span><span class="invisible">${t("transparency.held")}</span>`
    : html`${percent(reversed, lang)}`;
}

function percent(share: number, lang: string): string {
  return new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** To minutes below two hours, to hours below two days, to days above. */
function lasting(seconds: number, { t }: Words): string {
  const [minutes, hours] = [seconds / 60, seconds / 3_600];
  if (minutes < 120) return t("transparency.minutes", { count: Math.ceil(minutes) });
  return hours < 48
    ? t("transparency.hours", { count: Math.round(hours) })
    : t("transparency.days", { count: Math.round(hours / 24) });
}
