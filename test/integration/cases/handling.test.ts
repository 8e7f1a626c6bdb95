import { afterAll, beforeAll, expect, it } from "vitest";
import { assignCase } from "#moderation/cases/assign.ts";
import { closeCase, reopenCase } from "#moderation/cases/close.ts";
import { listCases } from "#moderation/cases/list.ts";
import { addNote } from "#moderation/cases/note.ts";
import { readCase } from "#moderation/cases/read.ts";
import { reclassifyCase } from "#moderation/cases/reclassify.ts";
import { relatedCases } from "#moderation/cases/waves.ts";
import type { Handler } from "#moderation/cases/words.ts";
import { evidenceOf } from "#moderation/evidence/read.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { casesOf } from "#server/cases/ports.ts";
import type { Tx } from "#server/context.ts";
import { moderationOf, statementsOn } from "#server/desk/moderation.ts";
import { deletePost } from "#server/posts/delete.ts";
import { editPost } from "#server/posts/edit.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { reportPost } from "./rig.ts";

let rig: ApiRig;
let mo: Person;
let mia: Person;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig();
  mo = await rig.person("mo", { role: "moderator" });
  mia = await rig.person("mia", { role: "moderator" });
  ana = await rig.person("ana");
}, 120_000);
afterAll(() => rig.close(), 60_000);

const as = ({ id }: { id: string }): Handler => ({ accountId: id, communities: null });
const ctx = () => moderationOf(rig.ctx);
const within = <T>(work: (tx: Tx) => Promise<T>) => rig.ctx.db.transaction(work);

const report = (postId: string, options: Parameters<typeof reportPost>[2] = {}) =>
  reportPost(rig, postId, options);

const handle = {
  assign: (by: Person, caseId: string, version: number | null, to: string | null) =>
    within((tx) => assignCase(casesOf(rig.ctx, tx), statementsOn(tx), as(by), { caseId, version, to })),
  close: (by: Person, caseId: string, version: number | null, state: "decided" | "dismissed") =>
    within((tx) => closeCase(casesOf(rig.ctx, tx), statementsOn(tx), as(by), { caseId, version, state })),
  reopen: (by: Person, caseId: string) =>
    within((tx) => reopenCase(casesOf(rig.ctx, tx), statementsOn(tx), as(by), { caseId, version: null })),
};

it("fifty reports at once about one post are one case, which knows how many servers they came from", async () => {
  const postId = await rig.publish(ana, "Cheap watches for everybody, only today at our shop");
  const made = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      report(postId, { server: n < 40 ? "many.example" : `s${n}.example` }),
    ),
  );
  expect(new Set(made.map(({ caseId }) => caseId)).size).toBe(1);
  expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
  const { case: found, servers, events } = must(await readCase(ctx(), as(mo), made[0]?.caseId ?? ""));
  expect(found).toMatchObject({ reportsCount: 50, serversCount: 11, version: 1, state: "open" });
  expect(servers[0]).toEqual({ server: "many.example", reports: 40 });
  expect(events).toHaveLength(51);
  expect(found.excerpt).toContain("Cheap watches");
});

it("the second of two moderators who act at once is told what the first has done", async () => {
  const { caseId } = await report(await rig.publish(ana, "who is first"));
  const [first, second] = await Promise.all([
    handle.close(mo, caseId, 1, "dismissed"),
    handle.close(mia, caseId, 1, "decided"),
  ]);
  const refused = first.ok ? second : first;
  expect([first.ok, second.ok].sort()).toEqual([false, true]);
  expect(refused).toMatchObject({
    ok: false,
    error: {
      type: "case/changed-meanwhile",
      version: 2,
      since: [{ kind: first.ok ? "dismissed" : "decided" }],
    },
  });
});

it("nobody handles a case about themselves, nor one that they have reported while somebody else is there", async () => {
  const postId = await rig.publish(mo, "a moderator's own post");
  const { caseId } = await report(postId);
  expect(await handle.close(mo, caseId, null, "dismissed")).toMatchObject({ error: { type: "case/own" } });
  expect(await readCase(ctx(), as(mo), caseId)).toMatchObject({ error: { type: "case/own" } });
  expect((await listCases(ctx(), as(mo), {})).cases.map(({ id }) => id)).not.toContain(caseId);
  expect(await handle.assign(mia, caseId, null, mo.id)).toMatchObject({ error: { type: "case/not-theirs" } });
  const other = await report(await rig.publish(ana, "reported by a moderator"));
  const reportId = rig.ctx.ids.next();
  await rig.ctx.sql`insert into reports (id, reporter_id, created_at) values (${reportId}, ${mia.id}, now())`;
  await rig.ctx.sql`insert into report_cases (report_id, case_id) values (${reportId}, ${other.caseId})`;
  expect(await handle.close(mia, other.caseId, null, "decided")).toMatchObject({
    error: { type: "case/own" },
  });
  expect((await handle.close(mo, other.caseId, null, "decided")).ok).toBe(true);
});

