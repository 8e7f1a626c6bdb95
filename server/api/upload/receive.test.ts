import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { mountSmallDisk } from "#test/support/small-disk.ts";
import type { Refusal } from "../refusal.ts";
import { receiveUpload } from "./receive.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "folkmoot-receive-"));
});
afterEach(() => rm(folder, { recursive: true }));

const limits = { maxFileBytes: 100_000, maxFiles: 2 };
const address = "http://localhost/api/v2/media";

function formOf(parts: Record<string, string | Uint8Array<ArrayBuffer>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts))
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([value]), "x.png");
  return form;
}

const receive = (request: Request, given = limits) => receiveUpload(request, folder, given);
/** As bytes: a form that is cancelled while it is read is a failure of nobody's. */
async function post(form: FormData): Promise<Request> {
  const whole = new Response(form);
  const headers = { "content-type": whole.headers.get("content-type") ?? "" };
  return new Request(address, { method: "POST", headers, body: await whole.arrayBuffer() });
}

/** A body that comes in pieces without an end that is known, as chunked transfer coding is. */
function chunked(pieces: AsyncIterable<Uint8Array>): Request {
  return new Request(address, {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=cut" },
    body: ReadableStream.from(pieces) as never,
    duplex: "half",
  } as RequestInit);
}

const head = (name: string) =>
  Buffer.from(`--cut\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\n`);

async function refused(request: Request): Promise<Refusal> {
  return receive(request).then(
    () => Promise.reject(new Error("it was taken")),
    (error: Refusal) => error,
  );
}

it("writes files to disk and answers their size and hash, beside the form's other fields", async () => {
  const bytes = new Uint8Array(randomBytes(70_000));
  const { fields, files } = await receive(
    await post(formOf({ description: "Ünïcode", "captions[0]": "x", file: bytes, thumbnail: bytes })),
  );
  expect(fields).toEqual([
    ["description", "Ünïcode"],
    ["captions[0]", "x"],
  ]);
  expect(files.file).toMatchObject({
    size: 70_000,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  expect(await readFile(files.file?.path ?? "")).toEqual(Buffer.from(bytes));
  expect(files.thumbnail?.path).not.toBe(files.file?.path);
});

it("takes a file of exactly the most bytes", async () => {
  const { files } = await receive(await post(formOf({ file: new Uint8Array(100_000) })));
  expect(files.file?.size).toBe(100_000);
});

it("takes no file of one byte more", async () => {
  expect(await refused(await post(formOf({ file: new Uint8Array(100_001) })))).toMatchObject({ status: 413 });
});

it("names an empty file, which is for its taker to refuse", async () => {
  const { files } = await receive(await post(formOf({ file: new Uint8Array(0) })));
  expect(files.file?.size).toBe(0);
});

it("refuses by Content-Length before it reads, and writes nothing", async () => {
  const request = new Request(address, {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=cut", "content-length": "99999999" },
    body: "--cut",
  });
  expect(await refused(request)).toMatchObject({ status: 413, headers: { connection: "close" } });
  expect(await readdir(folder)).toEqual([]);
});

it("stops reading an endless file soon after it has become too large", async () => {
  let sent = 0;
  async function* endless() {
    yield head("file");
    for (;;) {
      sent += 50_000;
      yield new Uint8Array(50_000);
    }
  }
  expect(await refused(chunked(endless()))).toMatchObject({ status: 413 });
  expect(sent).toBeLessThan(1_000_000);
  for (const name of await readdir(folder))
    expect((await stat(join(folder, name))).size).toBeLessThan(200_000);
});

const disk = await mountSmallDisk(join(tmpdir(), `folkmoot-receive-disk-${process.pid}`), 200_000_000);
if (disk === null) process.stderr.write("skipped: no file system can be mounted here\n");
afterAll(() => disk?.unmount());

it.skipIf(disk === null)("stops long before the disk is full, however much comes", async () => {
  async function* endless() {
    yield head("file");
    for (;;) yield new Uint8Array(1_000_000);
  }
  const much = { maxFileBytes: 500_000_000, maxFiles: 1 };
  const refusal = await receiveUpload(chunked(endless()), disk?.folder ?? "", much).catch((error) => error);
  expect(refusal).toMatchObject({ status: 507 });
  const [name = ""] = await readdir(disk?.folder ?? "");
  expect((await stat(join(disk?.folder ?? "", name))).size).toBeLessThan(100_000_000);
});

it("stops reading endless text around files", async () => {
  async function* preamble() {
    for (;;) yield new Uint8Array(50_000).fill(97);
  }
  expect(await refused(chunked(preamble()))).toMatchObject({ status: 413 });
});

it("refuses a body that ends in the middle of a file", async () => {
  async function* half() {
    yield head("file");
    yield new Uint8Array(10_000);
  }
  expect(await refused(chunked(half()))).toMatchObject({ status: 400 });
});

it("refuses when its sender goes away", async () => {
  async function* gone() {
    yield head("file");
    yield new Uint8Array(10_000);
    throw new Error("aborted");
  }
  expect(await refused(chunked(gone()))).toMatchObject({ status: 400 });
});

it("refuses more files than there may be", async () => {
  const three = formOf({ a: new Uint8Array(1), b: new Uint8Array(1), c: new Uint8Array(1) });
  expect(await refused(await post(three))).toMatchObject({ status: 422 });
});

it("refuses a field that is too long", async () => {
  expect(await refused(await post(formOf({ description: "x".repeat(70_000) })))).toMatchObject({
    status: 413,
  });
});

it("refuses what is no form", async () => {
  const request = new Request(address, {
    method: "POST",
    headers: { "content-type": "multipart/form-data" },
    body: "hello",
  });
  expect(await refused(request)).toMatchObject({ status: 400 });
});
