import { afterAll, beforeAll, expect, it } from "vitest";
import { readZip } from "#moderation/evidence/export/zip.ts";
import { listEntries } from "#moderation/ledger/list.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { checkOwn } from "#server/ledger/check.ts";
import { enterSteps } from "#server/ledger/enter.ts";
import { exportCase } from "#server/ledger/evidence.ts";
import { receiveReport } from "#server/reports/receive.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let ana: Person;
let bad: Person;
let mo: Person;
let owner: Person;
let caseId: string;
/** What people of the case write, each word found nowhere else. */
let iris: string[];
const words = ["quincewort", "marmaladey", "zibelline", "farrago", "ullage"];

beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
  bad = await rig.person("bad");
  mo = await rig.person("mo", { role: "moderator" });
  owner = await rig.person("own", { role: "owner" });
  const post = await rig.publish(bad, `Buy ${words[0]}`);
  const report = { account_id: bad.id, status_ids: [post], comment: `It says ${words[1]}` };
  const { body } = await ana.post("/api/v1/reports", report);
  [{ caseId }] = await rig.ctx.sql<[{ caseId: string }]>`
    select case_id as "caseId" from report_cases where report_id = ${body.id}`;
  expect(await mo.post(`/api/folkmoot/v1/cases/${caseId}/notes`, { text: `Seen ${words[2]}` })).toMatchObject(
    {
      status: 201,
    },
  );
  const subject = { kind: "account", id: bad.id };
  const reasons = { category: "spam", rule_ids: [], facts: `Of ${words[3]}`, text: `No ${words[4]}` };
  const taken = await mo.post("/api/folkmoot/v1/actions", {
    kind: "warn",
    subject,
    case_id: caseId,
    case_version: (await mo.get(`/api/folkmoot/v1/cases/${caseId}`)).body.version,
    ...reasons,
  });
  expect(taken.body).toMatchObject({ id: expect.any(String) });
  iris = (
    await rig.ctx.sql<{ iri: string }[]>`select iri from accounts where username in ('ana', 'bad', 'mo')
      union select iri from posts`
  ).map(({ iri }) => iri);
  expect(iris).toHaveLength(4);
  await enterSteps(rig.ctx, "wait");
}, 120_000);
afterAll(() => rig.close(), 60_000);

const entries = () => listEntries(moderationOf(rig.ctx), { caseId: null, ledger: null, most: 1_000 });

it("no entry of a whole case holds a word of what people wrote, a name, or an e-mail address", async () => {
  const written = (await entries()).map(({ bytes }) => Buffer.from(bytes).toString());
  expect(written.length).toBeGreaterThan(5);
  expect(written.some((entry) => entry.includes(caseId))).toBe(true);
  for (const entry of written) {
    for (const word of words) expect(entry).not.toContain(word);
    expect(entry).not.toContain(`${rig.origin}/`);
    expect(entry).not.toMatch(/"(ana|bad|mo)"|@ana|@bad|@mo|@[\w.]+\.example/);
  }
});

it("the evidence of the case holds the words of the report, and not whose they are", async () => {
  const zip = must(readZip((await exportCase(rig.ctx, caseId, null)) ?? new Uint8Array()));
  const { reports } = JSON.parse(Buffer.from(zip.get("case.json") ?? []).toString());
  expect(reports).toMatchObject([{ comment: `It says ${words[1]}`, server: null, count: 1 }]);
  expect(JSON.stringify(reports)).not.toContain(ana.id);
});

