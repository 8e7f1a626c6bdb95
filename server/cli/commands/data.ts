import { copyFile, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { exportCsv } from "../../exports/csv.ts";
import { csvKinds, isCsvKind } from "../../exports/kinds.ts";
import { archivePlace, prepareArchive } from "../../imports/archive/prepare-archive.ts";
import { prepareImport, readImport, startImport } from "../../imports/prepare.ts";
import { runImport } from "../../imports/run.ts";
import type { Node } from "../../node.ts";
import { actingAccount } from "../actor.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

interface ImportOptions {
  as?: string;
  overwrite?: boolean;
}

/** `export` and `import`: what the pages of the settings do. */
export const data: RegisterCommand = (program, cli) => {
  program
    .command("export <kind>")
    .description(`write a CSV file to standard output: ${csvKinds.join(", ")}`)
    .option("--as <username>", "whose; the owner's when left out")
    .action(async (kind: string, { as }: { as?: string }) => {
      if (!isCsvKind(kind)) throw new CommandFailed(`What is exported is one of ${csvKinds.join(", ")}.`);
      await cli.withNode(async ({ ctx }) => {
        const account = await actingAccount(ctx, as);
        for await (const piece of exportCsv(ctx, kind, account.id)) process.stdout.write(piece);
      });
    });

  program
    .command("import <kind> <file>")
    .description(`bring in a CSV file (${csvKinds.join(", ")}) or an archive of posts (archive)`)
    .option("--as <username>", "for whom; the owner when left out")
    .option("--overwrite", "remove what the file does not have")
    .action(async (kind: string, file: string, options: ImportOptions) => {
      if (kind !== "archive" && !isCsvKind(kind))
        throw new CommandFailed(`What is imported is one of ${csvKinds.join(", ")}, archive.`);
      const outcome = await cli.withNode(async ({ ctx }) => {
        const account = await actingAccount(ctx, options.as);
        const id = await prepare(ctx, account.id, kind, file, options.overwrite === true);
        const started = await startImport(ctx, account.id, id);
        if (!started.ok) throw new CommandFailed(`Not imported: ${started.error.type}.`, started.error);
        await runImport(ctx, id, { signal: new AbortController().signal, forMs: Number.POSITIVE_INFINITY });
        return readImport(ctx, account.id, id);
      });
      const { id = "", total = 0, done = 0, failed = 0 } = outcome ?? {};
      cli.print({ id, total, done, failed }, () => `Imported ${done} of ${total}; ${failed} failed.`);
    });
};

async function prepare(
  ctx: Node["ctx"],
  accountId: string,
  kind: Parameters<typeof prepareImport>[1]["kind"] | "archive",
  file: string,
  overwrites: boolean,
): Promise<string> {
  const fileName = basename(file);
  const unreadable = () => {
    throw new CommandFailed(`${file} cannot be read.`);
  };
  if (kind === "archive") {
    const place = await archivePlace(ctx);
    await copyFile(file, place.path).catch(unreadable);
    const prepared = await prepareArchive(ctx, { accountId, fileName, file: place.file });
    if (!prepared.ok) throw new CommandFailed(`Not imported: ${prepared.error.type}.`, prepared.error);
    return prepared.value.id;
  }
  const bytes = new Uint8Array(await readFile(file).catch(unreadable));
  const mode = overwrites ? "overwrite" : "merge";
  const prepared = await prepareImport(ctx, { accountId, kind, mode, fileName, bytes });
  if (!prepared.ok) throw new CommandFailed(`Not imported: ${prepared.error.type}.`, prepared.error);
  return prepared.value.id;
}
