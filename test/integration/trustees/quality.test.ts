import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureQuality } from "#server/trustees/quality/measure.ts";
import { languages } from "#server/web/messages/languages.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { type DeskPages, deskPages } from "#test/integration/web/desk-pages.ts";
import { fillPanels } from "#test/load/database/panels.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { must, reported, seatsOf, settle, trustee } from "./rig.ts";

const API = "/api/folkmoot/v1";
const QUALITY = "/api/folkmoot/v1/trustees/quality";
const DAY = 86_400_000;
const clock = createFakeClock();

let rig: ApiRig;
let pages: DeskPages;
let admin: Person;
let moderator: Person;
let ana: Person;
let ben: Person;
const people = new Map<string, Person>();

beforeAll(async () => {
  rig = await createApiRig({}, { clock });
  pages = deskPages(rig);
  admin = await rig.person("adm", { role: "admin" });
  moderator = await rig.person("maud", { role: "moderator" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  for (const name of ["t1", "t2", "t3", "t4"]) {
    const person = await trustee(rig, admin, name);
    people.set(person.id, person);
  }
}, 120_000);
afterAll(() => rig.close(), 60_000);

const membersOf = async (panelId: string) =>
  (await seatsOf(rig, panelId)).map((id) => people.get(id)).filter((each) => each !== undefined);

/** A case whose panel votes first as it is given, and in the end for one thing. @returns its members in that order, and who left */
async function judged(
  votes: readonly string[],
  last = "remove",
): Promise<{ members: Person[]; busy: Person }> {
  const { caseId } = await reported(rig, { author: ana, reporter: ben }, `Words ${votes}`);
  const [row] = await rig.ctx.sql<{ version: number }[]>`select version from cases where id = ${caseId}`;
  const { id } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version: row?.version }), 201);
  await settle(rig);
  const path = `${API}/trustee/panels/${id}`;
  const [busy] = await membersOf(id);
  if (busy === undefined) throw new Error("nobody was drawn");
  must(await busy.post(`${path}/recuse`, { because: "stake", why: "I know them" }));
  await settle(rig);
  const members = await membersOf(id);
  for (const [at, member] of members.entries())
    must(await member.post(`${path}/vote`, { verdict: votes[at] }));
  await settle(rig);
  for (const member of members) must(await member.post(`${path}/vote`, { verdict: last }));
  for (const member of members) must(await member.post(`${path}/signature`, { document: null }));
  await settle(rig);
  return { members, busy };
}

