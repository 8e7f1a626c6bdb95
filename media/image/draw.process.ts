import { readFile } from "node:fs/promises";
import { MOST_DRAWN_SIDE, TOO_LARGE_CODE } from "./draw-limits.ts";
import sharp from "./sharp.ts";

/** Pixels of the longer side: small icons are drawn larger, and nothing larger than a screen. */
const [LEAST, MOST] = [1024, 3840];
/** At which a length of one pixel is one pixel. */
const DENSITY = 72;

/** Draws the SVG whose path is the argument, as PNG to standard output. See draw.ts, which starts it. */
async function draw(path: string): Promise<void> {
  // Its bytes and not its path: beside a file without an address nothing is found.
  const svg = await readFile(path);
  const open = (density: number) => sharp(svg, { density, failOn: "error", limitInputPixels: false });
  const { format, width, height } = await open(DENSITY).metadata();
  if (format !== "svg") throw new Error(`an SVG that is decoded as ${format}`);
  const longest = Math.max(width, height);
  if (longest > MOST_DRAWN_SIDE) {
    process.exitCode = TOO_LARGE_CODE;
    return;
  }
  const side = Math.min(MOST, Math.max(LEAST, longest));
  const drawn = await open((DENSITY * side) / longest)
    .png({ compressionLevel: 1 })
    .toBuffer();
  process.stdout.write(drawn);
}

await draw(process.argv[2] ?? "").catch((error: Error) => {
  process.stderr.write(error.message);
  process.exitCode = 1;
});
