import { randomBytes, randomInt } from "node:crypto";
import sharp from "sharp";
import { createHashIndex, type HashIndex } from "#media/hashing/hash-index.ts";
import { hashLuma } from "#media/hashing/pdq.ts";
import { hashPicture } from "#media/hashing/picture.ts";
import type { Bench, Part } from "../bench.ts";
import { residentBytes } from "../measure/memory.ts";
import { timed } from "../measure/timed.ts";
import { atLeast, round } from "../table.ts";

const DISTANCE = 31;
const MB = 1_048_576;

/** Perceptual hashes: how quickly they are made of pictures, and found among many. */
export const hashing: Part = {
  name: "hashing",
  about: "PDQ of pictures, and look-ups in an index of a million hashes",
  async run(bench) {
    await pictures(bench);
    await index(bench);
  },
};

async function pictures(bench: Bench): Promise<void> {
  bench.progress("PDQ of luma, of a file, and decoding alone");
  const count = bench.count(1_500, 200);
  const luma = new Uint8Array(randomBytes(512 * 512));
  const hashes = await perCpuSecond(count, () => hashLuma(luma, 512, 512));
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const file = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#777", noise } })
    .resize(1600, 1200)
    .jpeg()
    .toBuffer();
  const decodings = await perCpuSecond(count / 50, () => sharp(file).raw().toBuffer());
  const files = await perCpuSecond(count / 50, () => hashPicture(file));
  bench.row({
    part: "hashing",
    what: "PDQ of 512 x 512 luma",
    value: `${round(hashes)} per CPU-s`,
    beside: `JPEG of 1600 x 1200: decoded ${round(decodings)}, hashed from the file ${round(files)} per CPU-s`,
    goal: atLeast(Math.round(hashes), 1_000, "per CPU-s"),
  });
}

async function index(bench: Bench): Promise<void> {
  const size = bench.count(1_000_000, 50_000);
  bench.progress(`${round(size)} hashes into the index`);
  const before = residentBytes(process.pid);
  const hashes = createHashIndex<number>();
  const known: string[] = [];
  const added = await timed([process.pid], async () => {
    for (let id = 0; id < size; id++) {
      const pdq = randomBytes(32).toString("hex");
      if (id % 1_000 === 0) known.push(pdq);
      hashes.add(pdq, id);
    }
  });
  const resident = residentBytes(process.pid) - before;
  bench.progress("look-ups");
  const bySlots = await lookUps(hashes, known, { distance: DISTANCE, count: bench.count(10_000, 2_000) });
  const all = await lookUps(hashes, known, { distance: 128 - 2 * DISTANCE, count: 20 });
  bench.row({
    part: "hashing",
    what: `look-ups within ${DISTANCE} bits of ${round(size)} hashes`,
    value: `${round(bySlots)} per CPU-s`,
    beside: `${round(all)} by comparing all`,
    goal: atLeast(Math.round(bySlots), 4_000, "per CPU-s"),
  });
  bench.row({
    part: "hashing",
    what: "memory of the index",
    value: `${round(hashes.bytes / size)} bytes a hash`,
    beside: `${round(resident / MB)} MB resident more; ${round(size / added.cpuSeconds)} added per CPU-s`,
  });
}

/** Half of them for what is there, changed a little, half for what is not. */
function lookUps(
  hashes: HashIndex<number>,
  known: readonly string[],
  { distance, count }: { distance: number; count: number },
): Promise<number> {
  const needles = Array.from({ length: count }, (_, n) =>
    n % 2 === 0 ? changed(known[n % known.length] ?? "") : randomBytes(32).toString("hex"),
  );
  let at = 0;
  let found = 0;
  const rate = perCpuSecond(count, () => {
    found += hashes.find(needles[at++ % count] ?? "", distance).length;
  });
  return rate.then((perSecond) => {
    if (found < count / 2) throw new Error(`found ${found} of ${count / 2} that are there`);
    return perSecond;
  });
}

/** Other in at most 31 bits. */
function changed(pdq: string): string {
  const bytes = Buffer.from(pdq, "hex");
  for (let n = randomInt(DISTANCE + 1); n > 0; n--) {
    const bit = randomInt(256);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  }
  return bytes.toString("hex");
}

/** How often work is done in a second of CPU time, all threads of this process together. */
async function perCpuSecond(count: number, work: () => unknown): Promise<number> {
  // Compiled before the clock starts.
  for (let n = 0; n < count / 5; n++) await work();
  const before = process.cpuUsage();
  for (let n = 0; n < count; n++) await work();
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1_000_000);
}
