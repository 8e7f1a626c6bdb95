import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseRemoteAccount } from "#server/accounts/delete.ts";
import { eraseLongSuspended } from "#server/admin/accounts/erase.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let owner: Person;
let admin: Person;
let moderator: Person;
let member: Person;
let count = 0;
beforeAll(async () => {
  rig = await createApiRig();
  owner = await rig.person("olga", { role: "owner" });
  admin = await rig.person("adam", { role: "admin" });
  moderator = await rig.person("mona", { role: "moderator" });
  member = await rig.person("mick");
}, 60_000);
afterAll(() => rig.close());

const base = "/api/v1/admin/accounts";
const newPerson = () => rig.person(`person${++count}`);
const act = (by: Person, target: { id: string }, type: string, more: object = {}) =>
  by.post(`${base}/${target.id}/action`, { type, ...more });
const ids = (body: { id: string }[]) => body.map((each) => each.id);

async function pending(username: string): Promise<string> {
  const person = await rig.person(username);
  await rig.ctx.sql`update logins set approved_at = null, email = ${`${username}@example.org`},
    sign_up_reason = 'Let me in', sign_up_address = '192.0.2.77' where account_id = ${person.id}`;
  return person.id;
}

const audit = (target: string) =>
  rig.ctx.sql<{ action: string; by: string | null }[]>`
    select action, account_id as by from audit_log where target = ${target} order by id`;

describe("who may administer accounts", () => {
  it("is no member, and nobody without the scope", async () => {
    for (const [method, path] of [
      ["GET", base],
      ["GET", `/api/v2/admin/accounts`],
      ["GET", `${base}/${member.id}`],
      ["POST", `${base}/${member.id}/action`],
      ["POST", `${base}/${member.id}/unsuspend`],
    ] as const) {
      const reply = await rig.request(method, path, {
        token: member.token,
        body: method === "POST" ? {} : undefined,
      });
      expect([path, reply.status, reply.body]).toEqual([path, 403, { error: "This action is not allowed" }]);
    }
    const weak = await rig.token(moderator.id, ["read", "write"]);
    expect((await rig.request("GET", base, { token: weak })).status).toBe(403);
  });

  it("does nothing to people of the same role or a higher one, nor to themselves", async () => {
    for (const type of ["none", "sensitive", "disable", "silence", "suspend"]) {
      for (const [by, target] of [
        [moderator, admin],
        [moderator, owner],
        [admin, owner],
        [admin, admin],
        [owner, owner],
      ] as const)
        expect((await act(by, target, type)).status).toBe(403);
    }
    expect((await admin.get("/api/v1/timelines/home")).status).toBe(200);
    expect((await act(admin, moderator, "silence")).status).toBe(200);
    expect((await moderator.post(`${base}/${moderator.id}/unsilence`)).status).toBe(403);
    expect((await admin.post(`${base}/${moderator.id}/unsilence`)).status).toBe(200);
  });

  it("erases accounts only as an administrator", async () => {
    const target = await newPerson();
    await act(moderator, target, "suspend");
    expect((await moderator.delete(`${base}/${target.id}`)).status).toBe(403);
  });
});

