import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { receiveReport } from "#server/reports/receive.ts";
import { startSession } from "#server/sessions/start.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

const DESK = "/api/folkmoot/v1";

let rig: ApiRig;
let mo: Person;
let mia: Person;
let admin: Person;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig();
  mo = await rig.person("mo", { role: "moderator" });
  mia = await rig.person("mia", { role: "moderator" });
  admin = await rig.person("ada", { role: "admin" });
  ana = await rig.person("ana");
});
afterAll(() => rig.close());

async function report(by: Person, author: Person, postId: string) {
  const { body } = await by.post("/api/v1/reports", {
    account_id: author.id,
    status_ids: [postId],
    comment: "Look at this",
  });
  const [row] = await rig.ctx.sql<{ id: string }[]>`
    select c.id from cases c join reports r on r.case_id = c.id where r.id = ${body.id}`;
  return { reportId: String(body.id), caseId: String(row?.id) };
}

const remove = (by: Person, postId: string, more: object) =>
  by.post(`${DESK}/actions`, {
    subject: { kind: "post", id: postId },
    kind: "remove",
    category: "spam",
    text: "No advertising.",
    ...more,
  });

describe("a moderator who has reported something", () => {
  it("neither acts in its case nor writes notes there: others do, and have seen its last version", async () => {
    const postId = await rig.publish(ana, "buy this");
    const { caseId } = await report(mo, ana, postId);
    const { body: seen } = await mia.get(`${DESK}/cases/${caseId}`);
    const inCase = { case_id: caseId, case_version: seen.version };
    expect((await remove(mo, postId, inCase)).status).toBe(403);
    expect((await mo.post(`${DESK}/cases/${caseId}/notes`, { text: "Do something" })).status).toBe(403);
    const unseen = await remove(mia, postId, { case_id: caseId });
    expect([unseen.status, unseen.body.error]).toEqual([422, expect.stringContaining("case_version")]);
    expect((await remove(mia, postId, inCase)).status).toBe(201);
  });
});

describe("a moderator who was reported", () => {
  it("is not told of it, and does not read what the reporter writes, nor answers", async () => {
    const postId = await rig.publish(mo, "I am rude");
    const { reportId } = await report(ana, mo, postId);
    await ana.post(`${DESK}/my/reports/${reportId}/messages`, { text: "And not for the first time" });
    await rig.node.settle();
    const told = async (whom: Person) =>
      (await whom.get("/api/v1/notifications?types[]=admin.report")).body.map(
        (each: { report: { id: string } }) => each.report.id,
      );
    expect(await told(mia)).toContain(reportId);
    expect(await told(mo)).not.toContain(reportId);
    const messages = `${DESK}/reports/${reportId}/messages`;
    expect((await mo.get(messages)).status).toBe(404);
    expect((await mo.post(messages, { text: "Who are you?" })).status).toBe(404);
    expect((await mia.get(messages)).body).toMatchObject([{ text: "And not for the first time" }]);
  });

  it("acts on nothing else in that case either", async () => {
    const { caseId } = await report(ana, mo, await rig.publish(mo, "I am loud"));
    const { body: seen } = await mia.get(`${DESK}/cases/${caseId}`);
    const inCase = { category: "other", case_id: caseId, case_version: seen.version };
    const nothing = { ...inCase, subject: { kind: "hashtag", name: "loud" }, kind: "none" };
    expect((await mo.post(`${DESK}/actions`, nothing)).status).toBe(403);
    expect((await remove(mo, await rig.publish(ana, "and you?"), inCase)).status).toBe(403);
    expect((await mia.get(`${DESK}/cases/${caseId}`)).body.version).toBe(seen.version);
    expect((await mia.post(`${DESK}/actions`, nothing)).status).toBe(201);
  });

  it("does not find it in Mastodon's admin API, nor handles it there", async () => {
    const { reportId } = await report(ana, mo, await rig.publish(mo, "I am rude again"));
    const reports = "/api/v1/admin/reports";
    const listed = async (by: Person, query = "") =>
      (await by.get(`${reports}?limit=200${query}`)).body.map(({ id }: { id: string }) => id);
    expect(await listed(mia)).toContain(reportId);
    expect(await listed(mo)).not.toContain(reportId);
    expect(await listed(mo, `&target_account_id=${mo.id}`)).toEqual([]);
    expect((await mo.get(`${reports}/${reportId}`)).status).toBe(404);
    expect((await mo.put(`${reports}/${reportId}`, { category: "spam" })).status).toBe(404);
    for (const deed of ["assign_to_self", "unassign", "resolve", "reopen"])
      expect((await mo.post(`${reports}/${reportId}/${deed}`)).status).toBe(404);
    expect((await mia.get(`${reports}/${reportId}`)).body).toMatchObject({ id: reportId, category: "other" });
  });

  it("is also one whose post is among those of others that another server reports", async () => {
    const posts = [await rig.publish(ana, "one of many"), await rig.publish(mo, "and mine")];
    const subjects = await Promise.all(
      posts.map(async (id) => (await ana.get(`/api/v1/statuses/${id}`)).body.uri as Iri),
    );
    const id = await rig.remote("actor@far.example");
    const [by] = await rig.ctx.sql`select id, iri from accounts where id = ${id}`;
    const given = { iri: null, by, subjects, comment: "A crowd" } as unknown;
    const taken = await receiveReport(rig.ctx, given as Parameters<typeof receiveReport>[1]);
    expect(taken).toMatchObject({ outcome: "accepted" });
    const [row] = await rig.ctx.sql<{ id: string }[]>`select id from reports where comment = 'A crowd'`;
    const messages = `${DESK}/reports/${row?.id}/messages`;
    expect([(await mo.get(messages)).status, (await mia.get(messages)).status]).toEqual([404, 200]);
  });

  it("learns of what was done as everybody does: not who did it, and others answer the appeal", async () => {
    const postId = await rig.publish(mo, "I am ruder");
    const { body: action } = await remove(admin, postId, {});
    expect((await mia.get(`${DESK}/actions/${action.id}`)).status).toBe(200);
    expect((await mo.get(`${DESK}/actions/${action.id}`)).status).toBe(404);
    expect((await mo.get(`${DESK}/actions?account_id=${mo.id}`)).body).toEqual([]);
    expect((await mo.get(`${DESK}/decisions/${action.id}`)).status).toBe(200);
    const opened = async (whom: Person, path: string) => {
      const address = { headers: new Headers(), address: "127.0.0.1" };
      const [cookie = ""] = (await startSession(rig.ctx, whom.id, address)).split(";");
      const headers = { accept: "text/html", cookie };
      return String((await rig.request("GET", path, { headers })).body);
    };
    for (const [path, telling] of [
      ["/desk/audit", postId],
      [`/desk/people/${mo.id}`, `/desk/people/${admin.id}`],
    ] as const)
      expect([
        (await opened(mia, path)).includes(telling),
        (await opened(mo, path)).includes(telling),
      ]).toEqual([true, false]);
    expect((await mo.post(`${DESK}/decisions/${action.id}/appeal`, { text: "No!" })).status).toBe(201);
    const waiting = async (whom: Person) =>
      (await whom.get(`${DESK}/appeals`)).body.map((each: { account_id: string }) => each.account_id);
    expect(await waiting(mia)).toEqual([mo.id]);
    expect(await waiting(mo)).toEqual([]);
    const [appeal] = (await admin.get(`${DESK}/appeals`)).body;
    const answer = (whom: Person, granted: boolean) =>
      whom.post(`${DESK}/appeals/${appeal.id}/answer`, { granted, answer: "Well." });
    // Who may not grant it does not reject it; of those who may there is one.
    expect([(await answer(mia, true)).status, (await answer(mia, false)).status]).toEqual([403, 403]);
    expect((await answer(admin, true)).status).toBe(200);
  });
});

