import { afterAll, beforeAll, expect, it } from "vitest";
import type { Post } from "#protocol/model/post.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { accept } from "#server/relations/follow-state.ts";
import { readFollow } from "#server/relations/store/follows.ts";
import { lockPair } from "#server/relations/store/parties.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

it("two processes that take in the same authors' posts, replies, copies and deletions count them right", async () => {
  const intakes = [createPostIntake(rig.ctx), createPostIntake(rig.ctx)];
  const authors = await Promise.all(
    Array.from({ length: 10 }, (_, n) => rig.remote(`author${n}@h${n}.example`)),
  );
  const [first] = authors;
  if (first === undefined) throw new Error("accounts are missing");
  const root = rig.post(first);
  const all = [{ author: first, post: root }];
  for (let n = 0; n < 300; n++) {
    const author = authors[(n * 7) % 10] ?? first;
    all.push({ author, post: rig.post(author, { inReplyTo: n % 3 === 0 ? root.iri : null }) });
  }
  const answers = await Promise.all(
    all.flatMap(({ author, post }, n) =>
      intakes.map(async (intake) => {
        const taken = await intake.post(post, author, "delivered");
        if (n % 10 === 1) await intake.deletePost(post.iri, author);
        return taken.outcome;
      }),
    ),
  );
  expect(answers.filter((outcome) => outcome === "accepted").length).toBeGreaterThan(540);
  const { sql } = rig.database;
  const [counted] = await sql`select sum(posts_count)::int as posts from accounts`;
  const [there] = await sql`select count(*)::int as posts from posts where deleted_at is null`;
  expect(counted).toEqual(there);
  expect(there).toEqual({ posts: 271 });
  const [replies] = await sql`select replies_count from posts where iri = ${root.iri}`;
  const [linked] = await sql`select count(*)::int as n from posts p join posts r on r.id = p.in_reply_to_id
    where r.iri = ${root.iri} and p.deleted_at is null`;
  expect(replies?.replies_count).toBe(linked?.n);
});

it("a post that is stored while a follow of its author is being accepted reaches the new follower", async () => {
  const { ctx, database } = rig;
  const follower = await rig.local("fay");
  const intake = createPostIntake(ctx);
  for (const [handle, changes] of [
    ["plain@new.example", {}],
    ["tagger@new.example", { hashtags: ["tea"] }],
  ] satisfies [string, Partial<Post>][]) {
    const author = await rig.remote(handle);
    await requestFollow(ctx, { followerId: follower.id, followeeId: author.id });
    const post = rig.post(author, changes);
    let stored: Promise<unknown> = Promise.resolve();
    await ctx.db.transaction(async (tx) => {
      await lockPair(tx, follower.id, author.id);
      const follow = await readFollow(tx, follower.id, author.id);
      if (follow === null) throw new Error("nobody asked to follow");
      await accept(ctx, tx, follow);
      // The post's statement has begun, and waits for the author's row to count the post.
      stored = intake.post(post, author, "delivered");
      await expect.poll(() => waiting(), { timeout: 5000 }).toBeGreaterThan(0);
    });
    await stored;
    const home = await database.sql`
      select p.iri from home_entries h join posts p on p.id = h.post_id where h.account_id = ${follower.id}
        and p.account_id = ${author.id}`;
    expect([...home]).toEqual([{ iri: post.iri }]);
  }
});

/** How many statements of this database wait for a row that another transaction holds. */
async function waiting(): Promise<number> {
  const [row] = await rig.database.sql<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.n ?? 0;
}
