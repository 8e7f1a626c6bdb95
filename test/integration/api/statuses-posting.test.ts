import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
let eva: Person;
beforeAll(async () => {
  rig = await createApiRig();
  [ana, ben, eva] = [await rig.person("ana"), await rig.person("ben"), await rig.person("eva")];
  await rig.follow(ben, ana);
}, 60_000);
afterAll(() => rig.close(), 60_000);

const missing = { status: 404, body: { error: "Record not found" } };
const events = async (kind: string) =>
  (await rig.ctx.sql`select payload from outbox_events where kind = ${kind}`).length;

describe("posting", () => {
  it("answers with the whole status", async () => {
    const { status, body } = await ana.post("/api/v1/statuses", {
      status: "Good morning, @ben #Tea <b>",
      spoiler_text: "drinks",
      language: "en",
      visibility: "unlisted",
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      visibility: "unlisted",
      spoiler_text: "drinks",
      sensitive: true,
      language: "en",
      in_reply_to_id: null,
      in_reply_to_account_id: null,
      replies_count: 0,
      reblogs_count: 0,
      favourites_count: 0,
      quotes_count: 0,
      edited_at: null,
      favourited: false,
      reblogged: false,
      muted: false,
      bookmarked: false,
      pinned: false,
      filtered: [],
      reblog: null,
      application: { name: "Test", website: null },
      account: { id: ana.id, acct: "ana" },
      media_attachments: [],
      mentions: [{ id: ben.id, username: "ben", acct: "ben" }],
      tags: [{ name: "tea", url: `${rig.origin}/tags/tea` }],
      emojis: [],
      card: null,
      poll: null,
      quote: null,
      quote_approval: { automatic: ["public"], manual: [], current_user: "automatic" },
    });
    expect(body.content).toContain("&lt;b&gt;");
    expect(body.uri).toBe(`${rig.origin}/posts/${body.id}`);
    expect((await ben.get(`/api/v1/statuses/${body.id}`)).body.pinned).toBeUndefined();
    expect((await ben.get("/api/v1/timelines/home")).body.map(({ id }: Json) => id)).toContain(body.id);
  });

  it("answers a post, whose author is told", async () => {
    const parent = await rig.publish(ana, "What time is it?");
    const { body } = await ben.post("/api/v1/statuses", { status: "Noon", in_reply_to_id: parent });
    expect(body).toMatchObject({ in_reply_to_id: parent, in_reply_to_account_id: ana.id });
    expect((await ana.get(`/api/v1/statuses/${parent}`)).body.replies_count).toBe(1);
  });

  it("answers the boosted post when a boost is answered", async () => {
    const parent = await rig.publish(ana, "Boost me");
    const { body: wrapper } = await ben.post(`/api/v1/statuses/${parent}/reblog`);
    const { body } = await eva.post("/api/v1/statuses", { status: "Yes", in_reply_to_id: wrapper.id });
    expect(body.in_reply_to_id).toBe(parent);
  });

  it.each([
    [{}, "Validation failed: Text can't be blank"],
    [{ status: "  " }, "Validation failed: Text can't be blank"],
    [{ status: "a".repeat(5001) }, "Validation failed: Text character limit of 5000 exceeded"],
    [{ status: "x", visibility: "secret" }, "Validation failed: Visibility is not included in the list"],
    [
      { status: "x", quote_approval_policy: "x" },
      "Validation failed: Quote approval policy is not included in the list",
    ],
    [{ status: "x", media_ids: ["1", "2"] }, "Media 1, 2 not found or already attached to another post"],
    [
      { status: "x", content_type: "text/html" },
      "Validation failed: Content type is not included in the list",
    ],
    [{ status: "x", scheduled_at: "soon" }, "Invalid date supplied"],
    [
      { status: "x", poll: { options: ["a"], expires_in: 300 } },
      "Validation failed: Options must be 2 to 10",
    ],
    [{ status: "x", poll: { options: ["a", "b"] } }, "Validation failed: Expires at can't be blank"],
    [
      { status: "x", poll: { options: ["a", "b"], expires_in: 299 } },
      "Validation failed: Expires at is too soon",
    ],
    [
      { status: "x", poll: { options: ["a", "b"], expires_in: 9_999_999 } },
      "Validation failed: Expires at is too far into the future",
    ],
    [
      { status: "x", poll: { options: ["a", "a"], expires_in: 300 } },
      "Validation failed: Options contain duplicate items",
    ],
  ])("refuses %j", async (body, error) => {
    const reply = await ana.post("/api/v1/statuses", body);
    expect(reply).toMatchObject({ status: 422, body: { error } });
  });

  it.each([
    ["in_reply_to_id", "The status you are trying to reply to does not appear to exist."],
    ["quoted_status_id", "The status you are trying to quote does not appear to exist."],
  ])("says when the post of %s cannot be found, or is not for the author", async (name, error) => {
    const secret = await rig.publish(ana, { text: "for few", visibility: "followers" });
    for (const id of ["7", rig.ctx.ids.next(), secret]) {
      const reply = await eva.post("/api/v1/statuses", { status: "x", [name]: id });
      expect(reply).toMatchObject({ status: 404, body: { error } });
    }
  });

  it("takes forms as well as JSON, nested as Rails nests them", async () => {
    const form = new URLSearchParams([
      ["status", "Tea or coffee?"],
      ["poll[options][]", "Tea"],
      ["poll[options][]", "Coffee"],
      ["poll[expires_in]", "600"],
      ["poll[multiple]", "true"],
      ["poll[hide_totals]", "1"],
    ]);
    const { body } = await ana.post("/api/v1/statuses", form);
    expect(body.poll).toMatchObject({
      id: body.id,
      multiple: true,
      expired: false,
      voted: true,
      own_votes: [],
      options: [
        { title: "Tea", votes_count: null },
        { title: "Coffee", votes_count: null },
      ],
    });
  });

  it("reads Markdown when it is told so", async () => {
    const { body } = await ana.post("/api/v1/statuses", {
      status: "**bold @ben** #tea",
      content_type: "text/markdown",
    });
    expect(body.content).toContain("<strong>bold <span");
    expect(body).toMatchObject({ mentions: [{ id: ben.id }], tags: [{ name: "tea" }] });
    const { body: source } = await ana.get(`/api/v1/statuses/${body.id}/source`);
    expect(source).toEqual({
      id: body.id,
      text: "**bold @ben** #tea",
      spoiler_text: "",
      content_type: "text/markdown",
    });
  });

  it("takes a warning without a text for the text", async () => {
    const { body } = await ana.post("/api/v1/statuses", { spoiler_text: "only this" });
    expect(body).toMatchObject({ spoiler_text: "", content: "<p>only this</p>", sensitive: false });
  });

  it("mentions nobody beside those allowed", async () => {
    const text = { status: "@ben and @eva", allowed_mentions: [ben.id] };
    const refused = await ana.post("/api/v1/statuses", text);
    expect(refused).toMatchObject({
      status: 422,
      body: { error: "Post would be sent to unexpected accounts", unexpected_accounts: [{ id: eva.id }] },
    });
    const allowed = await ana.post("/api/v1/statuses", { ...text, allowed_mentions: [ben.id, eva.id] });
    expect(allowed.status).toBe(200);
  });

  it("posts as the account posts by default", async () => {
    const dan = await rig.person("dan");
    await rig.ctx.sql`insert into account_settings (account_id, visibility, sensitive, language, quote_policy)
      values (${dan.id}, 'unlisted', true, 'de', 'nobody')`;
    const { body } = await dan.post("/api/v1/statuses", { status: "Guten Tag", language: "??" });
    expect(body).toMatchObject({
      visibility: "unlisted",
      sensitive: true,
      language: "de",
      quote_approval: { automatic: [], current_user: "automatic" },
    });
    const other = await dan.post("/api/v1/statuses", {
      status: "x",
      sensitive: false,
      visibility: "public",
      language: "fr",
    });
    expect(other.body).toMatchObject({ visibility: "public", sensitive: false, language: "fr" });
  });

  it("needs a token with the scope", async () => {
    expect((await rig.request("POST", "/api/v1/statuses", { body: { status: "x" } })).status).toBe(401);
    const reader = await rig.token(ana.id, ["read"]);
    const reply = await rig.request("POST", "/api/v1/statuses", { token: reader, body: { status: "x" } });
    expect(reply).toMatchObject({
      status: 403,
      body: { error: "This action is outside the authorized scopes" },
    });
  });
});

