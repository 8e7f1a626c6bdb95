import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { settleActors } from "#server/subscriptions/actors.ts";
import { answerDraft, listDrafts } from "#server/subscriptions/drafts.ts";
import { refreshList } from "#server/subscriptions/refresh.ts";
import { subscribe, unsubscribe } from "#server/subscriptions/subscribe.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let admin: Person;
let server: Server;
let base: string;
/** The records of each dataset, oldest first. */
const datasets = new Map<string, object[]>();
let turn = 0;

beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("adam", { role: "admin" });
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "", base);
    const [, name = "", what] = url.pathname.split("/");
    const records = datasets.get(name) ?? [];
    const here = `${base}/${name}`;
    const since = Number(url.searchParams.get("since") ?? 0);
    const next = `${here}/changes?since=${records.length}`;
    const answer =
      what === undefined
        ? {
            type: "Dataset",
            id: here,
            name,
            endpoints: { changes: `${here}/changes`, snapshot: `${here}/snapshot` },
          }
        : what === "snapshot"
          ? { type: "Collection", changes: next, orderedItems: records.toReversed() }
          : { type: "OrderedCollectionPage", orderedItems: records.slice(since), next };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server.close();
  await rig.close();
});
beforeEach(() => {
  turn += 1;
});

const iriOf = (name: string) => `https://far.example/users/${name}`;
function record(type: string, name: string, more: object = {}): object {
  return { type, entityKind: "actor", entityKey: iriOf(name), ...more };
}
const recommends = (name: string, policy: string, filters: string[] = []) =>
  record("Recommendation", name, {
    recommendedPolicy: policy,
    recommendedFilters: filters,
    comment: "Sells tea",
  });

async function dataset(
  records: object[],
  terms: NonNullable<Parameters<typeof subscribe>[2]["terms"]> = { mode: "apply" },
) {
  const name = `dataset${turn}-${datasets.size}`;
  datasets.set(name, records);
  const { id } = must(await subscribe(rig.ctx, admin.id, { url: `${base}/${name}`, terms }));
  await rig.node.settle();
  return {
    id,
    async says(...more: object[]) {
      records.push(...more);
      return must(await refreshList(rig.ctx, id));
    },
  };
}

const stateOf = async (id: string) =>
  (await rig.ctx.sql`select state, limited from accounts where id = ${id}`)[0];
const causesOf = async (id: string) =>
  (
    await rig.ctx.sql<{ cause: string; kind: string }[]>`
      select cause, kind from actions where account_id = ${id} and undone_at is null order by id`
  ).map(({ cause, kind }) => `${cause} ${kind}`);

it("what datasets say about accounts is done, each for itself, and a retraction undoes just that", async () => {
  const [bad, loud] = [
    await rig.remote(`bad${turn}@far.example`),
    await rig.remote(`loud${turn}@far.example`),
  ];
  const one = await dataset([
    recommends(`bad${turn}`, "reject"),
    recommends(`loud${turn}`, "filter", ["auto-unlisted"]),
  ]);
  const two = await dataset([recommends(`bad${turn}`, "drop"), recommends(`never-seen${turn}`, "reject")]);
  expect(await stateOf(bad)).toMatchObject({ state: "suspended" });
  expect(await causesOf(bad)).toEqual([`list:${one.id} suspend`, `list:${two.id} suspend`]);
  expect(await causesOf(loud)).toEqual([`list:${one.id} filter`]);
  const [statement] = await rig.ctx.sql`select s.facts, s.is_automated as auto from statements s
    join actions a on a.id = s.action_id where a.account_id = ${loud}`;
  expect(statement).toEqual({ facts: `${await nameOf(one.id)}: Sells tea`, auto: true });
  // Nothing is done twice.
  expect(await settleActors(rig.ctx)).toEqual({ decided: 0, withdrawn: 0 });

  expect(await one.says(record("Retraction", `bad${turn}`))).toMatchObject({ changed: 1, withdrawn: 1 });
  expect(await stateOf(bad)).toMatchObject({ state: "suspended" });
  expect(await causesOf(bad)).toEqual([`list:${two.id} suspend`]);
  await two.says(record("Retraction", `bad${turn}`));
  expect(await stateOf(bad)).toMatchObject({ state: "active" });
  expect(await causesOf(loud)).toHaveLength(1);
});

