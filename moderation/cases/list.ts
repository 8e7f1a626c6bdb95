import type { ModerationCtx } from "../ports.ts";
import { type CaseFilter, conditionOf } from "./filter.ts";
import { countConcernedIn, countQueue, type Place, readQueue, readRows } from "./store/queue.ts";
import { toCase } from "./store/row.ts";
import type { Case, Handler } from "./words.ts";

const MAX_PAGE = 200;
/** Nobody counts further: `1000` stands for that many or more. */
export const MOST_COUNTED = 1_000;

/**
 * A page of the queue, the most urgent case first; of closed ones, the one closed last.
 *
 * @param cursor `next` of the page before
 * @example const { cases, next } = await listCases(ctx, by, { filter: { category: "spam" }, cursor: null, limit: 40 });
 */
export async function listCases(
  ctx: Pick<ModerationCtx, "db" | "clock">,
  by: Handler,
  options: { filter?: CaseFilter; cursor?: string | null; limit?: number },
): Promise<{ cases: Case[]; next: string | null }> {
  const { filter = {}, cursor = null } = options;
  const limit = Math.min(Math.max(1, options.limit ?? 40), MAX_PAGE);
  const now = ctx.clock.now();
  const condition = conditionOf(filter, by, now);
  const after = cursor === null ? null : readCursor(cursor, condition.isClosed);
  const rows = await readQueue(ctx.db, condition, after, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const isLast = rows.length <= limit || last === undefined;
  const at = condition.isClosed ? last?.closedAt?.getTime() : last?.rank;
  return {
    cases: page.map((row) => toCase(row, now)),
    next: isLast ? null : `${at}_${last.id}`,
  };
}

/** Cases by their ids, those of them that somebody sees. */
export async function findCases(
  ctx: Pick<ModerationCtx, "db" | "clock">,
  by: Handler,
  ids: readonly string[],
): Promise<Case[]> {
  if (ids.length === 0) return [];
  const now = ctx.clock.now();
  const rows = await readRows(ctx.db, ids.slice(0, MAX_PAGE));
  const { communities } = by;
  return rows
    .filter(
      ({ communityId }) =>
        communities === null || (communityId !== null && communities.includes(communityId)),
    )
    .map((row) => toCase(row, now));
}

/** How many cases each filter selects, as far as {@link MOST_COUNTED}. */
export function countCases(
  ctx: Pick<ModerationCtx, "db" | "clock">,
  by: Handler,
  filters: readonly CaseFilter[],
): Promise<number[]> {
  const now = ctx.clock.now();
  return Promise.all(filters.map((filter) => countQueue(ctx.db, conditionOf(filter, by, now), MOST_COUNTED)));
}

/** As far as cases are looked at when somebody asks whom a decision about many concerns. */
export const MOST_CONCERNED = 20_000;

/**
 * About how many accounts and servers the open cases are that a filter selects: what somebody decides about who decides about all.
 *
 * @returns counts as far as {@link MOST_CONCERNED} cases; `local` of them are about this node
 */
export function countConcerned(
  ctx: Pick<ModerationCtx, "db" | "clock">,
  by: Handler,
  filter: CaseFilter,
): Promise<{ cases: number; accounts: number; servers: number; local: number }> {
  return countConcernedIn(ctx.db, conditionOf(filter, by, ctx.clock.now()), MOST_CONCERNED);
}

/** What is no cursor begins at the start. */
function readCursor(text: string, isClosed: boolean): Place | null {
  const [, at = "", id = ""] =
    /^(-?[\d.e+-]{1,30})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  const number = Number(at);
  if (id === "" || !Number.isFinite(number)) return null;
  if (!isClosed) return { at: number, id };
  const closed = new Date(number);
  return Number.isNaN(closed.getTime()) ? null : { at: closed, id };
}
