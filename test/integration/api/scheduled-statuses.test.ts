import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishScheduled } from "#server/posts/scheduled/publish.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig();
  [ana, ben] = [await rig.person("ana"), await rig.person("ben")];
}, 60_000);
afterAll(() => rig.close(), 60_000);

const missing = { status: 404, body: { error: "Record not found" } };
const path = "/api/v1/scheduled_statuses";
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const idsOf = (body: Json) => body.map(({ id }: Json) => id);
const postsOf = async (person: Person): Promise<{ id: string; html: string }[]> =>
  rig.ctx.sql`select id, html from posts where account_id = ${person.id} and deleted_at is null order by id`;
/** Makes it due now. */
const due = (id: string) =>
  rig.ctx.sql`update scheduled_posts set due_at = now() - interval '1 hour' where id = ${id}`;

async function schedule(person: Person, draft: object = {}, headers: Record<string, string> = {}) {
  return person.post("/api/v1/statuses", { status: "later", scheduled_at: inMinutes(60), ...draft }, headers);
}

describe("a scheduled post", () => {
  it("waits, is listed, moved and taken back", async () => {
    const zoe = await rig.person("zoe");
    const at = inMinutes(60);
    const { status, body } = await schedule(zoe, {
      scheduled_at: at,
      spoiler_text: "soon",
      visibility: "private",
      language: "en",
      poll: { options: ["a", "b"], expires_in: 600, multiple: true },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.any(String),
      scheduled_at: at,
      params: {
        text: "later",
        content_type: "text/plain",
        poll: { options: ["a", "b"], expires_in: 600, multiple: true, hide_totals: false },
        media_ids: null,
        sensitive: false,
        spoiler_text: "soon",
        visibility: "private",
        language: "en",
        in_reply_to_id: null,
        quoted_status_id: null,
        quote_approval_policy: "public",
        application_id: expect.any(String),
        scheduled_at: null,
        idempotency: null,
        with_rate_limit: false,
      },
      media_attachments: [],
    });
    expect(await postsOf(zoe)).toEqual([]);
    const second = (await schedule(zoe)).body.id;
    const list = await zoe.get(`${path}?limit=1`);
    expect(idsOf(list.body)).toEqual([second]);
    expect(list.headers.get("link")).toContain(`max_id=${second}`);
    expect(idsOf((await zoe.get(`${path}?max_id=${second}`)).body)).toEqual([body.id]);
    const moved = await zoe.put(`${path}/${body.id}`, { scheduled_at: inMinutes(120) });
    expect(moved.status).toBe(200);
    expect(moved.body.scheduled_at > at).toBe(true);
    expect((await zoe.get(`${path}/${body.id}`)).body).toEqual(moved.body);
    expect(await zoe.delete(`${path}/${body.id}`)).toMatchObject({ status: 200, body: {} });
    expect(await zoe.get(`${path}/${body.id}`)).toMatchObject(missing);
  });

  it("is its author's alone", async () => {
    const { body } = await schedule(ana);
    for (const reply of [
      await ben.get(`${path}/${body.id}`),
      await ben.put(`${path}/${body.id}`, { scheduled_at: inMinutes(90) }),
      await ben.delete(`${path}/${body.id}`),
      await ana.get(`${path}/1`),
    ])
      expect(reply).toMatchObject(missing);
    expect((await ana.get(`${path}/${body.id}`)).status).toBe(200);
  });

  it("needs five minutes; one whose time is over is published at once", async () => {
    const soon = {
      status: 422,
      body: { error: "Validation failed: Scheduled at The scheduled date must be in the future" },
    };
    expect(await schedule(ana, { scheduled_at: inMinutes(3) })).toMatchObject(soon);
    const { body } = await schedule(ana);
    expect(await ana.put(`${path}/${body.id}`, { scheduled_at: inMinutes(3) })).toMatchObject(soon);
    expect(await ana.put(`${path}/${body.id}`, { scheduled_at: "never" })).toMatchObject({ status: 422 });
    expect(await ana.put(`${path}/${body.id}`)).toMatchObject({ status: 422 });
    expect((await schedule(ana, { scheduled_at: inMinutes(-3) })).body.content).toBe("<p>later</p>");
  });

  it("is checked when it is scheduled", async () => {
    expect((await schedule(ana, { status: "" })).status).toBe(422);
    expect((await schedule(ana, { in_reply_to_id: rig.ctx.ids.next() })).status).toBe(404);
    const mention = await schedule(ana, { status: "@ben", allowed_mentions: [] });
    expect(mention.body.unexpected_accounts).toMatchObject([{ id: ben.id }]);
  });

  it("is one of at most 25 a day, also when they come at once", async () => {
    const kim = await rig.person("kim");
    const day = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const replies = await Promise.all(Array.from({ length: 27 }, () => schedule(kim, { scheduled_at: day })));
    const refused = replies.filter(({ status }) => status === 422);
    expect(refused.length).toBe(2);
    expect(refused[0]?.body.error).toBe(
      "Validation failed: You have exceeded the limit of 25 scheduled posts for today",
    );
    expect((await schedule(kim)).status).toBe(200);
    await rig.ctx.sql`insert into scheduled_posts (id, account_id, draft, due_at, created_at)
      select gen_random_uuid(), ${kim.id}, '{"text":"x"}', now() + n * interval '1 day', now() from generate_series(10, 283) n`;
    expect((await schedule(kim, { scheduled_at: inMinutes(600) })).body.error).toBe(
      "Validation failed: You have exceeded the limit of 300 scheduled posts",
    );
  });

  it("is made once of requests with one key", async () => {
    const key = { "idempotency-key": "s1" };
    const replies = await Promise.all([1, 2, 3].map(() => schedule(ana, {}, key)));
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect(replies[0]?.body.params.text).toBe("later");
  });
});

