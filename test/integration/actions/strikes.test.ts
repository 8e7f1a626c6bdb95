import { afterAll, beforeAll, expect, it } from "vitest";
import { endActions } from "#server/actions/end.ts";
import { countStrikes } from "#server/desk/case-views.ts";
import { readAuthors } from "#server/policy/store/facts.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let mia: Person;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig();
  mia = await rig.person("mia", { role: "moderator" });
  ana = await rig.person("ana");
});
afterAll(() => rig.close());

/** As moderators read it, and as rules do. */
async function strikes(): Promise<(number | undefined)[]> {
  const [author] = await readAuthors(rig.ctx.sql, [ana.id]);
  return [await countStrikes(rig.ctx, ana.id), author?.strikes];
}

async function act(kind: string, more: object = {}): Promise<string> {
  const subject = { kind: "account", id: ana.id };
  const { body } = await mia.post("/api/folkmoot/v1/actions", { subject, kind, category: "spam", ...more });
  return String(body.id);
}

it("what was taken back no longer counts against somebody, what ended by itself does", async () => {
  const mistaken = await act("limit");
  expect(await strikes()).toEqual([1, 1]);
  await mia.post(`/api/folkmoot/v1/actions/${mistaken}/undo`, { reason: "a mistake" });
  expect(await strikes()).toEqual([0, 0]);
  const served = await act("limit", { ends_at: new Date(rig.ctx.clock.now().getTime() + 3_600_000) });
  await rig.ctx.sql`update actions set ends_at = ${new Date(0)} where id = ${served}`;
  expect(await endActions(rig.ctx)).toBe(1);
  expect(await strikes()).toEqual([1, 1]);
});
