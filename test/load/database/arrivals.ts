import type { Sql } from "#server/platform/postgres/connect.ts";

/** How many posts are stored, and how many entries on these home timelines, that were published at `since` or later. */
export async function countArrivals(sql: Sql, since: Date, followers: readonly string[]): Promise<number[]> {
  const first = lowestId(since);
  const [row] = await sql<{ posts: number; entries: number }[]>`
    select (select count(*)::int from posts where id >= ${first}) as posts,
      (select count(*)::int from home_entries
       where account_id = any(${[...followers]}::uuid[]) and entry_id >= ${first}) as entries`;
  return [row?.posts ?? 0, row?.entries ?? 0];
}

/** The least UUIDv7 of a second: posts' times have no milliseconds. */
function lowestId(time: Date): string {
  const hex = (Math.floor(time.getTime() / 1000) * 1000).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
