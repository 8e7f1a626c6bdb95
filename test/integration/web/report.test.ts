import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languages } from "#server/web/messages/languages.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

const clock = createFakeClock();
const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from("rest")]);

let rig: ApiRig;
let bad: Person;
let mona: Person;
let about: string;
beforeAll(async () => {
  rig = await createApiRig({}, { clock });
  bad = await rig.person("bad");
  mona = await rig.person("mona", { role: "moderator" });
  about = rig.ctx.uris.postPage("bad", await rig.publish(bad, "Rude words"));
}, 60_000);
afterAll(() => rig.close());

async function read(at: string, init: RequestInit = {}) {
  const response = await fetch(new URL(at, rig.origin), {
    ...init,
    headers: { accept: "text/html", ...init.headers },
  });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

const tokenIn = (html: string) => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
const receiptIn = (html: string) => /<strong>((?:\w{4}-){6}\w{4})<\/strong>/.exec(html)?.[1] ?? "";

function sent(fields: Record<string, string>, files: Buffer[] = []) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const file of files) form.append("files", new File([new Uint8Array(file)], "seen.png"));
  return read("/report", { method: "POST", body: form });
}

const lookUp = (fields: Record<string, string>) =>
  read("/report/look-up", { method: "POST", body: new URLSearchParams(fields) });

function workFor(token: string): string {
  for (let tried = 0; ; tried++) {
    const digest = createHash("sha256").update(`${token}:${tried}`).digest();
    if (digest.readUInt32BE(0) >>> 15 === 0) return String(tried);
  }
}

