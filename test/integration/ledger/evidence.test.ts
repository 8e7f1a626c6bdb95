import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateRawSync } from "node:zlib";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noteEvent } from "#moderation/cases/event.ts";
import { joinCase } from "#moderation/cases/join.ts";
import { enterKept } from "#moderation/evidence/enter-kept.ts";
import { readZip, writeZip } from "#moderation/evidence/export/zip.ts";
import { appendEntry } from "#moderation/ledger/append.ts";
import { commitTo } from "#moderation/ledger/commitment.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { canonicalize } from "#protocol/signing/jcs.ts";
import { type Cli, CommandFailed } from "#server/cli/cli.ts";
import { evidence } from "#server/cli/commands/evidence.ts";
import { ledger } from "#server/cli/commands/ledger.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let folder: string;
let file: string;
let zip: Buffer;
let caseId: string;
let mona: Person;
const SUBJECT = "https://spam.example/posts/1" as Iri;

beforeAll(async () => {
  rig = await createApiRig();
  mona = await rig.person("mona", { role: "moderator" });
  folder = mkdtempSync(path.join(tmpdir(), "folkmoot-evidence-"));
  file = path.join(folder, "case.zip");
  const ctx = moderationOf(rig.ctx);
  const picture = await rig.ctx.files.put(Buffer.from("a picture"), "jpg");
  caseId = await ctx.db.transaction(async (tx) => {
    const subject = { kind: "post", iri: SUBJECT, id: null, accountId: null } as const;
    const because = { report: ctx.ids.next(), server: "b.example" };
    const joined = await joinCase(ctx, tx, {
      subject,
      domain: "spam.example",
      category: "spam",
      severity: 2,
      because,
    });
    await noteEvent(ctx, tx, {
      caseId: joined.caseId,
      kind: "acted",
      by: mona.id,
      details: { action: "remove" },
    });
    const body = { subject: await commitTo(ctx, tx, SUBJECT), action: "remove" };
    await appendEntry(ctx, tx, "public", { kind: "action.taken", caseId: joined.caseId, body });
    const secret = { about: SUBJECT, content: { text: "what Ana wrote" } };
    await appendEntry(ctx, tx, "private", { kind: "report.text", caseId: joined.caseId, body: {}, secret });
    return joined.caseId;
  });
  const content = { html: "<p>Buy this</p>", title: "../../etc/passwd" };
  const [post, medium] = [ctx.ids.next(), ctx.ids.next()];
  const hash = hashOf(canonical(content));
  await rig.ctx
    .sql`insert into evidence (id, case_id, kind, iri, content, sha256, file, media_type, size, captured_at)
    values (${post}, ${caseId}, 'post', ${SUBJECT}, ${rig.ctx.sql.json(content)}, ${hash}, null, null, null, now()),
      (${medium}, ${caseId}, 'medium', 'https://spam.example/../../x.jpg', null, ${picture.slice(0, 64)}, ${picture},
        'image/jpeg', 9, now())`;
  await enterKept(ctx, ctx.db, caseId, [
    { id: post, kind: "post", sha256: hash },
    { id: medium, kind: "medium", sha256: picture.slice(0, 64) },
  ]);
  const [row] = await rig.ctx.sql<{ number: string }[]>`select number from cases where id = ${caseId}`;
  expect(await folkmoot("evidence", "export", String(row?.number), file)).toMatchObject({ status: 0 });
  zip = await readFile(file);
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
  await rig.close();
});

const hashOf = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function canonical(value: unknown): string {
  const written = canonicalize(value);
  return written.ok ? written.value : "";
}

async function folkmoot(...args: string[]): Promise<{ status: number; output: string }> {
  let output = "";
  const cli: Cli = {
    json: false,
    print: (_, text) => {
      output += text();
    },
    progress() {},
    config: () => rig.ctx.config,
    withNode: (use) => use(rig.node),
  };
  const program = new Command().exitOverride();
  for (const register of [ledger, evidence]) register(program, cli);
  try {
    await program.parseAsync(args, { from: "user" });
    return { status: 0, output };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { status: 1, output: error.message };
  }
}

function filesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const read = readZip(bytes);
  if (!read.ok) throw new Error(read.error.what);
  return read.value;
}

/** What `verify` says of an archive of these files. */
async function verify(bytes: Uint8Array): Promise<{ status: number; output: string }> {
  const changed = path.join(folder, "changed.zip");
  await writeFile(changed, bytes);
  return folkmoot("ledger", "verify", changed);
}