describe("a panel of which one has left, and one was for nothing before they talked", () => {
  let members: Person[];
  let busy: Person;
  beforeAll(async () => {
    expect(await measureQuality(rig.ctx)).toBe(null);
    ({ members, busy } = await judged(["sensitive", "remove", "none"], "sensitive"));
    expect(await measureQuality(rig.ctx)).not.toBe(null);
  }, 60_000);

  it("is in the record of each of its members, for them alone", async () => {
    const records = await Promise.all(members.map((each) => each.get(`${API}/trustee/record`)));
    const judgements = { votes: 1, voted_again: 1, reversed: 0, reliability: null, topics: [] };
    expect(records.map((each) => must(each).judgements)).toMatchObject([
      { ...judgements, as_decided: 1, graver: 0, milder: 0, changed: 0 },
      { ...judgements, as_decided: 0, graver: 1, milder: 0, changed: 1 },
      { ...judgements, as_decided: 0, graver: 0, milder: 1, changed: 1 },
    ]);
    expect(must(records[0] as never).seats).toEqual({ drawn: 1, silent: 0, recused: 0, declined: 0 });
    const left = must(await busy.get(`${API}/trustee/record`));
    expect(left).toMatchObject({ seats: { drawn: 1, recused: 1 }, judgements: null, repeat: [] });
    expect((await ana.get(`${API}/trustee/record`)).status).toBe(404);
    expect((await admin.get(`${API}/trustee/record`)).status).toBe(404);
  });

  it("adds up, without anybody's name, for those who look after the node", async () => {
    const { at, figures } = must(await moderator.get(QUALITY));
    expect(at).toBe(clock.now().toISOString());
    expect(figures).toMatchObject({
      people: 3,
      agreement: { panels: 1, votes: 3 },
      voted_again: 3,
      changed: 2,
      ballots: { due: 3, lost: 0 },
      // Fewer than five of each.
      topics: [],
      languages: [],
      levels: [],
      rules: [],
      draws: null,
      reliability: null,
    });
    const text = JSON.stringify(figures);
    for (const { id, username } of people.values())
      expect(text).not.toMatch(new RegExp(`${id}|"${username}"`));
    expect(text).not.toContain("did:key");
    expect((await ana.get(QUALITY)).status).toBe(403);
  });

  it("is not counted again before the next day, and not at all where nothing was decided since", async () => {
    expect(await measureQuality(rig.ctx)).toBe(null);
    clock.advance(DAY);
    expect(await measureQuality(rig.ctx)).toBe(null);
    await judged(["remove", "remove", "remove"]);
    clock.advance(DAY);
    const both = await Promise.all([measureQuality(rig.ctx), measureQuality(rig.ctx)]);
    expect(both.filter((each) => each !== null)).toHaveLength(1);
    expect(must(await admin.get(QUALITY)).figures.agreement).toMatchObject({ panels: 2 });
  });

  it("has nothing of what a panel that still sits has voted", async () => {
    clock.advance(1_000);
    const { caseId } = await reported(rig, { author: ana, reporter: ben }, "Under way");
    const [row] = await rig.ctx.sql<{ version: number }[]>`select version from cases where id = ${caseId}`;
    const { id } = must(await admin.post(`${API}/cases/${caseId}/panel`, { version: row?.version }), 201);
    await settle(rig);
    for (const member of await membersOf(id))
      must(await member.post(`${API}/trustee/panels/${id}/vote`, { verdict: "none" }));
    await judged(["remove", "remove", "remove"]);
    clock.advance(DAY);
    const measured = await measureQuality(rig.ctx);
    expect(measured?.figures.agreement).toMatchObject({ panels: 3, votes: 9 });
  });

  it("shows a record and nothing of others on a page, in five languages", async () => {
    const [first] = members as [Person];
    for (const lang of languages) {
      const { status, html } = await pages.open(first, `/trustee/record?lang=${lang}`);
      expect(status).toBe(200);
      expect(html).toMatch(/<caption>/);
      expect(html).not.toMatch(/<script|undefined|NaN|\[object/);
    }
    const { html } = await pages.open(first, "/trustee/record?lang=en");
    expect(html).toContain("never weights votes");
    expect(html).toContain("too few votes to say");
    expect((await pages.open(ana, "/trustee/record")).status).toBe(404);
    const stranger = await rig.request("GET", "/trustee/record", { headers: { accept: "text/html" } });
    expect(stranger.status).toBe(303);
  });
});

describe("six hundred panels, of which those about Arabic posts are graver", () => {
  beforeAll(async () => {
    await fillPanels(rig.ctx.sql, { panels: 600, people: 12, graverInArabic: 60 });
    await rig.ctx
      .sql`update panels set closed_at = ${new Date(clock.now().getTime() + 1_000)} where size = 3 and offered = '{}'`;
    await rig.ctx.sql`update trustees set certified_at = ${new Date(clock.now().getTime() - 60 * DAY)}`;
    clock.advance(60_000);
    // As many as that are not left until the next day.
    expect(await measureQuality(rig.ctx)).not.toBe(null);
  }, 60_000);

  it("is said where they are not so by chance", async () => {
    const { figures } = must(await admin.get(QUALITY));
    const of = (language: string) =>
      figures.severity.languages.find(({ group }: { group: string }) => group === language);
    expect(of("ar")).toMatchObject({ panels: 200, uneven: true });
    expect(of("ar").severity).toBeGreaterThan(0.55);
    expect(of("en").severity).toBeLessThan(0.5);
    expect(figures.severity.origins.map(({ uneven }: { uneven: boolean }) => uneven)).toEqual([false, false]);
    const { html } = await pages.open(admin, "/desk/trustees/quality?lang=en");
    expect(html).toContain("More than chance explains");
    expect(html).toContain("Decisions about Arabic are graver");
    for (const lang of languages) {
      const page = await pages.open(moderator, `/desk/trustees/quality?lang=${lang}`);
      expect(page.status).toBe(200);
      expect(page.html).not.toMatch(/undefined|NaN|\[object/);
    }
    expect((await pages.open(ana, "/desk/trustees/quality")).status).toBe(403);
  });

  it("counts agreement, times, lost ballots and draws as a query by hand does", async () => {
    const { figures } = must(await admin.get(QUALITY));
    expect(figures.agreement.panels).toBeGreaterThanOrEqual(600);
    expect(figures.agreement.alpha).toBeGreaterThan(0.3);
    expect(figures.languages.map(({ panels }: { panels: number }) => panels)).toContain(200);
    expect(figures.levels[0]).toMatchObject({ level: 0, heard: 0, reversed: 0 });
    expect(figures.levels[0].median_hours).toBeCloseTo(48, 1);
    expect(figures.rules[0]).toMatchObject({ decisions: 600, reversed: 0 });
    expect(figures.reliability.people).toBe(12);
    expect(figures.draws).toMatchObject({ people: 16, most: 150 });
  });

  it("counts what larger panels replaced, for the decision and for those who took it", async () => {
    const [row] = await rig.ctx.sql<{ id: string; caseId: string; accountId: string }[]>`
      select d.id, d.case_id as "caseId", m.account_id as "accountId" from decisions d join panel_members m on m.panel_id = d.panel_id
      where d.document ->> 'rules' like '%rules/1%' limit 1`;
    const { ids, sql } = rig.ctx;
    const id = ids.next();
    const later = new Date(clock.now().getTime() + 1_000);
    await sql`insert into panels (id, case_id, level, size, stage, offered, roster, excluded, opened_at, closed_at)
      values (${id}, ${row?.caseId ?? ""}, 1, 5, 'decided', '{}', '[]', '{}', ${later}, ${later})`;
    await sql`insert into decisions (id, panel_id, case_id, level, document, verdict, outcome, heard_decision_id, is_public, at)
      values (${id}, ${id}, ${row?.caseId ?? ""}, 1, '{}', 'none', 'replaced', ${row?.id ?? ""}, true, ${later})`;
    clock.advance(DAY);
    const measured = await measureQuality(rig.ctx);
    expect(measured?.figures.levels[0]).toMatchObject({ level: 0, heard: 1, reversed: 1 });
    expect(measured?.figures.rules[0]).toMatchObject({ decisions: 600, heard: 1, reversed: 1 });
    const [record] = await sql<{ reversed: number; reliability: number }[]>`
      select (document -> 'judgements' ->> 'reversed')::int as reversed, (document -> 'judgements' -> 'reliability' ->> 'share')::float8
        as reliability from trustee_records where account_id = ${row?.accountId ?? ""}`;
    expect(record?.reversed).toBe(1);
    expect(record?.reliability).toBeGreaterThan(0.4);
  });
});
