import { describe, expect, test } from "vitest";
import { readNotifications } from "#server/notifications/read.ts";
import { readHashtag } from "#server/timelines/hashtag.ts";
import { readPublic } from "#server/timelines/public.ts";
import { readThread } from "#server/timelines/thread.ts";
import { mediumOf } from "#test/support/medium.ts";
import {
  aMoment,
  atHome,
  ctxOf,
  eventually,
  localId,
  mustSee,
  type Person,
  person,
  publish,
  seen,
} from "../people.ts";
import { directions, type World } from "./world.ts";

async function federated(viewer: Person): Promise<string[]> {
  const { items } = await readPublic(await ctxOf(viewer), null, { limit: 40 });
  return items.map((entry) => entry.post.iri);
}

export function posting(there: () => World): void {
  describe.each(directions)("from %s", (_, cast) => {
    test("a public post is on the homes of its author and followers, and on every public timeline", async () => {
      const { author, reader, other } = cast(there());
      const { iri } = await publish(author, { text: "Good morning", language: "en" });
      for (const viewer of [author, reader, other])
        await eventually(async () => {
          expect((await atHome(viewer, iri))?.post).toMatchObject({
            visibility: "public",
            language: "en",
            html: "<p>Good morning</p>",
            account: { iri: author.iri },
          });
          expect(await federated(viewer)).toContain(iri);
        });
    });

    test("an unlisted post reaches homes and stays off public timelines", async () => {
      const { author, reader } = cast(there());
      const { iri } = await publish(author, { text: "Between us", visibility: "unlisted" });
      await eventually(async () =>
        expect((await atHome(reader, iri))?.post).toMatchObject({ visibility: "unlisted" }),
      );
      for (const viewer of [author, reader]) expect(await federated(viewer)).not.toContain(iri);
    });

    test("a followers-only post is for followers, and for nobody else on their node", async () => {
      const { author, reader } = cast(there());
      const { iri } = await publish(author, { text: "Friends", visibility: "followers" });
      await eventually(async () =>
        expect((await atHome(reader, iri))?.post).toMatchObject({ visibility: "followers" }),
      );
      expect(await atHome(author, iri)).toBeDefined();
      const stranger = await person(reader.node, `stranger${author.node.port}`);
      expect(await seen(stranger, iri)).toBeNull();
      expect((await fetch(iri, { headers: { accept: "application/activity+json" } })).status).toBe(404);
    });

    test("a direct post reaches the one it names and nobody else", async () => {
      const { author, reader, other } = cast(there());
      const { iri } = await publish(author, { text: `${reader.handle} a secret`, visibility: "direct" });
      await eventually(async () =>
        expect(await mustSee(reader, iri)).toMatchObject({ visibility: "direct" }),
      );
      await aMoment();
      expect(await localId(other, iri)).toBeNull();
      expect((await fetch(iri, { headers: { accept: "application/activity+json" } })).status).toBe(404);
    });

    test("an article keeps its title, warning and text", async () => {
      const { author, reader } = cast(there());
      const { iri } = await publish(author, {
        title: "On tea",
        text: "First *paragraph*.\n\nSecond.",
        textType: "text/markdown",
        warning: "caffeine",
      });
      for (const viewer of [author, reader])
        await eventually(async () =>
          expect((await atHome(viewer, iri))?.post).toMatchObject({
            kind: "article",
            title: "On tea",
            warning: "caffeine",
            html: expect.stringContaining("<em>paragraph</em>"),
          }),
        );
    });

    test("an attached image keeps its alternative text", async () => {
      const { author, reader } = cast(there());
      const medium = mediumOf({
        kind: "image",
        url: "https://media.example/cup.png",
        mediaType: "image/png",
        alt: "A cup of tea",
        width: 640,
        height: 480,
      });
      const { iri } = await publish(author, { text: "Look", media: [medium] });
      await eventually(async () =>
        expect((await mustSee(reader, iri)).media).toMatchObject([
          { kind: "image", url: medium.url, alt: "A cup of tea", width: 640 },
        ]),
      );
    });

    test("replies to replies make one thread on both nodes", async () => {
      const { author, reader } = cast(there());
      const root = await publish(author, "Who has tea?");
      const rootThere = await eventually(() => mustSee(reader, root.iri));
      const reply = await publish(reader, { text: `${author.handle} I have`, inReplyTo: rootThere.id });
      const replyHere = await eventually(() => mustSee(author, reply.iri));
      const answer = await publish(author, { text: `${reader.handle} Thanks`, inReplyTo: replyHere.id });
      for (const viewer of [author, reader])
        await eventually(async () => {
          const top = await mustSee(viewer, root.iri);
          const { descendants } = await readThread(await ctxOf(viewer), viewer.id, top.id);
          expect(descendants.map((post) => post.iri)).toEqual([reply.iri, answer.iri]);
          expect(top.counts.replies).toBe(1);
        });
      const told = await readNotifications(await ctxOf(author), author.id, { limit: 40 });
      expect(told.items.map((item) => item.post?.iri)).toContain(reply.iri);
    });

    test("a mention is told to the one it names and links to them", async () => {
      const { author, reader } = cast(there());
      const { iri } = await publish(author, `Hello ${reader.handle}!`);
      await eventually(async () => {
        const told = await readNotifications(await ctxOf(reader), reader.id, { kinds: ["mention"] });
        expect(told.items.map((item) => item.post?.iri)).toContain(iri);
      });
      const view = await mustSee(reader, iri);
      expect(view.mentions).toMatchObject([{ iri: reader.iri }]);
      expect(view.html).toContain('class="u-url mention"');
    });

    test("a hashtag puts the post on its timeline on both nodes, however it is written", async () => {
      const { author, reader } = cast(there());
      const tag = `Tea${author.node.port}`;
      const { iri } = await publish(author, `A cup of #${tag}`);
      for (const viewer of [author, reader])
        await eventually(async () => {
          const { items } = await readHashtag(await ctxOf(viewer), null, `#${tag.toUpperCase()}`, {});
          expect(items.map((entry) => entry.post.iri)).toEqual([iri]);
        });
    });
  });
}
