import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig } from "./rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());

it("keeps how far somebody has read, for each timeline and each person", async () => {
  const [ana, ben] = [await rig.person("ana"), await rig.person("ben")];
  const [first, second] = [rig.ctx.ids.next(), rig.ctx.ids.next()];
  const set = await ana.post("/api/v1/markers", { home: { last_read_id: first } });
  expect(set).toMatchObject({ status: 200 });
  expect(set.body).toEqual({
    home: { last_read_id: first, version: 1, updated_at: expect.stringMatching(/^\d{4}-.*Z$/) },
  });
  const form = new URLSearchParams({ "home[last_read_id]": second, "notifications[last_read_id]": first });
  const both = await rig.request("POST", "/api/v1/markers", { token: ana.token, body: form });
  expect(both.body).toMatchObject({
    home: { last_read_id: second, version: 2 },
    notifications: { last_read_id: first, version: 1 },
  });
  const read = (query: string) => ana.get(`/api/v1/markers${query}`);
  expect((await read("?timeline[]=home&timeline[]=notifications")).body).toEqual(both.body);
  expect(Object.keys((await read("?timeline[]=home")).body)).toEqual(["home"]);
  expect((await read("")).body).toEqual({});
  expect((await read("?timeline[]=tea")).body).toEqual({});
  expect((await ben.get("/api/v1/markers?timeline[]=home")).body).toEqual({});
});

it("takes ids and known timelines alone", async () => {
  const cat = await rig.person("cat");
  expect((await cat.post("/api/v1/markers", { home: { last_read_id: "17" } })).status).toBe(422);
  expect((await cat.post("/api/v1/markers", { tea: { last_read_id: rig.ctx.ids.next() } })).body).toEqual({});
  expect((await cat.post("/api/v1/markers", { home: "x" })).body).toEqual({});
  expect((await cat.post("/api/v1/markers", {})).body).toEqual({});
});

it("counts every change of clients that write at once", async () => {
  const dan = await rig.person("dan");
  const replies = await Promise.all(
    Array.from({ length: 10 }, () =>
      dan.post("/api/v1/markers", { home: { last_read_id: rig.ctx.ids.next() } }),
    ),
  );
  expect(replies.map((reply) => reply.body.home.version).sort((a, b) => a - b)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
});
