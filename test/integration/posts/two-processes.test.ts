import { afterAll, beforeAll, expect, it } from "vitest";
import { createPostIntake } from "#server/posts/intake.ts";
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
