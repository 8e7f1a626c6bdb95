import { afterAll, beforeAll, expect, it } from "vitest";
import { deletePost } from "#server/posts/delete.ts";
import { editPost } from "#server/posts/edit.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let n = 0;
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());

async function people(): Promise<[Person, Person, Person]> {
  n++;
  return [await rig.person(`ana${n}`), await rig.person(`ben${n}`), await rig.person(`cat${n}`)];
}

const write = (from: Person, to: Person[], inReplyTo: string | null = null) =>
  rig.publish(from, {
    text: `${to.map((each) => `@${each.username}`).join(" ")} hello`,
    visibility: "direct",
    inReplyTo,
  });
const list = async (reader: Person, query = ""): Promise<Json[]> =>
  (await reader.get(`/api/v1/conversations${query}`)).body;
const lastOf = (items: Json[]) => items.map((item) => item.last_status.id);

it("groups direct posts, and tells each of those who take part who the others are", async () => {
  const [ana, ben, cat] = await people();
  const first = await write(ana, [ben, cat]);
  const answer = await write(ben, [ana, cat], first);
  const [one, ...others] = await list(ana);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ id: first, unread: true, last_status: { id: answer, visibility: "direct" } });
  expect(one?.accounts.map((each: Json) => each.username).sort()).toEqual([ben.username, cat.username]);
  expect((await list(ben))[0]).toMatchObject({ id: first, unread: false });
  expect((await list(cat))[0]).toMatchObject({ id: first, unread: true });
});

it("has whoever writes to nobody with themselves", async () => {
  const [ana] = await people();
  const post = await write(ana, []);
  expect(await list(ana)).toMatchObject([
    { id: post, unread: false, accounts: [{ username: ana.username }], last_status: { id: post } },
  ]);
});

it("pages by the last posts, in both directions", async () => {
  const [ana, ben] = await people();
  const posts: string[] = [];
  for (let at = 0; at < 4; at++) posts.unshift(await write(ben, [ana]));
  const first = await ana.get("/api/v1/conversations?limit=2");
  expect(lastOf(first.body)).toEqual(posts.slice(0, 2));
  const link = first.headers.get("link") ?? "";
  expect(link).toContain(`max_id=${posts[1]}>; rel="next"`);
  expect(link).toContain(`min_id=${posts[0]}>; rel="prev"`);
  expect(lastOf(await list(ana, `?limit=2&max_id=${posts[1]}`))).toEqual(posts.slice(2));
  expect(lastOf(await list(ana, `?limit=2&min_id=${posts[3]}`))).toEqual(posts.slice(1, 3));
  expect(lastOf(await list(ana, `?limit=1&since_id=${posts[3]}`))).toEqual([posts[0]]);
  await write(ana, [ben], posts[3]);
  expect((await list(ana)).map((item) => item.id)).toEqual([posts[3], posts[0], posts[1], posts[2]]);
});

it("is read and unread by each for themselves", async () => {
  const [ana, ben, cat] = await people();
  const post = await write(ben, [ana]);
  const read = await ana.post(`/api/v1/conversations/${post}/read`);
  expect(read).toMatchObject({ status: 200, body: { id: post, unread: false, last_status: { id: post } } });
  expect(await list(ana)).toMatchObject([{ unread: false }]);
  expect((await ana.post(`/api/v1/conversations/${post}/unread`)).body).toMatchObject({ unread: true });
  await ana.post(`/api/v1/conversations/${post}/read`);
  await write(ben, [ana], post);
  expect(await list(ana)).toMatchObject([{ unread: true }]);
  await write(ana, [ben], post);
  expect(await list(ana)).toMatchObject([{ unread: false }]);
  for (const id of [post, "17", rig.ctx.ids.next()]) {
    expect((await cat.post(`/api/v1/conversations/${id}/read`)).status).toBe(404);
    expect((await cat.post(`/api/v1/conversations/${id}/unread`)).status).toBe(404);
    expect((await cat.delete(`/api/v1/conversations/${id}`)).status).toBe(404);
  }
});

it("goes from the list of whoever deletes it, until somebody writes again", async () => {
  const [ana, ben] = await people();
  const post = await write(ben, [ana]);
  expect(await ana.delete(`/api/v1/conversations/${post}`)).toMatchObject({ status: 200, body: {} });
  expect((await ana.delete(`/api/v1/conversations/${post}`)).status).toBe(404);
  expect(await list(ana)).toEqual([]);
  expect(await list(ben)).toHaveLength(1);
  const answer = await write(ben, [ana], post);
  expect(await list(ana)).toMatchObject([{ id: post, unread: true, last_status: { id: answer } }]);
});

it("goes back to the post before when the last one is deleted, and goes with the only one", async () => {
  const [ana, ben] = await people();
  const first = await write(ben, [ana]);
  const second = await write(ben, [ana], first);
  await deletePost(rig.ctx, { accountId: ben.id, postId: second });
  expect(lastOf(await list(ana))).toEqual([first]);
  await deletePost(rig.ctx, { accountId: ben.id, postId: first });
  expect(await list(ana)).toEqual([]);
  expect(await list(ben)).toEqual([]);
});

it("is joined when a late parent shows that two are one", async () => {
  const [ana, ben] = await people();
  const [first, second] = [await write(ben, [ana]), await write(ben, [ana])];
  await ana.post(`/api/v1/conversations/${first}/read`);
  await rig.ctx.sql`update posts set conversation_id = ${first} where conversation_id = ${second}`;
  expect(await list(ana)).toMatchObject([{ id: first, unread: true, last_status: { id: second } }]);
  await rig.ctx.sql`update posts set conversation_id = ${ana.id} where conversation_id = ${first}`;
  expect(await list(ana)).toMatchObject([{ id: ana.id, unread: true, last_status: { id: second } }]);
});

it("shows nobody those that do not name them, and not what blocks and mutes hide", async () => {
  const [ana, ben, cat] = await people();
  await write(ana, [ben]);
  await rig.publish(ana, `@${cat.username} in public`);
  expect(await list(cat)).toEqual([]);
  await rig.ctx
    .sql`insert into mutes (account_id, target_id, created_at) values (${ben.id}, ${ana.id}, now())`;
  expect(await list(ben)).toEqual([]);
});

it("shows whom an edit leaves out nothing more of the post, there or at home", async () => {
  const [ana, ben, cat] = await people();
  const first = await write(ana, [ben, cat]);
  const second = await write(ana, [ben, cat], first);
  const alone = await write(ana, [cat]);
  const home = async (reader: Person): Promise<string[]> =>
    (await reader.get("/api/v1/timelines/home")).body.map((status: Json) => status.id);
  expect(await home(cat)).toEqual([alone, second, first]);
  for (const postId of [second, alone]) {
    const text = `@${ben.username} cat need not know`;
    must(await editPost(rig.ctx, { accountId: ana.id, postId, text }));
  }
  // Whoever still reads it has it rendered a moment before.
  expect(await home(ana)).toContain(second);
  expect(await home(cat)).toEqual([first]);
  expect(lastOf(await list(cat))).toEqual([first]);
  expect(lastOf(await list(ben))).toContain(second);
  expect((await cat.post(`/api/v1/conversations/${alone}/read`)).status).toBe(404);
});