it("POST /api/folkmoot/v1/ledger/erase is for owners, empties what is kept about an account, and both ledgers verify", async () => {
  const asked = { about: bad.id, reason: "a court's order" };
  expect(await mo.post("/api/folkmoot/v1/ledger/erase", asked)).toMatchObject({ status: 403 });
  const before = await entries();
  const ofBad = ({ secret }: { secret: unknown }) => JSON.stringify(secret ?? "").includes(words[4] ?? "");
  expect(before.filter(ofBad)).toHaveLength(1);
  for (const word of words.slice(1)) expect(await tablesWith(word), word).not.toEqual([]);
  const { status, body } = await owner.post("/api/folkmoot/v1/ledger/erase", asked);
  expect([status, body]).toEqual([200, { keys: expect.any(Number), cases: 1, inForce: 0 }]);
  expect(body.keys).toBeGreaterThan(0);
  await enterSteps(rig.ctx, "wait");

  const after = await entries();
  expect(after.filter(ofBad)).toEqual([]);
  for (const { seq, ledger, bytes } of before)
    expect(after.find((entry) => entry.seq === seq && entry.ledger === ledger)?.bytes).toEqual(bytes);
  const kept = await rig.ctx.sql`select
    (select string_agg(text, ' ') from case_notes where case_id = ${caseId}) as notes,
    (select string_agg(comment, ' ') from reports) as comments,
    (select count(*)::int from evidence where case_id = ${caseId} and (content is not null or file is not null)) as evidence,
    (select excerpt from cases where id = ${caseId}) as excerpt`;
  expect(kept[0]).toEqual({ notes: "", comments: "", evidence: 0, excerpt: "" });
  for (const ledger of ["private", "public"] as const)
    expect(await checkOwn(rig.ctx, ledger)).toMatchObject({ findings: [] });
  for (const word of [...words.slice(1), "@bad", ...iris.filter((iri) => iri.includes("bad"))])
    expect(await tablesWith(word), word).toEqual([]);
});

it("an action that is in force keeps its subject, and loses it with the next erasure once it is undone", async () => {
  const tom = await rig.person("tomtit");
  const subject = { kind: "account", id: tom.id };
  const taken = await mo.post("/api/folkmoot/v1/actions", {
    kind: "limit",
    subject,
    category: "spam",
    text: "Loud",
  });
  expect(taken.status).toBe(201);
  const erase = async () => {
    const { body } = await owner.post("/api/folkmoot/v1/ledger/erase", {
      about: tom.id,
      reason: "a court's order",
    });
    return body.inForce;
  };
  expect(await erase()).toBe(1);
  const iri = rig.ctx.uris.account(tom.id);
  expect(await tablesWith(iri)).toEqual(["actions"]);
  const limited = async () =>
    (await rig.ctx.sql`select limited from accounts where id = ${tom.id}`)[0]?.limited;
  expect(await limited()).toBe(true);
  expect((await mo.post(`/api/folkmoot/v1/actions/${taken.body.id}/undo`, { reason: "" })).status).toBe(200);
  expect(await limited()).toBe(false);
  expect(await erase()).toBe(0);
  expect(await tablesWith(iri)).toEqual([]);
});

