import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sweepSubmissions } from "#server/submissions/rate.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

const clock = createFakeClock();
let rig: ApiRig;
let bad: Person;
let mona: Person;
let post: string;
beforeAll(async () => {
  rig = await createApiRig({}, { clock });
  bad = await rig.person("bad");
  mona = await rig.person("mona", { role: "moderator" });
  post = await rig.publish(bad, "Rude words");
}, 60_000);
afterAll(() => rig.close());

const call = (path: string, body: object = {}) => rig.request("POST", path, { body });
/** A form, with the work that a browser would do. */
async function form(): Promise<{ token: string; work: string }> {
  const { body } = await call("/api/folkmoot/v1/submissions/form");
  for (let tried = 0; ; tried++) {
    const digest = createHash("sha256").update(`${body.token}:${tried}`).digest();
    if (digest.readUInt32BE(0) >>> (32 - body.difficulty) === 0)
      return { token: body.token, work: String(tried) };
  }
}
/** Begins to send a form, and goes on when it is told to. */
function slowly(at: string): { end(): void } {
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const sending = httpRequest(new URL(at, rig.origin), { method: "POST", headers });
  sending.on("error", () => undefined);
  sending.write('--x\r\ncontent-disposition: form-data; name="files"; filename="a.png"\r\n\r\n');
  return { end: () => sending.destroy() };
}
const url = () => rig.ctx.uris.postPage("bad", post);
const said = () => ({ url: url(), category: "harassment", text: "They insult me" });
const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from("rest")]);
/** A report with files, as a form. */
function withFiles(fields: Record<string, string>, files: { name: string; bytes: Buffer }[]) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  for (const { name, bytes } of files) body.append("files[]", new File([new Uint8Array(bytes)], name));
  return rig.request("POST", "/api/folkmoot/v1/submissions", { body });
}

