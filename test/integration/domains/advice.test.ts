import { afterAll, beforeAll, expect, it } from "vitest";
import { refreshList } from "#server/subscriptions/refresh.ts";
import { subscribe } from "#server/subscriptions/subscribe.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let publisher: ApiRig;
let reader: ApiRig;
let admin: Person;
beforeAll(async () => {
  [publisher, reader] = await Promise.all([createApiRig(), createApiRig()]);
  admin = await publisher.person("adam", { role: "admin" });
}, 120_000);
afterAll(() => Promise.all([publisher.close(), reader.close()]));

const datasets = "/api/folkmoot/v1/datasets";

it("publishes advice as a FIRES dataset, which another node follows from snapshot to retraction", async () => {
  const made = await admin.post(datasets, { name: "Our advice", summary: "What we found" });
  expect(made.status).toBe(201);
  expect((await admin.get(datasets)).body).toEqual([made.body]);
  const path = `${datasets}/${made.body.id}/changes`;
  const say = (key: string, type: string, more: object = {}) => admin.post(path, { key, type, ...more });
  expect((await say("never.example", "retraction")).status).toBe(422);
  expect((await say("two words", "advisory")).status).toBe(422);
  expect((await say("bad.example", "recommendation")).status).toBe(422);
  const labels = ["https://labels.example/spam"];
  const first = await say("Bad.Example", "recommendation", { policy: "reject", labels, comment: "spam" });
  expect(first.status).toBe(201);
  await say("loud.example", "recommendation", { policy: "filter", filters: ["auto-unlisted"] });
  await say("odd.example", "advisory");

  const open = (address: string) => publisher.request("GET", address.replace(publisher.origin, ""));
  const base = `${publisher.origin}/datasets/${made.body.id}`;
  const context = ["https://www.w3.org/ns/activitystreams", "https://fires.fedimod.org/context/fires.jsonld"];
  expect((await open(base)).body).toMatchObject({
    ...{ "@context": context, type: "Dataset", id: base, name: "Our advice" },
    endpoints: { changes: `${base}/changes`, snapshot: `${base}/snapshot` },
  });
  const snapshot = (await open(`${base}/snapshot`)).body;
  expect(snapshot).toMatchObject({ type: "Collection", totalItems: 3, dataset: base });
  expect(snapshot.orderedItems[2]).toEqual({
    ...{ id: first.body.id, type: "Recommendation", published: expect.stringMatching(/:\d\dZ$/) },
    ...{ entityKind: "domain", entityKey: "bad.example", labels, recommendedPolicy: "reject" },
    ...{ recommendedFilters: [], comment: "spam" },
  });
  expect((await open(`${base}/changes`)).body).toMatchObject({
    ...{ type: "OrderedCollection", totalItems: 3 },
    next: `${base}/changes?since=00000000-0000-7000-A000-000000000000`,
  });
  expect((await open(`${base}/changes?since=00000000-0000-7000-A000-000000000000`)).body).toMatchObject({
    type: "OrderedCollectionPage",
    orderedItems: [{ entityKey: "bad.example" }, { entityKey: "loud.example" }, { type: "Advisory" }],
  });

  const list = must(await subscribe(reader.ctx, null, { url: base, terms: { mode: "apply" } }));
  await reader.node.settle();
  const rules = async () =>
    (await reader.ctx.sql`select domain, verdict, filters from domain_policies order by domain`).map(
      (row) => ({
        ...row,
      }),
    );
  expect(await rules()).toEqual([
    { domain: "bad.example", verdict: "reject", filters: [] },
    { domain: "loud.example", verdict: "none", filters: ["auto-unlisted"] },
  ]);
  expect(must(await refreshList(reader.ctx, list.id))).toEqual({ changed: 0, decided: 0, withdrawn: 0 });
  await say("bad.example", "retraction", { comment: "they have changed" });
  await say("loud.example", "tombstone");
  expect(must(await refreshList(reader.ctx, list.id))).toMatchObject({ changed: 2, withdrawn: 2 });
  expect(await rules()).toEqual([]);
  const said = JSON.stringify(
    (await open(`${base}/changes?since=00000000-0000-7000-A000-000000000000`)).body,
  );
  expect(said).not.toContain("auto-unlisted");
  const [entry] = await publisher.ctx.sql<{ entry: Buffer }[]>`
    select entry from ledger_pending where ledger = 'public' union all
    select entry from ledger_entries where ledger = 'public' limit 1`;
  expect(entry?.entry.toString()).not.toContain("bad.example");
});