describe("when its time has come", () => {
  it("is published once, however many processes look", async () => {
    const lea = await rig.person("lea");
    const { body } = await schedule(lea, {
      status: "now @ben",
      poll: { options: ["a", "b"], expires_in: 600 },
      visibility: "unlisted",
    });
    await due(body.id);
    await Promise.all(Array.from({ length: 4 }, () => publishScheduled(rig.ctx)));
    const posts = await postsOf(lea);
    expect(posts.length).toBe(1);
    const { body: post } = await ben.get(`/api/v1/statuses/${posts[0]?.id}`);
    expect(post).toMatchObject({
      visibility: "unlisted",
      application: { name: "Test" },
      mentions: [{ id: ben.id }],
      poll: { expired: false, options: [{ title: "a" }, { title: "b" }] },
    });
    expect(Math.abs(new Date(post.created_at).getTime() - Date.now())).toBeLessThan(60_000);
    expect(await lea.get(`${path}/${body.id}`)).toMatchObject(missing);
  });

  it("is published after the node was down, and not twice when it went down while publishing", async () => {
    const max = await rig.person("max");
    const [before, during] = [
      (await schedule(max)).body.id,
      (await schedule(max, { status: "half" })).body.id,
    ];
    // One process took both, published the second, and died before it could say so.
    const taken = [rig.ctx.ids.next(), rig.ctx.ids.next()];
    const [first, second] = taken;
    await rig.ctx
      .sql`update scheduled_posts set claimed_at = now() - interval '1 day', post_id = ${first ?? ""} where id = ${before}`;
    await rig.ctx
      .sql`update scheduled_posts set claimed_at = now() - interval '1 day', post_id = ${second ?? ""} where id = ${during}`;
    await rig.publish(max, { text: "half", id: second ?? "" });
    await due(before);
    await due(during);
    const events = async () =>
      (
        await rig.ctx
          .sql`select from outbox_events where kind = 'post.created' and payload ->> 'postId' = ${second ?? ""}`
      ).length;
    const told = await events();
    await publishScheduled(rig.ctx);
    expect((await postsOf(max)).map(({ id }) => id)).toEqual(taken);
    expect(await events()).toBe(told);
    expect((await max.get(path)).body).toEqual([]);
  });

  it("cannot be taken back while it is being published", async () => {
    const { body } = await schedule(ben);
    await rig.ctx.sql`update scheduled_posts set claimed_at = now() where id = ${body.id}`;
    expect(await ben.delete(`${path}/${body.id}`)).toMatchObject(missing);
    expect(await ben.put(`${path}/${body.id}`, { scheduled_at: inMinutes(90) })).toMatchObject(missing);
  });

  it("is dropped when what it answers is gone", async () => {
    const ole = await rig.person("ole");
    const parent = await rig.publish(ana, "going");
    const { body } = await schedule(ole, { in_reply_to_id: parent });
    await ana.delete(`/api/v1/statuses/${parent}`);
    await due(body.id);
    await publishScheduled(rig.ctx);
    expect(await postsOf(ole)).toEqual([]);
    expect((await ole.get(path)).body).toEqual([]);
  });
});