describe("an account for moderators", () => {
  it("has what only they see", async () => {
    const id = await pending("penny");
    const { status, body } = await moderator.get(`${base}/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      username: "penny",
      domain: null,
      email: "penny@example.org",
      ip: "192.0.2.77",
      role: { id: "-99", name: "", permissions: "65536", color: "", highlighted: false },
      confirmed: true,
      approved: false,
      disabled: false,
      suspended: false,
      silenced: false,
      sensitized: false,
      locale: null,
      invite_request: "Let me in",
      ips: [{ ip: "192.0.2.77", used_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) }],
      account: { id, username: "penny", acct: "penny" },
    });
  });

  it("of another server has no login", async () => {
    const id = await rig.remote("rita@there.example");
    expect((await moderator.get(`${base}/${id}`)).body).toMatchObject({
      domain: "there.example",
      email: null,
      ip: null,
      role: null,
      confirmed: null,
      approved: null,
      disabled: null,
      ips: null,
      account: { acct: "rita@there.example" },
    });
  });

  it("says from where somebody came", async () => {
    const person = await newPerson();
    await person.get("/api/v1/timelines/home");
    await rig.ctx
      .sql`insert into account_addresses values (${person.id}, '198.51.100.4', now() - interval '1 day')`;
    expect((await moderator.get(`${base}/${person.id}`)).body.ips).toEqual([
      { ip: "198.51.100.4", used_at: expect.any(String) },
    ]);
    const found = await moderator.get(`${base}?ip=198.51.100.4`);
    expect(ids(found.body)).toEqual([person.id]);
    expect(ids((await moderator.get(`/api/v2/admin/accounts?ip=198.51.100.0/24`)).body)).toEqual([person.id]);
    expect((await moderator.get(`${base}?ip=nonsense`)).body).toEqual([]);
  });

  it("that is not there is not found", async () => {
    for (const id of ["1", "0190ec5a-0000-7000-8000-000000000000"])
      expect((await moderator.get(`${base}/${id}`)).status).toBe(404);
    expect((await act(moderator, { id: "0190ec5a-0000-7000-8000-000000000000" }, "silence")).status).toBe(
      404,
    );
  });
});

describe("the list of accounts", () => {
  it("is filtered in every way, in both versions", async () => {
    const remote = await rig.remote("zoe@filter.example");
    const silenced = await newPerson();
    const suspended = await newPerson();
    const disabled = await newPerson();
    const sensitized = await newPerson();
    await act(moderator, silenced, "silence");
    await act(moderator, suspended, "suspend");
    await act(moderator, disabled, "disable");
    await act(moderator, sensitized, "sensitive");
    const waiting = await pending("wanda");
    const v1 = async (query: string) => ids((await moderator.get(`${base}?${query}`)).body);
    const v2 = async (query: string) => ids((await moderator.get(`/api/v2/admin/accounts?${query}`)).body);

    expect(await v1("remote=true&by_domain=filter.example")).toEqual([remote]);
    expect(await v1("silenced=true")).toEqual([silenced.id]);
    expect(await v1("suspended=true")).toContain(suspended.id);
    expect(await v1("disabled=true")).toEqual([disabled.id]);
    expect(await v1("sensitized=true")).toEqual([sensitized.id]);
    expect(await v1("pending=true")).toContain(waiting);
    expect(await v1("staff=true")).toEqual([moderator.id, admin.id, owner.id]);
    expect(await v1("username=wan")).toEqual([waiting]);
    expect(await v1("email=WANDA@")).toEqual([waiting]);
    expect(await v1("username=%25")).toEqual([]);
    const active = await v1("active=true");
    expect(active).toContain(member.id);
    expect(active).not.toContain(suspended.id);
    expect(active).not.toContain(remote);

    expect(await v2("origin=remote&by_domain=filter.example")).toEqual([remote]);
    expect(await v2("status=silenced")).toEqual([silenced.id]);
    expect(await v2("status=pending")).toContain(waiting);
    expect(await v2("permissions=staff")).toEqual([moderator.id, admin.id, owner.id]);
    expect(await v2("role_ids[]=2&role_ids[]=3")).toEqual([admin.id, owner.id]);
    expect(await v2("display_name=nobody-has-this")).toEqual([]);
    expect(await v2(`invited_by=${admin.id}`)).toEqual([]);
    expect((await moderator.get("/api/v2/admin/accounts?origin=mars")).status).toBe(400);
  });

  it("finds whom somebody invited", async () => {
    const guest = await newPerson();
    const invitation = rig.ctx.ids.next();
    await rig.ctx.sql`insert into invitations (id, token_hash, role, created_by, created_at)
      values (${invitation}, ${invitation}, 'member', ${admin.id}, now())`;
    await rig.ctx.sql`update logins set invitation_id = ${invitation} where account_id = ${guest.id}`;
    const { body } = await moderator.get(`/api/v2/admin/accounts?invited_by=${admin.id}`);
    expect(body).toMatchObject([{ id: guest.id, invited_by_account_id: admin.id }]);
  });

  it("is paged in both directions", async () => {
    const all = ids((await moderator.get("/api/v2/admin/accounts?origin=local&limit=200")).body);
    const first = await moderator.get("/api/v2/admin/accounts?origin=local&limit=2");
    expect(ids(first.body)).toEqual(all.slice(0, 2));
    expect(first.headers.get("link")).toContain(`max_id=${all[1]}`);
    const second = await moderator.get(`/api/v2/admin/accounts?origin=local&limit=2&max_id=${all[1]}`);
    expect(ids(second.body)).toEqual(all.slice(2, 4));
    const back = await moderator.get(`/api/v2/admin/accounts?origin=local&limit=2&min_id=${all[2]}`);
    expect(ids(back.body)).toEqual(all.slice(0, 2));
  });
});

describe("a decision about an account", () => {
  it("must be one that there is", async () => {
    const target = await newPerson();
    for (const type of [undefined, "", "ban"])
      expect((await moderator.post(`${base}/${target.id}/action`, { type })).status).toBe(422);
  });

  it("is told to its owner, closes its reports, and is on record", async () => {
    const target = await newPerson();
    const filed = await member.post("/api/v1/reports", { account_id: target.id, comment: "Rude" });
    const done = await act(moderator, target, "none", { report_id: filed.body.id, text: "Please be kind." });
    expect([done.status, done.body]).toEqual([200, {}]);
    const told = await target.get("/api/v1/notifications");
    expect(told.body).toMatchObject([
      { type: "moderation_warning", moderation_warning: { action: "none", text: "Please be kind." } },
    ]);
    const report = await moderator.get(`/api/v1/admin/reports/${filed.body.id}`);
    expect(report.body).toMatchObject({ action_taken: true, action_taken_by_account: { id: moderator.id } });
    expect(await audit(target.id)).toEqual([{ action: "account.warned", by: moderator.id }]);
  });

  it("closes all reports about whom it is, unless it only warns", async () => {
    const target = await newPerson();
    const first = await member.post("/api/v1/reports", { account_id: target.id });
    // About a post, so that it has a case of its own.
    const status_ids = [await rig.publish(target, "Rude words")];
    const second = await owner.post("/api/v1/reports", { account_id: target.id, status_ids });
    await act(moderator, target, "none", { report_id: first.body.id });
    expect((await moderator.get(`/api/v1/admin/reports/${second.body.id}`)).body.action_taken).toBe(false);
    await act(moderator, target, "silence");
    expect((await moderator.get(`/api/v1/admin/reports/${second.body.id}`)).body.action_taken).toBe(true);
  });

  it("is not told when the moderator does not want it", async () => {
    const target = await newPerson();
    await act(moderator, target, "sensitive", { send_email_notification: false });
    expect((await target.get("/api/v1/notifications")).body).toEqual([]);
  });

  it("may not name the report of somebody else", async () => {
    const target = await newPerson();
    const filed = await member.post("/api/v1/reports", { account_id: owner.id });
    expect((await act(moderator, target, "silence", { report_id: filed.body.id })).status).toBe(404);
    expect((await moderator.get(`${base}/${target.id}`)).body.silenced).toBe(false);
  });

  it("to disable keeps its owner out until it is enabled", async () => {
    const target = await newPerson();
    await act(moderator, target, "disable");
    const refused = await target.get("/api/v1/timelines/home");
    expect([refused.status, refused.body]).toEqual([403, { error: "Your login is currently disabled" }]);
    const enabled = await moderator.post(`${base}/${target.id}/enable`);
    expect([enabled.status, enabled.body.disabled]).toEqual([200, false]);
    expect((await target.get("/api/v1/timelines/home")).status).toBe(200);
    expect((await moderator.post(`${base}/${target.id}/enable`)).status).toBe(200);
    expect((await audit(target.id)).map(({ action }) => action)).toEqual([
      "account.disabled",
      "account.enabled",
    ]);
  });

  it("to disable or warn is not for accounts of other servers", async () => {
    const id = await rig.remote(`far${++count}@there.example`);
    for (const type of ["none", "disable"]) expect((await act(moderator, { id }, type)).status).toBe(422);
    expect((await moderator.post(`${base}/${id}/enable`)).status).toBe(403);
  });

  it("to mark as sensitive marks everything that it attaches", async () => {
    const target = await newPerson();
    const medium = {
      url: `${rig.origin}/media/cat.png`,
      kind: "image" as const,
      mediaType: "image/png",
      alt: null,
      width: null,
      height: null,
      blurhash: null,
      focalPoint: null,
      duration: null,
      previewUrl: null,
      size: null,
      sensitive: false,
    };
    const post = await rig.publish(target, { text: "Cat", media: [medium] });
    const plain = await rig.publish(target, "Words");
    await act(moderator, target, "sensitive");
    expect((await member.get(`/api/v1/statuses/${post}`)).body.sensitive).toBe(true);
    expect((await member.get(`/api/v1/statuses/${plain}`)).body.sensitive).toBe(false);
    const lifted = await moderator.post(`${base}/${target.id}/unsensitive`);
    expect(lifted.body.sensitized).toBe(false);
    expect((await member.get(`/api/v1/statuses/${post}`)).body.sensitive).toBe(false);
  });

  it("to silence hides it from public places, but for those who follow it", async () => {
    const target = await newPerson();
    const follower = await newPerson();
    await rig.follow(follower, target);
    const post = await rig.publish(target, "Limited words");
    await act(moderator, target, "silence");
    const shown = async (path: string, who: Person) => ids((await who.get(path)).body).includes(post);
    expect(await shown("/api/v1/timelines/public?limit=40", member)).toBe(false);
    expect(await shown("/api/v1/timelines/public?limit=40", follower)).toBe(true);
    expect(await shown("/api/v1/timelines/home", follower)).toBe(true);
    expect((await member.get(`/api/v1/accounts/${target.id}`)).body.limited).toBe(true);
    await moderator.post(`${base}/${target.id}/unsilence`);
    expect(await shown("/api/v1/timelines/public?limit=40", member)).toBe(true);
  });
});

describe("a suspension", () => {
  it("shuts its owner out and hides everything, until it is taken back", async () => {
    const target = await newPerson();
    const follower = await newPerson();
    await rig.follow(follower, target);
    const post = await rig.publish(target, "Soon hidden");
    await rig.ctx.sql`update logins set email = ${`t${count}@example.org`} where account_id = ${target.id}`;
    expect((await act(moderator, target, "suspend", { text: "Spam" })).status).toBe(200);
    expect((await target.get("/api/v1/timelines/home")).status).toBe(403);
    expect((await follower.get(`/api/v1/statuses/${post}`)).status).toBe(404);
    expect((await follower.get("/api/v1/timelines/home")).body).toEqual([]);
    expect((await moderator.get(`${base}/${target.id}`)).body).toMatchObject({
      suspended: true,
      account: { suspended: true, display_name: "" },
    });
    const blocked = () => rig.ctx.sql`select from canonical_email_blocks where account_id = ${target.id}`;
    expect(await blocked()).toHaveLength(1);

    const lifted = await moderator.post(`${base}/${target.id}/unsuspend`);
    expect([lifted.status, lifted.body.suspended]).toEqual([200, false]);
    expect((await target.get("/api/v1/timelines/home")).status).toBe(200);
    expect((await follower.get(`/api/v1/statuses/${post}`)).status).toBe(200);
    expect(ids((await follower.get("/api/v1/timelines/home")).body)).toEqual([post]);
    expect(await blocked()).toHaveLength(0);
    expect((await moderator.post(`${base}/${target.id}/unsuspend`)).status).toBe(403);
  });

  it("is told to other servers, and shown to them", async () => {
    const target = await newPerson();
    const fan = await rig.remote(`fan${count}@fans.example`);
    await rig.ctx
      .sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
      values (${fan}, ${target.id}, ${`https://fans.example/f/${count}`}, 'accepted', false, now(), now())`;
    await act(moderator, target, "suspend");
    const [account] = await rig.ctx.sql<{ iri: string }[]>`select iri from accounts where id = ${target.id}`;
    const document = await rig.request("GET", new URL(account?.iri ?? "").pathname, {
      headers: { accept: "application/activity+json" },
    });
    expect(document.status).toBe(200);
    expect(document.body).toMatchObject({ suspended: true, name: target.username });
    expect(document.body.summary).toBe("");
    const sent = async () => {
      const rows = await rig.ctx.sql<{ body: Uint8Array }[]>`
        select body from activities where sender_id = ${target.id} order by id desc limit 1`;
      return JSON.parse(Buffer.from(rows[0]?.body ?? []).toString() || "{}");
    };
    await expect
      .poll(sent, { timeout: 5_000 })
      .toMatchObject({ type: "Update", object: { suspended: true } });
    await moderator.post(`${base}/${target.id}/unsuspend`);
    await expect
      .poll(async () => "suspended" in ((await sent()).object ?? { suspended: true }), { timeout: 5_000 })
      .toBe(false);
  });

  it("of somebody elsewhere puts the follows with people here aside, who are told, until it is lifted", async () => {
    const fan = await newPerson();
    const id = await rig.remote(`sev${++count}@there.example`);
    await rig.ctx
      .sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
      values (${fan.id}, ${id}, ${`https://x.example/f/${count}`}, 'accepted', true, now(), now())`;
    await act(moderator, { id }, "suspend");
    expect((await fan.get("/api/v1/notifications")).body).toMatchObject([
      {
        type: "severed_relationships",
        event: {
          type: "account_suspension",
          target_name: `sev${count}@there.example`,
          following_count: 1,
          followers_count: 0,
        },
      },
    ]);
    expect(await rig.ctx.sql`select from follows where followee_id = ${id}`).toHaveLength(0);
    expect((await moderator.post(`${base}/${id}/unsuspend`)).body.suspended).toBe(false);
    expect(await rig.ctx.sql`select from follows where followee_id = ${id}`).toHaveLength(1);
    expect((await fan.get("/api/v1/notifications")).body).toEqual([]);
  });

  it("can be made final by an administrator", async () => {
    const target = await newPerson();
    const post = await rig.publish(target, "Gone");
    expect((await admin.delete(`${base}/${target.id}`)).status).toBe(403);
    await act(moderator, target, "suspend");
    const erased = await admin.delete(`${base}/${target.id}`);
    expect([erased.status, erased.body.id]).toEqual([200, target.id]);
    expect(await rig.ctx.sql`select from posts where id = ${post}`).toHaveLength(0);
    const [row] = await rig.ctx.sql`select state from accounts where id = ${target.id}`;
    expect(row?.state).toBe("deleted");
    expect((await audit(target.id)).map(({ action }) => action)).toEqual([
      "account.suspended",
      "account.deleted",
    ]);
    expect((await admin.delete(`${base}/${target.id}`)).status).toBe(404);
  });

  it("erases nothing of somebody elsewhere who was brought back meanwhile", async () => {
    const far = await rig.remote(`back${++count}@there.example`);
    await rig.ctx.sql`update accounts set display_name = 'Fay' where id = ${far}`;
    const erased = await eraseRemoteAccount(rig.ctx, far, async () => {});
    expect(erased).toMatchObject({ ok: false });
    const [row] = await rig.ctx.sql`select state, display_name as name from accounts where id = ${far}`;
    expect(row).toEqual({ state: "active", name: "Fay" });
  });

  it("is final after thirty days and when there is no more time to appeal, also of somebody elsewhere", async () => {
    const target = await newPerson();
    const recent = await newPerson();
    const far = await rig.remote(`old${++count}@there.example`);
    for (const each of [target, recent, { id: far }]) await act(moderator, each, "suspend");
    await rig.ctx.sql`update accounts set suspended_at = now() - interval '31 days'
      where id in ${rig.ctx.sql([target.id, far])}`;
    await rig.ctx.sql`update actions set starts_at = now() - interval '31 days'
      where subject_id in ${rig.ctx.sql([target.id, far])}`;
    const states = async () => {
      await eraseLongSuspended(rig.ctx);
      const rows = await rig.ctx.sql<{ id: string; state: string }[]>`
        select id, state from accounts where id in ${rig.ctx.sql([target.id, recent.id, far])}`;
      return Object.fromEntries(rows.map((row) => [row.id, row.state]));
    };
    const kept = { [target.id]: "suspended", [recent.id]: "suspended", [far]: "suspended" };
    expect(await states()).toEqual(kept);
    await rig.ctx.sql`update statements set appeal_until = now() - interval '1 day'
      where action_id in (select id from actions where subject_id = ${target.id})`;
    expect(await states()).toEqual({ ...kept, [target.id]: "deleted" });
    expect(await audit(target.id)).toMatchObject([
      { by: moderator.id },
      { action: "account.deleted", by: null },
    ]);
  });
});

describe("somebody who asked to join", () => {
  it("is let in by a moderator", async () => {
    const id = await pending("alma");
    const approved = await moderator.post(`${base}/${id}/approve`);
    expect([approved.status, approved.body.approved]).toEqual([200, true]);
    expect((await moderator.post(`${base}/${id}/approve`)).status).toBe(403);
    expect((await audit(id)).map(({ action }) => action)).toEqual(["account.approved"]);
  });

  it("or turned away, and then nothing is kept", async () => {
    const id = await pending("nora");
    const rejected = await moderator.post(`${base}/${id}/reject`);
    expect([rejected.status, rejected.body.username]).toEqual([200, "nora"]);
    expect((await moderator.get(`${base}/${id}`)).status).toBe(404);
    expect((await rig.person("nora")).id).not.toBe(id);
    expect((await moderator.post(`${base}/${member.id}/reject`)).status).toBe(403);
  });
});
