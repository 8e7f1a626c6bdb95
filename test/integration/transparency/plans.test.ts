import { afterAll, beforeAll, expect, it } from "vitest";
import { leastId } from "#server/measures/period.ts";
import { readStatementRecords } from "#server/transparency/dsa-store.ts";
import { readCounted } from "#server/transparency/store.ts";
import { createRig, type Rig } from "#test/integration/posts/rig.ts";
import { fillDecisions } from "#test/load/database/decisions.ts";
import { queriesOf } from "#test/support/count-queries.ts";

const day = { from: new Date("2026-02-01T00:00:00Z"), until: new Date("2026-02-02T00:00:00Z") };

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
  await fillDecisions(rig.database.sql, 10_000, new Date("2026-01-01T00:00:00Z"));
}, 180_000);
afterAll(() => rig.close(), 60_000);

async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
  const { sql } = rig.database;
  const texts = await queriesOf(sql, work, 1);
  const values = [leastId(day.from), leastId(day.until), null, 500].map((value) =>
    value === null ? "null" : `'${value}'`,
  );
  return Promise.all(
    texts.map(async (text) => {
      const filled = text.replaceAll(/\$(\d)/g, (_, at) => values[Number(at) - 1] ?? "null");
      const rows = await sql.unsafe(`explain ${filled}`);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    }),
  );
}

it("what is counted of a period is found by the time in its ids, however much there is of others", async () => {
  const plans = await plansOf(() => readCounted(rig.database.sql, day));
  expect(plans).toHaveLength(6);
  // Of what has no rows here PostgreSQL reads all.
  const filled = plans.filter(
    (plan) => !/ on (held_items|panel_appeals)\b/.test(plan.replaceAll(/SubPlan[\s\S]*/g, "")),
  );
  expect(filled.length).toBeGreaterThan(2);
  for (const plan of filled) {
    expect(plan).toMatch(/(Index Scan using|Bitmap Index Scan on) (actions|reports)_pkey/);
    expect(plan).not.toMatch(/Seq Scan on (actions|statements|posts|reports|report_cases|cases|appeals)\b/);
  }
});

it("and so are actions of which there are statements of reasons", async () => {
  const [plan] = await plansOf(() =>
    readStatementRecords(rig.database.sql, day, { after: null, limit: 500 }),
  );
  expect(plan).toMatch(/Index Scan using actions_pkey/);
  expect(plan).not.toMatch(/Seq Scan on (actions|statements|posts|reports|report_cases)\b/);
});
