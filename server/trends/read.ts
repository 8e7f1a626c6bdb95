import { type CardView, loadCards } from "../cards/views.ts";
import type { ApiCtx } from "../context.ts";
import { type HashtagFacts, tagHistory } from "../hashtags/history.ts";
import { run } from "../platform/statement.ts";
import { loadPostViews } from "../posts/views/load.ts";
import type { PostView } from "../posts/views/types.ts";
import { hiddenFrom } from "../timelines/rules.ts";
import { noHistory, readHistories, type UseDay } from "./history.ts";
import { isStrong } from "./refresh.ts";

type Deps = Pick<ApiCtx, "sql" | "clock" | "config">;

export interface TrendPage {
  limit: number;
  offset: number;
}

/** What a page has: less than was read where something is gone or hidden, so that only `isFull` says that more may follow. */
export interface TrendItems<T> {
  items: T[];
  isFull: boolean;
}

const none = { items: [], isFull: false };

/** For whom trends are read. */
export interface TrendReader {
  /** Null for nobody in particular. */
  viewerId: string | null;
  /** Languages (`en`) whose trends go first. */
  languages: readonly string[];
  /** Also what moderators have not let through. */
  all?: boolean;
}

export interface TrendingLink {
  card: CardView;
  history: UseDay[];
}

/** Hashtags that more accounts use than is usual, the strongest first. */
export async function trendingHashtags(
  ctx: Deps,
  page: TrendPage,
  { all = false } = {},
): Promise<TrendItems<HashtagFacts>> {
  if (!ctx.config.trends && !all) return none;
  const rows = await run<{ name: string }>(
    ctx.sql,
    `select h.name from trends t join hashtags h on h.id = t.subject_id
     where t.kind = 'hashtag' and (t.allowed or $1::boolean) and ${isStrong}
     order by t.score desc, h.name limit $2::int offset $3::int`,
    [all, page.limit, page.offset],
  );
  const names = rows.map(({ name }) => name);
  return { items: await tagHistory(ctx, names), isFull: rows.length === page.limit };
}

/** Public posts that are liked and boosted much, as far as the reader wants to see their authors. */
export async function trendingPosts(
  ctx: Deps,
  page: TrendPage,
  reader: TrendReader,
): Promise<TrendItems<PostView>> {
  const { viewerId, languages, all = false } = reader;
  if (!ctx.config.trends && !all) return none;
  const rows = await run<{ id: string }>(
    ctx.sql,
    `select p.id from trends t join posts p on p.id = t.subject_id join accounts a on a.id = p.account_id
     where t.kind = 'post' and (t.allowed or $1::boolean) and ${isStrong} and p.deleted_at is null
       and not ${hiddenFrom("a", "$2::uuid", "$3::timestamptz")}
     order by (t.language = any($4::text[])) is true desc, t.score desc, p.id desc limit $5::int offset $6::int`,
    [all, viewerId, ctx.clock.now(), languages, page.limit, page.offset],
  );
  const ids = rows.map(({ id }) => id);
  const views = await loadPostViews(ctx, viewerId, ids);
  return { items: ids.flatMap((id) => views.get(id) ?? []), isFull: ids.length === page.limit };
}

/** Articles that more accounts link to than is usual. */
export async function trendingLinks(
  ctx: Deps,
  page: TrendPage,
  reader: TrendReader,
): Promise<TrendItems<TrendingLink>> {
  const { languages, all = false } = reader;
  if (!ctx.config.trends && !all) return none;
  const rows = await run<{ id: string }>(
    ctx.sql,
    `select t.subject_id as id from trends t
     where t.kind = 'link' and (t.allowed or $1::boolean) and ${isStrong}
     order by (t.language = any($2::text[])) is true desc, t.score desc, t.subject_id limit $3::int offset $4::int`,
    [all, languages, page.limit, page.offset],
  );
  const ids = rows.map(({ id }) => id);
  return { items: await linksWithHistory(ctx, ids), isFull: ids.length === page.limit };
}

/** Cards with a week's use, in the order of their ids. */
export async function linksWithHistory(
  ctx: Pick<ApiCtx, "sql" | "clock">,
  ids: readonly string[],
): Promise<TrendingLink[]> {
  const [cards, histories] = await Promise.all([loadCards(ctx, ids), readHistories(ctx, ids)]);
  return ids.flatMap((id) => {
    const card = cards.get(id);
    return card === undefined ? [] : [{ card, history: histories.get(id) ?? noHistory(ctx.clock.now()) }];
  });
}
