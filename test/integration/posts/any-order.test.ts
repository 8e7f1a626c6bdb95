import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Intake, IntakePort, KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { createRig, type Rig, remotePost } from "./rig.ts";

let rig: Rig;
let readers: KnownAccount[];
let authors: KnownAccount[];
beforeAll(async () => {
  rig = await createRig();
  readers = await Promise.all([rig.local("ana"), rig.local("ben")]);
  authors = await Promise.all(
    ["x@a.example", "y@b.example", "z@c.example"].map((handle) => rig.remote(handle)),
  );
  for (const [at, author] of authors.entries())
    for (const reader of readers.slice(0, at + 1)) await rig.follow(reader, author);
});
afterAll(() => rig.close());

type Operation = (
  intake: Pick<IntakePort, "post" | "edit" | "deletePost" | "react" | "boost" | "undo">,
) => Promise<Intake>;

let rounds = 0;

/** A thread of four posts by three authors, edited, liked, boosted, some of it taken back and one of it deleted. */
function scenario(): Operation[] {
  const round = ++rounds;
  const [x, y, z] = authors;
  const [ana] = readers;
  if (!x || !y || !z || !ana) throw new Error("accounts are missing");
  const iri = (by: KnownAccount, name: string) => `${by.iri}/${round}/${name}` as Iri;
  const at = (seconds: number) => new Date(rig.clock.now().getTime() - 100_000 + seconds * 1000);
  const root = remotePost(x, iri(x, "root"), at(1), {
    mentions: [{ iri: ana.iri, name: "@ana" }],
    hashtags: ["Tea"],
  });
  const reply = remotePost(y, iri(y, "reply"), at(2), { html: "b", inReplyTo: root.iri });
  const answer = remotePost(x, iri(x, "answer"), at(3), { html: "c", inReplyTo: reply.iri });
  const aside = remotePost(z, iri(z, "aside"), at(4), { inReplyTo: root.iri, visibility: "followers" });
  const edited = { ...root, html: "<p>edited</p>", hashtags: ["Coffee"], mentions: [], updatedAt: at(5) };
  const editedAgain = { ...edited, html: "<p>edited again</p>", updatedAt: at(6) };
  const likeOf = (by: KnownAccount, name: string) =>
    ({ iri: iri(by, name), by, post: root.iri, kind: "like", emoji: "", emojiUrl: null }) as const;
  const boostOf = (by: KnownAccount, post: Iri) =>
    ({ iri: iri(by, "boost"), by, post, visibility: "public", publishedAt: at(8) }) as const;
  return [
    (to) => to.post(root, x, "delivered"),
    (to) => to.post(reply, y, "delivered"),
    (to) => to.post(answer, x, "delivered"),
    (to) => to.post(aside, z, "delivered"),
    (to) => to.edit(edited, x),
    (to) => to.edit(editedAgain, x),
    (to) => to.deletePost(aside.iri, z),
    (to) => to.react(likeOf(y, "like")),
    (to) => to.react(likeOf(z, "like")),
    (to) => to.undo({ iri: iri(z, "like"), type: "Like", by: z, object: root.iri, emoji: null }),
    (to) => to.boost(boostOf(y, reply.iri)),
    (to) => to.boost(boostOf(z, reply.iri)),
    (to) => to.undo({ iri: iri(z, "boost"), type: null, by: z, object: null, emoji: null }),
  ];
}

