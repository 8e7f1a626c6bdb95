import dns from "node:dns";
import { createServer, type Server } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createAccount } from "#server/accounts/create.ts";
import type { ApiCtx } from "#server/context.ts";
import { endExpiredDecisions, plainDecision } from "#server/hosts/decide.ts";
import { setDomainRule } from "#server/hosts/policy.ts";
import { createPost } from "#server/posts/create.ts";
import { endLongDormant } from "#server/relations/dormant.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { refreshList } from "#server/subscriptions/refresh.ts";
import { subscribe } from "#server/subscriptions/subscribe.ts";
import { eventually, must } from "#test/e2e/people.ts";
import { dump } from "#test/integration/actions/rig.ts";
import { createFakeClock, type FakeClock } from "#test/support/clock.ts";
import { type LocalNode, startLocalNode } from "#test/support/network-node.ts";
import { freePort } from "#test/support/redis.ts";

/**
 * Two nodes under names of their own, which only this process knows, and a server of lists: what one node's list says about the
 * other, and takes back.
 */
const { lookup } = dns;

function resolveNamesHere(): void {
  dns.lookup = Object.assign(
    // biome-ignore lint/suspicious/noExplicitAny: it has six signatures
    (name: string, ...rest: any[]) =>
      (lookup as (...all: unknown[]) => void)(name.endsWith(".example") ? "127.0.0.1" : name, ...rest),
    { __promisify__: lookup.__promisify__ },
  ) as typeof lookup;
  syncBuiltinESMExports();
}

function resolveNamesAsBefore(): void {
  dns.lookup = lookup;
  syncBuiltinESMExports();
}

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const DAY = 86_400_000;

interface Someone {
  readonly ctx: ApiCtx;
  readonly id: string;
  readonly iri: string;
}

let clock: FakeClock;
let west: LocalNode;
let east: LocalNode;
let ana: Someone;
let ben: Someone;
let lists: Server;
let said: string[] = [];
let listId: string;

beforeAll(async () => {
  resolveNamesHere();
  clock = createFakeClock(new Date(Math.floor(Date.now() / 1000) * 1000));
  [west, east] = await Promise.all([named("west.example"), named("east.example")]);
  [ana, ben] = await Promise.all([person(west, "ana"), person(east, "ben")]);
  lists = createServer((_, response) => response.end(["#domain,#severity", ...said].join("\n")));
  await new Promise<void>((resolve) => lists.listen(0, "127.0.0.1", resolve));
  await follows(ana, ben);
  await follows(ben, ana);
  await says(["elsewhere.example,silence"]);
  const url = `http://127.0.0.1:${(lists.address() as AddressInfo).port}/list.csv`;
  listId = must(await subscribe(west.node.ctx, null, { url, terms: { mode: "apply" } })).id;
  must(await setDomainRule(west.node.ctx, "hand.example", { ...plainDecision, verdict: "reject" }));
  await settled();
});
afterAll(async () => {
  lists?.close();
  await Promise.all([west?.close(), east?.close()]);
  resolveNamesAsBefore();
});

async function named(name: string): Promise<LocalNode> {
  const port = String(await freePort());
  const env = { PORT: port, HOST: "127.0.0.1", ORIGIN: `http://${name}:${port}` };
  return startLocalNode({ ...env, ALLOW_PRIVATE_ADDRESS: "true" }, { clock });
}

async function person({ node: { ctx } }: LocalNode, username: string): Promise<Someone> {
  const { id, iri } = must(await createAccount(ctx, { username }));
  return { ctx, id, iri };
}

/** Everything that one node has for the other has been told. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await west.node.settle();
    await east.node.settle();
  }
}

async function says(lines: string[]): Promise<void> {
  said = lines;
  if (listId !== undefined) must(await refreshList(west.node.ctx, listId));
  await settled();
}

async function follows(follower: Someone, followee: Someone): Promise<void> {
  const { ctx, id } = follower;
  const { id: followeeId } = must(await ctx.resolve.account(followee.iri as never));
  must(await requestFollow(ctx, { followerId: id, followeeId }));
  await eventually(async () => {
    await settled();
    for (const on of [follower, followee]) expect(await follow(on, follower, followee)).toBe("accepted");
  });
}

async function follow({ ctx }: Someone, follower: Someone, followee: Someone): Promise<string | null> {
  const [row] = await ctx.sql<{ state: string }[]>`
    select f.state from follows f join accounts a on a.id = f.follower_id join accounts b on b.id = f.followee_id
    where a.iri = ${follower.iri} and b.iri = ${followee.iri}`;
  return row?.state ?? null;
}

/** The follows of both, as Ana's node has them and as Ben's has them. */
async function allFollows(): Promise<(string | null)[]> {
  const states = [ana, ben].flatMap((on) => [follow(on, ana, ben), follow(on, ben, ana)]);
  return Promise.all(states);
}

