import { describe, expect, test } from "vitest";
import { addAlias } from "#server/accounts/aliases.ts";
import { deleteAccount } from "#server/accounts/delete.ts";
import { moveAccount } from "#server/accounts/move.ts";
import { updateAccount } from "#server/accounts/update.ts";
import {
  atHome,
  ctxOf,
  eventually,
  follow,
  followState,
  localId,
  must,
  type Person,
  person,
  publish,
} from "../people.ts";
import { directions, type World } from "./world.ts";

async function account(on: Person, of: Person) {
  const { sql } = await ctxOf(on);
  const [row] = await sql<{ displayName: string; bio: string; state: string; movedTo: string | null }[]>`
    select display_name as "displayName", bio_html as bio, state, moved_to as "movedTo" from accounts
    where iri = ${of.iri}`;
  return row;
}

export function moving(there: () => World): void {
  describe.each(directions)("of %s", (_, cast) => {
    test("a changed profile is shown on both nodes", async () => {
      const { author, reader, other } = cast(there());
      must(
        await updateAccount(await ctxOf(author), author.id, {
          displayName: `Renamed ${author.node.port}`,
          bio: "Likes #tea",
        }),
      );
      for (const on of [author, reader, other])
        await eventually(async () =>
          expect(await account(on, author)).toMatchObject({
            displayName: `Renamed ${author.node.port}`,
            bio: expect.stringContaining("Likes"),
          }),
        );
    });

    test("an account that moves takes its followers to the new one", async () => {
      const { author, reader, other } = cast(there());
      const old = await person(author.node, `old${reader.node.port}`);
      const fresh = await person(reader.node, `fresh${author.node.port}`);
      for (const follower of [author, other]) await follow(follower, old);
      expect(await moveAccount(await ctxOf(old), old.id, fresh.handle)).toMatchObject({
        ok: false,
        error: { type: "move/not-an-alias" },
      });

      must(await addAlias(await ctxOf(fresh), fresh.id, old.handle));
      // The target is read again when the move is asked for; its server may still be telling.
      await eventually(async () => must(await moveAccount(await ctxOf(old), old.id, fresh.handle)));
      for (const follower of [author, other]) {
        await eventually(async () => expect(await followState(fresh, follower, fresh)).toBe("accepted"));
        await eventually(async () => expect(await followState(follower, follower, old)).toBeNull());
      }
      await eventually(async () => expect((await account(other, old))?.movedTo).toBe(fresh.iri));
      const { iri } = await publish(fresh, "At the new place");
      for (const follower of [author, other])
        await eventually(async () => expect(await atHome(follower, iri)).toBeDefined());
    });

    test("an account that is deleted is gone everywhere, with its posts and follows", async () => {
      const { author, reader } = cast(there());
      const zoe = await person(author.node, `zoe${reader.node.port}`);
      await follow(reader, zoe);
      const { iri } = await publish(zoe, "Goodbye");
      await eventually(async () => expect(await atHome(reader, iri)).toBeDefined());
      must(await deleteAccount(await ctxOf(zoe), zoe.id));
      for (const viewer of [author, reader])
        await eventually(async () => {
          expect((await account(viewer, zoe))?.state).toBe("deleted");
          expect(await localId(viewer, iri)).toBeNull();
          expect(await atHome(viewer, iri)).toBeUndefined();
        });
      expect(await followState(reader, reader, zoe)).toBeNull();
      const served = await fetch(zoe.iri, { headers: { accept: "application/activity+json" } });
      expect(served.status).toBe(410);
    });
  });
}
