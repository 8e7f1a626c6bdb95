import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decideDomain, plainDecision } from "#server/hosts/decide.ts";
import { setDomainRule } from "#server/hosts/policy.ts";
import { applyImport, beginImport, forgetHalfRead, undoImport } from "#server/subscriptions/import.ts";
import { previewDomains, previewList, previewSevered } from "#server/subscriptions/preview.ts";
import { refreshDue, refreshList } from "#server/subscriptions/refresh.ts";
import { changeSubscription, subscribe, unsubscribe } from "#server/subscriptions/subscribe.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let admin: Person;
let lists: Server;
let base: string;
/** What the server of lists answers, by path; a number is a status. */
const answers = new Map<string, string | number>();
const asked: { path: string; etag: string | undefined }[] = [];

beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("adam", { role: "admin" });
  lists = createServer((request, response) => {
    const path = request.url ?? "";
    const etag = request.headers["if-none-match"];
    asked.push({ path, etag });
    const answer = answers.get(path) ?? 404;
    if (typeof answer === "number") return response.writeHead(answer).end();
    const own = `"${answer.length}-${answer.slice(-20).replaceAll(/\W/g, "")}"`;
    if (etag === own) return response.writeHead(304).end();
    return response.writeHead(200, { etag: own }).end(answer);
  });
  await new Promise<void>((resolve) => lists.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(lists.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  lists.close();
  await rig.close();
});
let turn = 0;
beforeEach(() => {
  turn++;
  asked.length = 0;
});

