import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig } from "./rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());

it("shows at home what somebody and those they follow wrote, and pages through it", async () => {
  const ana = await rig.person("ana");
  const ben = await rig.person("ben");
  await rig.follow(ana, ben);
  const ids: string[] = [];
  for (const text of ["one", "two", "three"]) ids.push(await rig.publish(ben, text));
  const first = await ana.get("/api/v1/timelines/home?limit=2");
  expect(first.status).toBe(200);
  expect(first.body.map((status: { id: string }) => status.id)).toEqual([ids[2], ids[1]]);
  expect(first.headers.get("link")).toContain(`max_id=${ids[1]}`);
  const second = await ana.get(`/api/v1/timelines/home?limit=2&max_id=${ids[1]}`);
  expect(second.body.map((status: { id: string }) => status.id)).toEqual([ids[0]]);
});

it("refuses who has no token", async () => {
  const { status, body } = await rig.request("GET", "/api/v1/timelines/home");
  expect(status).toBe(401);
  expect(body).toEqual({ error: "The access token is invalid" });
});
