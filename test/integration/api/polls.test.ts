import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

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
async function ask(poll: object = {}, more: object = {}): Promise<string> {
  const { body } = await ana.post("/api/v1/statuses", {
    status: "Which?",
    poll: { options: ["a", "b", "c"], expires_in: 600, ...poll },
    ...more,
  });
  return body.id;
}

describe("a poll", () => {
  it("is shown with the viewer's votes", async () => {
    const id = await ask();
    const { body } = await rig.request("GET", `/api/v1/polls/${id}`);
    expect(body).toEqual({
      id,
      expires_at: expect.any(String),
      expired: false,
      multiple: false,
      votes_count: 0,
      voters_count: 0,
      options: ["a", "b", "c"].map((title) => ({ title, votes_count: 0 })),
      emojis: [],
    });
    const voted = await ben.post(`/api/v1/polls/${id}/votes`, { choices: ["1"] });
    expect(voted).toMatchObject({
      status: 200,
      body: { votes_count: 1, voters_count: 1, voted: true, own_votes: [1] },
    });
    expect((await eva.get(`/api/v1/polls/${id}`)).body).toMatchObject({ voted: false, own_votes: [] });
  });

  it("takes several choices when it says so", async () => {
    const id = await ask({ multiple: true });
    const form = new URLSearchParams([
      ["choices[]", "0"],
      ["choices[]", "2"],
    ]);
    expect((await ben.post(`/api/v1/polls/${id}/votes`, form)).body).toMatchObject({
      votes_count: 2,
      voters_count: 1,
      own_votes: [0, 2],
    });
  });

  it.each<[string, unknown, string]>([
    ["two choices", [0, 1], "Validation failed: This poll takes one choice"],
    ["an option that is not there", [7], "Validation failed: The chosen vote option does not exist"],
    ["a word", ["x"], "Validation failed: The chosen vote option does not exist"],
    ["no choice", [], "Validation failed: Choices can't be blank"],
  ])("refuses %s", async (_what, choices, error) => {
    const id = await ask();
    expect(await ben.post(`/api/v1/polls/${id}/votes`, { choices })).toMatchObject({
      status: 422,
      body: { error },
    });
  });

  it("takes one vote of each, also when two come at once", async () => {
    const id = await ask();
    const replies = await Promise.all(
      [0, 1, 2].map((n) => ben.post(`/api/v1/polls/${id}/votes`, { choices: [n] })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    const refused = replies.find(({ status }) => status === 422);
    expect(refused?.body.error).toBe("Validation failed: You have already voted on this poll");
    expect((await ana.get(`/api/v1/polls/${id}`)).body.votes_count).toBe(1);
  });

  it("takes none of whoever asks", async () => {
    expect(await ana.post(`/api/v1/polls/${await ask()}/votes`, { choices: [0] })).toMatchObject({
      status: 422,
      body: { error: "Validation failed: You cannot vote in your own polls" },
    });
  });

  it("takes none when it is over", async () => {
    const id = await ask();
    await rig.ctx.sql`update polls set closes_at = now() - interval '1 second' where post_id = ${id}`;
    expect((await ben.get(`/api/v1/polls/${id}`)).body.expired).toBe(true);
    expect(await ben.post(`/api/v1/polls/${id}/votes`, { choices: [0] })).toMatchObject({
      status: 422,
      body: { error: "Validation failed: The poll has already ended" },
    });
  });

  it("hides its numbers until it is over when its author wants it so", async () => {
    const id = await ask({ hide_totals: true });
    const { body: open } = await ben.post(`/api/v1/polls/${id}/votes`, { choices: [0] });
    expect(open.options[0]).toEqual({ title: "a", votes_count: null });
    await rig.ctx.sql`update polls set closes_at = now() - interval '1 second' where post_id = ${id}`;
    expect((await eva.get(`/api/v1/polls/${id}`)).body.options[0]).toEqual({ title: "a", votes_count: 1 });
  });

  it("is for those who may see its post", async () => {
    const id = await ask({}, { visibility: "private" });
    expect((await ben.get(`/api/v1/polls/${id}`)).status).toBe(200);
    expect(await eva.get(`/api/v1/polls/${id}`)).toMatchObject(missing);
    expect(await rig.request("GET", `/api/v1/polls/${id}`)).toMatchObject(missing);
    expect(await eva.post(`/api/v1/polls/${id}/votes`, { choices: [0] })).toMatchObject(missing);
    const plain = await rig.publish(ana, "no question");
    expect(await ana.get(`/api/v1/polls/${plain}`)).toMatchObject(missing);
    expect(await ana.post(`/api/v1/polls/${plain}/votes`, { choices: [0] })).toMatchObject(missing);
  });
});