describe("an idempotency key", () => {
  const key = (name: string) => ({ "idempotency-key": name });

  it("makes one post of many requests at once, and of later ones", async () => {
    const before = await events("post.created");
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => ana.post("/api/v1/statuses", { status: "once" }, key("k1"))),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    const later = await ana.post("/api/v1/statuses", { status: "once again" }, key("k1"));
    expect(later.body.id).toBe(replies[0]?.body.id);
    expect((await events("post.created")) - before).toBe(1);
  });

  it("is each account's own", async () => {
    const [one, other] = [
      await ana.post("/api/v1/statuses", { status: "mine" }, key("k2")),
      await ben.post("/api/v1/statuses", { status: "mine" }, key("k2")),
    ];
    expect(one.body.id).not.toBe(other.body.id);
  });

  it("is free again after a refusal", async () => {
    expect((await ana.post("/api/v1/statuses", { status: "" }, key("k3"))).status).toBe(422);
    expect((await ana.post("/api/v1/statuses", { status: "better" }, key("k3"))).status).toBe(200);
  });

  it("gives what a process that died had made, or has it made under the same id", async () => {
    const first = await ana.post("/api/v1/statuses", { status: "then it died" }, key("k4"));
    await rig.ctx.sql`update post_requests set done_at = null, claimed_at = now() - interval '2 minutes'
      where made_id = ${first.body.id}`;
    const again = await ana.post("/api/v1/statuses", { status: "then it died" }, key("k4"));
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id } });
    const rows = await rig.ctx.sql`select from posts where id = ${first.body.id}`;
    expect(rows.length).toBe(1);
  });

  it("is forgotten after six hours", async () => {
    const first = await ana.post("/api/v1/statuses", { status: "long ago" }, key("k5"));
    await rig.ctx
      .sql`update post_requests set claimed_at = now() - interval '7 hours' where made_id = ${first.body.id}`;
    const again = await ana.post("/api/v1/statuses", { status: "long ago" }, key("k5"));
    expect(again.body.id).not.toBe(first.body.id);
  });
});

