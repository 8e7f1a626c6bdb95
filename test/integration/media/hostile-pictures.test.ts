import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identify } from "#media/identify.ts";
import { makePicture } from "#media/image/still.ts";
import { drawings, enlarged, frames, noise, pictures, zeros } from "./hostile-pictures.ts";

/** Any file, however hostile. Of the machine's time: a limit that runs out is 15 seconds. */
const MOST_MS = 25_000;
/** Beyond what the process takes without: 50 million pixels whole, and what is made of them. */
const MOST_BYTES = 500 * 1_048_576;

let folder: string;
let before: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "folkmoot-hostile-"));
  before = process.memoryUsage().rss;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What becomes of a file on the way that an upload takes: an error's type, or the files that are made. */
async function make(bytes: Uint8Array | string, mediaType?: string) {
  const path = join(folder, "upload.jpg");
  const work = join(folder, "work");
  await writeFile(path, bytes);
  await mkdir(work);
  try {
    const begun = performance.now();
    const identified = await identify(path);
    if (!identified.ok) return { type: identified.error.type, files: [] };
    const made = await makePicture({ path, mediaType: mediaType ?? identified.value.mediaType }, work);
    expect(performance.now() - begun).toBeLessThan(MOST_MS);
    const names = await readdir(work);
    if (!made.ok) {
      expect(names).toEqual([]);
      return { type: made.error.type, files: [] };
    }
    expect(names.sort()).toEqual([...new Set(made.value.files.map(({ name }) => name))].sort());
    const files = await Promise.all(
      made.value.files.map(async (file) => ({ ...file, bytes: await readFile(file.path) })),
    );
    return { type: "ok", files };
  } finally {
    await rm(work, { recursive: true });
  }
}

const typeOf = async (bytes: Uint8Array | string, mediaType?: string) => (await make(bytes, mediaType)).type;

describe("a file that is much larger than it looks", () => {
  it("is refused by its header", async () => {
    const bomb = await zeros(50_000, 50_000);
    expect(bomb.length).toBeLessThan(2_000_000);
    expect(await typeOf(bomb)).toBe("media/too-many-pixels");
    for (const [name, bytes] of await pictures()) {
      if (/ /.test(name)) continue;
      const huge = enlarged(name, bytes);
      expect([name, await typeOf(huge)]).toEqual([
        name,
        name === "image/avif"
          ? expect.stringMatching(/^media\/(too-many-pixels|unreadable)$/)
          : "media/too-many-pixels",
      ]);
    }
    expect(await typeOf(await zeros(8000, 8000, { interlaced: true }))).toBe("media/too-many-pixels");
  });

  it("is made smaller while it is read, where its coding allows", async () => {
    const { type, files } = await make(await zeros(9_900, 9_900));
    expect([type, files[0]?.width]).toEqual(["ok", 2880]);
  });

  it("shows its first frame, of however many", async () => {
    const many = frames(10_000, 200);
    expect(await typeOf(many)).toBe("ok");
    expect(await typeOf(frames(10_000, 5000))).toBe("ok");
  });
});

describe("a file that is cut off or corrupt", () => {
  it("is unreadable wherever its picture ends", async () => {
    for (const [name, bytes] of await pictures()) {
      for (const part of [0.02, 0.1, 0.3, 0.6, 0.9]) {
        const type = await typeOf(bytes.subarray(0, Math.floor(bytes.length * part)));
        expect([name, part, type]).toEqual([
          name,
          part,
          expect.stringMatching(/^media\/(unreadable|unknown-type)$/),
        ]);
        if (part > 0.1) expect([name, part, type]).toEqual([name, part, "media/unreadable"]);
      }
    }
    expect(await typeOf("")).toBe("media/unreadable");
  });

  it("is refused when its beginning alone is right", async () => {
    for (const [name, bytes] of await pictures()) {
      for (const kept of [4, 12, 40]) {
        const broken = Buffer.concat([bytes.subarray(0, kept), noise(20_000, kept)]);
        expect([name, kept, await typeOf(broken)]).toEqual([
          name,
          kept,
          expect.stringMatching(/^media\/un|^media\/too-many-pixels$/),
        ]);
      }
    }
  });

  it("ends in an error or in pictures, whichever of its bytes are others", async () => {
    for (const [name, bytes] of await pictures()) {
      for (let seed = 1; seed <= 12; seed++) {
        const broken = Buffer.from(bytes);
        // Half of them in the head, where the sizes are.
        const where = noise(16, seed);
        where.forEach((byte, at) => {
          const range = at % 2 === 0 ? Math.min(200, broken.length) : broken.length;
          broken[(byte * 65_537 + at * 257) % range] = byte ^ 0x5a;
        });
        const type = await typeOf(broken, name.split(" ")[0]);
        expect([name, seed, type]).toEqual([
          name,
          seed,
          expect.stringMatching(/^ok$|^media\/(un|too-many-pixels)/),
        ]);
      }
    }
  });
});

describe("a file that is two at once", () => {
  const page = Buffer.from("<!doctype html><script>alert('folkmoot')</script>");
  const archive = Buffer.from(
    zipSync({ "folkmoot/Main.class": new TextEncoder().encode("alert('folkmoot')") }, { level: 0 }),
  );

  it("comes out as the picture alone", async () => {
    for (const [name, bytes] of await pictures()) {
      for (const other of [page, archive]) {
        const { type, files } = await make(Buffer.concat([bytes, other]));
        expect([name, type]).toEqual([name, "ok"]);
        for (const file of files) {
          expect(file.bytes.includes("folkmoot")).toBe(false);
          expect((await sharp(file.bytes).metadata()).width).toBe(file.width);
        }
      }
    }
  });

  it("loses what it says within, too", async () => {
    const jpeg = (await pictures()).get("image/jpeg") ?? Buffer.alloc(0);
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, page.length + 2]), page]);
    const { type, files } = await make(Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]));
    expect(type).toBe("ok");
    for (const { bytes } of files) expect(bytes.includes("folkmoot")).toBe(false);
  });

  it("is not read as what somebody says it is", async () => {
    const png = (await pictures()).get("image/png") ?? Buffer.alloc(0);
    expect(await typeOf(png, "image/gif")).toBe("media/unknown-type");
    expect(await typeOf(png, "image/svg+xml")).toBe("media/unreadable");
    expect(await typeOf((await drawings())["one that is large"] ?? "", "image/png")).toMatch(/^media\/un/);
    expect(await typeOf(Buffer.concat([page, png]))).toBe("media/unknown-type");
  });
});

describe("a drawing that means harm", async () => {
  const ends: Record<string, string | RegExp> = {
    "one that takes hours": "media/gave-up",
    "a picture within that is a bomb": /^ok$|^media\/gave-up$/,
    "one that is large": "media/too-many-pixels",
    "one with a large view": "media/too-many-pixels",
    "one of five million bytes": "media/too-large",
  };
  for (const [name, drawing] of Object.entries(await drawings())) {
    it(`ends when it is ${name}`, async () => {
      expect(await typeOf(drawing)).toMatch(ends[name] ?? "media/unreadable");
    }, 40_000);
  }
});

it("leaves the process no larger than a picture makes it", () => {
  const most = process.resourceUsage().maxRSS * 1024;
  expect(most - before).toBeLessThan(MOST_BYTES);
});
