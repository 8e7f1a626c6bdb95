import { afterAll, beforeAll, expect, it } from "vitest";
import { changeOwner } from "#server/accounts/community-owners.ts";
import { createAccount } from "#server/accounts/create.ts";
import { setRole } from "#server/accounts/login.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let ana: Person;
let groupId: string;
beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
  groupId = must(await createAccount(rig.ctx, { username: "gardens", kind: "group" })).id;
});
afterAll(() => rig.close());

const change = (username: string, isOwner: boolean, group = "gardens") =>
  changeOwner(rig.ctx, { group, username, isOwner });
const policy = async () => (await ana.get(`/api/folkmoot/v1/communities/${groupId}/policy`)).status;
const recorded = async () =>
  (
    await rig.ctx.sql<
      { action: string }[]
    >`select action from audit_log where action like 'community%' order by id`
  ).map(({ action }) => action);

it("who is made an owner of a community reads its cases and rules until they are one no longer", async () => {
  expect([await policy(), (await ana.get("/api/folkmoot/v1/cases")).status]).toEqual([404, 403]);
  expect(must(await change("ana", true))).toEqual({ owners: 1 });
  expect(must(await change("ana", true))).toEqual({ owners: 1 });
  expect([await policy(), (await ana.get("/api/folkmoot/v1/cases")).status]).toEqual([200, 200]);
  expect(must(await change("ana", false))).toEqual({ owners: 0 });
  expect([await policy(), (await ana.get("/api/folkmoot/v1/cases")).status]).toEqual([404, 403]);
  expect(await recorded()).toEqual(["community.owner-added", "community.owner-removed"]);
});

it("what members post to a community by mentioning it is reported to its owners, and nothing else", async () => {
  const [ben, eve] = [await rig.person("ben"), await rig.person("eve")];
  await ben.post(`/api/v1/accounts/${groupId}/follow`);
  must(await change("ana", true));
  const report = async (status: string) => {
    const { body } = await ben.post("/api/v1/statuses", { status });
    await rig.node.settle();
    expect((await eve.post("/api/v1/reports", { account_id: ben.id, status_ids: [body.id] })).status).toBe(
      200,
    );
    return body.uri;
  };
  const [inGroup] = [await report("@gardens Buy my spades"), await report("Buy my spades")];
  const { body } = await ana.get("/api/folkmoot/v1/cases");
  expect(body.cases).toMatchObject([{ community_id: groupId, subject: { iri: inGroup } }]);
  must(await change("ana", false));
});

it("only a person of this node looks after a community of this node", async () => {
  await rig.remote("farley@far.example");
  expect(await change("ana", true, "nobody")).toMatchObject({ error: { type: "group/not-found" } });
  expect(await change("ana", true, "ana")).toMatchObject({ error: { type: "group/not-found" } });
  for (const username of ["nobody", "gardens", "farley"])
    expect(await change(username, true)).toMatchObject({ error: { type: "account/not-found" } });
});

it("a role that is given stands in the record", async () => {
  expect((await setRole(rig.ctx, "ana", "moderator")).ok).toBe(true);
  const [last] = await rig.ctx.sql`select action, target, details from audit_log order by id desc limit 1`;
  expect(last).toEqual({
    action: "account.role-changed",
    target: ana.id,
    details: { from: "member", to: "moderator" },
  });
});