it("an account that a moderator has suspended too stays so, and one that becomes known later is found", async () => {
  const both = await rig.remote(`both${turn}@far.example`);
  const list = await dataset([recommends(`both${turn}`, "reject"), recommends(`later${turn}`, "reject")]);
  const subject = { kind: "account", id: both };
  const taken = await admin.post("/api/folkmoot/v1/actions", {
    kind: "suspend",
    subject,
    category: "spam",
    text: "Spam",
  });
  expect(taken.status).toBe(201);
  const later = await rig.remote(`later${turn}@far.example`);
  expect(await settleActors(rig.ctx)).toEqual({ decided: 1, withdrawn: 0 });
  expect(await stateOf(later)).toMatchObject({ state: "suspended" });
  await list.says(record("Retraction", `both${turn}`), record("Retraction", `later${turn}`));
  expect([await stateOf(both), await stateOf(later)]).toMatchObject([
    { state: "suspended" },
    { state: "active" },
  ]);
  expect(await causesOf(both)).toEqual(["moderator suspend"]);
});

it("what a moderator took back is not done again; nor are people here, nor more than the list may", async () => {
  const loud = await rig.remote(`loud${turn}@far.example`);
  const own = await rig.person(`own${turn}`);
  const ownRecord = { ...recommends("", "reject"), entityKey: rig.ctx.uris.account(own.id) };
  await dataset([recommends(`loud${turn}`, "reject"), ownRecord], { mode: "apply", maxVerdict: "limit" });
  expect([await stateOf(loud), await stateOf(own.id)]).toEqual([
    { state: "active", limited: true },
    { state: "active", limited: false },
  ]);
  const [{ id } = { id: "" }] = await rig.ctx.sql<
    { id: string }[]
  >`select id from actions where account_id = ${loud}`;
  expect((await admin.post(`/api/folkmoot/v1/actions/${id}/undo`, { reason: "They are fine" })).status).toBe(
    200,
  );
  expect(await settleActors(rig.ctx)).toEqual({ decided: 0, withdrawn: 0 });
  expect(await stateOf(loud)).toMatchObject({ limited: false });
});

it("a dataset that only recommends waits for a moderator's word; ending it takes back what it did, or keeps it", async () => {
  const [first, second] = [
    await rig.remote(`first${turn}@far.example`),
    await rig.remote(`second${turn}@far.example`),
  ];
  const list = await dataset([recommends(`first${turn}`, "reject")], { mode: "recommend" });
  const kept = await dataset([recommends(`second${turn}`, "reject")]);
  expect(await stateOf(first)).toMatchObject({ state: "active" });
  const drafts = await listDrafts(rig.ctx, { listId: list.id, offset: 0, limit: 10 });
  expect(drafts).toMatchObject([
    { domain: iriOf(`first${turn}`), entity: "actor", accountId: first, accounts: 1 },
  ]);
  const answer = { list_id: list.id, domain: iriOf(`first${turn}`), answer: "confirmed" };
  expect((await admin.post("/api/folkmoot/v1/domain_drafts", answer)).status).toBe(200);
  expect(await stateOf(first)).toMatchObject({ state: "suspended" });
  must(await answerDraft(rig.ctx, admin.id, { listId: list.id, domain: answer.domain, answer: "dismissed" }));
  expect(await stateOf(first)).toMatchObject({ state: "active" });
  must(await answerDraft(rig.ctx, admin.id, { listId: list.id, domain: answer.domain, answer: "confirmed" }));

  must(await unsubscribe(rig.ctx, admin.id, list.id, { keeps: false }));
  must(await unsubscribe(rig.ctx, admin.id, kept.id, { keeps: true }));
  await rig.node.settle();
  expect([await stateOf(first), await stateOf(second)]).toMatchObject([
    { state: "active" },
    { state: "suspended" },
  ]);
  expect(await causesOf(second)).toEqual([`kept:${kept.id} suspend`]);
});

async function nameOf(listId: string): Promise<string> {
  const [row] = await rig.ctx.sql<{ name: string }[]>`select name from domain_lists where id = ${listId}`;
  return row?.name ?? "";
}
