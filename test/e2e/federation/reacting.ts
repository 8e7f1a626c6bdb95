import { describe, expect, test } from "vitest";
import type { PostView } from "#server/posts/views/types.ts";
import { boost, unboost } from "#server/reactions/boost.ts";
import { react, unreact } from "#server/reactions/react.ts";
import {
  atHome,
  ctxOf,
  eventually,
  follow,
  localId,
  must,
  mustSee,
  type Person,
  person,
  publish,
} from "../people.ts";
import { directions, type World } from "./world.ts";

/** A post that everybody has. */
async function shared(author: Person, readers: readonly Person[], text: string): Promise<string> {
  const { iri } = await publish(author, text);
  for (const reader of readers) await eventually(() => mustSee(reader, iri));
  return iri;
}

async function both(
  viewers: readonly Person[],
  iri: string,
  assertion: (view: PostView) => void,
): Promise<void> {
  for (const viewer of viewers) await eventually(async () => assertion(await mustSee(viewer, iri)));
}

export function reacting(there: () => World): void {
  describe.each(directions)("to a post of %s", (_, cast) => {
    test("a like is counted on both nodes, and its end as well", async () => {
      const { author, reader } = cast(there());
      const iri = await shared(author, [reader], "Like this");
      const liking = { accountId: reader.id, postId: (await mustSee(reader, iri)).id, kind: "like" } as const;
      must(await react(await ctxOf(reader), liking));
      await both([author, reader], iri, (view) => expect(view.counts.likes).toBe(1));
      expect((await mustSee(reader, iri)).viewer.liked).toBe(true);
      await unreact(await ctxOf(reader), liking);
      await both([author, reader], iri, (view) => expect(view.counts.likes).toBe(0));
    });

    test("an emoji reaction is shown on both nodes, and its end as well", async () => {
      const { author, reader } = cast(there());
      const iri = await shared(author, [reader], "React to this");
      const postId = (await mustSee(reader, iri)).id;
      const reacting = { accountId: reader.id, postId, kind: "emoji", emoji: "🎉" } as const;
      must(await react(await ctxOf(reader), reacting));
      await both([author, reader], iri, (view) =>
        expect(view.reactions).toMatchObject([{ emoji: "🎉", count: 1 }]),
      );
      await unreact(await ctxOf(reader), reacting);
      await both([author, reader], iri, (view) => expect(view.reactions).toEqual([]));
    });

    test("a boost brings the post to the booster's followers, and its end takes it away", async () => {
      const { author, reader, other } = cast(there());
      const fan = await person(other.node, `fan${author.node.port}`);
      await follow(fan, reader);
      const iri = await shared(author, [reader], "Pass this on");
      const boosting = {
        accountId: reader.id,
        postId: (await mustSee(reader, iri)).id,
        visibility: "public",
      } as const;
      must(await boost(await ctxOf(reader), boosting));
      await eventually(async () =>
        expect(await atHome(fan, iri)).toMatchObject({
          boostedBy: { iri: reader.iri },
          post: { account: { iri: author.iri }, html: "<p>Pass this on</p>" },
        }),
      );
      await both([author, reader, fan], iri, (view) => expect(view.counts.boosts).toBe(1));
      await unboost(await ctxOf(reader), boosting);
      await eventually(async () => expect(await atHome(fan, iri)).toBeUndefined());
      await both([author, reader, fan], iri, (view) => expect(view.counts.boosts).toBe(0));
      expect(await localId(fan, iri)).not.toBeNull();
    });
  });
}
