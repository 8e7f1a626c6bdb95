import type { FilterContext } from "../../api/statuses.ts";
import type { ApiCtx } from "../../context.ts";
import type { PostView } from "../../posts/views/types.ts";

export type FiltersOf = (
  viewerId: string,
  posts: readonly PostView[],
  context: FilterContext,
) => ReadonlyMap<string, readonly unknown[]>;

export async function loadFilters(_ctx: ApiCtx, _viewerIds: readonly string[]): Promise<FiltersOf> {
  return () => new Map();
}
