import { allowDomain, rejectDomain } from "../../hosts/policy.ts";
import type { RegisterCommand } from "../cli.ts";

export const domain: RegisterCommand = (program, cli) => {
  const group = program.command("domain").description("which servers this node deals with");

  group
    .command("reject <domain>")
    .description("take nothing from and send nothing to a domain and its subdomains")
    .option("--reason <text>", "why, for the record", "")
    .action(async (name: string, { reason }: { reason: string }) => {
      await cli.withNode((node) => rejectDomain(node.ctx, name, reason));
      cli.print({ domain: name, verdict: "reject" }, () => `${name} is rejected from now on.`);
    });

  group
    .command("allow <domain>")
    .description("lift a rejection")
    .action(async (name: string) => {
      await cli.withNode((node) => allowDomain(node.ctx, name));
      cli.print({ domain: name, verdict: "accept" }, () => `${name} is welcome again.`);
    });
};
