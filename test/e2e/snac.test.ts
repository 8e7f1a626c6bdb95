import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { updateAccount } from "#server/accounts/update.ts";
import { uploadMedium } from "#server/media/upload.ts";
import { deletePost } from "#server/posts/delete.ts";
import { editPost } from "#server/posts/edit.ts";
import { vote } from "#server/posts/vote.ts";
import { boost, unboost } from "#server/reactions/boost.ts";
import { react, unreact } from "#server/reactions/react.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { unfollow } from "#server/relations/unfollow.ts";
import { photograph } from "#test/support/pictures.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { type Snac, type SnacPost, snacId, snacInstalled, startSnac } from "#test/support/snac.ts";
import {
  atHome,
  ctxOf,
  eventually,
  followState,
  home,
  mustSee,
  type Person,
  person,
  publish,
  seen,
} from "./people.ts";

/* A node and a server by other people, in another language. What goes from one to the other takes up to three seconds: snac sleeps so long. */

const installed = snacInstalled();
if (!installed) process.stdout.write("Federation with snac is not tested: snac is not installed.\n");

vi.setConfig({ testTimeout: 40_000, hookTimeout: 120_000 });

let node: NodeProcess;
let snac: Snac;
/** On our node. */
let ana: Person;
/** On snac, as our node knows him. */
let bob: Person;
/** By ana, and by bob. */
let ours: { id: string; iri: string };
let theirs: { id: string; iri: string };

/** Waits until bob's server shows a post so. */
const bobSees = (iri: string, expected: object) =>
  eventually(async () => expect(await snac.post(iri)).toMatchObject(expected));
/** Waits until ana's shows it so. */
const anaSees = (iri: string, expected: object) =>
  eventually(async () => expect(await mustSee(ana, iri)).toMatchObject(expected));

async function bobPosts(fields: Record<string, string>): Promise<{ id: string; iri: string }> {
  const { uri } = await snac.api<SnacPost>("POST", "/v1/statuses", fields);
  return { id: snacId(uri), iri: uri };
}

const bobDoes = (what: string, iri: string) => snac.api("POST", `/v1/statuses/${snacId(iri)}/${what}`);

beforeAll(async () => {
  if (!installed) return;
  snac = await startSnac();
  node = await startNodeProcess();
  ana = await person(node, "ana", { displayName: "Ana" });
});
afterAll(async () => {
  await snac?.close();
  await node?.close();
});

