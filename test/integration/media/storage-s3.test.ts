import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MediaStore } from "#media/storage/port.ts";
import { createS3Store, type S3Settings } from "#media/storage/s3.ts";
import { type Relay, startRelay } from "#test/support/relay.ts";
import { s3Installed, startS3, type TestS3 } from "#test/support/s3.ts";
import { nameOf, namesIn, storageContract } from "./storage.contract.ts";

const installed = s3Installed();
if (!installed)
  process.stdout.write(
    "Media on S3 are not tested: swift-proxy and its servers, or memcached, are missing.\n",
  );

const base = {
  region: "us-east-1",
  accessKeyId: "test:tester",
  secretAccessKey: "testing",
  pathStyle: true,
  publicUrl: undefined,
  signedSeconds: 600,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "folkmoot-s3-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe.runIf(installed)("files on S3", () => {
  let s3: TestS3;
  let relay: Relay;
  let client: S3Client;
  let broken: MediaStore;
  const settings = (changes: Partial<S3Settings> = {}): S3Settings => ({
    ...base,
    endpoint: s3.endpoint,
    bucket: "media",
    prefix: "one/two",
    ...changes,
  });

  beforeAll(async () => {
    s3 = await startS3();
    relay = await startRelay(Number(new URL(s3.endpoint).port));
    const { endpoint, region, accessKeyId, secretAccessKey } = s3;
    client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
    await client.send(new CreateBucketCommand({ Bucket: "media" }));
    broken = await createS3Store(settings({ endpoint: `http://127.0.0.1:${relay.port}` }));
  }, 120_000);
  afterAll(async () => {
    await relay?.close();
    await s3?.stop();
  });

  // Fewer, as each is some requests to four processes; pages that are shorter still.
  storageContract(() => createS3Store(settings(), { page: 50 }), {
    many: 120,
    openStreams: async () =>
      process.getActiveResourcesInfo().filter((resource) => resource === "TCPSocketWrap").length,
  });

  it("keeps nothing under a name that the bytes do not make", async () => {
    const store = await createS3Store(settings());
    const bytes = randomBytes(100_000);
    const path = join(folder, "truncated");
    await writeFile(path, bytes.subarray(0, 60_000));
    const name = nameOf(bytes, "mp4");
    await expect(store.putFile(name, path)).rejects.toThrow(TypeError);
    expect(await store.size(name)).toBeNull();
  });

  it("sends again what was cut off on the way, and keeps no half of it", async () => {
    const bytes = randomBytes(3_000_000);
    const path = join(folder, "cut");
    await writeFile(path, bytes);
    const name = nameOf(bytes, "webm");
    await broken.size(name);
    relay.cut("up", 1_000_000, 1);
    await broken.putFile(name, path);
    expect(await broken.size(name)).toBe(3_000_000);
    relay.cut("down", 1_000_000, 1);
    expect(Buffer.from((await broken.read(name)) ?? []).equals(bytes)).toBe(true);
    relay.cut("down", 1_000_000, 1);
    expect(await broken.copyTo(name, join(folder, "whole"))).toBe(true);
    await broken.remove(name);
  });

  it("gives up when it is cut off again and again, and leaves nothing", async () => {
    const bytes = randomBytes(3_000_000);
    const path = join(folder, "cut often");
    await writeFile(path, bytes);
    const name = nameOf(bytes, "webm");
    relay.cut("up", 1_000_000, 100);
    const gone = expect.objectContaining({ name: "MediaStoreError", reason: "unreachable" });
    await expect(broken.putFile(name, path)).rejects.toEqual(gone);
    relay.cut("down", 0, 0);
    expect(await namesIn(broken)).toEqual([]);
    expect(await readdir(folder)).toContain("cut often");
  }, 30_000);

  it("signs addresses under which anybody reads a file for a while, and nobody without", async () => {
    const store = await createS3Store(settings());
    const bytes = randomBytes(50_000);
    const name = await store.put(bytes, "jpg");
    const address = (await store.direct(name)) ?? "";
    const answer = await fetch(address, { headers: { range: "bytes=10-19" } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("content-type")).toBe("image/jpeg");
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    expect((await fetch(address.replace(/Signature=../, "Signature=00"))).status).toBe(403);
    expect((await fetch(address.replace(/\?.*/, ""))).ok).toBe(false);
    await store.remove(name);
  });

  it("leaves alone what lies in the bucket besides", async () => {
    for (const Key of ["other/file.txt", "one/two/readme.txt", `one/two/cd/${"ab".repeat(32)}.png`])
      await client.send(new PutObjectCommand({ Bucket: "media", Key, Body: "not ours" }));
    const store = await createS3Store(settings());
    expect(await namesIn(store)).toEqual([]);
    const bare = await createS3Store(settings({ prefix: "" }));
    const name = await bare.put(randomBytes(10), "png");
    expect(await namesIn(bare)).toEqual([name]);
    expect(await store.size(name)).toBeNull();
    await bare.remove(name);
  });

  it("says that it cannot be reached where the bucket or the key is wrong", async () => {
    const gone = expect.objectContaining({ name: "MediaStoreError", reason: "unreachable" });
    const elsewhere = await createS3Store(settings({ bucket: "nowhere" }));
    await expect(elsewhere.put(randomBytes(10), "png")).rejects.toEqual(gone);
    const stranger = await createS3Store(settings({ secretAccessKey: "wrong" }));
    await expect(stranger.put(randomBytes(10), "png")).rejects.toEqual(gone);
    await expect(stranger.read(nameOf(randomBytes(3), "png"))).rejects.toEqual(gone);
  });
});