async function write({ ctx, id }: Someone, text: string): Promise<string> {
  const { iri } = must(await createPost(ctx, { accountId: id, text }));
  await settled();
  return iri;
}

async function isAtHome({ ctx, id }: Someone, iri: string): Promise<boolean> {
  const rows = await ctx.sql`
    select from home_entries h join posts p on p.id = h.post_id where h.account_id = ${id} and p.iri = ${iri}`;
  return rows.length > 0;
}

async function ruleOf(domain: string): Promise<string | null> {
  const [row] = await west.node.ctx.sql<{ verdict: string }[]>`
    select verdict from domain_policies where domain = ${domain}`;
  return row?.verdict ?? null;
}

/** All of both nodes, but for when lists were asked for and servers answered. */
async function everything() {
  const all = await Promise.all([west, east].map(({ node }) => dump(node.ctx)));
  return all.map(({ domain_lists: _asked, hosts: _answered, ...rest }) => rest);
}

const live = ["accepted", "accepted", "accepted", "accepted"];
/** Put aside on one node, of which the other is told nothing. */
const dormant = [null, null, "accepted", "accepted"];
const usual = ["elsewhere.example,silence"];
const applied = [...usual, "east.example,suspend", "hand.example,suspend"];

describe("a list that names another node", () => {
  test("is applied and retracts: both nodes are as they were, and what was also blocked by hand stays blocked", async () => {
    expect(await allFollows()).toEqual(live);
    const before = await everything();

    await says(applied);
    expect([await ruleOf("east.example"), await ruleOf("hand.example")]).toEqual(["reject", "reject"]);
    expect(await allFollows()).toEqual(dormant);
    expect((await everything())[0]).not.toEqual(before[0]);
    // The other node has been told nothing at all.
    expect((await everything())[1]).toEqual(before[1]);

    await says(usual);
    expect([await ruleOf("east.example"), await ruleOf("hand.example")]).toEqual([null, "reject"]);
    expect(west.node.ctx.domains.allows("hand.example")).toBe(false);
    expect(await allFollows()).toEqual(live);
    expect(await everything()).toEqual(before);
  });

  test("keeps posts from flowing while it is applied; afterwards they do, and nobody has followed again", async () => {
    await says(applied);
    const [mine, theirs] = [await write(ana, "Is anybody there?"), await write(ben, "Not for the west")];
    expect(await isAtHome(ben, mine)).toBe(false);
    expect(await isAtHome(ana, theirs)).toBe(false);
    await says(usual);
    const [next, reply] = [await write(ana, "There you are"), await write(ben, "Here I am")];
    await eventually(async () => {
      await settled();
      expect([await isAtHome(ben, next), await isAtHome(ana, reply)]).toEqual([true, true]);
    });
    expect(await isAtHome(ben, mine)).toBe(false);
  });

  test("has only what it decided ended by time: a decision for a day ends, and the list's stays", async () => {
    const inADay = new Date(clock.now().getTime() + DAY);
    const { ctx } = west.node;
    must(
      await setDomainRule(
        ctx,
        "east.example",
        { ...plainDecision, verdict: "reject" },
        { expiresAt: inADay },
      ),
    );
    await says([...usual, "east.example,silence"]);
    await ctx.chores.add({ kind: "settle-follows" });
    await settled();
    expect([await ruleOf("east.example"), await allFollows()]).toEqual(["reject", dormant]);
    clock.advance(DAY - 1);
    await endExpiredDecisions(ctx);
    expect(await ruleOf("east.example")).toBe("reject");
    clock.advance(1);
    await endExpiredDecisions(ctx);
    await settled();
    expect([await ruleOf("east.example"), await allFollows()]).toEqual(["limit", live]);
    await says(usual);
    expect(await ruleOf("east.example")).toBeNull();
  });

  test("is final after thirty days: what it severed does not come back, and people were told", async () => {
    await says(applied);
    const { ctx } = west.node;
    clock.advance(30 * DAY - 1);
    await endLongDormant(ctx);
    expect(await ctx.sql`select from dormant_follows`).toHaveLength(2);
    clock.advance(2);
    await endLongDormant(ctx);
    expect(await ctx.sql`select from dormant_follows`).toHaveLength(0);
    await says(usual);
    expect(await ruleOf("east.example")).toBeNull();
    expect((await allFollows()).slice(0, 2)).toEqual([null, null]);
    const told = await ctx.sql`select from notifications where account_id = ${ana.id} and kind = 'severance'`;
    expect(told).toHaveLength(1);
  });
});
