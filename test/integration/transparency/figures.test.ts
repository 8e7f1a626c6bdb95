import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actWithin } from "#server/actions/act.ts";
import { postSubject } from "#server/actions/subjects.ts";
import { addRule } from "#server/site/rules.ts";
import { must } from "#test/e2e/people.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "../api/rig.ts";

const DESK = "/api/folkmoot/v1";
const LEAST = 5;
const clock = createFakeClock(new Date("2026-02-10T10:00:00Z"));

let rig: ApiRig;
let mona: Person;
let mia: Person;
let ana: Person;
let ben: Person;
let rude: string;
beforeAll(async () => {
  rig = await createApiRig({ TRANSPARENCY_PERIOD: "month", TRANSPARENCY_LEAST: String(LEAST) }, { clock });
  mona = await rig.person("mona", { role: "moderator" });
  mia = await rig.person("mia", { role: "moderator" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  rude = must(await addRule(rig.ctx, { text: "Be kind." })).id;
  await february();
  clock.advance(20 * 86_400_000);
}, 120_000);
afterAll(() => rig.close());

const publish = (language: string) => rig.publish(ana, { text: "Rude words", language } as never);

async function remove(by: Person, postId: string, more: object = {}): Promise<string> {
  const { status, body } = await by.post(`${DESK}/actions`, {
    subject: { kind: "post", id: postId },
    kind: "remove",
    category: "harassment",
    rule_ids: [rude],
    ...more,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

/** Somebody reports a post; a moderator removes it in its case some minutes later. */
async function reportedAndRemoved(language: string, minutes: number): Promise<string> {
  const postId = await publish(language);
  const { body } = await ben.post("/api/v1/reports", {
    account_id: ana.id,
    status_ids: [postId],
    category: "spam",
  });
  const [row] = await rig.ctx.sql<{ id: string }[]>`
    select c.id from cases c join report_cases r on r.case_id = c.id where r.report_id = ${body.id}`;
  clock.advance(minutes * 60_000);
  const { body: seen } = await mona.get(`${DESK}/cases/${row?.id}`);
  const id = await remove(mona, postId, { case_id: row?.id, case_version: seen.version });
  await mona.post(`/api/v1/admin/reports/${body.id}/resolve`);
  return id;
}

/** What a month saw: counted by hand in the tests. */
async function february(): Promise<void> {
  // Six German posts, reported and removed after 10, 20 ... 60 minutes; two English ones that nobody reported.
  const german: string[] = [];
  for (let n = 1; n <= 6; n++) german.push(await reportedAndRemoved("de", n * 10));
  for (let n = 0; n < 5; n++) await remove(mona, await publish("en"), { category: "spam", rule_ids: [] });
  // Five by a rule, without a person.
  for (let n = 0; n < 5; n++) {
    const subject = await postSubject(rig.ctx.sql, await publish("de"));
    const acted = await rig.ctx.db.transaction((tx) =>
      actWithin(rig.ctx, tx, null, {
        subject: subject as NonNullable<typeof subject>,
        kind: "sensitive",
        cause: "rule:pictures",
        reasons: { category: "sexual" },
      }),
    );
    if (!acted.ok) throw new Error(acted.error.type);
  }
  // A case that ends with nothing is no action that anybody felt.
  await mona.post(`${DESK}/actions`, {
    subject: { kind: "account", id: ana.id },
    kind: "none",
    category: "other",
  });
  // One of the German ones comes back on appeal, one without, and one appeal is rejected.
  for (const [at, isGranted] of [
    [0, true],
    [1, false],
  ] as const) {
    await ana.post(`${DESK}/decisions/${german[at]}/appeal`, { text: "It was a joke" });
    const { body: waiting } = await mia.get(`${DESK}/appeals`);
    clock.advance(3_600_000);
    await mia.post(`${DESK}/appeals/${waiting[0].id}/answer`, { granted: isGranted, answer: "So be it" });
  }
  await mia.post(`${DESK}/actions/${german[2]}/undo`, { reason: "We were wrong" });
}

const read = async (query = "") => (await rig.request("GET", `${DESK}/transparency${query}`)).body;
const figure = (period: Json, id: string) => period.figures.find((each: Json) => each.id === id);
const rowsOf = (period: Json, id: string) =>
  figure(period, id).rows.map(({ key, counts, total }: Json) => [key, counts, total]);

describe("the figures of a month", () => {
  it("are open to everybody, kept for an hour, and say what they are of", async () => {
    const reply = await rig.request("GET", `${DESK}/transparency`);
    expect([reply.status, reply.headers.get("cache-control")]).toEqual([200, "public, max-age=3600"]);
    expect(reply.body).toMatchObject({ period_length: "month", least: LEAST, first_on: null });
    const [period] = reply.body.periods;
    expect(period).toMatchObject({ from: "2026-02-01", until: "2026-02-28" });
    for (const { title, definition } of [...period.figures, ...period.times])
      expect([title, definition]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
  });

  it("count what was done by category and by kind", async () => {
    const [period] = (await read()).periods;
    expect(figure(period, "actions-by-category").total).toMatchObject({ counts: [16, 0, 0], total: 16 });
    expect(rowsOf(period, "actions-by-category")).toEqual([
      ["harassment", [6, 0, 0], 6],
      ["sexual", [5, 0, 0], 5],
      ["spam", [5, 0, 0], 5],
    ]);
    expect(rowsOf(period, "actions-by-kind")).toEqual([
      ["remove", [11, 0, 0], 11],
      ["sensitive", [5, 0, 0], 5],
    ]);
  });

  it("say who found it and who decided, and how much was decided without a person", async () => {
    const [period] = (await read()).periods;
    expect(figure(period, "actions-by-finder").columns.map(({ key }: Json) => key)).toEqual([
      "moderator",
      "panel",
      "rule",
      "list",
      "server",
    ]);
    expect(rowsOf(period, "actions-by-finder")).toEqual([
      ["here", [6, 0, 0, 0, 0], 6],
      ["moderators", [5, 0, 0, 0, 0], 5],
      ["rule", [0, 0, 5, 0, 0], 5],
    ]);
    expect(period.automated_share).toBeCloseTo(5 / 16);
    expect(rowsOf(period, "notices")).toEqual([["told", [16, 0, 0], 16]]);
  });

  it("hold small numbers back with what would give them away, wherever they stand", async () => {
    const [period] = (await read()).periods;
    // One reversed on appeal, one of ourselves, 14 stand: the sums of both and of the 14 would tell.
    expect(figure(period, "reversals-by-rule").total).toMatchObject({
      counts: [null, null, null],
      total: 16,
    });
    expect(
      rowsOf(period, "reversals-by-language").map(([key, , total]: [string, unknown, number]) => [
        key,
        total,
      ]),
    ).toEqual([
      ["de", 11],
      ["en", 5],
    ]);
    const numbers = JSON.stringify(period.figures).match(/"(?:counts|total)":(?:\[[^\]]*\]|\d+|null)/g) ?? [];
    for (const text of numbers)
      for (const n of text.match(/\d+/g) ?? []) expect(Number(n) === 0 || Number(n) >= LEAST).toBe(true);
  });

  it("name rules in their words", async () => {
    const [period] = (await read()).periods;
    const titles = figure(period, "reversals-by-rule").rows.map(({ key, title }: Json) => [key, title]);
    expect(titles).toEqual([
      ["none", "No rule named"],
      [rude, "Be kind."],
    ]);
  });

  it("count reports and what came of them, and appeals only as far as there are enough", async () => {
    const [period] = (await read()).periods;
    // Of six that were acted on two stand as not acted on since what was done has been taken back: neither number may be shown.
    expect(rowsOf(period, "reports-by-source")).toEqual([["here", [null, null, 0], 6]]);
    expect(rowsOf(period, "reports-by-category")).toEqual([["spam", [null, null, 0], 6]]);
    expect(figure(period, "appeals-by-kind").total).toMatchObject({ total: null });
  });

  it("say how long decisions took, and nothing of the two answers to appeals", async () => {
    const [period] = (await read()).periods;
    const times = Object.fromEntries(period.times.map(({ id, rows }: Json) => [id, rows]));
    expect(times["report-to-decision"]).toMatchObject([{ key: "all", median_seconds: 35 * 60 }]);
    expect(times["report-to-decision"][0].ninetieth_seconds).toBe(55 * 60);
    expect(times["report-to-decision-by-rule"]).toMatchObject([{ key: rude, title: "Be kind." }]);
    expect(times["report-to-decision-by-language"]).toMatchObject([{ key: "de", title: "German" }]);
    expect(times["appeal-to-answer"]).toEqual([]);
  });
});

describe("as CSV", () => {
  it("they are the same, with nothing where something is held back", async () => {
    const { body, headers } = await rig.request(
      "GET",
      `${DESK}/transparency.csv?from=2026-01-01&until=2026-02-28`,
    );
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const lines = String(body).trimEnd().split("\r\n");
    expect(lines[0]).toBe("from,until,figure,row,row_title,column,value");
    const values = new Map(
      lines.slice(1).map((line) => {
        const parts = line.split(",");
        return [`${parts[0]} ${parts[2]} ${parts[3]} ${parts.at(-2)}`, parts.at(-1)];
      }),
    );
    const { periods } = await read("?from=2026-01-01&until=2026-02-28");
    expect(periods).toHaveLength(2);
    let compared = 0;
    for (const { from, figures, times } of periods) {
      for (const { id, columns, rows, total } of figures)
        for (const row of [...rows, total])
          for (const [at, { key }] of columns.entries()) {
            expect(values.get(`${from} ${id} ${row.key} ${key}`)).toBe(String(row.counts[at] ?? ""));
            compared++;
          }
      for (const { id, rows } of times)
        for (const row of rows)
          expect(values.get(`${from} ${id} ${row.key} median_seconds`)).toBe(String(row.median_seconds));
    }
    expect(compared).toBeGreaterThan(60);
  });
});

describe("a period", () => {
  it("in which nothing happened has no rows, and 0 for all", async () => {
    const [january] = (await read("?from=2026-01-15")).periods;
    for (const { rows, total } of january.figures) expect([rows, total.total]).toEqual([[], 0]);
  });

  it("that is not over, or none, is refused", async () => {
    for (const query of [
      "?from=2026-03-01",
      "?from=2026-02-30",
      "?from=2026-02-01&until=2025-01-01",
      "?until=x",
    ])
      expect((await rig.request("GET", `${DESK}/transparency${query}`)).status).toBe(422);
    expect((await rig.request("GET", `${DESK}/transparency?from=2001-01-01&until=2026-01-01`)).status).toBe(
      422,
    );
  });
});
