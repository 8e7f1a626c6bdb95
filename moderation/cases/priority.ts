import type { Severity } from "../category.ts";

/**
 * How urgent a case is, in parts that people can read. Urgency is severity × reach × voices × age, where age doubles it every
 * day. Its logarithm to the base 2 is a sum: what a case brings, and a day for each day that it has waited. As the days pass
 * for all cases alike, their order does not change with time: `rank` is what the queue is sorted by, and needs no renewing.
 */
export interface Priority {
  /** 3 for each level: one level outweighs three days of waiting. */
  readonly severity: number;
  /** Half a point each time that twice as many people may have seen it; at most 8. */
  readonly reach: number;
  /** One each time that twice as many servers, half of one each time that twice as many people have reported it; at most 8. */
  readonly voices: number;
  /** One for each day that it has been open. */
  readonly age: number;
  /** All of them together. */
  readonly total: number;
}

export interface PriorityFacts {
  readonly severity: Severity;
  readonly reach: number;
  readonly reports: number;
  readonly servers: number;
  readonly openedAt: Date;
}

/** 2026-01-01: any fixed time does. */
const EPOCH_MS = 1_767_225_600_000;
const DAY_MS = 86_400_000;
const MOST = 8;

/**
 * @example priorityOf({ severity: 3, reach: 1023, reports: 1, servers: 1, openedAt: yesterday }, now)
 * // { severity: 9, reach: 5, voices: 1.5, age: 1, total: 16.5 }
 */
export function priorityOf(facts: PriorityFacts, now: Date): Priority {
  const severity = 3 * facts.severity;
  const reach = Math.min(MOST, Math.log2(1 + facts.reach) / 2);
  const voices = Math.min(MOST, Math.log2(1 + facts.servers) + Math.log2(1 + facts.reports) / 2);
  const age = (now.getTime() - facts.openedAt.getTime()) / DAY_MS;
  return { severity, reach, voices, age, total: severity + reach + voices + age };
}

/** What the queue is sorted by: the same as `total` at any one time, less what is the same for all. */
export function rankOf(facts: PriorityFacts): number {
  return priorityOf(facts, new Date(EPOCH_MS)).total;
}

/** SQL for `rankOf`; the arguments are expressions. The two are tested against each other. */
export function rankSql(of: {
  severity: string;
  reach: string;
  reports: string;
  servers: string;
  openedAt: string;
}): string {
  const doublings = (count: string) => `ln((1 + (${count}))::float8) / ln(2::float8)`;
  return `(3 * (${of.severity}) + least(${MOST}, ${doublings(of.reach)} / 2)
    + least(${MOST}, ${doublings(of.servers)} + ${doublings(of.reports)} / 2)
    + (${EPOCH_MS / 1_000} - extract(epoch from ${of.openedAt})::float8) / 86400)::float8`;
}
