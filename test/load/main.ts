import { parseArgs } from "node:util";
import { type Part, runPart } from "./bench.ts";
import { cases } from "./parts/cases.ts";
import { clients } from "./parts/clients.ts";
import { domains } from "./parts/domains.ts";
import { fanout } from "./parts/fanout.ts";
import { files } from "./parts/files.ts";
import { hashing } from "./parts/hashing.ts";
import { inbox } from "./parts/inbox.ts";
import { judgements } from "./parts/judgements.ts";
import { ledger } from "./parts/ledger.ts";
import { limits } from "./parts/limits.ts";
import { notes } from "./parts/notes.ts";
import { pictures } from "./parts/pictures.ts";
import { policy } from "./parts/policy.ts";
import { start } from "./parts/start.ts";
import { streaming } from "./parts/streaming.ts";
import { transcoding } from "./parts/transcoding.ts";
import { transparency } from "./parts/transparency.ts";
import { uploads } from "./parts/uploads.ts";
import { volume } from "./parts/volume.ts";
import { wave } from "./parts/wave.ts";
import { formatTable, type Row } from "./table.ts";

/** `npm run bench [-- part... --quick --profile folder]`: measures, prints one table, and ends by itself. */
const parts: readonly Part[] = [
  limits,
  inbox,
  fanout,
  volume,
  clients,
  start,
  streaming,
  uploads,
  pictures,
  domains,
  hashing,
  policy,
  files,
  transcoding,
  cases,
  ledger,
  wave,
  transparency,
  notes,
  judgements,
];
const LIMIT_MS = 20 * 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    profile: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));

if (values.help || unknown.length > 0) {
  if (unknown.length > 0) process.stderr.write(`No such part: ${unknown.join(", ")}\n`);
  const list = parts.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join("\n");
  process.stdout.write(`npm run bench -- [part...] [--quick] [--profile folder]\n${list}\n`);
  process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
  const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  process.exitCode = await run(chosen);
}

async function run(chosen: readonly Part[]): Promise<number> {
  const interrupted = new Promise<never>((_, reject) => {
    process.once("SIGINT", () => reject(new Error("interrupted")));
    setTimeout(() => reject(new Error("it took longer than the whole run may")), LIMIT_MS).unref();
  });
  let isOver = false;
  interrupted.catch(() => {
    isOver = true;
  });
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const part of chosen) {
    if (isOver) break;
    const failed = (error: unknown) => failures.push(`${part.name} failed: ${describe(error)}`);
    await runPart(part, { quick: values.quick, profileDir: values.profile }, rows, interrupted).catch(failed);
  }
  process.stdout.write(`\n${formatTable(rows)}\n`);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  return failures.length > 0 ? 1 : 0;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
