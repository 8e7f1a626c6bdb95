import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let moderator: Person;
let other: Person;
let ana: Person;
let bad: Person;
let rule: string;
let removedRule: string;
beforeAll(async () => {
  rig = await createApiRig();
  moderator = await rig.person("mona", { role: "moderator" });
  other = await rig.person("otto", { role: "moderator" });
  ana = await rig.person("ana");
  bad = await rig.person("bad");
  rule = rig.ctx.ids.next();
  removedRule = rig.ctx.ids.next();
  await rig.ctx.sql`insert into site_rules (id, position, text, created_at, removed_at) values
    (${rule}, 1, 'Be kind', now(), null), (${removedRule}, 2, 'No tea', now(), now())`;
}, 60_000);
afterAll(() => rig.close());

const report = (by: Person, more: object = {}) => by.post("/api/v1/reports", { account_id: bad.id, ...more });
const admin = (path = "") => `/api/v1/admin/reports${path}`;

async function forwarded(): Promise<
  { targetId: string; subjects: string[]; comment: string; alsoTo?: string[] }[]
> {
  const rows = await rig.ctx
    .sql`select payload from outbox_events where kind = 'report.forwarded' order by id`;
  return rows.map((row) => row.payload);
}

describe("a report", () => {
  it("names an account, posts of it, and what is wrong", async () => {
    const post = await rig.publish(bad, "Rude words");
    const others = await rig.publish(ana, "Mine");
    const { status, body } = await report(ana, {
      status_ids: [post, others, "1"],
      comment: "Look at this",
      category: "spam",
      collection_ids: ["1"],
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.any(String),
      action_taken: false,
      action_taken_at: null,
      category: "spam",
      comment: "Look at this",
      forwarded: false,
      created_at: expect.stringMatching(/Z$/),
      status_ids: [post],
      rule_ids: [],
      collection_ids: [],
      target_account: expect.objectContaining({ id: bad.id, acct: "bad" }),
    });
  });

  it("is about what the node forbids when it names rules", async () => {
    const named = await report(ana, { category: "spam", rule_ids: [rule] });
    expect(named.body).toMatchObject({ category: "violation", rule_ids: [rule] });
    for (const more of [{ category: "violation" }, { rule_ids: ["1"] }, { rule_ids: [removedRule] }]) {
      const refused = await report(ana, more);
      expect([refused.status, refused.body.error]).toEqual([
        422,
        "Validation failed: Rule ids does not reference valid rules",
      ]);
    }
  });

  it("does not name posts that the reporter may not see", async () => {
    const hidden = await rig.publish(bad, { text: "For followers", visibility: "followers" });
    expect((await report(ana, { status_ids: [hidden] })).body.status_ids).toEqual([]);
  });

  it("is refused with a wrong category, too many words, or without somebody to complain about", async () => {
    expect((await report(ana, { category: "ugly" })).status).toBe(422);
    const long = await report(ana, { comment: "a".repeat(1_001) });
    expect([long.status, long.body.error]).toEqual([
      422,
      "Validation failed: Comment is too long (maximum is 1000 characters)",
    ]);
    expect((await ana.post("/api/v1/reports", {})).status).toBe(422);
    for (const id of ["1", "0190ec5a-0000-7000-8000-000000000000"])
      expect((await report(ana, { account_id: id })).status).toBe(404);
  });

  it("needs a person with the scope", async () => {
    const weak = await rig.token(ana.id, ["read"]);
    const body = { account_id: bad.id };
    expect((await rig.request("POST", "/api/v1/reports", { body })).status).toBe(401);
    expect((await rig.request("POST", "/api/v1/reports", { token: weak, body })).status).toBe(403);
  });

  it("comes to every moderator, and to nobody else", async () => {
    const { body } = await report(ana, { comment: "For moderators" });
    const told = async (person: Person) =>
      (await person.get("/api/v1/notifications?types[]=admin.report")).body.map(
        (notice: { report: { id: string } }) => notice.report.id,
      );
    await expect.poll(() => told(moderator), { timeout: 5_000 }).toContain(body.id);
    expect(await told(other)).toContain(body.id);
    expect(await told(bad)).toEqual([]);
  });
});