it("a case is taken, given and given back; members get none", async () => {
  const { caseId } = await report(await rig.publish(ana, "to be handed round"));
  expect(must(await handle.assign(mo, caseId, 1, mo.id))).toMatchObject({ assignedTo: mo.id, version: 2 });
  expect(must(await handle.assign(mo, caseId, 2, mia.id)).assignedTo).toBe(mia.id);
  expect(await handle.assign(mia, caseId, 3, ana.id)).toMatchObject({ error: { type: "case/not-theirs" } });
  expect(must(await handle.assign(mia, caseId, 3, null)).assignedTo).toBeNull();
});

it("a closed case is reopened, unless what was reported since has a case of its own", async () => {
  const postId = await rig.publish(ana, "closed and open");
  const { caseId } = await report(postId);
  must(await handle.close(mo, caseId, 1, "decided"));
  expect(await handle.close(mo, caseId, 2, "decided")).toMatchObject({ error: { type: "case/closed" } });
  expect(must(await handle.reopen(mia, caseId))).toMatchObject({ state: "open", closedAt: null });
  must(await handle.close(mo, caseId, null, "dismissed"));
  const later = await report(postId);
  expect(later.isNew).toBe(true);
  expect(await handle.reopen(mia, caseId)).toMatchObject({
    error: { type: "case/open-elsewhere", otherId: later.caseId },
  });
});

it("who reclassifies a case says when it is due, and what comes before it", async () => {
  const { caseId } = await report(await rig.publish(ana, "graver than it seemed"));
  const before = must(await readCase(ctx(), as(mo), caseId)).case;
  const after = must(
    await within((tx) =>
      reclassifyCase(casesOf(rig.ctx, tx), statementsOn(tx), as(mo), {
        caseId,
        version: 1,
        category: "violence",
        severity: 4,
      }),
    ),
  );
  expect(after.priority.total - before.priority.total).toBeCloseTo(9, 2);
  expect((after.dueAt?.getTime() ?? 0) - after.openedAt.getTime()).toBe(4 * 3_600_000);
  const [first] = (await listCases(ctx(), as(mo), { limit: 1 })).cases;
  expect(first?.id).toBe(caseId);
});

it("what the author changes or deletes afterwards stays as it was when it was reported", async () => {
  const postId = await rig.publish(ana, "first words");
  must(await editPost(rig.ctx, { accountId: ana.id, postId, text: "second words" }));
  await rig.publish(mia, { text: "an answer", inReplyTo: postId });
  const { caseId } = await report(postId);
  await report(postId);
  must(await editPost(rig.ctx, { accountId: ana.id, postId, text: "third words" }));
  await report(postId);
  must(await deletePost(rig.ctx, { accountId: ana.id, postId }));
  await report(postId);
  const evidence = await evidenceOf(ctx(), caseId);
  const posts = evidence.filter(({ kind }) => kind === "post");
  expect(posts).toMatchObject([
    {
      content: {
        html: expect.stringContaining("second words"),
        versions: [{ html: expect.stringContaining("first words") }],
      },
    },
    { content: { html: expect.stringContaining("third words") } },
  ]);
  const thread = evidence.find(({ kind }) => kind === "thread");
  expect(JSON.stringify(thread?.content)).toContain("an answer");
  expect(evidence.find(({ kind }) => kind === "account")?.content).toMatchObject({ username: "ana" });
});

it("notes are for moderators, and in the ledger stands their hash alone", async () => {
  const { caseId } = await report(await rig.publish(ana, "to be noted"));
  const by = { ...as(mo), iri: "https://node.example/users/mo" as Iri };
  must(
    await within((tx) =>
      addNote(casesOf(rig.ctx, tx), statementsOn(tx), by, { caseId, text: "Looks like last week's." }),
    ),
  );
  const { notes, events } = must(await readCase(ctx(), as(mia), caseId));
  expect(notes).toMatchObject([{ text: "Looks like last week's.", accountId: mo.id }]);
  expect(JSON.stringify(events)).not.toContain("last week");
});

it("cases with the same words, links and author are found beside each other", async () => {
  const ben = await rig.person("ben");
  const text = (n: number) =>
    `@u${n} Win a prize now at our great lottery of the year https://win.example/${n}`;
  const one = await report(await rig.publish(ben, text(1)));
  const two = await report(await rig.publish(ana, text(2)));
  const three = await report(await rig.publish(ben, "something quite different"));
  const related = await relatedCases(ctx(), as(mo), one.caseId);
  expect(related).toContainEqual(
    expect.objectContaining({
      because: "same-text",
      count: 1,
      cases: [expect.objectContaining({ id: two.caseId })],
    }),
  );
  expect(related).toContainEqual(
    expect.objectContaining({
      because: "same-account",
      count: 1,
      cases: [expect.objectContaining({ id: three.caseId })],
    }),
  );
});
