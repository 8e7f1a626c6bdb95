import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addNote } from "#moderation/cases/note.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { casesOf } from "#server/cases/ports.ts";
import { statementsOn } from "#server/desk/moderation.ts";
import { takeAnswer } from "#server/reports/answer.ts";
import { receiveReport } from "#server/reports/receive.ts";
import { takeReplies } from "#server/reports/take-replies.ts";
import { tellWaiting } from "#server/reports/tell.ts";
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

/** What is done about a post here, in the case of a report. */
async function removed(rig: ApiRig, by: Person, reportId: string, postId: string): Promise<string> {
  const [row] = await rig.ctx.sql<{ id: string; version: number }[]>`
    select c.id, c.version from cases c join report_cases r on r.case_id = c.id where r.report_id = ${reportId}`;
  const subject = { kind: "post", id: postId };
  const given = { kind: "remove", subject, category: "spam", text: "No tea.", case_id: row?.id };
  const taken = await by.post("/api/folkmoot/v1/actions", { ...given, case_version: row?.version });
  expect(taken.status).toBe(201);
  return taken.body.id;
}

describe("what was decided about a report and is taken back", () => {
  it("is told to its reporter, in their language, and to the server that sent it, which tells its own", async () => {
    await ana.patch("/api/v1/accounts/update_credentials", { source: { language: "es" } });
    const { id, postOnB } = await reported("Sells coffee");
    const there = await reportOnB("Sells coffee");
    const actionId = await removed(b, mona, there.id, postOnB);
    await mona.post(`/api/v1/admin/reports/${there.id}/resolve`);
    await settled();
    const answerOf = async () =>
      (await a.ctx.sql`select answer, answer_text as text from report_forwards where report_id = ${id}`)[0];
    expect(await answerOf()).toMatchObject({
      answer: "accepted",
      text: expect.stringContaining("se eliminó"),
    });
    const undone = await mona.post(`/api/folkmoot/v1/actions/${actionId}/undo`, { reason: "A mistake" });
    expect(undone.status).toBe(200);
    await settled();
    expect(await answerOf()).toMatchObject({
      answer: "rejected",
      text: expect.stringContaining("ha retirado"),
    });
    const [last] = await letters(ana);
    expect(last?.text).toContain("La moderación de localhost");
    expect(last?.text).toContain("«La moderación ha retirado lo que había decidido");
    expect(last?.text).not.toContain("mistake");
    await ana.patch("/api/v1/accounts/update_credentials", { source: { language: "en" } });
  }, 60_000);

  it("is told to a reporter here, and to nobody while it is not decided", async () => {
    const [cher, zoe] = [await b.person("cher"), await b.person("zara")];
    const post = await b.publish(cher, "Tea, tea");
    const filed = await zoe.post("/api/v1/reports", {
      account_id: cher.id,
      status_ids: [post],
      comment: "Tea",
    });
    const undo = async (actionId: string) =>
      (await mona.post(`/api/folkmoot/v1/actions/${actionId}/undo`, { reason: "" })).status;
    expect(await undo(await removed(b, mona, filed.body.id, post))).toBe(200);
    await settled();
    expect(await letters(zoe)).toEqual([]);
    const actionId = await removed(b, mona, filed.body.id, post);
    await mona.post(`/api/v1/admin/reports/${filed.body.id}/resolve`);
    await settled();
    expect((await letters(zoe))[0]?.text).toContain("it was removed");
    expect(await undo(actionId)).toBe(200);
    await settled();
    expect((await letters(zoe)).map(({ text: said }) => said)[0]).toContain(
      "have taken back what they had decided",
    );
    expect(await letters(zoe)).toHaveLength(2);
    // Of a process that died before it could note that.
    await b.ctx.sql`update reports set told_at = null where id = ${filed.body.id}`;
    await Promise.all([tellWaiting(b.ctx), tellWaiting(b.ctx)]);
    const [told] = await b.ctx.sql`select told_at from reports where id = ${filed.body.id}`;
    expect(told?.told_at).not.toBeNull();
    expect(await letters(zoe)).toHaveLength(2);
    const mine = (await zoe.get(`/api/folkmoot/v1/my/reports/${filed.body.id}`)).body;
    expect(mine.outcome).toMatchObject({ acted: false, text: expect.stringContaining("taken back") });
  }, 60_000);
});

