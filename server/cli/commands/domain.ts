import { allowDomain, listRejections, rejectDomain } from "../../hosts/policy.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

export const domain: RegisterCommand = (program, cli) => {
  const group = program.command("domain").description("which servers this node deals with");

  group
    .command("list", { isDefault: true })
    .description("the rejected domains")
    .action(async () => {
      const rows = await cli.withNode((node) => listRejections(node.ctx));
      cli.print(
        rows,
        () => rows.map((row) => `${row.domain}\t${row.reason}`).join("\n") || "None is rejected.",
      );
    });

  group
    .command("reject <domain>")
    .description("take nothing from and send nothing to a domain and its subdomains")
    .option("--reason <text>", "why, for the record", "")
    .action(async (name: string, { reason }: { reason: string }) => {
      await cli.withNode((node) => rejectDomain(node.ctx, name, reason));
      cli.print(
        { domain: name, verdict: "reject" },
        () => `${name} is rejected; a running node notices within a minute.`,
      );
    });

  group
    .command("allow <domain>")
    .description("lift a rejection")
    .action(async (name: string) => {
      const done = await cli.withNode((node) => allowDomain(node.ctx, name));
      if (!done.ok) throw new CommandFailed(`${name} is no domain.`, done.error);
      cli.print({ ...done.value, verdict: "accept" }, () => `${name} is welcome again.`);
    });
};
