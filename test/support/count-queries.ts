import type { Sql } from "#server/platform/postgres/connect.ts";

/**
 * What the node does by itself meanwhile: the feed of changes in its transactions, its outbox, whatever takes work by
 * locking it; and tokens, which are read once a second.
 */
const background =
  /^\s*(begin|commit|rollback)\b|\b(changes|change_cursors|outbox_events|scheduled_posts|kv_entries|oauth_tokens)\b|\bskip locked\b/;

/**
 * How many statements a piece of work sends to the database, without those of the node's own tasks: the least of a few
 * runs, since whatever else happens can only add to it. Only for work that may be done again.
 *
 * @example expect(await countQueries(rig.ctx.sql, () => ana.get("/api/v1/timelines/home?limit=40"))).toBeLessThan(10);
 */
export async function countQueries(sql: Sql, work: () => Promise<unknown>, runs = 3): Promise<number> {
  return (await queriesOf(sql, work, runs)).length;
}

/** The statements themselves, to see where they come from. */
export async function queriesOf(sql: Sql, work: () => Promise<unknown>, runs = 3): Promise<string[]> {
  // The first run also prepares statements and fills caches.
  await work();
  let least: string[] | null = null;
  for (let n = 0; n < runs; n++) {
    const seen: string[] = [];
    const before = sql.options.debug;
    sql.options.debug = (_connection, text) => {
      if (!background.test(text)) seen.push(text);
    };
    try {
      await work();
    } finally {
      sql.options.debug = before;
    }
    if (least === null || seen.length < least.length) least = seen;
  }
  return least ?? [];
}
