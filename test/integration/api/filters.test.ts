import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFilterBook } from "#server/filters/book.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig();
  [ana, ben] = [await rig.person("ana"), await rig.person("ben")];
  await rig.follow(ana, ben);
}, 60_000);
afterAll(() => rig.close());

const make = async (owner: Person, body: object) => (await owner.post("/api/v2/filters", body)).body;
const keyword = (word: string, whole = true) => ({ keyword: word, whole_word: whole });
const words = (filter: Json) => filter.keywords.map((each: Json) => each.keyword);

describe("a filter", () => {
  it("is made with its keywords, read, changed and deleted", async () => {
    const made = await ana.post("/api/v2/filters", {
      title: "Drinks",
      context: ["home", "public"],
      filter_action: "hide",
      expires_in: 3600,
      keywords_attributes: [keyword("wine"), keyword("beer", false), { keyword: "", whole_word: "" }],
    });
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      id: expect.any(String),
      title: "Drinks",
      context: ["home", "public"],
      filter_action: "hide",
      expires_at: expect.any(String),
      keywords: [
        { id: expect.any(String), keyword: "wine", whole_word: true },
        { id: expect.any(String), keyword: "beer", whole_word: false },
      ],
      statuses: [],
    });
    expect(Date.parse(made.body.expires_at) - rig.ctx.clock.now().getTime()).toBeGreaterThan(3_500_000);
    const path = `/api/v2/filters/${made.body.id}`;
    expect((await ana.get(path)).body).toEqual(made.body);
    expect((await ana.get("/api/v2/filters")).body).toContainEqual(made.body);
    const [wine, beer] = made.body.keywords;
    const changed = await ana.put(path, {
      title: "Strong drinks",
      expires_in: "",
      keywords_attributes: [
        { id: wine.id, _destroy: true },
        { id: beer.id, keyword: "ale" },
        { keyword: "gin" },
      ],
    });
    expect(changed.body).toMatchObject({
      title: "Strong drinks",
      context: ["home", "public"],
      filter_action: "hide",
      expires_at: null,
      keywords: [
        { id: beer.id, keyword: "ale", whole_word: false },
        { keyword: "gin", whole_word: true },
      ],
    });
    expect((await ana.get(path)).body).toEqual(changed.body);
    expect((await ana.delete(path)).body).toEqual({});
    expect((await ana.get(path)).status).toBe(404);
  });

  it("comes as a form, as Rails nests it", async () => {
    const form = new URLSearchParams([
      ["title", "Form"],
      ["context[]", "home"],
      ["context[]", "thread"],
      ["keywords_attributes[][keyword]", "foo"],
      ["keywords_attributes[][whole_word]", "false"],
      ["keywords_attributes[][keyword]", "bar"],
      ["keywords_attributes[][whole_word]", "true"],
    ]);
    const made = await rig.request("POST", "/api/v2/filters", { token: ana.token, body: form });
    expect(made.body).toMatchObject({
      context: ["home", "thread"],
      filter_action: "warn",
      keywords: [
        { keyword: "foo", whole_word: false },
        { keyword: "bar", whole_word: true },
      ],
    });
    const [foo, bar] = made.body.keywords;
    const change = new URLSearchParams([
      ["keywords_attributes[][id]", foo.id],
      ["keywords_attributes[][_destroy]", "true"],
      ["keywords_attributes[][id]", bar.id],
      ["keywords_attributes[][keyword]", "baz"],
    ]);
    const path = `/api/v2/filters/${made.body.id}`;
    expect(words((await rig.request("PUT", path, { token: ana.token, body: change })).body)).toEqual(["baz"]);
  });

  it("needs a title, known contexts and a known action, and keywords of a sensible length", async () => {
    const good = { title: "x", context: ["home"] };
    for (const [body, error] of [
      [{ ...good, title: " " }, "Validation failed: Title can't be blank"],
      [{ ...good, title: "x".repeat(257) }, undefined],
      [{ ...good, context: [] }, "Validation failed: Context can't be blank"],
      [{ title: "x" }, "Validation failed: Context can't be blank"],
      [{ ...good, context: ["kitchen"] }, "Validation failed: Context None or invalid context supplied"],
      [{ ...good, filter_action: "burn" }, "'burn' is not a valid filter_action"],
      [{ ...good, keywords_attributes: [{ keyword: " ", whole_word: true }] }, undefined],
      [{ ...good, keywords_attributes: [keyword("x".repeat(513))] }, undefined],
      [{ ...good, keywords_attributes: Array.from({ length: 101 }, (_, at) => keyword(`${at}`)) }, undefined],
    ] as const) {
      const reply = await ana.post("/api/v2/filters", body);
      expect(reply.status).toBe(422);
      if (error !== undefined) expect(reply.body.error).toBe(error);
    }
    const stranger = { ...good, keywords_attributes: [{ id: rig.ctx.ids.next(), keyword: "x" }] };
    expect((await ana.post("/api/v2/filters", stranger)).status).toBe(404);
    expect((await ana.post("/api/v2/filters", { ...good, keywords_attributes: [{ id: "17" }] })).status).toBe(
      404,
    );
  });

  it("is one of two hundred, and all keywords together are bounded", async () => {
    const cat = await rig.person("cat");
    const { sql, ids } = rig.ctx;
    for (let at = 0; at < 200; at++)
      await sql`insert into filters (id, account_id, title, contexts, action, created_at)
        values (${ids.next()}, ${cat.id}, 'x', '{home}', 'warn', now())`;
    expect((await cat.post("/api/v2/filters", { title: "x", context: ["home"] })).status).toBe(422);
    const dan = await rig.person("dan");
    const long = Array.from({ length: 98 }, (_, at) => keyword(`${at}${"x".repeat(510)}`));
    await make(dan, { title: "x", context: ["home"], keywords_attributes: long.slice(0, 97) });
    expect(
      (await dan.post("/api/v2/filters", { title: "x", context: ["home"], keywords_attributes: long }))
        .status,
    ).toBe(422);
    expect((await dan.get("/api/v2/filters")).body).toHaveLength(1);
  });

  it("is nobody else's, with its keywords and posts", async () => {
    const post = await rig.publish(ben, "something");
    const { id, keywords } = await make(ana, {
      title: "x",
      context: ["home"],
      keywords_attributes: [keyword("y")],
    });
    const named = (await ana.post(`/api/v2/filters/${id}/statuses`, { status_id: post })).body;
    for (const reply of [
      await ben.get(`/api/v2/filters/${id}`),
      await ben.put(`/api/v2/filters/${id}`, { title: "z" }),
      await ben.delete(`/api/v2/filters/${id}`),
      await ben.get(`/api/v2/filters/${id}/keywords`),
      await ben.post(`/api/v2/filters/${id}/keywords`, { keyword: "z" }),
      await ben.get(`/api/v2/filters/keywords/${keywords[0].id}`),
      await ben.put(`/api/v2/filters/keywords/${keywords[0].id}`, { keyword: "z" }),
      await ben.delete(`/api/v2/filters/keywords/${keywords[0].id}`),
      await ben.get(`/api/v2/filters/${id}/statuses`),
      await ben.post(`/api/v2/filters/${id}/statuses`, { status_id: post }),
      await ben.get(`/api/v2/filters/statuses/${named.id}`),
      await ben.delete(`/api/v2/filters/statuses/${named.id}`),
      await ben.get(`/api/v1/filters/${keywords[0].id}`),
      await ben.put(`/api/v1/filters/${keywords[0].id}`, { phrase: "z", context: ["home"] }),
      await ben.delete(`/api/v1/filters/${keywords[0].id}`),
      await ana.get("/api/v2/filters/17"),
      await ana.get("/api/v2/filters/keywords/17"),
      await ana.get("/api/v2/filters/statuses/17"),
      await ana.get("/api/v1/filters/17"),
    ])
      expect(reply).toMatchObject({ status: 404, body: { error: "Record not found" } });
    expect((await ben.get("/api/v2/filters")).body).toEqual([]);
    expect((await ben.get("/api/v1/filters")).body).toEqual([]);
    await ana.delete(`/api/v2/filters/${id}`);
  });

  it("tells streams that it has changed", async () => {
    const eve = await rig.person("eve");
    const head = await rig.node.changes.head();
    await make(eve, { title: "x", context: ["home"] });
    await rig.node.changes.settle();
    const changes = (await rig.node.changes.since(head, 100)) ?? [];
    expect(changes).toContainEqual(expect.objectContaining({ kind: "filters.changed", accountId: eve.id }));
  });
});

