import { afterAll, beforeAll, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import { canView, type Viewer, type Visibility } from "#protocol/ids/visibility.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { createPostPort } from "#server/posts/port.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

it("the database and canView agree on every viewer of every visibility", async () => {
  const intake = createPostIntake(rig.ctx);
  const port = createPostPort(rig.ctx, { byId: async () => null });
  const author = await rig.remote("author@there.example");
  const viewers: { account: KnownAccount | null; viewer: Viewer | null }[] = [
    { account: null, viewer: null },
  ];
  const mentioned: KnownAccount[] = [];
  for (const flags of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const viewer = {
      isAuthor: false,
      isMentioned: flags % 2 > 0,
      isFollower: (flags & 2) > 0,
      isBlocked: (flags & 4) > 0,
    };
    const account = await rig.local(`viewer${flags}`);
    if (viewer.isMentioned) mentioned.push(account);
    if (viewer.isFollower) await rig.follow(account, author);
    if (viewer.isBlocked)
      await rig.database.sql`insert into blocks values (${author.id}, ${account.id}, ${account.iri}, now())`;
    viewers.push({ account, viewer });
  }
  const isAuthor = { isAuthor: true, isMentioned: false, isFollower: false, isBlocked: false };
  viewers.push({ account: author, viewer: isAuthor });

  const differences: unknown[] = [];
  for (const visibility of ["public", "unlisted", "followers", "direct"] satisfies Visibility[]) {
    const mentions = mentioned.map(({ iri, username }) => ({ iri, name: `@${username}` }));
    const taken = await intake.post(rig.post(author, { visibility, mentions }), author, "delivered");
    const id = taken.outcome === "accepted" ? (taken.id ?? "") : "";
    for (const { account, viewer } of viewers) {
      const actual = await port.visibleTo(id, account);
      const expected = canView(viewer, visibility);
      if (actual !== expected) differences.push({ visibility, viewer, actual });
    }
  }
  expect(differences).toEqual([]);
});