/** What is in the database of this round, without ids, which tell of the order in which things came. */
async function stateOf(round: number): Promise<unknown> {
  const like = `%/${round}/%`;
  const { sql } = rig.database;
  const short = (text: string) => text.replace(/^.*\//, "");
  const posts = await sql`
    select p.iri, p.html, p.edited_at, p.deleted_at is null as there, p.replies_count, p.boosts_count, p.likes_count,
      parent.iri as parent, p.hashtags, (select r.iri from posts r where r.id = p.conversation_id) as root,
      array(select h.hashtag from post_hashtags h where h.post_id = p.id) as tags,
      array(select a.username from post_mentions m join accounts a on a.id = m.account_id where m.post_id = p.id) as mentioned,
      array(select distinct a.username from home_entries h join accounts a on a.id = h.account_id
        where h.post_id = p.id and p.deleted_at is null order by 1) as shown_to,
      array(select a.username from boosts b join accounts a on a.id = b.account_id where b.post_id = p.id order by 1) as boosts,
      array(select a.username from reactions b join accounts a on a.id = b.account_id where b.post_id = p.id order by 1) as likes
    from posts p left join posts parent on parent.id = p.in_reply_to_id
    where p.iri like ${like} and p.deleted_at is null order by p.published_at`;
  return posts.map((post) => ({
    ...post,
    iri: short(post.iri),
    parent: post.parent && short(post.parent),
    root: post.root && short(post.root),
  }));
}

/**
 * Gives everything to the intake. What needs a post that is not there yet comes again at the end, as it does from
 * federation, which fetches the post.
 */
async function apply(operations: readonly Operation[], atOnce: number): Promise<void> {
  const intake = createPostIntake(rig.ctx);
  let late: Operation[] = [...operations];
  for (let tries = 0; late.length > 0 && tries < 3; tries++) {
    const again: Operation[] = [];
    for (let start = 0; start < late.length; start += atOnce) {
      const group = late.slice(start, start + atOnce);
      const outcomes = await Promise.all(group.map((operation) => operation(intake)));
      for (const [at, outcome] of outcomes.entries()) {
        const operation = group[at];
        if (operation && outcome.outcome === "ignored" && outcome.reason === "post/unknown")
          again.push(operation);
      }
    }
    late = again;
  }
}

it("whatever the order, however often and however many at once: the same state", async () => {
  await apply(scenario(), 1);
  const expected = await stateOf(rounds);
  expect(expected).toMatchObject([
    {
      iri: "root",
      html: "<p>edited again</p>",
      replies_count: 1,
      likes_count: 1,
      tags: ["coffee"],
      mentioned: [],
    },
    { iri: "reply", parent: "root", root: "root", boosts_count: 1, boosts: ["y"], shown_to: ["ana", "ben"] },
    { iri: "answer", parent: "reply", root: "root" },
  ]);
  const size = scenario().length;
  const order = fc.shuffledSubarray([...Array(size).keys()], { minLength: size });
  const repeats = fc.array(fc.nat(size - 1), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(order, repeats, fc.integer({ min: 1, max: 6 }), async (first, more, atOnce) => {
      const operations = scenario();
      const round = rounds;
      const sequence = [...first, ...more].flatMap((at) => operations[at] ?? []);
      await apply(sequence, atOnce);
      expect(await stateOf(round)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
}, 60_000);

it("a boost that takes the place of one that ends at the same moment is shown in its stead", async () => {
  const [x, y, z] = authors;
  const [, ben] = readers;
  if (!x || !y || !z || !ben) throw new Error("accounts are missing");
  const intake = createPostIntake(rig.ctx);
  const post = remotePost(x, `${x.iri}/moment` as Iri, rig.clock.now());
  await intake.post(post, x, "delivered");
  const boostOf = (by: KnownAccount) =>
    intake.boost({
      iri: `${by.iri}/moment/boost` as Iri,
      by,
      post: post.iri,
      visibility: "public",
      publishedAt: rig.clock.now(),
    });
  await boostOf(z);
  const { sql } = rig.database;
  const [boosted, undone] = await sql.begin(async (tx) => {
    await tx`select from posts where iri = ${post.iri} for update`;
    const both = [
      boostOf(y),
      intake.undo({
        iri: `${z.iri}/moment/boost` as Iri,
        type: "Announce",
        by: z,
        object: post.iri,
        emoji: null,
      }),
    ] as const;
    await vi.waitFor(async () => {
      const waiting = await sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`;
      expect(waiting).toHaveLength(2);
    });
    return both;
  });
  expect([(await boosted).outcome, (await undone).outcome]).toEqual(["accepted", "accepted"]);
  const shown = await sql`select a.username from home_entries h join accounts a on a.id = h.boosted_by_id
    join posts p on p.id = h.post_id where p.iri = ${post.iri} and h.account_id = ${ben.id}`;
  expect(shown.map(({ username }) => username)).toEqual(["y"]);
});
