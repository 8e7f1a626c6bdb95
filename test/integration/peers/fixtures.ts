import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Fixture {
  /** "mastodon/note-plain.json" */
  name: string;
  software: string;
  document: unknown;
}

/** Payloads written by hand for this repository, in the shapes that peers send. */
export const ownFixtures = join(import.meta.dirname, "..", "..", "fixtures", "peers");

/** Payloads collected from peers, beside the checkout; absent in most clones. */
export const collectedFixtures = join(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "..",
  "shared",
  "fixtures",
  "peers",
);

/** All JSON files below a folder with one folder a software; none when it does not exist. */
export function loadFixtures(root: string): Fixture[] {
  if (!existsSync(root)) return [];
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: software }) =>
    readdirSync(join(root, software))
      .filter((file) => file.endsWith(".json"))
      .map((file) => ({
        name: `${software}/${file}`,
        software,
        document: JSON.parse(readFileSync(join(root, software, file), "utf8")) as unknown,
      })),
  );
}
