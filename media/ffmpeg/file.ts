import { stat } from "node:fs/promises";
import path from "node:path";
import { digestOf } from "../digest.ts";
import type { FileRole, ProducedFile } from "../produced.ts";

/** What has been made, under the name of its content. */
export async function produced(
  role: FileRole,
  file: string,
  mediaType: string,
  { width = null, height = null, fps = null }: Partial<Pick<ProducedFile, "width" | "height" | "fps">> = {},
): Promise<ProducedFile> {
  const [sha256, { size }] = await Promise.all([digestOf(file), stat(file)]);
  return { role, name: `${sha256}${path.extname(file)}`, path: file, mediaType, size, width, height, fps };
}

/** How one file calls another: from the folder of the first two digits that it lies in itself. */
export function referTo(name: string): string {
  return `../${name.slice(0, 2)}/${name}`;
}
