import { afterAll, beforeAll, expect, it } from "vitest";
import { type CaseFilter, conditionOf } from "#moderation/cases/filter.ts";
import { countCases, listCases } from "#moderation/cases/list.ts";
import { rankOf, rankSql } from "#moderation/cases/priority.ts";
import { queueStatement } from "#moderation/cases/store/queue.ts";
import type { Severity } from "#moderation/category.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { createRig, type Rig } from "#test/integration/posts/rig.ts";
import { fillQueue, WAVE } from "#test/load/database/cases.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
  await fillQueue(rig.database.sql, 20_000);
}, 180_000);
afterAll(() => rig.close(), 60_000);

const everybody = { communities: null, accountId: "01990000-0000-7000-8000-000000000001" };
const me = "01990000-0000-7000-8000-0000000000aa";

async function planOf(filter: CaseFilter): Promise<string> {
  const condition = conditionOf(filter, everybody, new Date());
  const { text, parameters } = queueStatement(condition, null, 41);
  const filled = text.replaceAll(/\$(\d+)/g, (_, number) => {
    const value = parameters[Number(number) - 1];
    return `'${value instanceof Date ? value.toISOString() : value}'`;
  });
  const rows = await rig.database.sql.unsafe(`explain ${filled}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

it.each<[string, CaseFilter, RegExp]>([
  ["everything", {}, /Index Scan using cases_queue on/],
  ["a category", { category: "minors" }, /Index Scan using cases_queue_category on/],
  ["a severity", { severity: 4 }, /Index Scan using cases_queue_severity on/],
  ["a domain", { domain: "d7.example" }, /(Index Scan using|Bitmap Index Scan on) cases_(queue_)?domain/],
  ["a kind", { subject: "domain" }, /(Index Scan using|Bitmap Index Scan on) cases_queue_kind/],
  ["a wave", { waveId: WAVE }, /(Index Scan using|Bitmap Index Scan on) cases_(queue_)?wave/],
  ["what waits", { state: "waiting" }, /(Index Scan using|Bitmap Index Scan on) cases_waiting/],
  ["what somebody has", { assignedTo: me }, /(Index Scan using|Bitmap Index Scan on) cases_assigned/],
  ["rare words", { text: "seldom" }, /Bitmap Index Scan on cases_words/],
  ["what is closed", { state: "closed" }, /Index Scan.* using cases_closed/],
])("a page of %s is read by its index", async (_, filter, index) => {
  const plan = await planOf(filter);
  expect(plan).toMatch(index);
  expect(plan).not.toMatch(/Seq Scan on cases\b/);
});

it("pages follow each other without a gap and without a case twice", async () => {
  const ctx = moderationOf({ ...rig.ctx, clock: rig.clock });
  const seen: string[] = [];
  let last = Number.POSITIVE_INFINITY;
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page: Awaited<ReturnType<typeof listCases>> = await listCases(ctx, everybody, {
      filter: { category: "minors" },
      cursor,
      limit: 7,
    });
    for (const of of page.cases) {
      expect(of.priority.total).toBeLessThanOrEqual(last + 1e-6);
      last = of.priority.total;
      seen.push(of.id);
    }
    cursor = page.next;
  }
  const [row] = await rig.database.sql`select count(*)::int as count from cases
    where category = 'minors' and state in ('open', 'waiting')`;
  expect(seen).toHaveLength(row?.count);
  expect(new Set(seen).size).toBe(seen.length);
  expect(await countCases(ctx, everybody, [{ category: "minors" }, {}])).toEqual([seen.length, 1_000]);
});

it("the database ranks as the explanation says", async () => {
  const openedAt = new Date("2026-11-01T10:00:00Z");
  for (const [severity, reach, reports, servers] of [
    [0, 0, 0, 0],
    [3, 1_023, 1, 1],
    [4, 2_000_000_000, 50_000, 500],
  ] as const) {
    const expressions = {
      severity: `${severity}`,
      reach: `${reach}`,
      reports: `${reports}`,
      servers: `${servers}`,
    };
    const sql = rankSql({ ...expressions, openedAt: "'2026-11-01T10:00:00Z'::timestamptz" });
    const [row] = await rig.database.sql.unsafe(`select ${sql} as rank`);
    const facts = { severity: severity as Severity, reach, reports, servers, openedAt };
    expect(row?.rank).toBeCloseTo(rankOf(facts), 9);
  }
});
