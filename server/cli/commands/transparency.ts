import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readDay } from "#moderation/transparency/period.ts";
import { dsaLines, type ExportCount } from "../../transparency/dsa.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

const DAY_MS = 86_400_000;

export const transparency: RegisterCommand = (program, cli) => {
  const group = program.command("transparency").description("what is told of what was decided here");

  group
    .command("dsa")
    .description(
      "write the statements of reasons about what was decided between two days, both included, as the EU's DSA Transparency Database takes them: JSON, one a line",
    )
    .requiredOption("--from <day>", "the first day, such as 2026-01-01")
    .requiredOption("--until <day>", "the last day")
    .option("--out <file>", "where to; standard output when it is left out")
    .action(async ({ from, until, out }: { from: string; until: string; out?: string }) => {
      const period = {
        from: dayOf("--from", from),
        until: new Date(dayOf("--until", until).getTime() + DAY_MS),
      };
      if (period.until <= period.from) throw new CommandFailed("--until must not be before --from.");
      const counted: ExportCount = { written: 0, notAsked: 0, impossible: 0 };
      await cli.withNode(({ ctx }) => {
        const lines = Readable.from(dsaLines(ctx, period, counted));
        if (out === undefined) return pipeline(lines, process.stdout, { end: false });
        return pipeline(lines, createWriteStream(out, { mode: 0o600 })).catch(
          (error: NodeJS.ErrnoException) => {
            if (error.syscall === undefined) throw error;
            throw new CommandFailed(`${out} cannot be written: ${error.code}.`, {
              type: "file/not-writable",
            });
          },
        );
      });
      if (out === undefined) cli.progress(describe(counted));
      else cli.print({ file: out, ...counted }, () => `${describe(counted)} They are in ${out}.`);
    });
};

function dayOf(option: string, text: string): Date {
  const day = readDay(text);
  if (day === null) throw new CommandFailed(`${option} takes a day such as 2026-01-31.`);
  return day;
}

function describe({ written, notAsked, impossible }: ExportCount): string {
  const left =
    impossible === 0
      ? ""
      : ` ${impossible} left out: nobody knows any more when what they are about was made, which must be said.`;
  return `${written} statements of reasons; ${notAsked} actions need none.${left}`;
}
