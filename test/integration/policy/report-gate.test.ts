import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import type { Filter } from "#moderation/filter.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import { createReportIntake } from "#server/reports/intake.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { rulesOf } from "./rules-of.ts";

let rig: ApiRig;
let ana: Person;
let intake: ReturnType<typeof createReportIntake>;
let rules: (text: string) => Promise<void>;
beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
  intake = createReportIntake(rig.ctx, rig.ctx.domains);
  rules = rulesOf(rig);
});
afterAll(() => rig.close());
beforeEach(() => rules(""));

let count = 0;
async function reporter(): Promise<KnownAccount> {
  const id = await rig.remote(`mod@s${++count}.example`);
  const account = await createAccountPort(rig.ctx).byId(id);
  if (account === null) throw new Error("no account");
  return account;
}

function reports(by: KnownAccount) {
  const iri = `${by.iri}/flags/${++count}` as typeof by.iri;
  const about = rig.ctx.uris.account(ana.id);
  return intake.report({ iri, by, subjects: [about], comment: "Spam" });
}
const cases = async () => (await rig.ctx.sql`select from cases`).length;

it("a rule about reports refuses aloud or in silence, and takes the others", async () => {
  await rules("  - { id: a, on: [report], when: { author.domain: { endsWith: s1.example } }, then: reject }");
  expect(await reports(await reporter())).toEqual({ outcome: "ignored", reason: "policy/rejected" });
  expect(await cases()).toBe(0);
  expect(await reports(await reporter())).toMatchObject({ outcome: "accepted" });
  expect(await cases()).toBe(1);
  await rules("  - { id: a, on: [report], when: always, then: drop }");
  expect(await reports(await reporter())).toEqual({ outcome: "ignored", reason: "policy/dropped" });
});

it("counts the reports of a server, so that a rule stops a flood of them", async () => {
  await rules("  - { id: a, on: [report], when: { rates.reportsHour: { above: 3 } }, then: reject }");
  const by = await reporter();
  const outcomes: string[] = [];
  for (let n = 0; n < 5; n++) outcomes.push((await reports(by)).outcome);
  expect(outcomes).toEqual(["accepted", "accepted", "accepted", "ignored", "ignored"]);
});

it.each<[Filter, string]>([
  ["reject-reports", "policy/rejected"],
  ["ignore-reports", "policy/dropped"],
])("%s of an account keeps its reports out", async (filter, reason) => {
  const by = { ...(await reporter()), filters: [filter] };
  expect(await reports(by)).toEqual({ outcome: "ignored", reason });
  expect(await reports({ ...by, filters: [] })).toMatchObject({ outcome: "accepted" });
});

it("reject-moderation-notes keeps what a server's moderators write about its reports out, and not its reports", async () => {
  const by = await reporter();
  const flag = `${by.iri}/flags/noted` as typeof by.iri;
  const about = rig.ctx.uris.account(ana.id);
  await intake.report({ iri: flag, by, subjects: [about], comment: "Spam" });
  const note = (n: number, filters: string[]) =>
    intake.reportNote({
      iri: `${flag}/notes/${n}` as typeof flag,
      by: { ...by, filters },
      flag,
      text: "And more",
    });
  expect(await note(1, ["reject-moderation-notes"])).toEqual({
    outcome: "ignored",
    reason: "policy/rejected",
  });
  expect(await rig.ctx.sql`select from case_notes`).toHaveLength(0);
  expect(await note(2, [])).toMatchObject({ outcome: "accepted" });
  expect(await rig.ctx.sql`select from case_notes`).toHaveLength(1);
});
