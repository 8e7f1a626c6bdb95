import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createActivity, pruneAddresses } from "#server/measures/activity.ts";
import { humanSize } from "#server/measures/space.ts";
import { createFakeClock } from "../../support/clock.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let moderator: Person;
let ana: Person;
let ben: Person;
let remote: string;
const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  rig = await createApiRig();
  moderator = await rig.person("mona", { role: "moderator" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  remote = await rig.remote("rita@there.example");
}, 60_000);
afterAll(() => rig.close());

const period = { start_at: yesterday, end_at: today };
const measures = async (keys: string[], more: object = {}): Promise<Json[]> => {
  const { status, body } = await moderator.post("/api/v1/admin/measures", { keys, ...period, ...more });
  expect(status).toBe(200);
  return body;
};
const dimensions = async (keys: string[], more: object = {}): Promise<Json[]> => {
  const { status, body } = await moderator.post("/api/v1/admin/dimensions", { keys, ...period, ...more });
  expect(status).toBe(200);
  return body;
};

it("is for moderators", async () => {
  for (const name of ["measures", "dimensions", "retention"]) {
    const reply = await ana.post(`/api/v1/admin/${name}`, { keys: ["new_users"], ...period });
    expect(reply.status).toBe(403);
  }
});

describe("measures", () => {
  it("count who joined, day by day", async () => {
    const [users] = await measures(["new_users", "nothing"]);
    expect(users).toEqual({
      key: "new_users",
      unit: null,
      total: "3",
      previous_total: "0",
      data: [
        { date: `${yesterday}T00:00:00.000Z`, value: "0" },
        { date: `${today}T00:00:00.000Z`, value: "3" },
      ],
    });
  });

  it("count each who was here once", async () => {
    await rig.ctx.sql`insert into active_days (day, account_id) values
      (${yesterday}, ${ana.id}), (${today}, ${ana.id}), (${today}, ${ben.id}) on conflict do nothing`;
    await rig.ctx.sql`delete from active_days where account_id = ${moderator.id}`;
    const [active] = await measures(["active_users"]);
    expect(active).toMatchObject({ total: "2", data: [{ value: "1" }, { value: "2" }] });
  });

  it("count what others do with posts of this node", async () => {
    const post = await rig.publish(ana, "Tea?");
    await ben.post(`/api/v1/statuses/${post}/favourite`);
    await ana.post(`/api/v1/statuses/${post}/favourite`);
    await ben.post(`/api/v1/statuses/${post}/reblog`);
    await rig.publish(ben, { text: "Yes", inReplyTo: post });
    await rig.publish(ana, { text: "Good", inReplyTo: post });
    const [interactions] = await measures(["interactions"]);
    expect(interactions).toMatchObject({ total: "3", data: [{ value: "0" }, { value: "3" }] });
  });

  it("count reports that came in and were closed, all of a case at once", async () => {
    const filed = await ana.post("/api/v1/reports", { account_id: ben.id });
    await ana.post("/api/v1/reports", { account_id: ben.id });
    await moderator.post(`/api/v1/admin/reports/${filed.body.id}/resolve`);
    const [opened, resolved] = await measures(["opened_reports", "resolved_reports"]);
    expect(opened.total).toBe("2");
    expect(resolved.total).toBe("2");
  });

  it("count who uses a hashtag", async () => {
    await rig.publish(ana, "One #measured");
    await rig.publish(ana, "Two #measured");
    await rig.publish(ben, "Three #Measured");
    const [known] = await rig.ctx.sql`select id from hashtags where name = 'measured'`;
    const id = known?.id ?? rig.ctx.ids.next();
    if (known === undefined)
      await rig.ctx
        .sql`insert into hashtags (name, id, display_name, created_at) values ('measured', ${id}, 'measured', now())`;
    const asked = { tag_accounts: { id }, tag_uses: { id }, tag_servers: { id } };
    const [accounts, uses, servers] = await measures(["tag_accounts", "tag_uses", "tag_servers"], asked);
    expect(accounts.total).toBe("2");
    expect(uses).toMatchObject({ total: "3", previous_total: "0" });
    expect(servers.total).toBe("1");
    const [none] = await measures(["tag_uses"], { tag_uses: { id: "1" } });
    expect(none.total).toBe("0");
    const [languages, hosts] = await dimensions(["tag_languages", "tag_servers"], {
      tag_languages: { id },
      tag_servers: { id },
    });
    expect(languages.data).toEqual([{ key: "und", human_key: "Unknown", value: "3" }]);
    expect(hosts.data).toMatchObject([{ value: "3" }]);
  });

  it("count what is known of a domain, whenever it was", async () => {
    const domain = "there.example";
    await rig.ctx.sql`insert into follows
        (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
      values (${ana.id}, ${remote}, 'https://x.example/1', 'accepted', true, now(), now()),
        (${remote}, ${ana.id}, 'https://x.example/2', 'accepted', false, now(), now())`;
    await rig.ctx.sql`update accounts set created_at = now() - interval '9 days' where id = ${remote}`;
    await ana.post("/api/v1/reports", { account_id: remote });
    const keys = ["accounts", "media_attachments", "reports", "statuses", "follows", "followers"].map(
      (name) => `instance_${name}`,
    );
    const asked = Object.fromEntries(keys.map((key) => [key, { domain }]));
    const [accounts, media, reports, statuses, follows, followers] = await measures(keys, asked);
    expect(accounts).toMatchObject({ total: "1", data: [{ value: "0" }, { value: "0" }] });
    expect(accounts).not.toHaveProperty("previous_total");
    expect(media).toMatchObject({ unit: "bytes", total: "0", human_value: "0 Bytes" });
    expect(reports).toMatchObject({ total: "1", data: [{ value: "0" }, { value: "1" }] });
    expect(statuses.total).toBe("0");
    expect(follows).toMatchObject({ total: "1", data: [{ value: "0" }, { value: "1" }] });
    expect(followers.total).toBe("1");
  });

  it("want a period of a year at most, and what they are about", async () => {
    const ask = (body: object) => moderator.post("/api/v1/admin/measures", body);
    expect((await ask({ keys: ["new_users"] })).status).toBe(422);
    expect((await ask({ keys: ["new_users"], start_at: "2000-01-01", end_at: today })).status).toBe(422);
    expect((await ask({ keys: ["tag_uses"], ...period })).status).toBe(422);
    expect((await ask({ keys: [], ...period })).body).toEqual([]);
  });
});

