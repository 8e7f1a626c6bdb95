import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addNote } from "#moderation/cases/note.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { casesOf } from "#server/cases/ports.ts";
import { statementsOn } from "#server/desk/moderation.ts";
import { takeAnswer } from "#server/reports/answer.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

/** Two nodes that speak HTTP with each other. */
let a: ApiRig;
let b: ApiRig;
let ana: Person;
let bad: Person;
let mona: Person;
/** The account of `bad`, as the first node knows it. */
let badOnA: string;
beforeAll(async () => {
  [a, b] = await Promise.all([createApiRig(), createApiRig()]);
  ana = await a.person("ana");
  bad = await b.person("bad");
  mona = await b.person("mona", { role: "moderator" });
  badOnA = must(await a.ctx.resolve.account(b.ctx.uris.account(bad.id))).id;
}, 120_000);
afterAll(() => Promise.all([a?.close(), b?.close()]));

async function settled(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await a.node.settle();
    await b.node.settle();
  }
}

const text = (html: string) => html.replace(/<[^>]+>/g, "").replaceAll("\u2060", "");
/** What the node's own account has written to somebody, newest first. */
async function letters(to: Person): Promise<{ id: string; text: string }[]> {
  const { body } = await to.get("/api/v1/notifications?types[]=mention");
  return body.map(({ status }: { status: { id: string; content: string } }) => ({
    id: status.id,
    text: text(status.content),
  }));
}

async function reported(comment: string): Promise<{ id: string; postOnA: string; postOnB: string }> {
  const postOnB = await b.publish(bad, `Rude: ${comment}`);
  const postOnA = must(await a.ctx.resolve.post(b.ctx.uris.post(postOnB))).id;
  const { body } = await ana.post("/api/v1/reports", {
    account_id: badOnA,
    status_ids: [postOnA],
    comment,
    forward: true,
  });
  await settled();
  return { id: body.id, postOnA, postOnB };
}

async function reportOnB(comment: string): Promise<{ id: string; account: object }> {
  const { body } = await mona.get("/api/v1/admin/reports");
  return body.find((report: { comment: string }) => report.comment === comment);
}