describe("editing", () => {
  it("replaces what a post says and keeps what it said", async () => {
    const { body: post } = await ana.post("/api/v1/statuses", { status: "first", language: "en" });
    const edited = await ana.put(`/api/v1/statuses/${post.id}`, {
      status: "second @ben",
      spoiler_text: "careful",
      language: "fr",
      quote_approval_policy: "nobody",
    });
    expect(edited).toMatchObject({
      status: 200,
      body: {
        id: post.id,
        spoiler_text: "careful",
        language: "fr",
        mentions: [{ id: ben.id }],
        quote_approval: { automatic: [] },
      },
    });
    expect(edited.body.edited_at).not.toBeNull();
    const { body: history } = await ben.get(`/api/v1/statuses/${post.id}/history`);
    expect(history).toMatchObject([
      {
        content: "<p>first</p>",
        spoiler_text: "",
        account: { id: ana.id },
        media_attachments: [],
        emojis: [],
      },
      { spoiler_text: "careful", sensitive: true },
    ]);
    expect(history[1].content).toContain("second");
    const { body: source } = await ana.get(`/api/v1/statuses/${post.id}/source`);
    expect(source).toMatchObject({ text: "second @ben", spoiler_text: "careful" });
  });

  it("voids the votes of a poll whose options change, and only then", async () => {
    const poll = { options: ["a", "b"], expires_in: 600 };
    const { body: post } = await ana.post("/api/v1/statuses", { status: "?", poll });
    await ben.post(`/api/v1/polls/${post.id}/votes`, { choices: [0] });
    const same = await ana.put(`/api/v1/statuses/${post.id}`, { status: "??", poll });
    expect(same.body.poll).toMatchObject({ votes_count: 1 });
    const other = await ana.put(`/api/v1/statuses/${post.id}`, {
      status: "??",
      poll: { ...poll, options: ["a", "c"] },
    });
    expect(other.body.poll).toMatchObject({ votes_count: 0, options: [{ title: "a" }, { title: "c" }] });
    const none = await ana.put(`/api/v1/statuses/${post.id}`, { status: "no question" });
    expect(none.body.poll).toBeNull();
    const { body: history } = await ana.get(`/api/v1/statuses/${post.id}/history`);
    expect(history[0].poll).toEqual({ options: [{ title: "a" }, { title: "b" }] });
    expect(history.at(-1).poll).toBeUndefined();
  });

  it("keeps and describes the files that it names", async () => {
    const medium = {
      kind: "image" as const,
      url: "https://files.example/a.png",
      mediaType: "image/png",
      alt: null,
      width: 10,
      height: 10,
      focalPoint: null,
      duration: null,
      blurhash: null,
      previewUrl: null,
    };
    const id = await rig.publish(ana, { text: "see", media: [medium as never] });
    const { body: before } = await ana.get(`/api/v1/statuses/${id}`);
    const fileId = before.media_attachments[0].id;
    const { body: after } = await ana.put(`/api/v1/statuses/${id}`, {
      status: "see",
      media_ids: [fileId],
      media_attributes: [{ id: fileId, description: "a cat", focus: "0.5,-0.5" }],
    });
    expect(after.media_attachments).toMatchObject([
      { id: fileId, description: "a cat", meta: { focus: { x: 0.5, y: -0.5 } } },
    ]);
    expect((await ana.put(`/api/v1/statuses/${id}`, { status: "see", media_ids: ["1"] })).status).toBe(422);
    expect((await ana.put(`/api/v1/statuses/${id}`, { status: "see" })).body.media_attachments).toEqual([]);
  });

  it("is for the author alone", async () => {
    const id = await rig.publish(ana, "mine");
    expect(await ben.put(`/api/v1/statuses/${id}`, { status: "yours" })).toMatchObject(missing);
    expect(await ana.put("/api/v1/statuses/1", { status: "x" })).toMatchObject(missing);
    expect((await ana.put(`/api/v1/statuses/${id}`, { status: "" })).status).toBe(422);
  });
});

