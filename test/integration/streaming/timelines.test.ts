import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { announce, removeAnnouncement } from "#server/announcements/write.ts";
import { deletePost } from "#server/posts/delete.ts";
import { editPost } from "#server/posts/edit.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { type Ear, openSocket, type SocketEar, settled } from "./listen.ts";

let rig: ApiRig;
let people = 0;
const open: Ear[] = [];
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());
afterEach(() => {
  for (const ear of open.splice(0)) ear.close();
});

async function newPerson(name: string): Promise<Person> {
  people += 1;
  return rig.person(`${name}${people}`);
}

async function listen(
  person: Person | null,
  stream: string,
  more: Record<string, string> = {},
): Promise<SocketEar> {
  const ear = await openSocket(rig.origin, {
    stream,
    ...(person && { access_token: person.token }),
    ...more,
  });
  open.push(ear);
  await settled(ear);
  return ear;
}

/** A post that comes after all that is waited for not to come. */
async function mark(): Promise<string> {
  return rig.publish(await newPerson("mark"), "mark");
}

/** A post that was not written here. */
async function arrive(author: { id: string }, id = rig.ctx.ids.next()): Promise<void> {
  const iri = `https://far.example/${id}`;
  await rig.ctx.sql`
    insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id,
      published_at, received_at)
    values (${id}, ${iri}, ${author.id}, false, 'note', 'Note', 'hello', 'public', ${iri}, ${id}, now(), now())`;
}

it("brings home what somebody writes whom one follows, as it is read there", async () => {
  const [ana, ben] = [await newPerson("ana"), await newPerson("ben")];
  await rig.follow(ana, ben);
  const ear = await listen(ana, "user");
  const own = await listen(ben, "user");
  const id = await rig.publish(ben, "tea #tea");
  const { stream, payload, id: position } = await ear.wait("update");
  expect(stream).toEqual(["user"]);
  expect(position).toMatch(/^\d+:\d+$/);
  expect(payload.id).toBe(id);
  expect(payload).toEqual((await ana.get(`/api/v1/statuses/${id}`)).body);
  const mine = await own.wait("update");
  expect(mine.payload).toEqual((await ben.get(`/api/v1/statuses/${id}`)).body);
  expect(mine.payload).toHaveProperty("pinned", false);
});

it("brings edits and deletions home, also of what came by a boost", async () => {
  const [ana, ben, cy] = [await newPerson("ana"), await newPerson("ben"), await newPerson("cy")];
  await rig.follow(ana, ben);
  const ear = await listen(ana, "user");
  const id = await rig.publish(ben, "one");
  await ear.wait("update");
  must(await editPost(rig.ctx, { accountId: ben.id, postId: id, text: "two" }));
  const edited = await ear.wait("status.update");
  expect(edited.payload.content).toContain("two");
  expect(edited.payload).toEqual((await ana.get(`/api/v1/statuses/${id}`)).body);
  must(await deletePost(rig.ctx, { accountId: ben.id, postId: id }));
  expect((await ear.wait("delete")).payload).toBe(id);

  const other = await rig.publish(cy, "boost me");
  const boost = await ben.post(`/api/v1/statuses/${other}/reblog`);
  const { payload } = await ear.wait("update", (status) => status.reblog !== null);
  expect(payload.id).toBe(boost.body.id);
  expect(payload.reblog.id).toBe(other);
  expect(payload.account.id).toBe(ben.id);
  await ben.post(`/api/v1/statuses/${other}/unreblog`);
  await ear.wait("delete", (gone) => gone === boost.body.id);
});

it("says to each viewer what they have done with a post that is boosted", async () => {
  const [ana, ben, cy] = [await newPerson("ana"), await newPerson("ben"), await newPerson("cy")];
  for (const follower of [ana, cy]) await rig.follow(follower, ben);
  const id = await rig.publish(await newPerson("dee"), {
    text: "which?",
    poll: { options: ["tea", "coffee"], multiple: false, closesAt: new Date(Date.now() + 3_600_000) },
  });
  await ana.post(`/api/v1/statuses/${id}/favourite`);
  await ana.post(`/api/v1/statuses/${id}/bookmark`);
  await ana.post(`/api/v1/polls/${id}/votes`, { choices: [1] });
  const [hers, theirs] = [await listen(ana, "user"), await listen(cy, "user")];
  await ben.post(`/api/v1/statuses/${id}/reblog`);
  const { payload } = await hers.wait("update");
  expect(payload.reblog).toMatchObject({
    favourited: true,
    bookmarked: true,
    poll: { own_votes: [1], voted: true },
  });
  const shown = (await ana.get("/api/v1/timelines/home?limit=1")).body[0];
  expect(payload).toEqual(shown);
  const plain = (await theirs.wait("update")).payload;
  expect(plain.reblog).toMatchObject({
    favourited: false,
    bookmarked: false,
    poll: { own_votes: [], voted: false },
  });
  expect(plain).toEqual((await cy.get("/api/v1/timelines/home?limit=1")).body[0]);
});

