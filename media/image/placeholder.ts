import sharp from "./sharp.ts";

const ground = "#d9d4ea";
const figure = "#8d83b3";

const drawings = {
  avatar: `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
    <rect width="400" height="400" fill="${ground}"/>
    <circle cx="200" cy="160" r="72" fill="${figure}"/>
    <ellipse cx="200" cy="372" rx="136" ry="116" fill="${figure}"/></svg>`,
  header: `<svg xmlns="http://www.w3.org/2000/svg" width="1500" height="500">
    <rect width="1500" height="500" fill="${ground}"/></svg>`,
} as const;

/** What is shown of whoever has no picture, as PNG: the same bytes every time. */
export async function placeholder(kind: keyof typeof drawings): Promise<Uint8Array<ArrayBuffer>> {
  const drawn = await sharp(Buffer.from(drawings[kind]))
    .png({ palette: true, compressionLevel: 9 })
    .toBuffer();
  return new Uint8Array(drawn);
}
