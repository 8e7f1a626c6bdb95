/** Which part of a list is asked for, in Mastodon's terms. Ids are UUIDs; others are as good as none. */
export interface PageRequest {
  /** Only what is older than this. */
  maxId?: string | null;
  /** Only what is newer than this, the newest first. */
  sinceId?: string | null;
  /** Only what is newer than this, from there on: the page directly above. */
  minId?: string | null;
  limit?: number;
}

/** A list's page, newest first. */
export interface Listed<T> {
  items: T[];
  /** `maxId` of the next older page; null at the end. */
  older: string | null;
  /** `minId` of the next newer page; null when this one is empty. */
  newer: string | null;
}

/** A range of ids for a statement: bounds are excluded. */
export interface Range {
  below: string;
  above: string;
  /** From the oldest on: only the page above a known entry is read so. */
  ascending: boolean;
  limit: number;
}

const LEAST = "00000000-0000-0000-0000-000000000000";
const GREATEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const DEFAULT = 20;
/** No list gives more; most give fewer, as the client API says of each. */
const MOST = 200;

export function rangeOf({ maxId, sinceId, minId, limit }: PageRequest): Range {
  const size = Math.trunc(limit ?? DEFAULT);
  return {
    below: uuid(maxId) ?? GREATEST,
    above: uuid(minId) ?? uuid(sinceId) ?? LEAST,
    ascending: uuid(minId) !== null,
    limit: size >= 1 && size <= MOST ? size : size > MOST ? MOST : DEFAULT,
  };
}

/** @param rows in the order in which they were read */
export function listed<Row, T>(
  rows: readonly Row[],
  range: Range,
  idOf: (row: Row) => string,
  view: (row: Row) => T | undefined,
): Listed<T> {
  const newestFirst = range.ascending ? rows.toReversed() : rows;
  const first = newestFirst[0];
  const last = newestFirst.at(-1);
  const full = rows.length === range.limit || range.ascending;
  return {
    items: newestFirst.map(view).filter((item) => item !== undefined),
    older: last !== undefined && full ? idOf(last) : null,
    newer: first === undefined ? null : idOf(first),
  };
}

function uuid(id: string | null | undefined): string | null {
  return id && /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id) ? id : null;
}
