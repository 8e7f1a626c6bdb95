import { afterAll, beforeAll, expect, it } from "vitest";
import { readTally } from "#server/announcements/read.ts";
import {
  announce,
  editAnnouncement,
  moveAnnouncementsOn,
  removeAnnouncement,
} from "#server/announcements/write.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig();
  [ana, ben] = [await rig.person("ana"), await rig.person("ben")];
}, 60_000);
afterAll(() => rig.close());

const say = async (draft: Parameters<typeof announce>[1]) => must(await announce(rig.ctx, draft)).id;
const listed = async (who: Person, query = "") => (await who.get(`/api/v1/announcements${query}`)).body;
const find = async (who: Person, id: string) =>
  (await listed(who, "?with_dismissed=true")).find((each: Json) => each.id === id);
const changesOf = async (id: string) =>
  (await rig.ctx.sql`select kind from changes where subject_id = ${id} order by id`).map((row) => row.kind);

it("shows what the node says, with whom, what and which hashtags it names", async () => {
  const post = await rig.publish(ana, "the plan");
  const id = await say({
    text: `Thanks @ana for ${rig.origin}/@ana/${post} #news`,
    startsAt: new Date("2099-01-01T00:00:00Z"),
    endsAt: new Date("2099-01-02T00:00:00Z"),
    allDay: true,
  });
  expect(await find(ben, id)).toEqual({
    id,
    content: expect.stringMatching(/^<p>Thanks <span class="h-card".*#<span>news<\/span>/),
    starts_at: "2099-01-01T00:00:00.000Z",
    ends_at: "2099-01-02T00:00:00.000Z",
    all_day: true,
    published_at: expect.any(String),
    updated_at: expect.any(String),
    read: false,
    mentions: [{ id: ana.id, username: "ana", acct: "ana", url: `${rig.origin}/@ana` }],
    statuses: [{ id: post, url: `${rig.origin}/@ana/${post}` }],
    tags: [{ name: "news", url: `${rig.origin}/tags/news` }],
    emojis: [],
    reactions: [],
  });
});

it("escapes what is typed, and refuses what says nothing", async () => {
  const id = await say({ text: "<script>alert(1)</script>" });
  expect((await find(ben, id)).content).toBe("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
  expect(await announce(rig.ctx, { text: " " })).toMatchObject({ error: { type: "announcement/empty" } });
  const [startsAt, endsAt] = [new Date("2099-01-02"), new Date("2099-01-01")];
  expect(await announce(rig.ctx, { text: "x", startsAt, endsAt })).toMatchObject({
    error: { type: "announcement/ends-before-it-starts" },
  });
});

it("is gone from the list of who has read it", async () => {
  const id = await say({ text: "read me" });
  expect((await ben.post(`/api/v1/announcements/${id}/dismiss`)).body).toEqual({});
  expect((await ben.post(`/api/v1/announcements/${id}/dismiss`)).status).toBe(200);
  expect((await listed(ben)).map((each: Json) => each.id)).not.toContain(id);
  expect(await find(ben, id)).toMatchObject({ read: true });
  expect(await find(ana, id)).toMatchObject({ read: false });
  expect((await ben.post(`/api/v1/announcements/${rig.ctx.ids.next()}/dismiss`)).status).toBe(404);
  expect((await ben.post("/api/v1/announcements/1/dismiss")).status).toBe(404);
});

it("takes reactions, counts them, and gives them up again", async () => {
  const id = await say({ text: "hooray" });
  const party = `/api/v1/announcements/${id}/reactions/${encodeURIComponent("🎉")}`;
  expect((await ana.put(party)).body).toEqual({});
  expect((await ana.put(party)).status).toBe(200);
  await ben.put(party);
  await ben.put(`/api/v1/announcements/${id}/reactions/${encodeURIComponent("❤️")}`);
  expect((await find(ana, id)).reactions).toEqual([
    { name: "🎉", count: 2, me: true },
    { name: "❤️", count: 1, me: false },
  ]);
  expect((await ana.delete(party)).body).toEqual({});
  expect((await ana.delete(party)).status).toBe(404);
  expect((await find(ana, id)).reactions[0]).toEqual({ name: "🎉", count: 1, me: false });
  await ana.put(party);
  expect((await find(ana, id)).reactions[0]).toMatchObject({ count: 2, me: true });
  const [change] = await rig.ctx.sql`select c.subject_id from changes c
    where c.kind = 'announcement.reaction' and c.account_id = ${ana.id} order by c.id desc limit 1`;
  expect(await readTally(rig.ctx, change?.subject_id)).toEqual({ announcementId: id, name: "🎉", count: 2 });
});

it("takes no reaction that is no emoji, and no ninth one", async () => {
  const id = await say({ text: "vote" });
  const at = (name: string) => `/api/v1/announcements/${id}/reactions/${encodeURIComponent(name)}`;
  const wrong = await ana.put(at("nonsense"));
  expect([wrong.status, wrong.body.error]).toEqual([
    422,
    "Validation failed: Name is not a recognized emoji",
  ]);
  for (const name of ["😀", "😁", "😂", "😃", "😄", "😅", "😆", "😇"])
    expect((await ana.put(at(name))).status).toBe(200);
  const ninth = await ana.put(at("😈"));
  expect([ninth.status, ninth.body.error]).toEqual([
    422,
    "Validation failed: Limit of different reactions reached",
  ]);
  expect((await ben.put(at("😀"))).status).toBe(200);
  const nowhere = `/api/v1/announcements/${rig.ctx.ids.next()}/reactions/${encodeURIComponent("😀")}`;
  expect((await ana.put(nowhere)).status).toBe(404);
});

it("is published at its time, changed, and taken down at its end, and those who listen learn of each", async () => {
  const { clock, sql } = rig.ctx;
  const soon = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000);
  const id = await say({ text: "later", publishAt: soon(1), endsAt: soon(2) });
  await moveAnnouncementsOn(rig.ctx);
  expect(await find(ben, id)).toBeUndefined();
  expect(await changesOf(id)).toEqual([]);
  const at = (minutes: number) => moveAnnouncementsOn({ sql, clock: { now: () => soon(minutes) } });
  await at(1.5);
  expect(await find(ben, id)).toMatchObject({ content: "<p>later</p>" });
  must(await editAnnouncement(rig.ctx, id, "now"));
  expect(await find(ben, id)).toMatchObject({ content: "<p>now</p>" });
  await at(3);
  expect(await find(ben, id)).toBeUndefined();
  expect(await changesOf(id)).toEqual([
    "announcement.created",
    "announcement.updated",
    "announcement.deleted",
  ]);
  const other = await say({ text: "short" });
  must(await removeAnnouncement(rig.ctx, other));
  expect(await changesOf(other)).toEqual(["announcement.created", "announcement.deleted"]);
  expect(await removeAnnouncement(rig.ctx, other)).toMatchObject({
    error: { type: "announcement/not-found" },
  });
});