describe("a report by somebody without an account", () => {
  it("makes a case with its files, answers with a receipt, and keeps nothing that leads to its sender", async () => {
    const files = [{ name: "../../\u202eevil<.png", bytes: png }];
    const sent = await withFiles({ ...said(), ...(await form()) }, files);
    expect(sent.status).toBe(201);
    const { receipt } = sent.body;
    expect(receipt).toMatch(/^(\w{4}-){6}\w{4}$/);
    const [kept] = await rig.ctx.sql<{ id: string; caseId: string; reporter: null }[]>`
      select r.id, r.case_id as "caseId", r.reporter_id as reporter, r.topic, r.comment from reports r
      join submissions s on s.report_id = r.id`;
    expect(kept).toMatchObject({ reporter: null, topic: "harassment", comment: "They insult me" });
    const evidence = await rig.ctx.sql<{ file: string }[]>`
      select kind, content, media_type as type, file from evidence where case_id = ${kept?.caseId as string} and kind = 'file'`;
    expect(evidence).toMatchObject([{ kind: "file", content: { name: "evil.png" }, type: "image/png" }]);
    // The file is in the store, and is shown to nobody.
    const file = evidence[0]?.file as string;
    expect(await rig.ctx.files.size(file)).toBe(12);
    expect((await rig.request("GET", `/files/${file.slice(0, 2)}/${file}`)).status).toBe(404);
    // No address, and not the receipt, in any table of the node.
    const dump = JSON.stringify([
      await rig.ctx.sql`select * from submissions`,
      await rig.ctx.sql`select * from submission_rates`,
      await rig.ctx.sql`select * from used_forms`,
      await rig.ctx.sql`select * from reports`,
    ]);
    for (const trace of ["127.0.0.1", "::1", receipt, receipt.replaceAll("-", "")])
      expect(dump).not.toContain(trace);
    // Mastodon's admin API shows it, in the node's name.
    const { body } = await mona.get(`/api/v1/admin/reports/${kept?.id}`);
    expect(body).toMatchObject({ comment: "They insult me", target_account: { id: bad.id } });
    expect(body.account).not.toBeNull();
  });

  it("is looked up by its receipt, talked about, and answered", async () => {
    const { receipt } = (await call("/api/folkmoot/v1/submissions", { ...said(), ...(await form()) })).body;
    const look = (code = receipt) => call("/api/folkmoot/v1/submissions/lookup", { receipt: code });
    expect((await look()).body).toMatchObject({ state: "open", outcome: null, messages: [] });
    expect((await look(receipt.toLowerCase().replaceAll("-", ""))).status).toBe(200);
    const last = receipt.endsWith("2") ? "3" : "2";
    for (const wrong of [`${receipt.slice(0, -1)}${last}`, "", "x".repeat(150)]) {
      const answer = await look(wrong);
      expect([answer.status, answer.body.error]).toEqual([404, "Record not found"]);
    }
    expect(
      (await call("/api/folkmoot/v1/submissions/messages", { receipt, text: "There is more" })).status,
    ).toBe(201);
    const { id } = (await look()).body;
    const desk = `/api/folkmoot/v1/reports/${id}/messages`;
    expect((await mona.get(desk)).body).toMatchObject([{ from: "reporter", text: "There is more" }]);
    expect((await bad.get(desk)).status).toBe(403);
    expect((await mona.post(desk, { text: "Where?\u202e" })).status).toBe(201);
    await mona.post(`/api/v1/admin/reports/${id}/resolve`);
    const { body } = await look();
    expect(body).toMatchObject({
      state: "closed",
      outcome: { acted: false, rules: [] },
      messages: [{ from: "reporter" }, { from: "moderators", text: "Where?" }],
    });
    expect(JSON.stringify(body)).not.toContain(mona.id);
    const german = await rig.request("POST", "/api/folkmoot/v1/submissions/lookup", {
      body: { receipt },
      headers: { "accept-language": "de-AT, en;q=0.5" },
    });
    expect(german.body.outcome.text).toContain("Die Moderation hat sie sich angesehen");
  });

  it("takes each form once, in time, and with work done for it or some seconds of patience", async () => {
    const first = await form();
    expect((await call("/api/folkmoot/v1/submissions", { ...said(), ...first })).status).toBe(201);
    expect((await call("/api/folkmoot/v1/submissions", { ...said(), ...first })).body.error).toContain(
      "sent before",
    );
    const { token } = (await call("/api/folkmoot/v1/submissions/form")).body;
    expect((await call("/api/folkmoot/v1/submissions", { ...said(), token })).body.error).toContain(
      "too soon",
    );
    expect(
      (await call("/api/folkmoot/v1/submissions", { ...said(), token, work: "nothing" })).body.error,
    ).toContain("too soon");
    clock.advance(11_000);
    expect((await call("/api/folkmoot/v1/submissions", { ...said(), token })).status).toBe(201);
    const old = await form();
    clock.advance(2 * 3_600_000 + 1);
    expect((await call("/api/folkmoot/v1/submissions", { ...said(), ...old })).body.error).toContain(
      "too old",
    );
    expect((await call("/api/folkmoot/v1/submissions", { ...said(), token: "1.2.3" })).body.error).toContain(
      "not one of this server's",
    );
  });

  it("refuses what it cannot take", async () => {
    const base = { ...said(), ...(await form()) };
    const refused = async (more: object) =>
      (await call("/api/folkmoot/v1/submissions", { ...base, ...more })).status;
    expect(await refused({ text: "x".repeat(5_001) })).toBe(422);
    expect(await refused({ category: "ugly" })).toBe(422);
    for (const nowhere of ["javascript:alert(1)", "http://localhost:1/@nobody", "bad", `${url()}0`])
      expect(await refused({ url: nowhere })).toBe(422);
    const html = Buffer.from("\u0001<script>");
    expect((await withFiles(base, [{ name: "a.txt", bytes: html }])).status).toBe(422);
    expect((await withFiles(base, Array(5).fill({ name: "a.png", bytes: png }))).status).toBe(422);
    expect(await refused({ files: [{ name: "a.png" }] })).toBe(422);
    expect(await refused({ padding: "x".repeat(1_100_000) })).toBe(413);
  });

  it("takes files as large as the page does, on the disk, and removes what it does not take", async () => {
    const large = Buffer.concat([png, Buffer.alloc(8 * 1_048_576 - png.byteLength)]);
    const base = { ...said(), ...(await form()) };
    const larger = Buffer.concat([large, Buffer.from("x")]);
    expect((await withFiles(base, [{ name: "a.png", bytes: larger }])).status).toBe(413);
    const text = Buffer.from("Grüße, ".repeat(100_000));
    const files = [large, large.subarray(1), png, text];
    const refused = await withFiles(
      base,
      files.map((bytes) => ({ name: "a", bytes })),
    );
    expect([refused.status, refused.body.error]).toEqual([422, expect.stringContaining("pictures, PDFs")]);
    const fine = [large, text, png].map((bytes) => ({ name: "a", bytes }));
    expect((await withFiles(base, fine)).status).toBe(201);
    const kept = await rig.ctx.sql<{ size: number; type: string }[]>`
      select size::int, media_type as type from evidence where kind = 'file' and case_id = (
        select r.case_id from reports r join submissions s on s.report_id = r.id order by s.created_at desc, r.id desc limit 1)
      and sha256 <> ${createHash("sha256").update(png).digest("hex")} order by size desc`;
    expect(kept).toMatchObject([
      { size: large.byteLength, type: "image/png" },
      { size: text.byteLength, type: "text/plain" },
    ]);
    expect(await readdir(path.join(rig.node.config.dataDir, "work")).catch(() => [])).toEqual([]);
  });

  it("comes with three files at a time from one network, however slowly, and keeps nobody else from theirs", async () => {
    const slow = Array.from({ length: 3 }, () => slowly("/api/folkmoot/v1/submissions"));
    await expect
      .poll(() => readdir(path.join(rig.node.config.dataDir, "work")).catch(() => []))
      .toHaveLength(3);
    const base = { ...said(), ...(await form()) };
    expect((await withFiles(base, [{ name: "a.png", bytes: png }])).status).toBe(429);
    // What has no files does not wait.
    expect((await call("/api/folkmoot/v1/submissions", base)).status).toBe(201);
    for (const { end } of slow) end();
    await expect.poll(() => readdir(path.join(rig.node.config.dataDir, "work")).catch(() => [])).toEqual([]);
    expect((await withFiles({ ...said(), ...(await form()) }, [{ name: "a.png", bytes: png }])).status).toBe(
      201,
    );
  });

  it("brings twenty files a day from one network, and is taken without more", async () => {
    clock.advance(86_400_000);
    const send = async (files: number) =>
      withFiles({ ...said(), ...(await form()) }, Array(files).fill({ name: "a.png", bytes: png }));
    for (let at = 0; at < 5; at++) expect((await send(4)).status).toBe(201);
    const more = await send(1);
    expect([more.status, more.body.error]).toEqual([429, expect.stringContaining("without files")]);
    expect((await call("/api/folkmoot/v1/submissions", { ...said(), ...(await form()) })).status).toBe(201);
  });

  it("has an end from one network, sooner without work", async () => {
    const day = 86_400_000;
    clock.advance(day);
    const send = async () => {
      const { token } = (await call("/api/folkmoot/v1/submissions/form")).body;
      clock.advance(11_000);
      return (await call("/api/folkmoot/v1/submissions", { ...said(), token })).status;
    };
    const statuses: number[] = [];
    for (let at = 0; at < 6; at++) statuses.push(await send());
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
    // The key that networks are counted under is forgotten with its day.
    clock.advance(day);
    await sweepSubmissions(rig.ctx);
    expect(await rig.ctx.sql`select from node_secrets where purpose like 'submissions of %'`).toHaveLength(0);
    expect(await rig.ctx.sql`select from submission_rates`).toHaveLength(0);
  });
});

describe("somebody with an account", () => {
  it("sees their own reports, and writes to the moderators about them", async () => {
    const [ana, other] = [await rig.person("ana"), await rig.person("other")];
    const { id } = (await ana.post("/api/v1/reports", { account_id: bad.id, comment: "Rude" })).body;
    expect((await ana.get("/api/folkmoot/v1/my/reports")).body).toMatchObject([
      { id, comment: "Rude", state: "open" },
    ]);
    expect((await other.get("/api/folkmoot/v1/my/reports")).body).toEqual([]);
    const mine = `/api/folkmoot/v1/my/reports/${id}`;
    expect((await other.get(mine)).status).toBe(404);
    expect((await ana.post(`${mine}/messages`, { text: "Look soon" })).status).toBe(201);
    expect((await other.post(`${mine}/messages`, { text: "Me too" })).status).toBe(404);
    expect((await mona.post(`/api/folkmoot/v1/reports/${id}/messages`, { text: "We do" })).status).toBe(201);
    expect((await ana.get(mine)).body.messages).toMatchObject([{ text: "Look soon" }, { text: "We do" }]);
    await rig.node.settle();
    const { body } = await ana.get("/api/v1/notifications?types[]=mention");
    expect(body[0].status.content).toContain("We do");
  });
});