describe("dimensions", () => {
  it("rank languages, programs and servers", async () => {
    await rig.publish(ana, { text: "Guten Tag", language: "de" });
    const [languages, sources, servers] = await dimensions(["languages", "sources", "servers"]);
    expect(languages.key).toBe("languages");
    expect(languages.data).toContainEqual({ key: "de", human_key: "German", value: expect.any(String) });
    expect(sources.data).toContainEqual({ key: "web", human_key: "Website", value: expect.any(String) });
    expect(servers.data[0]).toMatchObject({ value: expect.stringMatching(/^\d+$/) });
    expect((await dimensions(["languages"], { limit: 1 }))[0].data).toHaveLength(1);
  });

  it("tell what the node is made of, and how much space it takes", async () => {
    const [software, space] = await dimensions(["software_versions", "space_usage"]);
    expect(software.data.map((each: Json) => each.key)).toEqual(["folkmoot", "node", "postgresql"]);
    expect(space.data[0]).toMatchObject({
      key: "postgresql",
      human_key: "PostgreSQL",
      unit: "bytes",
      human_value: expect.stringMatching(/MB|GB/),
    });
  });

  it("rank what is known of a domain", async () => {
    const domain = "there.example";
    const [accounts, languages] = await dimensions(["instance_accounts", "instance_languages"], {
      instance_accounts: { domain },
      instance_languages: { domain },
    });
    expect(accounts.data).toEqual([{ key: "rita", human_key: "rita", value: "1" }]);
    expect(languages.data).toEqual([]);
  });

  it("take the last month when nothing is said", async () => {
    const reply = await moderator.post("/api/v1/admin/dimensions", { keys: ["languages"] });
    expect(reply.status).toBe(200);
  });
});

describe("retention", () => {
  it("says who stayed of those who joined on a day", async () => {
    const before = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    const [stayed, left] = [await rig.person("stayed"), await rig.person("left")];
    for (const { id } of [stayed, left])
      await rig.ctx.sql`update logins set created_at = ${`${before}T12:00:00Z`} where account_id = ${id}`;
    await rig.ctx.sql`insert into active_days values (${today}, ${stayed.id}) on conflict do nothing`;
    const ask = (body: object) => moderator.post("/api/v1/admin/retention", body);
    const { body } = await ask({ start_at: before, end_at: today, frequency: "day" });
    expect(body).toHaveLength(4);
    expect(body[0]).toEqual({
      period: `${before}T00:00:00.000Z`,
      frequency: "day",
      data: [
        { date: `${before}T00:00:00.000Z`, rate: 1, value: "2" },
        ...[2, 1, 0].map((ago) => ({
          date: `${new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)}T00:00:00.000Z`,
          rate: 0.5,
          value: "1",
        })),
      ],
    });
    const monthly = await ask({ start_at: before, end_at: today, frequency: "month" });
    expect(monthly.body[0]).toMatchObject({
      frequency: "month",
      period: `${before.slice(0, 8)}01T00:00:00.000Z`,
    });
    expect((await ask({ start_at: before })).body).toEqual([]);
  });
});

describe("activity", () => {
  it("is noted once a day, account and address, and forgotten after a year", async () => {
    const clock = createFakeClock(new Date("2020-01-01T10:00:00Z"));
    const activity = createActivity({ sql: rig.ctx.sql, clock });
    for (let at = 0; at < 5; at++) activity.note(ana.id, "192.0.2.1");
    activity.note(ana.id, "192.0.2.2");
    activity.note(rig.ctx.ids.next(), "192.0.2.3");
    await activity.save();
    const days = () =>
      rig.ctx.sql`select day::text from active_days where account_id = ${ana.id} and day < '2021-01-01'`;
    const addresses = () => rig.ctx.sql<{ address: string }[]>`
      select host(address) as address from account_addresses
      where account_id = ${ana.id} and used_at < '2021-01-01' order by 1`;
    expect(await days()).toEqual([{ day: "2020-01-01" }]);
    expect(await addresses()).toEqual([{ address: "192.0.2.1" }, { address: "192.0.2.2" }]);
    clock.advance(86_400_000);
    activity.note(ana.id, "192.0.2.1");
    await activity.save();
    expect(await days()).toHaveLength(2);
    clock.advance(400 * 86_400_000);
    await pruneAddresses({ sql: rig.ctx.sql, clock });
    expect(await addresses()).toEqual([]);
  });

  it("is noted of those who call the API", async () => {
    const cleo = await rig.person("cleo");
    await cleo.get("/api/v1/timelines/home");
    await expect
      .poll(() => rig.ctx.sql`select day::text from active_days where account_id = ${cleo.id}`, {
        timeout: 15_000,
      })
      .toEqual([{ day: today }]);
  }, 20_000);
});

it("writes sizes as people read them", () => {
  expect([0, 900, 2_048, 14_924_935, 49_581_359_907].map(humanSize)).toEqual([
    "0 Bytes",
    "900 Bytes",
    "2 KB",
    "14.2 MB",
    "46.2 GB",
  ]);
});
