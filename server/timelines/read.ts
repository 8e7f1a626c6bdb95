import type { Ctx } from "../context.ts";
import { createPatience } from "../platform/patience.ts";
import { run } from "../platform/statement.ts";
import { completeViews } from "../posts/views/load.ts";
import {
  type AccountColumns,
  accountColumns,
  accountSummary,
  type PostViewRow,
  postColumns,
} from "../posts/views/rows.ts";
import type { AccountSummary, PostView } from "../posts/views/types.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "./page.ts";
import { hiddenFrom } from "./rules.ts";

/** One place in a timeline. */
export interface TimelineEntry {
  /** What pages are counted by: the post's id, or that of the boost, bookmark or like that put it here. */
  id: string;
  post: PostView;
  boostedBy: AccountSummary | null;
}

type Row = PostViewRow & AccountColumns<"booster"> & { entryId: string };

/** Where a timeline's entries come from. All are SQL; parameters of its own start at `$5`. */
export interface Source {
  /** Tables, with the post as `p` and, where there may be boosts, whoever boosted as `b`. */
  from: string | ((order: "asc" | "desc", limit: number) => string);
  where: string;
  /** The column that entries are ordered by. */
  id: string;
  hasBoosts?: boolean;
  /** Whether few of what an index has may be wanted, so that all of it may be looked at for a page. */
  isSparse?: boolean;
  /** Expression for an account whose entries are shown also to whoever mutes or blocks it. */
  always?: string;
  parameters?: readonly unknown[];
}

const VIEWER = "$1::uuid";
const NOW = "$4::timestamptz";

const patiently = createPatience({ ms: 2_000, atOnce: 3 });

/**
 * Reads a page of any timeline: one statement, and a second round of two at most where posts have polls, reactions or
 * quotes. What blocks, mutes and blocked domains hide from the viewer is left out.
 *
 * @throws OutOfPatience where a source is sparse and looking takes too long
 */
export async function readTimeline(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  page: PageRequest,
  source: Source,
): Promise<Listed<TimelineEntry>> {
  const range = rangeOf(page);
  const order = range.ascending ? "asc" : "desc";
  const parameters = [viewerId, range.below, range.above, ctx.clock.now(), ...(source.parameters ?? [])];
  const text = timelineStatement(source, order, range.limit);
  const rows = source.isSparse
    ? await patiently(ctx.sql, (sql) => run<Row>(sql, text, parameters))
    : await run<Row>(ctx.sql, text, parameters);
  const views = await completeViews(ctx, viewerId, rows);
  return listed(
    rows,
    range,
    (row) => row.entryId,
    (row) => {
      const post = views.get(row.id);
      return post && { id: row.entryId, post, boostedBy: boosterOf(row) };
    },
  );
}

/** The limit stands in the text, so that the planner knows how few rows are wanted. */
export function timelineStatement(source: Source, order: "asc" | "desc", limit: number): string {
  const { from, where, id, hasBoosts = false, always } = source;
  const shown = (account: string) =>
    `${account}.id = ${VIEWER} ${always === undefined ? "" : `or ${account}.id = ${always}`}
      or not ${hiddenFrom(account, VIEWER, NOW)}`;
  return `select ${id} as "entryId", ${postColumns(VIEWER)}
    ${hasBoosts ? `, ${accountColumns("b", "booster")}` : ""}
    from ${typeof from === "string" ? from : from(order, limit)} join accounts a on a.id = p.account_id
    where ${where} and ${id} < $2::uuid and ${id} > $3::uuid and p.deleted_at is null
      and (${shown("a")})
      ${hasBoosts ? `and (b.id is null or ${shown("b")})` : ""}
    order by ${id} ${order} limit ${limit}`;
}

function boosterOf(row: Row): AccountSummary | null {
  return row.boosterId ? accountSummary(row, "booster") : null;
}
