import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createPost } from "#server/posts/create.ts";
import { loadPostView } from "#server/posts/views/load.ts";
import { readThread } from "#server/timelines/thread.ts";
import { activity, note } from "#test/support/network-activities.ts";
import { followActor, localAccount } from "#test/support/network-follow.ts";
import { type LocalNode, startLocalNode } from "#test/support/network-node.ts";
import { type Peer, type PeerActor, startPeer } from "#test/support/network-peer.ts";

let here: LocalNode;
let peer: Peer;
let pat: PeerActor;
let ana: { id: string; iri: string };

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

beforeAll(async () => {
  [here, peer] = await Promise.all([startLocalNode(), startPeer()]);
  pat = await peer.actor("pat");
  ana = await localAccount(here.node.ctx, "ana");
  await followActor(here.node.ctx, ana.id, { peer, actor: pat });
});
afterAll(async () => {
  await here?.close();
  await peer?.close();
});

/** Delivers to the shared inbox, and waits for all that follows from it. */
async function deliver(...activities: unknown[]): Promise<void> {
  for (const each of activities) {
    const status = await peer.send(pat, `${here.origin}/inbox`, each);
    expect(status).toBeLessThan(300);
    await here.node.settle();
  }
}

async function view(iri: string) {
  const { ctx } = here.node;
  const [row] = await ctx.sql<{ id: string }[]>`select id from posts where iri = ${iri}`;
  return row ? loadPostView(ctx, ana.id, row.id) : null;
}

async function localPost(text: string): Promise<{ id: string; iri: string }> {
  const made = await createPost(here.node.ctx, { accountId: ana.id, text });
  if (!made.ok) throw new Error(made.error.type);
  return made.value;
}

/** Rows of every table that holds what people did. */
async function everything(): Promise<Record<string, unknown>> {
  const { sql } = here.node.ctx;
  const tables = [
    "posts",
    "follows",
    "reactions",
    "boosts",
    "home_entries",
    "notifications",
    "post_versions",
  ];
  const counts: Record<string, unknown> = {};
  for (const table of tables) {
    const [row] = await sql`select count(*)::int as count from ${sql(table)}`;
    counts[table] = row?.count;
  }
  const posts = await sql`select iri, likes_count, boosts_count, replies_count from posts order by iri`;
  const accounts = await sql`select iri, followers_count, posts_count from accounts order by iri`;
  return { ...counts, posts: [...posts], accounts: [...accounts] };
}

describe("an activity that is delivered twice", () => {
  test.each([
    ["a Create", async () => activity(peer, "Create", pat, note(peer, pat))],
    ["a Follow", async () => activity(peer, "Follow", pat, ana.iri)],
    ["a Like", async () => activity(peer, "Like", pat, (await localPost("Like me twice")).iri)],
    ["an Announce", async () => activity(peer, "Announce", pat, (await localPost("Boost me twice")).iri)],
    ["a reply", async () => reply(await localPost("Answer me twice"))],
  ])("changes nothing the second time: %s", async (_, make) => {
    const twice = await make();
    await deliver(twice);
    const before = await everything();
    await deliver(twice);
    expect(await everything()).toEqual(before);
  });

  test("counts once when it arrives twice at the same time", async () => {
    const like = activity(peer, "Like", pat, (await localPost("Like me at once")).iri);
    await Promise.all([deliver(like), deliver(like), deliver(like)]);
    expect((await view(like.object as string))?.counts.likes).toBe(1);
  });

  test("is not done again after it was undone", async () => {
    const post = await localPost("Like and unlike");
    const like = activity(peer, "Like", pat, post.iri);
    await deliver(like, activity(peer, "Undo", pat, like), like);
    expect((await view(post.iri))?.counts.likes).toBe(0);
  });
});

function reply(parent: { iri: string }) {
  return activity(peer, "Create", pat, note(peer, pat, { inReplyTo: parent.iri }));
}

