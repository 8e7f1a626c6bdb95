import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { fileReport } from "#server/reports/file.ts";
import { receiveReport } from "#server/reports/receive.ts";
import { createRig, type Rig } from "../accounts/rig.ts";
import { knownAccount, publish } from "../relations/state.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const iriOf = async (id: string): Promise<Iri> => {
  const [row] = await rig.ctx.sql<{ iri: Iri }[]>`
    select iri from posts where id = ${id} union all select iri from accounts where id = ${id}`;
  return row?.iri as Iri;
};
const casesAbout = (...ids: string[]) =>
  rig.ctx.sql<{ kind: string; category: string; severity: number; reports: number; state: string }[]>`
    select subject_kind as kind, category, severity, reports_count as reports, state from cases
    where subject_id = any(${ids}) order by id`;
const reportsFrom = (domain: string) =>
  rig.ctx.sql<{ id: string; count: number; comment: string; cases: number; topic: string }[]>`
    select id, count, comment, topic, (select count(*)::int from report_cases c where c.report_id = r.id) as cases
    from reports r where origin_domain = ${domain} order by id`;

let named = 0;
const server = (domain: string): Promise<KnownAccount> =>
  rig
    .remote(`actor${++named}`, { iri: `https://${domain}/actor` as Iri })
    .then((id) => knownAccount(rig, id));
const flag = (by: KnownAccount, subjects: Iri[], more: object = {}) =>
  receiveReport(rig.ctx, { iri: `${by.iri}#flag/${++named}` as Iri, by, subjects, comment: "", ...more });

describe("a Flag", () => {
  it("joins a case for each post that it names, and the report knows them all", async () => {
    const ana = await rig.local("ana");
    const [one, two] = [await publish(rig, ana), await publish(rig, ana)];
    const by = await server("one.example");
    await flag(by, [await iriOf(ana), await iriOf(one), await iriOf(two)], { reasons: ["hatefulOrAbusive"] });
    expect(await casesAbout(one, two, ana)).toEqual([
      { kind: "post", category: "hate", severity: 3, reports: 1, state: "open" },
      { kind: "post", category: "hate", severity: 3, reports: 1, state: "open" },
    ]);
    expect(await reportsFrom("one.example")).toMatchObject([{ cases: 2, topic: "hate" }]);
  });

  it("never makes a case most urgent by a stranger's word", async () => {
    const author = await rig.local("vic");
    const post = await publish(rig, author);
    await flag(await server("urgent.example"), [await iriOf(post)], { reasons: ["violentOrRepulsive"] });
    expect(await casesAbout(post)).toMatchObject([{ category: "violence", severity: 3 }]);
  });

  it("about accounts elsewhere is none of this node's business, unless a post of theirs answers somebody here", async () => {
    const [far, asked] = [await rig.remote("far"), await rig.local("asked")];
    const by = await server("two.example");
    expect(await flag(by, [await iriOf(far)])).toEqual({ outcome: "ignored", reason: "report/nothing-here" });
    const answer = await publish(rig, far);
    await rig.ctx
      .sql`update posts set in_reply_to_account_id = ${asked}, is_local = false where id = ${answer}`;
    expect(await flag(by, [await iriOf(far), await iriOf(answer)])).toMatchObject({ outcome: "accepted" });
    expect(await casesAbout(answer, far)).toMatchObject([{ kind: "post" }]);
  });

  it("joins the case that a report from here has opened", async () => {
    const [rude, ben] = [await rig.local("rude"), await rig.local("ben")];
    const post = await publish(rig, rude);
    await fileReport(rig.ctx, { reporterId: ben, targetId: rude, postIds: [post], category: "spam" });
    await flag(await server("three.example"), [await iriOf(post)]);
    expect(await casesAbout(post)).toMatchObject([{ category: "spam", reports: 2 }]);
  });
});

