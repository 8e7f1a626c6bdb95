import { examine, type Finding } from "../../doctor.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

const MARKS = { ok: "ok  ", warning: "warn", problem: "FAIL" } as const;

export const doctor: RegisterCommand = (program, cli) => {
  program
    .command("doctor")
    .description("check the configuration, the database, the clock and whether the node is reachable")
    .action(async () => {
      const findings = await examine(cli.config());
      cli.print(findings, () => findings.map(line).join("\n"));
      const problems = findings.filter(({ state }) => state === "problem").length;
      if (problems > 0 && !cli.json) throw new CommandFailed(`${problems} to mend.`);
    });
};

function line({ state, what, detail }: Finding): string {
  return `${MARKS[state]}  ${what}: ${detail}`;
}
