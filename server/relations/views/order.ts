import type { PageRequest, Range } from "../../timelines/page.ts";

const GREATEST = "9223372036854775807";
const USUAL = 40;
const MOST = 200;

/** A range of the numbers that relations are ordered by: see schema.ts. What is no such number bounds nothing. */
export function orderRange({ maxId, sinceId, minId, limit = USUAL }: PageRequest): Range {
  return {
    below: number(maxId) ?? GREATEST,
    above: number(minId) ?? number(sinceId) ?? "0",
    ascending: number(minId) !== null,
    limit: Math.min(Math.max(1, Math.trunc(limit)), MOST),
  };
}

function number(text: string | null | undefined): string | null {
  return text && /^\d{1,18}$/.test(text) ? text : null;
}