describe("a report by a page, without an account and without scripts", () => {
  it("is taken after some seconds, with what was written kept meanwhile, and answered with a code that is shown once", async () => {
    const page = await read(`/report?about=${encodeURIComponent(about)}`);
    expect([page.status, page.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(page.html).toContain(`value="${about}"`);
    const token = tokenIn(page.html);
    const fields = { token, url: about, category: "harassment", text: "They <insult> me" };
    const early = await sent(fields);
    expect([early.status, tokenIn(early.html)]).toEqual([422, token]);
    expect(early.html).toContain("Please wait a few seconds");
    expect(early.html).toContain("They &lt;insult&gt; me");
    clock.advance(11_000);
    const taken = await sent(fields, [png]);
    expect(taken.status).toBe(200);
    const receipt = receiptIn(taken.html);
    expect(receipt).not.toBe("");
    const again = await sent(fields);
    expect([again.status, receiptIn(again.html)]).toEqual([422, ""]);
    expect(tokenIn(again.html)).not.toBe(token);

    const { body } = await mona.get("/api/folkmoot/v1/cases");
    const file = await mona.get(`/api/folkmoot/v1/cases/${body.cases[0].id}`);
    expect(file.body.reports).toMatchObject([{ comment: "They <insult> me", account: null }]);
    expect(file.body.evidence.map((each: { kind: string }) => each.kind)).toContain("file");

    const found = await lookUp({ receipt: receipt.toLowerCase() });
    expect(found.html).toContain("waits for a moderator");
    await lookUp({ receipt, text: "There is more" });
    const [report] = file.body.reports;
    const messages = `/api/folkmoot/v1/reports/${report.id}/messages`;
    expect((await mona.get(messages)).body).toMatchObject([{ from: "reporter", text: "There is more" }]);
    await mona.post(messages, { text: "What <more>?" });
    const close = { version: file.body.version, state: "dismissed" };
    expect((await mona.post(`/api/folkmoot/v1/cases/${file.body.id}/close`, close)).status).toBe(200);
    const after = await lookUp({ receipt });
    expect(after.html).toContain("What &lt;more&gt;?");
    expect(after.html).toContain("found nothing to act on");
    expect(after.html).not.toContain("mona");
  });

  it("need not wait where the browser did some work, and needs no words", async () => {
    const token = tokenIn((await read("/report")).html);
    const fields = { token, work: workFor(token), url: about, category: "spam", text: "" };
    expect(receiptIn((await sent(fields)).html)).not.toBe("");
  });
});

describe("a report by a page that cannot be taken", () => {
  it.each([
    [{ url: "https://nowhere.invalid/1" }, "not an address that we can find"],
    [{ category: "nonsense" }, "Choose what is wrong"],
    [{ text: "x".repeat(5_001) }, "longer than 5000"],
    [{ token: "made.up.token" }, "sent already"],
  ])("says what to put right: %j", async (changed, words) => {
    const token = tokenIn((await read("/report")).html);
    const fields = { token, work: workFor(token), url: about, category: "spam", text: "x", ...changed };
    const { status, html } = await sent(fields);
    expect(status).toBe(422);
    expect(html.replaceAll(",", "")).toContain(words);
  });

  it("is of another kind than pictures, PDFs and texts, too many files, too large, or from another site", async () => {
    const token = tokenIn((await read("/report")).html);
    const fields = { token, work: workFor(token), url: about, category: "spam", text: "x" };
    expect((await sent(fields, [Buffer.from([0, 1, 2])])).html).toContain("of a kind that is not taken");
    expect((await sent(fields, [png, png, png, png, png])).html).toContain("more files than 4");
    const wrong = { ...fields, category: "nonsense" };
    expect((await sent(wrong, [png])).html).toContain("Choose your files again");
    expect((await sent(wrong)).html).not.toContain("Choose your files again");
    const large = Buffer.concat([png, Buffer.alloc(8 * 1_048_576)]);
    expect((await sent(fields, [large])).html).toContain("larger than it may be");
    expect((await sent(fields, [large])).html).toContain(`value="${about}"`);
    const larger = Buffer.concat([png, Buffer.alloc(33 * 1_048_576)]);
    expect((await sent(fields, [larger])).html).toContain("larger than it may be");
    expect((await sent(fields, Array(9).fill(png))).html).toContain("more files than 4");
    const foreign = await read("/report", {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(foreign.status).toBe(403);
  });

  it("is no form, or the half of one: nothing breaks, and the form is there again", async () => {
    for (const body of [
      "",
      "--x\r\n",
      '--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nhalf of',
      "{}",
    ]) {
      const headers = { "content-type": "multipart/form-data; boundary=x" };
      const { status, html } = await read("/report", { method: "POST", body, headers });
      expect([status, tokenIn(html) !== ""]).toEqual([400, true]);
      expect(html).toContain("did not arrive whole");
    }
    const plain = await read("/report", {
      method: "POST",
      body: "x",
      headers: { "content-type": "text/plain" },
    });
    expect(plain.status).toBe(400);
    expect(await readdir(path.join(rig.node.config.dataDir, "work")).catch(() => [])).toEqual([]);
  });

  it("comes while three others come slowly from the same network: it is told to come again, and others are not held up", async () => {
    const work = path.join(rig.node.config.dataDir, "work");
    const slow = Array.from({ length: 3 }, () => {
      const headers = { "content-type": "multipart/form-data; boundary=x" };
      const sending = httpRequest(new URL("/report", rig.origin), { method: "POST", headers });
      sending.on("error", () => undefined).write("--x\r\n");
      return sending;
    });
    await expect.poll(() => readdir(work).catch(() => [])).toHaveLength(3);
    const token = tokenIn((await read("/report")).html);
    const fields = { token, work: workFor(token), url: about, category: "spam", text: "x" };
    const waits = await sent(fields);
    expect([waits.status, waits.html.includes("try again in a minute")]).toEqual([429, true]);
    for (const sending of slow) sending.destroy();
    await expect.poll(() => readdir(work).catch(() => [])).toEqual([]);
    expect(receiptIn((await sent(fields)).html)).not.toBe("");
  });

  it("has a code that nobody has, at most so often", async () => {
    const unknown = await lookUp({ receipt: "0000-0000-0000-0000-0000-0000-0000" });
    expect([unknown.status, unknown.html.includes("no report with this code")]).toEqual([404, true]);
    let status = 404;
    for (let tries = 0; tries < 100 && status !== 429; tries++) ({ status } = await lookUp({ receipt: "x" }));
    expect(status).toBe(429);
  });
});

it("answers in the language in which it was asked, and leads away from no code", async () => {
  const page = await read("/report?lang=de");
  const action = /action="([^"]+)"/.exec(page.html)?.[1] ?? "";
  const token = tokenIn(page.html);
  const form = new FormData();
  const fields = { token, work: workFor(token), url: about, category: "spam", text: "" };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const taken = await read(action, { method: "POST", body: form });
  expect(taken.html).toContain('<html lang="de"');
  expect(receiptIn(taken.html)).not.toBe("");
  expect(taken.html).not.toContain("hreflang");
});

it("the pages are there in every language, and posts and profiles lead to them", async () => {
  for (const lang of languages)
    for (const at of ["/report", "/report/look-up"])
      expect((await read(`${at}?lang=${lang}`)).html).toContain(`<html lang="${lang}"`);
  expect((await read("/report?lang=ar")).html).toContain('dir="rtl"');
  for (const at of [new URL(about).pathname, "/@bad"])
    expect((await read(at)).html).toContain("/report?about=");
});