describe("a report that is passed on to another node", () => {
  it("makes a case there, and its reporter hears from both what came of it", async () => {
    const { id } = await reported("Insults @mona and others");
    const there = await reportOnB("Insults @mona and others");
    // The other server learns what is reported, but not who reported it.
    expect(there.account).toMatchObject({ username: "localhost", domain: a.ctx.handleHost });
    const [joined] = await b.ctx
      .sql`select c.state, c.subject_kind as kind, c.reports_count as reports from cases c
      join report_cases r on r.case_id = c.id where r.report_id = ${there.id}`;
    expect(joined).toEqual({ state: "open", kind: "post", reports: 1 });

    await mona.post(`/api/v1/admin/reports/${there.id}/resolve`);
    await settled();
    const [answer] = await a.ctx
      .sql`select answer, told_at as "toldAt" from report_forwards where report_id = ${id}`;
    expect(answer).toMatchObject({ answer: "rejected", toldAt: expect.any(Date) });
    const [letter] = await letters(ana);
    expect(letter?.text).toContain("did not act");
    expect(letter?.text).toContain("found nothing that they have to act on");
    expect(letter?.text).not.toContain("mona");
    // Nobody is told twice.
    await settled();
    expect(await letters(ana)).toHaveLength(1);
  }, 60_000);

  it("is accepted where something was done, with what and by which rule, and not by whom", async () => {
    const { id } = await reported("Sells tea");
    const there = await reportOnB("Sells tea");
    const [row] = await b.ctx.sql<{ caseId: string }[]>`
      select case_id as "caseId" from report_cases where report_id = ${there.id}`;
    const caseId = row?.caseId as string;
    const actionId = b.ctx.ids.next();
    await b.ctx
      .sql`insert into actions (id, case_id, kind, subject_kind, subject_iri, by_account_id, cause, starts_at)
      values (${actionId}, ${caseId}, 'remove', 'post', 'https://x.example/', ${mona.id}, 'moderator', now())`;
    await b.ctx.sql`insert into statements (action_id, category, rules)
      values (${actionId}, 'spam', ${b.ctx.sql.json([{ id: "1", text: "No tea, says @mona" }])})`;
    await mona.post(`/api/v1/admin/reports/${there.id}/resolve`);
    await settled();
    const [answer] = await a.ctx
      .sql`select answer, answer_text as text from report_forwards where report_id = ${id}`;
    expect(answer).toEqual({
      answer: "accepted",
      text: "The moderators have looked at it and acted: it was removed. Broken: “No tea, says @mona”.",
    });
    const [sent] = await b.ctx.sql<{ body: Buffer }[]>`
      select body from activities where type = 'Accept' order by id desc limit 1`;
    const document = JSON.parse(sent?.body.toString() ?? "{}");
    expect(document).toMatchObject({
      type: "Accept",
      actor: b.ctx.uris.nodeActor(),
      to: [a.ctx.uris.nodeActor()],
      object: { type: "Flag", actor: a.ctx.uris.nodeActor() },
      result: { type: ["Object", "ReportOutcome"], actions: ["remove"], rules: ["No tea, says @mona"] },
    });
    expect(JSON.stringify(document)).not.toContain(mona.id);
    const [letter] = await letters(ana);
    expect(letter?.text).toContain("have acted on it");
    // A handle in a letter mentions nobody.
    const { body: status } = await ana.get(`/api/v1/statuses/${letter?.id}`);
    expect(status.mentions.map(({ username }: { username: string }) => username)).toEqual(["ana"]);
  }, 60_000);

  it("cannot be answered by anybody else", async () => {
    const { id } = await reported("Spoofed");
    const [forward] = await a.ctx.sql<
      { iri: string }[]
    >`select iri from report_forwards where report_id = ${id}`;
    const given = { flag: forward?.iri, by: "https://elsewhere.example/actor", answer: "accepted", text: "" };
    expect(await takeAnswer(a.ctx, given as Parameters<typeof takeAnswer>[1])).toBe(false);
    const unknown = { ...given, flag: a.ctx.uris.activity(id) } as Parameters<typeof takeAnswer>[1];
    expect(await takeAnswer(a.ctx, unknown)).toBeNull();
  }, 60_000);

  it("is told when it changes, and at most three times a day: nobody writes to a reporter by answering on and on", async () => {
    const { id } = await reported("Answered on and on");
    const [forward] = await a.ctx.sql<
      { iri: Iri }[]
    >`select iri from report_forwards where report_id = ${id}`;
    const flag = forward?.iri as Iri;
    const told = async () =>
      (await a.ctx.sql`select from report_messages where report_id = ${id} and account_id is null`).length;
    const says = async (answer: "accepted" | "rejected", text: string) => {
      await takeAnswer(a.ctx, { flag, by: b.ctx.uris.nodeActor(), answer, text });
      await settled();
    };
    await says("accepted", "Done");
    await says("accepted", "Done");
    expect(await told()).toBe(1);
    for (let turn = 0; turn < 6; turn++) await says(turn % 2 === 0 ? "rejected" : "accepted", `You ${turn}`);
    expect(await told()).toBe(3);
  }, 60_000);

  it("lets the moderators of both nodes write to each other: what comes is a note of the case, and no post", async () => {
    await reported("Which one?");
    const there = await reportOnB("Which one?");
    const [row] = await b.ctx.sql<{ caseId: string }[]>`
      select case_id as "caseId" from report_cases where report_id = ${there.id}`;
    const by = { accountId: mona.id, communities: null, iri: b.ctx.uris.account(mona.id) };
    await b.ctx.db.transaction((tx) =>
      addNote(casesOf(b.ctx, tx), statementsOn(tx), by, {
        caseId: row?.caseId as string,
        text: "Is this <one> of many?",
        isShared: true,
      }),
    );
    await settled();
    await expect
      .poll(async () => {
        await settled();
        return (await a.ctx.sql`select author_iri as author, text, is_shared as shared from case_notes`).at(
          -1,
        );
      })
      .toEqual({ author: b.ctx.uris.nodeActor(), text: "Is this <one> of many?", shared: true });
    expect(await a.ctx.sql`select from posts where html like '%of many%'`).toHaveLength(0);
  }, 60_000);
});

describe("a report about somebody here", () => {
  it("is answered by a letter that comes through whatever the reporter's policy says of strangers", async () => {
    const [rude, zoe] = [await b.person("rude"), await b.person("zoe")];
    await zoe.patch("/api/v2/notifications/policy", {
      for_private_mentions: "drop",
      for_not_following: "drop",
    });
    const filed = await zoe.post("/api/v1/reports", { account_id: rude.id, comment: "Shouts" });
    await mona.post(`/api/v1/admin/reports/${filed.body.id}/resolve`);
    await settled();
    expect((await letters(zoe))[0]?.text).toMatch(
      /About your report of 20..-..-..: The moderators have looked/,
    );
    expect(await letters(rude)).toEqual([]);
    // Opened again and decided anew, it is told anew.
    await mona.post(`/api/v1/admin/reports/${filed.body.id}/reopen`);
    await mona.post(`/api/v1/admin/reports/${filed.body.id}/resolve`);
    await settled();
    expect(await letters(zoe)).toHaveLength(2);
  }, 60_000);
});
