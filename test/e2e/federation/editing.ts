import { describe, expect, test } from "vitest";
import { deletePost } from "#server/posts/delete.ts";
import { editPost } from "#server/posts/edit.ts";
import { postHistory } from "#server/posts/history.ts";
import { boost } from "#server/reactions/boost.ts";
import { pin, unpin } from "#server/reactions/pin.ts";
import { atHome, ctxOf, eventually, localId, must, mustSee, publish } from "../people.ts";
import { directions, type World } from "./world.ts";

export function editing(there: () => World): void {
  describe.each(directions)("on %s", (_, cast) => {
    test("an edit replaces the text on both nodes, and both keep what it was before", async () => {
      const { author, reader } = cast(there());
      const { iri, id } = await publish(author, "Frist");
      await eventually(() => mustSee(reader, iri));
      must(await editPost(await ctxOf(author), { accountId: author.id, postId: id, text: "First" }));
      for (const viewer of [author, reader])
        await eventually(async () => {
          const post = (await atHome(viewer, iri))?.post;
          expect(post).toMatchObject({ html: "<p>First</p>", editedAt: expect.any(Date) });
          const history = must(await postHistory(await ctxOf(viewer), viewer.id, post?.id ?? ""));
          expect(history.map((version) => version.html)).toEqual(["<p>Frist</p>", "<p>First</p>"]);
        });
    });

    test("a deleted post is gone from every database and timeline, also where it was boosted", async () => {
      const { author, reader, other } = cast(there());
      const { iri, id } = await publish(author, "Better not");
      const { id: idThere } = await eventually(() => mustSee(reader, iri));
      must(await boost(await ctxOf(reader), { accountId: reader.id, postId: idThere, visibility: "public" }));
      await eventually(async () => expect((await mustSee(author, iri)).counts.boosts).toBe(1));
      must(await deletePost(await ctxOf(author), { accountId: author.id, postId: id }));
      for (const viewer of [author, reader, other])
        await eventually(async () => {
          expect(await localId(viewer, iri)).toBeNull();
          expect(await atHome(viewer, iri)).toBeUndefined();
        });
      const served = await fetch(iri, { headers: { accept: "application/activity+json" } });
      expect(served.status).toBe(410);
      expect(await served.json()).toMatchObject({ type: "Tombstone", id: iri });
    });

    test("a pinned post is on the profile on both nodes until it is taken off", async () => {
      const { author, reader } = cast(there());
      const { iri, id } = await publish(author, "About me");
      await eventually(() => mustSee(reader, iri));
      must(await pin(await ctxOf(author), { accountId: author.id, postId: id }));
      for (const viewer of [author, reader])
        await eventually(async () => expect((await mustSee(viewer, iri)).isPinned).toBe(true));
      await unpin(await ctxOf(author), { accountId: author.id, postId: id });
      for (const viewer of [author, reader])
        await eventually(async () => expect((await mustSee(viewer, iri)).isPinned).toBe(false));
    });
  });
}
