import type { Child } from "../child.ts";
import { countArrivals } from "../database/arrivals.ts";
import { followAll } from "../database/follows.ts";
import { type Intake, measureIntake } from "../measure/intake.ts";
import { until } from "../measure/timed.ts";
import type { GeneratorCalls } from "../peers/generator.ts";
import type { NodeUnderTest } from "./start-node.ts";

const FOLLOWERS = 10;

/** Takes `count` posts in and returns what that cost, until each is stored and on the home timeline of each follower. */
export type TakeIn = (count: number, options?: { warmUp?: boolean }) => Promise<Intake>;

/** Prepares a node for posts of these actors: it has learnt them, and ten local accounts follow all of them. */
export async function prepareToRead(
  { child, database, inbox, roots }: NodeUnderTest,
  generator: Child<GeneratorCalls>,
  actors: readonly string[],
): Promise<TakeIn> {
  const followers: string[] = [];
  for (let i = 0; i < FOLLOWERS; i++) followers.push(await child.call("account", { username: `reader${i}` }));
  const followees: string[] = [];
  for (const iri of actors) followees.push(await child.call("learn", { iri }));
  await followAll(database.sql, new URL(inbox).origin, followers, followees);

  return async (count, { warmUp = false } = {}) => {
    const since = new Date();
    const [posts = 0, entries = 0] = await countArrivals(database.sql, since, followers);
    const settled = () =>
      until(`${count} posts are stored and on ${FOLLOWERS} timelines`, 60_000, async () => {
        const [nowPosts, nowEntries] = await countArrivals(database.sql, since, followers);
        return nowPosts === posts + count && nowEntries === entries + count * FOLLOWERS;
      });
    return measureIntake(generator, { inbox, count, roots, settled, warmUp });
  };
}
