import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { hashtagKey } from "../posts/row.ts";
import { noHistory, readHistories, type UseDay } from "../trends/history.ts";

/** What is known of a hashtag. */
export interface HashtagFacts {
  /** Null for one that nobody has used yet. */
  id: string | null;
  /** As it is looked up: lower case, NFKC. */
  name: string;
  displayName: string;
  listable: boolean;
  /** Today first, seven days. */
  history: UseDay[];
}

/**
 * What is known of some hashtags, written in any way, in the order of the names: two statements for all of them.
 *
 * @example const [tea] = await tagHistory(ctx, ["Tea"]);
 */
export async function tagHistory(
  ctx: Pick<Ctx, "sql" | "clock">,
  names: readonly string[],
): Promise<HashtagFacts[]> {
  const keys = names.map((name) => hashtagKey(name.replace(/^[#＃]/, "")));
  if (keys.length === 0) return [];
  const rows = await run<{ id: string; name: string; displayName: string; listable: boolean }>(
    ctx.sql,
    `select id, name, display_name as "displayName", listable and not limited as listable from hashtags where name = any($1::text[])`,
    [keys],
  );
  const byName = new Map(rows.map((row) => [row.name, row]));
  const histories = await readHistories(
    ctx,
    rows.map(({ id }) => id),
  );
  return keys.map((name, at) => {
    const known = byName.get(name);
    const displayName = known?.displayName ?? names[at]?.replace(/^[#＃]/, "") ?? name;
    const history = histories.get(known?.id ?? "") ?? noHistory(ctx.clock.now());
    return { id: known?.id ?? null, name, displayName, listable: known?.listable ?? true, history };
  });
}
