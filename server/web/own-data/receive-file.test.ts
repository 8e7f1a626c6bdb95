import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { receiveFile } from "./receive-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "folkmoot-receive-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A form as browsers send it, cut into pieces. */
async function request(bytes: Uint8Array<ArrayBuffer>, size: number): Promise<Request> {
  const form = new FormData();
  form.set("archive", new File([bytes], "a.zip"));
  const whole = new Request("http://node.example/", { method: "POST", body: form });
  const body = new Uint8Array(await whole.arrayBuffer());
  const stream = new ReadableStream({
    start(controller) {
      for (let at = 0; at < body.length; at += size) controller.enqueue(body.subarray(at, at + size));
      controller.close();
    },
  });
  const headers = { "content-type": whole.headers.get("content-type") ?? "" };
  return new Request("http://node.example/", { method: "POST", body: stream, headers, duplex: "half" });
}

it.each([1, 7, 1_000, 1_000_000])("writes the same bytes in pieces of %i", async (size) => {
  const bytes = new Uint8Array(3_000).map((_, at) => [13, 10, 45, 45, at][at % 5] ?? 0);
  const path = join(folder, `${size}`);
  expect(await receiveFile(await request(bytes, size), path, 3_000)).toEqual({
    ok: true,
    value: { fileName: "a.zip" },
  });
  expect(new Uint8Array(await readFile(path))).toEqual(bytes);
});

it("stops at its limit, and keeps nothing", async () => {
  const path = join(folder, "large");
  const received = await receiveFile(await request(new Uint8Array(5_000), 100), path, 3_000);
  expect(received).toMatchObject({ ok: false, error: { type: "upload/too-large" } });
  await expect(readFile(path)).rejects.toThrow("ENOENT");
});

it("keeps nothing of what breaks off", async () => {
  const whole = await request(new Uint8Array(5_000), 1_000);
  const reader = whole.body?.getReader();
  const body = new ReadableStream({
    async pull(controller) {
      const piece = await reader?.read();
      if (piece?.value === undefined || piece.value.length < 1_000) controller.error(new Error("gone"));
      else controller.enqueue(piece.value);
    },
  });
  const broken = new Request(whole.url, { method: "POST", body, headers: whole.headers, duplex: "half" });
  const path = join(folder, "broken");
  await expect(receiveFile(broken, path, 9_000)).rejects.toThrow("gone");
  await expect(readFile(path)).rejects.toThrow("ENOENT");
});

it("takes no other forms", async () => {
  const body = new URLSearchParams({ archive: "x" });
  const plain = new Request("http://node.example/", { method: "POST", body });
  expect(await receiveFile(plain, join(folder, "none"), 10)).toMatchObject({ ok: false });
});
