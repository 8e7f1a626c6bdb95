import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maySignUp } from "#server/signups/may-sign-up.ts";
import { pruneSignUps } from "#server/signups/store/obstacles.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let admin: Person;
let moderator: Person;
beforeAll(async () => {
  rig = await createApiRig({ TRUST_PROXY: "1" });
  admin = await rig.person("adam", { role: "admin" });
  moderator = await rig.person("mona", { role: "moderator" });
}, 60_000);
afterAll(() => rig.close());

const domains = "/api/v1/admin/email_domain_blocks";
const mailboxes = "/api/v1/admin/canonical_email_blocks";
const networks = "/api/v1/admin/ip_blocks";
const may = (email: string | null, address: string | null = "192.0.2.200") =>
  maySignUp(rig.ctx, { email, address });
const allowed = { ok: true, value: { needsApproval: false } };
const needsApproval = { ok: true, value: { needsApproval: true } };
const emailBlocked = { ok: false, error: { type: "signup/email-blocked" } };
const addressBlocked = { ok: false, error: { type: "signup/address-blocked" } };

it("is for administrators alone", async () => {
  for (const path of [domains, mailboxes, networks]) {
    expect((await moderator.get(path)).status).toBe(403);
    expect((await moderator.post(path, {})).status).toBe(403);
    expect((await moderator.delete(`${path}/0190ec5a-0000-7000-8000-000000000000`)).status).toBe(403);
    for (const id of ["1", "0190ec5a-0000-7000-8000-000000000000"]) {
      expect((await admin.get(`${path}/${id}`)).status).toBe(404);
      expect((await admin.delete(`${path}/${id}`)).status).toBe(404);
    }
  }
});

describe("a blocked e-mail domain", () => {
  it("lets nobody join with its addresses or those under it, and counts who tried", async () => {
    expect(await may("ana@junk.example")).toEqual(allowed);
    const made = await admin.post(domains, { domain: "Junk.Example" });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ id: expect.any(String), domain: "junk.example" });
    expect(made.body.history).toHaveLength(7);
    expect(made.body.history[0]).toEqual({ day: expect.stringMatching(/^\d+$/), accounts: "0", uses: "0" });
    expect(Number(made.body.history[0].day) % 86_400).toBe(0);
    for (const email of ["ana@junk.example", "ana@JUNK.example", "ana@mail.junk.example"])
      expect(await may(email)).toEqual(emailBlocked);
    expect(await may("ana@notjunk.example")).toEqual(allowed);
    await may("ana@junk.example", "192.0.2.201");
    const seen = await admin.get(`${domains}/${made.body.id}`);
    expect(seen.body.history[0]).toMatchObject({ accounts: "2", uses: "4" });
    expect((await admin.get(domains)).body).toContainEqual(seen.body);
    await admin.delete(`${domains}/${made.body.id}`);
    expect(await may("ana@junk.example")).toEqual(allowed);
  });

  it("may leave it to a moderator", async () => {
    await admin.post(domains, { domain: "maybe.example", allow_with_approval: true });
    expect(await may("ana@maybe.example")).toEqual(needsApproval);
  });

  it("is refused twice, and for what is no domain", async () => {
    await admin.post(domains, { domain: "twice.example" });
    const again = await admin.post(domains, { domain: "twice.example" });
    expect([again.status, again.body.error]).toEqual([
      422,
      "Validation failed: Domain has already been taken",
    ]);
    expect((await admin.post(domains, {})).body.error).toBe("Validation failed: Domain can't be blank");
    expect((await admin.post(domains, { domain: "two words" })).status).toBe(422);
  });
});

describe("a blocked mailbox", () => {
  it("is known in every spelling, by its hash alone", async () => {
    const made = await admin.post(mailboxes, { email: "B.ad+1@example.org" });
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      id: expect.any(String),
      canonical_email_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    for (const email of ["bad@example.org", "b.a.d+news@EXAMPLE.org"])
      expect(await may(email)).toEqual(emailBlocked);
    expect(await may("bad@example.com")).toEqual(allowed);
    const test = (email: string) => admin.post(`${mailboxes}/test`, { email });
    expect((await test("bad@example.org")).body).toEqual([made.body]);
    expect((await test("good@example.org")).body).toEqual([]);
    expect((await admin.get(mailboxes)).body).toContainEqual(made.body);
    expect((await admin.get(`${mailboxes}/${made.body.id}`)).body).toEqual(made.body);
    const again = await admin.post(mailboxes, { canonical_email_hash: made.body.canonical_email_hash });
    expect([again.status, again.body.error]).toEqual([
      422,
      "Validation failed: Canonical email hash has already been taken",
    ]);
    expect((await admin.delete(`${mailboxes}/${made.body.id}`)).body).toEqual({});
    expect(await may("bad@example.org")).toEqual(allowed);
  });

  it("needs an address or a hash", async () => {
    expect((await admin.post(mailboxes, {})).status).toBe(422);
    expect((await admin.post(mailboxes, { canonical_email_hash: "abc" })).status).toBe(422);
    expect((await admin.post(`${mailboxes}/test`, {})).status).toBe(400);
  });

  it("is that of whoever was suspended", async () => {
    const person = await rig.person("spammer");
    await rig.ctx.sql`update logins set email = 'spam@example.org' where account_id = ${person.id}`;
    await moderator.post(`/api/v1/admin/accounts/${person.id}/action`, { type: "suspend" });
    expect(await may("s.pam+2@example.org")).toEqual(emailBlocked);
  });
});