describe("a report about somebody elsewhere", () => {
  it("is told to their server when the reporter wants it", async () => {
    const far = await rig.remote("far@there.example");
    const kept = await report(ana, { account_id: far, comment: "Kept here" });
    expect(kept.body.forwarded).toBe(false);
    const sent = await report(ana, { account_id: far, comment: "Tell them", forward: true });
    expect(sent.body.forwarded).toBe(true);
    expect(await forwarded()).toMatchObject([
      { targetId: far, subjects: ["https://there.example/users/far"], comment: "Tell them" },
    ]);
    const local = await report(ana, { forward: true });
    expect(local.body.forwarded).toBe(false);
  });

  it("is told to those servers that the reporter names", async () => {
    const far = await rig.remote("far2@there.example");
    const answered = await rig.remote("asked@asked.example");
    const post = rig.ctx.ids.next();
    await rig.ctx.sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url,
        in_reply_to_iri, in_reply_to_account_id, conversation_id, published_at, received_at)
      values (${post}, ${`https://there.example/p/${post}`}, ${far}, false, 'note', 'Note', 'x', 'public',
        'https://there.example/p', 'https://asked.example/p', ${answered}, ${post}, now(), now())`;
    const before = (await forwarded()).length;
    const send = (forward_to_domains: string[]) =>
      report(ana, { account_id: far, status_ids: [post], forward: true, forward_to_domains });
    expect((await send(["elsewhere.example"])).body.forwarded).toBe(false);
    expect((await send(["there.example", "asked.example", "elsewhere.example"])).body.forwarded).toBe(true);
    expect((await forwarded()).slice(before)).toMatchObject([{ targetId: far, alsoTo: [answered] }]);
  });
});

describe("a moderator", () => {
  it("sees a report with all that belongs to it, also posts for few", async () => {
    await rig.follow(ana, bad);
    const post = await rig.publish(bad, { text: "For followers", visibility: "followers" });
    const { body: filed } = await report(ana, { status_ids: [post], rule_ids: [rule] });
    const { status, body } = await moderator.get(admin(`/${filed.id}`));
    expect(status).toBe(200);
    expect(body).toEqual({
      id: filed.id,
      action_taken: false,
      action_taken_at: null,
      category: "violation",
      comment: "",
      forwarded: false,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      account: expect.objectContaining({ id: ana.id, role: expect.anything() }),
      target_account: expect.objectContaining({ id: bad.id }),
      assigned_account: null,
      action_taken_by_account: null,
      statuses: [expect.objectContaining({ id: post, visibility: "private" })],
      rules: [{ id: rule, text: "Be kind", hint: "" }],
    });
  });

  it("takes a report, lets it go, closes and reopens it, all on record", async () => {
    const { body: filed } = await report(ana);
    const step = (name: string) => moderator.post(admin(`/${filed.id}/${name}`));
    expect((await step("assign_to_self")).body.assigned_account).toMatchObject({ id: moderator.id });
    expect((await step("unassign")).body.assigned_account).toBeNull();
    const closed = (await step("resolve")).body;
    expect(closed).toMatchObject({ action_taken: true, action_taken_by_account: { id: moderator.id } });
    expect(closed.action_taken_at).toMatch(/Z$/);
    expect((await step("reopen")).body).toMatchObject({
      action_taken: false,
      action_taken_at: null,
      action_taken_by_account: null,
    });
    const log = await rig.ctx.sql`select action from audit_log where target = ${filed.id} order by id`;
    expect(log.map((row) => row.action)).toEqual([
      "report.assigned",
      "report.unassigned",
      "report.closed",
      "report.reopened",
    ]);
  });

  it("files it under another category", async () => {
    const { body: filed } = await report(ana);
    const change = (body: object) => moderator.put(admin(`/${filed.id}`), body);
    expect((await change({ category: "legal" })).body).toMatchObject({ category: "legal", rules: [] });
    const violation = await change({ category: "violation", rule_ids: [rule] });
    expect(violation.body).toMatchObject({ category: "violation", rules: [{ id: rule }] });
    expect((await change({ category: "other" })).body).toMatchObject({ category: "other", rules: [] });
    expect((await change({ category: "ugly" })).status).toBe(422);
    expect((await change({ rule_ids: ["1"] })).status).toBe(422);
  });

  it("lists open and closed ones, by whom and about whom, page by page", async () => {
    const target = await rig.person("target");
    const made: string[] = [];
    // Each about a post, so that each has a case of its own.
    for (let at = 0; at < 3; at++) {
      const post = await rig.publish(target, `Words ${at}`);
      made.unshift((await report(ana, { account_id: target.id, status_ids: [post] })).body.id);
    }
    const list = async (query: string) => {
      const { body } = await moderator.get(admin(`?target_account_id=${target.id}&${query}`));
      return body.map((each: { id: string }) => each.id);
    };
    expect(await list("")).toEqual(made);
    expect(await list(`account_id=${ana.id}`)).toEqual(made);
    expect(await list(`account_id=${bad.id}`)).toEqual([]);
    expect(await list("limit=1")).toEqual(made.slice(0, 1));
    expect(await list(`max_id=${made[0]}&limit=1`)).toEqual(made.slice(1, 2));
    expect(await list(`min_id=${made[2]}&limit=1`)).toEqual(made.slice(1, 2));
    await moderator.post(admin(`/${made[1]}/resolve`));
    expect(await list("resolved=true")).toEqual([made[1]]);
    expect(await list("resolved=false")).toEqual([made[0], made[2]]);
    const first = await moderator.get(admin("?limit=1"));
    expect(first.headers.get("link")).toContain('rel="next"');
    expect((await moderator.get(admin("?account_id=1"))).status).toBe(404);
  });

  it("must be one, and the report must be there", async () => {
    const { body: filed } = await report(ana);
    for (const path of ["", `/${filed.id}`]) expect((await ana.get(admin(path))).status).toBe(403);
    for (const name of ["assign_to_self", "unassign", "resolve", "reopen"])
      expect((await ana.post(admin(`/${filed.id}/${name}`))).status).toBe(403);
    for (const id of ["1", "0190ec5a-0000-7000-8000-000000000000"]) {
      expect((await moderator.get(admin(`/${id}`))).status).toBe(404);
      expect((await moderator.post(admin(`/${id}/resolve`))).status).toBe(404);
      expect((await moderator.put(admin(`/${id}`), {})).status).toBe(404);
    }
  });

  it("gets a page of reports with as many statements as one report", async () => {
    let statements = 0;
    const { unsafe } = rig.ctx.sql;
    const counted = Object.assign(Object.create(rig.ctx.sql), {
      unsafe: (...args: Parameters<typeof unsafe>) => {
        statements++;
        return rig.ctx.sql.unsafe(...args);
      },
    });
    const { readReportPage, renderReports } = await import("#server/reports/views.ts");
    const ctx = { ...rig.ctx, sql: counted };
    const count = async (limit: number) => {
      statements = 0;
      const page = await readReportPage(ctx, moderator.id, { isClosed: false }, { limit });
      await renderReports(ctx, moderator.id, page.items);
      return [page.items.length, statements] as const;
    };
    const [few, forFew] = await count(2);
    const [many, forMany] = await count(20);
    expect(many).toBeGreaterThan(few);
    expect(forMany).toBeLessThanOrEqual(Math.max(forFew, 8));
  });
});
