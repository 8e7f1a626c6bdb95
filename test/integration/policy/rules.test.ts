import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPolicyBook } from "#moderation/policy/book.ts";
import { addEntries, createList, removeList } from "#moderation/policy/change-list.ts";
import { compareVersions, listVersions, readPolicy } from "#moderation/policy/read-policy.ts";
import { changeRule, rollBackTo, savePolicy } from "#moderation/policy/save.ts";
import { someFacts } from "#moderation/policy/testing/facts.ts";
import type { ModerationCtx } from "#moderation/ports.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { systemClock } from "#server/platform/clock.ts";
import { createIds } from "#server/platform/ids.ts";
import type { Database } from "#server/platform/postgres/connect.ts";
import { openTestDatabase, testDatabase } from "#test/support/postgres.ts";

let database: Database;
let second: Database;
let ctx: ModerationCtx;
let other: ModerationCtx;
const ids = createIds(systemClock);
const admin = ids.next();

beforeAll(async () => {
  database = await testDatabase();
  second = await openTestDatabase(database);
  const on = (one: Database) => moderationOf({ clock: systemClock, ids, sql: one.sql, db: one.db });
  ctx = on(database);
  other = on(second);
});
afterAll(async () => {
  await second.close();
  await database.close();
});
beforeEach(() => database.sql`truncate policy_versions, policy_lists, policy_list_entries, ledger_pending`);

const rule = (id: string, more = "") =>
  `  - id: ${id} # kept\n    on: [inbound]\n    when: always\n    then: hold\n${more}`;
const file = (...rules: string[]) => `# Our rules\nrules:\n${rules.join("")}`;
/** A rule as a file has it. */
const written = (verdict: string, scope = "node") =>
  JSON.parse(`{ "on": "inbound", "when": "always", "then": "${verdict}", "scope": "${scope}" }`);
const cats = "https://here.example/groups/cats";

async function save(text: string, more: Partial<Parameters<typeof savePolicy>[2]> = {}) {
  const saved = await savePolicy(ctx, admin, { text, format: "yaml", ...more });
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  return saved.value;
}

async function entered(ledger: "private" | "public") {
  const rows = await database.sql<{ entry: Buffer }[]>`
    select entry from ledger_pending where ledger = ${ledger} order by id`;
  return rows.map(({ entry }) => JSON.parse(entry.toString()));
}