describe.runIf(installed)("a node and a snac server", () => {
  test("find each other by handle, with what is pinned", async () => {
    const pinned = await bobPosts({ status: "Read this first" });
    await snac.run("pin", pinned.iri);
    const { resolve } = await ctxOf(ana);
    const found = await resolve.account(snac.handle);
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    bob = { node, id: found.value.id, iri: snac.iri, handle: snac.handle };
    await anaSees(pinned.iri, { isPinned: true, account: { iri: snac.iri } });
    expect(await snac.run("actor", ana.iri)).toContain('"preferredUsername": "ana"');
  });

  test("follow each other, and accept it", async () => {
    await requestFollow(await ctxOf(ana), { followerId: ana.id, followeeId: bob.id });
    await snac.run("follow", ana.handle);
    await eventually(async () => expect(await followState(ana, ana, bob)).toBe("accepted"));
    await eventually(async () => expect(await followState(ana, bob, ana)).toBe("accepted"));
    await eventually(async () => expect(snac.output()).toContain(`confirmed follow from ${ana.iri}`));
  });

  test("bring each other's posts to their readers' timelines", async () => {
    ours = await publish(ana, { text: "Good *morning* #dawn", textType: "text/markdown", warning: "Early" });
    theirs = await bobPosts({ status: "Good **evening** #Dusk", spoiler_text: "Late", language: "en" });
    const quiet = await publish(ana, { text: "For who follows", visibility: "followers" });
    const whisper = await publish(ana, { text: `${bob.handle} for you`, visibility: "direct" });
    await snac.submit("admin/note", { content: "For Ana alone", to: ana.iri, mentioned_only: "on" });
    await Promise.all([
      bobSees(ours.iri, {
        content: expect.stringContaining("<em>morning</em>"),
        spoiler_text: "Early",
        visibility: "public",
        tags: [{ name: "dawn" }],
      }),
      bobSees(quiet.iri, { visibility: "private" }),
      bobSees(whisper.iri, { visibility: "private" }),
      anaSees(theirs.iri, {
        html: expect.stringContaining("<b>evening</b>"),
        warning: "Late",
        sensitive: true,
        visibility: "public",
        hashtags: ["dusk"],
        language: "en",
      }),
      eventually(async () => expect(await directPosts()).toEqual([expect.stringContaining("For Ana alone")])),
    ]);
    expect(await atHome(ana, theirs.iri)).toBeDefined();
  });

  test("show a picture that is attached, with its text, from where it lies", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "folkmoot-e2e-snac-"));
    const file = path.join(folder, "photo.jpg");
    const bytes = await photograph();
    writeFileSync(file, bytes);
    const { ctx } = await node.console();
    const sent = await uploadMedium(ctx, {
      ...{ accountId: ana.id, work: folder, description: "A blurred pattern" },
      file: { path: file, size: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") },
    });
    if (!sent.ok) throw new Error(sent.error.type);
    const { iri } = await publish(ana, { text: "Look", mediaIds: [sent.value.id] });
    await bobSees(iri, { media_attachments: [{ type: "image", description: "A blurred pattern" }] });
    const [shown] = (await snac.post(iri))?.media_attachments ?? [];
    const answer = await fetch(shown?.url ?? "");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      expect.stringMatching(/^image\//),
    ]);
    rmSync(folder, { recursive: true, force: true });
  });

  test("keep each other's replies in the thread, and take them away when they are deleted", async () => {
    const root = await idOfPost(theirs.iri);
    const ourReply = await publish(ana, { text: "And good night", inReplyTo: root });
    await bobSees(ours.iri, {});
    const theirReply = await bobPosts({ status: "And good day", in_reply_to_id: snacId(ours.iri) });
    await Promise.all([
      anaSees(theirReply.iri, { inReplyTo: { iri: ours.iri }, mentions: [{ iri: ana.iri }] }),
      eventually(async () => {
        const parent = (await snac.post(ourReply.iri))?.in_reply_to_id?.slice(-32);
        expect(parent).toBe(snacId(theirs.iri).slice(-32));
      }),
    ]);
    await anaSees(ours.iri, { counts: { replies: 1 } });

    await deletePost(await ctxOf(ana), { accountId: ana.id, postId: ourReply.id });
    await snac.submit("admin/action", { action: "Delete", id: theirReply.iri });
    await eventually(async () => expect(await snac.post(ourReply.iri)).toBeNull());
    await eventually(async () => expect(await seen(ana, theirReply.iri)).toBeNull());
    await anaSees(ours.iri, { counts: { replies: 0 } });
  });

  test("count each other's likes and boosts, their end, and likes that come again", async () => {
    const ctx = await ctxOf(ana);
    const postId = await idOfPost(theirs.iri);
    const liking = { accountId: ana.id, postId, kind: "like" } as const;
    await Promise.all([
      react(ctx, liking),
      boost(ctx, { accountId: ana.id, postId, visibility: "public" }),
      bobDoes("favourite", ours.iri),
      bobDoes("reblog", ours.iri),
    ]);
    await bobSees(theirs.iri, { favourites_count: 1, reblogs_count: 1 });
    await anaSees(ours.iri, { counts: { likes: 1, boosts: 1 } });

    await Promise.all([
      unreact(ctx, liking),
      // snac only logs the end of a boost: it keeps what was boosted, with its number.
      unboost(ctx, { accountId: ana.id, postId }),
      bobDoes("unfavourite", ours.iri),
      bobDoes("unreblog", ours.iri),
    ]);
    await bobSees(theirs.iri, { favourites_count: 0 });
    await eventually(async () => expect(snac.output()).toContain(`Unboost for ${theirs.iri} 200`));
    await anaSees(ours.iri, { counts: { likes: 0, boosts: 0 } });

    await Promise.all([react(ctx, liking), bobDoes("favourite", ours.iri), bobDoes("reblog", ours.iri)]);
    await bobSees(theirs.iri, { favourites_count: 1 });
    await anaSees(ours.iri, { counts: { likes: 1, boosts: 1 } });
  });

  test("show each other's edits of posts and profiles", async () => {
    const ctx = await ctxOf(ana);
    await editPost(ctx, { accountId: ana.id, postId: ours.id, text: "Good noon" });
    await updateAccount(ctx, ana.id, { displayName: "Ana Anew" });
    await snac.api("PUT", `/v1/statuses/${theirs.id}`, { status: "Good midnight" });
    await snac.submit("admin/user-setup", { name: "Robert", bio: "Nocturnal" });
    await Promise.all([
      bobSees(ours.iri, {
        content: "<p>Good noon</p>",
        edited_at: expect.any(String),
        account: { display_name: "Ana Anew" },
      }),
      anaSees(theirs.iri, {
        html: expect.stringContaining("Good midnight"),
        editedAt: expect.any(Date),
        account: { displayName: "Robert" },
      }),
    ]);
  });

  test("vote in each other's polls", async () => {
    const poll = { options: ["tea", "coffee"], closesAt: new Date(Date.now() + 3_600_000) };
    const asked = await publish(ana, { text: "Which one?", poll });
    await snac.submit("admin/note", {
      content: "Which two?",
      poll_options: "bread\ncake",
      poll_end_secs: "3600",
    });
    await bobSees(asked.iri, { poll: { options: [{ title: "tea" }, { title: "coffee" }] } });
    const heard = await eventually(async () => {
      const entry = (await home(ana)).find(({ post }) => post.html.includes("Which two?"));
      expect(entry?.post.poll?.options).toMatchObject([{ title: "bread" }, { title: "cake" }]);
      return entry?.post ?? { id: "", iri: "" };
    });
    await snac.submit("admin/vote", { irt: asked.iri, actor: ana.iri, question: "coffee" });
    await vote(await ctxOf(ana), { accountId: ana.id, postId: heard.id, choices: [0] });
    await anaSees(asked.iri, { poll: { voters: 1, options: [{ votes: 0 }, { votes: 1 }] } });
    await bobSees(heard.iri, { poll: { options: [{ votes_count: 1 }, { votes_count: 0 }] } });
  });

  test("stop when they follow each other no longer", async () => {
    await unfollow(await ctxOf(ana), { followerId: ana.id, followeeId: bob.id });
    await snac.run("unfollow", ana.iri);
    await eventually(async () => expect(await followState(ana, bob, ana)).toBeNull());
    await eventually(async () => expect(snac.output()).toContain(`no longer following us ${ana.iri}`));
    expect(await followState(ana, ana, bob)).toBeNull();
  });
});

/** The id of a post on our node, which must be there. */
async function idOfPost(iri: string): Promise<string> {
  return (await mustSee(ana, iri)).id;
}

/** Texts of what others sent to ana alone. */
async function directPosts(): Promise<string[]> {
  const { sql } = await ctxOf(ana);
  const rows = await sql<{ html: string }[]>`
    select p.html from posts p where p.visibility = 'direct' and p.account_id = ${bob.id}`;
  return rows.map(({ html }) => html);
}