describe("an S3 server that fails", () => {
  let server: Server | undefined;
  let requests = 0;
  const stores = async (answer: (() => number) | null) => {
    requests = 0;
    server = createServer((_, response) => {
      requests++;
      if (answer !== null) response.writeHead(answer()).end();
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const settings = { ...base, endpoint: `http://127.0.0.1:${port}`, bucket: "media", prefix: "" };
    return createS3Store(settings, { answerMs: 200 });
  };
  const name = nameOf(randomBytes(3), "png");
  const failing = (reason: string) => expect.objectContaining({ name: "MediaStoreError", reason });

  async function close(): Promise<void> {
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  }

  it("is asked three times", async () => {
    const store = await stores(() => 503);
    await expect(store.size(name)).rejects.toEqual(failing("unreachable"));
    expect(requests).toBe(3);
    await close();
  });

  it("may come back in between", async () => {
    const store = await stores(() => (requests === 1 ? 500 : 404));
    expect(await store.size(name)).toBeNull();
    await close();
  });

  it("is not waited for without end", async () => {
    const store = await stores(null);
    await expect(store.size(name)).rejects.toEqual(failing("unreachable"));
    await expect(store.open(name)).rejects.toEqual(failing("unreachable"));
    await close();
    await expect(store.size(name)).rejects.toEqual(failing("unreachable"));
  }, 30_000);

  it("says when it is full", async () => {
    const store = await stores(() => (requests === 1 ? 404 : 507));
    await expect(store.put(randomBytes(10), "png")).rejects.toEqual(failing("disk-full"));
    await close();
  });
});

describe("addresses on S3", () => {
  const store = (changes: Partial<S3Settings>) =>
    createS3Store({ ...base, endpoint: undefined, bucket: "media", prefix: "", ...changes });
  const name = nameOf(randomBytes(3), "png");
  const key = `${name.slice(0, 2)}/${name}`;

  it.each([
    [{ pathStyle: false }, `https://media.s3.us-east-1.amazonaws.com/${key}`],
    [{ pathStyle: true }, `https://s3.us-east-1.amazonaws.com/media/${key}`],
    [{ endpoint: "https://s3.example:9000/", prefix: "a/b" }, `https://s3.example:9000/media/a/b/${key}`],
    [{ publicUrl: "https://pub.example/x" }, `https://pub.example/x/${key}`],
  ])("lie where %j says", async (changes, address) => {
    expect((await (await store(changes)).direct(name))?.replace(/\?.*/, "")).toBe(address);
  });
});
