import { readFile, stat } from "node:fs/promises";
import { inspectDocument } from "#protocol/vocab/inspect.ts";
import type { RegisterCommand } from "../cli.ts";

/** A document larger than this is no ActivityPub document that any node takes. */
const MAX_BYTES = 4 * 1024 * 1024;

type Line = { file: string } & ({ ok: true } | { ok: false; reason: string });

export const inspect: RegisterCommand = (program, cli) => {
  program
    .command("inspect <file|url...>")
    .description("what this node would make of ActivityPub documents, one JSON line each; nothing is stored")
    .action(async (sources: string[]) => {
      for (const [index, source] of sources.entries()) {
        if (sources.length > 20 && index % 20 === 0) cli.progress(`${index} of ${sources.length}`);
        console.log(JSON.stringify(await inspectSource(source)));
      }
    });
};

async function inspectSource(source: string): Promise<Line> {
  const text = /^https?:\/\//i.test(source) ? await fetchText(source) : await readText(source);
  if (!text.ok) return { file: source, ok: false, reason: text.reason };
  try {
    return { file: source, ...inspectDocument(JSON.parse(text.value)) };
  } catch {
    return { file: source, ok: false, reason: "document/not-json" };
  }
}

type Text = { ok: true; value: string } | { ok: false; reason: string };

async function readText(file: string): Promise<Text> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) return { ok: false, reason: `document/too-large: ${size} bytes` };
    return { ok: true, value: await readFile(file, "utf8") };
  } catch (error) {
    return { ok: false, reason: `file/unreadable: ${(error as NodeJS.ErrnoException).code ?? "error"}` };
  }
}

async function fetchText(url: string): Promise<Text> {
  const { fetchForInspection } = await import("../fetch-document.ts");
  return fetchForInspection(url);
}
