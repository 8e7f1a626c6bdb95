import { z } from "zod";
import { type Figure, figureIds, type Row, type Time, timeIds } from "#moderation/transparency/figures.ts";
import { periodLengths } from "#moderation/transparency/period.ts";
import { wordsIn } from "../web/messages/words.ts";
import { columnName, figureName, rowName } from "./names.ts";
import type { PeriodFigures, Transparency } from "./read.ts";

const count = z.int().min(0).nullable();
const share = z.number().min(0).max(1).nullable();
const named = { title: z.string(), definition: z.string() };
const row = z.object({
  key: z.string(),
  title: z.string(),
  counts: z.array(count).describe("One a column; null for what is held back"),
  total: count,
  reversed_share: share.optional().describe("How much was reversed; null where that is held back"),
});

const figureSchema = z.object({
  id: z.enum(figureIds),
  ...named,
  columns: z.array(z.object({ key: z.string(), title: z.string() })),
  rows: z.array(row),
  total: row,
});

const timeSchema = z.object({
  id: z.enum(timeIds),
  ...named,
  rows: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      median_seconds: z.int(),
      ninetieth_seconds: z.int().describe("Nine in ten took no longer"),
    }),
  ),
});

/** What everybody may read of what was done here. */
export const transparencySchema = z.object({
  period_length: z.enum(periodLengths),
  least: z.int().describe("The smallest number that is shown, beside 0"),
  first_on: z.iso
    .datetime()
    .nullable()
    .describe("When the first figures will be there, where there are none yet"),
  periods: z.array(
    z.object({
      from: z.iso.date(),
      until: z.iso.date().describe("The last day, included"),
      counted_at: z.iso.datetime(),
      automated_share: share.describe("How much of what was done was decided without a person"),
      figures: z.array(figureSchema),
      times: z.array(timeSchema),
    }),
  ),
});

const DAY_MS = 86_400_000;
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const words = wordsIn("en");

/** The last day of a period. */
export function lastDay({ until }: { until: Date }): Date {
  return new Date(until.getTime() - DAY_MS);
}

export function transparencyEntity(found: Transparency): z.input<typeof transparencySchema> {
  return {
    period_length: found.length,
    least: found.least,
    first_on: found.firstOn?.toISOString() ?? null,
    periods: found.periods.map(periodEntity),
  };
}

function periodEntity({ period, countedAt, automated, figures, times, rules }: PeriodFigures) {
  return {
    from: dayOf(period.from),
    until: dayOf(lastDay(period)),
    counted_at: countedAt.toISOString(),
    automated_share: automated,
    figures: figures.map((figure) => figureEntity(figure, rules)),
    times: times.map((time) => timeEntity(time, rules)),
  };
}

function figureEntity({ id, columns, rows, total }: Figure, rules: PeriodFigures["rules"]) {
  const rowEntity = ({ key, cells, total: inAll, reversed }: Row) => ({
    key,
    title: rowName(id, key, words, rules),
    counts: [...cells],
    total: inAll,
    ...(reversed !== undefined && { reversed_share: reversed }),
  });
  return {
    id,
    ...figureName(id, words),
    columns: columns.map((column) => ({ key: column, title: columnName(column, words) })),
    rows: rows.map(rowEntity),
    total: rowEntity(total),
  };
}

function timeEntity({ id, rows }: Time, rules: PeriodFigures["rules"]) {
  return {
    id,
    ...figureName(id, words),
    rows: rows.map(({ key, median, ninetieth }) => ({
      key,
      title: rowName(id, key, words, rules),
      median_seconds: Math.round(median),
      ninetieth_seconds: Math.round(ninetieth),
    })),
  };
}
