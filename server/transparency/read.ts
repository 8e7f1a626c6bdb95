import { LRUCache } from "lru-cache";
import { type Figures, figuresOf } from "#moderation/transparency/figures.ts";
import {
  firstShown,
  type Period,
  type PeriodError,
  type PeriodLength,
  periodsBetween,
} from "#moderation/transparency/period.ts";
import { ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { readBegin, readCounted } from "./store.ts";

/** Seconds for which the figures of a period are kept: they change only as something of it is reversed or answered. */
export const FRESH_S = 3_600;
/** Every month since there is a fediverse: asking for old ones in turn counts nothing twice. */
const MOST_KEPT = 400;

export interface PeriodFigures extends Figures {
  readonly period: Period;
  /** What rules say that rows are named after, by id. */
  readonly rules: ReadonlyMap<string, string>;
  readonly countedAt: Date;
}

export interface Transparency {
  readonly length: PeriodLength;
  /** The smallest number that is shown, beside 0. */
  readonly least: number;
  /** The latest last. */
  readonly periods: readonly PeriodFigures[];
  /** When the first figures will be there; null where they are, or nothing has happened yet. */
  readonly firstOn: Date | null;
}

type Deps = Pick<ApiCtx, "sql" | "clock" | "config">;

/** By node: figures are asked for by anybody, and counted once an hour. */
const kept = new WeakMap<object, LRUCache<string, Promise<PeriodFigures>>>();

/**
 * What was done here and why, as everybody may see it, in whole periods between two days that are over: the last one where nothing
 * is asked. Small numbers are held back.
 *
 * @example await transparencyOf(ctx, { from: "2026-01-01", until: "2026-12-31" });
 */
export async function transparencyOf(
  ctx: Deps,
  asked: { from: string | null; until: string | null },
): Promise<Result<Transparency, PeriodError>> {
  const { period: length, least } = ctx.config.transparency;
  const now = ctx.clock.now();
  const found = periodsBetween(asked, length, now);
  if (!found.ok) return found;
  const periods: PeriodFigures[] = [];
  // One after the other: whoever asks for many does not take the database's connections from others.
  for (const period of found.value) periods.push(await figuresIn(ctx, period, now));
  const begin = await readBegin(ctx.sql);
  const first = begin === null ? null : firstShown(begin, length);
  return ok({ length, least, periods, firstOn: first !== null && first > now ? first : null });
}

function figuresIn(ctx: Deps, period: Period, now: Date): Promise<PeriodFigures> {
  const figures = kept.get(ctx.sql) ?? new LRUCache<string, Promise<PeriodFigures>>({ max: MOST_KEPT });
  kept.set(ctx.sql, figures);
  const key = `${period.from.getTime()} ${Math.floor(now.getTime() / (FRESH_S * 1_000))}`;
  const known = figures.get(key);
  if (known !== undefined) return known;
  const counting = count(ctx, period, now);
  figures.set(key, counting);
  // What has failed is tried again.
  counting.catch(() => figures.delete(key));
  return counting;
}

async function count({ sql, config }: Deps, period: Period, countedAt: Date): Promise<PeriodFigures> {
  const { counted, rules } = await readCounted(sql, period);
  return { period, rules, countedAt, ...figuresOf(counted, config.transparency.least) };
}