describe("the keywords and posts of a filter", () => {
  it("are read, added, changed and taken away one by one", async () => {
    const { id } = await make(ana, { title: "parts", context: ["home"] });
    const added = await ana.post(`/api/v2/filters/${id}/keywords`, { keyword: "tea" });
    expect(added.body).toEqual({ id: expect.any(String), keyword: "tea", whole_word: true });
    const path = `/api/v2/filters/keywords/${added.body.id}`;
    expect((await ana.get(path)).body).toEqual(added.body);
    expect((await ana.put(path, { keyword: "teas", whole_word: false })).body).toEqual({
      id: added.body.id,
      keyword: "teas",
      whole_word: false,
    });
    expect((await ana.get(`/api/v2/filters/${id}/keywords`)).body).toHaveLength(1);
    expect((await ana.post(`/api/v2/filters/${id}/keywords`, { keyword: "" })).status).toBe(422);
    expect((await ana.put(path, { keyword: "" })).status).toBe(422);
    expect((await ana.delete(path)).body).toEqual({});
    expect((await ana.get(path)).status).toBe(404);

    const post = await rig.publish(ben, "a post");
    const named = await ana.post(`/api/v2/filters/${id}/statuses`, { status_id: post });
    expect(named.body).toEqual({ id: expect.any(String), status_id: post });
    expect((await ana.get(`/api/v2/filters/statuses/${named.body.id}`)).body).toEqual(named.body);
    expect((await ana.get(`/api/v2/filters/${id}/statuses`)).body).toEqual([named.body]);
    expect((await ana.post(`/api/v2/filters/${id}/statuses`, { status_id: post })).status).toBe(422);
    const secret = await rig.publish(ben, { text: "secret", visibility: "direct" });
    for (const unseen of [secret, rig.ctx.ids.next()])
      expect(await ana.post(`/api/v2/filters/${id}/statuses`, { status_id: unseen })).toMatchObject({
        status: 422,
        body: { error: "Validation failed: Status must exist" },
      });
    expect((await ana.delete(`/api/v2/filters/statuses/${named.body.id}`)).body).toEqual({});
    expect((await ana.get(`/api/v2/filters/${id}/statuses`)).body).toEqual([]);
    await ana.delete(`/api/v2/filters/${id}`);
  });
});