describe("a blocked network", () => {
  it("lets nobody join, or only with a moderator's word", async () => {
    const made = await admin.post(networks, {
      ip: "198.51.100.77/24",
      severity: "sign_up_block",
      comment: "Spam",
      expires_in: 3600,
    });
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      id: expect.any(String),
      ip: "198.51.100.0/24",
      severity: "sign_up_block",
      comment: "Spam",
      created_at: expect.stringMatching(/Z$/),
      expires_at: expect.stringMatching(/Z$/),
    });
    expect(await may(null, "198.51.100.9")).toEqual(addressBlocked);
    expect(await may(null, "::ffff:198.51.101.9")).toEqual(allowed);
    const path = `${networks}/${made.body.id}`;
    const changed = await admin.put(path, { severity: "sign_up_requires_approval", comment: "Hm" });
    expect(changed.body).toMatchObject({ severity: "sign_up_requires_approval", comment: "Hm" });
    expect(await may(null, "198.51.100.9")).toEqual(needsApproval);
    expect((await admin.get(path)).body).toEqual(changed.body);
    expect((await admin.get(networks)).body).toContainEqual(changed.body);
    await rig.ctx
      .sql`update ip_blocks set expires_at = now() - interval '1 minute' where id = ${made.body.id}`;
    expect(await may(null, "198.51.100.9")).toEqual(allowed);
    await pruneSignUps(rig.ctx);
    expect((await admin.get(path)).status).toBe(404);
  });

  it("may be of one address, and of IPv6", async () => {
    await admin.post(networks, { ip: "203.0.113.5", severity: "sign_up_block" });
    const six = await admin.post(networks, { ip: "2001:db8:5::1/48", severity: "sign_up_block" });
    expect(six.body).toMatchObject({ ip: "2001:db8:5::/48", comment: "", expires_at: null });
    expect(await may(null, "203.0.113.5")).toEqual(addressBlocked);
    expect(await may(null, "203.0.113.6")).toEqual(allowed);
    expect(await may(null, "2001:db8:5:ffff::9")).toEqual(addressBlocked);
  });

  it("gets nothing at all when the administrator says so, and is served again at once", async () => {
    const ask = (address: string) =>
      fetch(`${rig.origin}/api/v1/timelines/public`, { headers: { "x-forwarded-for": address } });
    expect((await ask("203.0.113.99")).status).toBe(200);
    const { body } = await admin.post(networks, { ip: "203.0.113.99", severity: "no_access" });
    expect((await ask("203.0.113.99")).status).toBe(403);
    const inbox = await fetch(`${rig.origin}/inbox`, {
      method: "POST",
      headers: { "x-forwarded-for": "203.0.113.99" },
      body: "{}",
    });
    expect(inbox.status).toBe(403);
    expect((await ask("203.0.113.98")).status).toBe(200);
    await admin.put(`${networks}/${body.id}`, { ip: "203.0.113.98" });
    expect((await ask("203.0.113.99")).status).toBe(200);
    expect((await ask("203.0.113.98")).status).toBe(403);
    await admin.delete(`${networks}/${body.id}`);
    expect((await ask("203.0.113.98")).status).toBe(200);
  });

  it("is refused without a severity, twice, and for what is no network", async () => {
    expect((await admin.post(networks, { ip: "192.0.2.9" })).status).toBe(422);
    expect((await admin.post(networks, { ip: "192.0.2.9", severity: "bad" })).status).toBe(422);
    for (const ip of ["nonsense", "192.0.2.9/64", "192.0.2.9/a", ""])
      expect((await admin.post(networks, { ip, severity: "sign_up_block" })).status).toBe(422);
    const first = await admin.post(networks, { ip: "192.0.2.9", severity: "sign_up_block" });
    expect(first.status).toBe(200);
    const again = await admin.post(networks, { ip: "192.0.2.9/32", severity: "no_access" });
    expect([again.status, again.body.error]).toEqual([422, "Validation failed: Ip has already been taken"]);
  });
});