describe("many Flags of one server", () => {
  it("about the same are one report: all are counted, the words of fifty are kept, and each counts once", async () => {
    const dora = await rig.local("dora");
    const post = await publish(rig, dora);
    const subjects = [await iriOf(post)];
    const by = await server("flood.example");
    for (let at = 0; at < 70; at++) await flag(by, subjects, { comment: `Complaint ${at}` });
    const again = { iri: "https://flood.example/same" as Iri, by, subjects, comment: "Twice" };
    await receiveReport(rig.ctx, again);
    await receiveReport(rig.ctx, again);
    const [report, ...more] = await reportsFrom("flood.example");
    expect(more).toEqual([]);
    expect(report).toMatchObject({ count: 71, comment: "Complaint 0", cases: 1 });
    expect(await casesAbout(post)).toMatchObject([{ reports: 71 }]);
    const [kept] = await rig.ctx.sql`
      select count(*)::int as flags, count(*) filter (where comment <> '')::int as words from report_flags
      where report_id = ${report?.id as string}`;
    expect(kept).toEqual({ flags: 71, words: 50 });
    // The history tells of the first, and then when there are twice as many: 2, 4 ... 64.
    const [events] = await rig.ctx.sql`
      select count(*)::int as count from case_events e join cases c on c.id = e.case_id
      where c.subject_id = ${post} and e.kind = 'reported'`;
    expect(events).toEqual({ count: 7 });
  });

  it("are only counted while nothing changes: what the author has changed since is kept again", async () => {
    const post = await publish(rig, await rig.local("edna"));
    const by = await server("repeats.example");
    const kept = async () => {
      const [row] = await rig.ctx.sql<{ count: number }[]>`
        select count(*)::int as count from evidence e join cases c on c.id = e.case_id
        where c.subject_id = ${post} and e.kind = 'post'`;
      return row?.count;
    };
    for (let at = 0; at < 5; at++) await flag(by, [await iriOf(post)], { comment: `Before ${at}` });
    expect(await kept()).toBe(1);
    await rig.ctx
      .sql`update posts set html = '<p>Another text</p>', edited_at = ${rig.ctx.clock.now()} where id = ${post}`;
    await flag(by, [await iriOf(post)], { comment: "After" });
    expect(await kept()).toBe(2);
    expect(await casesAbout(post)).toMatchObject([{ reports: 6 }]);
  });

  it("about several posts are counted in all of their cases, or joined to new ones once one is closed", async () => {
    const frida = await rig.local("frida");
    const [first, second] = [await publish(rig, frida), await publish(rig, frida)];
    const subjects = [await iriOf(first), await iriOf(second)];
    const by = await server("closes.example");
    for (let at = 0; at < 3; at++) await flag(by, subjects, { comment: `Open ${at}` });
    await rig.ctx.sql`update cases set state = 'dismissed' where subject_id = ${second}`;
    await flag(by, subjects, { comment: "Closed" });
    const counts = await rig.ctx.sql<{ reports: number }[]>`
      select reports_count as reports from cases where subject_id in (${first}, ${second}) order by id`;
    // Four about the first; of the second three in the closed case, and one in a new one.
    expect(counts.map(({ reports }) => reports).sort()).toEqual([1, 3, 4]);
  });

  it("of which too many are new within an hour are counted in those there are", async () => {
    const eva = await rig.local("eva");
    const posts: string[] = [];
    for (let at = 0; at < 62; at++) posts.push(await publish(rig, eva));
    const by = await server("many.example");
    for (const post of posts.slice(0, 60)) await flag(by, [await iriOf(post)]);
    expect(await reportsFrom("many.example")).toHaveLength(60);
    // Two that it has complained about, in a new combination: no new report.
    await flag(by, [await iriOf(posts[0] as string), await iriOf(posts[1] as string)], { comment: "Both" });
    expect(await reportsFrom("many.example")).toHaveLength(60);
    expect(await casesAbout(posts[0] as string, posts[1] as string)).toMatchObject([
      { reports: 2 },
      { reports: 2 },
    ]);
    // What it has never named is not lost.
    await flag(by, [await iriOf(posts[0] as string), await iriOf(posts[60] as string)]);
    expect(await casesAbout(posts[60] as string)).toMatchObject([{ reports: 1 }]);
    expect((await reportsFrom("many.example")).map(({ count }) => count)).toEqual([
      3,
      2,
      ...Array(59).fill(1),
    ]);
  });

  it("that come at the same time are one report all the same", async () => {
    const finn = await rig.local("finn");
    const by = await server("parallel.example");
    const subjects = [await iriOf(finn)];
    await Promise.all(Array.from({ length: 8 }, () => flag(by, subjects)));
    expect(await reportsFrom("parallel.example")).toMatchObject([{ count: 8 }]);
  });
});