describe("what arrives out of order", () => {
  test("a Delete before its Create leaves no post", async () => {
    const early = note(peer, pat);
    const tombstone = { id: early.id, type: "Tombstone" };
    await deliver(activity(peer, "Delete", pat, tombstone), activity(peer, "Create", pat, early));
    expect(await view(early.id)).toBeNull();
  });

  test("an Undo before its Like leaves no like", async () => {
    const post = await localPost("Unliked before");
    const like = activity(peer, "Like", pat, post.iri);
    await deliver(activity(peer, "Undo", pat, like), like);
    expect((await view(post.iri))?.counts.likes).toBe(0);
  });

  test("an Undo before its Announce leaves no boost", async () => {
    const post = await localPost("Unboosted before");
    const announce = activity(peer, "Announce", pat, post.iri);
    await deliver(activity(peer, "Undo", pat, announce), announce);
    expect((await view(post.iri))?.counts.boosts).toBe(0);
  });

  test("an Undo before its Follow leaves no follower", async () => {
    const early = await peer.actor("early");
    const follow = activity(peer, "Follow", early, ana.iri);
    for (const each of [activity(peer, "Undo", early, follow), follow])
      expect(await peer.send(early, `${here.origin}/inbox`, each)).toBeLessThan(300);
    await here.node.settle();
    const { sql } = here.node.ctx;
    expect(
      await sql`select 1 from follows f join accounts a on a.id = f.follower_id where a.iri = ${early.iri}`,
    ).toHaveLength(0);
  });

  test("an Update before its Create leaves what the Update says", async () => {
    const first = note(peer, pat, { content: "<p>Frist</p>" });
    const second = { ...first, content: "<p>First</p>", updated: new Date(Date.now() + 1000).toISOString() };
    peer.serve(first.id, second);
    await deliver(activity(peer, "Update", pat, second), activity(peer, "Create", pat, first));
    expect((await view(first.id))?.html).toBe("<p>First</p>");
  });

  test("an older Update after a newer one changes nothing", async () => {
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const first = note(peer, pat, { published: hoursAgo(3) });
    const newer = { ...first, content: "<p>Newer</p>", updated: hoursAgo(1) };
    const older = { ...first, content: "<p>Older</p>", updated: hoursAgo(2) };
    await deliver(
      activity(peer, "Create", pat, first),
      activity(peer, "Update", pat, newer),
      activity(peer, "Update", pat, older),
    );
    expect((await view(first.id))?.html).toBe("<p>Newer</p>");
  });

  test("a reply before its parent joins the parent's thread once that is there", async () => {
    const parent = note(peer, pat, { content: "<p>Parent</p>" });
    const child = note(peer, pat, { content: "<p>Child</p>", inReplyTo: parent.id });
    peer.serve(parent.id, null);
    await deliver(activity(peer, "Create", pat, child));
    peer.serve(parent.id, parent);
    await deliver(activity(peer, "Create", pat, parent));
    const top = await view(parent.id);
    const { descendants } = await readThread(here.node.ctx, ana.id, top?.id ?? "");
    expect(descendants.map((post) => post.iri)).toEqual([child.id]);
    expect(top?.counts.replies).toBe(1);
  });

  test("a reply to a post that is not known brings the posts above it along", async () => {
    const root = note(peer, pat, { content: "<p>Root</p>" });
    const middle = note(peer, pat, { content: "<p>Middle</p>", inReplyTo: root.id });
    const leaf = note(peer, pat, { content: "<p>Leaf</p>", inReplyTo: middle.id });
    await deliver(activity(peer, "Create", pat, leaf));
    const bottom = await view(leaf.id);
    const { ancestors } = await readThread(here.node.ctx, ana.id, bottom?.id ?? "");
    expect(ancestors.map((post) => post.iri)).toEqual([root.id, middle.id]);
  });

  test("a Like of a post that was deleted, and a Delete of one that never was, are taken without effect", async () => {
    const gone = note(peer, pat);
    await deliver(
      activity(peer, "Create", pat, gone),
      activity(peer, "Delete", pat, gone.id),
      activity(peer, "Like", pat, gone.id),
      activity(peer, "Delete", pat, peer.mint("notes")),
    );
    expect(await view(gone.id)).toBeNull();
  });
});
