import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileReport } from "#server/reports/file.ts";
import { writeToModerators } from "#server/reports/talk.ts";
import { startSession } from "#server/sessions/start.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

describe("the pages of the desk", () => {
  let rig: ApiRig;
  let mira: Person;
  let spike: Person;
  let postId = "";

  beforeAll(async () => {
    rig = await createApiRig();
    mira = await rig.person("mira", { role: "moderator" });
    spike = await rig.person("spike");
    const rosa = await rig.person("rosa");
    postId = await rig.publish(spike, "Buy <my> bread & cake");
    const report = { reporterId: rosa.id, targetId: spike.id, postIds: [postId], comment: "<b>Spam</b>" };
    must(await fileReport(rig.ctx, { ...report, category: "spam" }));
  }, 120_000);
  afterAll(() => rig?.close());

  async function cookieOf({ id }: Person): Promise<string> {
    const cookie = await startSession(rig.ctx, id, { headers: new Headers(), address: "127.0.0.1" });
    return cookie.split(";")[0] ?? "";
  }

  async function open(person: Person | null, path: string, headers: Record<string, string> = {}) {
    const cookie: Record<string, string> = person === null ? {} : { cookie: await cookieOf(person) };
    const { status, body } = await rig.request("GET", path, {
      headers: { accept: "text/html", ...cookie, ...headers },
    });
    return { status, html: String(body) };
  }

  const paths = () => [
    "/desk",
    "/desk?view=closed",
    "/desk?view=mine&category=spam&severity=1&subject=post&domain=.&text=bread",
    "/desk/waves",
    "/desk/waves?view=over",
    "/desk/bulk?category=spam",
    "/desk/bulks",
    "/desk/cases/1",
    "/desk/people",
    "/desk/people?q=spi",
    `/desk/people/${spike.id}`,
    "/desk/appeals",
    "/desk/appeals?view=all",
    "/desk/trustees",
    "/desk/trustees?q=t&state=active&page=2",
    "/desk/trustees/training",
    "/desk/holds",
    "/desk/holds?kind=post&rule=one&domain=there.example",
    "/desk/domains",
    "/desk/domains/bad.example",
    "/desk/domains/bad.example/severed",
    "/desk/domains?source=import:1",
    "/desk/subscriptions",
    "/desk/advice",
    "/desk/rules",
    "/desk/rules/try",
    "/desk/communities",
    "/desk/rules/trials",
    "/desk/rules/thresholds",
    "/desk/lists",
    "/desk/moot",
    "/desk/audit",
    "/desk/audit?by=mira&kind=account",
    "/decisions",
    "/my/reports",
  ];

  it("take what makes no sense in an address as if it were not there", async () => {
    const dashes = "-".repeat(36);
    for (const path of [
      `/my/reports?before=${dashes}`,
      `/decisions?before=${dashes}`,
      `/desk/people?before=${dashes}`,
      `/desk/audit?before=${dashes}`,
      `/desk/holds?after=${dashes}`,
      `/desk?wave=${dashes}`,
      "/desk?view=closed&cursor=1e300_01900000-0000-7000-8000-000000000000",
    ])
      expect([path, (await open(mira, path)).status]).toEqual([path, 200]);
    const { token } = mira;
    const cursor = "1e300_01900000-0000-7000-8000-000000000000";
    const asked = await rig.request("GET", `/api/folkmoot/v1/cases?state=closed&cursor=${cursor}`, { token });
    expect(asked.status).toBe(200);
    const [{ version } = { version: 0 }] = await rig.ctx.sql<{ version: number }[]>`
      select version from cases where number = 1`;
    const waits = { version: String(version), until: "2026-99-99T99:99" };
    expect((await send(mira, "/desk/cases/1/wait", waits)).status).toBe(303);
    expect((await send(mira, "/desk/cases/1/resume", { version: String(version + 1) })).status).toBe(303);
  });

  it("show what a reporter and the moderators say to each other, and take an answer", async () => {
    const [report] = await rig.ctx.sql<{ id: string; by: string }[]>`
      select id, reporter_id as by from reports where comment = '<b>Spam</b>'`;
    const at = `/desk/reports/${report?.id}`;
    const inCase = async () => (await open(mira, "/desk/cases/1")).html;
    expect(await inCase()).toContain(`<a href="${at}">Write to whoever reported it</a>`);
    const empty = await open(mira, at);
    expect([empty.status, empty.html.includes("Nothing was said yet")]).toEqual([200, true]);
    expect(empty.html).toContain("&lt;b&gt;Spam&lt;/b&gt;");
    const send = async (by: Person, text: string) =>
      rig.request("POST", at, {
        body: new URLSearchParams({ text }),
        headers: { cookie: await cookieOf(by), accept: "text/html" },
      });
    expect((await send(mira, "  ")).status).toBe(422);
    await send(mira, "Where <is> it?");
    const by = report?.by as string;
    await writeToModerators(rig.ctx, { reportId: report?.id as string, by, text: "In the <square>" });
    const { html } = await open(mira, at);
    expect(html).toContain("Where &lt;is&gt; it?");
    expect(html.indexOf("In the &lt;square&gt;")).toBeGreaterThan(html.indexOf("Where &lt;is&gt; it?"));
    expect(await inCase()).toContain("2 messages about it");
    // Whoever it is about is a moderator or not: it is not theirs to read.
    expect((await open(spike, at)).status).toBe(403);
    expect((await open(mira, "/desk/reports/01900000-0000-7000-8000-000000000000")).status).toBe(404);
    for (const lang of ["es", "de", "fr", "ar"])
      expect((await open(mira, `${at}?lang=${lang}`)).html).toContain(`<html lang="${lang}"`);
  });

  it("let whoever reported something read what came of it, and write to the moderators, in turn", async () => {
    const [report] = await rig.ctx
      .sql`select id, reporter_id from reports where case_id is not null order by id limit 1`;
    const rosa = { id: report?.reporter_id as string } as Person;
    const at = `/my/reports/${report?.id}`;
    expect((await open(rosa, "/my/reports")).html).toContain(`href="${at}"`);
    const said = await open(rosa, at);
    expect([said.status, said.html.includes("It waits for a moderator.")]).toEqual([200, true]);
    expect((await send(rosa, at, { text: " " })).status).toBe(422);
    expect((await send(rosa, at, { text: "It was <there>." })).to).toBe(`${at}?sent`);
    expect((await open(mira, `/desk/reports/${report?.id}`)).html).toContain("It was &lt;there&gt;.");
    expect((await open(rosa, at)).html).toContain("It was &lt;there&gt;.");
    // Nobody else's, and never by whom it is looked after.
    for (const other of [spike, mira]) expect((await open(other, at)).status).toBe(404);
    expect((await open(rosa, at)).html).not.toContain("@mira");
    for (let sent = 0; sent < 20; sent++) await send(rosa, at, { text: `More ${sent}` });
    expect((await send(rosa, at, { text: "Too much" })).html).toContain("Go on tomorrow");
  });

  it("are there for moderators in every language, and say which one", async () => {
    for (const [lang, dir] of [
      ["en", "ltr"],
      ["es", "ltr"],
      ["de", "ltr"],
      ["fr", "ltr"],
      ["ar", "rtl"],
    ] as const)
      for (const path of paths()) {
        const { status, html } = await open(mira, path, { "accept-language": `${lang}, en;q=0.5` });
        expect(status, `${path} ${lang} ${html.slice(0, 300)}`).toBe(200);
        expect(html).toContain(`<html lang="${lang}" dir="${dir}">`);
      }
  }, 120_000);

  it("show what people wrote as text", async () => {
    const { html } = await open(mira, "/desk/cases/1");
    expect(html).toContain("&lt;b&gt;Spam&lt;/b&gt;");
    expect(html).not.toContain("<b>Spam</b>");
    expect(html).toContain("Buy &lt;my&gt; bread &amp; cake");
  });

  it("lead to the evidence of a case, for whoever opens the link in the same browser and for nobody else", async () => {
    const [, link = ""] =
      /href="([^"]*\/api\/folkmoot\/v1\/cases\/[^"]+\/evidence)"/.exec(
        (await open(mira, "/desk/cases/1")).html,
      ) ?? [];
    const answer = async (person: Person | null, from = "same-origin") => {
      const cookie = person === null ? {} : { cookie: await cookieOf(person) };
      return fetch(new URL(link, rig.origin), { headers: { ...cookie, "sec-fetch-site": from } });
    };
    const taken = await answer(mira);
    expect([taken.status, taken.headers.get("content-type")]).toEqual([200, "application/zip"]);
    expect((await answer(mira, "cross-site")).status).toBe(404);
    expect((await answer(spike)).status).toBe(403);
    expect((await answer(null)).status).toBe(404);
  });

  it("are shut for everybody else", async () => {
    for (const path of paths().filter((each) => each.startsWith("/desk"))) {
      expect((await open(spike, path)).status, path).toBe(403);
      expect((await open(null, path)).status, path).toBe(303);
    }
  });

  it("say that there is nothing at addresses of nothing", async () => {
    for (const path of [
      "/desk/cases/999",
      "/desk/people/00000000-0000-7000-8000-000000000000",
      "/desk/cases/999999999999999",
    ])
      expect((await open(mira, path)).status, path).toBe(404);
  });

  async function send(person: Person, path: string, fields: Record<string, string>) {
    const { status, headers, body } = await rig.request("POST", path, {
      body: new URLSearchParams(fields),
      headers: { accept: "text/html", cookie: await cookieOf(person), "sec-fetch-site": "same-origin" },
    });
    return {
      status,
      to: headers.get("location") ?? "",
      html: typeof body === "string" ? body : JSON.stringify(body),
    };
  }

  const version = async () =>
    String((await rig.ctx.sql`select version from cases where number = 1`)[0]?.version);

  it("give a case to somebody who may have it, and link it with others", async () => {
    const moe = await rig.person("moe", { role: "moderator" });
    const give = async (to: string) => send(mira, "/desk/cases/1/give", { to, version: await version() });
    expect((await open(mira, "/desk/cases/1")).html).toContain(`<option value="${moe.id}">@moe</option>`);
    expect((await give(spike.id)).status).toBe(422);
    expect((await give("nobody")).html).toContain("Whoever you gave it to may not handle it");
    expect(await give(moe.id)).toMatchObject({ status: 303, to: "/desk/cases/1?said=given" });
    expect((await open(moe, "/desk?view=mine")).html).toContain("/desk/cases/1");

    const otherId = await rig.publish(spike, "Something else altogether, of no relation at all");
    const report = { reporterId: moe.id, targetId: spike.id, postIds: [otherId] };
    must(await fileReport(rig.ctx, report));
    const linked = (deed: string, other: string) => send(mira, `/desk/cases/1/${deed}`, { other });
    expect((await linked("link", "999")).status).toBe(422);
    expect((await linked("link", "1")).status).toBe(422);
    expect((await linked("link", "#2")).to).toBe("/desk/cases/1?said=linked");
    expect((await open(mira, "/desk/cases/1")).html).toContain("Take #2 off");
    expect((await linked("unlink", "2")).to).toBe("/desk/cases/1?said=unlinked");
    expect((await open(mira, "/desk/cases/1")).html).not.toContain("Take #2 off");
  });

  it("take a decision, tell its author the reasons, take the appeal, and answer it by undoing", async () => {
    const olga = await rig.person("olga", { role: "owner" });
    const fields = {
      on: "post",
      kind: "sensitive",
      category: "spam",
      text: "Too <red>.",
      tell: "yes",
      step: "do",
    };
    const stale = await send(mira, "/desk/cases/1/act", { ...fields, version: "999" });
    expect(stale.status).toBe(409);
    expect(stale.html).toContain("Somebody changed this");
    const label = (value: string) =>
      send(mira, "/desk/cases/1/act", { ...fields, kind: "label", label: value, version: "1" });
    for (const value of ["", "Too / red"]) {
      const { status, html } = await label(value);
      expect([status, html]).toEqual([422, expect.stringContaining("A label is a word or two")]);
      expect(html).toMatch(/<input id="label"[^>]* aria-invalid="true">/);
    }
    const done = await send(mira, "/desk/cases/1/act", { ...fields, version: await version() });
    expect([done.status, done.to], done.html).toEqual([303, "/desk/cases/1?said=act.sensitive"]);
    expect((await open(mira, done.to)).html).toContain("Done: Mark as sensitive.");

    const list = await open(spike, "/decisions");
    const path = /\/decisions\/[0-9a-f-]{36}/.exec(list.html)?.[0] ?? "";
    expect((await open(spike, path)).html).toContain("Too &lt;red&gt;.");
    expect((await open(mira, path)).status).toBe(404);
    expect((await send(spike, `${path}/appeal`, { text: " " })).status).toBe(422);
    expect((await send(spike, `${path}/appeal`, { text: "It is <not>." })).status).toBe(303);
    const appeals = await open(olga, "/desk/appeals");
    expect(appeals.html).toContain("It is &lt;not&gt;.");
    const appeal = /action="(\/desk\/appeals\/[0-9a-f-]{36})"/.exec(appeals.html)?.[1] ?? "";
    expect((await send(mira, appeal, { answer: "grant", text: "" })).html).toContain(
      "You took this decision",
    );
    expect((await send(olga, appeal, { answer: "grant", text: "Right." })).status).toBe(303);
    expect((await open(spike, path)).html).toContain("It was granted");
    const [post] = await rig.ctx.sql`select sensitive from posts where id = ${postId}`;
    expect(post?.sensitive).toBe(false);
  });

  it("handle a case: take it, note, wait, go on, reclassify, dismiss, reopen", async () => {
    for (const [deed, fields] of [
      ["take", {}],
      ["notes", { text: "Seen before." }],
      ["wait", { until: "2030-01-01T10:00" }],
      ["resume", {}],
      ["class", { category: "scam", severity: "3" }],
      ["release", {}],
      ["dismiss", {}],
      ["reopen", {}],
    ] as const) {
      const done = await send(mira, `/desk/cases/1/${deed}`, { ...fields, version: await version() });
      expect(done.status, `${deed} ${done.html}`).toBe(303);
    }
    const { html } = await open(mira, "/desk/cases/1");
    expect(html).toContain("Seen before.");
    expect(html).toContain("Scam or fraud");
    expect((await send(spike, "/desk/cases/1/take", { version: await version() })).status).toBe(403);
  });

  it("refuse a file of rules with an error whole, with its line, and keep what was written", async () => {
    const admin = await rig.person("ada", { role: "admin" });
    const source = "rules:\n  - id: one\n    wen: {}\n";
    const bad = await send(admin, "/desk/rules", { source, step: "save", based_on: "0" });
    expect(bad.status).toBe(422);
    expect(bad.html).toMatch(/Line \d+, column \d+/);
    expect(bad.html).toContain("wen: {}");
    expect((await send(mira, "/desk/rules", { source, step: "save", based_on: "0" })).status).toBe(403);
    const made = await send(admin, "/desk/lists", { name: "bad-words", kind: "word", description: "" });
    expect(made.to).toBe("/desk/lists/bad-words?said=created");
    const added = await send(admin, "/desk/lists/bad-words/add", { entries: "buy now\n\ncheap pills" });
    expect(added.html).toContain("2 were added");
    expect((await open(mira, "/desk/lists/bad-words")).html).toContain("cheap pills");
  });
});
