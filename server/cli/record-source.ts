import { createReadStream } from "node:fs";
import { createWebReader } from "../web-reader.ts";
import { type Cli, CommandFailed } from "./cli.ts";

/** A panel drawn from ten thousand, who are named twice in it at most, and no more. */
export const MAX_SOURCE_BYTES = 4_000_000;

/** A file's text, of which no more is read than it may be long. */
export async function readSource(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    // One byte more tells that it is longer.
    for await (const chunk of createReadStream(path, { end: MAX_SOURCE_BYTES })) chunks.push(chunk);
  } catch {
    throw new CommandFailed(`There is no file ${path} that can be read.`, { type: "record/no-file" });
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > MAX_SOURCE_BYTES)
    throw new CommandFailed(`${path} is larger than 4 MB.`, { type: "record/too-large" });
  return bytes.toString("utf8");
}

/** What is at an address of somebody's node, and the address that answered in the end. */
export async function fetchSource(cli: Cli, url: string): Promise<{ text: string; url: string }> {
  const { allowPrivateAddress } = cli.config();
  const reader = createWebReader("panel", { allowPrivateAddress });
  try {
    const answer = await reader.get(url, { accept: "application/activity+json", maxBytes: MAX_SOURCE_BYTES });
    if (answer.ok) return { text: new TextDecoder().decode(answer.value.body), url: answer.value.url };
    const { error } = answer;
    const why = "status" in error ? `it answers ${error.status}` : error.type;
    throw new CommandFailed(`${url} could not be read: ${why}.`, error);
  } finally {
    await reader.close();
  }
}
