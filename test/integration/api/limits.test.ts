import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Budgets, createBudgets } from "#server/api/limits/budgets.ts";
import { networkOf } from "#server/api/limits/network.ts";
import { pruneRateLimits } from "#server/api/limits/store.ts";
import { createFakeClock } from "../../support/clock.ts";
import { type LocalNode, startLocalNode } from "../../support/network-node.ts";
import { type ApiRig, createApiRig } from "./rig.ts";

const clock = createFakeClock(new Date("2026-11-21T12:00:10Z"));
let rig: ApiRig;
let second: LocalNode;
beforeAll(async () => {
  const env = { RATE_LIMIT: "1", TRUST_PROXY: "1" };
  // Standing still, so that no period ends while a budget is counted down.
  rig = await createApiRig(env, { clock });
  const { databaseUrl = "" } = rig.node.config;
  second = await startLocalNode({ ...env, DATABASE_URL: databaseUrl, ORIGIN: rig.origin }, { clock });
}, 60_000);
afterAll(async () => {
  await second.close();
  await rig.close();
});

const from = (address: string) => ({ "x-forwarded-for": address });
let networks = 0;
const newAddress = () => `198.51.${++networks}.7`;

describe("a client", () => {
  it("may call 300 times in five minutes with its token, over two processes, and not once more", async () => {
    const ana = await rig.person("ana");
    const call = (at: number) =>
      fetch(`${at % 2 === 0 ? rig.origin : second.address}/api/v1/timelines/home`, {
        headers: { authorization: `Bearer ${ana.token}` },
      });
    const statuses: number[] = [];
    for (let at = 0; at < 300; at += 10) {
      const replies = await Promise.all(Array.from({ length: 10 }, (_, more) => call(at + more)));
      statuses.push(...replies.map((reply) => reply.status));
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(300);
    for (const at of [0, 1]) {
      const refused = await call(at);
      expect(refused.status).toBe(429);
      expect(await refused.json()).toEqual({ error: "Too many requests" });
      expect(refused.headers.get("x-ratelimit-limit")).toBe("300");
      expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
    }
  });

  it("is told on every answer how much is left, and until when", async () => {
    const ben = await rig.person("ben");
    const first = await ben.get("/api/v1/timelines/home");
    expect(first.headers.get("x-ratelimit-limit")).toBe("300");
    expect(first.headers.get("x-ratelimit-remaining")).toBe("299");
    expect(first.headers.get("x-ratelimit-reset")).toBe("2026-11-21T12:05:00.000Z");
    const second = await ben.get("/api/v1/statuses/nothing");
    expect(second.status).toBe(404);
    expect(second.headers.get("x-ratelimit-remaining")).toBe("298");
  });

  it("has a budget for each token", async () => {
    const cleo = await rig.person("cleo");
    const other = await rig.token(cleo.id, ["read"]);
    await cleo.get("/api/v1/timelines/home");
    const reply = await rig.request("GET", "/api/v1/timelines/home", { token: other });
    expect(reply.headers.get("x-ratelimit-remaining")).toBe("299");
  });

  it("without a token shares the budget of its network", async () => {
    const headers = from("2001:db8:1:2::1");
    const first = await rig.request("GET", "/api/v1/timelines/public", { headers });
    expect(first.headers.get("x-ratelimit-remaining")).toBe("299");
    const neighbour = await rig.request("GET", "/api/v1/timelines/public", {
      headers: from("2001:db8:1:2:ffff::9"),
    });
    expect(neighbour.headers.get("x-ratelimit-remaining")).toBe("298");
    const stranger = await rig.request("GET", "/api/v1/timelines/public", {
      headers: from("2001:db8:1:3::1"),
    });
    expect(stranger.headers.get("x-ratelimit-remaining")).toBe("299");
  });

  it("may delete thirty posts in half an hour", async () => {
    const dora = await rig.person("dora");
    const nothing = "/api/v1/statuses/0190ec5a-0000-7000-8000-000000000000";
    const replies = [];
    for (let at = 0; at < 30; at++) replies.push((await dora.delete(nothing)).status);
    expect(new Set(replies)).toEqual(new Set([404]));
    const refused = await dora.delete(nothing);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("x-ratelimit-limit")).toBe("30");
    expect((await dora.get("/api/v1/timelines/home")).status).toBe(200);
  });

  it("may make five applications in ten minutes from a network", async () => {
    const headers = from(newAddress());
    const body = { client_name: "App", redirect_uris: "urn:ietf:wg:oauth:2.0:oob" };
    const make = () => rig.request("POST", "/api/v1/apps", { body, headers });
    for (let at = 0; at < 5; at++) expect((await make()).status).toBe(200);
    expect((await make()).status).toBe(429);
    const elsewhere = await rig.request("POST", "/api/v1/apps", { body, headers: from(newAddress()) });
    expect(elsewhere.status).toBe(200);
  });

  it("that asks for other pages of lists has a budget for that beside", async () => {
    const eva = await rig.person("eva");
    for (let at = 0; at < 3; at++) await eva.get("/api/v1/timelines/home?limit=1");
    const paging = await eva.get(`/api/v1/timelines/home?max_id=${eva.id}`);
    expect(paging.headers.get("x-ratelimit-remaining")).toBe("296");
  });
});

