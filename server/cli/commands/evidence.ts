import { writeFile } from "node:fs/promises";
import { caseByNumber } from "#moderation/evidence/export/find.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { exportCase } from "../../ledger/evidence.ts";
import { CommandFailed, type RegisterCommand, wholeNumber } from "../cli.ts";

export const evidence: RegisterCommand = (program, cli) => {
  const group = program.command("evidence").description("what cases of moderation are judged by");

  group
    .command("export <case> [file]")
    .description(
      "write a case with its records, files and proofs as an archive that anybody can verify: case-<number>.zip, or the file that is named",
    )
    .action(async (text: string, named?: string) => {
      const number = wholeNumber("<case>", text.replace(/^#/, ""), 1, Number.MAX_SAFE_INTEGER);
      const zip = await cli.withNode(async ({ ctx }) => {
        const caseId = await caseByNumber(moderationOf(ctx), number);
        return caseId === null ? null : exportCase(ctx, caseId, null);
      });
      if (zip === null) throw new CommandFailed(`There is no case ${number}.`, { type: "case/not-found" });
      const file = named ?? `case-${number}.zip`;
      await writeFile(file, zip, { mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
        throw new CommandFailed(`${file} cannot be written: ${error.code}.`, { type: "file/not-writable" });
      });
      cli.print(
        { case: number, file, bytes: zip.length },
        () => `Case ${number} is in ${file}. Check it with: folkmoot ledger verify ${file}`,
      );
    });
};
