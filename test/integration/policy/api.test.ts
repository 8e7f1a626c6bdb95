import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";

let rig: ApiRig;
let admin: Person;
let moderator: Person;
beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("ada", { role: "admin" });
  moderator = await rig.person("mo", { role: "moderator" });
});
afterAll(() => rig.close());

const at = (path: string) => `/api/folkmoot/v1/policy${path}`;
const text =
  "rules:\n  - id: one # why\n    on: [inbound]\n    when: { post.text: { contains: casino } }\n    then: hold\n";

describe("the rules", () => {
  it("are none at first, are saved by an administrator, and read by a moderator", async () => {
    expect((await moderator.get(at(""))).body).toEqual({ version: null, text: "", rules: [] });
    const saved = await admin.put(at(""), { text, note: "first" });
    expect(saved.body).toMatchObject({
      version: { number: 1, note: "first", account_id: admin.id },
      diff: { added: [{ id: "one" }], removed: [], changed: [] },
    });
    expect((await moderator.get(at(""))).body).toMatchObject({
      version: { number: 1 },
      text,
      rules: [{ id: "one", enabled: true, verdict: "hold", line: 2 }],
    });
  });

  it("are not changed by a moderator", async () => {
    for (const refused of [
      await moderator.put(at(""), { text }),
      await moderator.patch(at("/rules/one"), { enabled: false }),
      await moderator.post(at("/lists"), { name: "a", kind: "word" }),
    ])
      expect(refused.status).toBe(403);
  });

  it("with an error are refused whole, with every line; the same is told without saving", async () => {
    const wrong = text.replace("post.text", "post.tekst");
    const refused = await admin.put(at(""), { text: wrong });
    expect(refused.status).toBe(422);
    expect(refused.body.error).toContain(
      'line 4, column 13, rule one: there is no fact "post.tekst"; did you mean "post.text"?',
    );
    expect((await moderator.post(at("/check"), { text: wrong })).body).toMatchObject({
      valid: false,
      problems: [{ line: 4, column: 13, rule: "one" }],
    });
    const form = new FormData();
    form.set("file", new File([text], "rules.yaml"));
    expect((await moderator.post(at("/check"), form)).body).toMatchObject({
      valid: true,
      rules: [{ id: "one" }],
    });
    expect((await moderator.get(at(""))).body.version.number).toBe(1);
  });

  it("are changed one by one, unless somebody else has since", async () => {
    const off = await admin.patch(at("/rules/one"), { enabled: false, mode: "dry", based_on: 1 });
    expect(off.body).toMatchObject({
      version: { number: 2 },
      diff: { changed: [{ id: "one", members: ["enabled", "mode"] }] },
    });
    expect((await moderator.get(at(""))).body.text).toContain("id: one # why");
    expect((await admin.patch(at("/rules/one"), { enabled: true, based_on: 1 })).status).toBe(409);
    const rule = JSON.parse('{ "on": ["inbound"], "when": "always", "then": { "filters": ["auto-cw"] } }');
    expect((await admin.put(at("/rules/two"), { rule })).body.diff.added).toMatchObject([
      { id: "two", verdict: "filter" },
    ]);
    expect((await admin.delete(at("/rules/one"))).body.diff.removed).toMatchObject([{ id: "one" }]);
    expect((await admin.delete(at("/rules/one"))).status).toBe(404);
  });

  it("have versions that are compared and brought back", async () => {
    const versions = await moderator.get(at("/versions?limit=2"));
    expect(versions.body.map(({ number }: { number: number }) => number)).toEqual([4, 3]);
    expect((await moderator.get(at("/versions/1"))).body).toMatchObject({ text, version: { number: 1 } });
    expect((await moderator.get(at("/versions/99"))).status).toBe(404);
    expect((await moderator.get(at("/diff?from=1&to=4"))).body).toMatchObject({
      added: [{ id: "two" }],
      removed: [{ id: "one" }],
    });
    expect((await admin.post(at("/versions/1/restore"), {})).body.version).toMatchObject({
      number: 5,
      rules_count: 1,
    });
  });

  it("have facts to ask about, and others to begin with that can be saved as they are", async () => {
    expect((await moderator.get(at("/facts"))).body).toContainEqual({
      name: "author.ageDays",
      kind: "number",
    });
    const starter = await moderator.get(at("/starter"));
    expect((await admin.put(at(""), starter.body)).status).toBe(200);
  });
});

describe("a list", () => {
  it("is made, filled, searched, changed and removed", async () => {
    expect((await admin.post(at("/lists"), { name: "bad", kind: "domain" })).status).toBe(201);
    const added = await admin.post(at("/lists/bad/entries"), {
      entries: ["a.example", "B.example", "no domain"],
    });
    expect(added.body).toMatchObject({
      added: 2,
      refused: 1,
      examples: ["no domain"],
      list: { entries_count: 2 },
    });
    expect((await moderator.get(at("/lists"))).body).toMatchObject([{ name: "bad", kind: "domain" }]);
    expect((await moderator.get(at("/lists/bad?q=b.&limit=1"))).body.entries).toMatchObject([
      { entry: "b.example", added_by: admin.id },
    ]);
    expect((await admin.patch(at("/lists/bad"), { description: "known" })).body.description).toBe("known");
    expect((await admin.delete(at("/lists/bad/entries"), { entries: ["a.example"] })).body.removed).toBe(1);
    expect(
      (
        await admin.put(at(""), {
          text: "rules:\n  - { id: one, on: inbound, when: { server.domain: { inList: bad } }, then: hold }",
        })
      ).status,
    ).toBe(200);
    expect((await admin.delete(at("/lists/bad"))).status).toBe(422);
    expect((await admin.put(at(""), { text: "" })).status).toBe(200);
    expect((await admin.delete(at("/lists/bad"))).status).toBe(200);
    expect((await moderator.get(at("/lists/bad"))).status).toBe(404);
  });

  it("is imported and exported as a file", async () => {
    await admin.post(at("/lists"), { name: "words", kind: "word" });
    const form = new FormData();
    form.set("file", new File(['entry,comment\n"one, two",why\nthree,\n'], "words.csv"));
    form.set("replace", "true");
    expect((await admin.post(at("/lists/words/import"), form)).body).toMatchObject({ added: 2 });
    const exported = await moderator.get(at("/lists/words/export"));
    expect(exported.body.filename).toBe("words.csv");
    expect(exported.body.content.split("\n").sort()).toEqual([
      "",
      '"one, two",why',
      "entry,comment",
      "three,",
    ]);
  });
});
