import { html } from "hono/html";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/** A column of a table of figures: the first one names its rows. */
export interface Column<Row> {
  readonly title: string;
  cell(row: Row): string;
}

/** Rows with figures, scrolled sideways where there is no room; nothing where there are none. */
export function figureTable<Row>(
  caption: string,
  [first, ...rest]: readonly [Column<Row>, ...Column<Row>[]],
  rows: readonly Row[],
): Html | "" {
  if (rows.length === 0) return "";
  return html`<div class="card scrolls" tabindex="0" role="region" aria-label="${caption}"><table class="tight"><caption>${caption}</caption><thead><tr><th scope="col">${first.title}</th>${rest.map(({ title }) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row" dir="auto">${first.cell(row)}</th>${rest.map(({ cell }) => html`<td class="number">${cell(row)}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** Figures one below the other, each with its name. */
export function figureList(caption: string, figures: readonly (readonly [string, string])[]): Html {
  return html`<div class="card scrolls" tabindex="0" role="region" aria-label="${caption}"><table class="tight"><caption>${caption}</caption><tbody>${figures.map(([name, figure]) => html`<tr><th scope="row">${name}</th><td class="number">${figure}</td></tr>`)}</tbody></table></div>`;
}

/** @example share(0.8421, words) // "84%" */
export function share(part: number, { lang }: Words, digits = 0): string {
  const format = { style: "percent", maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(lang, format).format(part);
}

/** @example partOf(3, 12, words) // "3 of 12 (25%)" */
export function partOf(count: number, all: number, words: Words): string {
  const { t, number } = words;
  if (all === 0) return number(count);
  return t("quality.of", { count: number(count), all: number(all), share: share(count / all, words) });
}

/** A language by its name in the reader's. */
export function languageTitle(language: string | null, { lang, t }: Words): string {
  if (language === null) return t("quality.noLanguage");
  return new Intl.DisplayNames(lang, { type: "language", fallback: "code" }).of(language) ?? language;
}