it("opens public streams to everybody, and gives each what their timelines would", async () => {
  const ben = await newPerson("ben");
  const names = ["public", "public:local", "public:remote", "public:media", "hashtag", "hashtag:local"];
  const ears: Record<string, SocketEar> = {};
  for (const name of names) ears[name] = await listen(null, name, { tag: "Tea" });
  const id = await rig.publish(ben, "a cup of #tea");
  const reply = await rig.publish(ben, { text: "and another #tea", inReplyTo: id });
  const quiet = await rig.publish(ben, { text: "quietly #tea", visibility: "unlisted" });
  const last = await mark();
  for (const name of ["public", "public:local"]) {
    await ears[name]?.wait("update", (status) => status.id === last);
    expect(
      ears[name]?.heard.map(({ payload }) => payload.id),
      name,
    ).toEqual([id, last]);
  }
  expect(ears["public:remote"]?.heard).toEqual([]);
  expect(ears["public:media"]?.heard).toEqual([]);
  for (const name of ["hashtag", "hashtag:local"]) {
    expect(
      ears[name]?.heard.map(({ payload }) => payload.id),
      name,
    ).toEqual([id, reply]);
    expect(ears[name]?.heard[0]?.stream).toEqual([name, "Tea"]);
  }
  expect(ears.public?.heard[1]?.payload).toEqual((await rig.request("GET", `/api/v1/statuses/${last}`)).body);
  for (const ear of Object.values(ears))
    expect(ear.heard.map(({ payload }) => payload.id)).not.toContain(quiet);
});

it("keeps from a viewer whom they block or mute, and their domains", async () => {
  const [ana, ben, cy] = [await newPerson("ana"), await newPerson("ben"), await newPerson("cy")];
  const ear = await listen(ana, "public");
  await ana.post(`/api/v1/accounts/${cy.id}/mute`);
  await ben.post(`/api/v1/accounts/${ana.id}/block`);
  await ana.post("/api/v1/domain_blocks", { domain: "far.example" });
  await rig.publish(ben, "from who blocks");
  await rig.publish(cy, "from who is muted");
  await arrive({ id: await rig.remote("eve@far.example") });
  const last = await mark();
  await ear.wait("update", (status) => status.id === last);
  expect(ear.heard.map(({ payload }) => payload.id)).toEqual([last]);
});

it("says which filters a post comes under, as soon as they are made", async () => {
  const [ana, ben] = [await newPerson("ana"), await newPerson("ben")];
  await rig.follow(ana, ben);
  const [home, everything] = [await listen(ana, "user"), await listen(ana, "public")];
  const filter = {
    title: "No coffee",
    context: ["home", "public"],
    keywords_attributes: [{ keyword: "coffee" }],
  };
  expect((await ana.post("/api/v2/filters", filter)).status).toBe(200);
  expect((await home.wait("filters_changed")).payload).toBeNull();
  const id = await rig.publish(ben, "coffee!");
  for (const ear of [home, everything]) {
    const { payload } = await ear.wait("update", (status) => status.id === id);
    expect(payload.filtered).toMatchObject([{ filter: { title: "No coffee" }, keyword_matches: ["coffee"] }]);
  }
});

it("knows of filters that were made while nobody listened", async () => {
  for (const ear of open.splice(0)) ear.close();
  const [ana, ben] = [await newPerson("ana"), await newPerson("ben")];
  await rig.follow(ana, ben);
  const before = await listen(ana, "user");
  const first = await rig.publish(ben, "tea");
  await before.wait("update", (status) => status.id === first);
  before.close();
  await before.closed;
  const filter = { title: "No tea", context: ["home"], keywords_attributes: [{ keyword: "tea" }] };
  expect((await ana.post("/api/v2/filters", filter)).status).toBe(200);
  const after = await listen(ana, "user");
  const second = await rig.publish(ben, "tea again");
  const { payload } = await after.wait("update", (status) => status.id === second);
  expect(payload.filtered).toMatchObject([{ filter: { title: "No tea" } }]);
});