describe("a letter about a report", () => {
  it("is answered by a direct post, which is a message of the report: by its reporter, in turn, and by nobody else", async () => {
    const [rude, pia, eve] = [await b.person("rudi"), await b.person("pia"), await b.person("eve")];
    const filed = await pia.post("/api/v1/reports", { account_id: rude.id, comment: "Shouts" });
    const desk = `/api/folkmoot/v1/reports/${filed.body.id}/messages`;
    expect((await mona.post(desk, { text: "Where was it?" })).status).toBe(201);
    await settled();
    const [letter] = await letters(pia);
    const say = async (by: Person, to: string, status: string, visibility = "direct") =>
      (await by.post("/api/v1/statuses", { status, in_reply_to_id: to, visibility })).body.id;
    const first = await say(pia, letter?.id ?? "", "@localhost In the <b>square</b>");
    await settled();
    await say(pia, first, "And yesterday too");
    await say(pia, letter?.id ?? "", "All may read this", "public");
    await settled();
    const texts = async () => (await mona.get(desk)).body.map((each: { text: string }) => each.text);
    expect(await texts()).toEqual(["Where was it?", "In the <b>square</b>", "And yesterday too"]);
    expect((await mona.get(desk)).body[1]).toMatchObject({ from: "reporter", account_id: null });
    // Somebody else who has come to know its address.
    const theirs = await say(eve, await b.publish(rude, "Hm"), "@localhost Me too");
    await b.ctx
      .sql`update posts set in_reply_to_iri = (select iri from posts where id = ${letter?.id ?? ""}) where id = ${theirs}`;
    const change = {
      kind: "post.created" as const,
      subjectId: theirs,
      accountId: eve.id,
      position: "0:0",
      at: new Date(),
    };
    await takeReplies(b.ctx, [change]);
    expect(await texts()).toHaveLength(3);
  }, 60_000);

  it("goes to people of other servers who complained themselves, whose answers come back into the report", async () => {
    // Their own server keeps what strangers write apart, as they wish.
    await ana.patch("/api/v2/notifications/policy", { for_private_mentions: "accept" });
    const rude = await b.person("rolf");
    const post = await b.publish(rude, "Rude again");
    const anaOnB = must(await b.ctx.resolve.account(a.ctx.uris.account(ana.id))).id;
    const [by] = await b.ctx.sql<
      { id: string; iri: Iri }[]
    >`select id, iri from accounts where id = ${anaOnB}`;
    const given = {
      iri: "https://x.invalid/flag",
      by,
      subjects: [b.ctx.uris.post(post)],
      comment: "By hand",
    };
    const taken = await receiveReport(b.ctx, given as unknown as Parameters<typeof receiveReport>[1]);
    const reportId = taken.outcome === "accepted" ? taken.id : undefined;
    const before = await letters(ana);
    await mona.post(`/api/v1/admin/reports/${reportId}/resolve`);
    await settled();
    await expect.poll(async () => (await letters(ana)).length).toBe(before.length + 1);
    const [letter] = await letters(ana);
    expect(letter?.text).toContain("found nothing that they have to act on");
    const status = {
      status: `@localhost@${b.ctx.handleHost} But why?`,
      in_reply_to_id: letter?.id,
      visibility: "direct",
    };
    expect((await ana.post("/api/v1/statuses", status)).status).toBe(200);
    await settled();
    const desk = `/api/folkmoot/v1/reports/${reportId}/messages`;
    await expect
      .poll(async () => (await mona.get(desk)).body.at(-1))
      .toMatchObject({ from: "reporter", text: "But why?" });
    expect((await mona.post(desk, { text: "It is within the rules" })).status).toBe(201);
    await settled();
    await expect.poll(async () => (await letters(ana))[0]?.text).toContain("It is within the rules");
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
      /About your report of \w+ \d+, 20\d\d: The moderators have looked.+You can answer this message/,
    );
    expect(await letters(rude)).toEqual([]);
    // Opened again and decided anew, it is told anew.
    await mona.post(`/api/v1/admin/reports/${filed.body.id}/reopen`);
    await mona.post(`/api/v1/admin/reports/${filed.body.id}/resolve`);
    await settled();
    expect(await letters(zoe)).toHaveLength(2);
  }, 60_000);
});
