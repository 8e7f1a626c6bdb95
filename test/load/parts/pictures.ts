import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { codings } from "#media/image/encode.ts";
import { makePicture } from "#media/image/still.ts";
import type { ProducedFile } from "#media/produced.ts";
import type { Bench, Part } from "../bench.ts";
import { type Cost, timed } from "../measure/timed.ts";
import { type PictureFile, writePictureFiles } from "../media/picture-files.ts";
import { atLeast, round } from "../table.ts";

/** How many are worked on at once: one a core. */
const ABREAST = availableParallelism();

/** From a file that somebody sends to all that is kept of it, beside sharp alone. */
export const pictures: Part = {
  name: "pictures",
  about: "pictures through the whole pipeline, beside sharp's resize into the same outputs",
  async run(bench) {
    const folder = bench.tempDir();
    bench.progress("making photographs of 12 megapixels and screenshots");
    const files = await writePictureFiles(folder, bench.count(4, 1), bench.count(2, 1));
    const outputs = new Map<PictureFile, readonly ProducedFile[]>();
    for (const file of files) outputs.set(file, await whole(folder, file));
    const [ours, bare]: [Cost[], Cost[]] = [[], []];
    const rounds = bench.count(4, 1);
    for (let round = 1; round <= rounds; round++) {
      bench.progress(`round ${round} of ${rounds}`);
      bare.push(
        await timed([process.pid], () =>
          abreast(files, (file) => resize(folder, file, outputs.get(file) ?? [])),
        ),
      );
      ours.push(await timed([process.pid], () => abreast(files, (file) => whole(folder, file))));
    }
    report(bench, files.length * rounds, ours, bare);
  },
};

function report(bench: Bench, count: number, ours: readonly Cost[], bare: readonly Cost[]): void {
  const rate = (costs: readonly Cost[], of: (cost: Cost) => number) =>
    count / costs.reduce((sum, cost) => sum + of(cost), 0);
  const measures: [string, string, (cost: Cost) => number][] = [
    [`pictures, ${ABREAST} abreast`, "/s", ({ wallSeconds }) => wallSeconds],
    ["pictures", " per CPU-s", ({ cpuSeconds }) => cpuSeconds],
  ];
  for (const [what, unit, of] of measures) {
    const [mine, other] = [rate(ours, of), rate(bare, of)];
    bench.row({
      part: "pictures",
      what,
      value: `${round(mine)}${unit}, ${round(mine / other)} x`,
      beside: `sharp alone: ${round(other)}${unit}`,
      goal: atLeast(mine / other, 0.6),
    });
  }
}

async function abreast(
  files: readonly PictureFile[],
  work: (file: PictureFile) => Promise<unknown>,
): Promise<void> {
  const waiting = files.values();
  await Promise.all(
    Array.from({ length: ABREAST }, async () => {
      for (const file of waiting) await work(file);
    }),
  );
}

async function whole(folder: string, file: PictureFile): Promise<readonly ProducedFile[]> {
  const work = path.join(folder, "work");
  await mkdir(work, { recursive: true });
  const made = await makePicture(file, work);
  if (!made.ok) throw new Error(made.error.type);
  return made.value.files;
}

/** What everybody writes with sharp: from the file to each of the outputs. */
async function resize(
  folder: string,
  { path: input }: PictureFile,
  outputs: readonly ProducedFile[],
): Promise<void> {
  const write = ({ role, width, height, mediaType }: ProducedFile) => {
    const image = sharp(input).autoOrient().resize(width, height, { fit: "fill" });
    if (role === "small") image.webp(codings.small);
    else if (role === "alternative") image.webp(codings.alternative);
    else if (mediaType === "image/jpeg") image.jpeg(codings.main);
    else image.png();
    return image.toFile(path.join(folder, `${path.basename(input)}-${role}`));
  };
  await Promise.all(outputs.map(write));
}
