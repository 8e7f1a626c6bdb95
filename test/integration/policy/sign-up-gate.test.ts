import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { join } from "#server/accounts/join.ts";
import { expireHolds } from "#server/policy/holds/expire.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { rulesOf } from "./rules-of.ts";

let rig: ApiRig;
let admin: Person;
let rules: (text: string) => Promise<void>;
beforeAll(async () => {
  rig = await createApiRig({ REGISTRATION: "open" });
  admin = await rig.person("ada", { role: "admin" });
  rules = rulesOf(rig);
});
afterAll(() => rig.close());
beforeEach(() => rules(""));

let count = 0;
function joins(more: Partial<Parameters<typeof join>[1]> = {}) {
  const username = `person${++count}`;
  return join(rig.ctx, {
    username,
    password: "a long enough password",
    email: `${username}@mail.example`,
    agrees: true,
    ...more,
  });
}
const queue = async () => (await admin.get("/api/folkmoot/v1/holds?kind=registration")).body.items;

it("refuses whom a rule refuses, with the rule's name", async () => {
  await rules(
    "  - { id: a, name: No such names, on: [registration], when: { registration.username: { startsWith: person } }, then: reject }",
  );
  expect(await joins()).toEqual({
    ok: false,
    error: [{ type: "join/refused-by-policy", rule: "No such names" }],
  });
});

it("lets somebody wait, tells them so, and lets them in when a moderator says so", async () => {
  await rules(
    "  - { id: a, name: Adverts, on: [registration], when: { registration.reason: { contains: tokens } }, then: hold }",
  );
  const made = await joins({ reason: "To sell tokens" });
  expect(made).toMatchObject({ ok: true, value: { awaits: "approval" } });
  const [item] = await queue();
  expect(item).toMatchObject({ because: [{ rule_id: "a" }], content: { reason: "To sell tokens" } });
  expect((await admin.post(`/api/folkmoot/v1/holds/${item.id}/release`)).status).toBe(200);
  const id = made.ok ? made.value.id : "";
  const [login] = await rig.ctx.sql`select approved_at from logins where account_id = ${id}`;
  expect(login?.approved_at).not.toBeNull();
  expect(await queue()).toEqual([]);
});

it("refused, they are gone; forgotten, they go on waiting among those who ask to join", async () => {
  await rules("  - { id: a, on: [registration], when: always, then: hold }");
  const refused = await joins();
  const [item] = await queue();
  expect((await admin.post(`/api/folkmoot/v1/holds/${item.id}/refuse`)).status).toBe(200);
  expect(
    await rig.ctx.sql`select from logins where account_id = ${refused.ok ? refused.value.id : ""}`,
  ).toEqual([]);
  const forgotten = await joins();
  await rig.ctx.sql`update held_items set expires_at = now() - interval '1 minute' where state = 'held'`;
  await expireHolds(rig.ctx);
  expect(await queue()).toEqual([]);
  const [login] = await rig.ctx
    .sql`select approved_at from logins where account_id = ${forgotten.ok ? forgotten.value.id : ""}`;
  expect(login).toEqual({ approved_at: null });
});

it("counts who joined from an address in the last day, of IPv6 from its network", async () => {
  await rules(
    "  - { id: a, on: [registration], when: { registration.signUpsFromAddressDay: { atLeast: 2 } }, then: hold }",
  );
  const waits = async (address: string) => {
    const made = await joins({ address });
    return made.ok && made.value.awaits;
  };
  expect(await waits("203.0.113.9")).toBeNull();
  expect(await waits("203.0.113.9")).toBeNull();
  expect(await waits("203.0.113.8")).toBeNull();
  expect(await waits("203.0.113.9")).toBe("approval");
  for (const host of ["1", "2"]) expect(await waits(`2001:db8:0:1::${host}`)).toBeNull();
  expect(await waits("2001:db8:0:2::3")).toBeNull();
  expect(await waits("2001:db8:0:1::3")).toBe("approval");
});

it("takes nobody whose e-mail address is of a domain with reject-signups, or of one under it", async () => {
  const path = "/api/folkmoot/v1/domains/burner.example";
  await admin.put(path, { verdict: "none", filters: ["reject-signups"] });
  const blocked = { ok: false, error: [{ type: "signup/email-blocked" }] };
  expect(await joins({ email: "a@burner.example" })).toEqual(blocked);
  expect(await joins({ email: "a@mail.burner.example" })).toEqual(blocked);
  expect(await joins({ email: "a@notburner.example" })).toMatchObject({ ok: true });
  await admin.delete(path);
  expect(await joins({ email: "b@burner.example" })).toMatchObject({ ok: true });
});