describe("an evidence export", () => {
  it("holds the case, what was reported and its records, and verifies without the node", async () => {
    const { status, output } = await folkmoot("ledger", "verify", file);
    expect(output).toContain("6 entries");
    expect(status).toBe(0);
    const files = filesOf(zip);
    expect([...files.keys()]).toEqual([
      "README.txt",
      "case.json",
      "evidence/index.json",
      "evidence/001-post.json",
      "evidence/002-medium.jpg",
      "records/timeline.txt",
      "records/private.jsonl",
      "records/public.jsonl",
      "records/opened.json",
      "manifest.json",
      "proofs/export.json",
      ...["private", "public"].flatMap((of) =>
        ["json", "checkpoint", "key"].map((kind) => `proofs/${of}.${kind}`),
      ),
    ]);
    expect(Buffer.from(files.get("evidence/002-medium.jpg") ?? []).toString()).toBe("a picture");
    const opened = JSON.parse(Buffer.from(files.get("records/opened.json") ?? []).toString());
    expect(opened).toMatchObject({
      commitments: [{ iri: SUBJECT }],
      secrets: [
        { ledger: "private", secret: { subject: SUBJECT } },
        { ledger: "private", secret: { text: "what Ana wrote" } },
      ],
    });
    expect(Buffer.from(files.get("records/public.jsonl") ?? []).toString()).toContain(
      opened.commitments[0].commitment,
    );
    expect(Buffer.from(files.get("README.txt") ?? []).toString()).toContain("HOW TO VERIFY IT");
  });

  it("verifies as a folder too, and not with a file more or another key", async () => {
    const unpacked = path.join(folder, "unpacked");
    for (const [name, bytes] of filesOf(zip)) {
      await mkdir(path.dirname(path.join(unpacked, name)), { recursive: true });
      await writeFile(path.join(unpacked, name), bytes);
    }
    expect(await folkmoot("ledger", "verify", unpacked)).toMatchObject({ status: 0 });
    const key = (await rig.request("GET", "/ledger/private/key")).body.trim();
    expect(await folkmoot("ledger", "verify", unpacked, "--key", key)).toMatchObject({ status: 0 });
    const other = (await rig.request("GET", "/ledger/public/key")).body.trim();
    expect((await folkmoot("ledger", "verify", unpacked, "--key", other)).output).toContain(
      "not the key that you trust",
    );
    await writeFile(path.join(unpacked, "more.txt"), "x");
    expect((await folkmoot("ledger", "verify", unpacked)).output).toContain("more.txt: It does not belong");
  });

  it("does not verify with any one byte changed", async () => {
    for (let at = 0; at < zip.length; at += 11) {
      const changed = Buffer.from(zip);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { status } = await verify(changed);
      if (status !== 1) expect.fail(`byte ${at}`);
    }
  }, 120_000);

  it("names the file that was changed, also when its checksum was made to fit", async () => {
    for (const [name, bytes] of filesOf(zip)) {
      const copy = Uint8Array.from(bytes);
      const at = Math.floor(copy.length / 2);
      copy[at] = (copy[at] ?? 0) ^ 1;
      const { status, output } = await verify(writeZip(new Map([...filesOf(zip), [name, copy]])));
      expect(status, name).toBe(1);
      expect(output).toContain(name.replace(/\.(json|checkpoint|key)$/, ""));
    }
  });

  it("does not verify with a manifest that was made to fit as well", async () => {
    const files = filesOf(zip);
    const text = Buffer.from(files.get("case.json") ?? [])
      .toString()
      .replace("spam.example", "good.example");
    files.set("case.json", Buffer.from(text));
    const manifest = JSON.parse(Buffer.from(files.get("manifest.json") ?? []).toString());
    manifest.files["case.json"] = { sha256: hashOf(text), bytes: Buffer.byteLength(text) };
    files.set("manifest.json", Buffer.from(canonical(manifest)));
    expect((await verify(writeZip(files))).output).toContain("manifest.json: It was changed");
  });

  it("is refused with words when it is hostile or no export", async () => {
    const of = (...names: string[]) => writeZip(new Map(names.map((name) => [name, Buffer.from("x")])));
    expect((await verify(of("../../etc/passwd"))).output).toContain("No export has a file of such a name");
    expect((await verify(of("/etc/passwd"))).output).toContain("No export has a file of such a name");
    expect((await verify(of("a\\b"))).output).toContain("No export has a file of such a name");
    const twice = of("a.txt", "b.txt");
    twice[twice.indexOf("b.txt")] = 97;
    expect((await verify(twice)).output).toContain("a.txt: It is there twice");
    const packed = of("a.txt");
    packed.writeUInt16LE(8, 8);
    expect((await verify(packed)).output).toContain("It is packed");
    const endless = of("a.txt");
    endless.writeUInt32LE(0xffffffff, 18);
    expect((await verify(endless)).output).toContain("It is cut off");
    expect((await verify(of(...Array.from({ length: 10_001 }, (_, n) => `${n}`)))).output).toContain(
      "more than 10000",
    );
    expect((await verify(Buffer.from("no archive"))).output).toContain("It is no archive of an export");
    expect((await verify(of("a.txt"))).output).toContain("manifest.json: It is missing");
    expect((await verify(zip.subarray(0, -1))).status).toBe(1);
  });

  it("is refused when it holds a link, is packed to grow, or has a million files", async () => {
    const link = writeZip(new Map([["a.txt", Buffer.from("/etc/passwd")]]));
    // The external attributes of a symbolic link, as Info-ZIP writes them (APPNOTE 4.4.15).
    link.writeUInt32LE(0xa1ff0000, link.lastIndexOf("a.txt") - 8);
    expect((await verify(link)).output).toContain("What stands around its files was changed");
    const small = deflateRawSync(Buffer.alloc(100_000_000));
    const bomb = writeZip(new Map([["a.txt", small]]));
    bomb.writeUInt16LE(8, 8);
    bomb.writeUInt32LE(100_000_000, 22);
    expect((await verify(bomb)).output).toContain("It is packed");
    const local = writeZip(new Map([["a", Buffer.alloc(0)]])).subarray(0, 30);
    const named = Array.from({ length: 1_000_000 }, (_, n) => {
      const header = Buffer.concat([local, Buffer.from(n.toString(36).padStart(4, "0"))]);
      header.writeUInt16LE(4, 26);
      return header;
    });
    const began = performance.now();
    expect((await verify(Buffer.concat(named))).output).toContain("more than 10000");
    expect(performance.now() - began).toBeLessThan(5_000);
  }, 60_000);

  it("is refused as a folder with a link in it, wherever that leads, and with more files than any has", async () => {
    const hostile = path.join(folder, "hostile");
    for (const target of ["/etc/passwd", "/dev/zero", ".."]) {
      await mkdir(path.join(hostile, "evidence"), { recursive: true });
      await writeFile(path.join(hostile, "manifest.json"), "{}");
      await symlink(target, path.join(hostile, "evidence", "001-medium.jpg"));
      const { status, output } = await folkmoot("ledger", "verify", hostile);
      expect([status, output]).toEqual([
        1,
        expect.stringContaining("evidence/001-medium.jpg is no plain file"),
      ]);
      await rm(hostile, { recursive: true });
    }
    await mkdir(hostile);
    await writeFile(path.join(hostile, "manifest.json"), "{}");
    const odd = path.join(hostile, "\u202Etxt.exe\u001b[2J");
    await symlink("/etc/passwd", odd);
    const { output } = await folkmoot("ledger", "verify", hostile);
    expect(output).toContain("\\u{202e}txt.exe\\u{1b}[2J");
    expect([output.includes("\u202E"), output.includes("\u001b")]).toEqual([false, false]);
    await rm(odd);
    for (let n = 0; n < 10_001; n += 500)
      await Promise.all(
        Array.from({ length: 501 }, (_, more) => writeFile(path.join(hostile, `${n + more}`), "")),
      );
    expect((await folkmoot("ledger", "verify", hostile)).output).toContain("larger than any export");
    await rm(hostile, { recursive: true });
  }, 60_000);

  it("does not verify where evidence was changed in the database after it was kept", async () => {
    const changed = { html: "<p>Buy that</p>" };
    const [before] = await rig.ctx.sql<{ content: object; sha256: string }[]>`
      select content, sha256 from evidence where kind = 'post'`;
    await rig.ctx
      .sql`update evidence set content = ${rig.ctx.sql.json(changed)}, sha256 = ${hashOf(canonical(changed))}
      where kind = 'post'`;
    const forged = path.join(folder, "forged.zip");
    expect(await folkmoot("evidence", "export", "1", forged)).toMatchObject({ status: 0 });
    const { status, output } = await folkmoot("ledger", "verify", forged);
    expect(status).toBe(1);
    expect(output).toContain("evidence/001-post.json: The ledger was not told of it when it was kept");
    await rig.ctx
      .sql`update evidence set content = ${rig.ctx.sql.json(before?.content as never)}, sha256 = ${before?.sha256 ?? ""}
      where kind = 'post'`;
  });

  it("is had by GET /api/folkmoot/v1/cases/:id/evidence, and that is on the record", async () => {
    const address = `/api/folkmoot/v1/cases/${caseId}/evidence`;
    const response = await fetch(`${rig.origin}${address}`, {
      headers: { authorization: `Bearer ${mona.token}` },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/zip");
    expect(await verify(Buffer.from(await response.arrayBuffer()))).toMatchObject({ status: 0 });
    const member = await rig.person("member");
    expect(await member.get(address)).toMatchObject({ status: 403 });
    expect(await mona.get(`/api/folkmoot/v1/cases/${mona.id}/evidence`)).toMatchObject({ status: 404 });
    const { output } = await folkmoot("ledger", "show", "--case", "1");
    expect(output.match(/evidence\.exported/g)).toHaveLength(3);
  });

  it("says what was erased on a legal request, and verifies all the same", async () => {
    const erased = await folkmoot("ledger", "erase", SUBJECT, "--reason", "a court's order");
    expect(erased).toMatchObject({ status: 0 });
    const later = path.join(folder, "later.zip");
    expect(await folkmoot("evidence", "export", "1", later)).toMatchObject({ status: 0 });
    expect(await folkmoot("ledger", "verify", later)).toMatchObject({ status: 0 });
    const opened = Buffer.from(filesOf(await readFile(later)).get("records/opened.json") ?? []).toString();
    expect(JSON.parse(opened)).toEqual({ commitments: [], secrets: [] });
    expect(await folkmoot("ledger", "verify")).toMatchObject({ status: 0 });
  });
});
