import { afterAll, beforeAll, expect, it } from "vitest";
import { act } from "#server/actions/act.ts";
import { findSubject } from "#server/actions/subjects.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { rulesOf } from "./rules-of.ts";

let rig: ApiRig;
let moderator: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig();
  moderator = await rig.person("mia", { role: "moderator" });
  ben = await rig.person("ben");
  await rulesOf(rig)(
    [
      "  - { id: a, on: [outbound], when: always, then: { filters: [auto-cw, auto-unlisted, prevent-search], label: trade } }",
      "  - { id: b, on: [profile], when: always, then: { filters: [prevent-search], label: shop } }",
    ].join("\n"),
  );
});
afterAll(() => rig.close());

const at = "/api/folkmoot/v1/policy/marks";
const lift = (by: Person, kind: string, id: string) => by.post(`${at}/lift`, { kind, id });
const none = { filters: [], labels: [] };

it("POST /api/folkmoot/v1/policy/marks/lift takes back what rules said of a post, and leaves what moderators want", async () => {
  const id = await rig.publish(ben, "Buy #tokens");
  const subject = await findSubject(rig.ctx, { kind: "post", id });
  if (subject === null) throw new Error("no subject");
  const by = { accountId: moderator.id, role: "moderator" as const };
  const reasons = { category: "spam" as const };
  must(await act(rig.ctx, by, { subject, kind: "label", params: { label: "advertisement" }, reasons }));
  must(
    await act(rig.ctx, by, { subject, kind: "filter", params: { filters: ["prevent-trending"] }, reasons }),
  );
  const shown = async () => (await ben.get(`/api/v1/statuses/${id}`)).body;
  expect(await shown()).toMatchObject({
    visibility: "unlisted",
    sensitive: true,
    spoiler_text: expect.stringContaining("moderators"),
    folkmoot: { labels: ["advertisement", "trade"] },
  });
  const { body } = await moderator.get(`${at}?kind=post&id=${id}`);
  expect(body.labels).toEqual(["trade"]);
  expect((await lift(moderator, "post", id)).body).toEqual(body);
  expect(await shown()).toMatchObject({
    visibility: "public",
    sensitive: false,
    spoiler_text: "",
    folkmoot: { labels: ["advertisement"] },
  });
  expect(await rig.ctx.sql`select hashtag from post_hashtags where post_id = ${id}`).toHaveLength(1);
  expect(await rig.ctx.sql`select filters, acted, labels from post_filters where post_id = ${id}`).toEqual([
    { filters: [], acted: ["prevent-trending"], labels: [] },
  ]);
  expect((await moderator.get(`${at}?kind=post&id=${id}`)).body).toEqual(none);
  expect((await lift(moderator, "post", id)).body).toEqual(none);
  const entries = await rig.ctx.sql`select from ledger_pending where kind = 'policy.lifted'
    union all select from ledger_entries where kind = 'policy.lifted'`;
  expect(entries).toHaveLength(1);
});

it("of an account takes back what rules said of its profile", async () => {
  expect((await ben.patch("/api/v1/accounts/update_credentials", { note: "A shop" })).status).toBe(200);
  const labels = async () => (await moderator.get(`/api/v1/accounts/${ben.id}`)).body.folkmoot?.labels;
  expect(await labels()).toEqual(["shop"]);
  expect((await moderator.get(`${at}?kind=account&id=${ben.id}`)).body).toEqual({
    filters: ["prevent-search"],
    labels: ["shop"],
  });
  expect((await lift(moderator, "account", ben.id)).status).toBe(200);
  expect(await labels()).toBeUndefined();
});

it("GET and POST are for moderators, not about their own, and about what there is", async () => {
  const own = await rig.publish(moderator, "Mine");
  expect((await lift(moderator, "post", own)).status).toBe(403);
  expect((await lift(ben, "post", own)).status).toBe(403);
  expect((await ben.get(`${at}?kind=post&id=${own}`)).status).toBe(403);
  expect((await lift(moderator, "post", rig.ctx.ids.next())).status).toBe(404);
});
