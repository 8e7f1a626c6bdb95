import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { type Ballot, type Commitment, isAsCommitted, verifyBallot } from "#protocol/moot/ballot.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import { writeDecision } from "#protocol/moot/decision.ts";
import { iri, makeMoot } from "#protocol/moot/fixtures/moot.ts";
import { verifyKeyProof } from "#protocol/moot/key-proof.ts";
import { exportMultikey, importPublicKey } from "#protocol/signing/keys.ts";
import { type JsonObject, readProofs, verifyProof } from "#protocol/signing/proofs.ts";
import { contentPolicy } from "#server/web/headers.ts";
import { trusteeScript, trusteeScripts } from "#server/web/trustees/scripts.ts";
import { chromiumInstalled, complaintsOf, launchBrowser } from "#test/support/browser.ts";

const ACCOUNT = iri("users/ana");
const PANEL = iri("moot/panels/7");
const PASSPHRASE = "correct horse battery staple";

/** Bare pages with what README.md says that the scripts need, and whatever is posted to them. */
function pages() {
  const app = new Hono();
  const posted: Record<string, string | string[]>[] = [];
  const served = { body: "" as string, record: "" };
  app.use(async (c, next) => {
    await next();
    if (c.res.headers.get("content-type")?.includes("html"))
      c.header("content-security-policy", contentPolicy({ scripts: true }));
  });
  app.route("/", trusteeScripts);
  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.get("/record", (c) => c.body(served.record, 200, { "content-type": "application/json" }));
  app.get("/:script{verify|keys|ballot}", (c) => {
    const script = trusteeScript(c.req.param("script") as "verify");
    return c.html(html`<!doctype html><html lang="en"><title>Test</title>
      <script type="module" src="${script}"></script>
      <main>${raw(served.body)}</main></html>`);
  });
  app.post("/posted", async (c) => {
    posted.push(Object.fromEntries(Object.entries(await c.req.parseBody({ all: true }))) as never);
    return c.html(html`<!doctype html><title>Posted</title><p id="done">Posted</p>`);
  });
  return { app, posted, served };
}