describe("saving rules", () => {
  it("makes a version, and enters what changed in both ledgers", async () => {
    await save(file(rule("a"), rule("b")));
    const { version, diff } = await save(file(rule("b", "    enabled: false\n"), rule("c")), {
      note: "less",
    });
    expect(version).toMatchObject({ number: 2, rulesCount: 2, note: "less", by: admin });
    expect(diff.changed.map(({ after, members }) => [after.id, members])).toEqual([["b", ["enabled"]]]);
    const [, told] = await entered("private");
    expect(told).toMatchObject({
      kind: "policy.changed",
      by: admin,
      body: {
        version: 2,
        hash: version.hash,
        added: ["c"],
        removed: ["a"],
        changed: [{ id: "b", members: ["enabled"] }],
      },
    });
    const [, published] = await entered("public");
    expect(published).toMatchObject({
      kind: "policy.changed",
      body: { version: 2, hash: version.hash, rules: 2, counts: { added: 1, removed: 1, changed: 1 } },
    });
    expect(JSON.stringify(published)).not.toContain(admin);
  });

  it("refuses a file with an error whole, and the old rules stay", async () => {
    const text = file(rule("a"));
    await save(text);
    const refused = await savePolicy(ctx, admin, {
      text: `${text}  - id: b\n    on: [inbound]\n`,
      format: "yaml",
    });
    expect(refused.ok ? null : refused.error).toMatchObject({
      type: "policy/invalid",
      problems: [{ line: 7, rule: "b" }, { line: 7 }],
    });
    expect(await readPolicy(ctx)).toMatchObject({ number: 1, source: text });
    expect(await entered("private")).toHaveLength(1);
  });

  it("refuses rules that ask a list that is not there, or of another kind", async () => {
    const asks = (fact: string) =>
      file(`  - { id: a, on: inbound, when: { ${fact}: { inList: badd } }, then: hold }\n`);
    await createList(ctx, admin, { name: "bad", kind: "domain" });
    const refused = await savePolicy(ctx, admin, { text: asks("server.domain"), format: "yaml" });
    expect(refused.ok ? null : refused.error).toMatchObject({
      problems: [{ line: 3, rule: "a", reason: 'there is no list "badd"; did you mean "bad"?' }],
    });
    const wrong = await savePolicy(ctx, admin, {
      text: asks("post.text").replace("badd", "bad"),
      format: "yaml",
    });
    expect(wrong.ok ? null : wrong.error).toMatchObject({
      problems: [{ reason: expect.stringContaining("kind domain") }],
    });
  });

  it("refuses whoever looked at an older version", async () => {
    await save(file(rule("a")));
    await save(file(rule("b")));
    const refused = await savePolicy(ctx, admin, { text: file(), format: "yaml", basedOn: 1 });
    expect(refused).toEqual({ ok: false, error: { type: "policy/changed-meanwhile", number: 2 } });
  });

  it("by two at once makes one version after the other", async () => {
    const both = await Promise.all([
      changeRule(ctx, admin, "a", { type: "put", rule: written("hold") }),
      changeRule(other, admin, "b", { type: "put", rule: written("drop") }),
    ]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    const now = await readPolicy(ctx);
    expect(now?.number).toBe(2);
    expect(now?.rules.rules.map(({ id }) => id).sort()).toEqual(["a", "b"]);
  });
});

describe("changing one rule", () => {
  it("leaves the rest of the file as it was written", async () => {
    await save(file(rule("a"), rule("b")));
    await changeRule(ctx, admin, "b", { type: "set", members: { enabled: false } });
    expect((await readPolicy(ctx))?.source).toBe(
      file(rule("a"), rule("b").replace("kept\n", "kept\n    enabled: false\n")),
    );
    await changeRule(ctx, admin, "a", { type: "remove" });
    expect((await readPolicy(ctx))?.source).toContain("id: b # kept");
    expect((await readPolicy(ctx))?.rules.rules.map(({ id }) => id)).toEqual(["b"]);
  });

  it("that is not there is refused", async () => {
    await save(file(rule("a")));
    const refused = await changeRule(ctx, admin, "z", { type: "remove" });
    expect(refused).toEqual({ ok: false, error: { type: "policy/rule-not-found" } });
  });

  it("within a community goes for its own rules only, also by a change of scope", async () => {
    await save(file(rule("node"), rule("cats", `    scope: ${cats}\n`)));
    const put = (id: string, scope: string) =>
      changeRule(ctx, admin, id, { type: "put", rule: written("drop", scope) }, { within: cats });
    expect((await put("cats", cats)).ok).toBe(true);
    expect((await put("more", cats)).ok).toBe(true);
    const outside = { ok: false, error: { type: "policy/outside-scope", scope: "node" } };
    expect(await put("node", "node")).toEqual(outside);
    expect(await put("node", cats)).toEqual(outside);
    expect(await put("cats", "node")).toEqual(outside);
    expect(await rollBackTo(ctx, admin, 1, { within: cats })).toMatchObject({ ok: true });
  });
});

describe("versions", () => {
  it("are listed, compared and brought back", async () => {
    await save(file(rule("a")));
    await save(file(rule("b")));
    const back = await rollBackTo(ctx, admin, 1);
    expect(back.ok && back.value.version).toMatchObject({ number: 3, note: "Back to version 1" });
    expect((await listVersions(ctx)).map(({ number }) => number)).toEqual([3, 2, 1]);
    expect((await listVersions(ctx, { before: 3, limit: 1 })).map(({ number }) => number)).toEqual([2]);
    const same = await compareVersions(ctx, 1, 3);
    expect(same.ok && same.value).toEqual({ added: [], removed: [], changed: [] });
    const all = await compareVersions(ctx, 0, 2);
    expect(all.ok && all.value.added.map(({ id }) => id)).toEqual(["b"]);
    expect(await rollBackTo(ctx, admin, 9)).toEqual({
      ok: false,
      error: { type: "policy/version-not-found" },
    });
  });
});

describe("the book", () => {
  const now = new Date();
  const asksList = file("  - { id: a, on: inbound, when: { post.text: { inList: bad } }, then: hold }\n");

  it("is empty at first, and has what another process saved after a refresh", async () => {
    const book = createPolicyBook(other);
    await book.refresh();
    expect(book.engine()).toMatchObject({ version: 0, communities: new Set() });
    expect(book.engine().isQuiet("inbound")).toBe(true);
    expect(book.engine().evaluate(someFacts(), now).verdict).toBe("accept");
    await createList(ctx, admin, { name: "bad", kind: "word" });
    await save(asksList);
    expect(await book.refresh()).toBeNull();
    expect([book.engine().isQuiet("inbound"), book.engine().isQuiet("edit")]).toEqual([false, true]);
    expect([book.engine().asks("inbound", "post."), book.engine().asks("inbound", "author.")]).toEqual([
      true,
      false,
    ]);
    expect(book.engine().evaluate(someFacts({ post: { text: "casino" } }), now).verdict).toBe("accept");
    await addEntries(ctx, admin, "bad", [{ entry: "Casino" }]);
    await book.refresh();
    expect(book.engine().evaluate(someFacts({ post: { text: "casino" } }), now).verdict).toBe("hold");
  });

  it("does not read again what is as it was", async () => {
    await save(file(rule("a")));
    const book = createPolicyBook(ctx);
    await book.refresh();
    const before = book.engine();
    await Promise.all([book.refresh(), book.refresh(), book.refresh()]);
    expect(book.engine()).toBe(before);
  });

  it("keeps the rules it has while those that are there cannot be read", async () => {
    await save(file(rule("a")));
    const book = createPolicyBook(ctx);
    await book.refresh();
    await database.sql`insert into policy_versions (number, source, format, hash, rules_count, created_at)
      values (2, 'rules: 3', 'yaml', '', 0, now())`;
    expect(await book.refresh()).toContain("a list of rules was expected");
    expect(book.engine().version).toBe(1);
    await database.sql`delete from policy_versions where number = 2`;
    expect(await book.refresh()).toBeNull();
  });

  it("is never without a list that rules ask: it cannot be removed", async () => {
    await createList(ctx, admin, { name: "bad", kind: "word" });
    await save(asksList);
    expect(await removeList(ctx, admin, "bad")).toEqual({
      ok: false,
      error: { type: "policy/list-in-use", rules: ["a"] },
    });
    await save(file());
    expect((await removeList(ctx, admin, "bad")).ok).toBe(true);
  });
});