it("the node itself, and a domain above it, are not shut out", async () => {
  const domain = new URL(rig.origin).hostname;
  const shut = { subject: { kind: "domain", name: domain }, kind: "defederate", category: "spam" };
  expect((await admin.post(`${DESK}/actions`, shut)).status).toBe(422);
});

describe("the owner of a community", () => {
  it("sees what was reported there and not by whom, shares no notes with other servers, and leaves what is grave to the node", async () => {
    const group = await rig.person("gardeners");
    const owner = await rig.person("olga");
    await rig.ctx.sql`update accounts set kind = 'group',
      owners = array(select iri from accounts where id = ${owner.id}) where id = ${group.id}`;
    const { body: found } = await owner.get(`/api/v1/accounts/${group.id}`);
    expect(found.group).toBe(true);
    const postId = await rig.publish(ana, "in the garden");
    const { caseId, reportId } = await report(mia, ana, postId);
    await rig.ctx.sql`update cases set community_id = ${group.id}, severity = 3 where id = ${caseId}`;
    const seen = await owner.get(`${DESK}/cases/${caseId}`);
    expect(seen.body.reports).toMatchObject([{ id: reportId, account: null, comment: "Look at this" }]);
    expect((await mo.get(`${DESK}/cases/${caseId}`)).body.reports).toMatchObject([
      { account: { acct: "mia" } },
    ]);
    const note = (shared: boolean) =>
      owner.post(`${DESK}/cases/${caseId}/notes`, { text: "We know them", shared });
    expect([(await note(true)).status, (await note(false)).status]).toEqual([403, 201]);
    const { version } = seen.body;
    const dismiss = () => owner.post(`${DESK}/cases/${caseId}/close`, { version, state: "dismissed" });
    expect((await dismiss()).status).toBe(403);
    const change = (deed: string, more: object) =>
      owner.post(`${DESK}/cases/${caseId}/${deed}`, { version, ...more });
    const milder = { category: "spam", severity: 2 };
    expect([(await change("reclassify", milder)).status, (await change("wait", {})).status]).toEqual([
      403, 403,
    ]);
    await rig.ctx.sql`update cases set state = 'dismissed', closed_at = now() where id = ${caseId}`;
    expect((await change("reopen", {})).status).toBe(403);
    await rig.ctx.sql`update cases set state = 'open', closed_at = null where id = ${caseId}`;
    await rig.ctx.sql`update cases set severity = 2 where id = ${caseId}`;
    expect((await dismiss()).status).toBe(200);
  });
});
