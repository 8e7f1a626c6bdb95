import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Post } from "#protocol/model/post.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
let zoe: KnownAccount;
beforeAll(async () => {
  rig = await createRig();
  zoe = await rig.remote("zoe@there.example");
});
afterAll(() => rig.close());

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("\0", "\ud800", "\\u0000", "x".repeat(10_000), "'; drop table posts; --"),
);
const number = fc.oneof(
  fc.double(),
  fc.constantFrom(2 ** 31, 2 ** 53, -1, Number.NaN, Number.POSITIVE_INFINITY),
);
const date = fc.oneof(
  fc.date(),
  fc.constantFrom(new Date(8.64e15), new Date(-8.64e15), new Date("0000-01-01")),
);
const changes: fc.Arbitrary<Partial<Post>> = fc.record(
  {
    html: text,
    title: text,
    warning: text,
    language: text,
    hashtags: fc.array(text, { maxLength: 5 }),
    rating: number,
    duration: number,
    publishedAt: date,
    updatedAt: date,
    event: fc.record({ startsAt: date, endsAt: date }),
    place: fc.record({ name: text, address: text, latitude: number, longitude: number }),
    mentions: fc.array(
      fc.record({ iri: text.map((end) => `https://there.example/${end}` as Iri), name: text }),
      { maxLength: 3 },
    ),
    poll: fc.record({
      multiple: fc.boolean(),
      options: fc.array(fc.record({ title: text, votes: number }), { maxLength: 4 }),
      voters: number,
      closesAt: date,
      closedAt: date,
    }),
  },
  { requiredKeys: [] },
);

it("whatever the fields of a post hold, it is stored or refused with a reason, never an error", async () => {
  const intake = createPostIntake(rig.ctx);
  await fc.assert(
    fc.asyncProperty(changes, changes, text, async (first, second, odd) => {
      const post = rig.post(zoe, first);
      const taken = await intake.post(post, zoe, "delivered");
      expect(taken).toMatchObject({ outcome: "accepted", id: expect.any(String) });
      const edited = await intake.edit({ ...post, ...second }, zoe);
      expect(["accepted", "ignored"]).toContain(edited.outcome);
      const like = {
        iri: `${post.iri}#like` as Iri,
        kind: "emoji",
        by: zoe,
        post: post.iri,
        emoji: odd,
        emojiUrl: odd,
      } as const;
      expect(["accepted", "ignored"]).toContain((await intake.react(like)).outcome);
      const vote = { iri: `${post.iri}#vote` as Iri, voter: zoe, question: post.iri, option: odd };
      expect(await intake.vote(vote)).toMatchObject({ outcome: "ignored" });
    }),
    { numRuns: 200 },
  );
}, 60_000);

it("more than a megabyte of text is refused", async () => {
  const huge = rig.post(zoe, { html: "ж".repeat(600_000) });
  expect(await createPostIntake(rig.ctx).post(huge, zoe, "delivered")).toEqual({
    outcome: "ignored",
    reason: "post/too-large",
  });
});
