import { describe, expect, test } from "vitest";
import { closePolls } from "#server/posts/close-polls.ts";
import { vote } from "#server/posts/vote.ts";
import { atHome, ctxOf, eventually, must, mustSee, publish } from "../people.ts";
import { directions, type World } from "./world.ts";

export function polling(there: () => World): void {
  describe.each(directions)("of %s", (_, cast) => {
    test("votes are counted where the poll is, shown to those who voted, and final when it closes", async () => {
      const { author, reader, other } = cast(there());
      const { iri, id } = await publish(author, {
        text: "Tea?",
        poll: { options: ["Yes", "No"], closesAt: new Date(Date.now() + 3_600_000) },
      });
      for (const voter of [reader, other]) {
        await eventually(async () =>
          expect((await atHome(voter, iri))?.post.poll).toMatchObject({
            multiple: false,
            closed: false,
            options: [{ title: "Yes" }, { title: "No" }],
          }),
        );
      }
      for (const [voter, choice] of [
        [reader, 0],
        [other, 1],
      ] as const) {
        const postId = (await mustSee(voter, iri)).id;
        must(await vote(await ctxOf(voter), { accountId: voter.id, postId, choices: [choice] }));
      }
      const own = await vote(await ctxOf(author), { accountId: author.id, postId: id, choices: [0] });
      expect(own).toMatchObject({ ok: false, error: { type: "poll/own" } });
      await eventually(async () =>
        expect((await mustSee(author, iri)).poll).toMatchObject({
          voters: 2,
          options: [{ votes: 1 }, { votes: 1 }],
        }),
      );
      const again = await vote(await ctxOf(reader), {
        accountId: reader.id,
        postId: (await mustSee(reader, iri)).id,
        choices: [1],
      });
      expect(again).toMatchObject({ ok: false, error: { type: "poll/already-voted" } });

      const { ctx } = await author.node.console();
      await ctx.sql`update polls set closes_at = now() where post_id = ${id}`;
      await closePolls(ctx);
      for (const viewer of [author, reader, other])
        await eventually(async () =>
          expect((await mustSee(viewer, iri)).poll).toMatchObject({
            closed: true,
            voters: 2,
            options: [
              { title: "Yes", votes: 1 },
              { title: "No", votes: 1 },
            ],
          }),
        );
    });

    test("several answers can be chosen where the poll says so", async () => {
      const { author, reader } = cast(there());
      const { iri } = await publish(author, {
        text: "Which?",
        poll: { options: ["Green", "Black", "White"], multiple: true },
      });
      const { id } = await eventually(() => mustSee(reader, iri));
      must(await vote(await ctxOf(reader), { accountId: reader.id, postId: id, choices: [0, 2] }));
      await eventually(async () =>
        expect((await mustSee(author, iri)).poll).toMatchObject({
          multiple: true,
          voters: 1,
          options: [{ votes: 1 }, { votes: 0 }, { votes: 1 }],
        }),
      );
      expect((await mustSee(reader, iri)).poll).toMatchObject({ chosen: [0, 2] });
    });
  });
}
