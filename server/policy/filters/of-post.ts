import type { Filter } from "#moderation/filter.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** What rules did to a post as it came in, beside what moderators do about it. */
export async function filtersOfPost(on: Runner, postId: string): Promise<ReadonlySet<Filter>> {
  const [row] = await run<{ filters: Filter[] }>(
    on,
    "select filters from post_filters where post_id = $1::uuid",
    [postId],
  );
  return new Set(row?.filters ?? []);
}
