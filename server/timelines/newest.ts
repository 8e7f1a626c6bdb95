export type Order = "asc" | "desc";

/**
 * SQL: the next entries among those of many groups (the members of a list, somebody's conversations), each in the order
 * of an index. The first `limit` entries lie in the `limit` groups whose own first entries come first, so one entry of
 * every group is read, and more of those groups alone.
 *
 * @param groups a query whose rows have an `id`
 * @param entries a query for a group's entries, given an expression for its id, which is ordered by `entry_id`
 */
export function newestOf(
  groups: string,
  entries: (group: string) => string,
  order: Order,
  limit: number,
): string {
  const some = (group: string, most: number) => `${entries(group)} order by entry_id ${order} limit ${most}`;
  return `(select e.* from (
      select g.id from (${groups}) g cross join lateral (${some("g.id", 1)}) n
      order by n.entry_id ${order} limit ${limit}
    ) k cross join lateral (${some("k.id", limit)}) e order by e.entry_id ${order} limit ${limit})`;
}
