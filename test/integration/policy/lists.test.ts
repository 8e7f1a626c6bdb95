import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addEntries, changeList, createList, removeEntries } from "#moderation/policy/change-list.ts";
import { csvLine, readListFile } from "#moderation/policy/lists/file.ts";
import { exportList, listLists, showList } from "#moderation/policy/read-list.ts";
import type { ModerationCtx } from "#moderation/ports.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { systemClock } from "#server/platform/clock.ts";
import { createIds } from "#server/platform/ids.ts";
import type { Database } from "#server/platform/postgres/connect.ts";
import { testDatabase } from "#test/support/postgres.ts";

let database: Database;
let ctx: ModerationCtx;
const ids = createIds(systemClock);
const admin = ids.next();

beforeAll(async () => {
  database = await testDatabase();
  ctx = moderationOf({ clock: systemClock, ids, sql: database.sql, db: database.db });
});
afterAll(() => database.close());
beforeEach(() => database.sql`truncate policy_versions, policy_lists, policy_list_entries, ledger_pending`);

const domains = async (...entries: string[]) => {
  await createList(ctx, admin, { name: "bad", kind: "domain" });
  return addEntries(
    ctx,
    admin,
    "bad",
    entries.map((entry) => ({ entry })),
  );
};
const entriesOf = async (name: string) => (await showList(ctx, name))?.entries.map(({ entry }) => entry);

describe("a list", () => {
  it("has a name of its own", async () => {
    expect((await createList(ctx, admin, { name: "bad", kind: "word" })).ok).toBe(true);
    expect(await createList(ctx, admin, { name: "bad", kind: "domain" })).toMatchObject({
      error: { type: "policy/list-name-taken" },
    });
    expect(await createList(ctx, admin, { name: "Bad one", kind: "word" })).toMatchObject({
      error: { type: "policy/list-bad-name" },
    });
  });

  it("takes entries of its kind in one form, tells those it refuses, and each once", async () => {
    const added = await domains(
      "A.example",
      "https://b.example/path",
      "a.example",
      "not a domain",
      "c\0.example",
    );
    expect(added).toMatchObject({
      value: {
        added: 3,
        known: 1,
        refused: 1,
        examples: ["not a domain"],
        list: { entriesCount: 3, revision: 2 },
      },
    });
    expect(await entriesOf("bad")).toEqual(["a.example", "b.example", "c.example"]);
  });

  it("can be replaced as a whole, searched and read by pages", async () => {
    await domains("a.example", "b.example");
    await addEntries(ctx, admin, "bad", [{ entry: "x.example", comment: "why" }, { entry: "y.example" }], {
      replace: true,
    });
    expect(await entriesOf("bad")).toEqual(["x.example", "y.example"]);
    expect(await showList(ctx, "bad", { containing: "X." })).toMatchObject({
      entries: [{ entry: "x.example", comment: "why", addedBy: admin }],
    });
    expect(await showList(ctx, "bad", { after: "x.example", limit: 1 })).toMatchObject({
      entries: [{ entry: "y.example" }],
    });
    expect((await listLists(ctx)).map(({ name, entriesCount }) => [name, entriesCount])).toEqual([
      ["bad", 2],
    ]);
  });

  it("loses entries however they are written", async () => {
    await domains("a.example", "b.example");
    expect(await removeEntries(ctx, admin, "bad", ["https://A.example/", "z.example"])).toMatchObject({
      value: { removed: 1, list: { entriesCount: 1 } },
    });
    expect(await removeEntries(ctx, admin, "none", ["a.example"])).toMatchObject({
      error: { type: "policy/list-not-found" },
    });
  });

  it("is another one after a change of how its words are compared", async () => {
    await createList(ctx, admin, { name: "words", kind: "word" });
    expect(await changeList(ctx, admin, "words", { folding: "exact" })).toMatchObject({
      value: { folding: "exact", wholeWords: true, revision: 2 },
    });
  });

  it("enters each change in the private ledger, and in the public one without its name", async () => {
    await domains("a.example");
    const rows = await database.sql<{ ledger: string; entry: Buffer }[]>`
      select ledger, entry from ledger_pending order by id`;
    const bodies = rows.map(({ ledger, entry }) => [ledger, JSON.parse(entry.toString()).body]);
    expect(bodies).toMatchObject([
      ["private", { list: "bad", change: "created" }],
      ["public", { of: "domain", change: "created" }],
      ["private", { list: "bad", change: "added", added: 1 }],
      ["public", { of: "domain", change: "added" }],
    ]);
    expect(JSON.stringify(bodies.filter(([ledger]) => ledger === "public"))).not.toContain("bad");
  });

  it("of 100,000 domains is imported with progress, and exported whole", async () => {
    await createList(ctx, admin, { name: "many", kind: "domain" });
    const text = Array.from({ length: 100_000 }, (_, at) => `d${at}.example\n`).join("");
    const progress: number[] = [];
    const added = await addEntries(ctx, admin, "many", readListFile(text), {
      onProgress: (read) => progress.push(read),
    });
    expect(added).toMatchObject({ value: { added: 100_000 } });
    expect(progress).toHaveLength(10);
    const list = (await showList(ctx, "many"))?.list;
    const seen = new Set<string>();
    if (list) for await (const batch of exportList(ctx, list)) for (const { entry } of batch) seen.add(entry);
    expect(seen.size).toBe(100_000);
  });
});

describe("a list's file", () => {
  it.each([
    [
      "one entry a line",
      "# ours\na.example\r\n\nb.example",
      [
        ["a.example", ""],
        ["b.example", ""],
      ],
    ],
    ["CSV with a header", 'entry,comment\na.example,"for, ""this"""\n', [["a.example", 'for, "this"']]],
    ["Mastodon's", "#domain,#severity,#public_comment\na.example,suspend,spam\n", [["a.example", "spam"]]],
    [
      "words with commas",
      "one, two\nthree",
      [
        ["one, two", ""],
        ["three", ""],
      ],
    ],
    [
      "hashtags and addresses",
      "#tag\n// note\nhttps://a.example/x",
      [
        ["#tag", ""],
        ["https://a.example/x", ""],
      ],
    ],
  ])("may be %s", (_, text, expected) => {
    expect([...readListFile(text)].map(({ entry, comment }) => [entry, comment])).toEqual(expected);
  });

  it("comes back as it was written", () => {
    const entries = [
      { entry: 'a "b", c', comment: "x,y" },
      { entry: "d", comment: "" },
    ];
    expect([...readListFile(`entry,comment\n${entries.map(csvLine).join("")}`)]).toEqual(entries);
  });
});
