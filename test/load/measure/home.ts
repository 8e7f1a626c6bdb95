import type { Ctx } from "#server/context.ts";
import { readHome } from "#server/timelines/home.ts";

const PAGE = 20; // also in bareHome, as a literal: the planner must know it

export interface HomeTimes {
  /** Milliseconds of each read, in the order in which they were made. */
  readonly ours: number[];
  readonly bare: number[];
}

/**
 * Reads the newest page of home timelines, by the use case and by the plain join that it cannot do without, in turn, so
 * that whatever else the machine does disturbs both alike.
 *
 * @throws when the two disagree about what is on the page
 */
export async function compareHome(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewers: readonly string[],
  seconds: number,
): Promise<HomeTimes> {
  const times: HomeTimes = { ours: [], bare: [] };
  const end = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < end; turn++) {
    const viewer = viewers[turn % viewers.length] ?? "";
    const began = performance.now();
    const page = await readHome(ctx, viewer, { limit: PAGE });
    const between = performance.now();
    const rows = await bareHome(ctx, viewer);
    const ended = performance.now();
    if (page.items.map(({ id }) => id).join() !== rows.map((row) => row.entry_id).join())
      throw new Error(`the timeline of ${viewer} is not what the tables say`);
    if (turn < 5 * viewers.length) continue; // until statements are prepared and code is compiled
    times.ours.push(between - began);
    times.bare.push(ended - between);
  }
  return times;
}

function bareHome({ sql }: Pick<Ctx, "sql">, viewer: string) {
  return sql<{ entry_id: string }[]>`
    select h.entry_id, p.*, a.iri as account_iri, a.username, a.domain, a.display_name, a.url as account_url, a.avatar_url,
      b.username as booster_username
    from home_entries h join posts p on p.id = h.post_id join accounts a on a.id = p.account_id
    left join accounts b on b.id = h.boosted_by_id
    where h.account_id = ${viewer}::uuid order by h.entry_id desc limit 20`;
}