it("tells whom an edit of a direct post leaves out nothing of it", async () => {
  const [ana, ben, cat] = [await newPerson("ana"), await newPerson("ben"), await newPerson("cat")];
  const text = `@${ben.username} @${cat.username} hello`;
  const postId = await rig.publish(ana, { text, visibility: "direct" });
  const [his, hers] = [await listen(ben, "user"), await listen(cat, "user")];
  must(await editPost(rig.ctx, { accountId: ana.id, postId, text: `@${ben.username} alone` }));
  await his.wait("status.update");
  const last = await rig.publish(cat, "mark");
  await hers.wait("update", (status) => status.id === last);
  expect(hers.events()).not.toContain("status.update");
});

it("brings to a list what its members write and boost", async () => {
  const [ana, ben, cy] = [await newPerson("ana"), await newPerson("ben"), await newPerson("cy")];
  for (const followee of [ben, cy]) await rig.follow(ana, followee);
  const list = (await ana.post("/api/v1/lists", { title: "Tea" })).body.id;
  await ana.post(`/api/v1/lists/${list}/accounts`, { account_ids: [ben.id] });
  const ear = await listen(ana, "list", { list });
  await rig.publish(cy, "not on it");
  const id = await rig.publish(ben, "on it");
  const { stream, payload } = await ear.wait("update");
  expect(stream).toEqual(["list", list]);
  expect(payload).toEqual((await ana.get(`/api/v1/timelines/list/${list}`)).body[0]);
  const boost = await ben.post(`/api/v1/statuses/${await rig.publish(cy, "boosted")}/reblog`);
  await ear.wait("update", (status) => status.id === boost.body.id);
  must(await deletePost(rig.ctx, { accountId: ben.id, postId: id }));
  await ear.wait("delete", (gone) => gone === id);
  expect(ear.events()).toEqual(["update", "update", "delete"]);

  const stranger = await listen(cy, "list", { list });
  expect(stranger.errors).toEqual([{ error: "Not authorized to stream this list", status: 401 }]);
});

it("keeps off the home what an exclusive list keeps", async () => {
  const [ana, ben, cy] = [await newPerson("ana"), await newPerson("ben"), await newPerson("cy")];
  for (const followee of [ben, cy]) await rig.follow(ana, followee);
  const list = (await ana.post("/api/v1/lists", { title: "Tea", exclusive: true })).body.id;
  await ana.post(`/api/v1/lists/${list}/accounts`, { account_ids: [ben.id] });
  const ear = await listen(ana, "user");
  await rig.publish(ben, "kept");
  const id = await rig.publish(cy, "not kept");
  await ear.wait("update");
  expect(ear.heard.map(({ payload }) => payload.id)).toEqual([id]);
});

it("brings notifications to the two streams that have them, and only with their scope", async () => {
  const [ana, ben] = [await newPerson("ana"), await newPerson("ben")];
  const [home, alone] = [await listen(ana, "user"), await listen(ana, "user:notification")];
  const token = await rig.token(ana.id, ["read:statuses"]);
  const narrow = await listen({ ...ana, token }, "user");
  await rig.publish(ben, `@${ana.username} hello`);
  for (const ear of [home, alone]) {
    const { payload } = await ear.wait("notification");
    expect(payload).toEqual((await ana.get(`/api/v1/notifications/${payload.id}`)).body);
    expect(payload.type).toBe("mention");
  }
  await rig.publish(ana, "afterwards");
  await narrow.wait("update");
  expect(narrow.events()).not.toContain("notification");
});

it("brings conversations to those who take part", async () => {
  const [ana, ben, cy] = [await newPerson("ana"), await newPerson("ben"), await newPerson("cy")];
  const [ear, other] = [await listen(ana, "direct"), await listen(cy, "direct")];
  const id = await rig.publish(ben, { text: `@${ana.username} a word?`, visibility: "direct" });
  const { payload } = await ear.wait("conversation");
  expect(payload).toEqual((await ana.get("/api/v1/conversations")).body[0]);
  expect(payload.last_status.id).toBe(id);
  must(await deletePost(rig.ctx, { accountId: ben.id, postId: id }));
  await ear.wait("delete", (gone) => gone === id);
  expect(other.heard).toEqual([]);
});