const name = (label: string) => `${label}${turn}.example`;
const csv = (lines: string[]) => ["#domain,#severity", ...lines].join("\n");
const ruleOf = async (domain: string) => {
  const [row] = await rig.ctx.sql<{ verdict: string }[]>`
    select verdict from domain_policies where domain = ${domain}`;
  return row?.verdict ?? null;
};
async function* file(text: string) {
  yield Buffer.from(text);
}
async function follow(follower: string, followee: string, followerIsLocal: boolean): Promise<void> {
  await rig.ctx.sql`insert into follows
      (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
    values (${follower}, ${followee}, ${`https://x.example/${follower}/${followee}`}, 'accepted',
      ${followerIsLocal}, now(), now())`;
  await rig.ctx.sql`update accounts set following_count = following_count + 1 where id = ${follower}`;
  await rig.ctx.sql`update accounts set followers_count = followers_count + 1 where id = ${followee}`;
}

async function newList(lines: string[], terms: Parameters<typeof subscribe>[2]["terms"] = { mode: "apply" }) {
  const path = `/${rig.ctx.ids.next()}.csv`;
  answers.set(path, csv(lines));
  const list = must(await subscribe(rig.ctx, admin.id, { url: `${base}${path}`, terms }));
  await rig.node.settle();
  return {
    id: list.id,
    path,
    async says(next: string[] | number, options: { isForced?: boolean } = {}) {
      answers.set(path, typeof next === "number" ? next : csv(next));
      const done = await refreshList(rig.ctx, list.id, options);
      await rig.node.settle();
      return done;
    },
  };
}

/** Every table but logs, and what says when a list was asked for. */
async function dump(): Promise<Record<string, unknown>> {
  const tables = await rig.ctx.sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`;
  const logs =
    /^(?:audit_log|ledger_|change|outbox|queue|kv|domain_lists|list_entries|__|active_days|hosts|oauth_tokens|account_addresses)/;
  const all: Record<string, unknown> = {};
  for (const { name } of tables.filter((table) => !logs.test(table.name))) {
    const rows = await rig.ctx.sql.unsafe<{ row: unknown }[]>(
      // That somebody joined is told a moment after.
      `select to_jsonb(t) as row from "${name}" t where to_jsonb(t)->>'kind' is distinct from 'sign-up'
       order by to_jsonb(t)::text`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

describe("a list that is subscribed to", () => {
  it("is applied, and when it retracts an entry that is undone, and nothing that others decided", async () => {
    const ana = await rig.person(`ana${turn}`);
    const star = await rig.remote(`star@${name("both")}`);
    const fan = await rig.remote(`fan@sub.${name("only")}`);
    await follow(ana.id, star, true);
    await follow(fan, ana.id, false);
    must(
      await setDomainRule(rig.ctx, name("both"), { ...plainDecision, verdict: "reject", reason: "by hand" }),
    );
    await rig.node.settle();
    await rig.ctx.chores.add({ kind: "settle-follows" });
    await rig.node.settle();
    const list = await newList([`${name("other")},noop`]);
    const before = await dump();

    must(await list.says([`${name("other")},noop`, `${name("both")},suspend`, `${name("only")},suspend`]));
    expect([await ruleOf(name("both")), await ruleOf(name("only"))]).toEqual(["reject", "reject"]);
    expect(rig.ctx.domains.allows(`sub.${name("only")}`)).toBe(false);
    expect(await rig.ctx.sql`select from follows where ${ana.id} in (follower_id, followee_id)`).toHaveLength(
      0,
    );
    expect((await ana.get("/api/v1/notifications")).body).toHaveLength(2);
    expect(await dump()).not.toEqual(before);

    must(await list.says([`${name("other")},noop`]));
    expect([await ruleOf(name("both")), await ruleOf(name("only"))]).toEqual(["reject", null]);
    expect(rig.ctx.domains.allows(`sub.${name("only")}`)).toBe(true);
    expect(rig.ctx.domains.allows(name("both"))).toBe(false);
    expect(await dump()).toEqual(before);
  });

  it("that retracts what was never applied does nothing", async () => {
    const list = await newList([`${name("a")},suspend`, `${name("b")},suspend`], { mode: "recommend" });
    const before = await dump();
    expect(must(await list.says([`${name("a")},suspend`]))).toEqual({ changed: 1, decided: 0, withdrawn: 0 });
    expect(await dump()).toEqual(before);
  });

  it("may have NUL and half an emoji in its comments", async () => {
    const list = await newList([`${name("a")},suspend`]);
    answers.set(
      list.path,
      `[{"domain": "${name("a")}", "severity": "suspend", "comment": "x\\u0000y \\ud83d"}]`,
    );
    await rig.ctx.sql`update domain_lists set format = 'json' where id = ${list.id}`;
    expect(must(await refreshList(rig.ctx, list.id))).toMatchObject({ changed: 1 });
    expect(await ruleOf(name("a"))).toBe("reject");
  });

  it("that breaks its refresh is tried again later, and the others go on", async () => {
    const broken = await newList([`${name("a")},suspend`]);
    const whole = await newList([`${name("b")},suspend`]);
    answers.set(whole.path, csv([`${name("b")},suspend`, `${name("c")},suspend`]));
    await rig.ctx.sql`update domain_lists set next_fetch_at = ${rig.ctx.clock.now()}::timestamptz
      - (case when id = ${broken.id} then interval '2 hours' else interval '1 hour' end)
      where id in (${broken.id}, ${whole.id})`;
    const fetchRemote: typeof rig.ctx.fetchRemote = (url, options) => {
      if (url.endsWith(broken.path)) throw new Error("nobody foresaw it");
      return rig.ctx.fetchRemote(url, options);
    };
    await refreshDue({ ...rig.ctx, fetchRemote });
    expect(await ruleOf(name("c"))).toBe("reject");
    const [row] = await rig.ctx.sql`
      select failures, error, next_fetch_at > ${rig.ctx.clock.now()} as later from domain_lists where id = ${broken.id}`;
    expect(row).toEqual({ failures: 1, error: '{"type":"domain-list/broke"}', later: true });
  });

  it("is asked for only what has changed, and changes nothing when it is gone, a page, empty or nearly so", async () => {
    const lines = Array.from({ length: 20 }, (_, at) => `d${at}.${name("many")},suspend`);
    const list = await newList(lines);
    expect(await ruleOf(`d7.${name("many")}`)).toBe("reject");
    expect(must(await list.says(lines))).toEqual({ changed: 0, decided: 0, withdrawn: 0 });
    expect(asked.at(-1)?.etag).toBeDefined();
    expect(await list.says(503)).toMatchObject({ error: { type: "domain-list/unreachable" } });
    answers.set(list.path, "<!doctype html><p>Sign in</p>");
    expect(await refreshList(rig.ctx, list.id)).toMatchObject({ error: { type: "domain-list/is-a-page" } });
    const few = lines.slice(0, 3);
    for (const said of [[], few])
      expect(await list.says(said)).toMatchObject({
        error: { type: "domain-list/too-much-gone", before: 20 },
      });
    expect(await ruleOf(`d7.${name("many")}`)).toBe("reject");
    const { body } = await admin.get(`/api/folkmoot/v1/subscriptions/${list.id}`);
    expect(body).toMatchObject({ state: "guarded", entries: 20 });
    expect(must(await list.says(few, { isForced: true }))).toMatchObject({ withdrawn: 17 });
    expect([await ruleOf(`d7.${name("many")}`), await ruleOf(`d2.${name("many")}`)]).toEqual([
      null,
      "reject",
    ]);
  });

  it("has its way where enough others agree, until one of them does no more", async () => {
    const first = await newList([`${name("x")},suspend`], { mode: "apply", threshold: 2 });
    expect(await ruleOf(name("x"))).toBeNull();
    const second = await newList([`${name("x")},silence`, `${name("y")},noop`], {
      mode: "apply",
      threshold: 2,
    });
    expect(await ruleOf(name("x"))).toBe("reject");
    must(await changeSubscription(rig.ctx, admin.id, first.id, { merge: "min" }));
    await rig.node.settle();
    expect(await ruleOf(name("x"))).toBe("limit");
    must(await second.says([`${name("y")},noop`]));
    expect(await ruleOf(name("x"))).toBeNull();
  });

  it("touches neither this node nor what was accepted by hand", async () => {
    must(await setDomainRule(rig.ctx, name("friend"), { ...plainDecision, verdict: "none" }));
    const list = await newList([`${name("friend")},suspend`, "localhost,suspend", `${name("z")},suspend`]);
    const id = (await rig.ctx.sql`select id from domain_policies where domain = ${name("friend")}`)[0]?.id;
    expect(await ruleOf(name("friend"))).toBe("reject");
    await admin.delete(`/api/v1/admin/domain_blocks/${id}`);
    expect(await ruleOf(name("friend"))).toBeNull();
    must(await list.says([`${name("friend")},suspend`, `${name("z")},silence`]));
    expect([await ruleOf(name("friend")), await ruleOf(name("z"))]).toEqual([null, "limit"]);
  });

  it("goes with what it brought about, or leaves it as decided by hand", async () => {
    const gone = await newList([`${name("gone")},suspend`]);
    const kept = await newList([`${name("kept")},suspend`]);
    must(await unsubscribe(rig.ctx, admin.id, gone.id, { keeps: false }));
    must(await unsubscribe(rig.ctx, admin.id, kept.id, { keeps: true }));
    expect([await ruleOf(name("gone")), await ruleOf(name("kept"))]).toEqual([null, "reject"]);
    const [decision] = await rig.ctx.sql`select source from domain_decisions where domain = ${name("kept")}`;
    expect(decision?.source).toBe("hand");
  });
});

describe("a file of domains", () => {
  it("shows what it would sever, is applied, and undone as a whole", async () => {
    const ben = await rig.person(`ben${turn}`);
    const star = await rig.remote(`star@${name("bad")}`);
    const fan = await rig.remote(`fan@deep.${name("bad")}`);
    await follow(ben.id, star, true);
    await follow(fan, ben.id, false);
    await rig.ctx.db.transaction((tx) =>
      decideDomain(rig.ctx, tx, {
        domain: name("old"),
        source: "action:1",
        terms: { ...plainDecision, verdict: "reject" },
      }),
    );
    const before = await dump();
    const text = csv([
      `${name("bad")},suspend`,
      `${name("new")},silence`,
      `${name("old")},suspend`,
      "two words,suspend",
      "localhost.example,ban",
    ]);
    const list = must(await beginImport(rig.ctx, { name: "blocks.csv", by: admin.id }, file(text)));
    expect(list).toMatchObject({ state: "ready", format: "csv", total: 3, invalidCount: 2 });
    expect(list.invalid.map(({ line, reason }) => [line, reason])).toEqual([
      [5, "not-a-domain"],
      [6, "unknown-severity"],
    ]);
    expect(must(await previewList(rig.ctx, list.id))).toEqual({
      ...{ added: 2, changed: 0, same: 1, exempt: 0, invalid: 2, follows: 2, people: 1, accounts: 2 },
    });
    const [first] = await previewDomains(rig.ctx, list.id, { offset: 0, limit: 1 });
    expect(first).toMatchObject({ domain: name("bad"), kind: "added", followers: 1, following: 1 });
    expect(await previewSevered(rig.ctx, name("bad"), { offset: 0, limit: 10 })).toMatchObject([
      { person: ben.username, account: `fan@deep.${name("bad")}`, isFollower: true },
      { person: ben.username, account: `star@${name("bad")}`, isFollower: false },
    ]);
    expect(await dump()).toEqual(before);

    must(await applyImport(rig.ctx, admin.id, list.id));
    await rig.node.settle();
    expect([await ruleOf(name("bad")), await ruleOf(name("new"))]).toEqual(["reject", "limit"]);
    expect(await rig.ctx.sql`select from follows where ${ben.id} in (follower_id, followee_id)`).toHaveLength(
      0,
    );
    expect(await applyImport(rig.ctx, admin.id, list.id)).toMatchObject({
      error: { type: "domain-list/wrong-state" },
    });

    must(await undoImport(rig.ctx, admin.id, list.id));
    await rig.node.settle();
    expect(await dump()).toEqual(before);
  });

  it("whose reading ended with its process is forgotten after an hour, and no other", async () => {
    const left = async (text: string, age: string) => {
      const { id } = must(await beginImport(rig.ctx, { name: "blocks.csv", by: admin.id }, file(text)));
      await rig.ctx.sql`update domain_lists set created_at = now() - ${age}::interval where id = ${id}`;
      return id;
    };
    const old = await left(`${name("a")}\n`, "2 hours");
    const young = await left(`${name("b")}\n`, "10 minutes");
    const read = await left(`${name("c")}\n`, "2 hours");
    await rig.ctx.sql`update domain_lists set state = 'reading' where id in ${rig.ctx.sql([old, young])}`;
    await forgetHalfRead(rig.ctx);
    const rows = await rig.ctx.sql<{ id: string }[]>`
      select id from domain_lists where id in ${rig.ctx.sql([old, young, read])} order by id`;
    expect(rows.map(({ id }) => id)).toEqual([young, read]);
  });
});
