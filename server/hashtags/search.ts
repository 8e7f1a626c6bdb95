import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { hashtagKey } from "../posts/row.ts";
import { type HashtagFacts, tagHistory } from "./history.ts";

export interface HashtagSearch {
  /** How it begins, with or without `#`. */
  query: string;
  limit: number;
  offset?: number;
  /** Only those that a moderator has looked at, beside the very one that is asked for. */
  onlyReviewed?: boolean;
}

/** Hashtags that begin so: the very one first, then those in most posts. */
export async function searchHashtags(
  ctx: Pick<Ctx, "sql" | "clock">,
  { query, limit, offset = 0, onlyReviewed = false }: HashtagSearch,
): Promise<HashtagFacts[]> {
  const prefix = hashtagKey(query.slice(0, 250)).replace(/[^\p{L}\p{N}\p{M}\p{Pc}·・]/gu, "");
  if (prefix === "" || limit < 1) return [];
  const rows = await run<{ name: string }>(ctx.sql, search, [prefix, onlyReviewed, limit, offset]);
  return tagHistory(
    ctx,
    rows.map(({ name }) => name),
  );
}

/** The range is that of the index, byte by byte: U+10FFFF goes after whatever comes after the beginning. */
const search = `
select name from hashtags
where name ~>=~ $1::text and name ~<~ ($1::text || U&'\\+10FFFF') and listable and not limited
  and (not $2::boolean or name = $1::text or reviewed_at is not null)
order by name <> $1::text, posts_count desc, name limit $3::int offset $4::int`;