describe.skipIf(!chromiumInstalled())("a trustee's scripts, in a browser", () => {
  const { app, posted, served } = pages();
  let server: Server;
  let browser: Browser;
  let context: BrowserContext;
  let origin: string;
  const complaints: string[][] = [];

  beforeAll(async () => {
    server = createServer(getRequestListener(app.fetch));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
    context = await browser.newContext();
  });
  afterAll(async () => {
    // The browser itself says that one record is not there.
    expect(complaints.flat().filter((each) => !each.includes("404"))).toEqual([]);
    await browser?.close();
    server?.close();
  });

  async function show(script: "verify" | "keys" | "ballot", body: string, where = context): Promise<Page> {
    served.body = body;
    const page = await where.newPage();
    page.setDefaultTimeout(15_000);
    complaints.push(complaintsOf(page, new URL(origin).host));
    await page.goto(`${origin}/${script}`, { waitUntil: "networkidle" });
    return page;
  }

  const last = () => posted.at(-1) ?? {};
  const documentIn = () => JSON.parse(String(last().document)) as JsonObject;

  describe("on the page of a decision", () => {
    const body = `<div data-verify data-record="/record" data-button="Verify" data-busy="…"
      data-right="Right: {signers} of {size}, by {key}." data-wrong="Wrong: {reason}." data-unread="Unread."
      data-why-file="file" data-why-key="key" data-why-signatures="signatures" data-why-draw="draw" data-why-votes="votes"></div>`;

    async function verdict(record: string, more = ""): Promise<string> {
      served.record = record;
      const page = await show("verify", body.replace("data-verify", `data-verify ${more}`));
      await page.getByRole("button", { name: "Verify" }).click();
      await page.waitForSelector("[data-result]");
      const told = await page.getByRole("status").innerText();
      await page.close();
      return told;
    }

    it("say that its record is right, and by whose key, and that a changed one is wrong, and why", async () => {
      const moot = await makeMoot();
      const record = await moot.recordOf();
      const text = JSON.stringify(record);
      const key = exportMultikey(moot.node.publicKey);
      expect(await verdict(text)).toBe(`Right: 2 of 3, by ${key}.`);
      expect(await verdict(text, `data-node-key="${key}"`)).toBe(`Right: 2 of 3, by ${key}.`);
      const other = exportMultikey(moot.log.publicKey);
      expect(await verdict(text, `data-node-key="${other}"`)).toBe("Wrong: key.");
      expect(await verdict(text.replace("A slur", "A joke"))).toBe("Wrong: signatures.");
      expect(await verdict(text.replaceAll('"remove"', '"none"'))).toBe("Wrong: votes.");
      const members = moot.panel.members.toReversed();
      const redrawn = await moot.recordOf({ panel: { ...moot.panel, members } });
      expect(await verdict(JSON.stringify(redrawn))).toBe("Wrong: draw.");
      expect(await verdict(text.slice(1))).toBe("Wrong: file.");
    });

    it("say so where the record cannot be had", async () => {
      const page = await show("verify", body.replace('"/record"', '"/none"'));
      await page.getByRole("button").click();
      await page.waitForSelector("[data-result=unread]");
      expect(await page.getByRole("status").innerText()).toBe("Unread.");
      await page.close();
    });
  });

  let trustee = "";
  let recovery = "";

  const restore = `<form data-key-restore data-account="${ACCOUNT}" data-not-one="not-one" data-wrong-passphrase="wrong"
    data-other-key="other" data-no-file="no-file" data-busy="…" data-restored="restored" data-failed="failed">
    <input type="file" data-recovery-file><input type="password" data-passphrase><button>Restore</button></form>`;
  const status = () =>
    `<p data-key-status data-account="${ACCOUNT}" data-trustee="${trustee}" data-here="here" data-missing="missing"></p>`;

  it("make a key which shows nobody its bytes, and enrol it once its recovery file is saved", async () => {
    const page = await show(
      "keys",
      `<p data-without-keys>Let the node keep it.</p>
      <form method="post" action="/posted" data-with-keys data-key-enrolment data-account="${ACCOUNT}" data-too-short="too-short"
        data-not-the-same="not-the-same" data-busy="…" data-made="made" data-not-made="not-made" data-failed="failed">
        <input type="hidden" name="token" value="t1">
        <input type="password" data-passphrase aria-label="Passphrase">
        <input type="password" data-passphrase-again aria-label="Again">
        <button type="button" data-make-key>Make</button>
        <p data-recovery hidden><a data-recovery-link>Save</a></p>
        <button data-enrol disabled>Enrol</button></form>`,
    );
    expect(await page.locator("[data-without-keys]").isVisible()).toBe(false);
    const told = page.locator("[data-told]");
    const make = page.getByRole("button", { name: "Make" });
    await page.getByLabel("Passphrase").fill("short");
    await make.click();
    expect(await told.innerText()).toBe("too-short");
    await page.getByLabel("Passphrase").fill(PASSPHRASE);
    await page.getByLabel("Again").fill("something else entirely");
    await make.click();
    expect(await told.innerText()).toBe("not-the-same");
    await page.getByLabel("Again").fill(PASSPHRASE);
    await make.click();
    await page.waitForSelector("[data-about=made]");
    const enrol = page.getByRole("button", { name: "Enrol" });
    expect(await enrol.isDisabled()).toBe(true);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Save").click()]);
    const stream = await download.createReadStream();
    recovery = Buffer.concat(await stream.toArray()).toString("utf8");
    await enrol.click();
    await page.waitForSelector("#done");
    expect(Object.keys(last()).toSorted()).toEqual(["key", "proof", "token"]);
    trustee = String(last().key);
    const proof = JSON.parse(String(last().proof)) as JsonObject;
    expect(await verifyKeyProof(proof, { account: ACCOUNT, now: new Date() })).toMatchObject({
      ok: true,
      value: { attributedTo: trustee },
    });
    expect(recovery).not.toContain(PASSPHRASE);
    expect(JSON.parse(recovery)).toMatchObject({ key: trustee, kdf: { iterations: 600_000 } });
    await page.close();
  });

  it("leave the key to the node where the browser can make none", async () => {
    const old = await browser.newContext();
    await old.addInitScript(
      "crypto.subtle.generateKey = () => Promise.reject(new Error('NotSupportedError'))",
    );
    const body = "<p data-without-keys hidden>Let the node keep it.</p><form data-with-keys>Make one.</form>";
    const page = await show("keys", body, old);
    await page.getByText("Let the node keep it.").waitFor();
    expect(await page.getByText("Make one.").isVisible()).toBe(false);
    await old.close();
  });

  it("keep the key under the node's origin and the account, where no script can copy it", async () => {
    const page = await show("keys", status());
    await page.waitForSelector("[data-key-status=here]");
    // As text: what is evaluated in a page has other types than Node.
    const kept = await page.evaluate(`(async () => {
      const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
      const database = await done(indexedDB.open("folkmoot-trustee"));
      const store = database.transaction("keys").objectStore("keys");
      const [name] = await done(store.getAllKeys());
      const [{ privateKey }] = await done(store.getAll());
      const copies = ["pkcs8", "jwk"].map((format) => crypto.subtle.exportKey(format, privateKey));
      const outcomes = (await Promise.allSettled(copies)).map(({ status }) => status);
      return { name, extractable: privateKey.extractable, copies: outcomes };
    })()`);
    expect(kept).toEqual({
      name: `${origin} ${ACCOUNT} ${trustee}`,
      extractable: false,
      copies: ["rejected", "rejected"],
    });
    await page.close();
  });

  it("get the key back in another browser, with its file and its passphrase alone", async () => {
    const elsewhere = await browser.newContext();
    const page = await show("keys", status() + restore, elsewhere);
    await page.waitForSelector("[data-key-status=missing]");
    const attempt = async (file: string, passphrase: string) => {
      await page.locator("[data-recovery-file]").setInputFiles({
        name: "key.json",
        mimeType: "application/json",
        buffer: Buffer.from(file),
      });
      await page.locator("[data-passphrase]").fill(passphrase);
      await page.getByRole("button", { name: "Restore" }).click();
      const told = page.locator("[data-told]");
      await told.filter({ hasText: /[a-z]/ }).waitFor();
      const text = await told.innerText();
      await told.evaluate((element) => (element as unknown as { remove(): void }).remove());
      return text;
    };
    expect(await attempt(recovery, "wrong passphrase")).toBe("wrong");
    const file = JSON.parse(recovery) as { kdf: object };
    const cheap = JSON.stringify({ ...file, kdf: { ...file.kdf, iterations: 1 } });
    expect(await attempt(cheap, PASSPHRASE)).toBe("not-one");
    const another = exportMultikey((await makeMoot()).node.publicKey);
    expect(await attempt(JSON.stringify({ ...file, key: `did:key:${another}` }), PASSPHRASE)).toBe("wrong");
    expect(await attempt("{}", PASSPHRASE)).toBe("not-one");
    expect(await attempt(recovery, PASSPHRASE)).toBe("restored");
    await page.waitForSelector("[data-key-status=here]");
    await page.close();

    const voting = await show("ballot", ballot("final"), elsewhere);
    await voting.getByRole("button").click();
    await voting.waitForSelector("#done");
    expect(await verified("final")).toMatchObject({ ok: true });
    await elsewhere.close();
  });

  const words = ["no-key", "no-vote", "not-a-decision", "other-vote", "failed"]
    .map((name) => `data-${name}="${name}"`)
    .join(" ");
  const form = (stage: string, more: string, inputs = "") =>
    `<form method="post" action="/posted" data-ballot="${stage}" data-account="${ACCOUNT}" data-panel="${PANEL}"
      data-trustee="${trustee}" data-ballot-id="${iri(`moot/ballots/${stage}`)}" ${more} ${words}>
      <input type="hidden" name="token" value="t1">${inputs}<button>Send</button></form>`;
  const inputs = `<select name="verdict"><option>none</option><option selected>remove</option></select>
    <input name="days" value="7"><input type="checkbox" name="rules" value="${iri("rules/1")}" checked>
    <input type="checkbox" name="rules" value="${iri("rules/2")}">`;
  const ballot = (stage: string, more = "") => form(stage, more, stage === "reveal" ? "" : inputs);

  async function verified(stage: string) {
    const key = await importPublicKey(trustee);
    if (!key.ok) throw new Error(key.error.type);
    const read = await verifyBallot(documentIn(), { panel: PANEL, key: key.value, now: new Date() });
    if (read.ok)
      expect(read.value).toMatchObject({ stage, id: iri(`moot/ballots/${stage}`), keptBy: "trustee" });
    return read;
  }

  async function send(page: Page): Promise<void> {
    await page.getByRole("button").click();
    await page.waitForSelector("#done");
    await page.close();
  }

  it("commit to a vote which does not leave the browser, and then show it", async () => {
    const vote = { verdict: "remove", days: 7, rules: [iri("rules/1")] };
    await send(await show("ballot", ballot("commit")));
    expect(Object.keys(last()).toSorted()).toEqual(["document", "token"]);
    expect(JSON.stringify(last())).not.toContain("remove");
    const committed = await verified("commit");
    if (!committed.ok) throw new Error(committed.error.type);
    const commitment = committed.value as Commitment;

    // The first one may never have arrived: the same vote is committed to as before, and another one beside it.
    await send(await show("ballot", ballot("commit")));
    expect(documentIn()).toMatchObject({ commitment: commitment.commitment });
    await send(await show("ballot", ballot("commit").replace("<option selected>", "<option>")));
    expect(documentIn().commitment).not.toBe(commitment.commitment);

    await send(await show("ballot", ballot("reveal", `data-commitment="${commitment.commitment}"`)));
    const revealed = await verified("reveal");
    expect(revealed).toMatchObject({ ok: true, value: { vote } });
    expect(revealed.ok && isAsCommitted(revealed.value as Ballot, commitment)).toBe(true);

    const now = "2027-05-26T12:00:00Z";
    await send(await show("ballot", ballot("final", `data-now="${now}"`)));
    // By the node's clock, whatever this computer's says.
    expect(String(documentIn().published)).toMatch(/^2027-05-26T12:00:\d\dZ$/);
    expect(await verified("final")).toMatchObject({ ok: true, value: { vote } });
    expect(Object.keys(last()).toSorted()).toEqual(["document", "token"]);
  });

  it("say so where the vote or the key is in another browser, and send nothing", async () => {
    const before = posted.length;
    const page = await show("ballot", ballot("reveal").replaceAll(PANEL, iri("moot/panels/8")));
    await page.getByRole("button").click();
    await page.waitForSelector("[data-about=noVote]");
    expect(await page.getByRole("alert").innerText()).toBe("no-vote");
    await page.close();
    const elsewhere = await browser.newContext();
    const other = await show("ballot", ballot("commit"), elsewhere);
    await other.getByRole("button").click();
    await other.waitForSelector("[data-about=noKey]");
    await elsewhere.close();
    expect(posted.length).toBe(before);
  });

  it("sign a decision, and nothing that is none, is of another panel, or says that they voted otherwise", async () => {
    const moot = await makeMoot();
    const [first, ...others] = moot.decision.votes;
    if (first === undefined) throw new Error("no votes");
    const decision: Decision = {
      ...moot.decision,
      id: iri("moot/decisions/7") as Iri,
      votes: [{ ...first, trustee, keptBy: "trustee" }, ...others],
    };
    const escaped = (value: unknown) => JSON.stringify(value).replaceAll('"', "&quot;");
    const signing = (document: unknown, vote: unknown = first.vote) =>
      form("sign", `data-document="${escaped(document)}" data-vote="${escaped(vote)}"`);
    await send(await show("ballot", signing(writeDecision(decision))));
    const signed = documentIn();
    const proofs = readProofs(signed);
    const [proof] = proofs.ok ? proofs.value : [];
    const key = await importPublicKey(trustee);
    if (!proof?.ok || !key.ok) throw new Error("no proof");
    expect(await verifyProof(signed, proof.value, { key: key.value, now: new Date() })).toMatchObject({
      ok: true,
    });

    const before = posted.length;
    for (const [document, problem, vote] of [
      [{ type: "Note" }, "notADecision"],
      [{ ...writeDecision(decision), panel: iri("moot/panels/8") }, "notADecision"],
      [writeDecision(moot.decision), "otherVote"],
      [writeDecision(decision), "otherVote", { verdict: "none", days: null, rules: [] }],
    ] as const) {
      const page = await show("ballot", signing(document, vote));
      await page.getByRole("button").click();
      await page.waitForSelector(`[data-about=${problem}]`);
      await page.close();
    }
    expect(posted.length).toBe(before);
  });
});