it("tells nobody of old posts that come late, nor of those a new follow brings home", async () => {
  const [ana, ben] = [await newPerson("ana"), await newPerson("ben")];
  await rig.publish(ben, "before");
  await rig.node.changes.settle();
  const [home, everything] = [await listen(ana, "user"), await listen(ana, "public")];
  await rig.follow(ana, ben);
  const old = rig.ctx.ids.next(new Date(Date.now() - 7 * 3_600_000));
  await arrive(ben, old);
  const last = await rig.publish(ben, "now");
  for (const ear of [home, everything]) {
    await ear.wait("update", (status) => status.id === last);
    expect(ear.heard.map(({ payload }) => payload.id)).toEqual([last]);
  }
});

it("shows whom moderators have limited in public to their followers alone", async () => {
  const [ana, ben, cy] = [await newPerson("ana"), await newPerson("ben"), await newPerson("cy")];
  await rig.follow(ana, ben);
  await rig.ctx.sql`update accounts set limited = true where id = ${ben.id}`;
  const ears = [await listen(ana, "public"), await listen(cy, "public"), await listen(null, "public")];
  const id = await rig.publish(ben, "limited");
  const last = await mark();
  for (const ear of ears) await ear.wait("update", (status) => status.id === last);
  expect(ears.map((ear) => ear.heard.map(({ payload }) => payload.id))).toEqual([[id, last], [last], [last]]);
});

it("shows a quoted post to each as they may see it", async () => {
  const [ana, ben, cy, dee] = await Promise.all(["ana", "ben", "cy", "dee"].map(newPerson));
  if (!ana || !ben || !cy || !dee) return;
  for (const follower of [ana, cy]) await rig.follow(follower, ben);
  await cy.post(`/api/v1/accounts/${dee.id}/block`);
  const quoted = await rig.publish(dee, "quote me");
  const ears = { ana: await listen(ana, "user"), cy: await listen(cy, "user") };
  const made = await ben.post("/api/v1/statuses", { status: "look", quoted_status_id: quoted });
  expect(made.status).toBe(200);
  for (const [person, ear] of [
    [ana, ears.ana],
    [cy, ears.cy],
  ] as const) {
    const { payload } = await ear.wait("update");
    expect(payload).toEqual((await person.get(`/api/v1/statuses/${made.body.id}`)).body);
  }
});

it("says to everybody who is signed in what the node announces", async () => {
  const [ana, ben] = [await newPerson("ana"), await newPerson("ben")];
  const ears = [await listen(ana, "user"), await listen(ben, "user")];
  const { id } = must(await announce(rig.ctx, { text: "The node moves tonight." }));
  const { read: _, ...shown } = (await ana.get("/api/v1/announcements")).body[0];
  for (const ear of ears) expect((await ear.wait("announcement")).payload).toEqual(shown);
  await ana.put(`/api/v1/announcements/${id}/reactions/${encodeURIComponent("🍵")}`);
  for (const ear of ears) {
    const { payload } = await ear.wait("announcement.reaction");
    expect(payload).toEqual({ name: "🍵", count: 1, announcement_id: id });
  }
  must(await removeAnnouncement(rig.ctx, id));
  for (const ear of ears) expect((await ear.wait("announcement.delete")).payload).toBe(id);
});

it("says when what a policy kept apart is among the notifications now", async () => {
  const [ana, ben] = [await newPerson("ana"), await newPerson("ben")];
  await ana.patch("/api/v2/notifications/policy", { for_not_following: "filter" });
  const ear = await listen(ana, "user:notification");
  await rig.publish(ben, `@${ana.username} hello`);
  await expect.poll(async () => (await ana.get("/api/v1/notifications/requests")).body.length).toBe(1);
  const [request] = (await ana.get("/api/v1/notifications/requests")).body;
  await ana.post(`/api/v1/notifications/requests/${request.id}/accept`);
  expect((await ear.wait("notifications_merged")).payload).toBe(1);
  expect(ear.events()).toEqual(["notifications_merged"]);
});