describe("deleting", () => {
  it("gives back what is needed to write it anew", async () => {
    const { body: post } = await ana.post("/api/v1/statuses", {
      status: "which @ben?",
      poll: { options: ["a", "b"], expires_in: 600 },
    });
    const deleted = await ana.delete(`/api/v1/statuses/${post.id}?delete_media=true`);
    expect(deleted).toMatchObject({
      status: 200,
      body: { id: post.id, text: "which @ben?", poll: { options: [{ title: "a" }, { title: "b" }] } },
    });
    expect(await ana.get(`/api/v1/statuses/${post.id}`)).toMatchObject(missing);
    expect(await ana.delete(`/api/v1/statuses/${post.id}`)).toMatchObject(missing);
  });

  it("takes one's own boost back when that is what is deleted", async () => {
    const id = await rig.publish(ana, "pass on");
    const { body: wrapper } = await ben.post(`/api/v1/statuses/${id}/reblog`);
    expect(await eva.delete(`/api/v1/statuses/${wrapper.id}`)).toMatchObject(missing);
    expect((await ben.delete(`/api/v1/statuses/${wrapper.id}`)).body.id).toBe(wrapper.id);
    expect((await ben.get(`/api/v1/statuses/${id}`)).body).toMatchObject({
      reblogged: false,
      reblogs_count: 0,
    });
  });

  it("is for the author alone", async () => {
    const id = await rig.publish(ana, "mine");
    expect(await ben.delete(`/api/v1/statuses/${id}`)).toMatchObject(missing);
    expect((await ana.get(`/api/v1/statuses/${id}`)).status).toBe(200);
  });
});