describe("filters of the first version", () => {
  it("are keywords", async () => {
    const fay = await rig.person("fay");
    const made = await fay.post("/api/v1/filters", { phrase: "tea", context: ["home"], irreversible: true });
    expect(made.body).toEqual({
      id: expect.any(String),
      phrase: "tea",
      context: ["home"],
      whole_word: true,
      expires_at: null,
      irreversible: true,
    });
    const [filter] = (await fay.get("/api/v2/filters")).body;
    expect(filter).toMatchObject({ title: "tea", filter_action: "hide", keywords: [{ id: made.body.id }] });
    const path = `/api/v1/filters/${made.body.id}`;
    expect((await fay.get(path)).body).toEqual(made.body);
    const changed = await fay.put(path, {
      phrase: "teas",
      context: ["home", "thread"],
      whole_word: false,
      irreversible: false,
      expires_in: 60,
    });
    expect(changed.body).toMatchObject({ phrase: "teas", context: ["home", "thread"], irreversible: false });
    expect(changed.body.expires_at).not.toBeNull();
    expect((await fay.get("/api/v1/filters")).body).toEqual([changed.body]);
    await fay.post(`/api/v2/filters/${filter.id}/keywords`, { keyword: "more" });
    expect((await fay.get("/api/v1/filters")).body).toHaveLength(2);
    expect((await fay.put(path, { phrase: "tea", context: ["public"] })).status).toBe(422);
    expect((await fay.delete(path)).body).toEqual({});
    expect((await fay.get(path)).status).toBe(404);
    expect((await fay.post("/api/v1/filters", { phrase: "", context: ["home"] })).status).toBe(422);
    expect((await fay.post("/api/v1/filters", { phrase: "x" })).status).toBe(422);
  });
});