it("nothing is left of somebody of another server either: not in reports that were passed on, nor in those about several", async () => {
  const [far, beside] = [await rig.remote("farley@far.example"), await rig.remote("beside@far.example")];
  const iri = "https://far.example/users/farley";
  const post = `${iri}/posts/1`;
  for (const [author, address] of [
    [far, post],
    [beside, "https://far.example/users/beside/posts/1"],
  ] as const)
    await rig.ctx
      .sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id,
        published_at, received_at)
      values (${rig.ctx.ids.next()}, ${address}, ${author}, false, 'note', 'Note', 'look', 'public', '', ${rig.ctx.ids.next()},
        now(), now())`;
  const [row] = await rig.ctx.sql<{ id: string }[]>`select id from posts where iri = ${post}`;
  const report = { account_id: far, status_ids: [row?.id], comment: "Look", forward: true };
  expect((await ana.post("/api/v1/reports", report)).status).toBe(200);
  const by = { id: await rig.remote("actor@near.example"), iri: "https://near.example/users/actor" };
  const given = { iri: "https://near.example/flags/1", by, comment: "A crowd" };
  const local = rig.ctx.uris.account(bad.id);
  const subjects = [iri, post, "https://far.example/users/beside", local];
  const answered = await rig.person("answered");
  await rig.ctx.sql`update posts set in_reply_to_account_id = ${answered.id} where iri = ${post}`;
  await receiveReport(rig.ctx, { ...given, subjects } as unknown as Parameters<typeof receiveReport>[1]);
  await rig.node.settle();
  const left = async () => (await tablesWith(iri)).toSorted();
  expect(await left()).toEqual(
    expect.arrayContaining(["activities", "cases", "evidence", "outbox_events", "reports"]),
  );
  await owner.post("/api/folkmoot/v1/ledger/erase", { about: iri, reason: "a court's order" });
  await enterSteps(rig.ctx, "wait");
  expect(await left()).toEqual([]);
  const [crowd] = await rig.ctx.sql<{ subjects: string[] }[]>`
    select r.subjects from reports r join report_flags f on f.report_id = r.id where f.iri = ${given.iri}`;
  const gone = expect.stringMatching(/^urn:uuid:/);
  expect(crowd?.subjects).toEqual([gone, gone, ...subjects.slice(2)]);
  for (const ledger of ["private", "public"] as const)
    expect(await checkOwn(rig.ctx, ledger)).toMatchObject({ findings: [] });
});

it("a warning that lost its subject can be undone, and what else is done about the same stays", async () => {
  const una = await rig.person("unabell");
  const act = async (kind: string) =>
    (
      await mo.post("/api/folkmoot/v1/actions", {
        kind,
        subject: { kind: "account", id: una.id },
        category: "spam",
        text: "Loud",
      })
    ).body.id;
  const [warning] = [await act("warn"), await act("limit")];
  await owner.post("/api/folkmoot/v1/ledger/erase", { about: una.id, reason: "a court's order" });
  expect((await mo.post(`/api/folkmoot/v1/actions/${warning}/undo`, { reason: "" })).status).toBe(200);
  const [row] = await rig.ctx.sql`select limited from accounts where id = ${una.id}`;
  expect(row).toEqual({ limited: true });
});

it("of one post everything goes, and of its author's others nothing", async () => {
  const una = await rig.person("unawren");
  const judge = async (word: string) => {
    const id = await rig.publish(una, "Buy this");
    const subject = { kind: "post", id };
    const flagged = { subject: rig.ctx.uris.post(id), category: "spam" };
    expect((await mo.post("/api/folkmoot/v1/signals", flagged)).status).toBe(201);
    const taken = await mo.post("/api/folkmoot/v1/actions", {
      kind: "warn",
      subject,
      category: "spam",
      facts: word,
    });
    expect(taken.status).toBe(201);
    await una.post(`/api/folkmoot/v1/decisions/${taken.body.id}/appeal`, { text: `${word} is no word` });
    await mo.post(`/api/folkmoot/v1/actions/${taken.body.id}/undo`, { reason: `${word} was a mistake` });
    return rig.ctx.uris.post(id);
  };
  const [erased, kept] = [await judge("ranarium"), await judge("rondure")];
  await enterSteps(rig.ctx, "wait");
  const saying = async (word: string) =>
    (await entries()).filter(({ secret }) => JSON.stringify(secret ?? "").includes(word)).length;
  expect([await saying("rondure"), await saying("ranarium")]).toEqual([4, 4]);
  await owner.post("/api/folkmoot/v1/ledger/erase", { about: erased, reason: "a court's order" });
  expect([await saying("rondure"), await saying("ranarium"), await saying(erased)]).toEqual([4, 0, 0]);
  expect(await saying(kept)).toBeGreaterThan(0);
  await owner.post("/api/folkmoot/v1/ledger/erase", { about: una.id, reason: "a court's order" });
  expect([await saying("rondure"), await saying(kept)]).toEqual([0, 0]);
  for (const word of ["ranarium", "rondure", erased, kept]) expect(await tablesWith(word), word).toEqual([]);
});

/** Where an account lives, and what it publishes: going from there is the deletion of the account, and no matter of moderation. */
const ownTables = new Set(["accounts", "posts", "post_versions", "search_documents"]);

/** The tables any of whose rows says something: text, JSON, or bytes. */
async function tablesWith(word: string): Promise<string[]> {
  const tables = await rig.ctx.sql<
    { name: string }[]
  >`select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`;
  const found: string[] = [];
  for (const { name } of tables) {
    if (ownTables.has(name)) continue;
    // What people sent themselves is theirs.
    const isOurs =
      name === "activities"
        ? rig.ctx.sql`where sender_id in (select id from accounts where kind = 'application')`
        : rig.ctx.sql``;
    const rows = await rig.ctx.sql`select to_jsonb(t) as row from ${rig.ctx.sql(name)} t ${isOurs}`;
    const texts = rows.map(({ row }) =>
      JSON.stringify(row).replace(/\\\\x([0-9a-f]+)/g, (_, hex: string) =>
        Buffer.from(hex, "hex").toString(),
      ),
    );
    if (texts.some((text) => text.includes(word))) found.push(name);
  }
  return found;
}
