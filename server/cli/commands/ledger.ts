import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { caseByNumber } from "#moderation/evidence/export/find.ts";
import { listEntries } from "#moderation/ledger/list.ts";
import { type LedgerName, ledgerNames } from "#moderation/ledger/name.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import {
  type Checked,
  type CheckOptions,
  checkFolder,
  checkOwn,
  checkWeb,
  lookAt,
} from "../../ledger/check.ts";
import { checkExport } from "../../ledger/check-export.ts";
import { enterSteps } from "../../ledger/enter.ts";
import { eraseAbout } from "../../ledger/erase.ts";
import { exportLog } from "../../ledger/export-log.ts";
import { Unreadable } from "../../ledger/unreadable.ts";
import { type Cli, CommandFailed, type RegisterCommand, wholeNumber } from "../cli.ts";
import { visible } from "../visible.ts";

const MAX_CHECKPOINT_CHARS = 1_000_000;

interface VerifyOptions {
  key?: string;
  since?: string;
  save?: string;
}

export const ledger: RegisterCommand = (program, cli) => {
  const group = program
    .command("ledger")
    .description("the record of every step of moderation, and whether it is whole");

  group
    .command("verify [place]")
    .description("check a whole history: this node's, or the one at an address, in a folder or in an export")
    .option("--key <key>", "the verifier key that you trust; otherwise the one that lies beside the log")
    .option("--since <file>", "an earlier checkpoint that this one must go on from")
    .option("--save <file>", "keep the checkpoint when all is well, for --since the next time")
    .action(async (place: string | undefined, options: VerifyOptions) => {
      const checked = await check(cli, place, options);
      const wrong = checked.filter(({ findings }) => findings.length > 0);
      if (wrong.length > 0)
        throw new CommandFailed(checked.map(describe).join("\n"), { type: "ledger/wrong", checked });
      const note = checked.at(-1)?.checkpoint;
      if (options.save !== undefined && note != null) await writeFile(options.save, note);
      cli.print(checked, () => checked.map(describe).join("\n"));
    });

  group
    .command("show")
    .description("entries in their order, opened where their key is still there")
    .option("--case <number>", "those about a case")
    .option("--ledger <name>", "public or private", "private")
    .option("--last <count>", "how many", "100")
    .action(async ({ case: number, ledger: name, last }: { case?: string; ledger: string; last: string }) => {
      const most = wholeNumber("--last", last, 1, 100_000);
      const entries = await cli.withNode(async ({ ctx }) => {
        const caseId = number === undefined ? null : await findCase(ctx, number);
        return listEntries(moderationOf(ctx), { caseId, ledger: ledgerOf(name), most });
      });
      cli.print(
        entries.map(({ ledger: of, seq, entry, secret }) => ({ ledger: of, seq, ...entry, secret })),
        () =>
          entries
            .map(({ seq, entry: { kind, at, body }, secret }) =>
              [seq, at, kind, JSON.stringify(body), ...(secret == null ? [] : [JSON.stringify(secret)])].join(
                "\t",
              ),
            )
            .join("\n") || "There are no entries.",
      );
    });

  group
    .command("export <folder>")
    .description("write a ledger as files that any web server can hand out and anybody can verify")
    .option("--ledger <name>", "public or private", "public")
    .action(async (folder: string, { ledger: name }: { ledger: string }) => {
      const size = await cli.withNode(async ({ ctx }) => {
        await enterSteps(ctx, "wait");
        return exportLog(ctx, ledgerOf(name), folder);
      });
      cli.print({ folder, size }, () => `${size} entries of the ${name} ledger are in ${folder}.`);
    });

  group
    .command("erase <about>")
    .description(
      "erase what moderation keeps about a post, an account or a medium: evidence, words, the ledger's keys (for good)",
    )
    .requiredOption("--reason <text>", "the request, for the record")
    .action(async (about: string, { reason }: { reason: string }) => {
      const {
        keys: destroyed,
        cases,
        inForce,
      } = await cli.withNode(async ({ ctx }) => {
        const erased = await eraseAbout(ctx, about, { reason, by: null });
        await enterSteps(ctx, "wait");
        return erased;
      });
      if (destroyed + cases === 0)
        throw new CommandFailed(`Nothing is kept about ${about}.`, {
          type: "ledger/no-key",
        });
      cli.print({ about, destroyed, cases, inForce }, () => {
        const kept =
          inForce === 0
            ? ""
            : `\n${inForce} actions are in force and keep their subject: undo them, and erase again.`;
        return `What was kept about ${about} is erased: ${destroyed} keys of the ledger, ${cases} cases.${kept}`;
      });
    });
};

function ledgerOf(name: string): LedgerName {
  const found = ledgerNames.find((one) => one === name);
  if (found === undefined) throw new CommandFailed("--ledger takes public or private.");
  return found;
}

async function findCase(ctx: ApiCtx, number: string): Promise<string> {
  const wanted = wholeNumber("--case", number, 1, Number.MAX_SAFE_INTEGER);
  const caseId = await caseByNumber(moderationOf(ctx), wanted);
  if (caseId === null) throw new CommandFailed(`There is no case ${number}.`, { type: "case/not-found" });
  return caseId;
}

async function check(cli: Cli, place: string | undefined, { key, since }: VerifyOptions): Promise<Checked[]> {
  const earlier = since === undefined ? undefined : await readCheckpoint(since);
  const options: CheckOptions = {
    ...(key !== undefined && { key }),
    ...(earlier !== undefined && { since: earlier }),
    progress: throttled((done, of) => cli.progress(`${done} of ${of} entries`)),
  };
  try {
    if (place === undefined)
      return await cli.withNode(async ({ ctx }) => {
        const { since: _, ...others } = options;
        return [await checkOwn(ctx, "private", others), await checkOwn(ctx, "public", options)];
      });
    if (/^https?:\/\//.test(place)) {
      const { allowPrivateAddress } = cli.config();
      return [await checkWeb(place, { ...options, allowPrivateAddress })];
    }
    const found = await lookAt(place);
    if (found === null)
      throw new CommandFailed(`There is nothing at ${place}.`, { type: "ledger/nothing-there" });
    const isExport = found === "file" || (await lookAt(join(place, "manifest.json"))) === "file";
    return [await (isExport ? checkExport(place, key) : checkFolder(place, options))];
  } catch (error) {
    if (error instanceof Unreadable)
      throw new CommandFailed(visible(error.message), { type: "ledger/unreadable" });
    throw error;
  }
}

async function readCheckpoint(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) throw new CommandFailed(`There is no checkpoint at ${path}.`);
  return text.slice(0, MAX_CHECKPOINT_CHARS + 1);
}

function describe({ what, origin, size, findings }: Checked): string {
  if (findings.length === 0)
    return `✓ ${visible(what)}: ${size} entries, all of them as they were entered. Signed by ${visible(origin ?? "nobody")}.`;
  const found = findings.map((finding) => `  ${visible(finding.where)}: ${visible(finding.what)}`);
  return [`✗ ${visible(what)}:`, ...found].join("\n");
}

/** At most once a second. */
function throttled(tell: (done: number, of: number) => void): (done: number, of: number) => void {
  let last = 0;
  return (done, of) => {
    const now = performance.now();
    if (now - last < 1_000) return;
    last = now;
    tell(done, of);
  };
}
