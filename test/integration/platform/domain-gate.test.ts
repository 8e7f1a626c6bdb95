import { afterAll, beforeAll, expect, test } from "vitest";
import { plainDecision } from "#server/hosts/decide.ts";
import { createDomainGate } from "#server/hosts/gate.ts";
import { allowDomain, listRejections, rejectDomain, setDomainRule } from "#server/hosts/policy.ts";
import { createIds } from "#server/platform/ids.ts";
import type { Database } from "#server/platform/postgres/connect.ts";
import { createFakeClock } from "../../support/clock.ts";
import { testDatabase } from "../../support/postgres.ts";

let database: Database;
const clock = createFakeClock();
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("a rejected domain is refused with its subdomains, on every port and however it is written", async () => {
  const ctx = { db: database.db, clock, ids: createIds(clock) };
  const gate = await createDomainGate(ctx);
  expect(gate.allows("bad.example")).toBe(true);
  for (const domain of ["Bad.Example", "b\u00fccher.example", " spaced.example "])
    expect((await rejectDomain(ctx, domain, "spam")).ok).toBe(true);
  await gate.refresh();
  for (const host of [
    "bad.example",
    "media.bad.example",
    "BAD.example:8443",
    "bad.example.",
    "bad.example.:443",
  ])
    expect([host, gate.allows(host)]).toEqual([host, false]);
  expect(gate.allows("xn--bcher-kva.example")).toBe(false);
  expect(gate.allows("spaced.example")).toBe(false);
  expect(gate.allows("notbad.example")).toBe(true);

  await allowDomain(ctx, "bad.example.");
  await gate.refresh();
  expect(gate.allows("bad.example")).toBe(true);
  expect((await listRejections(ctx)).map(({ domain }) => domain)).toEqual([
    "spaced.example",
    "xn--bcher-kva.example",
  ]);
});

test("what is no domain makes no rule", async () => {
  const ctx = { db: database.db, clock, ids: createIds(clock) };
  expect(await rejectDomain(ctx, "two words", "")).toEqual({
    ok: false,
    error: { type: "domain/invalid", domain: "two words" },
  });
});

test("reports are ignored by the flag and by either of FIRES' filters, and by no other", async () => {
  const ctx = { db: database.db, clock, ids: createIds(clock) };
  const filtered = (filters: string[]) => ({ ...plainDecision, verdict: "none", filters }) as const;
  await setDomainRule(ctx, "flag.example", { ...filtered([]), rejectReports: true });
  await setDomainRule(ctx, "reject.example", filtered(["reject-reports"]));
  await setDomainRule(ctx, "ignore.example", filtered(["auto-cw", "ignore-reports"]));
  await setDomainRule(ctx, "media.example", filtered(["reject-media"]));
  const gate = await createDomainGate(ctx);
  const hosts = [
    "flag.example",
    "sub.reject.example",
    "ignore.example:8443",
    "media.example",
    "other.example",
  ];
  expect(hosts.map((host) => gate.ignoresReports(host))).toEqual([true, true, true, false, false]);
  expect(hosts.map((host) => gate.allows(host))).toEqual([true, true, true, true, true]);
});