describe("a form of the node's pages", () => {
  it("may be sent 25 times in five minutes from a network", async () => {
    const send = () =>
      fetch(`${rig.origin}/auth/sign_in`, {
        method: "POST",
        redirect: "manual",
        headers: from("203.0.113.50"),
        body: new URLSearchParams({ name: `nobody${++networks}`, password: "wrong" }),
      });
    for (let at = 0; at < 25; at++) expect((await send()).status).not.toBe(429);
    expect((await send()).status).toBe(429);
  });
});

describe("budgets", () => {
  const make = () => createBudgets({ sql: rig.ctx.sql, clock });
  const ask = (key: string, most = 50) => [{ key, most, periodMs: 60_000 }];

  async function takeAll(budgets: readonly Budgets[], key: string, calls: number): Promise<number> {
    const taken = await Promise.all(
      Array.from({ length: calls }, (_, at) => budgets[at % budgets.length]?.take(ask(key))),
    );
    return taken.filter((each) => each?.ok).length;
  }

  it("let in exactly as many as there are, however many ask at once in however many processes", async () => {
    expect(await takeAll([make(), make(), make()], "crowd", 400)).toBe(50);
  });

  it("begin anew with the next period", async () => {
    const budgets = make();
    expect(await takeAll([budgets], "periods", 60)).toBe(50);
    clock.advance(60_000);
    expect(await takeAll([budgets], "periods", 60)).toBe(50);
  });

  it("go back to the others when a process does not use them", async () => {
    const [idle, busy] = [make(), make()];
    await idle.take(ask("idle"));
    expect(await takeAll([busy], "idle", 60)).toBe(45);
    clock.advance(5_000);
    await idle.giveBack();
    expect(await takeAll([busy], "idle", 60)).toBe(4);
  });

  it("are asked for together, and not each time", async () => {
    let statements = 0;
    const sql = Object.assign(Object.create(rig.ctx.sql), {
      unsafe: (...args: Parameters<typeof rig.ctx.sql.unsafe>) => {
        statements++;
        return rig.ctx.sql.unsafe(...args);
      },
    });
    const budgets = createBudgets({ sql, clock });
    await Promise.all(Array.from({ length: 40 }, (_, at) => budgets.take(ask(`many-${at}`, 1_000))));
    expect(statements).toBe(2);
    for (let at = 0; at < 99; at++) await budgets.take(ask("many-1", 1_000));
    expect(statements).toBe(2);
  });

  it("take from all that a call counts for, or from none", async () => {
    const budgets = make();
    const both = [...ask("small", 2), ...ask("large", 50)];
    for (let at = 0; at < 2; at++) expect((await budgets.take(both)).ok).toBe(true);
    for (let at = 0; at < 5; at++) expect((await budgets.take(both)).ok).toBe(false);
    expect((await budgets.take(ask("large"))).states[0]?.remaining).toBe(47);
  });

  it("are forgotten when their time is over", async () => {
    clock.advance(3_600_000);
    await pruneRateLimits({ sql: rig.ctx.sql, clock });
    const rows = await rig.ctx.sql`select key from rate_limits where key in ('crowd', 'small', 'idle')`;
    expect(rows).toHaveLength(0);
  });
});

it("counts an IPv6 household as one, and each IPv4 address for itself", () => {
  expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
  expect(networkOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:db8:1:2::"));
  expect(networkOf("not an address")).toBe("unknown");
});