describe("what statuses say of filters", () => {
  it("is which ones they come under, and by what", async () => {
    const reader = await rig.person("reader");
    await rig.follow(reader, ben);
    const plain = await rig.publish(ben, "nothing here");
    const caught = await rig.publish(ben, "I like <Bad Word>!");
    const named = await rig.publish(ben, "harmless");
    const filter = await make(reader, {
      title: "Words",
      context: ["public"],
      filter_action: "blur",
      keywords_attributes: [keyword("bad word")],
    });
    await reader.post(`/api/v2/filters/${filter.id}/statuses`, { status_id: named });
    const statuses = (await reader.get("/api/v1/timelines/home?limit=3")).body as Json[];
    const filtered = (id: string) => statuses.find((status) => status.id === id)?.filtered;
    expect(filtered(plain)).toEqual([]);
    const { keywords: _, statuses: __, ...head } = filter;
    expect(filtered(caught)).toEqual([{ filter: head, keyword_matches: ["Bad Word"], status_matches: null }]);
    expect(filtered(named)).toEqual([{ filter: head, keyword_matches: null, status_matches: [named] }]);
    expect((await reader.get(`/api/v1/statuses/${caught}`)).body.filtered).toHaveLength(1);
    const anonymous = (await rig.request("GET", `/api/v1/statuses/${caught}`)).body;
    expect(anonymous).not.toHaveProperty("filtered");
    await reader.delete(`/api/v2/filters/${filter.id}`);
    expect((await reader.get(`/api/v1/statuses/${caught}`)).body.filtered).toEqual([]);
  });

  it("is nothing of one's own posts, and nothing once a filter has expired", async () => {
    const reader = await rig.person("reader2");
    await make(reader, { title: "x", context: ["home"], keywords_attributes: [keyword("cake")] });
    const own = await rig.publish(reader, "cake");
    expect((await reader.get(`/api/v1/statuses/${own}`)).body.filtered).toEqual([]);
    await make(reader, {
      title: "x",
      context: ["home"],
      expires_in: 0,
      keywords_attributes: [keyword("pie")],
    });
    const other = await rig.publish(ben, "pie");
    expect((await reader.get(`/api/v1/statuses/${other}`)).body.filtered).toEqual([]);
  });

  it("follows changes by another process within a second", async () => {
    const reader = await rig.person("reader3");
    const elsewhere = createFilterBook(rig.ctx);
    expect((await elsewhere.of(reader.id)).isEmpty).toBe(true);
    await make(reader, { title: "x", context: ["home"], keywords_attributes: [keyword("cake")] });
    await expect.poll(async () => (await elsewhere.of(reader.id)).isEmpty, { timeout: 2_000 }).toBe(false);
    const compiled = await elsewhere.of(reader.id);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await elsewhere.of(reader.id)).toBe(compiled);
  });
});
